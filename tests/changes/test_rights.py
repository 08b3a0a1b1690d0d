"""Words to fields, of what may be done with a picture."""

from __future__ import annotations

from typing import Any

import pytest

from logbook.changes.credit_fields import CreditWords, credit_fields
from logbook.changes.fields import Setting
from logbook.changes.rights import RightsWords, rights_fields
from logbook.errors import BadValueError
from logbook.records import Id
from tests.drafting import NOW

ASKED = {"status": "asked", "by": "WCS", "use": "editorial", "reference": "our mail", "ticket": 7}


def read(before: dict[str, Any] | None = None, **words: Any) -> Any:
    setting = Setting(now=NOW, before={"permission": before} if before else {}, notes=[])
    return rights_fields(RightsWords(**words), Id("images", 3), setting).get("permission")


def test_a_permission_is_noted_whole() -> None:
    made = read(
        permission="granted",
        by=" WCS ",
        use=("editorial", "Non-commercial", "editorial"),
        until="2027-12-31",
        reference=("letter of 3 May", "p. 2"),
    )

    assert made == {
        "status": "granted",
        "by": "WCS",
        "use": "editorial, noncommercial",
        "until": "2027-12-31",
        "reference": "letter of 3 May; p. 2",
    }


def test_another_answer_keeps_what_was_asked_but_not_its_reference() -> None:
    assert read(ASKED, permission="granted") == {"status": "granted", "by": "WCS", "use": "editorial", "ticket": 7}
    assert read(ASKED, permission="refused", reference=("a call",))["reference"] == "a call"
    assert read(ASKED, permission="refused") == {"status": "refused", "by": "WCS", "ticket": 7}
    assert read(ASKED, permission="asked") == ASKED


def test_what_one_allows_does_not_undo_what_another_forbids() -> None:
    refused = {"status": "refused", "by": "ISUNR"}

    with pytest.raises(BadValueError, match="i3 was refused by 'ISUNR', and what 'WWF' allows does not change that"):
        read(refused, permission="granted", by="WWF")
    assert read(refused, permission="granted", by="isunr.") == {"status": "granted", "by": "isunr."}
    assert read(refused, permission="granted") == {"status": "granted"}


def test_how_long_a_permission_held_is_not_said_of_a_refusal() -> None:
    granted = {"status": "granted", "use": "editorial", "until": "2027-12-31", "reference": "letter"}

    assert read({**granted, "by": "WCS"}, permission="refused") == {"status": "refused"}
    assert read(granted, permission="granted", by="WCS") == {**granted, "by": "WCS"}
    assert read({**ASKED, "until": "2027"}, permission="granted")["until"] == "2027"


def test_a_permission_that_is_there_is_said_more_of() -> None:
    assert read(ASKED, until="2027") == {**ASKED, "until": "2027"}
    assert read(ASKED, by="", use=("",), reference=("",)) == {"status": "asked", "ticket": 7}


def test_an_empty_word_takes_it_out() -> None:
    fields = rights_fields(RightsWords(permission=""), Id("images", 3), Setting(now=NOW, before={}, notes=[]))

    assert fields == {"permission": None}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"by": "WCS"}, "--by is said of a permission, and i3 would have none; say how it was answered: --permission"),
        ({"until": "2027", "permission": ""}, "--until is said of a permission, and i3 would have none"),
        ({"permission": "grantd"}, "'grantd' is no permission; did you mean granted?"),
        ({"permission": "granted", "use": ("print",)}, "'print' is no use; it is one of editorial, commercial"),
        ({"permission": "granted", "until": "soon"}, "soon"),
        ({"license": "CC-BY-9.0"}, "CC-BY-9.0"),
    ],
)
def test_what_means_nothing_is_refused_by_name(words: dict[str, Any], said: str) -> None:
    with pytest.raises(BadValueError) as error:
        read(**words)

    assert said in str(error.value)


def test_a_licence_is_stored_by_its_id_and_one_that_leaves_something_open_is_told() -> None:
    setting = Setting(now=NOW, notes=[])
    made = [credit_fields(CreditWords(license=text), Id("credits", 2), setting) for text in ("cc by 4.0", "CC-BY-NC")]

    assert made == [{"license": "CC-BY-4.0"}, {"license": "CC-BY-NC"}]
    (note,) = setting.notes
    assert "CC-BY-NC has no version" in note


def test_a_credit_has_a_contact_and_defaults() -> None:
    setting = Setting(now=NOW, notes=[])
    words = CreditWords(contact="press@wcs.example", terms="ask", statement="https://wcs.example")

    assert credit_fields(words, Id("credits", 2), setting) == {
        "contact": "press@wcs.example",
        "usage_terms": "ask",
        "web_statement": "https://wcs.example",
    }
