"""What a logbook says of itself."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.changes import facts
from logbook.changes.drafts import Draft, Stamp
from logbook.changes.facts import FactWords
from logbook.errors import BadValueError, LogbookError
from logbook.records import Id, Info

ANNA = {"title": "Anna Berg", "email": "anna@example.org", "role": "contact"}


def stated(info: Info | None = None, **words: Any) -> Info:
    """Give what a logbook says of itself after some words."""
    info = info or Info()
    draft = Draft(lambda _: msgspec.json.encode(info), lambda _: 1, Stamp("2026-11-22T12:00:00Z", lambda: "u"))
    facts.state(draft, info, FactWords(**words))
    found: Info = draft.record(Id("logbook", 1))
    return found


def contributors(*texts: str, there: tuple[dict[str, str], ...] = ()) -> list[dict[str, str]]:
    return list(stated(Info(contributors=there), contributor=texts).contributors)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Anna Berg <anna@example.org>, contact", ANNA),
        ("Anna Berg", {"title": "Anna Berg"}),
        (" WWF , rights holder ", {"title": "WWF", "role": "rightsHolder"}),
        ("WCS, Russia, publisher", {"title": "WCS, Russia", "role": "publisher"}),
        (
            "WCS, Russia <https://russia.wcs.org> <info@wcs.org>; WCS",
            {"title": "WCS, Russia", "path": "https://russia.wcs.org", "email": "info@wcs.org", "organization": "WCS"},
        ),
        (
            "Ю. Дарман, Principal-Investigator; WWF",
            {"title": "Ю. Дарман", "role": "principalInvestigator", "organization": "WWF"},
        ),
    ],
)
def test_a_contributor_is_read_from_one_line(text: str, meant: dict[str, str]) -> None:
    assert contributors(text) == [meant]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (",", "names no contributor; write one as"),
        ("<anna@example.org>", "names no contributor"),
        ("Anna <anna>", "'anna' in 'Anna <anna>' is no e-mail or web address"),
        ("Anna <https://a b>", "is no e-mail or web address"),
        ("Anna, chief", "'chief' is no role of a contributor; it is one of contact, principalInvestigator"),
        ("Anna\0", "holds a NUL character"),
    ],
)
def test_a_contributor_that_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadValueError, match=said):
        contributors(text)


@given(st.text())
def test_no_text_is_a_fault_of_the_program(text: str) -> None:
    try:
        found = contributors(text)
    except BadValueError:
        return
    assert all(one["title"].strip() for one in found)


def test_who_is_there_is_said_more_of_and_others_join() -> None:
    there = ({"title": "anna berg"}, {"title": "WWF", "role": "publisher"})

    found = contributors("Anna Berg <anna@example.org>, contact", "WWF, rightsHolder", there=there)

    assert found == [ANNA, {"title": "WWF", "role": "publisher"}, {"title": "WWF", "role": "rightsHolder"}]


def test_contributors_of_two_are_united_and_what_ours_says_stays() -> None:
    nameless = {"email": "x@example.org"}
    theirs = [{"title": "anna berg", "email": "other@example.org", "organization": "WWF"}, nameless]

    assert facts.united([ANNA, nameless], theirs) == [{**ANNA, "organization": "WWF"}, nameless]
    assert facts.united([], [ANNA, {**ANNA, "role": "publisher"}]) == [ANNA, {**ANNA, "role": "publisher"}]
    assert facts.united([nameless], [{"email": "y@example.org"}]) == [nameless, {"email": "y@example.org"}]


def test_an_empty_word_takes_a_fact_out() -> None:
    info = Info(contributors=(ANNA,), project={"title": "L"}, license="CC0-1.0", media_license="CC0-1.0")

    assert stated(info, contributor=("",), project="", data_license="", media_license=" ") == Info()
    assert contributors("", "WWF", there=(ANNA,)) == [{"title": "WWF"}]


def test_a_project_is_said_more_of_and_another_takes_its_place() -> None:
    info = stated(project="Leopards", sampling_design="Simple random", capture_method=("time lapse", "timeLapse"))
    assert info.project == {"title": "Leopards", "sampling_design": "simpleRandom", "capture_method": ["timeLapse"]}

    assert stated(info, sampling_design="targeted").project == info.project | {"sampling_design": "targeted"}
    assert stated(info, project="Leopards").project == info.project
    assert stated(info, project="Lynx").project == {"title": "Lynx"}
    with pytest.raises(BadValueError, match="name it with --project TITLE"):
        stated(capture_method=("timeLapse",))


@pytest.mark.parametrize(
    ("text", "stored", "terms"),
    [
        ("cc by 4.0", "CC-BY-4.0", {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}),
        ("CC-BY-NC", "CC-BY-NC", {"name": "CC-BY-NC"}),
        ("InC", "http://rightsstatements.org/vocab/InC/1.0/", {"path": "http://rightsstatements.org/vocab/InC/1.0/"}),
        ("https://example.org/terms", "https://example.org/terms", {"path": "https://example.org/terms"}),
    ],
)
def test_a_licence_is_an_id_or_an_address(text: str, stored: str, terms: dict[str, str]) -> None:
    assert stated(data_license=text).license == stated(media_license=text).media_license == stored
    assert facts.license_terms(stored) == terms


@pytest.mark.parametrize("text", ["free for schools", "https://example.org/a b"])
def test_free_text_is_no_licence_of_a_data_set(text: str) -> None:
    with pytest.raises(BadValueError, match="--media-license takes an id"):
        stated(media_license=text)
    assert facts.license_terms(text) is None


def test_nothing_said_changes_nothing() -> None:
    info = Info(title="Ours", project={"title": "L"})

    assert stated(info) == info


def test_what_is_lacking_is_named_with_its_option() -> None:
    facts.require(stated(contributor=("Anna",), data_license="CC0-1.0"), "dwca", "contributors", "license")

    with pytest.raises(LogbookError) as refused:
        facts.require(Info(license="free for schools"), "dwca", "license")
    assert str(refused.value) == (
        "dwca needs a licence of the data; give them once, and the logbook keeps them: --data-license LICENSE"
    )
