"""Linking pictures to the credits whose lines they print, where only one credit has been spelt so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from logbook.records import Id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logbook.changes.drafts import Draft
    from logbook.records import Credit, Image


class Link(NamedTuple):
    """A picture that prints a line, and the credit that it is linked to."""

    picture: Id
    line: str
    credit: Id


def link(draft: Draft, images: Mapping[int, Image], credits: Mapping[int, Credit]) -> list[Link]:  # noqa: A002 - the table
    """Plan a link for every picture without one whose line is, to the letter, a spelling of exactly one credit."""
    spelt: defaultdict[str, set[Id]] = defaultdict(set)
    for number, credit in credits.items():
        for line in (credit.name, *credit.spellings):
            spelt[line].add(Id("credits", number))
    links = [
        Link(Id("images", number), image.credit_line, *spelt[image.credit_line])
        for number, image in images.items()
        if image.credit_line and not image.credit and len(spelt.get(image.credit_line, ())) == 1
    ]
    for one in links:
        draft.change(one.picture, {"credit": str(one.credit)})
    return links
