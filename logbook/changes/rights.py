"""Words to fields, of what may be done with a picture: said of it, or of a credit as the default of its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from msgspec import Struct

from logbook import credits, dates
from logbook.changes import EMPTY
from logbook.changes.fields import option, said
from logbook.choices import one_of
from logbook.errors import BadValueError
from logbook.records import USES, PermissionStatus
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from logbook.changes.fields import Setting
    from logbook.records import Id

    Fields = dict[str, Any]

_FIELDS = {"license": "license", "terms": "usage_terms", "statement": "web_statement"}
_PARTS = ("by", "use", "until", "reference")
_NOT_CARRIED_OVER = {("asked", "granted"): ("reference",), ("asked", "refused"): ("use", "until", "reference")}
"""Parts of a permission that another answer does not have from the one before; else none is had."""


class RightsWords(Struct, frozen=True, kw_only=True):
    """What a person says of the rights in a picture, as typed; the last four are parts of the permission."""

    license: str | None = None
    terms: str | None = None
    statement: str | None = None
    permission: str | None = None
    by: str | None = None
    use: tuple[str, ...] | None = None
    until: str | None = None
    reference: tuple[str, ...] | None = None


def rights_fields(words: RightsWords, which: Id, setting: Setting) -> Fields:
    """Give the fields that words of rights mean, in the record `which` as it was (`setting.before`).

    A licence that nobody can be sure of is kept, and a note says so. Raises BadValueError for what means nothing.
    """
    read = said(words)
    made: Fields = {field: read[name] for name, field in _FIELDS.items() if name in read}
    if words.license:
        from logbook import licenses

        made["license"] = licenses.parse(words.license)
        setting.notes.extend(filter(None, [licenses.fault(made["license"])]))
    parts = {name: read[name] for name in _PARTS if name in read}
    if words.permission is not None or parts:
        made["permission"] = _permission(words.permission, parts, which, setting)
    return made


def require_single(names: Sequence[str], many: int, noun: str) -> None:
    """Refuse words that can only be true of one record, said of many."""
    if names and many > 1:
        options = " and ".join(option(name) for name in names)
        raise BadValueError(f"{options} can be said of one {noun} only, and here are {many}")


def _permission(answer: str | None, parts: Fields, which: Id, setting: Setting) -> Fields | None:
    """Note how an owner answered. A grant is of what was asked for, a refusal of everything unless it says of what.

    Raises BadValueError where somebody else had refused: what the one allows does not undo what the other forbids.
    """
    before: Fields = dict(setting.before.get("permission") or {})
    if answer == "" and not parts:
        return None
    if answer == "" or not (answer or before):
        raise BadValueError(
            f"{option(next(iter(parts)))} is said of a permission, and {which} would have none; "
            "say how it was answered: --permission granted, asked or refused"
        )
    status = one_of(answer, get_args(PermissionStatus), "permission") if answer else before["status"]
    _require_same_party(before, status, parts.get("by"), which)
    if before.get("status") != status:
        gone = _NOT_CARRIED_OVER.get((before.get("status", ""), status), _PARTS)
        before = {**{name: value for name, value in before.items() if name not in gone}, "status": status}
    new = {name: _READ[name](word, setting) if word else None for name, word in parts.items()}
    return {name: value for name, value in {**before, **new}.items() if value not in EMPTY}


def _require_same_party(before: Fields, status: str, by: str | None, which: Id) -> None:
    refuser = before.get("by")
    turns = (before.get("status"), status) == ("refused", "granted")
    if turns and refuser and by and credits.key(by) != credits.key(refuser):
        raise BadValueError(
            f"{which} was refused by {quoted(refuser)}, and what {quoted(by)} allows does not change that; "
            f"where it does not hold any more: logbook edit {which} --permission ''"
        )


def _uses(words: list[str], _: Setting) -> str:
    return ", ".join(dict.fromkeys(one_of(word, USES, "use") for word in words))


def _until(word: str, setting: Setting) -> str:
    return dates.parse(word, now=setting.now)


_READ: dict[str, Callable[[Any, Setting], str]] = {
    "by": lambda word, _: str(word).strip(),
    "use": _uses,
    "until": _until,
    "reference": lambda words, _: "; ".join(words),
}
