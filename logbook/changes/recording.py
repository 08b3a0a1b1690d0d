"""Recording: what `add` and `attach` plan on a draft: a sighting, its pictures, their credit. Nothing here writes.

Each takes words and the tables it needs, and leaves its changes in the draft; what a person should be told comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from logbook import credits, places
from logbook.changes import describing, fields, picture_fields
from logbook.errors import BadValueError, LogbookError
from logbook.places.paths import shown
from logbook.records import Book, Id, Image, Sighting
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import datetime

    from logbook.changes.drafts import Draft
    from logbook.changes.fields import SightingWords
    from logbook.changes.picture_fields import PictureWords

    Known = Callable[[Image], Id | None]
    """Finds a picture that is in the logbook already."""

_NAMES = ("vernacular_name", "scientific_name")
_PLACE = ("region", "areas", "verbatim_locality", "country_code")
MINUTE = len("2013-09-05T04:31")
"""So much of a stored time tells its minute."""


class Recorded(Struct, frozen=True):
    """What was recorded: the record, its pictures in order, and what a person should be told."""

    id: Id
    images: tuple[Id, ...] = ()
    notes: tuple[str, ...] = ()


def add(
    draft: Draft,
    book: Book,
    words: SightingWords,
    pictures: Sequence[Image],
    picture_words: PictureWords,
    *,
    now: datetime,
    known: Known,
    regions: Collection[str] = (),
    status: str | None = None,
    like: Sighting | None = None,
    force: bool = False,
) -> Recorded:
    """Plan a new sighting with its pictures, its credit and what is said of its species.

    Of the book's sightings those of the same minute are looked at; `regions` are the paths that a typed one may be.
    Raises BadValueError for words that mean nothing, and LogbookError for a sighting that is there already, unless
    `force`.
    """
    setting = fields.Setting(now=now, regions=regions, notes=[])
    taxa = Taxa(book.taxa)
    made = _copied(like, words) | fields.sighting_fields(words, setting) | named(words, taxa)
    sighting = msgspec.convert({name: value for name, value in made.items() if value is not None}, Sighting)
    _require_what(sighting)
    if not force:
        _require_new(sighting, book, taxa)
    if words.scientific or status:
        setting.notes.extend(describing.mention(draft, book.taxa, sighting, status))
    images = _put_pictures(draft, book, pictures, picture_words, known=known, notes=setting.notes)
    which = draft.new("sightings", replace(sighting, images=tuple(map(str, images))))
    return Recorded(which, tuple(images), tuple(setting.notes))


def regions(book: Book) -> set[str]:
    """Give the distinct region paths of a logbook."""
    return {sighting.region for sighting in book.sightings.values() if sighting.region}


def named(words: SightingWords, taxa: Taxa) -> dict[str, Any]:
    """Keep a taxon's word as its record has it, where the name is known. Raises NotOneError where two claim it."""
    number = taxa.find(words.species) if words.species else None
    if number is None or words.species is None:
        return {}
    taxon, name = taxa.record(number), places.fold(words.species)
    if taxon.scientific_name and places.fold(taxon.scientific_name) == name:
        return {"scientific_name": taxon.scientific_name, "vernacular_name": None}
    written = (one for one in (taxon.vernacular_name, *taxon.names) if one and places.fold(one) == name)
    return {"vernacular_name": next(written, words.species.strip())}


def _copied(like: Sighting | None, words: SightingWords) -> dict[str, Any]:
    """Give what `--like` copies, but for what is said anew; never date, animals or pictures."""
    if like is None:
        return {}
    copied = {name: getattr(like, name) for name in (*_NAMES, *_PLACE, "method", "deployment", "recorded_by")}
    anew = [
        *(_NAMES if words.species or words.scientific else ()),
        *(_PLACE if words.region else ()),
        # A camera stands in one place: it did not see what was seen in another.
        *(("deployment",) if words.region or words.at else ()),
    ]
    made: dict[str, Any] = to_builtins({name: value for name, value in copied.items() if name not in anew})
    return made


def _require_what(sighting: Sighting) -> None:
    if not (sighting.vernacular_name or sighting.scientific_name):
        raise BadValueError("a sighting needs a species; type its name, or 'unidentified'")
    if sighting.region is None and sighting.decimal_latitude is None:
        raise BadValueError("a sighting needs a place: --region 'Jilin, China', or --at 43.6,130.6, or both")


