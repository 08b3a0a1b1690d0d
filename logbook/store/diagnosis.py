"""What has happened to a file that is no JSON, and what a person can do: cut off, a merge left open, full of zeros."""

from __future__ import annotations

import re
import shlex
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from logbook.patterns import pattern
from logbook.records import LETTERS, NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from json import JSONDecodeError

MEND = "nothing was written; restore a backup, or mend the line in an editor"
_RESTORE = "nothing was written; restore a backup"
_OFTEN = {
    "Expecting ',' delimiter": "a comma is missing here or at the end of the line above, or a quotation mark is",
    "Expecting property name enclosed in double quotes": "a quotation mark is missing, or a comma stands before a }",
    "Illegal trailing comma before end of object": "a comma stands before a }",
    "Expecting value": "something is missing here, or stands here without quotation marks",
}
"""What people who edit by hand have often done, by what the json module says."""
_MARK = pattern(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_TOKEN = pattern(r'"(?:[^"\\\n]|\\[^\n])*"|["{}\[\]]')
_IN_RECORD = 3
"""So many braces are open inside a record: the file's, the table's and its own."""


class Diagnosis(NamedTuple):
    """What is wrong at which place of the text, and what to do."""

    at: int
    what: str
    advice: str


def diagnose(error: JSONDecodeError, path: str) -> Diagnosis:
    """Say why the text of the file at `path` is no JSON, as far as that can be told from the text."""
    text = error.doc
    if not text.strip("\0"):
        return Diagnosis(0, "holds nothing but zeros, as a power cut leaves a file", _RESTORE)
    if mark := _MARK.search(text):
        return _merge(text, mark.start(), PurePath(path))
    if _is_cut(text, error.pos):
        return _cut(text)
    often = f": {_OFTEN[error.msg]}" if error.msg in _OFTEN else ""
    return Diagnosis(error.pos, f"not JSON ({error.msg}){often}", MEND)


def _merge(text: str, at: int, path: PurePath) -> Diagnosis:
    marks = [text.count("\n", 0, mark.start()) + 1 for mark in _MARK.finditer(text)]
    what = f"a merge of git was left open here (its marks stand on the lines {marks[0]} to {marks[-1]})"
    name, beside = shlex.quote(path.name), f"{path.stem}.history.jsonl"
    advice = (
        f"nothing was written; in the file's folder, `git show :3:./{name} > theirs.json` writes their side beside it, "
        f"`git checkout --ours {name}` takes yours whole ({beside} too, where git has it), "
        "and `logbook import theirs.json` puts the two together"
    )
    return Diagnosis(at, what, advice)


def _is_cut(text: str, at: int) -> bool:
    """Tell whether a text ends before what it began: nothing is wrong in it but its end."""
    depth, rest = 0, 0
    for match in _TOKEN.finditer(text):
        if match[0] == '"':
            return rest == 0 and "\n" not in text[match.start() :]
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match[0], 0)
        rest += match.start() >= at and len(match[0]) == 1
    return depth > 0 and rest == 0


def _cut(text: str) -> Diagnosis:
    """Say what is whole above the place where a file was cut off, and how it is read again."""
    what = "the file is cut off here, as a full disk or a copy that stopped leaves it"
    last: dict[str, str] = {}
    end = 0
    for table, key, at in _whole_records(text):
        end = at
        if table in LETTERS:
            last[table] = f"{NOUNS[table]} {LETTERS[table]}{key}"
    line = text.count("\n", 0, end) + 1
    if not last or text[end:].partition("\n")[0].strip() not in {"", ","}:
        return Diagnosis(len(text), what, f"{_RESTORE}; or the older version that a sync tool keeps")
    whole = f"all above it is whole, up to the {', the '.join(last.values())}"
    advice = (
        f"{_RESTORE}, or the older version that a sync tool keeps; without one, in a copy of the file take out all "
        f"below line {line} and the comma at its end, and write }}}} on a line behind it: then it is read again, and "
        "`logbook check` compares it with its history"
    )
    return Diagnosis(len(text), f"{what}; {whole}", advice)


def _whole_records(text: str) -> Iterator[tuple[str, str, int]]:
    """Go through the records of a text that is cut off: table, key, and where each ends."""
    depth, table, key = 0, "", ""
    for match in _TOKEN.finditer(text):
        found = match[0]
        if found in {"{", "["}:
            depth += 1
        elif found in {"}", "]"}:
            depth -= 1
            if depth == _IN_RECORD - 1:
                yield table, key, match.end()
        elif depth == 1:
            table = found[1:-1]
        elif depth == _IN_RECORD - 1:
            key = found[1:-1]
