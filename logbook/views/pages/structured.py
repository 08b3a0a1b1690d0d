"""What the essay's page says to machines: schema.org's ImageObject for each picture, and Open Graph.

Creators and owners have a name and no type: the logbook does not say whether one is a person or an organisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from msgspec import json

from logbook import licenses
from logbook.views import pages, wording
from logbook.views.text import harmless_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from logbook.records import Ref
    from logbook.tally.clearance import Terms
    from logbook.tally.essay import Essay, Plate, Seen
    from logbook.views.pages.essay import File

    Files = Mapping[Ref, Sequence[File]]

_HARMLESS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}
"""JSON's escapes of what could end the script element that it stands in."""


def alt(plate: Plate) -> str:
    """Give the alt text of a picture as it is on record, or a sentence that there is none."""
    text = plate.image.alt_text or ""
    return text if text.strip() else f"Picture {plate.id}, of which no description is on record"


def data(essay: Essay, files: Files, url: str | None) -> Iterator[Markup]:
    """Write the essay as JSON-LD: every text as it is stored, and nothing that could act on the page; in pieces."""
    from markupsafe import Markup

    for piece in _pieces(essay, files, url):
        yield Markup(piece)  # nosec B704 # noqa: S704 - nothing of HTML's is left in it


def _pieces(essay: Essay, files: Files, url: str | None) -> Iterator[str]:
    gallery = _said(
        {
            "@context": "https://schema.org",
            "@type": "ImageGallery",
            "name": essay.title,
            "description": "\n\n".join(essay.intro),
            "url": url,
        }
    )
    yield _harmless(gallery)[:-2]
    opening = ',\n "associatedMedia": [\n  '
    for one in essay.plates:
        if copies := files.get(one.id):
            # A line feed within JSON stands only between its parts.
            yield opening + _harmless(_picture(one, copies, url)).replace("\n", "\n  ")
            opening = ",\n  "
    yield "\n ]\n}" if opening == ",\n  " else "\n}"


def _harmless(said: dict[str, Any]) -> str:
    return harmless_json(json.format(json.encode(said), indent=1).decode()).translate(_HARMLESS)


def preview(essay: Essay, files: Files, url: str | None) -> tuple[str, str, File] | None:
    """Choose the picture that stands for the page elsewhere: address, alt text and file.

    It is the first with a file of its own that needs no warning, for none would stand there with it; None without one.
    """
    for plate in essay.plates:
        copies = files.get(plate.id)
        if copies and _is_beside(copies[-1]) and not plate.warns(essay.use):
            return urljoin(url or "", copies[-1].src), alt(plate), copies[-1]
    return None


def _picture(plate: Plate, copies: Sequence[File], url: str | None) -> dict[str, Any]:
    image, largest = plate.image, copies[-1]
    taken = image.date_created
    return _said(
        {
            "@type": "ImageObject",
            "contentUrl": urljoin(url or "", largest.src) if _is_beside(largest) else None,
            "width": largest.width,
            "height": largest.height,
            "name": image.title,
            "caption": image.caption,
            "description": image.alt_text,
            "creditText": plate.line,
            "copyrightNotice": image.copyright_notice,
            "creator": [{"name": name} for name in image.creator],
            "copyrightHolder": [{"name": name} for name in (image.copyright_owner or "").split("; ") if name],
            "license": _license(plate.terms),
            "acquireLicensePage": pages.address(plate.terms.web_statement),
            "dateCreated": taken if taken and wording.ISO.fullmatch(taken) else None,
            "contentLocation": [
                {"@type": "Place", "name": name} for name in _once(one.sighting.region for one in plate.seen)
            ],
            "about": [_taxon(one) for one in plate.seen if any(one.names)],
        }
    )


def _is_beside(file: File) -> bool:
    return not file.src.startswith("data:")


def _license(terms: Terms) -> str | None:
    """Give the page of a licence, else the one that the owner of the picture tells of its rights."""
    return (licenses.url(terms.license) if terms.license else None) or pages.address(terms.web_statement)


def _taxon(seen: Seen) -> dict[str, Any]:
    vernacular, scientific = seen.names
    return _said(
        {
            "@type": "Taxon",
            "name": scientific or vernacular,
            "alternateName": vernacular if scientific else None,
        }
    )


def _once(names: Iterable[str | None]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


def _said(properties: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known."""
    return {name: value for name, value in properties.items() if value not in (None, "", [])}
