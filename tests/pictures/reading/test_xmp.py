"""XMP: every way in which RDF lets a property be written, and none in which XML does harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.pictures.reading.xmp import read
from tests.pictures.making import BEGIN, END, xmp

ENTITIES = ("its XMP declares entities, which are never read",)
BROKEN = ("its XMP is broken and was not read",)
CREDIT = "<photoshop:Credit>© WWF-Russia / ISUNR</photoshop:Credit>"


def fields(inner: str) -> dict[str, object]:
    said = read(xmp(inner).encode())
    assert said.notes == ()
    return dict(said.fields)


def alt(*texts: tuple[str, str]) -> str:
    items = "".join(f'<rdf:li xml:lang="{language}">{text}</rdf:li>' for language, text in texts)
    return f"<rdf:Alt>{items}</rdf:Alt>"


@pytest.mark.parametrize(
    "packet",
    [
        xmp("<photoshop:Credit>WCS</photoshop:Credit>"),
        xmp("<photoshop:Credit>\n  WCS\t</photoshop:Credit>"),
        xmp('<photoshop:Credit rdf:resource="WCS"/>'),
        xmp('<photoshop:Credit rdf:parseType="Resource"><rdf:value>WCS</rdf:value></photoshop:Credit>'),
        xmp('<photoshop:Credit><rdf:Description rdf:value="WCS"/></photoshop:Credit>'),
        xmp("<photoshop:Credit><rdf:Description><rdf:value>WCS</rdf:value></rdf:Description></photoshop:Credit>"),
        xmp("<photoshop:Credit><rdf:Bag><rdf:li/><rdf:li>WCS</rdf:li></rdf:Bag></photoshop:Credit>"),
        xmp(f"<photoshop:Credit>{alt(('de', 'Falsch'), ('x-default', 'WCS'))}</photoshop:Credit>"),
        f'{BEGIN}<rdf:Description rdf:about="" photoshop:Credit="WCS"/>{END}',
        f'{BEGIN}<rdf:Description/><rdf:Description photoshop:Credit="WCS"/>{END}',
        f'{BEGIN}<rdf:Description photoshop:Credit="WCS"/><rdf:Description photoshop:Credit="Other"/>{END}',
        f"\0\n<?xpacket?>{xmp('<photoshop:Credit>WCS</photoshop:Credit>')}<?xpacket end='w'?>\n \0\0",
    ],
)
def test_a_property_is_read_however_it_is_written(packet: str) -> None:
    assert read(packet.encode()).fields == {"credit_line": "WCS"}


def test_every_property_has_its_field() -> None:
    assert fields(
        "<photoshop:Headline>Редкая встреча</photoshop:Headline>"
        f"<dc:description>{alt(('ru', 'Котёнок'), ('X-Default', '远东豹的幼崽'))}</dc:description>"
        "<photoshop:CaptionWriter>Tia Ghose</photoshop:CaptionWriter>"
        f"<dc:creator><rdf:Seq><rdf:li>Иван Петров</rdf:li><rdf:li>张三</rdf:li></rdf:Seq></dc:creator>{CREDIT}"
        f"<dc:rights>{alt(('en', '© 2013 WCS'))}</dc:rights>"
        "<photoshop:Source>Agency</photoshop:Source>"
        f"<xmpRights:UsageTerms>{alt(('x-default', ' '), ('en', 'Ask first'))}</xmpRights:UsageTerms>"
        "<xmpRights:WebStatement>https://wcs.org/rights</xmpRights:WebStatement>"
        '<cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>'
        "<dc:subject><rdf:Bag><rdf:li>leopard</rdf:li><rdf:li>snow</rdf:li></rdf:Bag></dc:subject>"
        "<photoshop:DateCreated>2013-09-05T04:31:22+08:00</photoshop:DateCreated>"
        "<exif:GPSLatitude>43,28.0469N</exif:GPSLatitude><exif:GPSLongitude>130,36,3.6E</exif:GPSLongitude>"
    ) == {
        "title": "Редкая встреча",
        "caption": "远东豹的幼崽",
        "caption_writer": "Tia Ghose",
        "creator": ("Иван Петров", "张三"),
        "credit_line": "© WWF-Russia / ISUNR",
        "copyright_notice": "© 2013 WCS",
        "supplier": "Agency",
        "usage_terms": "Ask first",
        "web_statement": "https://wcs.org/rights",
        "license": "CC-BY-4.0",
        "tags": ("leopard", "snow"),
        "date_created": "2013-09-05T04:31:22+08:00",
        "decimal_latitude": 43.4674483,
        "decimal_longitude": 130.601,
    }


def test_alt_text_is_read() -> None:
    core = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
    text = alt(("x-default", "A cub in snow"))

    assert fields(f'<i:AltTextAccessibility xmlns:i="{core}">{text}</i:AltTextAccessibility>') == {
        "alt_text": "A cub in snow"
    }


def test_the_iptc_title_is_told_apart_from_the_headline() -> None:
    assert read(xmp(f"<dc:title>{alt(('x-default', 'IMG_0001'))}</dc:title>").encode()).title == "IMG_0001"


@pytest.mark.parametrize(
    "owner",
    [
        '<rdf:li rdf:parseType="Resource"><plus:CopyrightOwnerName>{}</plus:CopyrightOwnerName></rdf:li>',
        '<rdf:li plus:CopyrightOwnerName="{}"/>',
        '<rdf:li><rdf:Description plus:CopyrightOwnerName="{}"/></rdf:li>',
        "<rdf:li><rdf:Description><plus:CopyrightOwnerName>{}</plus:CopyrightOwnerName></rdf:Description></rdf:li>",
    ],
)
def test_owners_are_joined_by_semicolons(owner: str) -> None:
    two = owner.format("WCS") + owner.format("ISUNR")
    older = "<xmpRights:Owner><rdf:Bag><rdf:li>Other</rdf:li></rdf:Bag></xmpRights:Owner>"

    assert fields(f"<plus:CopyrightOwner><rdf:Seq>{two}</rdf:Seq></plus:CopyrightOwner>{older}") == {
        "copyright_owner": "WCS; ISUNR"
    }


def test_an_owner_in_the_older_property_stands_in() -> None:
    older = "<rdf:Bag><rdf:li>WCS</rdf:li><rdf:li>ISUNR</rdf:li></rdf:Bag>"

    assert fields(f"<xmpRights:Owner>{older}</xmpRights:Owner>") == {"copyright_owner": "WCS; ISUNR"}
    assert fields(
        f"<plus:CopyrightOwner><rdf:Seq><rdf:li/></rdf:Seq></plus:CopyrightOwner><xmpRights:Owner>{older}</xmpRights:Owner>"
    ) == {"copyright_owner": "WCS; ISUNR"}


def test_a_licence_that_is_not_known_stays_as_it_is() -> None:
    assert fields("<cc:license>only for the annual report</cc:license>") == {"license": "only for the annual report"}


def test_levels_of_a_keyword_are_joined_by_strokes() -> None:
    said = read(
        xmp(
            "<lr:hierarchicalSubject><rdf:Bag><rdf:li>Species</rdf:li><rdf:li>Species|Leopard Cat</rdf:li></rdf:Bag>"
            "</lr:hierarchicalSubject>"
            "<digiKam:TagsList><rdf:Seq><rdf:li>Species/Leopard Cat</rdf:li><rdf:li>Sex/Female</rdf:li></rdf:Seq>"
            "</digiKam:TagsList>"
            "<dc:subject><rdf:Bag><rdf:li>night</rdf:li><rdf:li>Age|Adult</rdf:li></rdf:Bag></dc:subject>"
        ).encode()
    )

    assert said.keywords == ("Species|Leopard Cat", "Sex|Female", "Age|Adult")
    assert said.fields == {"tags": ("night", "Age|Adult")}


@pytest.mark.parametrize(
    ("created", "original", "time"),
    [
        ("2013", "", "2013"),
        ("2013-09", "", "2013-09"),
        ("2013-09-05T04:31", "", "2013-09-05T04:31"),
        ("2013-09-05T04:31:22.123Z", "", "2013-09-05T04:31:22Z"),
        ("2013-09-05", "2013-09-05T04:31:22", "2013-09-05T04:31:22"),
        ("2013-09-05", "2014-01-01T00:00:00", "2013-09-05"),
        ("", "2013-09-05T04:31:22", "2013-09-05T04:31:22"),
        ("2013-21", "", None),
        ("autumn 2013", "", None),
    ],
)
def test_the_time_is_as_exact_as_it_is_given(created: str, original: str, time: str | None) -> None:
    said = fields(
        f"<photoshop:DateCreated>{created}</photoshop:DateCreated>"
        f"<exif:DateTimeOriginal>{original}</exif:DateTimeOriginal>"
    )

    assert said.get("date_created") == time


@pytest.mark.parametrize(
    ("latitude", "longitude", "status"),
    [
        ("43,28.0469", "130,36.06E", ""),
        ("43,28.0469E", "130,36.06N", ""),
        ("43.4674N", "130.601E", ""),
        ("43,28.0469N", "", ""),
        ("95,0.0N", "130,36.06E", ""),
        ("0,0.0N", "0,0.0E", ""),
        ("43,28.0469N", "130,36.06E", "V"),
    ],
)
def test_a_position_without_hemisphere_or_fix_is_none(latitude: str, longitude: str, status: str) -> None:
    assert not fields(
        f"<exif:GPSLatitude>{latitude}</exif:GPSLatitude><exif:GPSLongitude>{longitude}</exif:GPSLongitude>"
        f"<exif:GPSStatus>{status}</exif:GPSStatus>"
    )


def test_south_and_west_are_negative() -> None:
    said = fields("<exif:GPSLatitude>0,0.0S</exif:GPSLatitude><exif:GPSLongitude>70,30.0W</exif:GPSLongitude>")

    assert said == {"decimal_latitude": 0.0, "decimal_longitude": -70.5}


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>',
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE x>",
    ],
)
def test_entities_and_dtds_are_refused(declared: str) -> None:
    assert read(f"{declared}{xmp(CREDIT)}".encode()) == ({}, None, (), ENTITIES)


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"no XML",
        b"<\0\0",
        xmp(CREDIT)[:-30].encode(),
        xmp("<dc:source>&#0;</dc:source>").encode(),
        b'<?xml version="1.0" encoding="martian"?><x/>',
        b'<?xml version="1.0" encoding="utf-7"?><x/>',
        xmp(CREDIT).encode("latin-1"),
        xmp("<dc:source>&#xD800;</dc:source>").encode(),
    ],
)
def test_what_is_no_xml_is_refused(packet: bytes) -> None:
    assert read(packet) == ({}, None, (), BROKEN)


def test_more_than_anybody_writes_is_refused() -> None:
    assert read(xmp("<a/>" * 200_000).encode()).notes == (
        "its XMP has more parts than anybody writes and was not read",
    )


def test_any_depth_is_harmless() -> None:
    assert read(xmp("<photoshop:Credit>" * 50_000 + "</photoshop:Credit>" * 50_000 + CREDIT).encode()).fields == {}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-16-le"])
def test_a_packet_may_be_in_every_encoding_of_unicode(encoding: str) -> None:
    assert read(f"{xmp(CREDIT)}\n ".encode(encoding)).fields == {"credit_line": "© WWF-Russia / ISUNR"}


def test_a_note_names_what_was_read() -> None:
    assert read(b"", "its sidecar a.jpg.xmp").notes == ("its sidecar a.jpg.xmp is broken and was not read",)


@given(st.text(max_size=60), st.integers(0, 1200))
def test_no_text_is_too_odd(noise: str, at: int) -> None:
    whole = xmp(f"{CREDIT}<exif:GPSLatitude>43,28.0469N</exif:GPSLatitude>")
    read((whole[:at] + noise + whole[at:]).encode(errors="surrogatepass"))
