from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import credits as credit_lines
from logbook.credits import (
    alt_text_fault,
    begin,
    find,
    is_boilerplate,
    key,
    name,
    parties,
    require_line,
    with_spelling,
)
from logbook.errors import BadValueError
from logbook.records import Credit

LINES = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.lists(
        st.sampled_from(["©", "(c)", "( C )", "(", "c)", ".", "。", " ", "-", "\u2013", "/", "WWF", "é", "e\u0301"])
    ).map("".join),
)
WORDS = st.from_regex(r"[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?", fullmatch=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("© WWF-Russia / ISUNR", "©WWF Russia / ISUNR."),
        ("WCS", "(c) wcs"),
        ("WCS", "(C)WCS."),
        ("ⓒ WCS", "WCS"),
        ("WWF\u2013Russia", "WWF\u2011Russia"),
        ("WWF\u00a0Russia", "wwf\tRussia\n"),
        ("\uff37\uff23\uff33", "WCS"),
        ("© Иван Петров", "иван петров."),
        ("© 张三\uff0fWCS。", "张三/WCS"),
        ("José", "Jose\u0301"),
        ("\ufeffWCS\u200b", "WCS"),
    ],
)
def test_spellings_of_one_credit_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("WCS", "WWF"), ("A / B", "A B"), ("Иван", "Ivan"), ("José", "Jose"), ("A & B", "A / B"), ("2013 WCS", "WCS")],
)
def test_different_credits_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("©WWF Russia / ISUNR.", "WWF Russia / ISUNR"),
        ("© WWF-Russia / ISUNR", "WWF-Russia / ISUNR"),
        ("Photo (c) WCS", "Photo WCS"),
        ("Panthera Inc.", "Panthera Inc"),
        ("  WCS  ", "WCS"),
        ("©", ""),
    ],
)
def test_a_credit_is_named_without_sign_and_full_stop(line: str, expected: str) -> None:
    assert name(line) == expected


@given(LINES)
def test_a_name_has_the_key_of_its_line(line: str) -> None:
    assert key(name(line)) == key(line)


@given(LINES)
def test_a_key_is_its_own_key(line: str) -> None:
    assert key(key(line)) == key(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("© WWF-Russia / ISUNR", ("WWF-Russia", "ISUNR")),
        ("A / B via C", ("A", "B", "C")),
        ("AP/Getty", ("AP", "Getty")),
        ("A | B; C", ("A", "B", "C")),
        ("A / via B", ("A", "B")),
        ("A Via B", ("A", "B")),
        ("张三\uff0fWCS", ("张三", "WCS")),
        ("Via Verde Photos", ("Via Verde Photos",)),
        ("Octavia Viana", ("Octavia Viana",)),
        ("WCS", ("WCS",)),
        ("WCS, https://wcs.org/photos", ("WCS, https://wcs.org/photos",)),
        ("https://wcs.org/a/b; WWF", ("https://wcs.org/a/b", "WWF")),
        ("www.wcs.org/a via AP", ("www.wcs.org/a", "AP")),
        ("n/a", ("n/a",)),
        ("Zoo c/o WCS / AP", ("Zoo c/o WCS", "AP")),
        (" / ", ()),
    ],
)
def test_parties_stand_between_strokes_and_via(line: str, expected: tuple[str, ...]) -> None:
    assert parties(line) == expected


@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from([" / ", "/", " | ", "; ", " via "]))
def test_parties_are_what_was_joined(names: list[str], between: str) -> None:
    assert parties(between.join(names)) == tuple(names)


@given(st.text("abcXYZ /|;&-,.©", max_size=30))
def test_parties_keep_every_letter(line: str) -> None:
    assert re.findall("[a-zA-Z]", "".join(parties(line))) == re.findall("[a-zA-Z]", line)


@pytest.mark.parametrize("line", ["", "  ", "©", "(c).", " - ", ".", "\u200b"])
def test_a_line_that_names_nobody_is_refused(line: str) -> None:
    with pytest.raises(BadValueError, match="names nobody"):
        require_line(line)


def test_a_line_is_kept_as_typed() -> None:
    assert require_line(" ©WWF  Russia / ISUNR.\n") == "©WWF  Russia / ISUNR."


def test_a_credit_begins_with_its_first_line() -> None:
    expected = Credit(name="WWF-Russia / ISUNR", parties=("WWF-Russia", "ISUNR"), spellings=("© WWF-Russia / ISUNR",))
    assert begin("© WWF-Russia / ISUNR") == expected


