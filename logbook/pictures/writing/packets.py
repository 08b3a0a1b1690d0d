"""XMP packets: what a picture's record says, alone or set into a packet that another program wrote.

XMP (ISO 16684-1) as RDF/XML in UTF-8, by the table in `properties`. Of another program's packet everything stays that
the record has no value for: its other properties, languages, keywords, comments and prefixes.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from logbook import __version__, dates, licenses
from logbook.errors import LogbookError
from logbook.patterns import pattern
from logbook.pictures.properties import PROPERTIES, Shape, qualified
from logbook.pictures.writing import markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element  # nosec B405 # no parser

    from logbook.pictures.properties import Property
    from logbook.records import Image

_RDF, _DESCRIPTION, _ABOUT, _ITEM = map(qualified, ("rdf:RDF", "rdf:Description", "rdf:about", "rdf:li"))
_RESOURCE, _PARSE_TYPE, _LANGUAGE = map(qualified, ("rdf:resource", "rdf:parseType", "xml:lang"))
_META, _TOOLKIT, _OWNER = map(qualified, ("x:xmpmeta", "x:xmptk", "plus:CopyrightOwnerName"))
_OURS: Final = "logbook "
_LISTS: Final[dict[Shape, str]] = {
    "languages": qualified("rdf:Alt"),
    "list": qualified("rdf:Seq"),
    "set": qualified("rdf:Bag"),
    "owners": qualified("rdf:Seq"),
}
_ANY: Final = "x-default"
_BEGIN, _END = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n', '\n<?xpacket end="w"?>\n'

# XMP has no seasons, no intervals and no doubts.
_DATE = pattern(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2}(?:T[0-9:]+(?:Z|[+-][0-9:]+)?)?)?)?")
# All that XML 1.0 has no way to write, not even as a reference.
_UNHELD = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TELLING = pattern(r"gps|l(?:at|ong)t?itude|serial_?number", re.IGNORECASE)


class Value(NamedTuple):
    """A property and what it is to say; one text is a tuple of one."""

    xmp: str
    shape: Shape
    texts: tuple[str, ...]


class Packet(NamedTuple):
    """A packet's bytes, and whether it says anything that it did not.

    `notes` are what it could not be told, `removed` what was taken out of it for giving a place or a camera away.
    """

    data: bytes
    changed: bool
    notes: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def written(image: Image, before: bytes = b"", *, without_position: bool = False) -> Packet:
    """Write a record as XMP: into the packet `before` of another program, else as a new one.

    A position in the record is never written; `without_position` takes the positions and serial numbers of `before` out
    too. Raises LogbookError where `before` cannot be read.
    """
    values, notes = _values(image)
    root, prefixes = markup.parsed(before) if before else (_blank(), {})
    ours = root.get(_TOOLKIT, "").startswith(_OURS)
    if ours and before:
        root, prefixes = _blank(), {}
    rdf = next(root.iter(_RDF), None)
    if rdf is None:
        raise LogbookError("it holds no XMP")
    removed = _without_position(rdf) if without_position else ()
    news = [_set(rdf, value) for value in values]
    data = _BEGIN.encode() + markup.serialised(root, prefixes) + _END.encode()
    changed = data != before if ours else any(news) or bool(removed)
    return Packet(data, changed, notes, removed)


def held(text: str) -> str:
    """Give a text without the characters that XML has no way to write: controls, halves of characters."""
    return _UNHELD.sub("", text)


def texts_of(image: Image, one: Property) -> list[str]:
    """Give what a record has for a property, without what no standard can hold."""
    said = getattr(image, one.field) or ()
    return list(filter(None, map(held, (said,) if isinstance(said, str) else said)))


def cut(text: str, most: int) -> str:
    """Cut a text to so many bytes of UTF-8, between two characters and not before a mark on one."""
    short = text.encode()[:most].decode(errors="ignore")
    while short not in {"", text} and unicodedata.category(text[len(short)]).startswith("M"):
        short = short[:-1]
    return short


def _blank() -> Element:
    """Make a packet that says nothing."""
    from logbook.pictures.elements import Element, SubElement

    root = Element(_META, {_TOOLKIT: f"{_OURS}{__version__}"})
    SubElement(SubElement(root, _RDF), _DESCRIPTION, {_ABOUT: ""})
    return root


def _values(image: Image) -> tuple[list[Value], tuple[str, ...]]:
    """Give what a record says, and notes of what XMP cannot hold of it."""
    values, notes = [], []
    for field, value in _said(image):
        texts = tuple(map(held, value.texts))
        lost = sum(map(len, value.texts)) - sum(map(len, texts))
        if lost:
            some = "a character" if lost == 1 else f"{lost} characters"
            notes.append(f"{field}: {some} that XML cannot hold left out")
        values += [value._replace(texts=whole)] if (whole := tuple(filter(None, texts))) else []
    taken = image.date_created
    if taken and not _is_held(taken):
        notes.append(f"date_created: {taken} left out, because XMP holds one date or time and no more")
    return values, tuple(notes)


def _said(image: Image) -> Iterator[tuple[str, Value]]:
    """Give each property that a record has a value for, with the field's name."""
    for field, xmp, shape, *_ in PROPERTIES:
        said = getattr(image, field)
        if field == "license" and said:
            page = licenses.url(said)
            yield field, Value(xmp, "address" if page else "text", (page or said,))
        elif field == "copyright_owner" and said:
            yield field, Value(xmp, shape, tuple(said.split("; ")))
        elif said:
            yield field, Value(xmp, shape, (said,) if isinstance(said, str) else said)
    taken = image.date_created
    if taken and _is_held(taken):
        yield "date_created", Value("photoshop:DateCreated", "text", (taken,))
        if "T" in taken:
            yield "date_created", Value("exif:DateTimeOriginal", "text", (taken,))
    if image.license and licenses.is_public_domain(image.license):
        yield "license", Value("xmpRights:Marked", "text", ("False",))
    elif image.copyright_notice or image.copyright_owner:
        yield "copyright_notice", Value("xmpRights:Marked", "text", ("True",))