def _require_new(sighting: Sighting, book: Book, taxa: Taxa) -> None:
    """Refuse the same taxon at the same minute at the same camera or position."""
    minute = _minute(sighting.event_date)
    if minute is None:
        return
    key = taxa.key(sighting)
    for number, other in book.sightings.items():
        if _minute(other.event_date) == minute and _same_spot(sighting, other) and taxa.key(other) == key:
            same = f"{Id('sightings', number)} is the same species at the same minute and place"
            raise LogbookError(f"{same}; --force adds it all the same")


def _minute(edtf: str | None) -> tuple[str, str] | None:
    """Give the minute of a time, and its offset; None for a date without a time."""
    if edtf is None or "T" not in edtf or "/" in edtf:
        return None
    return edtf[:MINUTE], edtf[MINUTE:].lstrip(":0123456789")


def _same_spot(one: Sighting, other: Sighting) -> bool:
    if one.deployment is not None and one.deployment == other.deployment:
        return True
    here = (one.decimal_latitude, one.decimal_longitude)
    return None not in here and here == (other.decimal_latitude, other.decimal_longitude)


def attach(
    draft: Draft, book: Book, which: Id, pictures: Sequence[Image | Id], words: PictureWords, *, known: Known
) -> Recorded:
    """Plan to add pictures to a sighting: new files, known ones, or ids; one without a file needs a title.

    Raises NotOneError where the sighting or a picture is not there, LogbookError for a picture that it has already.
    """
    has = list(draft.record(which).images)
    notes: list[str] = []
    images = _put_pictures(draft, book, pictures, words, known=known, notes=notes)
    for image in images:
        if str(image) in has:
            raise LogbookError(f"{image} is a picture of {which} already; nothing was changed")
    draft.change(which, {"images": [*has, *map(str, images)]})
    return Recorded(which, tuple(images), tuple(notes))


def _put_pictures(
    draft: Draft, book: Book, pictures: Sequence[Image | Id], words: PictureWords, *, known: Known, notes: list[str]
) -> list[Id]:
    """Plan pictures: a file that is in the logbook already is the picture that is there; words are said of each."""
    if len(pictures) > 1 and words.single:
        names = " and ".join(f"--{name}" for name in words.single)
        raise BadValueError(f"{names} can be said of one picture only, and here are {len(pictures)}")
    placed: dict[Id, Image | Id] = {}
    files: dict[str, Image] = {}
    for picture in pictures:
        if isinstance(picture, Image) and picture.sha256:
            twin = files.setdefault(picture.sha256, picture)
            if twin is not picture:
                raise LogbookError(f"{picture.file} is the same picture as {twin.file}; give one of them")
        placed[_placed(draft, picture, known, notes)] = picture
    for which in placed:
        notes.extend(_replaced(draft, which, say_of_picture(draft, book, which, words)))
    return list(placed)


def _placed(draft: Draft, picture: Image | Id, known: Known, notes: list[str]) -> Id:
    if isinstance(picture, Id):
        return picture
    which = known(picture)
    if which is None:
        return draft.new("images", picture)
    notes.append(f"{picture.file} is in the logbook already, as {which}: that picture is linked")
    return which


def say_of_picture(draft: Draft, book: Book, which: Id, words: PictureWords) -> dict[str, Any]:
    """Plan what a person says of a picture, and give it as it was; a credit sets the line, as typed, and the link."""
    before = draft.fields(which)
    made = picture_fields.picture_fields(words, before)
    if words.credit is not None:
        line = credits.require_line(words.credit) if words.credit else None
        made |= {"credit_line": line, "credit": draft.credit(line, book.credits) if line else None}
    draft.change(which, made)
    return before


def _replaced(draft: Draft, which: Id, before: dict[str, Any]) -> Iterator[str]:
    """Tell which texts of a picture that was there are others now."""
    after = draft.fields(which)
    for field, text in before.items():
        if isinstance(text, str) and field not in {"modified", "credit"} and after.get(field) != text:
            yield f"the {field.replace('_', ' ')} of {which} was {shown(text)} before"
