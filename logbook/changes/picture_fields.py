"""Words to fields, of a picture: what is said of it in `add`, `attach` and `edit`, and where it was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from logbook.changes.fields import said
from logbook.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Fields = dict[str, Any]

_FIELDS = {
    "license": "license",
    "title": "title",
    "caption": "caption",
    "alt": "alt_text",
    "writer": "caption_writer",
    "creator": "creator",
}


class PictureWords(Struct, frozen=True, kw_only=True):
    """What a person says of a picture, as typed; the credit is resolved elsewhere (`recording.py`)."""

    credit: str | None = None
    creator: tuple[str, ...] | None = None
    license: str | None = None
    title: str | None = None
    caption: str | None = None
    writer: str | None = None
    alt: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    position: int | None = None

    @property
    def single(self) -> list[str]:
        """Name what was said that can only be true of one picture."""
        return [name for name in ("title", "caption", "alt") if getattr(self, name) is not None]


def picture_fields(words: PictureWords, before: Mapping[str, Any]) -> Fields:
    """Give the fields that words of a picture mean, but for its credit; `before` is the picture (JSON)."""
    read = said(words)
    made: Fields = {field: read[name] for name, field in _FIELDS.items() if name in read}
    if words.published is not None:
        made["publications"] = _published(words, before.get("publications", [])) if words.published else None
    elif not {"publisher", "author", "position"}.isdisjoint(read):
        raise BadValueError("--publisher, --author and --position need --published TITLE, the title they belong to")
    return made


def _published(words: PictureWords, before: list[Fields]) -> list[Fields]:
    """Note a publication; one of the same title is said more of, not doubled."""
    new = {"title": words.published, "author": words.author, "publisher": words.publisher, "position": words.position}
    new = {name: value for name, value in new.items() if value is not None}
    if any(one.get("title") == words.published for one in before):
        return [one | new if one.get("title") == words.published else one for one in before]
    return [*before, new]
