"""Words to fields, of a picture: what is said of it in `add`, `attach` and `edit`, and where it was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logbook import dates
from logbook.changes.fields import embargoed, option, said
from logbook.changes.rights import RightsWords, rights_fields
from logbook.errors import BadValueError

if TYPE_CHECKING:
    from logbook.changes.fields import Setting
    from logbook.records import Id

    Fields = dict[str, Any]

_FIELDS = {
    "title": "title",
    "caption": "caption",
    "alt": "alt_text",
    "writer": "caption_writer",
    "creator": "creator",
    "owner": "copyright_owner",
    "notice": "copyright_notice",
    "supplier": "supplier",
    "tag": "tags",
}
_OF_PUBLICATION = {
    "author": "author",
    "publisher": "publisher",
    "published_on": "date",
    "published_at": "url",
    "position": "position",
}


class PictureWords(RightsWords, frozen=True, kw_only=True):
    """What a person says of a picture, as typed; the credit is resolved elsewhere (`recording.py`)."""

    credit: str | None = None
    creator: tuple[str, ...] | None = None
    title: str | None = None
    caption: str | None = None
    writer: str | None = None
    alt: str | None = None
    owner: str | None = None
    notice: str | None = None
    supplier: str | None = None
    tag: tuple[str, ...] | None = None
    embargo: str | None = None
    published: str | None = None
    author: str | None = None
    publisher: str | None = None
    published_on: str | None = None
    published_at: str | None = None
    position: int | None = None

    @property
    def single(self) -> list[str]:
        """Name what was said that can only be true of one picture."""
        return [name for name in ("title", "caption", "alt", "position") if getattr(self, name)]


def picture_fields(words: PictureWords, which: Id, setting: Setting) -> Fields:
    """Give the fields that words of a picture mean, but for its credit; `setting.before` is the picture as it was.

    Raises BadValueError naming the word that means nothing.
    """
    read = said(words)
    made: Fields = {field: read[name] for name, field in _FIELDS.items() if name in read}
    if words.embargo is not None:
        made |= embargoed(words.embargo, setting)
    parts = {field: read[name] for name, field in _OF_PUBLICATION.items() if name in read}
    if parts and not words.published:
        names = [option(name) for name in _OF_PUBLICATION]
        raise BadValueError(f"{', '.join(names[:-1])} and {names[-1]} need --published TITLE, the title they belong to")
    if words.published is not None:
        made["publications"] = _published(words.published, parts, setting)
    return made | rights_fields(words, which, setting)


def _published(title: str, parts: Fields, setting: Setting) -> list[Fields]:
    """Note a publication; one of the same title is said more of, not doubled, and an empty title takes all out."""
    if not title:
        return []
    if parts.get("date"):
        parts["date"] = dates.parse(parts["date"], now=setting.now)
        dates.require_past(parts["date"], now=setting.now)
    before: list[Fields] = setting.before.get("publications", [])
    if all(one.get("title") != title for one in before):
        before = [*before, {"title": title}]
    return [_filled({**one, **parts}) if one.get("title") == title else one for one in before]


def _filled(publication: Fields) -> Fields:
    return {name: value for name, value in publication.items() if value != ""}
