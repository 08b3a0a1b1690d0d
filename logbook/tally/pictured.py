"""Which pictures a sighting has, and whose credit each of them bears."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from logbook import credits as credit_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logbook.records import Book, Image, Ref, Sighting

Owner = int | str
"""A credit: the number of its record, or the recognition key of a line that belongs to none."""


class Pictured:
    """The pictures and credits of a logbook, found by their references; one that leads nowhere is passed over."""

    def __init__(self, book: Book) -> None:
        self._images = book.images
        self._links = {f"c{number}": number for number in book.credits}
        self._credits = book.credits
        self._names: dict[Owner, str] = {number: credit.name for number, credit in book.credits.items()}
        self._owners: dict[str, Owner] = {}
        self._lines: dict[str, int] | None = None

    @cached_property
    def all(self) -> dict[Ref, Image]:
        """The pictures by their references: made for who follows these, as there may be a hundred thousand."""
        return {f"i{number}": image for number, image in self._images.items()}

    def images(self, sighting: Sighting) -> list[tuple[Ref, Image]]:
        """List the pictures of a sighting in their order, each with its reference."""
        return [(ref, self.all[ref]) for ref in sighting.images if ref in self.all]

    def owner(self, image: Image) -> Owner | None:
        """Say whose credit a picture bears: the linked one, else the one that its line spells; None: nobody's."""
        link = self._links.get(image.credit) if image.credit else None
        return self._spelled(image.credit_line) if link is None and image.credit_line else link

    def owners(self, sighting: Sighting) -> set[Owner]:
        """Say whose credits the pictures of a sighting bear."""
        return {owner for _, image in self.images(sighting) if (owner := self.owner(image)) is not None}

    def name(self, owner: Owner) -> str:
        """Name a credit that `owner` gave: as its record does, else by the first line met."""
        return self._names[owner]

    def spellings(self, owner: Owner, lines: Iterable[str | None]) -> tuple[str, ...]:
        """List a credit's spellings, those on record first, then those of these lines; each once."""
        recorded = self._credits[owner].spellings if isinstance(owner, int) else ()
        return tuple(dict.fromkeys([*recorded, *filter(None, lines)]))

    def line(self, image: Image) -> str | None:
        """Give the line exactly as it must be printed: the picture's own, else the linked credit's name."""
        link = self._links.get(image.credit) if image.credit else None
        return self._names[link] if link is not None and not image.credit_line else image.credit_line

    def parties(self, image: Image) -> tuple[str, ...]:
        """Name whom a picture's credit is due to: as its record says, else as the name or the line does."""
        owner = self.owner(image)
        if isinstance(owner, int):
            credit = self._credits[owner]
            return credit.parties or credit_lines.parties(credit.name)
        return credit_lines.parties(self.line(image) or "")

    def _spelled(self, line: str) -> Owner:
        if line not in self._owners:
            if self._lines is None:
                self._lines = credit_lines.keys(self._credits)
            key = credit_lines.key(line)
            owner = self._owners[line] = self._lines.get(key, key)
            self._names.setdefault(owner, credit_lines.name(line))
        return self._owners[line]
