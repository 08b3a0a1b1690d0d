"""The photo essay as a page, read as a browser reads it."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from logbook.records import Animal, Assessed, Breeding, Claim, Credit, Image, Permission, Sighting
from logbook.tally.clearance import Judge
from logbook.tally.essay import Words, compose
from logbook.views import pages
from logbook.views.pages import essay, tables
from logbook.views.pages.essay import File
from logbook.views.sheet import Column, Sheet
from tests.essay import BOOK
from tests.views.pages.node import Node

if TYPE_CHECKING:
    from logbook.records import Book, Use, Verification

TODAY = date(2026, 11, 22)

URL = "https://example.org/essays/leopards/"
WORDS = Words("Leopards", ("First.", "Second."))
FILES = {
    "i1": [File("i1-480-a.jpg", 480, 320), File("i1-1600-b.jpg", 1600, 1067)],
    "i2": [File("i2-480-c.jpg", 480, 720)],
}
INLINE = {"i1": [File("data:image/jpeg;base64,AAAA", 1280, 853)]}


def written(
    book: Book = BOOK,
    files: dict[str, list[File]] | None = None,
    *,
    words: Words = WORDS,
    use: Use = "editorial",
    url: str | None = None,
) -> str:
    made = compose(Judge(book, use, today=TODAY), book, sorted(book.images), words, use, today=TODAY)
    return "".join(essay.page(made, files or {}, url=url))


def with_image(**fields: object) -> Book:
    """Give the essay's logbook with its first picture changed."""
    return replace(BOOK, images=BOOK.images | {1: replace(BOOK.images[1], **fields)})


def with_sighting(**fields: object) -> Book:
    """Give the essay's logbook with its first sighting changed."""
    return replace(BOOK, sightings=BOOK.sightings | {1: replace(BOOK.sightings[1], **fields)})


def facts(page: Node) -> list[tuple[str, str]]:
    return list(zip(page.texts("dt"), page.texts("dd"), strict=True))


def test_the_essay_has_its_title_its_paragraphs_and_its_pictures_in_order() -> None:
    page = Node(written())

    assert page.texts("h1") == page.texts("title") == ["Leopards"]
    assert page.texts("p", class_="intro") == ["First.", "Second."]
    assert [attrs["id"] for attrs in page.attributes("article")] == ["i1", "i2", "i3", "i4", "i5", "i6"]
    assert page.texts("h2")[:6] == [image.title for image in BOOK.images.values()]


def test_each_picture_has_the_facts_of_its_sighting() -> None:
    assert facts(Node(written()))[:7] == [
        ("Species", "Amur leopard Panthera pardus orientalis"),
        (
            "Red List status",
            "CR, critically endangered (Tia Ghose, In Images: Rare Amur Leopard Cubs Spotted on Camera)",
        ),
        ("Place", "China"),
        ("Date", "undated"),
        ("Seen", "1 adult female, 2 cubs"),
        ("Breeding evidence", "◆ confirmed, dependent-young, derived from the animals"),
        ("Record", "i1, s1"),
    ]


def test_a_scientific_name_is_marked_as_latin() -> None:
    assert Node(written()).texts("i", lang="la") == ["Panthera pardus orientalis"] * 6


def test_a_date_stands_in_words_and_a_doubt_with_the_species() -> None:
    found = facts(Node(written(with_sighting(event_date="2013-10-09", identification_qualifier="cf."))))

    assert ("Date", "9 October 2013") in found
    assert found[0] == ("Species", "Amur leopard (cf.) Panthera pardus orientalis")


def test_evidence_that_was_assessed_names_who_did() -> None:
    breeding = Breeding(assessed=Assessed(level="none", by="A. Li", reason="two males"))

    assert ("Breeding evidence", "none, assessed (by A. Li; two males)") in facts(
        Node(written(with_sighting(breeding=breeding)))
    )


@pytest.mark.parametrize(("word", "warns"), [("verified", False), ("doubtful", True), ("rejected", True)])
def test_a_sighting_that_a_reviewer_doubts_is_told_as_such(word: Verification, warns: bool) -> None:
    book = with_sighting(verification=word, verified_by="B. Wu", verified_date="2014-01-02")
    page = Node(written(replace(book, images={1: BOOK.images[1]})))

    assert facts(page)[1] == ("Verification", f"{word} (by B. Wu; 2014-01-02)")
    assert len(page.attributes("dd", class_="doubt")) == warns


