"""Objects: a sighting as a program gets it, with its breeding evidence; and read back from that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from logbook import breeding
from logbook.records import Id, Sighting, is_like_id

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")

_LOCAL = frozenset(("deployment", "images"))
"""Fields that hold numbers of this logbook, which mean nothing in another."""
_OWN = frozenset(Sighting.__struct_fields__) - _LOCAL


def decoded(data: bytes | str | msgspec.Raw, kind: type[T]) -> T:
    """Decode JSON. Raises msgspec.MsgspecError for what is none, is another kind of thing, or is nested beyond measure.

    What is wrong within a string of it is no text in UTF-8; that too is no JSON.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError(f"it is not UTF-8: {error.reason}") from None
    except RecursionError:
        raise msgspec.DecodeError("it is nested deeper than any record") from None


def of(number: int, sighting: Sighting) -> dict[str, Any]:
    """Give a sighting as a JSON object: its id as it is typed, its fields as stored, the breeding evidence in force."""
    fields: dict[str, Any] = msgspec.to_builtins(sighting)
    return {"id": str(Id("sightings", number)), **fields, **breeding.fields(sighting)}


def is_ours(made: Mapping[str, Any]) -> bool:
    """Tell whether an object is one that a logbook gave."""
    return isinstance(made.get("uuid"), str) and is_like_id(str(made.get("id", "")))


def sighting(made: Mapping[str, Any]) -> Sighting:
    """Read the sighting of an object that a logbook gave. Raises msgspec.ValidationError for one that is not valid.

    What it refers to by numbers is left out: in another logbook these are other records.
    """
    return msgspec.convert({name: value for name, value in made.items() if name in _OWN}, Sighting)
