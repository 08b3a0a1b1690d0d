"""Editing: what `edit` and `remove` plan on a draft. Nothing here writes.

Each takes words and the tables it needs, and leaves its changes in the draft; what a person should be told comes back.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from logbook import places
from logbook import records as kinds
from logbook.changes import fields
from logbook.changes.credit_fields import CreditWords, credit_fields
from logbook.changes.drafts import without_empty
from logbook.changes.joining import keep_lines, settle
from logbook.changes.picture_fields import PictureWords
from logbook.changes.recording import named, say_of_picture
from logbook.changes.rights import require_single
from logbook.errors import BadValueError
from logbook.records import NOUNS, TYPES, Book, Id, parse_id
from logbook.sentences import listed, quoted
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from msgspec import Struct

    from logbook.changes.drafts import Draft
    from logbook.changes.fields import SightingWords
    from logbook.checks import Finding

_WORDS: dict[str, type[fields.SightingWords | PictureWords | CreditWords]] = {
    "sightings": fields.SightingWords,
    "images": PictureWords,
    "credits": CreditWords,
}
"""What can be said of a record of each kind; of the others there are no words."""
_OF_PICTURES = frozenset(PictureWords.__struct_fields__) - frozenset(fields.SightingWords.__struct_fields__)
_LASTING = ("uuid", "added")
_PARTS: dict[str, type[Struct]] = {
    "animals": kinds.Animal,
    "claims": kinds.Claim,
    "breeding": kinds.Breeding,
    "stated": kinds.Stated,
    "assessed": kinds.Assessed,
    "permission": kinds.Permission,
    "publications": kinds.Publication,
    "iucn_status": kinds.Statement,
    "sensitivity": kinds.Statement,
    "populations": kinds.Population,
}
"""What stands in the fields that hold objects."""
_SOUND = ("unreadable-date", "future-date", "unreadable-breeding", "unreadable-region", "country-code")
"""The checks that a record typed in an editor must pass as well as it did before."""


def edit(draft: Draft, book: Book, chosen: Sequence[Id], said: Mapping[str, Any], setting: fields.Setting) -> None:
    """Plan new values for records of any kind; `said` are the words by their options.

    Of the book, taxa, credits and, for the name of a credit, pictures are read. Raises BadValueError for a word that a
    record of its kind does not have, or that can only be true of one.
    """
    for which in chosen:
        _require_fit(which, said)
    words = {table: _WORDS[table](**said) for table in {which.table for which in chosen}}
    for table, one in words.items():
        if not isinstance(one, fields.SightingWords):
            require_single(one.single, sum(which.table == table for which in chosen), NOUNS[table])
    taxa = Taxa(book.taxa)
    for which in chosen:
        one = words[which.table]
        if isinstance(one, fields.SightingWords):
            _edit_sighting(draft, taxa, which, one, setting)
        elif isinstance(one, PictureWords):
            say_of_picture(draft, book, which, one, setting)
        else:
            settle(draft, book, which, one, setting.notes)
            draft.change(which, credit_fields(one, which, replace(setting, before=draft.fields(which))))


def means_pictures(said: Iterable[str]) -> bool:
    """Tell whether words are said that pictures have, and no sighting: `--owner`, but not `--tag`.

    Raises BadValueError where others are said with them that no picture has.
    """
    only = sorted(_OF_PICTURES.intersection(said))
    others = sorted(set(said).difference(PictureWords.__struct_fields__))
    if only and others:
        raise BadValueError(
            f"{fields.option(only[0])} is said of pictures, and {fields.option(others[0])} is not; "
            "edit the one after the other"
        )
    return bool(only)


def _require_fit(which: Id, said: Iterable[str]) -> None:
    """Refuse options that a record of this kind does not have."""
    words = _WORDS.get(which.table)
    others = sorted(set(said).difference(words.__struct_fields__ if words else ()))
    if others:
        raise BadValueError(
            f"{which} is a {NOUNS[which.table]}, which has no {fields.option(others[0])}; {_advice(which, others)}"
        )


def _advice(which: Id, others: Sequence[str]) -> str:
    """Say of which record the option may be said instead."""
    if which.table == "taxa":
        return f"`logbook species {which}` says something of it"
    if which.table == "sightings" and others[0] in PictureWords.__struct_fields__:
        return f"say it of its pictures, which `logbook show {which}` names"
    return "nothing was changed"


def _edit_sighting(draft: Draft, taxa: Taxa, which: Id, words: SightingWords, setting: fields.Setting) -> None:
    before = draft.fields(which)
    made = fields.sighting_fields(words, replace(setting, before=before)) | named(words, taxa)
    draft.change(which, _no_longer_so(before, made, words, taxa) | made)
    after = draft.record(which)
    if not (after.vernacular_name or after.scientific_name):
        raise BadValueError(f"{which} would have no species; give it another with --species")


def _no_longer_so(
    before: Mapping[str, Any], made: Mapping[str, Any], words: SightingWords, taxa: Taxa
) -> dict[str, Any]:
    """Take out what belonged to another species, and the code of another country."""
    gone: dict[str, Any] = {}
    scientific = before.get("scientific_name")
    if words.species and scientific:
        number = taxa.find(words.species)
        if number is None or number != taxa.find(scientific):
            gone["scientific_name"] = None
    old, new = places.country(before.get("country_code") or ""), places.country_of(made.get("region"))
    if old and new and old != new:
        gone["country_code"] = None
    return gone


def retype(
    draft: Draft, typed: Mapping[Id, Mapping[str, Any]], images: Mapping[int, kinds.Image], *, now: datetime
) -> None:
    """Plan records as a person typed them anew, as parsed JSON; raises BadValueError naming what is not valid.

    `images` are all pictures, of which those that print a credit's name keep it where the name is typed anew.
    """
    for which, whole in typed.items():
        before, was = draft.fields(which), draft.record(which)
        changed = {field for field, value in whole.items() if field not in before or before[field] != value}
        for field in _LASTING:
            if before.get(field) != whole.get(field):
                raise BadValueError(f"{which}: {field} says which record this is, and stays as it is")
        _require_known(f"{which}: a {NOUNS[which.table]}", whole, before, TYPES[which.table])
        draft.rewrite(which, without_empty(whole, changed))
        _require_sound(which, was, draft.record(which), now)
        for table, ref in _new_references(which, was, draft.record(which)):
            _require_there(draft, which, table, ref)
        if which.table == "credits" and whole.get("name") != was.name:
            keep_lines(draft, images, which, was.name)


def _require_known(what: str, typed: Mapping[str, Any], before: Mapping[str, Any], kind: type[Struct]) -> None:
    """Refuse a new field that records of its kind do not have, inside of others too: most likely a slip."""
    known = kind.__struct_fields__
    for field, value in typed.items():
        if field not in known and field not in before:
            near = difflib.get_close_matches(field, known, n=1)
            hint = f"did you mean {near[0]}?" if near else "a remark or a tag may hold it"
            raise BadValueError(f"{what} has no field {quoted(field)}; {hint}")
        part = _PARTS.get(field)
        if part is not None:
            old = {name: None for one in _objects(before.get(field)) for name in one}
            for one in _objects(value):
                _require_known(f"{what}'s {field}", one, old, part)


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _require_sound(which: Id, was: Any, record: Any, now: datetime) -> None:
    """Refuse what the checks of one record find, unless they found it before."""
    before, after = ([found.text for found in _faults(which, one, now)] for one in (was, record))
    new = [text for text in after if text not in before]
    if new:
        raise BadValueError(f"{which}: {new[0]}")
    if which.table == "sightings" and not (record.vernacular_name or record.scientific_name):
        raise BadValueError(f"{which} would have no species")


def _faults(which: Id, record: Any, now: datetime) -> Iterator[Finding]:
    from logbook import checks
    from logbook.checks.faults import Facts

    alone: dict[str, Any] = {which.table: {which.number: record}}
    return checks.run(Book(**alone), Facts(now=now), _SOUND)


def _new_references(which: Id, was: Any, record: Any) -> Iterator[tuple[str, str]]:
    """Give the table and id of every record that is named now and was not before."""
    if which.table == "sightings":
        yield from (("images", ref) for ref in record.images if ref not in was.images)
        if record.deployment and record.deployment != was.deployment:
            yield "deployments", record.deployment
    elif which.table == "images" and record.credit and record.credit != was.credit:
        yield "credits", record.credit


def _require_there(draft: Draft, which: Id, table: str, ref: str) -> None:
    named_id = parse_id(ref)
    if named_id.table != table or str(named_id) != ref:
        raise BadValueError(f"{which}: {quoted(ref)} is no {NOUNS[table]}; it is to be an id such as {table[0]}3")
    draft.line(named_id)


def remove(draft: Draft, book: Book, chosen: Sequence[Id]) -> list[str]:
    """Plan to take records out, and the references to them; tell what referred to them and what is left alone.

    Pictures of a removed sighting stay, as do the files on the disk. Raises NotOneError for what is not there.
    """
    for which in chosen:
        draft.line(which)  # or it is not there
    gone = {str(which): which for which in chosen}
    notes = [*_unlink_pictures(draft, book, gone), *_unlink_credits(draft, book, gone), *_orphans(book, gone)]
    for which in chosen:
        draft.remove(which)
    return notes


def _unlink_pictures(draft: Draft, book: Book, gone: Mapping[str, Id]) -> Iterator[str]:
    """Take pictures and deployments that go out of the sightings that stay."""
    for number, sighting in book.sightings.items():
        which = Id("sightings", number)
        named_here = (*sighting.images, *([sighting.deployment] if sighting.deployment else []))
        lost = [ref for ref in named_here if ref in gone]
        if lost and str(which) not in gone:
            draft.change(which, {"images": [ref for ref in sighting.images if ref not in gone]})
            if sighting.deployment in gone:
                draft.change(which, {"deployment": None})
            yield f"{which} referred to {', '.join(lost)}; the link goes too"


def _unlink_credits(draft: Draft, book: Book, gone: Mapping[str, Id]) -> Iterator[str]:
    """Take credits that go out of the pictures that stay; a printed line stays."""
    for ref, credit in gone.items():
        own: dict[bool, list[str]] = {True: [], False: []}
        for number, image in book.images.items() if credit.table == "credits" else ():
            if image.credit == ref and f"i{number}" not in gone:
                draft.change(Id("images", number), {"credit": None})
                own[bool(image.credit_line)].append(f"i{number}")
        if own[True]:
            yield f"{listed(own[True])} referred to {ref}; what is printed with {_them(own[True])} stays as it is"
        if own[False]:
            yield f"{listed(own[False])} had no line but that of {ref}: now nothing is printed with {_them(own[False])}"


def _orphans(book: Book, gone: Mapping[str, Id]) -> Iterator[str]:
    """Name the pictures that now belong to no sighting."""
    lost = [ref for which in gone.values() if which.table == "sightings" for ref in book.sightings[which.number].images]
    kept = {ref for number, one in book.sightings.items() if f"s{number}" not in gone for ref in one.images}
    orphans = [ref for ref in dict.fromkeys(lost) if ref not in kept and ref not in gone]
    if orphans:
        belong = "belongs" if len(orphans) == 1 else "belong"
        yield f"{listed(orphans)} now {belong} to no sighting; attach or remove {_them(orphans)} as you like"


def _them(refs: Sequence[str]) -> str:
    return "it" if len(refs) == 1 else "them"