def _is_held(edtf: str) -> bool:
    """Tell whether XMP can hold a date: a year, month, day or time, and nothing between or about."""
    return _DATE.fullmatch(edtf) is not None and dates.is_edtf(edtf)


def _set(rdf: Element, value: Value) -> bool:
    """Let a packet say a value; tell whether that is anything new. Keywords are added to those that are there."""
    from logbook.pictures.elements import SubElement

    name = qualified(value.xmp)
    every = [one for one in rdf if isinstance(one.tag, str)] or [SubElement(rdf, _DESCRIPTION, {_ABOUT: ""})]
    holders = [one for one in every if name in one.attrib or one.find(name) is not None]
    before = tuple(text for one in holders for text in _texts(one, name, value.shape))
    texts = tuple(dict.fromkeys((*before, *value.texts))) if value.shape == "set" else value.texts
    if texts == before:
        return False
    property_ = _property(name, value.shape, texts)
    if value.shape == "languages":
        property_[0].extend(_in_other_languages(holders, name, before, texts))
    for one in holders:
        one.attrib.pop(name, None)
        for old in one.findall(name):
            one.remove(old)
    (holders or every)[0].append(property_)
    return True


def _texts(holder: Element, name: str, shape: Shape) -> Iterator[str]:
    """Give what a property says, written as an attribute or as an element."""
    if name in holder.attrib:
        yield holder.attrib[name]
    for element in holder.findall(name):
        if shape not in _LISTS:
            yield element.get(_RESOURCE) or element.text or ""
        for item in element.iter(_ITEM) if shape in _LISTS else ():
            if shape == "owners":
                yield item.get(_OWNER) or "".join(owner.text or "" for owner in item.iter(_OWNER))
            elif shape != "languages" or item.get(_LANGUAGE) == _ANY:
                yield item.text or ""


def _property(name: str, shape: Shape, texts: Sequence[str]) -> Element:
    """Write a property."""
    from logbook.pictures.elements import Element, SubElement

    element = Element(name, {_RESOURCE: texts[0]} if shape == "address" else {})
    if shape == "text":
        element.text = texts[0]
    items = SubElement(element, _LISTS[shape]) if shape in _LISTS else element
    for text in texts if shape in _LISTS else ():
        if shape == "owners":
            SubElement(SubElement(items, _ITEM, {_PARSE_TYPE: "Resource"}), _OWNER).text = text
        else:
            SubElement(items, _ITEM, {_LANGUAGE: _ANY} if shape == "languages" else {}).text = text
    return element


def _in_other_languages(
    holders: Sequence[Element], name: str, before: Sequence[str], after: Sequence[str]
) -> Iterator[Element]:
    """Give what a property says in languages that have a name; where that was the default's text, it stays so."""
    for item in (item for one in holders for old in one.findall(name) for item in old.iter(_ITEM)):
        if item.get(_LANGUAGE, _ANY) != _ANY:
            item.text = after[0] if item.text in before else item.text
            yield item


def _without_position(rdf: Element) -> tuple[str, ...]:
    """Take out of a packet, at any depth, what tells a place or a camera's number; give the names."""
    removed = []
    for element in list(rdf.iter()):
        for name in [name for name in element.attrib if _tells(name)]:
            removed.append(_local(name))
            del element.attrib[name]
        for child in [child for child in element if isinstance(child.tag, str) and _tells(child.tag)]:
            removed.append(_local(child.tag))
            element.remove(child)
    return tuple(dict.fromkeys(removed))


def _tells(name: str) -> bool:
    return _TELLING.search(_local(name)) is not None


def _local(name: str) -> str:
    return name.rpartition("}")[2]
