"""XMP packets: new ones, and what is set into those of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from logbook import __version__
from logbook.errors import LogbookError
from logbook.pictures.properties import qualified
from logbook.pictures.reading import xmp
from logbook.pictures.writing import markup, packets
from logbook.records import Image
from tests.pictures import exiftool

WHOLE = Image(
    date_created="2013-10-09T04:31:22+08:00",
    title="Rare sight",
    caption='Леопард и котята\n& snow < > "quoted"',
    caption_writer="Editor",
    alt_text="Самка леопарда и два котёнка на снегу",
    creator=("Иван Петрович Сидоров-Амурский", "王小明"),
    copyright_owner="WWF-Russia; ISUNR",
    copyright_notice="© 2013 WWF-Russia",
    credit_line="© WWF-Russia / ISUNR",
    supplier="ISUNR",
    license="CC-BY-4.0",
    usage_terms="Not for political use",
    web_statement="https://example.org/rights",
    tags=("leopard", "豹"),
    decimal_latitude=43.6,
    decimal_longitude=130.6,
)
OTHERS = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 6.0">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <!-- kept -->
  <rdf:Description rdf:about="" xmlns:ps="http://ns.adobe.com/photoshop/1.0/" ps:Credit="old" ps:City="Terney">
   <dc:subject xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Bag><rdf:li>tiger</rdf:li></rdf:Bag></dc:subject>
   <dc:description xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Alt>
     <rdf:li xml:lang="x-default">old</rdf:li><rdf:li xml:lang="en">old</rdf:li><rdf:li xml:lang="ru">старый</rdf:li>
   </rdf:Alt></dc:description>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:own="http://own.example/" xmlns:ps="http://ns.adobe.com/photoshop/1.0/">
   <own:thing rdf:parseType="Resource"><own:part>1</own:part></own:thing><ps:Credit>older</ps:Credit>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def fields(data: bytes) -> dict[str, object]:
    said = xmp.read(data)
    assert not said.notes
    return dict(said.fields)


def told(image: Image) -> dict[str, object]:
    """Give the fields of a record that a packet holds."""
    names = [one for one in image.__struct_fields__ if not one.startswith("decimal")]
    return {name: value for name in names if (value := getattr(image, name)) not in (None, ())}


def test_a_record_comes_back_from_its_packet_without_its_position() -> None:
    packet = packets.written(WHOLE)

    assert fields(packet.data) == told(WHOLE)
    assert (packet.changed, packet.notes) == (True, ())


@exiftool.needed
def test_exiftool_reads_every_field_letter_for_letter() -> None:
    Path("a.xmp").write_bytes(packets.written(WHOLE).data)

    found = exiftool.read(Path("a.xmp"), "-XMP:all")

    assert {name: value for name, value in found.items() if name.startswith("XMP-")} == {
        "XMP-x:XMPToolkit": f"logbook {__version__}",
        "XMP-photoshop:Headline": WHOLE.title,
        "XMP-dc:Description": WHOLE.caption,
        "XMP-photoshop:CaptionWriter": WHOLE.caption_writer,
        "XMP-iptcCore:AltTextAccessibility": WHOLE.alt_text,
        "XMP-dc:Creator": list(WHOLE.creator),
        "XMP-photoshop:Credit": "© WWF-Russia / ISUNR",
        "XMP-dc:Rights": WHOLE.copyright_notice,
        "XMP-plus:CopyrightOwner": [{"CopyrightOwnerName": "WWF-Russia"}, {"CopyrightOwnerName": "ISUNR"}],
        "XMP-photoshop:Source": WHOLE.supplier,
        "XMP-xmpRights:UsageTerms": WHOLE.usage_terms,
        "XMP-xmpRights:WebStatement": WHOLE.web_statement,
        "XMP-cc:License": "https://creativecommons.org/licenses/by/4.0/",
        "XMP-dc:Subject": list(WHOLE.tags),
        "XMP-photoshop:DateCreated": "2013:10:09 04:31:22+08:00",
        "XMP-exif:DateTimeOriginal": "2013:10:09 04:31:22+08:00",
        "XMP-xmpRights:Marked": True,
    }


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_survives_or_is_reported(text: str, names: list[str]) -> None:
    packet = packets.written(Image(caption=text, creator=tuple(names)))

    whole = [packets.held(one) for one in (text, *names)]
    items = [item.text for item in markup.parsed(packet.data).root.iter(qualified("rdf:li"))]
    assert items == [one for one in whole if one]
    assert bool(packet.notes) == (whole != [text, *names])


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("a\x07b", "caption: a character that XML cannot hold left out"),
        ("\x00a\ud800b\uffff", "caption: 3 characters that XML cannot hold left out"),
    ],
)
def test_what_xml_cannot_hold_is_left_out_and_said(text: str, note: str) -> None:
    packet = packets.written(Image(caption=text))

    assert packet.notes == (note,)
    assert fields(packet.data) == {"caption": packets.held(text)}


@pytest.mark.parametrize("date", ["2013", "2013-10", "2013-10-09", "2013-10-09T04:31", "2013-10-09T04:31:22Z"])
def test_a_date_goes_out_as_exact_as_it_is_known(date: str) -> None:
    assert fields(packets.written(Image(date_created=date)).data) == {"date_created": date}


@pytest.mark.parametrize("date", ["2013-23", "2013~", "2013-09/2013-10", "../2013", "2013-02-30", "in autumn"])
def test_a_date_that_xmp_cannot_hold_is_left_out_and_said(date: str) -> None:
    packet = packets.written(Image(date_created=date))

    assert packet.notes == (f"date_created: {date} left out, because XMP holds one date or time and no more",)
    assert fields(packet.data) == {}


@pytest.mark.parametrize(
    ("image", "marked"),
    [
        (Image(copyright_notice="© WCS"), b">True<"),
        (Image(copyright_owner="WCS"), b">True<"),
        (Image(copyright_owner="WCS", license="CC0-1.0"), b">False<"),
        (Image(credit_line="WCS", license="CC-BY-4.0"), None),
    ],
)
def test_a_picture_is_marked_where_somebody_owns_it_and_not_in_the_public_domain(image: Image, marked: bytes) -> None:
    data = packets.written(image).data

    assert marked in data if marked else b"Marked" not in data


@pytest.mark.parametrize(
    ("license_", "written"),
    [
        ("CC-BY-4.0", b'<cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>'),
        ("CC-BY-NC", b"<cc:license>CC-BY-NC</cc:license>"),
        ("Ask the owner first", b"<cc:license>Ask the owner first</cc:license>"),
    ],
)
def test_a_licence_is_the_address_of_its_page_or_its_words(license_: str, written: bytes) -> None:
    data = packets.written(Image(license=license_)).data

    assert written in data
    assert fields(data) == {"license": license_}


def test_another_programs_packet_keeps_what_the_record_does_not_say() -> None:
    image = Image(credit_line="© WCS", caption="new", tags=("leopard",))

    packet = packets.written(image, OTHERS)

    assert fields(packet.data) == {"credit_line": "© WCS", "caption": "new", "tags": ("tiger", "leopard")}
    text = packet.data.decode()
    assert text.count("Credit") == 2
    for kept in ("<!-- kept -->", 'ps:City="Terney"', "<own:part>1</own:part>", 'x:xmptk="XMP Core 6.0"'):
        assert kept in text
    assert '<rdf:li xml:lang="en">new</rdf:li>' in text
    assert '<rdf:li xml:lang="ru">старый</rdf:li>' in text


def test_a_packet_that_says_it_already_is_not_changed() -> None:
    image = replace(WHOLE, copyright_owner="WCS")
    packet = packets.written(image, packets.written(image, OTHERS).data)

    assert not packet.changed
    assert not packets.written(WHOLE, packets.written(WHOLE).data).changed


def test_a_packet_of_our_own_is_replaced() -> None:
    ours = packets.written(WHOLE).data

    packet = packets.written(Image(title="Other"), ours)

    assert (fields(packet.data), packet.changed) == ({"title": "Other"}, True)


def test_a_packet_without_a_description_gets_one() -> None:
    empty = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><!-- none --></rdf:RDF>'

    assert fields(packets.written(Image(title="New"), empty).data) == {"title": "New"}


def test_owners_written_as_attributes_are_known_again() -> None:
    data = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/">
        <rdf:Description><plus:CopyrightOwner><rdf:Seq><rdf:li plus:CopyrightOwnerName="WCS" plus:CopyrightOwnerID="7"/>
        </rdf:Seq></plus:CopyrightOwner></rdf:Description></rdf:RDF>"""
    marked = packets.written(Image(copyright_owner="WCS"), data)

    assert b'plus:CopyrightOwnerID="7"' in marked.data
    assert not packets.written(Image(copyright_owner="WCS"), marked.data).changed


def test_what_holds_no_xmp_is_refused() -> None:
    with pytest.raises(LogbookError, match="it holds no XMP"):
        packets.written(WHOLE, b"<html/>")


def test_positions_and_serial_numbers_are_taken_out_at_any_depth() -> None:
    data = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:exif="http://ns.adobe.com/exif/1.0/"
        xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
        <rdf:Description exif:GPSLatitude="43,36N" aux:SerialNumber="77" aux:Lens="50 mm"><!-- c -->
        <e:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource"><exif:GPSLatitude>43,36N</exif:GPSLatitude>
        <e:City>Terney</e:City></rdf:li></rdf:Bag></e:LocationCreated></rdf:Description></rdf:RDF>"""

    packet = packets.written(Image(), data, without_position=True)

    assert (packet.removed, packet.changed) == (("GPSLatitude", "SerialNumber"), True)
    assert b"43,36" not in packet.data
    assert b"77" not in packet.data
    assert b"50 mm" in packet.data
    assert b"Terney" in packet.data