@pytest.mark.parametrize(
    ("sure", "people", "said"),
    [
        ((0.62,), (), ["a machine, probability 0.62"]),
        ((None,), ("A. Li",), ["a machine; A. Li"]),
        ((0.9, 0.62, 0.9), (), ["a machine, probability 0.9; a machine, probability 0.62"]),
        ((), ("A. Li",), []),
    ],
)
def test_what_a_machine_identified_is_told_as_such(
    sure: tuple[float | None, ...], people: tuple[str, ...], said: list[str]
) -> None:
    named = tuple(Animal(count=1, classification_method="machine", classification_probability=one) for one in sure)
    book = with_sighting(animals=(*named, Animal(count=1)), identified_by=people)
    page = Node(written(replace(book, images={1: BOOK.images[1]})))

    assert [text for term, text in facts(page) if term == "Identified by"] == said


def test_what_nobody_identified_and_counted_is_called_so() -> None:
    unknown = Sighting(images=("i1",), scientific_name="Felidae", region="Jilin, China", locality="the ridge")

    assert facts(Node(written(replace(BOOK, sightings={1: unknown, 2: Sighting(images=("i2",))}))))[:8] == [
        ("Species", "Felidae"),
        ("Place", "Jilin, China; the ridge"),
        ("Date", "undated"),
        ("Record", "i1, s1"),
        ("Species", "unidentified"),
        ("Place", "(no region)"),
        ("Date", "undated"),
        ("Record", "i2, s2"),
    ]


def test_a_picture_of_no_sighting_has_its_record_and_nothing_is_claimed() -> None:
    page = Node(written(replace(BOOK, sightings={})))

    assert facts(page) == [("Record", ref) for ref in ("i1", "i2", "i3", "i4", "i5", "i6")]
    assert page.texts("h2")[6:] == ["Credits"]


def test_a_picture_without_a_file_is_a_place_holder_that_says_what_it_shows() -> None:
    page = Node(written())

    assert not page.attributes("img")
    assert not page.attributes("dialog")
    assert not page.raw("script")[1:]
    assert page.texts("div", class_="frame absent")[0] == (
        "NOT CLEARED FOR PUBLICATION Picture not on this page amur leopard cub on camera"
    )


def test_a_picture_comes_in_the_size_that_is_needed_and_leads_to_its_largest_copy() -> None:
    page = Node(written(files=FILES))

    first, second = page.attributes("img")
    assert first["srcset"] == "i1-480-a.jpg 480w, i1-1600-b.jpg 1600w"
    assert (first["src"], first["width"], first["height"]) == ("i1-1600-b.jpg", "1600", "1067")
    assert first["sizes"] == "min(94vw, max(34rem, 130vh))"
    assert second["class"] == "upright"
    assert "srcset" not in second
    assert ("loading" in first, second["loading"]) == (False, "lazy")
    assert [one["href"] for one in page.attributes("a", class_="enlarge")] == ["i1-1600-b.jpg", "i2-480-c.jpg"]
    assert len(page.attributes("dialog")) == 1


def test_an_upright_picture_is_as_wide_as_its_height_allows() -> None:
    copies = {"i1": [File("a.jpg", 480, 720), File("b.jpg", 800, 1200)]}

    assert Node(written(files=copies)).attributes("img")[0]["sizes"] == "min(94vw, 58.7vh)"


def test_a_picture_in_the_page_itself_leads_nowhere_else() -> None:
    page = Node(written(files=INLINE, url=URL))

    assert page.attributes("a", class_="enlarge") == [{"class": "enlarge", "href": "#i1"}]
    assert page.meta("og:image") == []
    assert "contentUrl" not in json.dumps(page.data())


@pytest.mark.parametrize("said", [None, " "])
def test_a_picture_of_which_nothing_is_said_says_that(said: str | None) -> None:
    page = Node(written(with_image(alt_text=said, title=said), FILES))

    assert page.attributes("img")[0]["alt"] == "Picture i1, of which no description is on record"
    assert page.texts("h2")[0] == "Picture i1"


def test_a_caption_keeps_its_paragraphs() -> None:
    page = Node(written(with_image(caption="One.\r\n\r\nTwo.\u2028Three.\n")))

    assert page.texts("p", class_="caption")[:2] == ["One.", "Two.\\u2028Three."]


