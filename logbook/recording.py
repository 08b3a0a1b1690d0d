"""Recording: what `add`, `attach`, `edit`, `remove` and `species` plan on a draft. Nothing here writes.

Each takes words and the tables it needs, and leaves its changes in the draft; what a person should be told comes back.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from logbook import credits, dates, fields, places
from logbook.choices import one_of
from logbook.errors import BadValueError, LogbookError
from logbook.records import NOUNS, TYPES, Book, Id, Image, IucnStatus, Sighting, Taxon, parse_id
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from logbook.drafts import Draft
    from logbook.fields import PictureWords, SightingWords

LIKE = ("vernacular_name", "scientific_name", "region", "areas", "verbatim_locality", "country_code", "method")
"""What `--like` copies, beside deployment and observers; never date, animals or pictures."""
STATUSES: tuple[str, ...] = get_args(IucnStatus)
_STATUS_NAMES = {
    "extinct": "EX",
    "extinct in the wild": "EW",
    "critically endangered": "CR",
    "endangered": "EN",
    "vulnerable": "VU",
    "near threatened": "NT",
    "least concern": "LC",
    "data deficient": "DD",
    "not evaluated": "NE",
}


class TaxonWords(Struct, frozen=True, kw_only=True):
    """What a person says of a species, as typed."""

    scientific: str | None = None
    also: tuple[str, ...] = ()
    status: str | None = None
    population: str | None = None
    region: str | None = None
    reference: str | None = None
    date: str | None = None
    note: str | None = None


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
    known: Callable[[Image], Id | None],
    status: str | None = None,
    like: Sighting | None = None,
    force: bool = False,
) -> Recorded:
    """Plan a new sighting with its pictures, its credit and what is said of its species.

    `known` finds a picture that is in the logbook already. Raises BadValueError for words that mean nothing, and
    LogbookError for a sighting that is there already, unless `force`.
    """
    setting = fields.Setting(now=now, regions=regions(book), notes=[])
    copied = {name: getattr(like, name) for name in (*LIKE, "deployment", "recorded_by")} if like else {}
    made = to_builtins(copied) | fields.sighting_fields(words, setting) | _named(words, Taxa(book.taxa))
    sighting = msgspec.convert({name: value for name, value in made.items() if value is not None}, Sighting)
    _require_what(sighting)
    if not force:
        _require_new(sighting, book)
    if words.species and (words.scientific or status):
        describe(draft, book, words.species, TaxonWords(scientific=words.scientific, status=status), now=now)
    images = attach_pictures(draft, book, pictures, picture_words, known=known, notes=setting.notes)
    which = draft.new("sightings", replace(sighting, images=tuple(map(str, images))))
    setting.notes.extend(_alike(sighting, book))
    return Recorded(which, tuple(images), tuple(setting.notes))


def regions(book: Book) -> set[str]:
    """Give the distinct region paths of a logbook."""
    return {sighting.region for sighting in book.sightings.values() if sighting.region}


def _named(words: SightingWords, taxa: Taxa) -> dict[str, Any]:
    """Keep a taxon's word as its record has it, where the name is known."""
    number = taxa.find(words.species) if words.species else None
    if number is None or words.species is None:
        return {}
    taxon, name = taxa.record(number), places.fold(words.species)
    if taxon.scientific_name and places.fold(taxon.scientific_name) == name:
        return {"scientific_name": taxon.scientific_name, "vernacular_name": None}
    written = next((one for one in (taxon.vernacular_name, *taxon.names) if one and places.fold(one) == name), None)
    return {"vernacular_name": written or words.species.strip()}


def _require_what(sighting: Sighting) -> None:
    if not (sighting.vernacular_name or sighting.scientific_name):
        raise BadValueError("a sighting needs a species; type its name, or 'unidentified'")
    if sighting.region is None and sighting.decimal_latitude is None:
        raise BadValueError("a sighting needs a place: --region 'Jilin, China', or --at 43.6,130.6, or both")


