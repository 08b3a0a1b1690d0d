"""The XML that pictures hold: the standard library's elements, and defusedxml's parsers that let nothing in with them.

They are imported together, by one thread: defusedxml imports the standard module anew for itself and puts the other
back, and an element made in the meantime would be of a type that no other element takes.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, SubElement, TreeBuilder  # nosec B405 # no parser

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, fromstring

__all__ = [
    "DefusedXMLParser",
    "DefusedXmlException",
    "Element",
    "ParseError",
    "SubElement",
    "TreeBuilder",
    "fromstring",
]
