"""A logbook that other hands have written: an editor, jq, stock TinyDB, a merge. Read the slow way and checked whole.

The standard json module reads it, so that duplicate keys, NaN and line numbers are seen; numbers keep their text.
What comes out is the same content in our own layout.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import msgspec

from logbook.errors import DamagedError
from logbook.patterns import pattern
from logbook.records import LETTERS, TYPES, Info
from logbook.sentences import listed, quoted
from logbook.store import layout, migration
from logbook.store.diagnosis import MEND as ADVICE
from logbook.store.diagnosis import diagnose

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

Place: TypeAlias = tuple[str, str | None]
"""A record in a file, by table and key; or a table, where the key is None."""

_TOKEN = pattern(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|NaN|-?Infinity', re.DOTALL)
_ESCAPE = pattern(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)", re.DOTALL)
"""An escape in a string; the group is half a character that stands alone."""


class Foreign(NamedTuple):
    """The file's content in our layout; `doubles` are sentences about keys that stand there twice.

    `headless` says that the file holds tables of ours, but not the one of the file itself.
    """

    data: bytes
    doubles: list[str]
    headless: bool


class _Reader:
    """One reading of one file: its text, and the keys that were found twice in an object."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._twice: list[tuple[dict[str, Any], list[str]]] = []

    def fault(self, at: int, what: str, advice: str = ADVICE) -> DamagedError:
        line = self.text.count("\n", 0, at) + 1
        return DamagedError(f"{self.name}, line {line}: {what}; {advice}")

    def parse(self) -> Any:
        try:
            return json.loads(
                self.text,
                object_pairs_hook=self._object,
                parse_constant=self._constant,
                parse_int=verbatim,
                parse_float=verbatim,
            )
        except json.JSONDecodeError as error:
            raise self.fault(*diagnose(error, self.name)) from None

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = Counter(key for key, _ in pairs)
            self._twice.append((made, [key for key, count in keys.items() if count > 1]))
        return made

    def _constant(self, word: str) -> Any:
        at = next(match.start() for match in _TOKEN.finditer(self.text) if match[0] == word)
        raise self.fault(at, f"{word} is no number in JSON")

    def doubles(self, tables: dict[str, Any]) -> list[str]:
        """Tell of every key that stands twice in an object of the file."""
        if not self._twice:
            return []
        twice = {id(made): keys for made, keys in self._twice}
        said: dict[Place, list[str]] = {
            (name, None): [f"two tables named {quoted(name)}"] for name in twice.get(id(tables), [])
        }
        for name, table in tables.items():
            for key in twice.get(id(table), []):
                said[name, key] = [f"two records with the id {_label(name, key)}"]
            for key, record in table.items():
                fields = [field for part in objects(record) for field in twice.get(id(part), [])]
                told = [f"{_label(name, key)} has the field {quoted(field)} twice" for field in fields]
                if told:
                    said.setdefault((name, key), []).extend(told)
        lines = lines_of(self.text, said)
        return [
            f"{self.name}: {sentence}, on {_listed(lines[place])}" for place, told in said.items() for sentence in told
        ]


def lines_of(text: str, wanted: Container[Place]) -> dict[Place, list[int]]:
    """Give the lines (1 is the first) of a file, which is JSON, on which some records and tables begin."""
    lines: dict[Place, list[int]] = {}
    line, counted = 1, 0
    for place, at in _keys(text):
        if place in wanted:
            line, counted = line + text.count("\n", counted, at), at
            lines.setdefault(place, []).append(line)
    return lines


def _listed(lines: Iterable[int]) -> str:
    """Write numbers of lines: line 3, lines 3 and 4."""
    first, *others = dict.fromkeys(lines)
    return f"lines {first} and {listed(others)}" if others else f"line {first}"


def _keys(text: str) -> Iterator[tuple[Place, int]]:
    """Go through the keys of a file that has been parsed, of its tables and their records, and where they stand."""
    depth, table = 0, ""
    for match in _TOKEN.finditer(text):
        found = match[0]
        if found in "{[":
            depth += 1
        elif found in "}]":
            depth -= 1
        elif depth == 1:
            table = json.loads(found)
            yield (table, None), match.start()
        elif depth == 2:  # noqa: PLR2004 - inside a table, outside its records
            yield (table, json.loads(found)), match.start()


