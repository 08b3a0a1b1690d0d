"""Facts: what a data set says of itself, as far as the logbook's own record takes it over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from logbook.changes.drafts import OF_THE_FILE
from logbook.changes.facts import united
from logbook.places import fold
from logbook.sentences import quoted

if TYPE_CHECKING:
    from logbook.changes.drafts import Draft
    from logbook.changes.intake.items import Facts
    from logbook.records import Info

    Fields = dict[str, Any]

_SAID = {"license": "records", "media_license": "pictures"}


def settle(draft: Draft, facts: Facts, *, fresh: bool) -> list[str]:
    """Plan what the logbook's own record takes over, and tell what it does not.

    A logbook that holds nothing yet (`fresh`) takes over all that it does not say itself. One that has records of its
    own does not: nobody has said that its title, its licence or its project are those of somebody else's data. Who
    contributed to the source has contributed to the logbook.
    """
    info: Info = draft.record(OF_THE_FILE)
    made: Fields = {"contributors": united(info.contributors, facts.contributors)}
    notes = []
    for name in ("title", "description", "license", "media_license", "project"):
        ours, theirs = getattr(info, name), getattr(facts, name)
        if theirs and not ours and fresh:
            made[name] = to_builtins(theirs)
        elif name in _SAID and theirs and theirs != ours:
            notes.append(_differs(_SAID[name], ours, theirs))
    draft.change(OF_THE_FILE, {name: value for name, value in made.items() if value})
    if foreign := project(draft, facts):
        notes.append(f"the source is of another project; {quoted(foreign)} stands in the sightings that come from it")
    return notes


def project(draft: Draft, facts: Facts) -> str | None:
    """Name the project of a source where it is not that of the logbook."""
    theirs, ours = facts.project or {}, draft.record(OF_THE_FILE).project or {}
    title: str | None = theirs.get("title") or theirs.get("acronym") or theirs.get("id")
    known = {fold(str(ours[name])) for name in ("id", "acronym", "title") if ours.get(name)}
    return title if title and fold(title) not in known else None


def _differs(what: str, ours: str | None, theirs: str) -> str:
    of = " for pictures" if what == "pictures" else ""
    own = (
        f"'s own licence{of}, {quoted(ours)}, stays"
        if ours
        else f" states no licence of its own{of}, and takes none over"
    )
    return f"the {what} of the source are under {quoted(theirs)}; the logbook{own}"
