"""The columns of our own CSV, and how a sighting stands in them so that it comes back as it was.

What is more than a text, a number or a list has a column of JSON; `animals` stand in words beside theirs, for people.
The evidence of breeding in force, and the credits of the pictures, are there to be read only.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from logbook import animals, cells, dates
from logbook.errors import BadValueError
from logbook.formats import objects
from logbook.formats.terms.values import figure
from logbook.patterns import pattern
from logbook.records import MAX_COUNT, Animal, Sighting
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Fields = dict[str, Any]

T = TypeVar("T")

_FIRST: Final = ("uuid", "event_date", "vernacular_name", "scientific_name", "animals")
_LAST: Final = ("source_ids", "added", "modified")
_JSON: Final = {"animals": "animals_json", "breeding": "breeding_json", "claims": "claims_json"}
_EVIDENCE: Final = ("breeding_level", "breeding_code", "breeding_basis")
_COUNTS: Final = ("individual_count", "individual_count_max")
_DEGREES: Final = {"decimal_latitude": 90, "decimal_longitude": 180}
_NUMBERS: Final = ("coordinate_uncertainty_in_meters", "coordinate_precision")
_DATES: Final = ("event_date", "recorded_date", "verified_date", "embargo_until", "added", "modified")
_LISTS: Final = ("source_ids", "areas", "recorded_by", "identified_by", "associated_references", "tags")
_PLAIN: Final = [name for name in Sighting.__struct_fields__ if name not in {*_FIRST, *_LAST, *_JSON, "images"}]
_FIELD = pattern(r"at `\$\.(\w+)")
COLUMNS: Final = ("id", *_FIRST, *_PLAIN, *_EVIDENCE, *_JSON.values(), "images", "credits", *_LAST)
REFERRING: Final = ("deployment", "images", "credits")
"""Columns of what another logbook has by other numbers."""


class CellError(BadValueError):
    """A cell that cannot be what its column holds."""

    def __init__(self, reason: str, column: str, value: str | None) -> None:
        super().__init__(reason)
        self.column, self.value = column, value


def row(number: int, sighting: Sighting, credits: Iterable[str]) -> list[str | float]:  # noqa: A002 - the column's name
    """Write a sighting and the credit lines of its pictures as cells."""
    fields = objects.of(number, sighting) | {"credits": list(credits)}
    for name, column in _JSON.items():
        if name in fields:
            fields[column] = msgspec.json.encode(fields[name]).decode()
    fields["animals"] = animals.words(sighting.animals)
    return [_cell(fields.get(column)) for column in COLUMNS]


def is_ours(headings: Iterable[str]) -> bool:
    """Tell whether a table is one that we have written."""
    return {"uuid", *_JSON.values()} <= set(headings)


def sighting(row_cells: Mapping[str, str]) -> Sighting:
    """Read a sighting from its cells by column; what refers to other records is left out.

    Raises CellError for a cell that cannot be what its column holds.
    """
    said = {column: cells.unguarded(cell) for column, cell in row_cells.items() if cell}
    fields: Fields = {}
    for name, read in _READ.items():
        column = _JSON.get(name, name)
        if column in said:
            fields[name] = _tried(read, column, said[column])
    described = _tried(_animals, _JSON["animals"], fields.get("animals", []))
    words = said.get("animals", "")
    if "animals" in row_cells and words != animals.words(described):
        # Somebody has written there since.
        fields["animals"] = _tried(animals.parse, "animals", words) if words else ()
    return _tried(_whole, "", fields)


def _tried(read: Callable[[Any], T], column: str, said: Any) -> T:
    try:
        return read(said)
    except BadValueError as error:
        raise CellError(str(error), column, said) from None
    except msgspec.ValidationError as error:
        field = _FIELD.search(str(error))
        place = _JSON.get(field[1], field[1]) if field else column
        raise CellError(f"it cannot be stored so: {error}", place, None) from None


def _animals(fields: Any) -> tuple[Animal, ...]:
    return msgspec.convert(fields, tuple[Animal, ...])


def _whole(fields: Fields) -> Sighting:
    return msgspec.convert(fields, Sighting)


def _cell(value: Any) -> str | float:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return value
    return cells.guarded(value if isinstance(value, str) else cells.joined(value))


def _count(text: str) -> int:
    many = figure(text, 1, MAX_COUNT)
    if not many.is_integer():
        raise BadValueError(f"{quoted(text)} is no whole number")
    return int(many)


def _number(text: str) -> float:
    return figure(text, -math.inf, math.inf)


def _date(text: str) -> str:
    if not dates.is_edtf(text):
        told = "is no date as it was written; a spreadsheet may have put it in a form of its own: write 2013-09-05"
        raise BadValueError(f"{quoted(text)} {told}")
    return text


def _json(text: str) -> Any:
    try:
        return objects.decoded(text, object)
    except msgspec.MsgspecError as error:
        raise BadValueError(f"{quoted(text)} is no JSON any more ({error}); leave that column as it was") from None


_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    **{name: str for name in COLUMNS if name in Sighting.__struct_fields__ and name not in REFERRING},
    **dict.fromkeys(_LISTS, cells.parted),
    **dict.fromkeys(_COUNTS, _count),
    **{name: partial(figure, low=-most, high=most) for name, most in _DEGREES.items()},
    **dict.fromkeys(_NUMBERS, _number),
    **dict.fromkeys(_JSON, _json),
    **dict.fromkeys(_DATES, _date),
}
