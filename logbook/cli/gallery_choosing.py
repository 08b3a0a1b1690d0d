"""Which pictures a gallery shows, in which order, and which of them must not be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.cli import look, session
from logbook.errors import BadValueError, LogbookError
from logbook.records import Id, parse_id
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from logbook.cli.gallery import Asked
    from logbook.records import Book, Image
    from logbook.store.snapshot import Snapshot
    from logbook.tally.clearance import Judge

_NOTHING = "nothing was written"
_UNTOLD = "its credit line names a place that may not be told; agree on another line, or use --exact within the house"


def chosen(snapshot: Snapshot, asked: Asked) -> list[int]:
    """Number the pictures that are meant, in the order that was asked for, if one was.

    Raises LogbookError where there are none.
    """
    order = _typed_order(asked)
    book, found = look.pictures(snapshot, asked.wanted, look.found(snapshot, asked.ids))
    if not found:
        raise LogbookError(f"no picture was found, and {_NOTHING}; `logbook images` shows what there is")
    if order:
        return _in_order(look.found(snapshot, order), found)
    return list(found) if asked.like_publication is None else _as_printed(book, found, asked.like_publication)


def _typed_order(asked: Asked) -> list[str]:
    """Read the ids of `--order`. Raises BadValueError where they are not some pictures, each once."""
    if asked.order is None:
        return []
    if asked.like_publication is not None:
        raise BadValueError("--order and --like-publication are two orders; choose one")
    ids = [parse_id(text) for text in asked.order.split(",")]
    look.require_table(ids, "images")
    if doubled := next((one for one in ids if ids.count(one) > 1), None):
        raise BadValueError(f"{doubled} stands twice in --order; name each picture once")
    return list(map(str, ids))


def _in_order(order: Sequence[Id], found: Mapping[int, Image]) -> list[int]:
    out = ", ".join(str(one) for one in order if one.number not in found)
    inside = [one.number for one in order if one.number in found]
    if not inside:
        raise LogbookError(f"none of --order is among the pictures that are meant, and {_NOTHING}")
    if out:
        session.say(f"of --order left out, for they are not among the pictures that are meant: {out}")
    return inside


def _as_printed(book: Book, found: Collection[int], title: str) -> list[int]:
    from logbook.tally import contact_sheet, publications

    frames = publications.titled(contact_sheet.frames(book, found), title)
    if not frames:
        unknown = publications.not_known(book.images.values(), title)
        raise LogbookError(unknown or f"none of the pictures that are meant was printed under {quoted(title)}")
    return list(dict.fromkeys(frame.number for frame in frames))


def printable(judge: Judge, book: Book, images: Sequence[int], asked: Asked) -> tuple[list[int], dict[int, str]]:
    """Part the pictures that may be shown from those that must not be printed, each with the reasons.

    Raises LogbookError where there are any that were not to be skipped, or no others.
    """
    found = {number: judge.clearance(number) for number in images}
    barred = {number: "; ".join(one.reasons) for number, one in found.items() if one.state == "barred"}
    return _without(barred, book, images, asked), barred


def creditable(book: Book, told: Book, images: Sequence[int], asked: Asked) -> tuple[list[int], dict[int, str]]:
    """Part them as `printable` does: those whose credit line may not be told would stand on the page without it."""
    from logbook.tally.essay import uncredited

    barred = dict.fromkeys(uncredited(book, told, images), _UNTOLD)
    return _without(barred, book, images, asked), barred


def _without(barred: Mapping[int, str], book: Book, images: Sequence[int], asked: Asked) -> list[int]:
    """Give the others, and say which are left out. Raises LogbookError where that was not asked for, or all are."""
    from logbook.views import exported
    from logbook.views.text import singular

    kept = [number for number in images if number not in barred]
    if barred and not (kept and asked.skip_barred):
        session.say_all(_barred(number, book.images[number], reasons) for number, reasons in barred.items())
        few = f"{len(barred):,} of {singular(len(images), 'picture')} must not be printed for {asked.use} use"
        way = "; --skip-barred leaves them out" if kept else ""
        raise LogbookError(f"{few}, and {_NOTHING}{way}")
    by_reason: dict[tuple[str, str, str], list[str]] = {}
    for number, reasons in barred.items():
        by_reason.setdefault(("picture", "left out", f"barred for {asked.use} use: {reasons}"), []).append(f"i{number}")
    session.say_all(exported.notes(by_reason))
    return kept


def _barred(number: int, image: Image, reasons: str) -> str:
    named = f"i{number} {quoted(image.title)}" if image.title else f"i{number}"
    return f"{named} is barred: {reasons}"
