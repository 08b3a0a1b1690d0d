"""Attacks, each as the line that a user types: with a logbook, a picture or an archive that a stranger has made."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shlex
import socket
import struct
import subprocess
import sys
import zipfile
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import hostile
from tests.cli.stored import FILE, attempt, jpeg, stored
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Run

HISTORY, LOCK = Path("logbook.history.jsonl"), Path(".logbook.json.lock")
LINES = (
    *("list", "show s1 i1 c1 t1 d1", "summary", "summary --timeline", "species", "regions", "credits", "check"),
    *("images --use editorial", "images --not-cleared", "images --published x", "list --species nobody"),
)
PRIVATE = Path("private.jpg")
START = "--file logbook.json add Lynx --region Russia"
HOME = Path("stranger")
"""A stranger's logbook lies in a folder of its own; PRIVATE is a picture of ours beside that folder."""


@pytest.fixture
def ours() -> bytes:
    """Make a picture of ours, and an empty folder for a stranger's logbook."""
    HOME.mkdir()
    return jpeg(str(PRIVATE), shade=7).read_bytes()


def stranger(**image: Any) -> None:
    """Write the stranger's logbook: one sighting with one picture."""
    book = {
        "logbook": {"1": {"schema": 1, "revision": 0}},
        "images": {"1": {"title": "Bait", "credit_line": "WCS", **image}},
        "sightings": {"1": {"vernacular_name": "Lynx", "region": "China", "images": ["i1"]}},
    }
    (HOME / FILE).write_text(json.dumps(book), encoding="utf-8")


# What is stored, and a terminal


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "json"])
def test_nothing_that_is_stored_acts_on_a_terminal(run: Run, form: str) -> None:
    hostile.write(FILE, hostile.TERMINAL)
    for line in LINES:
        code = 6 if line == "check" else 0
        answer = run(f"{line} --format {form}", code=code)
        shown = answer.stdout.replace("\t", " ") if form == "plain" else answer.stdout
        assert (line, hostile.acting(shown), hostile.acting(answer.stderr)) == (line, None, None)


def test_json_carries_what_is_stored_exactly(run: Run) -> None:
    hostile.write(FILE, hostile.TERMINAL)
    assert json.loads(run("show s1 --json").stdout)[0]["remarks"] == hostile.TERMINAL


def test_no_file_name_and_no_word_acts_on_a_terminal(run: Run) -> None:
    name = hostile.TERMINAL.replace("\0", "").replace("/", "")[:60]
    word = shlex.quote(name)
    jpeg(f"pictures/{name}.jpg")
    Path(f"pictures/{name}.png").write_bytes(b"none")
    run(START)
    lines = (
        *(f"list --species {word}", f"show {word}", f"attach s1 {word}", f"check {word}", f"import {word}"),
        *(f"add Lynx --region Russia --date {word}", f"edit s1 --note {word}", f"import pictures/{word}.png"),
        *("import pictures --species-from folder", f"export --format csv {word}", f"gallery {word}", f"demo {word}"),
        *(f"--file {word}.json list", f"list --format {word}", "undo --list", "undo", "remove i2"),
    )
    for line in lines:
        answer = attempt(run, line)
        shown = answer.stdout.replace("\t", " "), answer.stderr
        assert (line, *map(hostile.acting, shown)) == (line, None, None)


def test_a_history_of_a_strangers_does_not_act_on_a_terminal(run: Run) -> None:
    run(START)
    entry = json.loads(HISTORY.read_bytes())
    HISTORY.write_text(json.dumps({**entry, "time": hostile.TERMINAL, "command": hostile.TERMINAL}), encoding="utf-8")
    for line in ("undo --list", "undo", "undo --redo"):
        answer = run(line)
        assert (hostile.acting(answer.stdout), hostile.acting(answer.stderr)) == (None, None)


