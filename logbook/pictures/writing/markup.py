"""XML taken apart and written again with nothing lost: comments, prefixes, and white space that means something."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from logbook.errors import LogbookError
from logbook.pictures.properties import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element  # nosec B405 # no parser

_XML: Final = NAMESPACES["xml"]
_DEEPEST: Final = 100
"""Elements within elements; XMP needs a dozen."""
# A reader turns a bare CR into LF, and in an attribute every line end and tab into a space.
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE: Final = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


class Document(NamedTuple):
    """An XML document: its tree, and the prefix it uses for each namespace."""

    root: Element
    prefixes: dict[str, str]


def parsed(data: bytes) -> Document:
    """Read XML; raises LogbookError for what is none, declares a DTD or entities, or is nested past all use."""
    from logbook.pictures.elements import DefusedXmlException, DefusedXMLParser, ParseError

    keeper = _keeper()
    parser = DefusedXMLParser(target=keeper, forbid_dtd=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException:
        raise LogbookError("it declares a DTD or entities, which are never read") from None
    except (ParseError, ValueError, LookupError):
        raise LogbookError("it is not well-formed XML") from None
    return Document(root, keeper.prefixes)


def _keeper() -> Any:
    """Make what builds the tree, with its comments, and remembers the prefixes."""
    from logbook.pictures.elements import TreeBuilder

    class Keeper(TreeBuilder):
        def __init__(self) -> None:
            super().__init__(insert_comments=True, insert_pis=True)
            self.prefixes: dict[str, str] = {}
            self.depth = 0

        def start(self, tag: str, attrs: dict[str, str], /) -> Element:
            self.depth += 1
            if self.depth > _DEEPEST:
                raise ValueError(tag)
            return super().start(tag, attrs)

        def end(self, tag: str, /) -> Element:
            self.depth -= 1
            return super().end(tag)

        def start_ns(self, prefix: str, uri: str) -> None:
            self.prefixes.setdefault(uri, prefix or "")

    return Keeper()


def serialised(root: Element, prefixes: Mapping[str, str]) -> bytes:
    """Write a tree, indented, in UTF-8, every namespace declared at its root, under the name `prefixes` has for it."""
    _indent(root, "\n")
    named = _prefixes(root, prefixes)
    declared = "".join(f' xmlns:{prefix}="{uri.translate(_IN_ATTRIBUTE)}"' for uri, prefix in named.items())
    return "".join(_pieces(root, {**named, _XML: "xml"}, declared)).encode()


def _indent(element: Element, before: str) -> None:
    """Set each element on a line of its own; `before` is what stands before this one.

    ElementTree's own way leaves a circle behind each time, and this program has no garbage collector.
    """
    within = f"{before}  "
    if len(element) and not (element.text or "").strip():
        element.text = within
    for child in element:
        _indent(child, within)
        if not (child.tail or "").strip():
            child.tail = before if child is element[-1] else within


def _prefixes(root: Element, wanted: Mapping[str, str]) -> dict[str, str]:
    """Give every namespace in use a prefix of its own."""
    usual = {uri: prefix for prefix, uri in NAMESPACES.items()}
    names = (name for element in root.iter() if isinstance(element.tag, str) for name in (element.tag, *element.keys()))
    found: dict[str, str] = {}
    taken, numbers = {"xml"}, count(1)
    for uri in dict.fromkeys(name[1:].partition("}")[0] for name in names if name.startswith("{")):
        if uri != _XML:
            name = prefix = wanted.get(uri) or usual.get(uri) or "ns"
            while name in taken:
                name = f"{prefix}{next(numbers)}"
            taken.add(name)
            found[uri] = name
    return found


def _pieces(element: Element, prefixes: Mapping[str, str], declared: str = "") -> Iterator[str]:
    """Write an element, what is in it and what follows it."""
    text = element.text or ""
    if isinstance(element.tag, str):
        tag = _name(element.tag, prefixes)
        said = [f' {_name(key, prefixes)}="{value.translate(_IN_ATTRIBUTE)}"' for key, value in element.items()]
        yield f"<{tag}{declared}{''.join(said)}"
        if text or len(element):
            yield f">{text.translate(_IN_TEXT)}"
            for child in element:
                yield from _pieces(child, prefixes)
            yield f"</{tag}>"
        else:
            yield "/>"
    else:
        yield f"<!--{text}-->" if element.tag.__name__ == "Comment" else f"<?{text}?>"
    yield (element.tail or "").translate(_IN_TEXT)


def _name(name: str, prefixes: Mapping[str, str]) -> str:
    uri, brace, local = name[1:].partition("}")
    return f"{prefixes[uri]}:{local}" if brace else name