def _require_new(sighting: Sighting, book: Book) -> None:
    """Refuse the same taxon at the same minute at the same camera or position."""
    minute = sighting.event_date
    if minute is None or "T" not in minute or "/" in minute:
        return
    taxa = Taxa(book.taxa)
    key = taxa.key(sighting)
    for number, other in book.sightings.items():
        if _minute(other.event_date) == _minute(minute) and _same_spot(sighting, other) and taxa.key(other) == key:
            which = Id("sightings", number)
            raise LogbookError(
                f"{which} is the same species at the same minute and place; --force adds it all the same"
            )


def _minute(edtf: str | None) -> str | None:
    return edtf[: len("2013-09-05T04:31")] if edtf and "/" not in edtf else edtf


def _same_spot(one: Sighting, other: Sighting) -> bool:
    if one.deployment is not None and one.deployment == other.deployment:
        return True
    here = (one.decimal_latitude, one.decimal_longitude)
    return None not in here and here == (other.decimal_latitude, other.decimal_longitude)


def _alike(sighting: Sighting, book: Book) -> list[str]:
    """Tell of sightings of the same species, date and region: perhaps one was typed twice."""
    if sighting.event_date is None:
        return []
    taxa = Taxa(book.taxa)
    key = taxa.key(sighting)
    like = [
        str(Id("sightings", number))
        for number, other in book.sightings.items()
        if other.event_date == sighting.event_date and other.region == sighting.region and taxa.key(other) == key
    ]
    if not like:
        return []
    more = f" and {len(like) - 3} more" if len(like) > 3 else ""  # noqa: PLR2004 - three are named
    return [f"{', '.join(like[:3])}{more} has the same species, date and region; if it is one sighting: logbook undo"]


def attach_pictures(
    draft: Draft,
    book: Book,
    pictures: Sequence[Image],
    words: PictureWords,
    *,
    known: Callable[[Image], Id | None],
    notes: list[str],
) -> list[Id]:
    """Plan pictures: a file that is in the logbook already is the picture that is there; words are said of each."""
    if len(pictures) > 1 and words.single:
        names = " and ".join(f"--{name}" for name in words.single)
        raise BadValueError(f"{names} can be said of one picture only, and here are {len(pictures)}")
    return [_attach_picture(draft, book, picture, words, known=known, notes=notes) for picture in pictures]


def _attach_picture(
    draft: Draft,
    book: Book,
    picture: Image,
    words: PictureWords,
    *,
    known: Callable[[Image], Id | None],
    notes: list[str],
) -> Id:
    which = known(picture)
    if which is not None:
        notes.append(f"{picture.file} is in the logbook already, as {which}: that picture is linked")
    else:
        which = draft.new("images", picture)
    say_of_picture(draft, book, which, words)
    return which


def say_of_picture(draft: Draft, book: Book, which: Id, words: PictureWords) -> None:
    """Plan what a person says of a picture; a credit sets the line, exactly as typed, and the link."""
    made = fields.picture_fields(words, to_builtins(draft.record(which)))
    if words.credit is not None:
        line = credits.require_line(words.credit) if words.credit else None
        made |= {"credit_line": line, "credit": draft.credit(line, book.credits) if line else None}
    if made:
        draft.change(which, made)


def attach(
    draft: Draft,
    book: Book,
    which: Id,
    pictures: Sequence[Image | Id],
    words: PictureWords,
    *,
    known: Callable[[Image], Id | None],
) -> Recorded:
    """Plan to add pictures to a sighting: new files, known ones, or ids; one without a file needs a title."""
    notes: list[str] = []
    new = [picture for picture in pictures if isinstance(picture, Image)]
    made = iter(attach_pictures(draft, book, new, words, known=known, notes=notes))
    images = [picture if isinstance(picture, Id) else next(made) for picture in pictures]
    for picture in pictures:
        if isinstance(picture, Id):
            say_of_picture(draft, book, picture, words)
    has = list(draft.record(which).images)
    for image in images:
        if str(image) in has:
            raise LogbookError(f"{image} is a picture of {which} already; nothing was changed")
        has.append(str(image))
    draft.change(which, {"images": has})
    return Recorded(which, tuple(images), tuple(notes))


