"""What two logbooks say of themselves: ours stays, and what it does not say is taken from the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from logbook.changes import EMPTY, rewritten
from logbook.changes.facts import united
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.merging.sides import Side

_WORDS: Final = {"license": "licence", "media_license": "licence of pictures"}


def settled(ours: Side, theirs: Side, notes: list[str]) -> bytes:
    """Give our `logbook` record with what the other adds: who contributed to it.

    Title, licences and project are said of its own records; only a logbook without any takes them over.
    """
    mine, their = json.loads(ours.head), json.loads(theirs.head)
    is_fresh = not any(ours.lines.values())
    fields: dict[str, Any] = {}
    for name, value in their.items():
        if value in EMPTY or mine.get(name) == value:
            continue
        if name == "contributors":
            fields[name] = united(mine.get(name) or [], value)
        elif is_fresh and name not in mine:
            fields[name] = value
        else:
            own = (
                f"and {_told(mine[name])} stays that of this logbook" if name in mine else "and this logbook gets none"
            )
            notes.append(f"{theirs.name} has the {_word(name)} {_told(value)}, {own}")
    return rewritten(ours.head, mine | fields)


def spreading(ours: Side, theirs: Side) -> Iterator[str]:
    """Tell which licences of ours are from now on those of records that came without any."""
    for name, of in (("license", "records"), ("media_license", "pictures")):
        own = getattr(ours.book.info, name)
        if own and not getattr(theirs.book.info, name):
            yield f"{theirs.name} gives no licence of its {of}; here that of the logbook holds of them, {quoted(own)}"


def _word(name: str) -> str:
    return _WORDS.get(name, name.replace("_", " "))


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return quoted(str(value.get("title") or json.dumps(value, ensure_ascii=False)))
    return quoted(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
