"""Recording: what `add` and `attach` plan on a draft: a sighting, its pictures, their credit. Nothing here writes.

Each takes words and the tables it needs, and leaves its changes in the draft; what a person should be told comes back.
What was not said of a new picture is as its file says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from logbook import credits, places
from logbook.changes import EMPTY, describing, fields, picture_fields
from logbook.changes.doubles import require_new
from logbook.changes.rights import require_single
from logbook.errors import BadValueError, LogbookError
from logbook.records import Book, Id, Image, Sighting
from logbook.sentences import listed, quoted
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from logbook.changes.drafts import Draft
    from logbook.changes.fields import Setting, SightingWords
    from logbook.changes.picture_fields import PictureWords

_NAMES = ("vernacular_name", "scientific_name")
_PLACE = ("region", "areas", "verbatim_locality", "country_code")
_OF_THE_FILE = frozenset(("file", "sha256", "media_type", "width", "height", "orientation"))
"""What a picture's record always has from its file, and nobody says."""


class Known(NamedTuple):
    """What is asked of a logbook that is not read whole.

    `picture` finds a picture that is there already, `sightings` names those that a picture belongs to, and `of_minute`
    gives those whose date begins with a minute (EDTF).
    """

    picture: Callable[[Image], Id | None]
    sightings: Callable[[Id], Sequence[str]]
    of_minute: Callable[[str], Mapping[int, Sighting]]


class Placed(Struct, frozen=True, kw_only=True):
    """Pictures that were recorded or linked, in order, each with the fields that its file filled; and what to tell."""

    images: Mapping[Id, Sequence[str]]
    notes: tuple[str, ...] = ()


class Recorded(Placed, frozen=True, kw_only=True):
    """A sighting that was recorded with its pictures; `sources` are those that a field of it was taken from."""

    id: Id
    sources: Mapping[str, Sequence[Id]]


def add(
    draft: Draft,
    book: Book,
    words: SightingWords,
    pictures: Sequence[Image],
    picture_words: PictureWords,
    *,
    setting: Setting,
    known: Known,
    status: str | None = None,
    like: Sighting | None = None,
    force: bool = False,
) -> Recorded:
    """Plan a new sighting with its pictures, its credit and what is said of its species.

    Of the book, taxa and credits are read. Raises BadValueError for words that mean nothing, and LogbookError for a
    sighting that is there already, unless `force`.
    """
    taxa = Taxa(book.taxa)
    images = _put_pictures(draft, book, pictures, picture_words, setting=setting, known=known)
    told, sources, of_pictures = _told(draft, images, words, setting)
    made = _copied(like, words) | told
    made |= fields.sighting_fields(words, replace(setting, before=told)) | named(words, taxa)
    sighting = msgspec.convert({name: value for name, value in made.items() if value is not None}, Sighting)
    _require_what(sighting)
    if not force:
        require_new(sighting, known, taxa)
    notes = [*setting.notes, *of_pictures]
    if words.scientific or status:
        notes += describing.mention(draft, book.taxa, sighting, status)
    which = draft.new("sightings", replace(sighting, images=tuple(map(str, images))))
    return Recorded(id=which, images=images, sources=sources, notes=_once(notes))


def _told(
    draft: Draft, images: Iterable[Id], words: SightingWords, setting: Setting
) -> tuple[dict[str, Any], dict[str, list[Id]], list[str]]:
    """Give what pictures tell of their sighting (`filling.Taken`); what reads clocks is loaded where there are any."""
    pictures = {image: draft.record(image) for image in images}
    if not pictures:
        return {}, {}, []
    from logbook.changes import filling

    return filling.taken(pictures, words, now=setting.now)


def attach(
    draft: Draft,
    book: Book,
    which: Id | None,
    pictures: Sequence[Image | Id],
    words: PictureWords,
    *,
    setting: Setting,
    known: Known,
) -> Placed:
    """Plan to add pictures to a sighting: new files, known ones, or ids; one without a file needs a title.

    Without a sighting they must be new. Raises NotOneError where the sighting or a picture is not there, LogbookError
    for a picture that is there already.
    """
    has = draft.record(which).images if which else ()
    if which is None:
        _require_unknown(pictures, known)
    images = _put_pictures(draft, book, pictures, words, setting=setting, known=known)
    for image in images:
        if str(image) in has:
            raise LogbookError(f"{image} is a picture of {which} already; nothing was changed")
    notes = [*setting.notes]
    if which:
        draft.change(which, {"images": [*has, *map(str, images)]})
        notes += _undated(draft, which, images, setting)
    return Placed(images=images, notes=_once(notes))


