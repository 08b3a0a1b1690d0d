"""What is asked of a picture itself, or of any record: its credit, a tag, a text, what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from logbook import credits, places
from logbook.errors import BadValueError
from logbook.query.missing import OF_IMAGES, all_fields, lacks, parted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from logbook.query import Filter
    from logbook.records import Book, Credit, Deployment, Image, Sighting

    PictureTest = Callable[[Image], bool]


def credited(book: Book, wanted: Filter) -> PictureTest | None:
    """Take a picture by its credit: an id, a name, a spelling or one of the parties."""
    if wanted.credit is None:
        return None
    asked = credits.key(credits.require_line(wanted.credit))
    refs = {f"c{number}" for number, credit in book.credits.items() if _is_called(credit, asked)}
    refs.add(wanted.credit.strip().lower())
    return lambda image: image.credit in refs or (image.credit_line is not None and _bears(image.credit_line, asked))


def _is_called(credit: Credit, asked: str) -> bool:
    return asked in map(credits.key, (credit.name, *credit.spellings, *credit.parties))


def _bears(line: str, asked: str) -> bool:
    return asked in map(credits.key, (line, *credits.parties(line)))


def tagged(_: Book, wanted: Filter) -> Callable[[Sighting | Image], bool] | None:
    """Take a record that has the tag, whatever its case and accents."""
    if wanted.tag is None:
        return None
    asked = _folded(_require_text(wanted.tag, "tag"))
    return lambda record: any(_folded(tag) == asked for tag in record.tags)


def saying(_: Book, wanted: Filter) -> Callable[[Sighting | Image], bool] | None:
    """Take a record that has the text somewhere, whatever its case and accents."""
    if wanted.text is None:
        return None
    _require_text(wanted.text, "text")
    # Signs alone, such as "©", fold to nothing and are looked for as they are.
    fold = places.fold if places.fold(wanted.text) else str.casefold
    asked = fold(wanted.text)
    return lambda record: asked in fold(" ".join(_texts(record)))


def _require_text(text: str, what: str) -> str:
    """Refuse nothing at all, which every record has: an empty variable in somebody's script."""
    if not text.strip():
        raise BadValueError(f"the {what} to look for is empty; type it, or leave --{what} out")
    return text


def _folded(text: str) -> str:
    return places.fold(text) or text


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)


def _bare(_: Book, wanted: Filter) -> PictureTest | None:
    own = all_fields(parted(wanted.missing, OF_IMAGES)[0])
    return (lambda image: lacks(image, own)) if own else None


PICTURE_TESTS = (credited, tagged, saying, _bare)
"""All that is asked of a picture itself."""


def camera_names(ref: str, deployment: Deployment) -> set[str]:
    """Give what a camera may be called, folded: its id, its place, or the last part of that."""
    place = deployment.location_name or ""
    names = (ref, place, place.rpartition("/")[2], deployment.deployment_id, deployment.camera_id)
    return {places.fold(name) for name in names if name}