def test_a_credit_line_stands_exactly_as_it_must_be_printed() -> None:
    page = Node(written(with_image(credit_line="©  A. Li /  WCS.")))

    assert page.raw("span", class_="line")[0] == "©  A. Li /  WCS."
    assert page.raw("span", class_="line")[6] == "©  A. Li /  WCS."


def test_who_took_a_picture_and_whose_it_is_stand_below_its_credit() -> None:
    book = with_image(creator=("A. Li", "B. Ivanova"), copyright_notice="© 2021 INBO")
    assert Node(written(book)).texts("p", class_="terms")[:2] == [
        "Creator: A. Li, B. Ivanova",
        "Copyright notice: © 2021 INBO",
    ]
    boilerplate = with_image(copyright_notice="Copyright 2021 Cuddeback", camera="Cuddeback C2")
    assert "Copyright notice" not in written(boilerplate)


def test_a_picture_without_a_credit_line_says_so() -> None:
    image = Image(title="x", license="CC0-1.0")

    assert Node(written(replace(BOOK, images={1: image}))).texts("p", class_="credit") == ["No credit line on record"]


@pytest.mark.parametrize(
    ("fields", "said", "links"),
    [
        (
            {"license": "CC-BY-4.0"},
            "Licence: CC-BY-4.0",
            [{"href": "https://creativecommons.org/licenses/by/4.0/", "rel": "license", "class": "named"}],
        ),
        ({"license": "free for schools"}, "Licence: free for schools", []),
        (
            {"usage_terms": "ask first", "web_statement": "https://wcs.org/rights"},
            "Usage terms: ask first Rights statement: https://wcs.org/rights",
            [{"href": "https://wcs.org/rights"}],
        ),
        ({"web_statement": "javascript:alert(1)"}, "Rights statement: javascript:alert(1)", []),
    ],
)
def test_terms_of_use_stand_beside_the_credit(fields: dict[str, str], said: str, links: list[dict[str, str]]) -> None:
    page = Node(written(replace(BOOK, images={1: Image(credit_line="WCS", **fields)}, sightings={})))

    assert page.texts("p", class_="terms") == [said, said]
    assert [one for one in page.attributes("a") if one["href"] != "#i1"] == links * 2


def test_terms_of_a_credit_are_called_its_default() -> None:
    book = replace(BOOK, credits=BOOK.credits | {1: Credit(name="WCS", license="CC0-1.0")})

    assert Node(written(book)).texts("p", class_="terms")[0] == "Licence: CC0-1.0 by default of its credit"


def test_pictures_that_are_not_cleared_are_marked_with_the_reason() -> None:
    page = Node(written(with_image(license="CC0-1.0"), FILES))

    assert page.texts("p", class_="banner") == [
        "NOT CLEARED FOR PUBLICATION 5 of 6 pictures are not cleared for editorial use; each is marked."
    ]
    assert page.texts("p", class_="stamp") == ["NOT CLEARED FOR PUBLICATION"] * 5
    assert page.texts("p", class_="warning") == ["Not cleared for editorial use: nobody has been asked."] * 5


def test_one_picture_is_not_counted_as_many() -> None:
    book = replace(BOOK, images={1: BOOK.images[1]})

    assert "1 of 1 picture is not cleared" in Node(written(book)).texts("p", class_="banner")[0]


@pytest.mark.parametrize(
    ("use", "permission"), [("internal", None), ("editorial", Permission(status="granted", by="WCS"))]
)
def test_nothing_is_marked_within_the_house_nor_where_all_is_cleared(use: Use, permission: Permission | None) -> None:
    book = replace(BOOK, images={1: replace(BOOK.images[1], permission=permission)})

    assert "NOT CLEARED" not in written(book, use=use).replace("NOT CLEARED, and", "")


