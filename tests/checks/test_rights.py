"""Credit lines, licences and permissions that leave something open."""

from __future__ import annotations

from typing import Any

import pytest

from logbook.records import Book, Credit, Image, Permission
from tests.checks.asking import found, ids, pictured


@pytest.mark.parametrize(
    ("credit", "line", "faulty"),
    [
        ("c1", "© WWF", True),
        ("c2", "©WWF.", False),
        ("c1", None, False),
        (None, "© WWF", False),
        ("c9", "© WWF", False),
    ],
)
def test_a_line_that_is_no_spelling_of_its_credit(credit: str | None, line: str | None, *, faulty: bool) -> None:
    assert ids("credit-mismatch", pictured(credit=credit, credit_line=line)) == ["i1"] * faulty


def test_a_line_that_belongs_to_no_credit() -> None:
    (finding,) = found("unlinked-credit", pictured(credit_line="© Feng Limin"))

    assert finding.severity == "note"
    assert finding.advice == "logbook edit i1 --credit '© Feng Limin'"
    assert found("unlinked-credit", pictured(credit="c1", credit_line="WCS")) == []


def test_a_licence_that_leaves_something_open_is_told_once() -> None:
    book = Book(
        images={
            1: Image(license="CC-BY-4.0"),
            **{number: Image(license="CC-BY-NC") for number in (2, 3, 4)},
            5: Image(license="ask the ranger"),
            6: Image(),
        },
        credits={1: Credit(name="WCS", license="CC-BY-NC"), 2: Credit(name="WWF", license="CC0-1.0")},
    )

    unversioned, free = found("license", book)
    assert unversioned.severity == "note"
    assert unversioned.text.startswith("the licence CC-BY-NC has no version")
    assert unversioned.text.endswith(": i2, i3, i4 and 1 more")
    assert unversioned.advice == "logbook edit i2 --license LICENCE"
    assert free.text.endswith(": i5")


@pytest.mark.parametrize(
    ("status", "until", "is_told"),
    [
        ("granted", "2026-11-21", True),
        ("granted", "2026-10", True),
        ("granted", "2026-11-22", False),
        ("granted", "2026", False),
        ("granted", "../2025", True),
        ("granted", "soon", False),
        ("granted", None, False),
        ("refused", "2025", False),
        ("asked", "2025", False),
    ],
)
def test_a_permission_ends_with_its_last_day(status: Any, until: str | None, is_told: bool) -> None:
    permission = Permission(status=status, until=until)
    book = Book(images={1: Image(permission=permission)}, credits={2: Credit(name="WCS", permission=permission)})

    assert ids("permission-expired", book) == (["i1", "c2"] if is_told else [])
