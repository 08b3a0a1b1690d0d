from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import places
from logbook.errors import BadValueError, LogbookError, NotOneError
from logbook.places import Filed, file_region, hemisphere, region_matcher

KNOWN = ["Hunchun, Jilin, China", "Land of the Leopard, Primorye, Russia", "Sanjiangyuan"]
TWO = ["Springfield, Illinois, United States", "Springfield, Ohio, United States"]


def note(text: str, known: list[str] = KNOWN) -> str:
    return file_region(text, known).note or ""


def region(text: str, known: list[str] = KNOWN) -> str:
    return file_region(text, known).region


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wangqing,Jilin,  China", "Wangqing, Jilin, China"),
        ("cn", "China"),
        ("wangqing, CHN", "wangqing, China"),
        ("Yangon, Burma", "Yangon, Myanmar"),
        ("Russian Federation", "Russia"),
        ("Seoul, Korea, Republic of", "Seoul, South Korea"),
        ("Atlanta, Georgia, USA", "Atlanta, Georgia, United States"),
        ("CA, USA", "CA, United States"),
        ("CA", "Canada"),
        ("Mexico, Mexico", "Mexico, Mexico"),
        ("jersey, new jersey, us", "jersey, new jersey, United States"),
        ("Hong Kong, China", "Hong Kong, China"),
        ("South Korea", "South Korea"),
    ],
)
def test_a_region_that_ends_in_a_country_is_filed_under_its_stored_name(text: str, expected: str) -> None:
    assert region(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hunchun", "Hunchun, Jilin, China"),
        ("HUNCHUN, jilin", "Hunchun, Jilin, China"),
        ("jilin", "Jilin, China"),
        ("Wangqing, jilin", "Wangqing, Jilin, China"),
        ("primorye", "Primorye, Russia"),
        ("sanjiangyuan", "Sanjiangyuan"),
    ],
)
def test_a_known_part_completes_itself_upwards(text: str, expected: str) -> None:
    assert region(text) == expected


def test_completing_is_said_and_keeps_what_was_typed() -> None:
    expected = "'hunchun' is completed from the logbook: 'Hunchun, Jilin, China'"
    assert file_region("hunchun", KNOWN) == Filed("Hunchun, Jilin, China", "hunchun", expected)


def test_a_country_never_becomes_a_part_of_it() -> None:
    assert file_region("china", KNOWN) == Filed("China", "china", None)
    assert file_region("China", KNOWN) == Filed("China", None, None)


@pytest.mark.parametrize("text", ["springfield", "North Side, Springfield"])
def test_two_readings_are_an_error_that_names_both(text: str) -> None:
    with pytest.raises(NotOneError, match=r"'Springfield, Illinois.*' or 'Springfield, Ohio.*write the whole path"):
        file_region(text, TWO)


def test_many_readings_are_counted() -> None:
    known = [f"Springfield, {state}" for state in ("Illinois", "Ohio", "Oregon", "Texas", "Utah")]
    with pytest.raises(NotOneError, match="or 2 more"):
        file_region("springfield", known)


def test_a_part_twice_in_one_path_has_two_readings() -> None:
    with pytest.raises(NotOneError, match="'Jilin, Jilin, China' or 'Jilin, China'"):
        file_region("jilin", ["Jilin, Jilin, China"])


def test_a_whole_path_of_the_logbook_is_itself_and_longer_ones_are_named() -> None:
    filed = file_region("jilin", ["Jilin", "Jilin, China"])
    assert filed == Filed("Jilin", "jilin", "the logbook also has 'Jilin, China'")


@pytest.mark.parametrize("text", ["Jilin", "Yanbian, jilin"])
def test_a_part_whose_country_the_logbook_does_not_know_gets_none(text: str) -> None:
    filed = file_region(text, ["Hunchun, Jilin"])
    assert filed.region == text.replace("jilin", "Jilin")
    assert "region of its own" in (filed.note or "")


def test_parts_take_the_spelling_of_the_logbook() -> None:
    assert region("TUMEN, JILIN, china") == "TUMEN, Jilin, China"
    assert region("jilin, China", ["Jilin, China", "jilin, China"]) == "jilin, China"
    assert region("jiLin, China", ["Jilin, China", "jilin, China"]) == "Jilin, China"


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("China, Jilin", "'Jilin, China'"),
        ("China, Jilin, Wangqing", "'Wangqing, Jilin, China'"),
        ("Burma, Shan", "'Shan, Myanmar'"),
        ("Korea, Republic of, Gangwon", "'Gangwon, South Korea'"),
    ],
)
def test_the_country_first_is_refused_with_the_turned_reading(text: str, turned: str) -> None:
    with pytest.raises(BadValueError, match=turned):
        file_region(text, KNOWN)


def test_the_country_first_is_refused_even_where_an_import_brought_it_in() -> None:
    with pytest.raises(BadValueError, match="begins with its country"):
        file_region("China, Jilin", ["China, Jilin", "China, Jilin, Wangqing"])


def test_a_province_with_the_name_of_a_country_is_completed_from_the_logbook() -> None:
    known = ["Arlon, Luxembourg, Wallonia, Belgium"]
    assert region("Luxembourg, Wallonia", known) == "Luxembourg, Wallonia, Belgium"