def test_spellings_are_kept_in_order_without_doubles() -> None:
    credit = with_spelling(begin("© WWF-Russia / ISUNR"), "©WWF Russia / ISUNR.")
    assert credit.spellings == ("© WWF-Russia / ISUNR", "©WWF Russia / ISUNR.")
    assert with_spelling(credit, "© WWF-Russia / ISUNR") is credit


def test_a_line_finds_the_first_credit_it_is_a_spelling_of() -> None:
    book = {3: Credit(name="WCS"), 2: begin("© WWF-Russia / ISUNR"), 5: Credit(name="Society", spellings=("W.C.S",))}
    assert find("©wcs.", book) == 3
    assert find("WWF Russia/ISUNR", book) == 2
    assert find("w.c.s", book) == 5
    assert find("Panthera", book) is None
    assert find("©", book) is None
    assert find("WCS", {9: Credit(name="WCS"), 4: Credit(name="wcs")}) == 4


@given(LINES, LINES)
def test_a_spelling_that_was_added_is_found(first: str, line: str) -> None:
    credit = with_spelling(Credit(name=name(first)), line)
    assert line in credit.spellings
    assert find(line, {1: credit}) == (1 if key(line) else None)


@pytest.mark.parametrize(
    "alt",
    [
        "amur leopard cub on camera",
        "amur leopard caught on camera trap",
        "amur leopard and cub in China",
        "An Amur leopard in Russia",
        "A leopard, her two cubs and a raven, on fresh snow",
        "A leopard, two cubs, a raven, and fresh snow",
        "Leopard, cub, snow",
        "Leopards, bears, deer, boar: all came past.",
        "Самка леопарда и её котята на снегу",
        "x" * 250,
    ],
)
def test_a_description_is_an_alt_text(alt: str) -> None:
    assert alt_text_fault(alt, "Rare sight") is None


@pytest.mark.parametrize(
    ("alt", "fault"),
    [
        ("amur leopard, amur leopards, leopard cubs, rare cats, wildlife, endangered species", "search words"),
        ("leopard; cub; snow; Land of the Leopard; Russia", "search words"),
        ("IMG_0123.jpg", "file"),
        ("leopard cub 12.JPEG", "file"),
        ("DSC01234", "file"),
        ("IMG_0123", "file"),
        ("", "empty"),
        (" \n", "empty"),
        ("rare sight ", "title"),
        ("x" * 251, "251"),
    ],
)
def test_what_is_no_alt_text_has_a_fault(alt: str, fault: str) -> None:
    found = alt_text_fault(alt, "Rare sight")
    assert found is not None
    assert fault in found


@given(LINES)
def test_any_text_can_be_asked_for_its_fault(text: str) -> None:
    fault = alt_text_fault(text)
    assert fault is None or len(fault) < credit_lines.MAX_ALT


@pytest.mark.parametrize(
    ("text", "camera"),
    [
        ("Copyright Cuddeback, 2021", None),
        ("Copyright 2021 Cuddeback", "Cuddeback 1279"),
        ("Copyright 2002", None),
        ("© 2019", None),
        ("©", None),
        ("RECONYX", None),
        ("(c) Reconyx, Inc. 2013. All Rights Reserved.", None),
        ("Copyright, Stealth Cam, LLC", None),
        ("NIKON CORPORATION", None),
        ("(C) 2010-2013 Non-Typical Inc.", None),
        ("Copyright 2015 Ltl Acorn", None),
        ("© TrailWatch 5 2018", "TrailWatch 5 Pro"),
        ("\uff32\uff25\uff23\uff2f\uff2e\uff39\uff38", None),
    ],
)
def test_what_a_camera_writes_into_every_picture_is_boilerplate(text: str, camera: str | None) -> None:
    assert is_boilerplate(text, camera)


@pytest.mark.parametrize(
    ("text", "camera"),
    [
        ("WCS", "RECONYX HYPERFIRE 2"),
        ("© 2013 WCS", "RECONYX HC600"),
        ("© WWF-Russia / ISUNR", None),
        ("Photo: Reconyx / WCS", "RECONYX HC600"),
        ("Иван Петров", "Canon EOS R5"),
        ("张三", None),
        ("Canonica Rossi", None),
        ("Sonya Leicak", None),
        ("1885", None),
        ("© 2013 2 cubs", None),
        ("TrailWatch", "Other 5"),
        ("Panthera", None),
    ],
)
def test_what_names_somebody_is_no_boilerplate(text: str, camera: str | None) -> None:
    assert not is_boilerplate(text, camera)


@given(LINES, WORDS)
def test_a_name_among_boilerplate_is_seen(line: str, name: str) -> None:
    assert not is_boilerplate(f"Copyright 2021 {line} Q{name}z Cuddeback")
