"""The IPTC Photo Metadata properties that a picture's record has fields for, and where a file keeps each of them.

IPTC Photo Metadata Standard 2025.1: one property may stand in XMP, in the older IIM and in Exif. Reading and writing
both go by this table.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Shape = Literal["text", "languages", "list", "set", "address", "owners"]
"""How XMP holds a value: text, text by language (rdf:Alt), in order (rdf:Seq), in no order (rdf:Bag), an address
(rdf:resource), or PLUS's list of owners."""


class Dataset(NamedTuple):
    """A dataset of IIM 4.2: its number in record 2, and the most bytes that one value may have."""

    number: int
    most: int
    repeats: bool = False


class Property(NamedTuple):
    """A field of `records.Image`, its property in XMP, its dataset in IIM and its tag in Exif."""

    field: str
    xmp: str
    shape: Shape
    iim: Dataset | None = None
    exif: int | None = None


NAMESPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "x": "adobe:ns:meta/",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}

PROPERTIES: Final = (
    Property("title", "photoshop:Headline", "text", Dataset(105, 256)),
    Property("caption", "dc:description", "languages", Dataset(120, 2000), 0x010E),
    Property("caption_writer", "photoshop:CaptionWriter", "text", Dataset(122, 32)),
    Property("alt_text", "Iptc4xmpCore:AltTextAccessibility", "languages"),
    Property("creator", "dc:creator", "list", Dataset(80, 32, repeats=True), 0x013B),
    Property("credit_line", "photoshop:Credit", "text", Dataset(110, 32)),
    Property("copyright_notice", "dc:rights", "languages", Dataset(116, 128), 0x8298),
    Property("copyright_owner", "plus:CopyrightOwner", "owners"),
    Property("supplier", "photoshop:Source", "text", Dataset(115, 32)),
    Property("usage_terms", "xmpRights:UsageTerms", "languages"),
    Property("web_statement", "xmpRights:WebStatement", "text"),
    Property("license", "cc:license", "address"),
    Property("tags", "dc:subject", "set", Dataset(25, 64, repeats=True)),
)
"""All but the time of capture and the position, which every standard writes in its own way."""


def qualified(name: str) -> str:
    """Write `dc:rights` as ElementTree names it: `{namespace}rights`."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
