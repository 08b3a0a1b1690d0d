"""`logbook check`: pictures whose files are gone or changed, and `--fix --look-in`, which finds them again."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logbook.cli.files import compare
from logbook.errors import LogbookError
from logbook.records import Book, Image
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run

HERE = Path("logbook.json")


@pytest.fixture
def pictured() -> None:
    """Write a logbook of three pictures, each of which is where it was and as it was."""
    for name in ("a", "b", "c"):
        put(f"pics/{name}.jpg")
    images = {
        number: Image(uuid=name, file=f"pics/{name}.jpg", sha256=sha256(f"pics/{name}.jpg"), alt_text="Snow")
        for number, name in enumerate("abc", 1)
    }
    essay.write(HERE.absolute(), Book(images=images))


def put(name: str, content: str | None = None) -> Path:
    """Write a file whose content is its name, or another."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content or name)
    return path


def sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def files() -> list[str]:
    """Give the paths of the pictures as the logbook has them."""
    return [image["file"] for image in json.loads(HERE.read_text())["images"].values()]


@pytest.mark.usefixtures("pictured")
def test_a_changed_file_is_a_problem_and_is_found_only_where_it_is_looked_for(run: Run) -> None:
    assert run("check missing-file changed-file").stdout == ""
    put("pics/b.jpg", "cropped")

    (line,) = run("check changed-file", code=6).stdout.splitlines()
    assert line.startswith("changed-file\tproblem\ti2\tfile changed since it was recorded: pics/b.jpg\t")
    run("check", code=6)
    run("check missing-file alt-text")


@pytest.mark.usefixtures("pictured")
def test_pictures_are_read_only_where_they_are_to_be_compared(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logbook.pictures.walking.digest", None)

    run("check missing-file no-alt-text")


@pytest.mark.usefixtures("pictured")
def test_a_file_that_cannot_be_read_has_a_sentence_of_its_own(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        compared = compare({1: Image(file="pics/a.jpg", sha256="aa")}, frozenset(), HERE)
    assert compared.unreadable == {1: f"{Path('pics/a.jpg').absolute()} cannot be read: Input/output error"}
    assert not compared.changed


@pytest.mark.usefixtures("pictured")
def test_fix_finds_pictures_that_are_gone_or_changed_by_their_content(run: Run, tmp_path: Path) -> None:
    before = HERE.read_bytes()
    Path("pics/b.jpg").rename(put("sorted/2013/x.jpg"))
    put("pics/c.jpg", "cropped")
    backup = tmp_path.parent / f"{tmp_path.name}-backup"
    put(f"{backup}/card/c.jpg", "pics/c.jpg")
    put(f"{backup}/card/a.jpg", "pics/a.jpg")

    fixed = run(f"check --fix --look-in sorted --look-in {backup}")
    moved = f"{backup.as_posix()}/card/c.jpg"
    assert fixed.stdout.splitlines() == ["i2  pics/b.jpg -> sorted/2013/x.jpg", f"i3  pics/c.jpg -> {moved}"]
    assert fixed.stderr == "2 pictures found again; `logbook undo` takes the change back\n"
    assert files() == ["pics/a.jpg", "sorted/2013/x.jpg", moved]
    run("check missing-file changed-file")
    assert "check --fix: 2 pictures found again" in run("undo --list").stdout
    run("undo")
    assert files() == ["pics/a.jpg", "pics/b.jpg", "pics/c.jpg"]
    assert json.loads(before)["images"] == json.loads(HERE.read_text())["images"]


@pytest.mark.usefixtures("pictured")
def test_what_is_not_found_is_named_and_remains_a_problem(run: Run) -> None:
    shutil.rmtree("pics")
    put("new/b.jpg", "pics/b.jpg")
    put("new/c.jpg", "cropped")

    fixed = run("check --fix --look-in new", code=6)
    assert fixed.stdout.splitlines() == [
        "i1  pics/a.jpg: not found",
        "i2  pics/b.jpg -> new/b.jpg",
        "i3  pics/c.jpg: not found",
    ]
    assert "1 picture found again;" in fixed.stderr
    assert fixed.stderr.endswith("logbook: 2 pictures not found; look in another folder, or in a backup\n")
    assert files() == ["pics/a.jpg", "new/b.jpg", "pics/c.jpg"]


def test_a_picture_recorded_without_a_digest_cannot_be_found(run: Run) -> None:
    essay.write(HERE.absolute(), Book(images={1: Image(file="pics/lost.jpg")}))
    put("new/lost.jpg")

    fixed = run("check --fix --look-in new", code=6)
    assert fixed.stdout == "i1  pics/lost.jpg: not looked for, since it was recorded without a sha256\n"


@pytest.mark.usefixtures("pictured")
def test_a_dry_run_tells_what_would_be_found_and_sets_nothing(run: Run) -> None:
    before = HERE.read_bytes()
    Path("pics").rename("moved")

    told = run("check --fix --look-in . --dry-run")
    assert told.stdout.splitlines()[0] == "i1  pics/a.jpg -> moved/a.jpg"
    assert told.stderr == "a dry run: nothing was written\n"
    assert HERE.read_bytes() == before


@pytest.mark.usefixtures("pictured")
def test_no_more_files_are_read_than_are_needed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("pics/b.jpg").rename(put("new/z/b.jpg"))
    for number in range(200):
        put(f"new/{number}.jpg")
    read: list[str] = []
    monkeypatch.setattr(
        "logbook.pictures.walking.digest", lambda path: read.append(path.name) or sha256(path.read_text())
    )

    assert run("check --fix --look-in .").stdout == "i2  pics/b.jpg -> new/z/b.jpg\n"
    assert {"a.jpg", "b.jpg", "c.jpg"} < set(read)
    assert len(read) < 100
    assert read.count("a.jpg") == 1


@pytest.mark.usefixtures("pictured")
def test_nothing_gone_is_nothing_to_find(run: Run) -> None:
    before = HERE.read_bytes()

    assert run("check --fix --look-in .").stderr == "nothing to find: no picture is gone or changed\n"
    assert HERE.read_bytes() == before


@pytest.mark.usefixtures("pictured")
def test_what_stands_in_the_way_of_looking_is_named_and_the_rest_is_found(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("pics/b.jpg").rename("b2.jpg")
    put("a1.jpg")
    Path("gone.jpg").symlink_to("nowhere.jpg")

    def digest(path: Path) -> str:
        if path.name == "a1.jpg":
            raise LogbookError("a1.jpg cannot be read: Input/output error")
        return sha256(path.read_text())

    monkeypatch.setattr("logbook.pictures.walking.digest", digest)
    fixed = run("check --fix --look-in .")
    assert fixed.stdout == "i2  pics/b.jpg -> b2.jpg\n"
    assert fixed.stderr.startswith(
        "gone.jpg is not there, or is a link to what is not there\na1.jpg cannot be read: Input/output error\n"
    )
