"""XMP (ISO 16684-1): RDF in XML, in a picture or in a sidecar beside it, read without entities and without a DTD."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, Final

from logbook import licenses
from logbook.patterns import pattern
from logbook.pictures.properties import PROPERTIES, Property, qualified
from logbook.pictures.reading.said import Said, distinct, moment, most_exact, position, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element  # nosec B405 # no parser

_RDF, _DESCRIPTION, _ITEM = map(qualified, ("rdf:RDF", "rdf:Description", "rdf:li"))
_ALT, _BAG, _SEQ = map(qualified, ("rdf:Alt", "rdf:Bag", "rdf:Seq"))
_RESOURCE, _VALUE, _LANGUAGE = map(qualified, ("rdf:resource", "rdf:value", "xml:lang"))
_OWNER_NAME: Final = qualified("plus:CopyrightOwnerName")
_UTF_16: Final = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_MOST_PARTS: Final = 200_000
"""Elements and attributes together; they take far more memory than the bytes that they are written in."""
_TIMES: Final = ("photoshop:DateCreated", "exif:DateTimeOriginal")
_DEGREES = pattern(
    r"(?P<degrees>\d{1,3}),(?P<minutes>\d{1,2}(?:\.\d+)?)(?:,(?P<seconds>\d{1,2}(?:\.\d+)?))?(?P<side>[NSEW])", re.ASCII
)


def read(packet: bytes, what: str = "its XMP") -> Said:
    """Read a packet, called `what` in a note; one that is broken, or declares entities or a DTD, is not read."""
    if packet.count(b"<") + packet.count(b"=") > _MOST_PARTS:
        return Said({}, notes=(f"{what} has more parts than anybody writes and was not read",))
    from logbook.pictures.elements import DefusedXmlException, ParseError, fromstring

    try:
        root = fromstring(_in_utf_8(packet), forbid_dtd=True)
    except DefusedXmlException:
        return Said({}, notes=(f"{what} declares entities, which are never read",))
    except (ParseError, ValueError, LookupError):
        return Said({}, notes=(f"{what} is broken and was not read",))
    said = _Properties(root)
    tagged = (
        *said.texts("lr:hierarchicalSubject"),
        *_digikam(said.texts("digiKam:TagsList")),
        *said.texts("dc:subject"),
    )
    keywords = tuple(dict.fromkeys(keyword for keyword in tagged if "|" in keyword))
    return Said(_fields(said), said.text("dc:title"), keywords)


def _in_utf_8(packet: bytes) -> bytes:
    """Give a packet as the parser takes it: without padding, and in UTF-8 where UTF-16 does not say that it is that."""
    if packet.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return packet
    encoding = _UTF_16.get(packet[:2])
    return (packet.decode(encoding).encode() if encoding else packet).strip(b"\0 \t\r\n")


def _digikam(tags: Iterable[str]) -> Iterator[str]:
    """Write digiKam's `Species/Leopard Cat` as Lightroom and others do."""
    return (tag.replace("/", "|") for tag in tags)


class _Properties:
    """The properties of a packet, by their names as ElementTree writes them; the first of a name counts."""

    def __init__(self, root: Element) -> None:
        self._nodes: dict[str, Element] = {}
        self._attributes: dict[str, str] = {}
        for rdf in root.iter(_RDF):
            for subject in rdf:
                for name, text in subject.attrib.items():
                    self._attributes.setdefault(name, text)
                for node in subject:
                    self._nodes.setdefault(node.tag, node)

    def node(self, name: str) -> Element | None:
        return self._nodes.get(qualified(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Give all that a property says, in whichever way RDF allows it to be written; the default language first."""
        node = self.node(name)
        if node is None:
            return distinct((self._attributes.get(qualified(name), ""),))
        return distinct(_text(item) for item in _items(node))

    def owners(self, name: str) -> tuple[str, ...]:
        """Give the names of PLUS's owners, which are structures."""
        node = self.node(name)
        return () if node is None else distinct(_member(item, _OWNER_NAME) for item in _items(node))

    def text(self, name: str) -> str | None:
        return next(iter(self.texts(name)), None)


def _fields(said: _Properties) -> dict[str, Any]:
    """Put what was said into the fields of `records.Image`; what says nothing is not there."""
    fields: dict[str, Any] = {one.field: _value(said, one) for one in PROPERTIES}
    fields["date_created"] = most_exact(moment(said.text(name) or "") for name in _TIMES)
    return told(fields | _position(said))


def _value(said: _Properties, one: Property) -> str | tuple[str, ...] | None:
    match one.shape:
        case "list" | "set":
            return said.texts(one.xmp)
        case "owners":
            return "; ".join(said.owners(one.xmp) or said.texts("xmpRights:Owner"))
        case "address":
            text = said.text(one.xmp)
            return licenses.read(text) if text else None
    return said.text(one.xmp)


def _position(said: _Properties) -> dict[str, float]:
    """Read a position, each half with its hemisphere; a receiver that says it had no fix has none."""
    if said.text("exif:GPSStatus") == "V":
        return {}
    return position(_degrees(said.text("exif:GPSLatitude"), "NS"), _degrees(said.text("exif:GPSLongitude"), "EW"))


def _degrees(text: str | None, sides: str) -> float | None:
    """Read `43,28.0469N` or `43,28,2.8N`; None where it is not written so."""
    match = _DEGREES.fullmatch(text or "")
    if match is None or match["side"] not in sides:
        return None
    size = int(match["degrees"]) + float(match["minutes"]) / 60 + float(match["seconds"] or 0) / 3600
    return size if match["side"] == sides[0] else -size


def _items(node: Element) -> Iterable[Element]:
    """Give the items of an array, those of the default language first; what is no array is its only item."""
    array = next((child for child in node if child.tag in {_ALT, _BAG, _SEQ}), None)
    if array is None:
        return (node,)
    items = (item for item in array if item.tag == _ITEM)
    return sorted(items, key=lambda item: item.get(_LANGUAGE, "").lower() != "x-default")


def _text(node: Element) -> str:
    """Give a value: an address, a value with qualifiers, or plain text."""
    return node.get(_RESOURCE) or _member(node, _VALUE) or node.text or ""


def _member(node: Element, name: str) -> str:
    """Give a member of a structure: it may be an attribute or an element, of the node or of a Description in it."""
    for holder in (node, *(child for child in node if child.tag == _DESCRIPTION)):
        found = holder.find(name)
        text = holder.get(name) if found is None else found.text
        if text:
            return text
    return ""
