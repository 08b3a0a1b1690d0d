"""How what a source holds is to be taken in, and what became of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from logbook.changes.intake.items import Bad
    from logbook.records import Id

NAMED = 10
"""So many bad rows are named where nothing is taken for their sake."""


class Rules(Struct, frozen=True, kw_only=True):
    """How a person wants a source to be taken in.

    `fields` are plain JSON values, by table, that are set where a new record says nothing of its own; the region among
    them is filed already. `stored` writes the path of a picture's file as the logbook keeps it. `update` takes what a
    source now says of a record that is there, and fills in what neither says; `skips` takes the good rows where others
    are bad.
    """

    fields: Mapping[str, Mapping[str, Any]] = {}
    stored: Callable[[str], str] = str
    update: bool = False
    skips: bool = False


class Changed(NamedTuple):
    """A field of a record that its source now has otherwise."""

    id: Id
    field: str
    ours: Any
    theirs: Any


class Taken(Struct, kw_only=True):
    """What became of a source; it is filled while that is read.

    `read` counts by file and noun, `added` and `known` by table, `left_out` by what was left out. Of the bad rows those
    are kept that are wanted (all, or the first ones), and `faults` counts them all. `changed` are the fields that the
    source has otherwise; they were taken where `updated` says so. `linked` counts sightings that were there and got new
    pictures, `detected` pictures that got detections, `generalised` new records whose place the source had made less
    exact; `no_region` are the numbers of new sightings of which nobody said where they were. `filled` are records that
    were there and got what the person said of all, `kept` those of which the source tells less than the logbook, on
    purpose.
    """

    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    bad: list[Bad] = field(default_factory=list)
    faults: int = 0
    changed: list[Changed] = field(default_factory=list)
    updated: bool = False
    linked: int = 0
    detected: int = 0
    generalised: int = 0
    no_region: list[int] = field(default_factory=list)
    filled: list[Id] = field(default_factory=list)
    kept: list[Id] = field(default_factory=list)
    said: dict[str, None] = field(default_factory=dict)

    def say(self, sentence: str) -> None:
        """Note a sentence for the person, once."""
        self.said[sentence] = None