def test_the_end_has_the_first_evidence_the_claims_and_every_credit() -> None:
    page = Node(written())

    assert page.texts("h2")[6:] == ["Breeding evidence", "What was claimed", "Credits"]
    assert page.texts("th", scope="row") == ["China", "Russia"]
    assert "Undated: nobody is called first." in page.texts("p", class_="legend")[0]
    assert page.texts("li")[0] == (
        '"the first cubs on camera traps in China" (first-breeding, in China, by camera-trap) '
        "In this logbook: undecided. Record: s1. "
        "Source: Tia Ghose, In Images: Rare Amur Leopard Cubs Spotted on Camera"
    )
    assert page.texts("li")[2:] == [
        "WCS Pictures i1, i2, i3, i4",
        "© WWF-Russia / ISUNR Picture i5",
        "©WWF Russia / ISUNR. Picture i6",
    ]


def test_a_claim_links_its_reference_where_that_is_an_address_and_may_have_none() -> None:
    claims = (Claim(claim="a", reference="https://example.org/paper", date="2014"), Claim(claim="b"))
    page = Node(written(with_sighting(claims=claims)))

    assert page.texts("li")[:2] == [
        '"a" In this logbook: not judged. Record: s1. Source: https://example.org/paper, 2014',
        '"b" In this logbook: not judged. Record: s1.',
    ]
    assert {"href": "https://example.org/paper"} in page.attributes("a")


