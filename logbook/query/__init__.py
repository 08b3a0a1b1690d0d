"""One set of filters for every command: which sightings, pictures and credits are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from msgspec import Struct
from msgspec.structs import replace

from logbook import breeding, dates, places
from logbook.animals import nouns
from logbook.choices import one_of
from logbook.errors import BadValueError
from logbook.query.matching import PICTURE_TESTS, camera_names, credited, saying, tagged
from logbook.query.missing import OF_IMAGES, OF_SIGHTINGS, all_fields, lacks, parted
from logbook.records import METHODS, Id, Image, LifeStage, Sighting
from logbook.tally.pictured import Pictured
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from logbook.records import Book

    Test = Callable[[Sighting], bool]


class Filter(Struct, frozen=True, kw_only=True):
    """What a person asked for; None asks for nothing. `ids` are numbers of the table that is looked at."""

    region: str | None = None
    species: str | None = None
    since: str | None = None
    until: str | None = None
    stage: str | None = None
    breeding: str | None = None
    method: str | None = None
    camera: str | None = None
    credit: str | None = None
    tag: str | None = None
    text: str | None = None
    missing: tuple[str, ...] = ()
    ids: frozenset[int] | None = None

    @property
    def of_sightings(self) -> Filter:
        """Give the part that asks for what only a sighting has, not its pictures."""
        _, only = parted(self.missing, OF_IMAGES)
        return replace(self, credit=None, tag=None, text=None, missing=only, ids=None)

    @property
    def _needs_pictures(self) -> bool:
        return any(value is not None for value in (self.credit, self.tag, self.text)) or bool(self.missing)

    @property
    def tables(self) -> set[str]:
        """Name the tables that must be read to say which sightings are meant."""
        asked = {"taxa": self.species, "deployments": self.camera}
        named = {table for table, value in asked.items() if value is not None}
        return {"sightings", *named, *(("images", "credits") if self._needs_pictures else ())}


class Selection(NamedTuple):
    """Sightings by number, by date; and how many undated ones were left out for want of a date."""

    sightings: dict[int, Sighting]
    undated: int = 0


def select(book: Book, wanted: Filter, now: datetime) -> Selection:
    """Give the sightings that a filter asks for, by date. `now` resolves dates such as "last month".

    A sighting has the credit, and may have the tag and the text, of its pictures. Raises BadValueError for a filter
    that cannot be read.
    """
    found, undated = Selector(book, wanted, now).select(book.sightings)
    return Selection(dict(sorted(found.items(), key=lambda item: (order(item[1]), item[0]))), undated)


class Selector:
    """The tests that a filter makes of sightings, some at a time; `book` has all else. `fields` are all they look at.

    Raises BadValueError for a filter that cannot be read.
    """

    def __init__(self, book: Book, wanted: Filter, now: datetime) -> None:
        made = {test: fields for make, fields in _TESTS.items() if (test := make(book, wanted)) is not None}
        self._ids, self._tests, self._within = wanted.ids, tuple(made), _within(wanted, now)
        self.fields = frozenset(_OF_ORDER).union(*made.values())

    def select(self, sightings: Mapping[int, Sighting]) -> tuple[Mapping[int, Sighting], int]:
        """Give those that are meant, and how many undated ones were left out for want of a date."""
        found, undated = sightings, 0
        if self._ids is not None:
            found = {number: sighting for number, sighting in found.items() if number in self._ids}
        for test in self._tests:
            found = {number: sighting for number, sighting in found.items() if test(sighting)}
        if self._within is not None:
            undated = sum(_span(sighting) is None for sighting in found.values())
            found = {number: sighting for number, sighting in found.items() if self._within(sighting)}
        return found, undated


def select_images(book: Book, wanted: Filter, now: datetime) -> dict[int, Image]:
    """Give the pictures that a filter asks for; `ids` are numbers of pictures here.

    Tag, text and the fields of a picture are asked of the picture itself, all else of its sightings. A picture of no
    sighting is meant where nothing is asked that only a sighting has.
    """
    of_sightings = wanted.of_sightings
    asks_them = of_sightings != Filter()
    shown = (
        {ref for one in select(book, of_sightings, now).sightings.values() for ref in one.images} if asks_them else {}
    )
    tests = [test for make in PICTURE_TESTS if (test := make(book, wanted)) is not None]
    return {
        number: image
        for number, image in book.images.items()
        if (wanted.ids is None or number in wanted.ids)
        and (not asks_them or str(Id("images", number)) in shown)
        and all(test(image) for test in tests)
    }


def hemisphere(sighting: Sighting) -> dates.Hemisphere | None:
    """Tell in which half of the world a sighting lies, for its season."""
    return places.hemisphere(sighting.decimal_latitude, sighting.country_code, sighting.region)


def order(sighting: Sighting) -> tuple[datetime, datetime]:
    """Sort sightings by earliest and latest moment, undated ones last."""
    return dates.order(sighting.event_date, hemisphere(sighting))


def _in_region(_: Book, wanted: Filter) -> Test | None:
    if wanted.region is None:
        return None
    match = places.region_matcher(wanted.region)
    return lambda sighting: match(sighting.region, sighting.areas, sighting.country_code)


def _of_species(book: Book, wanted: Filter) -> Test | None:
    return None if wanted.species is None else Taxa(book.taxa).matcher(wanted.species)


def _by_method(_: Book, wanted: Filter) -> Test | None:
    if wanted.method is None:
        return None
    method = one_of(wanted.method, METHODS, "method")
    return lambda sighting: sighting.method == method


def _by_camera(book: Book, wanted: Filter) -> Test | None:
    """Take the sightings of a camera: `d1`, or what its deployment is called."""
    if wanted.camera is None:
        return None
    asked = places.fold(wanted.camera)
    refs = {f"d{number}" for number, one in book.deployments.items() if asked in camera_names(f"d{number}", one)}
    return lambda sighting: sighting.deployment in refs


def _of_stage(_: Book, wanted: Filter) -> Test | None:
    if wanted.stage is None:
        return None
    stage = _stage_named(wanted.stage)
    return lambda sighting: any(animal.life_stage == stage for animal in sighting.animals)


def _stage_named(text: str) -> str:
    """Resolve a life stage by its name, or by a word for such an animal: `cub`."""
    try:
        named = nouns.read(text).life_stage
    except BadValueError:
        named = None
    return named or one_of(text, get_args(LifeStage), "life stage")


def _breeding(_: Book, wanted: Filter) -> Test | None:
    if wanted.breeding is None:
        return None
    asked = breeding.parse_wanted(wanted.breeding)
    return lambda sighting: breeding.meets(breeding.in_force(sighting), asked)


def _with_credit(book: Book, wanted: Filter) -> Test | None:
    test = credited(book, wanted)
    if test is None:
        return None
    pictured = Pictured(book)
    return lambda sighting: any(test(image) for _, image in pictured.images(sighting))


def _with_words(book: Book, wanted: Filter) -> Test | None:
    """Take a sighting that itself, or one of whose pictures, has the tag, and so with the text."""
    tests = [test for make in (tagged, saying) if (test := make(book, wanted)) is not None]
    if not tests:
        return None
    pictured = Pictured(book)

    def match(sighting: Sighting) -> bool:
        records: list[Sighting | Image] = [sighting, *(image for _, image in pictured.images(sighting))]
        return all(any(map(test, records)) for test in tests)

    return match


def _without(book: Book, wanted: Filter) -> Test | None:
    """Take a sighting that lacks the fields, or has a picture that lacks those which only pictures have."""
    if not wanted.missing:
        return None
    own, theirs = map(all_fields, parted(wanted.missing, OF_SIGHTINGS))
    pictured = Pictured(book)

    def match(sighting: Sighting) -> bool:
        images = (image for _, image in pictured.images(sighting))
        return lacks(sighting, own) and (not theirs or any(lacks(image, theirs) for image in images))

    return match


_TESTS: dict[Callable[[Book, Filter], Test | None], Sequence[str]] = {
    _in_region: ("region", "areas", "country_code"),
    _of_species: ("vernacular_name", "scientific_name"),
    _by_method: ("method",),
    _by_camera: ("deployment",),
    _of_stage: ("animals",),
    _breeding: ("breeding", "animals", "count_basis", "establishment"),
    _with_credit: ("images",),
    _with_words: Sighting.__struct_fields__,
    _without: Sighting.__struct_fields__,
}
"""All that is asked of a sighting itself, and the fields that are looked at for it."""
_OF_ORDER = ("event_date", "decimal_latitude", "country_code", "region")
"""The fields that its place in the order of dates depends on."""


def _within(wanted: Filter, now: datetime) -> Test | None:
    """Take what could lie within `since` and `until`."""
    if wanted.since is None and wanted.until is None:
        return None
    since = None if wanted.since is None else dates.span(dates.parse(wanted.since, now=now)).earliest
    until = None if wanted.until is None else dates.span(dates.parse(wanted.until, now=now)).latest

    def within(sighting: Sighting) -> bool:
        span = _span(sighting)
        return (
            span is not None and (since is None or span.latest >= since) and (until is None or span.earliest <= until)
        )

    return within


def _span(sighting: Sighting) -> dates.Span | None:
    """Bound a sighting's time; None where it has no date, or none that can be read."""
    return dates.readable(sighting.event_date, hemisphere(sighting))