def objects(value: Any) -> Iterator[Any]:
    """Go through an object and all the objects inside it."""
    rest = [value]
    while rest:
        part = rest.pop()
        if isinstance(part, dict):
            yield part
            rest.extend(part.values())
        elif isinstance(part, list):
            rest.extend(part)


def verbatim(number: str) -> msgspec.Raw:
    """Keep a number of JSON as it is written."""
    return msgspec.Raw(number.encode())


def _label(table: str, key: str) -> str:
    return f"{LETTERS[table]}{key}" if table in LETTERS else f"{quoted(key)} of {quoted(table)}"


def read(data: bytes, name: str, *, writing: bool, tables: Iterable[str] = ()) -> Foreign:
    """Read any JSON logbook and lay it out in our schema; `tables` are validated, and all of them for `writing`.

    Raises DamagedError naming the line for what is no JSON, no logbook, of a newer version, or not valid.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DamagedError(f"{name}, line {line}: a byte here is no text (not UTF-8); {ADVICE}") from None
    reader = _Reader(name, text)
    try:
        return _laid_out(reader, tables, writing=writing)
    except RecursionError:
        raise DamagedError(f"{name} is nested too deep to be a logbook; {ADVICE}") from None
    except UnicodeEncodeError:
        halves = (match.start() for match in _ESCAPE.finditer(text) if match[1])
        raise reader.fault(next(halves), "half a character (a lone surrogate)") from None


def _laid_out(reader: _Reader, checked: Iterable[str], *, writing: bool) -> Foreign:
    """Parse the file, check its shape and some of its tables, and write it in our layout."""
    parsed = reader.parse()
    newer = None
    match parsed:
        case {"logbook": {"1": dict() as stated}}:
            newer = migration.require_schema(msgspec.json.encode(stated), reader.name, writing=writing)
    try:
        tables = _tables(reader, parsed)
        encoded: migration.Tables = {
            name: {key: msgspec.json.encode(record) for key, record in table.items()} for name, table in tables.items()
        }
        _validate(reader, encoded, "logbook")
        head = encoded.get("logbook", {}).get("1", layout.NEW_HEAD)
        for step in migration.steps(msgspec.json.decode(head, type=Info).schema):
            encoded = step(encoded)
        _validate(reader, encoded, *(TYPES if writing else checked))
    except DamagedError:
        if newer:
            raise migration.beyond_us(reader.name) from None
        raise
    data = layout.encode_head(head) + layout.encode_tables(encoded)
    return Foreign(data, reader.doubles(tables), headless=bool(tables) and "logbook" not in tables)


def _tables(reader: _Reader, value: Any) -> dict[str, dict[str, Any]]:
    """Check the outer shape: an object of tables, each an object of records.

    A script that began with stock TinyDB has our tables without one of the file itself: that is a logbook too.
    """
    if not isinstance(value, dict) or (value and value.keys().isdisjoint({"logbook", *TYPES})):
        raise DamagedError(f"{reader.name} is not a logbook (it has no table of one); nothing was written")
    for name, table in value.items():
        if not isinstance(table, dict) or not all(isinstance(record, dict) for record in table.values()):
            raise DamagedError(f"{reader.name}: {quoted(name)} is not a table of records; {ADVICE}")
        if name in TYPES and not all(layout.NUMBER.fullmatch(key) for key in table):
            raise DamagedError(f"{reader.name}: {quoted(name)} has a record whose id is no number; {ADVICE}")
    if value.get("logbook", {}).keys() - {"1"}:
        raise DamagedError(f"{reader.name}: 'logbook' is to have one record, '1', and has others; {ADVICE}")
    return value


def _validate(reader: _Reader, tables: migration.Tables, *names: str) -> None:
    """Decode every record of some tables as its type, and name the first that is not valid."""
    for name in names:
        decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Info if name == "logbook" else TYPES[name])
        for key, record in tables.get(name, {}).items():
            try:
                decoder.decode(record)
            except layout.NOT_VALID as error:
                line = lines_of(reader.text, {(name, key)})[name, key][-1]
                said = f"{reader.name}, line {line}: {_label(name, key)} is not valid: {error}"
                raise DamagedError(f"{said}; {ADVICE}") from None
