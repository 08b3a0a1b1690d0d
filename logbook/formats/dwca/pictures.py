"""A picture in the terms of Simple Multimedia and of Audiovisual Core, and back.

Creator, owner, supplier, credit line and caption each have a term of their own; what a picture does not have stays
empty. Simple Multimedia has no term for a credit line, Audiovisual Core none for an alt text: in our own archives it is
the description, beside the caption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from logbook import licenses
from logbook.errors import BadValueError
from logbook.formats import times
from logbook.formats.dwca.telling import LIST
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from logbook.records import Book, Image, Sighting

    Row = dict[str, str]

_KINDS: Final = {"image": "StillImage", "video": "MovingImage", "audio": "Sound"}
_URN: Final = "urn:uuid:"
NO_DATE: Final = "{many:,} dates of pictures are no ISO 8601 and were left out"
_SHA256: Final = frozenset({"sha256", "sha2256"})
_AS_WRITTEN: Final = {
    "title": "title",
    "rights": "copyright_notice",
    "copyrightNotice": "copyright_notice",
    "Owner": "copyright_owner",
    "rightsHolder": "copyright_owner",
    "UsageTerms": "usage_terms",
    "WebStatement": "web_statement",
    "Credit": "credit_line",
    "providerLiteral": "supplier",
    "caption": "caption",
    "captureDevice": "camera",
}
"""Terms whose values are taken as they are; where two mean one field, the later has precedence."""
_SEVERAL: Final = {"creator": "creator", "tag": "tags"}
HELD: Final = frozenset(
    {*_AS_WRITTEN, *_SEVERAL, "identifier", "accessURI", "description", "license", "format", "type", "hashFunction"}
    | {"hashValue", "created", "CreateDate"}
)


class Pictures:
    """The pictures of a book as they may be told."""

    def __init__(self, book: Book) -> None:
        self._pictured, self._credits = Pictured(book), book.credits
        self._license = book.info.media_license

    def of(self, sighting: Sighting) -> list[Image]:
        """List the pictures of a sighting, without those that nothing could identify."""
        return [image for _, image in self._pictured.images(sighting) if image.uuid or image.url]

    def multimedia(self, image: Image) -> Row:
        """Give a picture in the terms of Simple Multimedia."""
        row = self._both(image) | {
            "identifier": image.url or f"{_URN}{image.uuid}",
            "description": image.caption or image.alt_text,
            "created": image.date_created,
            "source": image.supplier,
            "rightsHolder": image.copyright_owner,
        }
        return {term: text for term, text in row.items() if text}

    def audiovisual(self, image: Image) -> Row:
        """Give a picture in the terms of Audiovisual Core."""
        row = self._both(image) | {
            "identifier": f"{_URN}{image.uuid}" if image.uuid else image.url,
            "accessURI": image.url,
            "copyrightNotice": image.copyright_notice,
            "Owner": image.copyright_owner,
            "UsageTerms": image.usage_terms,
            "WebStatement": image.web_statement,
            "Credit": self._pictured.line(image),
            "providerLiteral": image.supplier,
            "description": image.alt_text,
            "caption": image.caption,
            "tag": LIST.join(image.tags),
            "CreateDate": image.date_created,
            "captureDevice": image.camera,
            "hashFunction": "SHA-256" if image.sha256 else None,
            "hashValue": image.sha256,
        }
        return {term: text for term, text in row.items() if text}

    def _both(self, image: Image) -> dict[str, str | None]:
        license_ = self._license_of(image)
        return {
            "type": _KINDS.get((image.media_type or "").partition("/")[0]),
            "format": image.media_type,
            "title": image.title,
            "creator": LIST.join(image.creator),
            "license": (licenses.url(license_) or license_) if license_ else None,
        }

    def _license_of(self, image: Image) -> str | None:
        """Give a picture's own licence; else that of the logbook's pictures, unless somebody has said otherwise."""
        if image.license or self.is_unlicensed(image):
            return image.license
        return self._license

    def is_unlicensed(self, image: Image) -> bool:
        """Tell whether the licence of the logbook's pictures would allow what nobody has, or what was refused.

        So it is where a picture has terms of its own, or where its credit's defaults, which are nobody's word for this
        picture, are others.
        """
        if image.license or not self._license:
            return False
        owner = self._pictured.owner(image)
        due = self._credits[owner] if isinstance(owner, int) else None
        permissions = (image.permission, due.permission if due else None)
        return (
            bool(image.usage_terms or (due and due.usage_terms))
            or any(one and one.status == "refused" for one in permissions)
            or bool(due and due.license and licenses.read(due.license) != licenses.read(self._license))
        )


def identity(row: Mapping[str, str]) -> str | None:
    """Give what a picture is known by: its address, else its identifier; None where it has neither."""
    return row.get("accessURI") or row.get("identifier")


def fields(row: Mapping[str, str], timezone: str | None, unheld: Counter[str], *, ours: bool) -> dict[str, Any]:
    """Give the fields of the picture that a row of either extension is.

    `ours` tells that we have written it, in Audiovisual Core. Values that no field can hold are counted in `unheld`.
    """
    made: dict[str, Any] = {field: row[term] for term, field in _AS_WRITTEN.items() if term in row}
    for term, field in _SEVERAL.items():
        made[field] = [part for one in row.get(term, "").split("|") if (part := one.strip())]
    description = row.get("description")
    made |= _identifiers(row) | ({"alt_text": description} if ours else {"caption": row.get("caption", description)})
    unheld["description"] += not ours and description not in (None, made["caption"])
    made["license"] = licenses.read(row["license"]) if "license" in row else None
    made["media_type"] = row["format"].lower() if "/" in row.get("format", "") else None
    made["date_created"] = _date(row.get("CreateDate") or row.get("created"), timezone, unheld)
    if row.get("hashFunction", "").replace("-", "").casefold() in _SHA256:
        made["sha256"] = row.get("hashValue")
    return {field: value for field, value in made.items() if value not in (None, [], "")}


def _identifiers(row: Mapping[str, str]) -> dict[str, str | None]:
    identifier, address = row.get("identifier", ""), row.get("accessURI")
    if identifier.startswith(_URN):
        return {"uuid": identifier.removeprefix(_URN), "url": address}
    return {"url": address or (identifier if "://" in identifier else None)}


def _date(text: str | None, timezone: str | None, unheld: Counter[str]) -> str | None:
    """Read when a picture was taken; what is no date is none."""
    try:
        return times.stored(text, timezone) if text else None
    except BadValueError:
        unheld[NO_DATE] += 1
        return None
