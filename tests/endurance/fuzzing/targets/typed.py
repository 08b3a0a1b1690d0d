"""The words that a person types, and those that other programs write into a cell."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from logbook import animals, breeding, credits, dates, licenses, places, query
from logbook.changes import describing
from logbook.dates import clocks
from logbook.errors import LogbookError
from logbook.formats import times
from logbook.places import paths, positions
from logbook.query import missing, suggestions
from logbook.records import Sighting, is_like_id, parse_id
from logbook.taxa import Taxa
from tests import essay
from tests.endurance.fuzzing.target import NOW, Target, text_of, texts

if TYPE_CHECKING:
    from pathlib import Path

ROOM = "words that are typed"
_KNOWN = ("Hunchun, Jilin, China", "Jilin, China", "Primorye, Russia", "Hunchun, Far, Russia", "Wangqing")
_ZONES = (None, "+08:00", "Asia/Vladivostok", "America/St_Johns")


def a_date(data: bytes, _: Path) -> None:
    """Take a date as typed."""
    edtf = dates.parse(text_of(data), now=NOW)
    assert dates.parse(edtf, now=NOW) == edtf
    _is_sound(edtf)


def an_edtf(data: bytes, _: Path) -> None:
    """Take a date as stored, whoever stored it."""
    text = text_of(data)
    dates.words(text), dates.bounds_words(text), dates.order(text), clocks.is_time(text), clocks.is_factory(text)
    clocks.resets([text, "2013-09-05T04:31", text])
    if dates.is_edtf(text):
        _is_sound(text)


def _is_sound(edtf: str) -> None:
    assert dates.is_edtf(edtf)
    for hemisphere in (None, "north", "south"):
        found = dates.span(edtf, hemisphere)
        assert dates.readable(edtf, hemisphere) == found
        assert dates.order(edtf, hemisphere) is not None
        early, late = dates.instants(found)
        assert early <= late
    assert dates.words(edtf)
    dates.is_future(edtf, now=NOW)


def a_clock(data: bytes, _: Path) -> None:
    """Take how far a clock was off, or what it showed and should have."""
    text = text_of(data)
    clocks.parse_name(text)
    for read in (clocks.parse_offset, lambda typed: clocks.parse_comparison(typed, now=NOW)):
        with suppress(LogbookError):
            offset = read(text)
            assert clocks.parse_offset(offset) == offset
            assert clocks.is_time(clocks.correct("2013-09-05T04:31:00", offset))


def a_zone(data: bytes, _: Path) -> None:
    """Take a time zone as typed, and a time of another program."""
    text = text_of(data)
    with suppress(LogbookError):
        times.require_zone(text)
        assert dates.is_edtf(times.stored("2013-09-05T04:31:00", text))
    for zone in _ZONES:
        with suppress(LogbookError):
            stored = times.stored(text, zone)
            assert dates.is_edtf(stored)
            assert times.stored(stored, zone) == stored


def a_region(data: bytes, _: Path) -> None:
    """Take a place as typed, where some are known and where none is."""
    text = text_of(data)
    paths.suggest(text, _KNOWN), paths.country_of(text), paths.ancestors(text), paths.single_parts([text])
    paths.region_matcher(text)(text, _KNOWN, "CN")
    for known in ((), _KNOWN):
        with suppress(LogbookError):
            region = places.file_region(text, known).region
            assert places.file_region(region, [*known, region]).region == region
            assert paths.region_matcher(region)(region, (), None)


def a_position(data: bytes, _: Path) -> None:
    """Take a position as typed."""
    position = positions.parse_position(text_of(data))
    assert positions.parse_position(positions.format_position(position)) == position


def some_animals(data: bytes, _: Path) -> None:
    """Take who was there."""
    found = animals.parse(text_of(data))
    assert animals.words(animals.parse(animals.words(found))) == animals.words(found)
    assert [(one.count, one.life_stage, one.sex) for one in animals.parse(animals.words(found))] == [
        (one.count, one.life_stage, one.sex) for one in found
    ]
    seen = Sighting(animals=found)
    assert breeding.in_force(seen) is not None
    animals.require_agreement(found, animals.total(found))


def a_count(data: bytes, _: Path) -> None:
    """Take a number of animals."""
    amount = animals.parse_count(text_of(data))
    assert animals.parse_count(animals.count_words(amount)) == amount


def a_breeding_code(data: bytes, _: Path) -> None:
    """Take breeding evidence as stated, stored or asked for."""
    text = text_of(data)
    breeding.level_of(text, text)
    for read in (breeding.parse_stated, breeding.parse_wanted):
        with suppress(LogbookError):
            read(text)
    stated = breeding.parse_stated(text)
    assert breeding.is_known(stated.level, stated.code)
    assert breeding.parse_stated(stated.code or stated.level or "") == stated


def a_credit(data: bytes, _: Path) -> None:
    """Take a credit line."""
    line = text_of(data)
    credits.is_boilerplate(line, line), credits.alt_text_fault(line, line)
    begun = credits.begin(line)
    assert credits.find(line, {1: begun}) == 1
    assert credits.find(f"© {begun.name}", {1: begun}) == 1
    assert credits.name(begun.name) == begun.name
    assert credits.with_spelling(begun, credits.require_line(line)) == begun


def a_license(data: bytes, _: Path) -> None:
    """Take a licence as typed, or as a file names it."""
    text = text_of(data)
    for use in ("editorial", "commercial"):
        licenses.allows(text, use)
    licenses.url(text), licenses.fault(text), licenses.is_public_domain(text)
    assert licenses.read(licenses.read(text)) == licenses.read(text)
    stored = licenses.parse(text)
    assert licenses.parse(stored) == stored


def a_taxon(data: bytes, _: Path) -> None:
    """Take a species as typed, and what is said of its status."""
    text = text_of(data)
    taxa = Taxa(essay.BOOK.taxa)
    taxa.find(text), taxa.knows(text), suggestions.near_species(essay.BOOK, text)
    assert taxa.matcher(text)(Sighting(vernacular_name=text)) or not text.strip() or is_like_id(text.strip())
    for read in (describing.status_named, describing.sensitivity_named):
        with suppress(LogbookError):
            assert read(read(text)) == read(text)


def a_filter(data: bytes, _: Path) -> None:
    """Take a filter of each kind; what it finds is in the logbook."""
    text = text_of(data)
    for name in (one for one in query.Filter.__struct_fields__ if one != "ids"):
        wanted = replace(query.Filter(), **{name: (text,) if name == "missing" else text})
        with suppress(LogbookError):
            found = query.select(essay.BOOK, wanted, NOW).sightings
            assert found.items() <= essay.BOOK.sightings.items()
            assert query.select_images(essay.BOOK, wanted, NOW).items() <= essay.BOOK.images.items()
            suggestions.suggestions(essay.BOOK, wanted)
    missing.fields_named(text)


def some_ids(data: bytes, _: Path) -> None:
    """Take ids as they come in on stdin."""
    for word in text_of(data).split():
        is_like_id(word)
        found = parse_id(word)
        assert parse_id(str(found)) == found


_DATES = texts(
    *("2013", "2013-09-05", "2013-23", "2013-09/2013-10", "2013~", "2013?", "../2013", "2011/..", "5 Sep 2013"),
    *("2013-09-05T04:31+08:00", "Sept 2013", "autumn 2013", "winter 2013-14", "circa 2013", "before 2010"),
    *("between May and July 2013", "yesterday", "3 days ago", "last month", "2013年9月5日", "05/09/2013", "0001-01-01"),
    *("2013-09-05T04:31:07Z/2013-09-05T05:00Z", "Thursday 5 September 2013 at 4:31 pm", "9999-12-31T23:59:59-14:00"),
)
_NUMBERS = ("0", "-1", "1e999", "NaN", "٣", "²", "99999999999999999999", "1_000", "0x10", "½")
_MARKS = ("~", "?", "..", "/", "T", "Z", "+14:00", "-00:00", "年", "between", "and", "before", "circa", "ago", "winter")

TARGETS = (
    Target(ROOM, "dates as typed", a_date, _DATES, (*_MARKS, *_NUMBERS)),
    Target(ROOM, "dates as stored", an_edtf, _DATES, (*_MARKS, *_NUMBERS)),
    Target(
        ROOM,
        "clock offsets",
        a_clock,
        texts(
            "+1h", "-365d", "+1y 2d 3h 4m 5s", "P1Y2M", "2013-01-01 00:00 = 2014-05-03 11:02", "IMG_20130905_043100.jpg"
        ),
        ("+", "-", "d", "h", "m", "s", "=", "y", "PT", *_NUMBERS),
    ),
    Target(
        ROOM,
        "time zones",
        a_zone,
        texts("+08:00", "Asia/Vladivostok", "UTC", "2013-09-05 04:31:00", "2013:09:05 04:31:00", "../../etc/passwd"),
        (*_MARKS, "Europe/", "\0", *_NUMBERS),
    ),
    Target(
        ROOM,
        "places",
        a_region,
        texts(
            "Hunchun, Jilin, China",
            "southeastern Russia",
            "Korea, Republic of",
            "China, Jilin",
            "cn",
            "CHN",
            "吉林\uff0c中国",
        ),
        (",", "、", "northern", "Russia", "China", "Islands", "Korea, Republic of", "\u0130", "ß", "İ", "ﬁ", "\uff21"),
    ),
    Target(
        ROOM,
        "positions",
        a_position,
        texts("43.6,130.6", "43°36'N 130°36'E", "-43.6 -130.6", "43 36 30.5 N, 130 36 0 E", "90,180", "0,0"),
        ("°", "'", '"', "N", "S", "E", "W", ",", "\u2032", "\u2033", *_NUMBERS),
    ),
    Target(
        ROOM,
        "animals",
        some_animals,
        texts(
            "1 adult female, 2 cubs",
            "F+2",
            "1AF 2C",
            "2-3 cubs",
            "at least 2 cubs",
            "mother and full-grown cub",
            "a cub",
        ),
        ("at least", "about", "with", "and", "+", "male", "juvenile", "young", "of", "large", *_NUMBERS),
    ),
    Target(
        ROOM,
        "counts",
        a_count,
        texts("8", "8+", "~8", "at least 8", "2-3", "1000000", "about 8"),
        ("+", "to", *_NUMBERS),
    ),
    Target(
        ROOM,
        "breeding codes",
        a_breeding_code,
        texts("dependent-young", "confirmed", "family-group", "16", "NY", "probable", "none", "FL", "C12"),
        (*_NUMBERS, "-", "B", "possible"),
    ),
    Target(
        ROOM,
        "credit lines",
        a_credit,
        texts("© WWF-Russia / ISUNR", "(c) A | B; C via D.", "Copyright 2021 Cuddeback", "http://a.b/c/d", "©WCS"),
        (
            "©",
            "(c)",
            "Ⓒ",
            "/",
            "|",
            ";",
            " via ",
            ".",
            "。",
            "-",
            "\u200b",
            "㏂",
            "\u0345",
            "\u017f",
            "İ",
            "Copyright",
            "2021",
        ),
    ),
    Target(
        ROOM,
        "licences",
        a_license,
        texts(
            "cc by 4.0",
            "CC-BY-NC-SA-3.0-DE",
            "https://creativecommons.org/licenses/by/4.0/deed.ru",
            "InC",
            "CC0",
            "mine",
        ),
        ("by", "nc", "-", "4.0", "/", "igo", "http://rightsstatements.org/vocab/", "spdx.org/licenses/", "\u017f", "K"),
    ),
    Target(
        ROOM,
        "species and status",
        a_taxon,
        texts("Amur leopard", "Panthera pardus orientalis", "panthera pardus", "CR", "critically endangered", "0.1"),
        ("\xd7", "subsp.", "cf.", "İ", *_NUMBERS),
    ),
    Target(
        ROOM,
        "filters",
        a_filter,
        texts(
            "china", "Amur leopard", "2013", "juvenile", "confirmed", "camera-trap", "d1", "c2", "credit", "last month"
        ),
        (",", "alt", "i1", "WCS", *_MARKS),
    ),
    Target(ROOM, "ids", some_ids, texts("s7 i3 c2", "7", "s1\ns2\n", "t4 d1", "logbook"), ("s", "i", "٣", *_NUMBERS)),
)
