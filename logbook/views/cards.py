"""Pictures, credits, species and deployments as cards."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from logbook import credits, dates
from logbook.tally import gaps
from logbook.views import card, clearance, printed, wording
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logbook.records import Credit, Deployment, Id, Image, Sighting, Taxon
    from logbook.tally.contact_sheet import Frame

_NAMED = 20
_DEPLOYMENT_SKIPS = frozenset({"uuid", "added", "modified", "source_ids", "latitude", "longitude"})


def image(which: Id, frame: Frame, credit: str | None) -> card.Card:
    """Make the card of a picture that was judged for editorial use; `credit` is the credit that it belongs to."""
    picture, line = frame.image, frame.line
    size = f", {picture.width} x {picture.height} pixels" if picture.width and picture.height else ""
    fields = [
        ("File", picture.file),
        ("Web address", picture.url),
        ("SHA-256", picture.sha256),
        ("Kind", f"{picture.media_type or ''}{size}".strip(", ")),
        ("Taken", taken(picture)),
        ("Camera", picture.camera),
        ("Position", wording.position(picture.decimal_latitude, picture.decimal_longitude)),
        ("Detections", singular(len(picture.detections), "box", "boxes") if picture.detections else None),
        ("Credit line", line or "none"),
        ("Credit", credit),
        ("Creator", list(picture.creator)),
        *rights(picture),
        ("Clearance", clearance.answer(frame.clearance, "editorial") if frame.clearance else None),
        ("To mend", frame.faults),
        ("Caption", picture.caption),
        ("Written by", picture.caption_writer),
        ("Alt text", picture.alt_text or "none"),
        ("Published", [wording.publication(one) for one in picture.publications]),
        ("Tags", ", ".join(picture.tags)),
        ("Sightings", _sightings(dict(frame.sightings))),
        ("Not known", ", ".join(gaps.of_image(picture, line))),
        *wording.bookkeeping(picture),
    ]
    return card.make(which, picture.title or picture.file or picture.url, fields)


def taken(picture: Image) -> list[str]:
    """Write when a picture was taken, and what its clock read where that was wrong."""
    said = [dates.words(picture.date_created)] if picture.date_created else []
    if picture.recorded_date:
        said.append(wording.clock(picture.recorded_date, picture.clock_offset))
    return said


def alt_text_fault(picture: Image) -> str | None:
    """Say why the alt text that a picture has is none."""
    return credits.alt_text_fault(picture.alt_text, picture.title) if picture.alt_text else None


def rights(picture: Image) -> list[tuple[str, str | None]]:
    """Write who owns a picture, and what of printing it is on record."""
    return [
        ("Copyright", picture.copyright_owner),
        ("Notice", picture.copyright_notice and _notice(picture.copyright_notice, picture.camera)),
        ("Supplier", picture.supplier),
        ("Licence", picture.license),
        ("Usage terms", picture.usage_terms),
        ("Statement", picture.web_statement),
        ("Permission", wording.permission(picture.permission) if picture.permission else None),
        ("Embargo", picture.embargo_until and f"until {picture.embargo_until}"),
    ]


def _notice(text: str, camera: str | None) -> str:
    """Mark a copyright notice that says nothing of whose picture it is."""
    return f"{text} (the camera's own text, nobody's notice)" if credits.is_boilerplate(text, camera) else text


def credit(which: Id, named: Credit, images: Mapping[int, Image]) -> card.Card:
    """Make the card of a credit; `images` are the pictures that it is due for."""
    fields = [
        ("Parties", list(named.parties)),
        ("Spellings", list(named.spellings)),
        ("Licence", _default(named.license)),
        ("Usage terms", _default(named.usage_terms)),
        ("Statement", _default(named.web_statement)),
        ("Contact", named.contact),
        ("Permission", _default(wording.permission(named.permission) if named.permission else None)),
        ("Pictures", _pictures(images)),
        ("Published", _published(named, images)),
        *wording.bookkeeping(named),
    ]
    return card.make(which, named.name, fields)


def _default(value: str | None) -> str | None:
    """Say of a credit's value that it is not the pictures' own."""
    return f"{value} (a default, for pictures that say nothing else)" if value else None


def taxon(which: Id, kind: Taxon, sightings: Mapping[int, Sighting]) -> card.Card:
    """Make the card of a species: what is said of it, and by whom; populations stand side by side."""
    fields = [
        ("Name", kind.vernacular_name),
        ("Scientific name", kind.scientific_name),
        ("Other names", list(kind.names)),
        ("IUCN status", wording.stated(kind.iucn_status)),
        ("Sensitivity", wording.stated(kind.sensitivity)),
        ("Populations", [wording.population(one) for one in kind.populations]),
        ("Note", kind.remarks),
        ("Sightings", _sightings(sightings)),
        *wording.bookkeeping(kind),
    ]
    return card.make(which, wording.taxon(kind.vernacular_name, kind.scientific_name), fields)


def deployment(which: Id, camera: Deployment, sightings: Mapping[int, Sighting]) -> card.Card:
    """Make the card of a deployment, field by field as Camtrap DP has them."""
    named = [name for name in camera.__struct_fields__ if name not in _DEPLOYMENT_SKIPS]
    fields = [
        *((name.replace("_", " ").capitalize(), _plain(getattr(camera, name))) for name in named),
        ("Position", wording.position(camera.latitude, camera.longitude)),
        ("Sightings", _sightings(sightings)),
        *wording.bookkeeping(camera),
    ]
    return card.make(which, camera.location_name or camera.deployment_id, fields)


def _plain(value: str | float | None) -> str | None:
    """Write a value of a deployment: yes and no for what is true or not."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)


def _sightings(found: Mapping[int, Sighting]) -> list[str]:
    """Write sightings, a line each: the first of them, and how many more."""
    return _first(
        [
            (f"s{number}", wording.name(one), wording.date(one.event_date), one.region, wording.who(one))
            for number, one in islice(found.items(), _NAMED)
        ],
        len(found),
    )


def _pictures(found: Mapping[int, Image]) -> list[str]:
    """Write pictures, a line each, with the credit line where it has one of its own."""
    return _first(
        [
            (f"i{number}", one.title or one.file or one.url, one.credit_line and f"printed with {one.credit_line}")
            for number, one in islice(found.items(), _NAMED)
        ],
        len(found),
    )


def _published(named: Credit, found: Mapping[int, Image]) -> list[str]:
    """Write where the pictures of a credit have been printed, and with which line."""
    many = sum(len(one.publications) for one in found.values())
    return _first(islice(printed.of_credit(named, found), _NAMED), many)


def _first(rows: Iterable[tuple[str | None, ...]], many: int) -> list[str]:
    lines = [f"{ref}  {', '.join(part for part in parts if part)}" for ref, *parts in rows]
    return [*lines, f"and {many - _NAMED:,} more"] if many > _NAMED else lines or ["none"]
