"""What other hands do to the file is noticed by every command, read as far as is honest, and never made worse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.stored import FILE
from tests.endurance.damages import DAMAGES
from tests.endurance.foreign import READING, WRITING, Stage
from tests.endurance.foreign_hands import BOOK, CONFLICT, hands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Run

NAMES = sorted(hands({}, {}))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Make the logbook of the trials, once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("logbook.cli.session.clock", lambda: None)  # the stage sets its own, and this
        patch.setenv("LOGBOOK_FILE", BOOK)  # takes both back
        yield Stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture
def as_left(stage: Stage) -> Stage:
    """Put the logbook of the trials where the test stands."""
    FILE.write_bytes(stage.files[BOOK])
    for name, content in stage.files.items():
        Path(name).write_bytes(content)
    return stage


def put(stage: Stage, name: str) -> None:
    """Let other hands do what is called so."""
    for file, content in stage.hands[name](stage.files).items():
        Path(file).write_bytes(content)


@pytest.mark.parametrize("name", NAMES)
def test_no_command_goes_wrong_in_what_other_hands_left(stage: Stage, name: str) -> None:
    assert list(stage.faults(stage.hands[name](stage.files), READING, WRITING)) == []


@pytest.mark.parametrize("kind", sorted(DAMAGES))
def test_no_cut_and_no_flipped_bit_goes_unnoticed_or_is_made_worse(stage: Stage, kind: str) -> None:
    for number, damaged in enumerate(DAMAGES[kind](stage.files[BOOK], 0.02)):
        reading, writing = [READING[number % len(READING)]], [[*WRITING][number % len(WRITING)]]
        assert list(stage.faults({**stage.files, BOOK: damaged}, reading, writing)) == [], damaged


def test_a_file_that_was_cut_off_says_what_is_whole_and_how_it_is_read_again(run: Run, as_left: Stage) -> None:
    whole = FILE.read_bytes()
    FILE.write_bytes(whole[:-100])

    said = run("list", code=4).stderr
    assert "line 18: the file is cut off here" in said
    assert "all above it is whole, up to the species t1, the credit c1, the picture i1, the sighting s2" in said
    assert "take out all below line 17 and the comma at its end, and write }} on a line behind it" in said

    FILE.write_bytes(b"\n".join(whole.split(b"\n")[:17]).removesuffix(b",") + b"\n}}\n")
    assert [row.split("\t")[0] for row in run("list").stdout.splitlines()] == ["s1", "s2"]
    assert "s3\tis gone, and was there after 2026-11-22" in run("check other-hands").stdout


def test_a_merge_left_open_is_named_with_its_lines_and_the_way_out(run: Run, as_left: Stage) -> None:
    put(as_left, "a merge of git left open")

    said = run("add Wolf --region Russia", code=4).stderr
    assert "line 18: a merge of git was left open here (its marks stand on the lines 18 to 22)" in said
    assert "`logbook import theirs.json` puts the two together" in said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a doubled id", "two records with the id s1, on lines 16 and 17"),
        ("a doubled key", "s3 has the field 'vernacular_name' twice, on line 18"),
        ("a doubled table", "two tables named 'taxa', on lines 4 and 13"),
    ],
)
def test_what_stands_twice_is_named_with_its_lines(run: Run, as_left: Stage, name: str, said: str) -> None:
    put(as_left, name)

    assert said in run("edit s1 --note x", code=4).stderr
    assert f"\t{said}; the last one counts\t" in run("check doubles", code=6).stdout


def test_what_is_wrong_with_the_file_is_said_once(run: Run, as_left: Stage) -> None:
    put(as_left, "edited by hand, valid")
    assert "not as this program left it" not in run("check").stderr
    assert "not as this program left it" in run("check alt-text").stderr

    put(as_left, "edited by hand, not valid")
    assert "not as this program left it" not in run("list", code=4).stderr


def test_a_record_that_was_edited_by_hand_is_named_with_its_line(run: Run, as_left: Stage) -> None:
    put(as_left, "edited by hand, valid")

    assert (
        "s3\tline 18: is not, to the letter, what was written on 2026-11-22 ('edit s3')"
        in run("check other-hands").stdout
    )
    assert "not as this program left it" in run("list").stderr
    assert "changed stay as they are: `logbook check other-hands` names them" in run("check --fix").stderr
    assert '"Eurasian lynx"' in FILE.read_text()
    assert "s3\tline 18: is not, to the letter" in run("check other-hands").stdout


def test_what_stock_tinydb_put_in_is_named_with_its_line(run: Run, as_left: Stage) -> None:
    put(as_left, "TinyDB inserts")

    assert "put in by other hands: s4 (line 1)" in run("check other-hands").stdout


def test_a_restored_backup_is_told_to_who_reads_writes_and_checks(run: Run, as_left: Stage) -> None:
    put(as_left, "a backup older than the history")

    assert "older than its history (revision 4 of 6), as a restored backup is; `logbook check`" in run("list").stderr
    found = run("check older-backup", code=6).stdout
    assert "the last 2 changes, from 2026-11-22 ('add s3 Lynx') to 2026-11-22 ('edit s3'), are not in it" in found
    assert "this change goes on from there" in run("add Wolf --region Russia").stderr
    assert run("check older-backup").stdout == ""


def test_a_backup_that_lacks_one_change_is_told_to_who_writes_and_checks(run: Run, as_left: Stage) -> None:
    run("edit s1 --note x")
    FILE.write_bytes(as_left.files[BOOK])

    assert "the last change of the history is not in the file" in run("check history").stdout
    assert "the last change in the history, revision 7, is not in" in run("edit s1 --note y").stderr


def test_a_conflict_copy_is_known_by_its_content_and_merged(run: Run, as_left: Stage) -> None:
    put(as_left, "a conflict copy beside it")
    for name in ("logbook (1).json", "logbook 2.json", "logbook-FIELD-PC.json", "logbook (Ann's conflicted copy).json"):
        Path(name).write_bytes(Path(CONFLICT).read_bytes())
    Path("logbook-north.json").write_text('{"logbook":{"1":{"revision":3}},"sightings":{"1":{"uuid":"another"}}}')

    found = run("check conflict-copy", code=6).stdout
    assert len(found.splitlines()) == 5
    assert "logbook-north.json" not in found
    assert f"logbook import {CONFLICT}" in found
    run(f"import {CONFLICT}")


def test_fix_links_a_credit_line_to_the_one_credit_that_is_spelt_so(run: Run, as_left: Stage) -> None:
    FILE.write_bytes(FILE.read_bytes().replace(b',"credit":"c1"', b""))

    fixed = run("check --fix")
    assert "i1  credit: nothing -> c1 (WCS)" in fixed.stdout
    assert "`logbook undo` takes the changes of records back" in fixed.stderr
    assert run("check unlinked-credit checksum").stdout == ""
    run("undo")
    assert run("check unlinked-credit").stdout.startswith("unlinked-credit\tnote\ti1")


def test_what_jq_has_sorted_is_mended_and_undo_goes_on_as_before(run: Run, as_left: Stage) -> None:
    put(as_left, "sorted by jq")

    fixed = run("check --fix").stdout
    assert "s3  fields in another order -> as they were written" in fixed
    assert "the file  written by other hands -> laid out anew" in fixed
    assert "undone: edit s3" in run("undo").stderr


def test_a_torn_history_is_named_by_its_line_and_one_that_is_missing_is_told(run: Run, as_left: Stage) -> None:
    history = Path("logbook.history.jsonl")
    with history.open("ab") as file:
        file.write(b'{"revision":7,"par')
    assert "lines that cannot be read: line 7" in run("check history").stdout

    history.unlink()
    assert "there is no history (logbook.history.jsonl), and the file is at revision 6" in run("check history").stdout


def test_a_history_of_another_copy_is_told(run: Run, as_left: Stage) -> None:
    history = Path("logbook.history.jsonl")
    history.write_bytes(b"".join(history.read_bytes().splitlines(keepends=True)[:2]))

    assert "is at revision 6 and its history at 2: they do not belong together" in run("list").stderr
    assert "the history does not know revision 6" in run("check history").stdout


def test_a_filter_reads_the_pictures_of_a_file_whose_tables_other_hands_doubled(run: Run, as_left: Stage) -> None:
    listed = [run(line).stdout for line in ("list --credit WCS", "list --credit WCS --json")]
    assert all(listed)

    put(as_left, "a second table of sightings before the pictures")
    assert [run(line).stdout for line in ("list --credit WCS", "list --credit WCS --json")] == listed
