"""A logbook that other hands have written: an editor, jq, stock TinyDB, a merge. Read the slow way and checked whole.

The standard json module reads it, so that duplicate keys, NaN and line numbers are seen; numbers keep their text.
What comes out is the same content in our own layout.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

import msgspec

from logbook.errors import DamagedError
from logbook.records import LETTERS, TYPES, Info
from logbook.store import layout

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_CONSTANT = re.compile(r"(?<=[:\[,\s])(?:NaN|-?Infinity)\b")
ADVICE = "nothing was written; restore a backup, or mend the line in an editor"


class Foreign(NamedTuple):
    """The file's content in our layout; `doubles` are sentences about keys that stand there twice."""

    data: bytes
    doubles: list[str]


class _Reader:
    """One reading of one file: its text, and the keys that were found twice in an object."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._twice: dict[int, list[str]] = {}

    def fault(self, at: int, what: str) -> DamagedError:
        line = self.text.count("\n", 0, at) + 1
        return DamagedError(f"{self.name}, line {line}: {what}; {ADVICE}")

    def parse(self) -> Any:
        try:
            return json.loads(
                self.text,
                object_pairs_hook=self._object,
                parse_constant=self._constant,
                parse_int=_verbatim,
                parse_float=_verbatim,
            )
        except json.JSONDecodeError as error:
            raise self.fault(error.pos, f"not JSON ({error.msg})") from None
        except RecursionError:
            raise self.fault(0, "nested too deep to be a logbook") from None

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            self._twice[id(made)] = sorted({key for key in keys if keys.count(key) > 1})
        return made

    def _constant(self, word: str) -> Any:
        match = _CONSTANT.search(self.text)
        raise self.fault(match.start() if match else 0, f"{word} is no number in JSON")

    def doubles(self, tables: dict[str, Any]) -> list[str]:
        """Tell of every key that stands twice in the file, in a table or directly in a record."""
        if not self._twice:
            return []
        said = [f"two tables named {key!r}" for key in self._twice.get(id(tables), [])]
        for name, table in tables.items():
            for key in self._twice.get(id(table), []):
                where = " and ".join(str(line) for line in self.lines_of(name, key))
                said.append(f"two records with the id {_label(name, key)}, on lines {where}")
            for key, record in table.items():
                twice = self._twice.get(id(record), [])
                said += [f"{_label(name, key)} has the field {field!r} twice" for field in twice]
        return [f"{self.name}: {sentence}" for sentence in said]

    def lines_of(self, table: str, key: str) -> list[int]:
        """Give the lines on which a table's record may begin (1 is the first)."""
        begin = _opening(table).search(self.text)
        start = begin.end() if begin else 0
        found = _opening(key).finditer(self.text, start)
        return [self.text.count("\n", 0, match.start()) + 1 for match in found]


def _opening(key: str) -> re.Pattern[str]:
    """Match the beginning of an object under a key."""
    return re.compile(rf"{re.escape(json.dumps(key))}\s*:\s*\{{")


def _verbatim(number: str) -> msgspec.Raw:
    return msgspec.Raw(number.encode())


def _label(table: str, key: str) -> str:
    return f"{LETTERS[table]}{key}" if table in LETTERS else f"{key!r} of {table!r}"


def read(data: bytes, name: str, *, whole: bool) -> Foreign:
    """Read any JSON logbook and lay it out; `whole` validates every record, as a writer must.

    Raises DamagedError naming the line for what is no JSON, no logbook, or not valid.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DamagedError(f"{name}, line {line}: not UTF-8; {ADVICE}") from None
    reader = _Reader(name, text)
    tables = _tables(reader, reader.parse())
    doubles = reader.doubles(tables)
    try:
        encoded = {
            table: {key: msgspec.json.encode(record) for key, record in records.items()}
            for table, records in tables.items()
        }
    except UnicodeEncodeError:
        match = _SURROGATE.search(text)
        raise reader.fault(match.start() if match else 0, "half a character (a lone surrogate)") from None
    _validate(reader, encoded, whole=whole)
    head = encoded.get("logbook", {}).get("1", layout.NEW_HEAD)
    return Foreign(layout.encode_head(head) + layout.encode_tables(encoded), doubles)


def _tables(reader: _Reader, value: Any) -> dict[str, dict[str, Any]]:
    """Check the outer shape: an object of tables, each an object of records."""
    if not isinstance(value, dict) or (value and "logbook" not in value):
        raise DamagedError(f"{reader.name} is not a logbook (it has no table 'logbook'); nothing was written")
    for name, table in value.items():
        if not isinstance(table, dict) or not all(isinstance(record, dict) for record in table.values()):
            raise DamagedError(f"{reader.name}: {name!r} is not a table of records; {ADVICE}")
        if name in TYPES and not all(key.isascii() and key.isdecimal() and key[0] != "0" for key in table):
            raise DamagedError(f"{reader.name}: {name!r} has a record whose id is no number; {ADVICE}")
    return value


def _validate(reader: _Reader, tables: dict[str, dict[str, bytes]], *, whole: bool) -> None:
    """Decode every record as its type, and name the first that is not valid."""
    types: dict[str, Any] = {"logbook": Info, **(TYPES if whole else {})}
    for name, kind in types.items():
        decoder = msgspec.json.Decoder(kind)
        for key, record in tables.get(name, {}).items():
            try:
                decoder.decode(record)
            except msgspec.ValidationError as error:
                lines = reader.lines_of(name, key)
                where = f", line {lines[0]}" if lines else ""
                label = _label(name, key)
                raise DamagedError(f"{reader.name}{where}: {label} is not valid: {error}; {ADVICE}") from None
