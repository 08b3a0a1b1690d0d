"""XML as data sets have it, read whole: what describes an archive, and waypoints."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from logbook.errors import LogbookError
from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element  # nosec B405 # no parser

    from logbook.formats.sources import Source

_LARGEST: Final = 64 << 20
"""Bytes; the metadata of a download from thousands of data sets have a few million."""
_NO_XML: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read(source: Source, file: str) -> Element:
    """Read an XML file. Raises LogbookError for what is none, or declares entities."""
    from xml.etree.ElementTree import ParseError  # nosec B405 # no parser

    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    data = source.whole(file, _LARGEST, "is too large to be read whole (64 MiB); nothing of it was read")
    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise LogbookError(f"{file} declares a DTD or entities, which are never read") from None
    except (ParseError, ValueError, LookupError):
        raise LogbookError(f"{file} is not well-formed XML") from None
    return root


def escaped(text: str) -> str:
    """Write a text so that it can stand in an element or in quotes, without what no XML can hold."""
    return html.escape(_NO_XML.sub("", text))


def local(element: Element) -> str:
    """Give an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text(element: Element | None) -> str | None:
    """Give all the text in an element, with single blanks; None where there is none."""
    words = "" if element is None else " ".join("".join(element.itertext()).split())
    return words or None


def below(element: Element, *path: str) -> Iterator[Element]:
    """Give the elements at the end of a path of names."""
    if not path:
        yield element
        return
    for child in element:
        if local(child) == path[0]:
            yield from below(child, *path[1:])