@pytest.mark.parametrize(
    ("text", "is_linked"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("https://例え.jp/ヒョウ", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("https:///path", False),
        ("https://example.org/ x", False),
        ('https://example.org/"onclick=', False),
        ("https://example.org/\u202egpj", False),
        ("see https://example.org", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_linked(text: str | None, is_linked: bool) -> None:
    assert pages.address(text) == (text if is_linked else None)


def test_the_page_tells_machines_of_every_picture_it_shows() -> None:
    fields = {
        "creator": ("A. Li", "B. Wu"),
        "copyright_owner": "WCS; ISUNR",
        "copyright_notice": "© 2013 WCS",
        "license": "CC-BY-4.0",
        "web_statement": "https://wcs.org/rights",
        "date_created": "2013-10-09T04:31+08:00",
    }
    page = Node(written(with_image(**fields), FILES, url=URL))

    gallery = page.data()
    first, second = gallery.pop("associatedMedia")  # type: ignore[misc]
    assert gallery == {
        "@context": "https://schema.org",
        "@type": "ImageGallery",
        "name": "Leopards",
        "description": "First.\n\nSecond.",
        "url": URL,
    }
    assert first == {
        "@type": "ImageObject",
        "contentUrl": f"{URL}i1-1600-b.jpg",
        "width": 1600,
        "height": 1067,
        "name": "Rare sight",
        "caption": BOOK.images[1].caption,
        "description": "amur leopard cub on camera",
        "creditText": "WCS",
        "copyrightNotice": "© 2013 WCS",
        "creator": [{"name": "A. Li"}, {"name": "B. Wu"}],
        "copyrightHolder": [{"name": "WCS"}, {"name": "ISUNR"}],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "acquireLicensePage": "https://wcs.org/rights",
        "dateCreated": "2013-10-09T04:31+08:00",
        "contentLocation": [{"@type": "Place", "name": "China"}],
        "about": [{"@type": "Taxon", "name": "Panthera pardus orientalis", "alternateName": "Amur leopard"}],
    }
    assert second["contentUrl"] == f"{URL}i2-480-c.jpg"


def test_machines_are_told_nothing_that_is_not_known_or_not_exact() -> None:
    image = Image(credit_line="WCS", date_created="2013~", license="free", web_statement="https://wcs.org/rights")
    book = replace(
        BOOK,
        images={1: image},
        sightings={1: Sighting(vernacular_name="Lynx", images=("i1",)), 2: Sighting(images=("i1",))},
    )

    assert Node(written(book, FILES, words=Words("x"))).data() == {
        "@context": "https://schema.org",
        "@type": "ImageGallery",
        "name": "x",
        "associatedMedia": [
            {
                "@type": "ImageObject",
                "contentUrl": "i1-1600-b.jpg",
                "width": 1600,
                "height": 1067,
                "creditText": "WCS",
                "license": "https://wcs.org/rights",
                "acquireLicensePage": "https://wcs.org/rights",
                "about": [{"@type": "Taxon", "name": "Lynx"}],
            }
        ],
    }


def test_the_first_cleared_picture_stands_for_the_page() -> None:
    book = replace(BOOK, images=BOOK.images | {2: replace(BOOK.images[2], license="CC0-1.0")})

    page = Node(written(book, FILES, url=URL))
    assert page.meta("og:image") == [f"{URL}i2-480-c.jpg"]
    assert page.meta("og:image:alt") == ["amur leopard caught on camera trap"]
    assert page.meta("og:image:width") + page.meta("og:image:height") == ["480", "720"]
    assert page.meta("og:url") == [URL]
    assert page.attributes("link", rel="canonical") == [{"rel": "canonical", "href": URL}]


def test_a_picture_that_is_not_cleared_never_stands_for_the_page_where_no_warning_would() -> None:
    assert Node(written(files=FILES)).meta("og:image") == []
    assert Node(written(files=FILES, use="internal")).meta("og:image") == ["i1-1600-b.jpg"]


def test_without_an_address_of_its_own_the_page_names_none() -> None:
    page = Node(written(words=Words("x")))

    assert page.meta("og:url") == page.meta("og:image") == page.attributes("link", rel="canonical") == []
    assert page.meta("description") == page.meta("og:description") == ["6 pictures"]


def test_only_our_own_style_and_script_may_run() -> None:
    page = Node(written(files=FILES))

    policy = page.attributes("meta")[1]
    digests = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (page.raw("style")[0], page.raw("script")[1])
    ]
    assert policy["content"] == (
        f"default-src 'none'; img-src 'self' file: data:; style-src 'sha256-{digests[0]}'; "
        f"script-src 'sha256-{digests[1]}'; base-uri 'none'; form-action 'none'"
    )
    assert "script-src" not in Node(written()).attributes("meta")[1]["content"]


HOSTILE = "</script><script>alert(1)</script>\"onload=alert(1) '{{ 7*7 }}{% raw %}</style><!--\u2028\u202e&amp;\x00"


def test_no_text_becomes_an_element_or_an_attribute() -> None:
    plain, evil = (
        Node(
            written(
                replace(
                    with_image(title=text, alt_text=text, caption=text, credit_line=text, creator=(text,)),
                    sightings={1: Sighting(vernacular_name=text, region=text, images=("i1",))},
                ),
                FILES,
                words=Words(text, (text,)),
            )
        )
        for text in ("plain", HOSTILE)
    )

    assert [(tag, list(attrs)) for tag, attrs, _ in evil.found] == [(tag, list(attrs)) for tag, attrs, _ in plain.found]
    assert evil.attributes("img")[0]["alt"] == HOSTILE.replace("\u2028", "\\u2028").replace(
        "\u202e", "\\u202e"
    ).replace("\x00", "\\x00")


def test_machines_get_every_text_back_to_its_last_letter() -> None:
    text = written(with_image(caption=HOSTILE), FILES)

    assert Node(text).data()["associatedMedia"][0]["caption"] == HOSTILE  # type: ignore[index]
    assert "7*7" in text


def test_a_text_never_ends_a_line_of_the_page() -> None:
    assert "one &#10; two" in written(words=Words("one \n two"))


def test_a_title_that_no_browser_shows_whole_is_cut_in_its_tab_only() -> None:
    page = Node(written(words=Words("long " * 1000)))

    assert len(page.texts("title")[0]) <= 70
    assert page.raw("h1") == page.meta("og:title") == ["long " * 1000]


def test_a_table_leaves_out_columns_in_which_nothing_stands() -> None:
    columns = (Column("a", "A"), Column("b", "B"), Column("c", "C", right=True, whole=True))
    page = Node(tables.table(Sheet(columns, [("x", "", "1"), (("probable", "so far"), (), "2")], title="T")))

    assert page.texts("caption") == ["T"]
    assert page.texts("th", scope="col") == ["A", "C"]
    assert page.texts("th", scope="row") == ["x", "◇ probable so far"]
    assert page.attributes("td") == [{"class": "number", "data-label": "C"}] * 2
    assert page.texts("span", class_="whole") == ["1", "2"]


def test_a_table_breaks_no_words_but_the_longest() -> None:
    page = Node(tables.table(Sheet((Column("a", "A", whole=True, exact=True),), [("a  b",), ("x" * 25,)])))

    assert page.raw("span", class_="line whole") == ["a  b"]
    assert page.raw("span", class_="line long") == ["x" * 25]


def test_a_table_needs_no_title() -> None:
    page = Node(tables.table(Sheet((Column("a", "A"),), [("x",)])))

    assert not page.attributes("caption")
    assert not page.attributes("p")
