"""Whom to ask for pictures that nobody has cleared: each party with the pictures on which it has a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook import credits
from logbook.tally.clearance import silent
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from logbook.records import Book, Credit
    from logbook.tally.contact_sheet import Frame


class Asked(NamedTuple):
    """Somebody to ask, None where nobody is named; under which credits they can be reached, and about which pictures.

    `credits` are those with a contact, by number; one that is the party's own comes first.
    """

    party: str | None
    credits: dict[int, Credit]
    frames: list[Frame]


def asked(book: Book, sheet: Iterable[Frame]) -> list[Asked]:
    """Give everyone who is to be asked about some pictures: most pictures first, those of nobody last.

    Asked are the parties of a picture's credit, and the copyright owner who is none of them. A picture stands under
    everyone who is asked about it.
    """
    found: dict[str, Asked] = {}
    lines, pictured = credits.keys(book.credits), Pictured(book)
    for frame in {frame.number: frame for frame in sheet}.values():
        credit = book.credits[frame.owner] if isinstance(frame.owner, int) else None
        for key, party in _parties(frame, credit, pictured.parties(frame.image)).items():
            if key not in found:
                found[key] = Asked(party, _own(book, lines.get(key)), [])
            found[key].frames.append(frame)
            if credit and credit.contact and isinstance(frame.owner, int):
                found[key].credits.setdefault(frame.owner, credit)
    return sorted(found.values(), key=lambda one: (one.party is None, -len(one.frames), one.party or ""))


def _parties(frame: Frame, credit: Credit | None, named: Sequence[str]) -> dict[str, str | None]:
    """Name everyone who has a word on a picture and has not granted it yet, by what is compared of their names.

    Where all have granted it, it was for another use, or not for so long: they are asked again.
    """
    owners = credits.parties(frame.image.copyright_owner or "")
    everyone: dict[str, str | None] = {credits.key(one): one for one in (*owners, *named) if credits.key(one)}
    permission = frame.image.permission or (credit.permission if credit else None)
    if permission and permission.status == "granted":
        left = silent(permission, [one for one in everyone.values() if one])
        return {credits.key(one): one for one in left} or everyone or {"": None}
    return everyone or {"": None}


def _own(book: Book, number: int | None) -> dict[int, Credit]:
    """Give the credit that is a party's alone, if there is one and it says how to reach them."""
    return {number: book.credits[number]} if number is not None and book.credits[number].contact else {}
