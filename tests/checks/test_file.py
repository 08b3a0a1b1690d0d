"""What is told of the logbook's own file: other hands, an older copy, conflict copies, the history."""

from __future__ import annotations

import pytest

from logbook.checks.faults import Facts
from logbook.checks.file_facts import Deed, Differing, FileFacts
from logbook.records import Book
from tests.checks.asking import NOW, found

EDIT = Deed(7, "2026-11-22T12:00:00Z", "edit s7")


def told(name: str, facts: FileFacts) -> list[tuple[str | None, str]]:
    """Give what a check finds: id, and text with advice."""
    return [(one.id, f"{one.text} | {one.advice}") for one in found(name, Book(), Facts(now=NOW, file=facts))]


def test_what_stands_twice_is_told_with_what_mends_it() -> None:
    ((which, said),) = told("doubles", FileFacts(doubles=("two tables named 'taxa'",)))

    assert which is None
    assert said.startswith("two tables named 'taxa' | logbook check --fix mends it")


@pytest.mark.parametrize(
    ("facts", "advice"),
    [
        (FileFacts(foreign=True), "compare it with a backup; then"),
        (FileFacts(foreign=True, has_own=True), "no record that the history knows has changed;"),
        (FileFacts(foreign=True, added=(("s9", 20),)), "look at the records that other-hands names"),
    ],
)
def test_a_file_of_other_hands_is_told_with_what_is_known_of_it(facts: FileFacts, advice: str) -> None:
    ((_, said),) = told("checksum", facts)

    assert said.startswith("the file is not as this program left it")
    assert f"| {advice}" in said


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (
            Differing(id="s7", line=15, state="changed", deed=EDIT),
            "line 15: is not, to the letter, what was written on 2026-11-22",
        ),
        (Differing(id="s7", state="gone", deed=EDIT), "is gone, and was there after 2026-11-22 ('edit s7')"),
        (Differing(id="s7", line=15, state="back", deed=EDIT), "line 15: is there, and was removed on 2026-11-22"),
        (
            Differing(id="s1", last="s5", line=9, state="changed", deed=EDIT),
            "line 9: one or more of s1 to s5 are not what was written on 2026-11-22 ('edit s7') | compare them with",
        ),
    ],
)
def test_a_record_that_differs_is_named_with_its_line(one: Differing, text: str) -> None:
    ((which, said),) = told("other-hands", FileFacts(differing=(one,)))

    assert which == one.id
    assert said.startswith(text)


def test_records_that_others_put_in_are_told_together() -> None:
    ((which, said),) = told("other-hands", FileFacts(added=tuple((f"s{number}", number) for number in range(8, 13))))

    assert which is None
    assert said.startswith("put in by other hands: s8 (line 8), s9 (line 9), s10 (line 10) and 2 more |")


def test_a_file_that_is_older_than_its_history_says_what_is_missing() -> None:
    newer = (EDIT, Deed(8, "2026-11-23T12:00:00Z", "add s9"))

    ((_, said),) = told("older-backup", FileFacts(revision=6, newer=newer, is_older=True))
    assert "(revision 6 of 8): the last 2 changes, from 2026-11-22 ('edit s7') to 2026-11-23 ('add s9')" in said
    assert told("history", FileFacts(revision=6, newer=newer, is_older=True, has_own=True)) == []


def test_one_change_beyond_the_file_may_have_been_stopped() -> None:
    facts = FileFacts(revision=6, newer=(EDIT,), has_own=True)

    assert told("older-backup", facts) == []
    assert told("history", facts)[0][1].startswith("the last change of the history is not in the file: 2026-11-22")


def test_conflict_copies_are_named_with_the_line_to_type() -> None:
    ((_, said),) = told("conflict-copy", FileFacts(conflict_copies=("logbook (1).json",)))

    assert "beside it: logbook (1).json | logbook import 'logbook (1).json'" in said


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (FileFacts(history="h.jsonl", odd_lines=(3, 9)), "h.jsonl has lines that cannot be read: line 3, line 9"),
        (FileFacts(history="h.jsonl", revision=4), "there is no history (h.jsonl), and the file is at revision 4"),
        (FileFacts(revision=4, has_own=False), "the history does not know revision 4, which is that of the file"),
    ],
)
def test_a_history_that_undo_cannot_follow_is_told(facts: FileFacts, text: str) -> None:
    assert [said.partition(" | ")[0] for _, said in told("history", facts)] == [text]


def test_a_file_and_history_that_agree_have_nothing_told() -> None:
    facts = FileFacts(revision=4, has_own=True)

    assert not any(told(name, facts) for name in ("doubles", "checksum", "other-hands", "older-backup", "history"))
    assert told("history", FileFacts(revision=0)) == []
