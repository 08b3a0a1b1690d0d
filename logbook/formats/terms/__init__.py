"""Terms: what the columns of other programs' tables mean, by their headings or as a person says.

A target is a field of a sighting or picture, or a piece that one is made of. It is known by its name in our records, by
the word that it has on the command line, and by the terms of Darwin Core, Camtrap DP and Timelapse; whatever its case,
with `_`, a blank, `-` or nothing between its words, and as an address (http://rs.tdwg.org/dwc/terms/eventDate).
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from logbook.errors import BadValueError
from logbook.formats.terms.targets import TARGETS, Setting, Target
from logbook.patterns import pattern
from logbook.sentences import quoted

if TYPE_CHECKING:
    Fields = dict[str, Any]

__all__ = ["TARGETS", "Setting", "Target", "alike", "meant", "parse", "target"]

_SPACE = pattern(r"(?:https?://\S*[/#]|[A-Za-z]\w*:)(?=\w+$)")
"""The name space of a term, in front of it."""


def target(name: str) -> Target:
    """Find what `--map` or `--set` names. Raises BadValueError where it is nothing."""
    found = meant(name)
    if found is None:
        near = difflib.get_close_matches(name.strip().casefold(), _said(), n=1)
        hint = f"did you mean {near[0]}?" if near else "it is a word such as species, date, region, count or credit"
        raise BadValueError(f"{quoted(name)} is no field; {hint}")
    return found


def meant(heading: str) -> Target | None:
    """Find what a heading means by itself."""
    return _BY_HEADING.get(_key(heading))


def alike(heading: str, name: str) -> bool:
    """Tell whether two headings are the same term."""
    return _key(heading) == _key(name)


def parse(one: Target, text: str, setting: Setting) -> Fields:
    """Give the fields of a sighting or picture (`one.of`) that a word for all rows means, as in `--set credit=WCS`.

    Raises BadValueError for what means nothing, and for what can only be told with the rest of a row.
    """
    if one.of == "piece":
        raise BadValueError(f"{one.name} is a part of something, and cannot be set alone; name it with --map")
    made = one.read(text, setting)
    if not made:
        raise BadValueError(f"{quoted(text)} says nothing as {one.name}")
    return {"animals": [{"n": 1, **made}]} if one.of == "animal" else made


def _key(heading: str) -> str:
    """Give what is compared of a heading: `dwc:event_Date` and `.../terms/eventDate` are `eventdate`."""
    return "".join(filter(str.isalnum, _SPACE.sub("", heading.strip()))).casefold()


def _said() -> list[str]:
    return [name for one in TARGETS for name in (one.name, *one.words)]


_BY_HEADING = {_key(name): one for one in reversed(TARGETS) for name in (one.name, *one.words, *one.terms)}