def test_no_line_of_a_strangers_history_takes_the_memory_or_the_time(run: Run) -> None:
    run(START)
    entry = json.loads(HISTORY.read_bytes())
    HISTORY.write_text(json.dumps({**entry, "changes": [{**entry["changes"][0], "last": 10**17}]}), encoding="utf-8")
    assert "s1 is no longer what" in run("undo", code=1).stderr
    assert "one or more of s1 to s100000000000000000" in run("check other-hands").stdout
    HISTORY.write_text(f'{{"revision":{"9" * 9999},"parent":{"9" * 9998},', encoding="utf-8")
    assert run("list").stderr == ""


def test_whoever_holds_the_lock_does_not_act_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(START)
    monkeypatch.setattr("logbook.store.lock.WAIT", 0.0)
    LOCK.write_text(hostile.TERMINAL * 99, encoding="utf-8")
    with LOCK.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        said = run("edit s1 --note x", code=5).stderr
    assert "is being written by \\x1b[2J" in said
    assert hostile.acting(said) is None
    assert len(said) < 4_000


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_nothing_that_acts(shell: str) -> None:
    hostile.write(FILE, hostile.TERMINAL, {})
    for line in ("list --region ", "list --species ", "show ", "list --credit ", "images --published "):
        words = line.split()
        env = {
            "_LOGBOOK_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_ARGS": f"logbook {line}",
            "COMP_WORDS": "\n".join(["logbook", *words, ""]),
            "COMP_CWORD": str(len(words) + 1),
            "PATH": os.environ["PATH"],
            "LOGBOOK_FILE": str(FILE.absolute()),
        }
        assert hostile.acting(_answered([], env)) is None


def test_nothing_acts_on_a_real_terminal() -> None:
    hostile.write(FILE, hostile.TERMINAL)
    env = {**os.environ, "LOGBOOK_FILE": str(FILE.absolute()), "TERM": "xterm-256color"}
    del env["NO_COLOR"]
    program = [sys.executable, "-m", "logbook"]
    line = f"{shlex.join(program)} show s1 i1 t1 --no-pictures; {shlex.join(program)} list --format csv; echo 'e'nd"
    with Terminal(["sh", "-c", f"{line}; read x"], env) as terminal:
        seen = terminal.until("end\r\n")
    # Colours and weights are ours.
    bare = re.sub("\x1b\\[[0-9;]*m", "", seen).replace("\r\n", "\n")
    assert hostile.acting(bare) is None
    assert "\\x1b]52;c;cm0=" in bare.replace("\n", "")


def test_a_prompt_does_not_act_on_a_terminal() -> None:
    hostile.write(FILE, hostile.TERMINAL, {})
    env = {**os.environ, "LOGBOOK_FILE": str(FILE.absolute())}
    with Terminal([sys.executable, "-m", "logbook", "add"], env) as terminal:
        assert hostile.acting(terminal.until("): ").replace("\r\n", "\n")) is None


def _answered(words: list[str], env: dict[str, str]) -> str:
    made = subprocess.run([sys.executable, "-m", "logbook", *words], env=env, capture_output=True, check=True)
    return (made.stdout + made.stderr).decode(errors="surrogateescape")


# What is stored, and what it is shown in


