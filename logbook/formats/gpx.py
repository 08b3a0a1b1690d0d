"""GPX 1.1: sightings as waypoints, for a GPS receiver or a phone in the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from logbook import animals, dates
from logbook.changes.intake.items import Bad, Said, Where
from logbook.formats import Outcome, markup, objects, outlets
from logbook.records import Id
from logbook.tally.whereabouts import Whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element  # nosec B405 # no parser

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats import Job
    from logbook.formats.rows.keyed import Keyed
    from logbook.formats.sources import Source
    from logbook.places import Position
    from logbook.records import Sighting

NAME = "gpx"
SUMMARY = "sightings as waypoints, for GPS receivers"
SUFFIXES = (".gpx",)
HOLDS: tuple[str, ...] = ()
OF = "sightings"
NEEDS_PLACE = True

RECORD: Final = "urn:sighting-logbook:record:1"
"""The namespace of the record as a whole, which a receiver passes over and our reader takes."""
_GPX: Final = "http://www.topografix.com/GPX/1/1"
_HEAD: Final = f'<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="logbook" xmlns="{_GPX}">\n'
_FOOT: Final = "</gpx>\n"
_IN_JSON: Final = str.maketrans({"\ufffe": "\\ufffe", "\uffff": "\\uffff"})
"""What no XML can hold, and no JSON escapes by itself."""


def sniff(head: bytes) -> bool:
    """Tell whether a file that begins so is GPX."""
    return b"<gpx" in head


def read(source: Source, manner: Manner) -> Iterator[Part]:
    """Read the sightings of a file's waypoints: our own as they were, others with the species that their name is.

    Raises LogbookError where the file is no XML, or declares entities.
    """
    from logbook.formats import rows
    from logbook.formats.rows import keyed

    name = rows.sole(source)
    root = markup.read(source, name)
    waypoints = [element for element in root if markup.local(element) == "wpt"]
    yield from keyed.read(source, name, lambda: _each(name, waypoints), manner, format_=NAME, what="waypoints")
    if others := sum(markup.local(element) in {"trk", "rte"} for element in root):
        yield Said(f"{name}: tracks and routes ({others:,}) have no place in a logbook")


def _each(name: str, waypoints: Iterable[Element]) -> Iterator[Keyed | Bad]:
    """Give each waypoint; its number stands for its line."""
    from logbook.formats.rows.keyed import Keyed

    for number, element in enumerate(waypoints, 1):
        texts = {markup.local(child): markup.text(child) for child in element}
        record = next((one.text for one in element.iter(f"{{{RECORD}}}record")), None)
        try:
            own = objects.decoded(record, dict[str, Any]) if record else None
        except msgspec.MsgspecError as error:
            yield Bad(Where(f"{name}, waypoint {number}"), str(error), original=record or "")
            continue
        yield Keyed(number, own or _plain(element, texts), " ".join(filter(None, texts.values())))


def _plain(element: Element, texts: Mapping[str, str | None]) -> dict[str, Any]:
    """Give what a receiver wrote of a waypoint."""
    said = "; ".join(dict.fromkeys(filter(None, (texts.get("cmt"), texts.get("desc")))))
    return {
        "species": texts.get("name"),
        "decimalLatitude": element.get("lat"),
        "decimalLongitude": element.get("lon"),
        "event_date": texts.get("time"),
        "note": said or None,
    }


def write(job: Job) -> Iterator[Outcome]:
    """Write a waypoint a sighting; one without a position is left out."""
    with outlets.file(job, outlets.Head(lambda head: head.startswith(_HEAD.encode()))) as outlet, outlet.text() as file:
        file.write(_HEAD)
        whereabouts = Whereabouts(job.book)
        for number, one in job.sightings.items():
            which, position = str(Id("sightings", number)), whereabouts.position(one)
            if position is None:
                yield Outcome(which, "left out", notes=("no position",))
            else:
                file.write(_waypoint(number, one, position))
                outlet.keep()
                yield Outcome(which, "written")
        file.write(_FOOT)


def _waypoint(number: int, one: Sighting, position: Position) -> str:
    """Write a waypoint; it has a time only where the sighting's is exact, the rest is said in words."""
    record = msgspec.json.encode(objects.of(number, one)).decode().translate(_IN_JSON)
    said = (animals.words(one.animals), dates.words(one.event_date) if one.event_date else "", one.region or "")
    parts = (
        _element("time", _utc(one.event_date)),
        _element("name", one.vernacular_name or one.scientific_name),
        _element("cmt", one.scientific_name if one.vernacular_name else None),
        _element("desc", "; ".join(filter(None, said))),
        f'<extensions><record xmlns="{RECORD}">{markup.escaped(record)}</record></extensions>',
    )
    return f'<wpt lat="{position.latitude:.7f}" lon="{position.longitude:.7f}">{"".join(parts)}</wpt>\n'


def _utc(edtf: str | None) -> str | None:
    """Give the instant at which a sighting began, as GPX wants it; None where that is not known."""
    span = dates.readable(edtf)
    if span is None or span.earliest_offset is None:
        return None
    return dates.instants(span)[0].strftime("%Y-%m-%dT%H:%M:%SZ")


def _element(name: str, text: str | None) -> str:
    return f"<{name}>{markup.escaped(text)}</{name}>" if text else ""
