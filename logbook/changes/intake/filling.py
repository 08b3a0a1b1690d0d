"""Filling: what a person says of all rows alike, where a row says nothing of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.structs import replace

from logbook.changes.intake import comparing
from logbook.errors import BadValueError
from logbook.records import TYPES, Record

if TYPE_CHECKING:
    from collections.abc import Mapping

R = TypeVar("R", bound=Record)

_STATEMENTS: tuple[frozenset[str], ...] = (
    frozenset(("vernacular_name", "scientific_name")),
    frozenset(("event_date", "verbatim_event_date", "recorded_date", "clock_offset")),
    frozenset(("animals", "individual_count", "individual_count_max", "individual_count_qualifier")),
    frozenset(("region", "verbatim_locality", "country_code")),
    frozenset(("decimal_latitude", "decimal_longitude")),
    frozenset(("credit", "credit_line")),
)
"""Fields that say one thing together: where a row says it, nothing of it is filled in."""
_REGION = frozenset(("region", "country_code"))
_OF_POSITION = ("coordinate_uncertainty_in_meters", "coordinate_precision")


class Filling:
    """The fields that a person said, of the records of one table. Raises BadValueError for what is not valid."""

    def __init__(self, table: str, fields: Mapping[str, Any]) -> None:
        try:
            said = msgspec.convert(dict(fields), TYPES[table])
        except msgspec.ValidationError as error:
            raise BadValueError(f"what is to be set for all cannot be stored: {error}") from None
        self._fields = {name: (getattr(said, name), _statement(name, fields)) for name in fields}

    def fill(self, record: R) -> R:
        """Fill in what a record does not say."""
        made = self.lacking(record)
        return replace(record, **made) if made else record

    def lacking(self, record: Record) -> dict[str, Any]:
        """Give the fields that a record does not say, as the person said them."""
        own = comparing.given(record).keys() if self._fields else ()
        return {name: value for name, (value, bound) in self._fields.items() if bound.isdisjoint(own)}


def _statement(name: str, fields: Mapping[str, Any]) -> frozenset[str]:
    """Give the fields of which none may be there if this one is to be filled in."""
    if name in _OF_POSITION and "decimal_latitude" in fields:
        # How exact a position is belongs to that position.
        name = "decimal_latitude"
    if name == "region":
        # Words for a place, such as those of a label, say no region.
        return _REGION
    return next((one for one in _STATEMENTS if name in one), frozenset((name,)))
