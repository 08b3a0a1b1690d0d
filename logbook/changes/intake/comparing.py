"""Comparing: what a source gives of a record that is there, beside what the logbook has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins
from msgspec.structs import fields, replace

from logbook.changes import EMPTY
from logbook.privacy.coarseness import MARKS, WITHHELD, is_coarser, is_left_of
from logbook.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.records import Animal

_OWN = frozenset(Record.__struct_fields__)


@cache
def _defaults(kind: type[Record]) -> tuple[tuple[str, Any], ...]:
    """Give the fields that a source may fill, each with the value that says nothing."""
    return tuple((one.name, one.default) for one in fields(kind) if one.name not in _OWN)


def given(record: Record) -> dict[str, Any]:
    """Give the fields of a record that say something, but for those that every record has."""
    return {
        name: value
        for name, default in _defaults(type(record))
        if (value := getattr(record, name)) != default and value not in EMPTY
    }


def as_exact(stored: Record, theirs: dict[str, Any]) -> dict[str, Any]:
    """Leave out what a source that was generalised for publication tells less of than is known here."""
    if not is_coarser(theirs, {name: getattr(stored, name) for name in MARKS if hasattr(stored, name)}):
        return theirs
    return {
        name: value
        for name, value in theirs.items()
        if name not in WITHHELD and not is_left_of(to_builtins(value), to_builtins(getattr(stored, name)))
    }


def is_held_back(stored: Record, theirs: dict[str, Any], exact: dict[str, Any]) -> bool:
    """Tell whether anything was left out (`as_exact`) that is otherwise here: place, date, locality or file."""
    return any(theirs[name] != getattr(stored, name) for name in theirs.keys() - exact.keys() - {*MARKS})


def differing(stored: Record, theirs: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Give each field that a source has otherwise, with the value here and the one it would have.

    What the source does not give stays as it is. Animals are compared one by one where the source tells which is which;
    pictures are only ever added.
    """
    for name, value in theirs.items():
        ours = getattr(stored, name)
        if name == "animals":
            value = _joined_animals(ours, value)  # noqa: PLW2901 - it is what the field would be
        elif name == "images":
            value = (*ours, *(one for one in value if one not in ours))  # noqa: PLW2901 - the same
        if ours != value:
            yield name, ours, value


def _joined_animals(ours: Sequence[Animal], theirs: Sequence[Animal]) -> tuple[Animal, ...]:
    """Give the animals as the source has them now, with what it does not say of them as it is here."""
    if not all(one.source_id for one in theirs):
        return tuple(theirs)
    found = {one.source_id: one for one in ours}
    made = {one.source_id: _joined(found[one.source_id], one) for one in theirs if one.source_id in found}
    begun = [made.get(one.source_id, one) for one in ours]
    new = [one for one in theirs if one.source_id not in found]
    first = max((one.n or 0 for one in begun), default=0) + 1
    return (*begun, *(replace(one, n=n) for n, one in enumerate(new, first)))


def _joined(ours: Animal, theirs: Animal) -> Animal:
    said = {name: value for name in theirs.__struct_fields__ if (value := getattr(theirs, name)) not in EMPTY}
    return replace(ours, **{**said, "n": ours.n})