def edit_sighting(draft: Draft, book: Book, which: Id, words: SightingWords, setting: fields.Setting) -> None:
    """Plan new values for a sighting; what was not said stays."""
    before = to_builtins(draft.record(which))
    made = fields.sighting_fields(words, msgspec.structs.replace(setting, before=before))
    made |= _named(words, Taxa(book.taxa))
    draft.change(which, made)
    after = draft.record(which)
    if not (after.vernacular_name or after.scientific_name):
        raise BadValueError(f"{which} would have no species; give it another with --species")


def edit(
    draft: Draft,
    book: Book,
    which: Id,
    words: SightingWords,
    picture_words: PictureWords,
    setting: fields.Setting,
    *,
    name: str | None = None,
) -> None:
    """Plan new values for one record of any kind; raises BadValueError for a word that its kind does not have."""
    of_pictures, of_sightings = fields.said(picture_words), fields.said(words)
    if which.table == "sightings":
        _refuse(which, of_pictures, name)
        edit_sighting(draft, book, which, words, setting)
    elif which.table == "images":
        _refuse(which, [word for word in of_sightings if word != "tag"], name)
        say_of_picture(draft, book, which, picture_words)
        if words.tag is not None:
            draft.change(which, {"tags": [tag for tag in words.tag if tag]})
    elif which.table == "credits":
        _refuse(which, [*of_sightings, *(word for word in of_pictures if word != "license")])
        if picture_words.license is not None:
            draft.change(which, {"license": picture_words.license})
        if name is not None:
            rename_credit(draft, book, which, name)
    else:
        _refuse(which, [*of_sightings, *of_pictures], name)


def _refuse(which: Id, words: Sequence[str], name: str | None = None) -> None:
    if words or name is not None:
        word = words[0] if words else "name"
        raise BadValueError(
            f"{which} is a {NOUNS[which.table]}, which has no --{word.replace('_', '-')}; nothing changed"
        )


