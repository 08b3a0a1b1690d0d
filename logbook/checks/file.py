"""What became of the logbook's own file: other hands, an older copy in its place, copies of sync tools, its history.

What must be asked of the file and its history comes in as `FileFacts`.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from logbook.checks.faults import Said
from logbook.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.checks.faults import Facts
    from logbook.records import Book


def doubles(_: Book, facts: Facts) -> Iterator[Said]:
    """Tell of what stands twice."""
    advice = (
        "logbook check --fix mends it, after a copy, and loses neither; only a field that says two things is left "
        "to you: take one out in an editor"
    )
    for sentence in facts.file.doubles:
        yield Said(None, sentence, advice)


def checksum(_: Book, facts: Facts) -> Iterator[Said]:
    """Tell that others have written the file, or that it is damaged."""
    if facts.file.foreign:
        text = "the file is not as this program left it: an editor, a merge, another program, or damage"
        if facts.file.differing or facts.file.added:
            advice = "look at the records that other-hands names; then"
        elif facts.file.has_own:
            advice = "no record that the history knows has changed;"
        else:
            advice = "compare it with a backup; then"
        yield Said(None, text, f"{advice} logbook check --fix lays it out anew, after a copy")


def other_hands(_: Book, facts: Facts) -> Iterator[Said]:
    """Name the records that are not what the program last wrote, as its history knows."""
    for one in facts.file.differing:
        where = f"line {one.line}: " if one.line and one.state != "gone" else ""
        advice = f"compare it with a backup; it may stay if it is right, but undo stops here: logbook show {one.id}"
        if one.last:
            text = f"one or more of {one.id} to {one.last} are not what was written on {one.deed}"
            advice = advice.partition(":")[0].replace(" it ", " them ", 1)
        elif one.state == "gone":
            text, advice = f"is gone, and was there after {one.deed}", "a backup may have it"
        elif one.state == "back":
            text, advice = f"is there, and was removed on {one.deed}", f"if it is to go: logbook remove {one.id}"
        else:
            text = f"is not, to the letter, what was written on {one.deed}"
        yield Said(one.id, f"{where}{text}", advice)
    if added := facts.file.added:
        text = f"put in by other hands: {listed(f'{which} (line {line})' for which, line in added)}"
        yield Said(None, text, "look whether they are right: they may stay, but undo does not know them")


def older_backup(_: Book, facts: Facts) -> Iterator[Said]:
    """Tell that the history goes on where the file ends."""
    if newer := facts.file.newer if facts.file.is_older else ():
        many = f"the last {len(newer):,} changes, from {newer[0]} to {newer[-1]}, are not in it"
        text = f"the file is older than its history (revision {facts.file.revision} of {newer[-1].revision}): {many}"
        yield Said(
            None,
            text,
            "a backup or a sync tool put an older copy here: look for the newer file (its older versions, the "
            "wastebasket) and logbook import FILE takes over what it has more; else do the changes again",
        )


def conflict_copy(_: Book, facts: Facts) -> Iterator[Said]:
    """Name the copies that a sync tool made where two computers had written."""
    for name in facts.file.conflict_copies:
        told = shlex.quote(name)
        advice = f"logbook import {told} takes over what it has more; then take the copy away"
        yield Said(None, f"a sync tool put a copy of this logbook beside it: {name}", advice)


def history(_: Book, facts: Facts) -> Iterator[Said]:
    """Tell what undo cannot do, and which lines of the history are none."""
    file = facts.file
    if file.newer and not file.is_older:
        text = f"the last change of the history is not in the file: {listed(file.newer)}"
        yield Said(None, text, "it was stopped before it was written, or the file is a copy from before: do it again")
    if file.odd_lines:
        text = f"{file.history} has lines that cannot be read: {listed(f'line {line}' for line in file.odd_lines)}"
        advice = (
            "a process that was stopped leaves one, a merge of git its marks; they are passed over, and what they held "
            "cannot be undone"
        )
        yield Said(None, text, advice)
    if file.revision and file.has_own is None:
        text = f"there is no history ({file.history}), and the file is at revision {file.revision}"
        yield Said(None, text, "if it was left behind in a move, put it beside the file; undo begins anew without it")
    elif file.revision and file.has_own is False:
        text = f"the history does not know revision {file.revision}, which is that of the file"
        yield Said(None, text, "it belongs to another copy, or its end is lost; undo begins anew with the next change")
