"""What is unclear about who must be named, and about what the licences and permissions allow."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from logbook import credits, dates, licenses
from logbook.checks.faults import Facts, Said
from logbook.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.records import Book, Credit, Image


def credit_mismatch(book: Book, _: Facts) -> Iterator[Said]:
    """Find printed lines that are not among the spellings of their credit."""
    by_ref = {f"c{number}": credit for number, credit in book.credits.items()}
    for number, image in book.images.items():
        credit = by_ref.get(image.credit or "")
        if credit and image.credit_line and credits.find(image.credit_line, {0: credit}) is None:
            text = f"prints {image.credit_line!r}, which is no spelling of {image.credit}, {credit.name!r}"
            yield Said(f"i{number}", text, f"this sets both: logbook edit i{number} --credit LINE")


def unlinked_credit(book: Book, _: Facts) -> Iterator[Said]:
    """Find printed lines without a credit."""
    for number, image in book.images.items():
        if image.credit_line and not image.credit:
            advice = f"logbook edit i{number} --credit {shlex.quote(image.credit_line)}"
            yield Said(f"i{number}", f"prints {image.credit_line!r}, but belongs to no credit", advice)


def unused_credit(book: Book, _: Facts) -> Iterator[Said]:
    """Find credits without a picture."""
    used = {image.credit for image in book.images.values()}
    for number, credit in book.credits.items():
        if f"c{number}" not in used:
            yield Said(f"c{number}", f"no picture has the credit {credit.name!r}", f"logbook remove c{number}")


def license_fault(book: Book, _: Facts) -> Iterator[Said]:
    """Find licences that leave something open, each once: many pictures have the same."""
    found: dict[str, list[str]] = {}
    for which, record in _owned(book):
        if record.license:
            found.setdefault(record.license, []).append(which)
    for license_, ids in found.items():
        if fault := licenses.fault(license_):
            yield Said(None, f"{fault}: {listed(ids)}", f"logbook edit {ids[0]} --license LICENCE")


def permission_expired(book: Book, facts: Facts) -> Iterator[Said]:
    """Find permissions whose last day lies behind us."""
    for which, record in _owned(book):
        permission = record.permission
        until = dates.readable(permission.until) if permission and permission.status == "granted" else None
        if permission and until and until.latest.date() < facts.now.date():
            text = f"the permission ended: {dates.words(permission.until)}"
            yield Said(which, text, f"ask again, and then: logbook edit {which} --permission granted --until DATE")


def _owned(book: Book) -> Iterator[tuple[str, Image | Credit]]:
    yield from ((f"i{number}", image) for number, image in book.images.items())
    yield from ((f"c{number}", credit) for number, credit in book.credits.items())
