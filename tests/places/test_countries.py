from __future__ import annotations

from itertools import groupby

import pycountry
import pytest

from logbook.places.countries import _key, countries, country, country_named, is_inverted

STANDARD = list(pycountry.countries)
HEMISPHERES = {
    "north": "CN RU IN US GB NO FR ES VE GY SR GF CM CF SS ET LR NG SG MY BN LK PH GW FM MH PW GU",
    "south": "AU NZ ZA NA BW PE BO TZ RW BI AO MG NR PG TL CX IO SC FK AQ SH TV TK AS RE MU",
    None: "BR CO EC CG CD GA UG KE SO ID ST MV KI GQ UM",
}


def test_the_table_holds_the_codes_of_the_standard() -> None:
    ours = sorted((land.code, land.code3) for land in countries())
    assert ours == sorted((land.alpha_2, land.alpha_3) for land in STANDARD)


@pytest.mark.parametrize("land", STANDARD, ids=lambda land: land.alpha_2)
def test_a_country_is_found_by_every_name_of_the_standard(land: pycountry.db.Country) -> None:
    names = [getattr(land, field, land.name) for field in ("name", "common_name", "official_name")]
    found = [country(text) for text in (land.alpha_2, land.alpha_3.lower(), *names)]
    assert {entry.code for entry in found if entry} == {land.alpha_2}
    assert None not in found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Burma", "MM"),
        ("ivory coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Lao", "LA"),
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("Great Britain", "GB"),
        ("Holland", "NL"),
        ("the Netherlands", "NL"),
        ("USA", "US"),
        ("U.S.", "US"),
        ("Turkey", "TR"),
        ("Czech Republic", "CZ"),
        ("Cape Verde", "CV"),
        ("Macedonia", "MK"),
        ("East Timor", "TL"),
        ("DR Congo", "CD"),
        ("DRC", "CD"),
        ("Zaire", "CD"),
        ("Swaziland", "SZ"),
        ("St. Kitts & Nevis", "KN"),
        ("中国", "CN"),
        ("РОССИЯ", "RU"),
        ("Korea, Republic of", "KR"),
        ("and", "AD"),
        ("ST", "ST"),
    ],
)
def test_a_country_is_found_by_the_names_people_use(text: str, code: str) -> None:
    found = country(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "the", "Korea", "America", "England", "ZZ", "c n", "Indochina", "x" * 10_000])
def test_what_is_no_country_or_more_than_one_is_none(text: str) -> None:
    assert country(text) is None


def test_no_two_countries_share_a_name_or_code() -> None:
    texts = [(_key(name), land.code) for land in countries() for name in (land.name, *land.names)]
    texts += [(code.lower(), land.code) for land in countries() for code in (land.code, land.code3)]
    shared = {
        text: sorted({code for _, code in same}) for text, same in groupby(sorted(texts), key=lambda pair: pair[0])
    }
    assert {text: codes for text, codes in shared.items() if len(codes) > 1} == {}


def test_a_stored_name_is_one_part_and_means_itself() -> None:
    assert [land.name for land in countries() if "," in land.name or country(land.name) != land] == []


def test_a_code_is_no_name() -> None:
    assert country_named("CN") is None
    assert country_named("China") == country("CN")


def test_only_a_name_with_a_comma_is_inverted() -> None:
    assert is_inverted(("Korea", "Republic of"))
    assert not is_inverted(("Jilin", "China"))
    assert not is_inverted(("The", "Gambia"))


@pytest.mark.parametrize(
    ("side", "code"), [(side, code) for side, codes in HEMISPHERES.items() for code in codes.split()]
)
def test_a_country_lies_on_one_side_of_the_equator_or_on_both(side: str | None, code: str) -> None:
    found = country(code)
    assert found is not None
    assert found.hemisphere == side
