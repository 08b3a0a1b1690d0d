"""XML taken apart and written again."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from logbook.errors import LogbookError
from logbook.pictures.writing import markup

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff", min_codepoint=32)
    | st.sampled_from("\t\n\r")
)


def again(data: bytes) -> str:
    return markup.serialised(*markup.parsed(data)).decode()


@given(TEXT, TEXT)
def test_every_text_comes_back_from_elements_and_attributes(text: str, said: str) -> None:
    root, _ = markup.parsed(b"<a/>")
    root.text = text
    root.set("said", said)

    found = fromstring(markup.serialised(root, {}).decode())

    assert (found.text or "", found.get("said")) == (text, said)


def test_comments_instructions_prefixes_and_what_follows_an_element_stay() -> None:
    data = (
        b'<q:a xmlns:q="http://q/" xmlns="http://default/" q:b="1&#10;2"><!-- why --><?now please?>'
        b'<c xml:lang="ru">x<d/>&amp; tail</c><e xmlns:q="http://other/" q:f=""/></q:a>'
    )

    assert again(data).replace("\n  ", "").replace("\n", "") == (
        '<q:a xmlns:q="http://q/" xmlns:ns="http://default/" xmlns:q1="http://other/" q:b="1&#10;2"><!-- why -->'
        '<?now please?><ns:c xml:lang="ru">x<ns:d/>&amp; tail</ns:c><ns:e q1:f=""/></q:a>'
    )


def test_what_was_written_is_written_the_same_again() -> None:
    once = again(b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a><b>1</b></a></x:xmpmeta>')

    assert again(once.encode()) == once


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>',
    ],
)
def test_entities_and_a_dtd_are_refused(data: bytes) -> None:
    with pytest.raises(LogbookError, match="it declares a DTD or entities, which are never read"):
        markup.parsed(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"no markup",
        b"<a>&unknown;</a>",
        b"<a>\x01</a>",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b'<?xml version="1.0" encoding="shift_jis"?><a/>',
        b"<a>" * 100_000,
    ],
    ids=lambda data: str(data[:30]),
)
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    with pytest.raises(LogbookError, match="it is not well-formed XML"):
        markup.parsed(data)
