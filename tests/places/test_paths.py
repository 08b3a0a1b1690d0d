from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from logbook.errors import BadValueError
from logbook.places.paths import (
    ancestors,
    country_of,
    parts,
    region_matcher,
    single_parts,
    suggest,
)

if TYPE_CHECKING:
    from collections.abc import Collection

HUNCHUN = "Hunchun, Jilin, China"
KNOWN = [HUNCHUN, "Land of the Leopard, Primorye, Russia", "Atlanta, Georgia, United States", "Jilin, China"]


def matches(wanted: str, region: str | None, areas: Collection[str] = (), code: str | None = None) -> bool:
    return region_matcher(wanted)(region, areas, code)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (HUNCHUN, ("Hunchun", "Jilin", "China")),
        ("琿春，吉林、中国", ("琿春", "吉林", "中国")),  # noqa: RUF001 - Chinese commas separate too
        (" Hunchun ,, Jilin\tProvince , ", ("Hunchun", "Jilin Province")),
        ("Seoul, Korea, Republic of", ("Seoul", "Korea, Republic of")),
        ("Bonaire, Sint Eustatius, and Saba", ("Bonaire, Sint Eustatius, and Saba",)),
        ("The, Gambia", ("The", "Gambia")),
        ("Korea, Republic of, Seoul", ("Korea", "Republic of", "Seoul")),
        ("China", ("China",)),
        ("", ()),
    ],
)
def test_a_region_falls_into_parts_at_its_commas_its_country_first(region: str, expected: tuple[str, ...]) -> None:
    assert parts(region) == expected


@pytest.mark.parametrize(
    ("region", "name"),
    [
        (HUNCHUN, "China"),
        ("Seoul, Korea, Republic of", "South Korea"),
        ("Atlanta, Georgia, USA", "United States"),
        ("Hong Kong, China", "China"),
        ("Georgia", "Georgia"),
        ("Orange County, CA", "Canada"),
        ("Jilin", None),
        ("China, Jilin", None),
        ("", None),
        (None, None),
    ],
)
def test_the_country_of_a_region_is_its_largest_part(region: str | None, name: str | None) -> None:
    found = country_of(region)
    assert (found and found.name) == name


def test_a_region_lies_in_itself_and_all_that_is_larger() -> None:
    assert ancestors(HUNCHUN) == (HUNCHUN, "Jilin, China", "China")
    assert ancestors("") == ()


@pytest.mark.parametrize(
    "wanted",
    ["china", "CN", "chn", "中国", "P.R. China", "jilin", "JÌLIN", "jilin, china", "hunchun, china", HUNCHUN],
)
def test_a_region_is_found_by_any_of_its_parts_in_order(wanted: str) -> None:
    assert matches(wanted, HUNCHUN)


@pytest.mark.parametrize("wanted", ["Indochina", "chin", "china, jilin", "jilin, hunchun", "jilin, russia", "?, China"])
def test_a_part_is_compared_whole_and_in_its_place(wanted: str) -> None:
    assert not matches(wanted, HUNCHUN)


@pytest.mark.parametrize(
    ("wanted", "region", "areas", "code", "expected"),
    [
        ("china", "Hunchun", (), "CN", True),
        ("hunchun, china", "Hunchun", (), "CN", True),
        ("china", None, (), "cn", True),
        ("china", "Jilin, China", (), "RU", True),
        ("russia", "Jilin, China", (), "RU", True),
        ("china", None, (), "ZZ", False),
        ("zz", None, (), "ZZ", False),
        ("china", None, (), None, False),
        ("china", "Indochina", (), None, False),
        ("china", "South China, Vietnam", (), None, False),
        ("southeastern russia", "southeastern Russia, Russia", (), None, True),
        ("georgia", "Atlanta, Georgia, United States", (), None, False),
        ("georgia, usa", "Atlanta, Georgia, United States", (), None, True),
        ("georgia", "Tbilisi, Georgia", (), None, True),
        ("ca", "CA, United States", (), None, False),
        ("land of the leopard", None, ("Land of the Leopard",), "ZZ", True),
        ("leopard", None, ("Land of the Leopard",), None, False),
        ("amur, basin", None, ("Amur basin",), None, True),
    ],
)
def test_a_record_is_found_by_region_area_or_country_code(
    wanted: str, region: str | None, areas: tuple[str, ...], code: str | None, *, expected: bool
) -> None:
    assert region_matcher(wanted)(region, areas, code) is expected
    assert matches(wanted, region, areas, code) is expected


@pytest.mark.parametrize("wanted", ["", "  ", "?!", ",", "\x00"])
def test_a_filter_that_names_nothing_is_refused(wanted: str) -> None:
    with pytest.raises(BadValueError, match="names no region"):
        region_matcher(wanted)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("chnia", ["China"]),
        ("Hunchum", ["Hunchun"]),
        ("Birma", ["Burma"]),
        ("jlin, china", ["Jilin, China"]),
        ("georgia", ["Georgia, United States"]),
        ("somewhere else entirely", []),
        ("", []),
        ("x" * 10_000, []),
    ],
)
def test_what_is_unknown_gets_the_nearest_names(wanted: str, expected: list[str]) -> None:
    assert suggest(wanted, KNOWN) == expected


def test_no_more_is_suggested_than_asked_for() -> None:
    known = ["Altai A", "Altai B", "Altai C", "Altai D"]
    assert len(suggest("Altai", known, many=2)) == 2


def test_every_completion_finds_its_region() -> None:
    completions = single_parts(KNOWN)
    assert completions == [
        "Atlanta",
        "China",
        "Georgia, United States",
        "Hunchun",
        "Jilin",
        "Land of the Leopard",
        "Primorye",
        "Russia",
        "United States",
    ]
    assert all(any(matches(completion, region) for region in KNOWN) for completion in completions)
