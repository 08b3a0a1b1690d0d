"""Merging: the records of another logbook come into ours, planned purely; nothing here writes.

Records that are the same (`matching`) are folded field by field (`folding`), all others come in on their own lines,
with our next numbers and the references following. What was removed there stays; what was removed here comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.changes.merging.planning import Merging
from logbook.changes.merging.sides import Choice, Conflict, Merged, Preference, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from logbook.changes.merging.sides import Decide

__all__ = ["Choice", "Conflict", "Merged", "Preference", "Side", "by_answers", "by_preference", "merge"]


def merge(
    ours: Side, theirs: Side, *, first_free: Callable[[str], int], stored: Callable[[str], str], decide: Decide
) -> Merged:
    """Plan what brings another logbook's records into ours.

    `first_free` gives a table's next number, `stored` the path that one of their pictures' files has in our logbook.
    `decide` chooses where two sides differ, and gives None where it cannot: such a conflict is `open`, and the changes
    must then not be written.
    """
    return Merging(ours, theirs, first_free, stored, decide).run()


def by_preference(preference: Preference | None) -> Decide:
    """Decide every conflict in one way; the newer is ours where neither is. Caution outweighs any preference.

    Without a preference only what caution decides is decided.
    """

    def decide(conflict: Conflict) -> Choice | None:
        if conflict.cautious or preference is None:
            return conflict.cautious
        return (conflict.newer or "ours") if preference == "newer" else preference

    return decide


def by_answers(answers: Iterable[tuple[Conflict, Choice]]) -> Decide:
    """Decide as a person has answered; nothing where a record is no longer what was asked about."""
    known = {(conflict.theirs, conflict.fields): (conflict, choice) for conflict, choice in answers}

    def decide(conflict: Conflict) -> Choice | None:
        asked, choice = known.get((conflict.theirs, conflict.fields), (None, None))
        return choice if asked == conflict else None

    return decide