def retype(draft: Draft, typed: dict[Id, dict[str, Any]]) -> None:
    """Plan records as a person typed them anew; raises BadValueError for what is not valid, naming it."""
    for which, after in typed.items():
        before = msgspec.json.decode(draft.line(which))
        for field in ("uuid", "added"):
            if before.get(field) != after.get(field):
                raise BadValueError(f"{which}: {field} says which record this is, and stays as it is")
        known = TYPES[which.table].__struct_fields__
        for field in after.keys() - before.keys() - set(known):
            near = difflib.get_close_matches(field, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise BadValueError(f"{which}: a {NOUNS[which.table]} has no field {field!r}{hint}")
        draft.rewrite(which, after)
        _require_dates(which, draft.record(which))


def _require_dates(which: Id, record: Any) -> None:
    for field in ("event_date", "date_created", "embargo_until"):
        edtf = getattr(record, field, None)
        if edtf and not dates.is_edtf(edtf):
            raise BadValueError(
                f"{which}: {field} {edtf!r} is no date as it is stored; write 2013-10-09, 2013-10 or 2013~"
            )


def rename_credit(draft: Draft, book: Book, which: Id, name: str) -> None:
    """Plan another name for a credit; the printed line of each picture stays, and is known as a spelling."""
    other = credits.find(name, {number: one for number, one in book.credits.items() if number != which.number})
    if other is not None:
        raise BadValueError(f"{name!r} is {Id('credits', other)} already")
    parties = list(credits.parties(credits.require_line(name)))
    draft.change(which, {"name": name.strip(), "parties": parties})


def remove(draft: Draft, book: Book, chosen: Sequence[Id]) -> list[str]:
    """Plan to take records out, and the references to them; tell what referred to them and what is left alone.

    Pictures of a removed sighting stay, as do the files on the disk.
    """
    gone = {str(which) for which in chosen}
    notes = [*_unlink(draft, book, gone), *_orphans(book, chosen, gone)]
    for which in chosen:
        draft.remove(which)
    return notes


def _unlink(draft: Draft, book: Book, gone: set[str]) -> Iterable[str]:
    """Take out references to what goes from what stays."""
    for number, sighting in book.sightings.items():
        which = Id("sightings", number)
        lost = [ref for ref in sighting.images if ref in gone]
        if str(which) in gone or not (lost or sighting.deployment in gone):
            continue
        draft.change(which, {"images": [ref for ref in sighting.images if ref not in gone]})
        if sighting.deployment in gone:
            draft.change(which, {"deployment": None})
            lost.append(str(sighting.deployment))
        yield f"{which} referred to {', '.join(lost)}; the link goes too"
    for number, image in book.images.items():
        which = Id("images", number)
        if image.credit in gone and str(which) not in gone:
            draft.change(which, {"credit": None})
            yield f"{which} is credited to {image.credit}; its printed line {image.credit_line!r} stays"


def _orphans(book: Book, chosen: Sequence[Id], gone: set[str]) -> Iterable[str]:
    """Name the pictures that now belong to no sighting."""
    lost = [ref for which in chosen if which.table == "sightings" for ref in book.sightings[which.number].images]
    kept = {ref for number, one in book.sightings.items() if f"s{number}" not in gone for ref in one.images}
    orphans = [ref for ref in dict.fromkeys(lost) if ref not in kept and ref not in gone]
    if orphans:
        belong = "belongs" if len(orphans) == 1 else "belong"
        yield f"{', '.join(orphans)} now {belong} to no sighting; attach or remove as you like"


def describe(draft: Draft, book: Book, name: str, words: TaxonWords, *, now: datetime) -> Id:
    """Plan what is said of a species: names, status and populations, each with its source and date."""
    if not any(letter.isalnum() for letter in name):
        raise BadValueError("the name of the species is empty; type it, such as 'Amur leopard'")
    taxa = Taxa(book.taxa)
    number = _taxon_number(name, taxa, words)
    which = Id("taxa", number) if number else draft.new("taxa", Taxon(vernacular_name=name.strip()))
    taxon: Taxon = draft.record(which)
    source = {"source": words.reference, "date": _stated_date(words.date, now)}
    made: dict[str, Any] = {}
    if words.scientific:
        made["scientific_name"] = words.scientific.strip()
    if words.also:
        made["names"] = list(dict.fromkeys([*taxon.names, *words.also]))
    if words.status:
        made["iucn_status"] = {"value": status_named(words.status), **source}
    if words.population:
        population = {"value": words.population, "region": words.region, **source}
        made["populations"] = [*to_builtins(taxon.populations), population]
    if words.note is not None:
        made["remarks"] = words.note
    draft.change(which, {field: _without_empty(value) for field, value in made.items()})
    return which


def _taxon_number(name: str, taxa: Taxa, words: TaxonWords) -> int | None:
    """Find the record that is meant: by the name or id typed, else by the scientific name said with it."""
    try:
        which = parse_id(name)
    except BadValueError:
        found = taxa.find(name)
        return found if found or not words.scientific else taxa.find(words.scientific)
    if which.table != "taxa":
        raise BadValueError(f"{which} is a {NOUNS[which.table]}; species are t1, t2, or a name")
    return which.number


def _stated_date(text: str | None, now: datetime) -> str | None:
    return dates.parse(text, now=now) if text else None


def status_named(text: str) -> str:
    """Resolve an IUCN category: `CR`, or "critically endangered"."""
    return _STATUS_NAMES.get(" ".join(text.casefold().split())) or one_of(text, STATUSES, "IUCN category")


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: part for name, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_without_empty(part) for part in value]
    return value
