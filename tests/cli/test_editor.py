"""`logbook edit` in a person's own editor."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.cli.stored import FILE, records, stored

if TYPE_CHECKING:
    from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("essay_file")


class Editor(Protocol):
    """Make EDITOR a shell script; `$1` is the file that it is to edit."""

    def __call__(self, script: str) -> None: ...


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def write(script: str) -> None:
        path = tmp_path / "my editor.sh"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o700)
        monkeypatch.setenv("EDITOR", f"'{path}'")

    return write


def put(text: str) -> str:
    """Write a script that leaves a text in the file."""
    Path("typed").write_bytes(text.encode(errors="surrogateescape"))
    return 'cat typed > "$1"'


def kept(stderr: str) -> Path:
    found = re.search(r"what you typed is kept in (\S+)\n", stderr)
    assert found, stderr
    return Path(found[1])


def test_the_records_are_opened_as_indented_json_keyed_by_id(run: Run, editor: Editor) -> None:
    editor('cp "$1" seen.json; ls -l "$1" > mode')
    done = run("edit s2 i5")
    seen = Path("seen.json").read_text(encoding="utf-8")

    assert json.loads(seen) == {"s2": stored("s2"), "i5": stored("i5")}
    assert seen.startswith('{\n  "s2": {\n    "uuid": ')
    assert "© WWF-Russia" in seen
    assert Path("mode").read_text(encoding="utf-8").startswith("-rw-------")
    assert done.stderr == "nothing to change\n"
    assert not list(Path().glob("logbook-edit-*"))


def test_what_is_typed_is_taken_and_the_difference_shown(run: Run, editor: Editor) -> None:
    editor("""sed -i 's/^    "region": "China"/    "region": "Jilin, China"/' "$1" """)
    done = run("edit 1")

    assert done.stdout == "s1 (sighting)\n  - region: China\n  + region: Jilin, China\n"
    assert stored("s1")["region"] == "Jilin, China"
    assert run("undo --list").stdout.split("  ")[1].startswith("edit s1")
    run("undo")
    assert stored("s1")["region"] == "China"


def test_records_chosen_by_a_filter_are_opened(run: Run, editor: Editor) -> None:
    editor('cp "$1" seen.json')
    run("edit --where-region russia")

    assert json.loads(Path("seen.json").read_bytes()).keys() == {"s2", "s3"}


def test_where_no_record_is_meant_no_editor_is_opened(run: Run, editor: Editor) -> None:
    editor("touch opened")

    assert "nothing to change" in run("edit --where-region mars").stderr
    assert not Path("opened").exists()


def test_a_dry_run_shows_what_was_typed_and_writes_nothing(run: Run, editor: Editor) -> None:
    editor("""sed -i 's/China"/Jilin, China"/' "$1" """)
    before = FILE.read_bytes()

    assert "+ region: Jilin, China" in run("edit s1 --dry-run").stdout
    assert FILE.read_bytes() == before


def test_untouched_and_unknown_fields_stay_byte_for_byte(run: Run, editor: Editor) -> None:
    data = FILE.read_bytes().replace(b'"count_basis":"survey"', b'"x_own":1.50,"x_far":1e2,"count_basis":"survey"')
    FILE.write_bytes(data)
    editor("""sed -i 's/"verbatim_locality": .*,/"verbatim_locality": "SE Russia",/' "$1" """)
    run("edit s2")

    assert b'"x_own":1.50,"x_far":1e2,"count_basis":"survey"' in FILE.read_bytes()
    assert stored("s2")["verbatim_locality"] == "SE Russia"


S1 = '"uuid": "U", "added": "A", "vernacular_name": "Amur leopard"'


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "line 1 is not JSON"),
        ('{"s1": {\n"region": }}', "line 2 is not JSON"),
        ("[]", "the records must stay objects by their ids"),
        ('{"s1": 3}', "the records must stay objects by their ids"),
        ("{}", "s1: the ids must stay as they were; add and remove are for others"),
        ('{"s1": {}, "s2": {}}', "s2: the ids must stay as they were"),
        ('{"sighting": {}}', "'sighting' is not an id"),
        (f'{{"s1": {{{S1}, "remarks": "a", "remarks": "b"}}}}', "the field 'remarks' stands twice in one record"),
        (f'{{"s1": {{{S1}, "decimal_latitude": NaN}}}}', "'NaN' is no number that can be kept"),
        (f'{{"s1": {{{S1}, "decimal_latitude": 1e400}}}}', "'1e400' is no number that can be kept"),
        (f'{{"s1": {{{S1}, "individual_count": {"9" * 5000}}}}}', "a number of too many digits"),
        (f'{{"s1": {"[" * 100_000}', "too many brackets"),
        (f'{{"s1": {{{S1}, "remarks": "\\ud800"}}}}', "half a character"),
        (f'{{"s1": {{{S1}, "remarks": "\udcff"}}}}', "what was saved is not UTF-8"),
        (f'{{"s1": {{{S1}, "remark": "x"}}}}', "a sighting has no field 'remark'; did you mean remarks?"),
        (f'{{"s1": {{{S1}, "event_date": "09/10/2013"}}}}', "'09/10/2013', where '09' is no date"),
        (f'{{"s1": {{{S1}, "individual_count": 0}}}}', "s1 would not be valid: Expected `int` >= 1"),
        (f'{{"s1": {{{S1}, "images": ["i99"]}}}}', "there is no picture i99"),
        ('{"s1": {"vernacular_name": "Lynx"}}', "s1: uuid says which record this is"),
    ],
    ids=lambda text: text[:30].replace("\x00", ""),
)
def test_an_error_refuses_the_whole_edit_and_what_was_typed_is_kept(
    run: Run, editor: Editor, typed: str, said: str
) -> None:
    was = stored("s1")
    typed = typed.replace('"U"', json.dumps(was["uuid"])).replace('"A"', json.dumps(was["added"]))
    editor(put(typed))
    before = FILE.read_bytes()
    done = run("edit s1", code=3 if "i99" in typed else 2)

    assert f"{said}" in done.stderr
    assert "; nothing was changed, and what you typed is kept in " in done.stderr
    assert done.stderr.count("nothing was changed") == 1
    assert kept(done.stderr).read_bytes() == typed.encode(errors="surrogateescape")
    assert FILE.read_bytes() == before


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "ended with an error (3)"),
        ('rm "$1"', "what the editor left cannot be read"),
    ],
)
def test_an_editor_that_fails_changes_nothing_and_leaves_nothing(
    run: Run, editor: Editor, tmp_path: Path, script: str, said: str
) -> None:
    before = FILE.read_bytes()
    editor(script)
    done = run("edit s1", code=1)

    assert said in done.stderr
    assert done.stderr.endswith("; nothing was changed\n")
    assert not list(tmp_path.glob("logbook-edit-*"))
    assert FILE.read_bytes() == before


@pytest.mark.parametrize(
    ("editor", "code", "said"),
    [
        ("no-such-editor -w", 1, "the editor 'no-such-editor' cannot be started: No such file or directory"),
        ("'", 2, 'EDITOR is "\'", which is no command'),
        (" ", 2, "EDITOR is ' ', which is no command"),
    ],
)
def test_an_editor_that_is_none_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, editor: str, code: int, said: str
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("EDITOR", editor)

    assert said in run("edit s1", code=code).stderr


def test_a_byte_order_mark_does_no_harm(run: Run, editor: Editor) -> None:
    editor("""printf '\\357\\273\\277' > new; sed 's/China"/Jilin, China"/' "$1" >> new; cp new "$1" """)
    run("edit s1")

    assert stored("s1")["region"] == "Jilin, China"


def test_what_another_changed_meanwhile_is_not_overwritten(run: Run, editor: Editor) -> None:
    other = FILE.read_bytes().replace(b'"region":"China"', b'"region":"Mongolia"')
    Path("other.json").write_bytes(other)
    editor("""sed -i 's/China"/Jilin, China"/' "$1"; cp other.json logbook.json""")
    done = run("edit s1", code=1)

    assert "s1 was changed by another meanwhile; nothing was changed" in done.stderr
    assert "Jilin, China" in kept(done.stderr).read_text(encoding="utf-8")
    assert records("sightings")["1"]["region"] == "Mongolia"


def test_what_was_typed_is_kept_where_the_person_breaks_off(
    run: Run, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(command: list[str], **_: object) -> None:
        Path(command[-1]).write_text("half a w", encoding="utf-8")
        raise KeyboardInterrupt

    editor("true")
    monkeypatch.setattr("subprocess.run", interrupted)

    assert kept(run("edit s1", code=130).stderr).is_file()


def test_visual_goes_before_editor(run: Run, editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("exit 1")
    monkeypatch.setenv("VISUAL", "true")

    assert run("edit s1").stderr == "nothing to change\n"


def test_a_nul_typed_as_json_is_stored_and_shown_harmless(run: Run, editor: Editor) -> None:
    editor("""sed -i 's/^    "region": "China"/    "region": "China", "remarks": "a\\\\u0000b"/' "$1" """)

    assert "  + remarks: a\\x00b\n" in run("edit s1").stdout
    assert stored("s1")["remarks"] == "a\0b"