class _Acting(HTMLParser):
    """Collects what a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            leads = name in {"src", "srcset", "href", "action", "formaction", "data", "style", "poster"}
            harmless = (value or "").startswith(
                ("#", "data:,", "data:image/jpeg;base64,", "i1-", "https://creativecommons.org/")
            )
            if name.startswith("on") or (leads and not harmless):
                self.found.append((tag, name, value))
        if tag in {"iframe", "object", "embed", "base", "form", "img"} and not dict(attrs).get("src", "i1-"):
            self.found.append((tag, "", None))


@pytest.mark.parametrize("attack", [hostile.MARKUP, "javascript:alert(1)", "//evil.example/x", "]]></script>{{7*7}}"])
def test_no_page_runs_or_loads_what_is_stored(run: Run, attack: str) -> None:
    said = {"date_created": "2013-10-09", "event_date": "2013-10-09", "file": "a.jpg", "license": "CC-BY-4.0"}
    free = dict.fromkeys(("embargo_until", "permission", "sha256", "uuid", "verification", "sensitivity"))
    jpeg("a.jpg")
    hostile.write(FILE, attack, {**said, **free, "region": "Jilin, China"})
    run("gallery essay --use internal --exact")
    pages = [Path("essay/index.html").read_text(encoding="utf-8"), run("summary --format html --exact").stdout]
    for page in pages:
        acting = _Acting()
        acting.feed(page)
        assert acting.found == []
        assert "alert(1)</script>" not in page
        assert len(re.findall("<script", page, re.IGNORECASE)) <= 2


def test_no_markdown_becomes_a_link_a_picture_or_html(run: Run) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    reader = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    hostile.write(FILE, hostile.MARKUP)
    for line in LINES:
        made = reader.render(run(f"{line} --format markdown", code=6 if line == "check" else 0).stdout)
        tags = set(re.findall("<([a-z0-9]+)", made))
        assert (line, tags & {"a", "img", "script", "svg", "code", "del", "s", "pre", "iframe"}) == (line, set())


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0d"])
def test_no_cell_of_a_table_for_people_is_a_formula(run: Run, begin: str) -> None:
    run(START)
    text = FILE.read_text(encoding="utf-8")
    FILE.write_text(text.replace('"Lynx"', json.dumps(f"{begin}cmd|'/c calc'!A0")), encoding="utf-8")
    run("export --format csv --exact out.csv")
    for table in (run("list --format csv").stdout, run("summary --format csv").stdout, Path("out.csv").read_text()):
        assert not re.search(f'(^|[,"\n]){re.escape(begin)}cmd', table)


# Archives, and folders of data


@pytest.mark.parametrize("name", ["../x.csv", "/etc/x.csv", "..\\x.csv", "C:\\x.csv"])
def test_an_archive_is_refused_that_would_write_outside(run: Run, name: str) -> None:
    with zipfile.ZipFile("a.zip", "w") as archive:
        archive.writestr(name, "species\nLynx\n")
    assert "leads out of its folder; nothing of it was read" in run("--file logbook.json import a.zip", code=1).stderr


@pytest.mark.parametrize("path", ["../secret.csv", "ABSOLUTE", "http://evil.example/x.csv", "linked.csv", "~/x.csv"])
def test_a_data_package_reads_nothing_outside_its_folder(run: Run, path: str) -> None:
    Path("secret.csv").write_text("deploymentID,root:x:0:0\nsecret,1\n", encoding="utf-8")
    Path("package").mkdir()
    Path("package/linked.csv").symlink_to("../secret.csv")
    path = path.replace("ABSOLUTE", str(Path("secret.csv").absolute()))
    resources = [{"name": name, "path": path} for name in ("deployments", "media", "observations")]
    described = {"profile": "camtrap-dp/1.0", "resources": resources}
    Path("package/datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    answer = run("--file logbook.json import package --format camtrap-dp", code=1)
    assert re.search("outside the package|leads out of it|download it", answer.stderr)
    assert "root:x" not in answer.output


def test_a_table_names_no_picture_of_ours_by_a_link(run: Run, ours: bytes) -> None:
    (HOME / "a.jpg").symlink_to(PRIVATE.absolute())
    (HOME / "b.jpg").write_bytes(ours)
    (HOME / "t.csv").write_text("species,region,file\nLynx,Russia,a.jpg\nLynx,China,b.jpg\n", encoding="utf-8")
    run("--file logbook.json import stranger/t.csv --map file=file")
    assert "file" not in stored("i1")
    assert stored("i2")["file"] == "stranger/b.jpg"


def test_pictures_of_a_data_set_outside_the_folder_are_known_by_their_digest(run: Run, ours: bytes) -> None:
    HOME.joinpath("t.csv").write_text("species,region,file\nLynx,Russia,private.jpg\n", encoding="utf-8")
    HOME.joinpath("private.jpg").write_bytes(ours)
    Path("notes").mkdir()
    run("--file notes/logbook.json import stranger/t.csv --map file=file")
    image = json.loads(Path("notes/logbook.json").read_bytes())["images"]["1"]
    assert image["sha256"] == hashlib.sha256(ours).hexdigest()
    run("--file notes/logbook.json gallery essay --use internal")
    assert list(Path("essay").glob("i1-*.jpg"))


# Pictures


def _png(width: int, height: int, *before: tuple[bytes, bytes]) -> bytes:
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), *before]
    parts += [(b"IDAT", zlib.compress(bytes(9))), (b"IEND", b"")]
    made = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def _bombs() -> Iterator[tuple[str, bytes]]:
    packed = zlib.compress(bytes(64 << 20))
    jpeg_head = b"\xff\xd8\xff\xc0" + struct.pack(">HBHHB", 17, 8, 65_500, 65_500, 3) + b"\1\x11\0\2\x11\1\3\x11\1"
    scan = b"\xff\xda\0\x0c\3\1\0\2\x11\3\x11\0\x3f\0\xff\xd9"
    strip = struct.pack("<HHHIIHHIIHHIIHHII", 4, 256, 4, 1, 90_000, 257, 4, 1, 90_000, 273, 4, 1, 8, 279, 4, 1, 9 << 28)
    yield "wide.png", _png(50_000, 50_000)
    yield "claims.jpg", jpeg_head + scan
    yield "strip.tif", b"II*\0\x08\0\0\0" + strip + bytes(4)
    yield "text.png", _png(9, 9, (b"zTXt", b"XML:com.adobe.xmp\0\0" + packed))
    yield "profile.png", _png(9, 9, (b"iCCP", b"x\0\0" + packed))


def test_no_picture_fills_the_memory() -> None:
    for name, data in _bombs():
        Path("bombs", name).parent.mkdir(exist_ok=True)
        Path("bombs", name).write_bytes(data)
    said = _limited(["--file", "logbook.json", "import", "bombs"])
    assert said.count("more than a camera takes") == 2
    assert "strip.tif is cut off" in said
    assert _limited(["--file", "logbook.json", "gallery", "essay", "--use", "internal"]).count("cannot be shown") == 2


def _limited(words: list[str]) -> str:
    """Run a command with 512 MiB of address space; of that Python and its threads take a half."""
    program = ["sh", "-c", 'ulimit -v 524288; exec "$@"', "sh", sys.executable, "-m", "logbook", *words]
    env = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    done = subprocess.run(program, capture_output=True, text=True, check=True, env=env)
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("made", ["pipe", "device", "folder", "socket"])
def test_what_is_no_file_is_no_picture(run: Run, made: str) -> None:
    path = Path("pictures/a.jpg")
    path.parent.mkdir()
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as listening:
        if made == "socket":
            listening.bind(str(path))
        elif made == "pipe":
            os.mkfifo(path)
        elif made == "device":
            path.symlink_to("/dev/zero")
        else:
            path.mkdir()
    assert re.search("is no file|is a folder", run(f"{START} --image pictures/a.jpg", code=1).stderr)
    attempt(run, "--file logbook.json import pictures")


# A logbook from a stranger


@pytest.mark.parametrize(
    "file", ["../private.jpg", "ABSOLUTE", "link.jpg", "folder/private.jpg", "/dev/zero", "pipe", "/etc/passwd"]
)
@pytest.mark.parametrize("sha256", [None, "0" * 64])
def test_a_strangers_logbook_opens_no_file_of_ours(run: Run, ours: bytes, file: str, sha256: str | None) -> None:
    os.mkfifo(HOME / "pipe")
    (HOME / "link.jpg").symlink_to("../private.jpg")
    (HOME / "folder").symlink_to(Path.cwd())
    stranger(file=file.replace("ABSOLUTE", str(PRIVATE.absolute())), sha256=sha256)
    at = f"--file {HOME / FILE}"
    said = [
        run(f"{at} check missing-file changed-file", code=6).output,
        run(f"{at} gallery essay --use internal").stderr,
        run(f"{at} export --format embedded --to copies", code=1).output,
        run(f"{at} export --format xmp --to sidecars", code=1).output,
        run(f"{at} export --format xmp", code=1).output,
    ]
    for one in said:
        assert re.search("lies outside the logbook's folder|is none, but a pipe|changed since it was recorded", one)
    assert {path.name for path in Path("essay").iterdir()} == {"index.html"}
    assert PRIVATE.read_bytes() == ours
    assert {path.name for path in Path.cwd().iterdir()} == {HOME.name, PRIVATE.name, "essay"}


def test_a_picture_outside_that_was_recorded_here_is_opened_as_before(run: Run, ours: bytes) -> None:
    run(f"--file {HOME / FILE} add Lynx --region Russia --image {PRIVATE} --alt 'A lynx on a rock'")
    run(f"--file {HOME / FILE} gallery essay --use internal")
    assert list(Path("essay").glob("i1-*.jpg"))
    assert run(f"--file {HOME / FILE} check missing-file changed-file").stdout == ""


def test_merging_a_strangers_logbook_takes_no_file_of_ours_in(run: Run, ours: bytes) -> None:
    run(START)
    stranger(file="../private.jpg", sha256="0" * 64)
    said = run(f"import {HOME / FILE}").stderr
    assert "i1 of logbook.json: taken without the file, which lies outside that logbook's folder" in said
    assert "file" not in stored("i1")


@pytest.mark.parametrize("name", [".logbook.json.lock", "logbook.history.jsonl"])
@pytest.mark.parametrize("makes", ["link", "dangling link", "pipe"])
def test_what_belongs_to_the_logbook_is_a_file_or_is_not_touched(run: Run, name: str, makes: str, ours: bytes) -> None:
    stranger()
    Path("bashrc").write_text("alias ll=ls\n", encoding="utf-8")
    beside = HOME / name
    if makes == "pipe":
        os.mkfifo(beside)
    else:
        beside.symlink_to("../bashrc" if makes == "link" else "../new")
    before = (HOME / FILE).read_bytes()
    answer = run(f"--file {HOME / FILE} add Lynx --region Russia", code=1)
    assert re.search("is a link, which|is no plain file, which", answer.stderr)
    assert ((HOME / FILE).read_bytes(), Path("bashrc").read_text()) == (before, "alias ll=ls\n")
    assert not Path("new").exists()


def test_the_temporary_file_follows_no_link(run: Run, ours: bytes) -> None:
    stranger()
    temporary = HOME / f".logbook.json.{os.getpid()}.tmp"
    temporary.symlink_to("../private.jpg")
    attempt(run, f"--file {HOME / FILE} edit s1 --note x")
    assert PRIVATE.read_bytes() == ours


# Permissions


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nothing_of_a_private_logbook_is_ever_open_to_others(
    run: Run, monkeypatch: pytest.MonkeyPatch, umask: int
) -> None:
    FILE.write_text(
        '{"logbook":{"1":{"schema":1,"revision":0}},"sightings":{"1":{"vernacular_name":"Lynx"},"1":{"region":"China"}}}'
    )
    FILE.chmod(0o600)
    seen: set[tuple[str, int]] = set()
    opened = os.open

    def watched(path: Any, flags: int, *given: Any, **named: Any) -> int:
        descriptor = opened(path, flags, *given, **named)
        if flags & os.O_CREAT:
            seen.add((Path(os.fsdecode(path)).suffix, os.fstat(descriptor).st_mode & 0o777))
        return descriptor

    monkeypatch.setattr(os, "open", watched)
    before = os.umask(umask)
    try:
        for line in ("check --fix", "add Lynx --region Russia", "edit s3 --note x", "undo"):
            run(line)
    finally:
        os.umask(before)
    assert {suffix for suffix, _ in seen} >= {".tmp", ".jsonl", ".lock"}
    assert {mode for _, mode in seen} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in Path.cwd().iterdir()} == {0o600}
    assert {path.name for path in Path.cwd().iterdir()} >= {"logbook.before-fix.json"}
