"""What a merge is planned from: the two logbooks; and what comes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from logbook.changes import Change
    from logbook.records import Book, Id

    Decide = Callable[["Conflict"], "Choice | None"]

Choice = Literal["ours", "theirs"]
Preference = Literal["newer", "ours", "theirs"]


def _never(_: Id) -> Sequence[bytes]:
    return ()


class Side(Struct, frozen=True, kw_only=True):
    """One of the two logbooks: its records, decoded and as their lines stand, and the JSON of its own record.

    `earlier` gives the lines that a record had before, newest first, as far as the history knows; `removed` are the
    uuids of what was taken out. `name` is what a person calls it, `unknown` its tables that this version does not know.
    """

    name: str
    book: Book
    lines: Mapping[str, Mapping[int, bytes]]
    head: bytes = b"{}"
    unknown: Mapping[str, bytes] = {}
    earlier: Callable[[Id], Sequence[bytes]] = _never
    removed: Container[str] = ()


class Conflict(NamedTuple):
    """Fields of one record of which the two sides say different things, all together.

    `called` is what tells our record from others, in words. `newer` is the side that was changed last, where that is
    known. `cautious` is the one that holds unless a person decides about just this.
    """

    ours: Id
    theirs: Id
    mine: Mapping[str, Any]
    their: Mapping[str, Any]
    called: str = ""
    newer: Choice | None = None
    cautious: Choice | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields' names."""
        return tuple(dict.fromkeys([*self.mine, *self.their]))


class Merged(NamedTuple):
    """A merge as planned: the changes, and what became of the ids of the other logbook.

    `new` maps their ids to the new ones of ours, `same` those that were there under another id. `decided` are the
    conflicts with the choice that was made, `open` those of which none was. `returned` had been removed here.
    `kept` are those of ours of which theirs tell less, because they were generalised for publication.
    """

    changes: list[Change]
    new: dict[Id, Id]
    same: dict[Id, Id]
    decided: list[tuple[Conflict, Choice]]
    open: list[Conflict]
    returned: list[Id]
    kept: list[Id]
    notes: list[str]
