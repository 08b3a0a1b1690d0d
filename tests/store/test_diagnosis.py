"""Why a file is no JSON, and what a person can do."""

from __future__ import annotations

import json

import pytest

from logbook.store.diagnosis import Diagnosis, diagnose

WHOLE = (
    '{"logbook":{\n"1":{"schema":2}\n},\n"taxa":{\n},\n"mine":{\n"x":{}\n},\n"sightings":{\n'
    '"1":{"remarks":"a {brace} and a \\" quote","animals":[{"n":1}]},\n"2":{"remarks":"b"}\n}}\n'
)


def diagnosis(text: str) -> Diagnosis:
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(text)
    return diagnose(caught.value, "/field/our logbook.json")


def line(text: str, found: Diagnosis) -> int:
    return text.count("\n", 0, found.at) + 1


@pytest.mark.parametrize("length", range(1, len(WHOLE) - 2))
def test_wherever_a_file_is_cut_off_that_is_said(length: int) -> None:
    text = WHOLE[:length]

    found = diagnosis(text)
    assert found.what.startswith("the file is cut off here"), text
    assert line(text, found) == text.count("\n") + 1


@pytest.mark.parametrize("ends", [',\n"2":{"rem', ',\n"2":', ",\n", "", ',\n"2":{"remarks":"b", "images":["i'])
def test_what_is_whole_is_told_and_how_it_is_read_again(ends: str) -> None:
    found = diagnosis(WHOLE.partition(',\n"2"')[0] + ends)

    assert found.what.endswith("all above it is whole, up to the sighting s1")
    assert "take out all below line 10 and the comma at its end" in found.advice
    assert json.loads(WHOLE.partition(',\n"2"')[0] + "\n}}")


@pytest.mark.parametrize("text", ['{"logbook":{\n"1":{"sche', '{"taxa": {"1": {}, "2": {}, "3": {"a'])
def test_nothing_is_advised_that_an_editor_could_not_do(text: str) -> None:
    found = diagnosis(text)

    assert found.what.startswith("the file is cut off here")
    assert found.advice == "nothing was written; restore a backup; or the older version that a sync tool keeps"


def test_a_merge_left_open_is_found_wherever_the_error_is() -> None:
    text = WHOLE.replace('"2":', '<<<<<<< HEAD\n"2":').replace("\n}}\n", "\n=======\n>>>>>>> theirs\n}}\n")
    found = diagnosis(text)

    assert "marks stand on the lines 11 to 14" in found.what
    assert "`git show :3:./'our logbook.json' > theirs.json`" in found.advice
    assert line(text, found) == 11


@pytest.mark.parametrize("text", ["\0" * 20, WHOLE.replace('"2":', '2":'), WHOLE.replace("}\n}}", "}\n}]"), "hello"])
def test_what_is_none_of_these_is_said_as_json_says_it(text: str) -> None:
    found = diagnosis(text)

    assert found.what.startswith("holds nothing but zeros" if "\0" in text else "not JSON (")