@pytest.mark.parametrize(
    ("text", "land"),
    [
        ("southeastern Russia", "Russia"),
        ("South-Eastern Russia", "Russia"),
        ("Far Eastern Russia", "Russia"),
        ("north east china", "China"),
        ("NE China", "China"),
        ("central Burma", "Myanmar"),
        ("eastern South Africa", "South Africa"),
        ("Western Australia", "Australia"),
    ],
)
def test_a_direction_before_a_country_is_filed_under_it(text: str, land: str) -> None:
    assert file_region(text, KNOWN) == Filed(f"{text}, {land}", text, f"{text!r} is filed under {land}")


@pytest.mark.parametrize(
    "text",
    [
        "Northern Ireland",
        "South Georgia",
        "Central Macedonia",
        "southern Sudan",
        "Northern Cyprus",
        "South America",
        "far Russia",
        "Inner Mongolia",
        "western CN",
        "north east",
        "Indochina",
        "Primorye Oblast, southeastern Russia",
    ],
)
def test_what_is_not_known_is_a_region_of_its_own(text: str) -> None:
    filed = file_region(text, KNOWN)
    assert (filed.region, filed.verbatim) == (text, None)
    assert "is a region of its own, in no country" in (filed.note or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chnia", "did you mean 'China'?"),
        ("Hunchum", "did you mean 'Hunchun'?"),
        ("Jlin, China", "did you mean 'Jilin, China'?"),
        ("Hunchun, China", "did you mean 'Hunchun, Jilin, China'?"),
        ("Irak", "did you mean 'Iraq' or 'Iran'?"),
        ("CA", "'CA' is filed under Canada"),
        ("Yangon, Burma", "'Burma' is filed under Myanmar"),
    ],
)
def test_what_may_be_a_slip_or_a_surprise_is_said(text: str, expected: str) -> None:
    assert expected in note(text)


@pytest.mark.parametrize(
    "text", ["Hunchun, Jilin, China", "Sichuan, China", "Sanjiangyuan", "China", "Chad", "jilin, china"]
)
def test_what_is_plain_gets_no_note(text: str) -> None:
    assert note(text) == ""


def test_what_was_typed_is_kept_only_where_it_differs() -> None:
    assert file_region("Hunchun ,Jilin,China", KNOWN).verbatim is None
    assert file_region(" 琿春、 中国", KNOWN).verbatim == "琿春、 中国"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "names no region"),
        (" , ", "names no region"),
        ("???", "names no region"),
        ("?, China", "names no region"),
        ("43.6, 130.6", "names no region"),
        ("a\x00b", "cannot be printed"),
        ("\ud800a", "cannot be printed"),
        ("x" * 10_000, "too long"),
        ("x, " * 3_000, "too long"),
    ],
)
def test_what_names_no_region_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadValueError, match=reason):
        file_region(text, KNOWN)


def test_a_region_does_not_grow_too_long_by_being_completed() -> None:
    with pytest.raises(BadValueError, match="too long"):
        file_region("a, b, c, d, e, f, g, h, i, j, Hunchun", KNOWN)


@pytest.mark.parametrize(
    ("latitude", "code", "region", "side"),
    [
        (43.6, "AU", None, "north"),
        (-0.1, "CN", None, "south"),
        (0.0, "CN", "China", None),
        (None, "cn", "Australia", "north"),
        (None, "ZZ", "Jilin, China", None),
        (None, "BR", None, None),
        (None, "??", "Jilin, China", "north"),
        (None, None, "Cape, South Africa", "south"),
        (None, None, "Nairobi, Kenya", None),
        (None, None, "Inner Mongolia", None),
        (None, None, None, None),
    ],
)
def test_the_hemisphere_is_that_of_the_position_else_of_the_country(
    latitude: float | None, code: str | None, region: str | None, side: str | None
) -> None:
    assert hemisphere(latitude, code, region) == side


PART = st.sampled_from(
    [
        *("Hunchun", "hunchun", "Jilin", "JILIN", "China", "cn", "Burma", "georgia", "Georgia", "USA", "Springfield"),
        *(
            "southeastern Russia",
            "Korea",
            "Republic of",
            "Northern Ireland",
            "Bahamas",
            "The",
            "st",
            "and",
            "①",
            "吉林",
        ),
    ]
)
PATH = st.lists(PART, min_size=1, max_size=4).map(", ".join)


@given(PATH | st.text(), st.lists(PATH | st.sampled_from(KNOWN + TWO), max_size=5))
def test_filing_what_was_filed_changes_nothing_and_finds_it(text: str, entries: list[str]) -> None:
    known: list[str] = []
    for entry in entries:
        known += [filed] if (filed := accepted(entry, known)) else []
    once = accepted(text, known)
    if once is None:
        return
    assert file_region(once, known)[:2] == (once, None)
    assert file_region(once, [*known, once])[:2] == (once, None)
    assert region_matcher(text)(once, (), None)
    assert region_matcher(once)(once, (), None)


def accepted(text: str, known: list[str]) -> str | None:
    try:
        return file_region(text, known).region
    except LogbookError:
        return None


def test_the_door_names_what_it_offers() -> None:
    assert all(hasattr(places, name) for name in places.__all__)


@pytest.mark.parametrize(("typed", "meant"), [("Kamchatka, Rusia", "Russia"), ("Lapland, Sweeden", "Sweden")])
def test_a_slip_in_the_country_is_told(typed: str, meant: str) -> None:
    assert f"did you mean {meant!r}" in (file_region(typed, ()).note or "")
