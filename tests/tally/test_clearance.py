"""May it be printed? Every rule of it, on its day, for its use; and what no rule may ever lead to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from logbook.records import USES, Book, Credit, Image, Permission, Sighting
from logbook.tally.clearance import Clearance, Judge, faults
from tests import essay

if TYPE_CHECKING:
    from logbook.records import PermissionStatus, Use
    from logbook.tally.clearance import State

TODAY = date(2026, 11, 22)
DEED = "https://creativecommons.org/licenses"
GRANTED = Permission(status="granted")
CREDITED = Image(credit_line="WCS")


def judged(
    image: Image,
    use: Use = "editorial",
    *,
    credit: Credit | None = None,
    embargo: str | None = None,
    today: date = TODAY,
) -> Clearance:
    """Judge picture i1, of sighting s3, which bears credit c2 where there is one."""
    book = Book(
        credits={2: credit} if credit else {},
        images={1: image},
        sightings={3: Sighting(images=("i1", "i9", "i1"), embargo_until=embargo), 4: Sighting(images=("i1",))},
    )
    return Judge(book, use, today=today).clearance(1)


def licensed(text: str | None, **fields: Any) -> Image:
    return Image(credit_line="WCS", license=text, **fields)


def answered(status: PermissionStatus, **fields: Any) -> Image:
    return Image(credit_line="WCS", permission=Permission(status=status, **fields))


@pytest.mark.parametrize(
    ("image", "use", "state", "reason"),
    [
        (CREDITED, "editorial", "not cleared", "nobody has been asked"),
        (licensed("CC-BY-4.0"), "commercial", "clear", "CC-BY-4.0"),
        (licensed("cc by 4.0"), "editorial", "clear", "CC-BY-4.0"),
        (licensed("CC-BY"), "editorial", "clear", "CC-BY"),
        (licensed("CC-BY-NC-4.0"), "noncommercial", "clear", "CC-BY-NC-4.0"),
        (licensed("CC-BY-NC-4.0"), "internal", "clear", "CC-BY-NC-4.0"),
        (
            licensed("CC-BY-NC-4.0"),
            "editorial",
            "not cleared",
            "CC-BY-NC-4.0 allows noncommercial use; editorial use has to be asked",
        ),
        (licensed("CC-BY-NC-4.0"), "commercial", "barred", "CC-BY-NC-4.0 by itself does not allow commercial use"),
        (licensed("leave of Anna"), "editorial", "not cleared", "the licence is free text: read it"),
        (
            licensed("InC"),
            "internal",
            "not cleared",
            "http://rightsstatements.org/vocab/InC/1.0/ does not say that internal use is allowed",
        ),
        (
            licensed(None, web_statement=f"{DEED}/by/4.0/deed.de"),
            "editorial",
            "clear",
            "CC-BY-4.0 (by its web statement)",
        ),
        (licensed("CC-BY-4.0", web_statement=f"{DEED}/by/4.0/"), "editorial", "clear", "CC-BY-4.0"),
        (licensed("CC-BY", web_statement="https://wcs.org/terms"), "editorial", "clear", "CC-BY"),
        # Two that contradict each other allow what both allow.
        (
            licensed("CC-BY-4.0", web_statement=f"{DEED}/by-nc/4.0/"),
            "commercial",
            "barred",
            "CC-BY-NC-4.0 by itself does not allow commercial use (by its web statement)",
        ),
        (
            licensed(None, web_statement="https://wcs.org/terms"),
            "editorial",
            "not cleared",
            "the terms are on the page of the web statement: read it",
        ),
        (
            licensed(None, usage_terms="Not on covers", web_statement="https://wcs.org"),
            "editorial",
            "not cleared",
            "the usage terms are free text: read them",
        ),
        (answered("granted"), "commercial", "clear", "granted"),
        (
            answered("granted", use="editorial", until="2027-12-31", reference="letter of 3 May"),
            "editorial",
            "clear",
            "granted for editorial until 2027-12-31, letter of 3 May",
        ),
        (
            answered("granted", by="WCS", use="Noncommercial, editorial"),
            "editorial",
            "clear",
            "granted by WCS for Noncommercial, editorial",
        ),
        (answered("granted", use=" , "), "commercial", "clear", "granted"),
        (answered("granted", use="editorial"), "internal", "clear", "granted for editorial"),
        (answered("granted", use="editorial"), "commercial", "not cleared", "granted for editorial only"),
        (
            answered("granted", use="editorial", until="2020"),
            "commercial",
            "not cleared",
            "granted for editorial only",
        ),
        (
            answered("granted", until="2026-11-21"),
            "editorial",
            "barred",
            "granted for any use until 2026-11-21, which is over",
        ),
        (answered("granted", until="2026-11-22"), "editorial", "clear", "granted for any use until 2026-11-22"),
        (answered("granted", until="2026"), "editorial", "clear", "granted for any use until 2026"),
        (
            answered("granted", until="2026~"),
            "editorial",
            "not cleared",
            "granted for any use until circa 2026, which may be over",
        ),
        (
            answered("granted", until="2026-23"),
            "editorial",
            "not cleared",
            "granted for any use until autumn 2026, which may be over",
        ),
        (answered("granted", until="2029~"), "editorial", "clear", "granted for any use until circa 2029"),
        (
            answered("granted", until="2024~"),
            "editorial",
            "barred",
            "granted for any use until circa 2024, which is over",
        ),
        (answered("granted", until="2027/.."), "editorial", "clear", "granted for any use until 2027/.."),
        (
            answered("granted", until="soon"),
            "editorial",
            "not cleared",
            "granted for any use until soon, which is no date",
        ),
        # Over for somebody else's use is nothing said against use in the house.
        (
            answered("granted", use="commercial", until="2020"),
            "internal",
            "not cleared",
            "granted for commercial until 2020, which is over",
        ),
        (answered("asked", by="WCS"), "editorial", "not cleared", "asked of WCS, no answer yet"),
        (
            answered("asked", use="editorial", reference="mail of 3 May"),
            "commercial",
            "not cleared",
            "asked for editorial, no answer yet, mail of 3 May",
        ),
        (answered("refused", by="WCS"), "internal", "barred", "refused by WCS"),
        (answered("refused", use="editorial"), "editorial", "barred", "refused for editorial"),
        (answered("refused", use="commercial"), "editorial", "not cleared", "refused for commercial only"),
        (
            answered("refused", use="commercial, posters"),
            "editorial",
            "barred",
            "refused for commercial, posters, which may mean editorial use: ask",
        ),
        (Image(), "editorial", "barred", "a credit line is due, and there is none"),
        (Image(credit_line="©."), "editorial", "barred", "a credit line is due, and there is none"),
        (Image(credit="c9", license="CC-BY-4.0"), "editorial", "barred", "a credit line is due, and there is none"),
        (Image(copyright_notice="WCS"), "editorial", "barred", "a credit line is due, and there is none"),
        (Image(), "internal", "not cleared", "nobody has been asked"),
        (Image(license="CC0-1.0"), "commercial", "clear", "CC0-1.0"),
        (
            Image(license="CC0-1.0", web_statement=f"{DEED}/by/4.0/"),
            "editorial",
            "barred",
            "a credit line is due, and there is none",
        ),
        (licensed(None, embargo_until="2026-12-01"), "internal", "barred", "under embargo until 2026-12-01"),
        (
            licensed("CC0-1.0", embargo_until="soon"),
            "editorial",
            "barred",
            "under embargo until 'soon', which is no date",
        ),
        (licensed("CC0-1.0", embargo_until="../2026"), "editorial", "barred", "under embargo until ../2026"),
        (licensed("CC0-1.0", embargo_until="2026/.."), "editorial", "barred", "under embargo until 2026/.."),
        (licensed("CC0-1.0", embargo_until="2025~"), "editorial", "barred", "under embargo until circa 2025"),
        (licensed("CC0-1.0", embargo_until="2026-11-22"), "editorial", "clear", "CC0-1.0"),
    ],
)
def test_a_picture_is_judged_by_what_is_said_of_it(image: Image, use: Use, state: State, reason: str) -> None:
    found = judged(image, use)
    assert (found.state, found.reasons[0].startswith(reason)) == (state, True), found
    assert not any(one.endswith(".") and ".." not in one for one in found.reasons)


@pytest.mark.parametrize(
    ("today", "state"), [(date(2026, 11, 30), "barred"), (date(2026, 12, 1), "clear"), (date(2026, 12, 2), "clear")]
)
def test_an_embargo_ends_on_its_day(today: date, state: State) -> None:
    assert judged(licensed("CC-BY-4.0", embargo_until="2026-12-01"), today=today).state == state
    assert judged(licensed("CC-BY-4.0"), embargo="2026-12-01", today=today).state == state


def test_the_embargo_of_any_sighting_that_it_shows_holds_for_a_picture() -> None:
    found = judged(replace(CREDITED, embargo_until="2027"), embargo="never")
    assert found.state == "barred"
    assert found.reasons == (
        "under embargo until 2027",
        "s3, which it shows, is under embargo until 'never', which is no date",
        "nobody has been asked",
    )


@pytest.mark.parametrize(
    ("image", "credit", "expected"),
    [
        (
            Image(credit="c2"),
            Credit(name="WCS", license="CC-BY-4.0"),
            Clearance("clear", ("CC-BY-4.0 (by default of c2)",)),
        ),
        (
            Image(credit_line="© wcs."),
            Credit(name="WCS", web_statement=f"{DEED}/by-nd/4.0/"),
            Clearance("clear", ("CC-BY-ND-4.0 (by its web statement, by default of c2)",)),
        ),
        (
            Image(credit="c2", license="ask Anna"),
            Credit(name="WCS", license="CC-BY-4.0"),
            Clearance("not cleared", ("the licence is free text: read it",)),
        ),
        (
            Image(credit="c2", usage_terms="Not on covers"),
            Credit(name="WCS", license="CC-BY-4.0"),
            Clearance("not cleared", ("the usage terms are free text: read them",)),
        ),
        (
            Image(credit="c2"),
            Credit(name="WCS", usage_terms="Not on covers"),
            Clearance("not cleared", ("the usage terms are free text: read them (by default of c2)",)),
        ),
        (
            Image(credit="c2"),
            Credit(name="WCS", permission=Permission(status="granted", until="2027", reference="contract 4")),
            Clearance("clear", ("granted for any use until 2027, contract 4 (by default of c2)",)),
        ),
        (
            Image(credit="c2", permission=Permission(status="refused")),
            Credit(name="WCS", permission=GRANTED, license="CC-BY-4.0"),
            Clearance("barred", ("refused", "CC-BY-4.0 (by default of c2)")),
        ),
        (
            Image(credit="c2", license="CC-BY-NC"),
            Credit(name="WCS", permission=GRANTED),
            Clearance(
                "clear",
                (
                    "granted for any use (by default of c2)",
                    "CC-BY-NC allows noncommercial use; editorial use has to be asked",
                ),
            ),
        ),
        (Image(credit="c2"), Credit(name="WCS"), Clearance("not cleared", ("nobody has been asked",))),
    ],
)
def test_a_credit_speaks_only_where_the_picture_says_nothing(image: Image, credit: Credit, expected: Clearance) -> None:
    assert judged(image, credit=credit) == expected


def test_an_open_licence_outlives_a_permission() -> None:
    image = Image(credit_line="WCS", license="CC-BY-4.0", permission=Permission(status="granted", until="2020"))
    assert judged(image) == Clearance("clear", ("CC-BY-4.0", "granted for any use until 2020, which is over"))
    closed = replace(image, license="CC-BY-NC-4.0")
    assert judged(closed).state == "barred"


def test_a_permission_in_force_gives_what_a_licence_does_not() -> None:
    image = Image(credit_line="WCS", license="CC-BY-NC-4.0", permission=GRANTED)
    assert judged(image, "commercial") == Clearance(
        "clear", ("granted for any use", "CC-BY-NC-4.0 by itself does not allow commercial use")
    )
    elsewhere = replace(image, permission=Permission(status="granted", use="editorial"))
    assert judged(elsewhere, "commercial").state == "barred"


@pytest.mark.parametrize("use", USES)
def test_nobody_has_been_asked_for_the_essay(use: Use) -> None:
    judge = Judge(essay.BOOK, use, today=TODAY)
    for number in essay.BOOK.images:
        assert judge.clearance(number) == Clearance("not cleared", ("nobody has been asked",))


@pytest.mark.parametrize(
    ("image", "missing", "expected"),
    [
        (Image(alt_text="A leopard on a ridge", license="CC-BY-4.0"), False, ()),
        (
            Image(file="cub.jpg", license="CC-BY-NC"),
            True,
            (
                "file missing: cub.jpg",
                "no alt text",
                "the licence CC-BY-NC has no version; ask which one is meant, as in CC-BY-NC-4.0",
            ),
        ),
        (Image(title="Rare sight", alt_text="rare sight"), False, ("the alt text only repeats the title",)),
    ],
)
def test_faults_are_what_is_to_be_mended(image: Image, missing: bool, expected: tuple[str, ...]) -> None:
    assert faults(image, missing=missing) == expected


DATES = st.sampled_from([None, "2020", "2026-11-22", "2027", "2026~", "2026-23", "soon"])
TEXTS = st.sampled_from([None, "WCS", "©"])
LICENSES = st.sampled_from([None, "CC0-1.0", "CC-BY-4.0", "CC-BY-NC", "InC", "ask Anna", f"{DEED}/by-nc/4.0/"])
PERMISSIONS = st.none() | st.builds(
    Permission,
    status=st.sampled_from(["granted", "asked", "refused"]),
    by=TEXTS,
    use=st.sampled_from([None, "editorial", "commercial, noncommercial", "internal", "posters"]),
    until=DATES,
)
IMAGES = st.builds(
    Image,
    credit=st.sampled_from([None, "c2", "c9"]),
    credit_line=TEXTS,
    license=LICENSES,
    web_statement=LICENSES,
    usage_terms=TEXTS,
    permission=PERMISSIONS,
    embargo_until=DATES,
)
CREDITS = st.none() | st.builds(
    Credit, name=st.just("WCS"), license=LICENSES, web_statement=LICENSES, permission=PERMISSIONS
)
RANK = {"barred": 0, "not cleared": 1, "clear": 2}


@given(IMAGES, CREDITS, DATES, st.sampled_from(USES))
def test_a_picture_has_one_state_and_its_reasons(
    image: Image, credit: Credit | None, embargo: str | None, use: Use
) -> None:
    found = judged(image, use, credit=credit, embargo=embargo)
    assert found.state in RANK
    assert found.reasons
    assert all(found.reasons)
    assert len(set(found.reasons)) == len(found.reasons)


@given(IMAGES, CREDITS, DATES, LICENSES, st.sampled_from(USES))
def test_no_licence_lifts_an_embargo_or_a_refusal(
    image: Image, credit: Credit | None, embargo: str | None, added: str | None, use: Use
) -> None:
    refused = replace(image, permission=Permission(status="refused"), license=added)
    assert judged(refused, use, credit=credit, embargo=embargo).state == "barred"
    later = replace(image, embargo_until="2027", license=added)
    assert judged(later, use, credit=credit, embargo=embargo).state == "barred"


@given(IMAGES, CREDITS, DATES)
def test_the_house_may_use_what_may_be_published_unless_its_own_use_was_named(
    image: Image, credit: Credit | None, embargo: str | None
) -> None:
    inside = judged(image, "internal", credit=credit, embargo=embargo)
    for use in USES:
        outside = judged(image, use, credit=credit, embargo=embargo)
        assert RANK[inside.state] >= RANK[outside.state] or "for internal" in inside.reasons[0]


@given(IMAGES, CREDITS, DATES, st.sampled_from(USES))
def test_nothing_is_printed_that_nobody_allowed(
    image: Image, credit: Credit | None, embargo: str | None, use: Use
) -> None:
    silent = replace(image, license=None, web_statement=None, permission=None)
    unsaid = credit and replace(credit, license=None, web_statement=None, permission=None)
    assert judged(silent, use, credit=unsaid, embargo=embargo).state != "clear"


@given(IMAGES, st.sampled_from(USES))
def test_a_credit_line_never_hurts(image: Image, use: Use) -> None:
    with_line, without = (replace(image, credit=None, credit_line=line) for line in ("WCS", None))
    assert RANK[judged(with_line, use).state] >= RANK[judged(without, use).state]


@pytest.mark.parametrize(
    ("by", "state", "reason"),
    [
        ("WWF-Russia", "not cleared", "granted by WWF-Russia for any use, and not by ISUNR"),
        ("isunr", "not cleared", "granted by isunr for any use, and not by WWF-Russia"),
        ("WWF Russia; ISUNR", "clear", "granted by WWF Russia; ISUNR for any use"),
        ("© WWF-Russia / ISUNR.", "clear", "granted by © WWF-Russia / ISUNR. for any use"),
        ("A. Keeper", "clear", "granted by A. Keeper for any use"),
        (None, "clear", "granted for any use"),
    ],
)
def test_one_party_of_several_does_not_answer_for_the_others(by: str | None, state: str, reason: str) -> None:
    image = Image(credit_line="© WWF-Russia / ISUNR", permission=Permission(status="granted", by=by))
    assert judged(image) == Clearance(state, (reason,))
