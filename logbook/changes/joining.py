"""Renaming and joining credits, planned on a draft. Nothing here writes.

The printed line of each picture stays: one that printed the credit's name, for want of a line of its own, keeps it as
its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from logbook import credits
from logbook.changes.fields import require_text
from logbook.errors import BadValueError
from logbook.records import NOUNS, Credit, Id, Image, parse_id
from logbook.sentences import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from logbook.changes.credit_fields import CreditWords
    from logbook.changes.drafts import Draft
    from logbook.records import Book

    Fields = dict[str, Any]

_OWN = ("uuid", "added", "modified", "name")
_DEFAULTS = frozenset(Credit.__struct_fields__) & frozenset(Image.__struct_fields__) - {*_OWN, "source_ids"}
"""What a credit says for those of its pictures that say nothing themselves."""


def settle(draft: Draft, book: Book, which: Id, words: CreditWords, notes: list[str]) -> None:
    """Plan a credit's new name and what is joined with it; `book` holds all credits and pictures.

    Raises BadValueError for a name that is another credit's, and for what cannot be joined.
    """
    others = {number: one for number, one in book.credits.items() if number != which.number}
    if words.join is not None:
        other = _meant(which, words.join)
        _join(draft, book, which, other, notes)
        del others[other.number]
    if words.name is not None:
        _rename(draft, book, which, words.name, others, notes)


def _meant(which: Id, texts: Sequence[str]) -> Id:
    if len(texts) != 1:
        raise BadValueError(f"--join takes one credit at a time, and here are {len(texts)}")
    other = parse_id(texts[0])
    if other.table != "credits":
        raise BadValueError(f"{other} is a {NOUNS[other.table]}; only a credit, such as c5, can be joined with {which}")
    if other == which:
        raise BadValueError(f"{which} cannot be joined with itself; name the other credit, which is to go")
    return other


def _rename(draft: Draft, book: Book, which: Id, name: str, others: Mapping[int, Credit], notes: list[str]) -> None:
    """Give a credit another name; a name of fewer parties takes none of those away that its lines print."""
    require_text(name, "--name")
    line = credits.require_line(name)
    before: Credit = draft.record(which)
    parties = credits.parties(line)
    if len(parties) < len(before.parties):
        notes.append(f"{which} still names {' and '.join(before.parties)}; to change that: logbook edit {which}")
        parties = before.parties
    after = replace(before, name=credits.name(line), parties=parties)
    if after.name == before.name:
        return
    taken = credits.find(line, others)
    if taken is not None:
        raise BadValueError(
            f"{quoted(name)} is {Id('credits', taken)} already; two credits cannot have one name: "
            f"`logbook edit {which} --join {Id('credits', taken)}` makes them one"
        )
    kept = keep_lines(draft, book.images, which, before.name)
    after = _with_old_name(after, before.name, is_printed=bool(kept))
    draft.change(which, {"name": after.name, "parties": list(after.parties), "spellings": list(after.spellings)})


def _join(draft: Draft, book: Book, which: Id, other: Id, notes: list[str]) -> None:
    """Fold a credit into another: pictures, spellings, and what the one lacks. Whom it names stays as it is."""
    mine, theirs = draft.fields(which), draft.fields(other)
    _require_no_refusal_lost(which, mine, other, theirs)
    kept = keep_lines(draft, book.images, other, theirs["name"])
    for image in _pictures(book.images, other):
        draft.change(image, {"credit": str(which)})
    for field, value in theirs.items():
        if field not in _OWN:
            draft.change(which, {field: _joined(field, mine.get(field), value)})
    joined = _with_old_name(draft.record(which), theirs["name"], is_printed=bool(kept))
    draft.change(which, {"spellings": list(joined.spellings)})
    notes.extend(_differing(book, which, other, mine, theirs))
    draft.remove(other)


def _require_no_refusal_lost(which: Id, mine: Fields, other: Id, theirs: Fields) -> None:
    """Refuse what would make pictures printable whose owner has refused."""
    answer, refused = ((fields.get("permission") or {}).get("status") for fields in (mine, theirs))
    if refused == "refused" and answer not in (None, "refused"):
        raise BadValueError(
            f"{other} is refused and {which} is {answer}: joined, its pictures would go by that; "
            "give both the same answer with --permission, then join them"
        )


def _joined(field: str, mine: Any, theirs: Any) -> Any:
    """Give both lists as one, each entry once, mine first; of other values, and of whom it names, mine if there is one.

    The parties of the other are most often another spelling of the same.
    """
    if field == "parties" or not (isinstance(mine, list) and isinstance(theirs, list)):
        return theirs if mine is None else mine
    return [*mine, *(one for one in theirs if one not in mine)]


def _differing(book: Book, which: Id, other: Id, mine: Fields, theirs: Fields) -> Iterator[str]:
    """Tell what is not as it was: a default that is given up, and pictures that go by another."""
    for field, value in theirs.items():
        word, own = _word(field), mine.get(field)
        if field in _OWN or isinstance(value, list) or own == value:
            continue
        changed = listed(_going_by(book, other if own is not None else which, field))
        if own is not None:
            kept = f"{which} keeps its {word} {_told(own)}; {other} had {_told(value)}"
            yield f"{kept}, which was the default of {changed}" if changed else kept
        elif changed:
            yield f"{which} has the {word} of {other} now, {_told(value)}: by default that of {changed} too"
    for field in sorted(_DEFAULTS & mine.keys() - theirs.keys()):
        gained = _going_by(book, other, field)
        if gained:
            have = "has" if len(gained) == 1 else "have"
            yield f"{listed(gained)} now {have} the {_word(field)} of {which} by default, {_told(mine[field])}"


def _word(field: str) -> str:
    return field.replace("_", " ").replace("license", "licence")


def _going_by(book: Book, which: Id, field: str) -> Sequence[Id]:
    """Give the pictures of a credit that say nothing themselves where the credit has a default."""
    if field not in _DEFAULTS:
        return ()
    return [image for image in _pictures(book.images, which) if getattr(book.images[image.number], field) is None]


def _told(value: Any) -> str:
    return quoted(", ".join(map(str, value.values())) if isinstance(value, dict) else str(value))


def _pictures(images: Mapping[int, Image], which: Id) -> list[Id]:
    return [Id("images", number) for number, image in images.items() if image.credit == str(which)]


def keep_lines(draft: Draft, images: Mapping[int, Image], which: Id, name: str) -> list[Id]:
    """Plan that the pictures which print a credit's name keep it as their line; give these pictures."""
    kept = [image for image in _pictures(images, which) if not images[image.number].credit_line]
    for image in kept:
        draft.change(image, {"credit_line": name})
    return kept


def _with_old_name(credit: Credit, name: str, *, is_printed: bool) -> Credit:
    """Keep a name that the credit had among its spellings, where a picture prints it or nothing else finds it."""
    if is_printed or credits.find(name, {0: credit}) is None:
        return credits.with_spelling(credit, name)
    return credit