def _undated(draft: Draft, which: Id, images: Iterable[Id], setting: Setting) -> Iterator[str]:
    """Offer a sighting without a date the one that its new pictures have."""
    if draft.record(which).event_date is None:
        date = _told(draft, images, fields.SightingWords(), setting)[0].get("event_date")
        if date:
            yield f"{which} has no date, and these pictures have one: logbook edit {which} --date {date}"


def _once(notes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notes))


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


def _require_unknown(pictures: Sequence[Image | Id], known: Known) -> None:
    """Refuse a picture that is there already where it would be linked to nothing."""
    for picture in pictures:
        which = picture if isinstance(picture, Id) else known.picture(picture)
        if which is not None:
            there = "is in the logbook already"
            said = f"{which} {there}" if isinstance(picture, Id) else f"{picture.file} {there}, as {which}"
            raise LogbookError(f"{said}; nothing was changed")


def _put_pictures(
    draft: Draft, book: Book, pictures: Sequence[Image | Id], words: PictureWords, *, setting: Setting, known: Known
) -> dict[Id, Sequence[str]]:
    """Plan pictures, each with the fields that its file filled; a known file is the picture that is there."""
    require_single(words.single, len(pictures), "picture")
    _require_distinct(pictures)
    placed: dict[Id, Sequence[str]] = {}
    for picture in pictures:
        found = _found(picture, known, setting.notes)
        if isinstance(found, Image):
            which = put_picture(draft, book, found, words, setting)
            placed[which] = _filled(found, draft.record(which))
        else:
            before = say_of_picture(draft, book, found, words, setting)
            setting.notes.extend(_replaced(draft, found, before))
            placed[found] = ()
    return placed


def _require_distinct(pictures: Sequence[Image | Id]) -> None:
    files: dict[str, Image] = {}
    for picture in pictures:
        if isinstance(picture, Image) and picture.sha256:
            twin = files.setdefault(picture.sha256, picture)
            if twin is not picture:
                raise LogbookError(f"{picture.file} is the same picture as {twin.file}; give one of them")


def _found(picture: Image | Id, known: Known, notes: list[str]) -> Image | Id:
    """Give the picture of the logbook that a file is, or the file where it is new."""
    which = picture if isinstance(picture, Id) else known.picture(picture)
    if which is None:
        return picture
    sightings = known.sightings(which)
    if isinstance(picture, Id):
        if sightings:
            notes.append(f"{which} is a picture of {listed(sightings)} too, and stays one")
        return picture
    belongs = f" of {listed(sightings)}" if sightings else ""
    notes.append(f"{picture.file} is in the logbook already, as {which}{belongs}: that picture is linked")
    return which


def put_picture(draft: Draft, book: Book, picture: Image, words: PictureWords, setting: Setting) -> Id:
    """Plan a new picture: as its file says, but for what a person says. A credit line makes or finds its credit."""
    line = picture.credit_line if words.credit is None else None
    if line and not credits.key(line):
        setting.notes.append(f"{picture.file}: its credit line {quoted(line)} names nobody, and is left out")
        line = None
    credit = draft.credit(line, book.credits) if line else None
    which = draft.new("images", replace(picture, credit_line=line, credit=credit))
    say_of_picture(draft, book, which, words, setting)
    return which


def _filled(file: Image, picture: Image) -> list[str]:
    """Name the fields of a new picture that are as its file says."""
    names = (name for name in file.__struct_fields__ if name not in _OF_THE_FILE and getattr(file, name) not in EMPTY)
    return [name for name in names if getattr(file, name) == getattr(picture, name)]


def say_of_picture(draft: Draft, book: Book, which: Id, words: PictureWords, setting: Setting) -> dict[str, Any]:
    """Plan what a person says of a picture, and give it as it was; a credit sets the line, as typed, and the link."""
    before = draft.fields(which)
    made = picture_fields.picture_fields(words, which, replace(setting, before=before))
    if words.credit is not None:
        line = credits.require_line(words.credit) if words.credit else None
        made |= {"credit_line": line, "credit": draft.credit(line, book.credits) if line else None}
    if made:
        draft.change(which, made)
    return before


def _replaced(draft: Draft, which: Id, before: dict[str, Any]) -> Iterator[str]:
    """Tell which texts of a picture that was there are others now."""
    after = draft.fields(which)
    for field, text in before.items():
        if isinstance(text, str) and field not in {"modified", "credit"} and after.get(field) != text:
            yield f"the {field.replace('_', ' ')} of {which} was {quoted(text)} before"
