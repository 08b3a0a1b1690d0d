"""What an archive says of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from logbook.errors import LogbookError
from logbook.formats.dwca import sniff
from tests.formats.dwca.making import archive, bad, read, said, section, sightings

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["scientificName", "locality"]
MEDIA = "http://rs.gbif.org/terms/1.0/Multimedia"


@pytest.mark.parametrize(
    ("how", "data"),
    [
        (r'fieldsTerminatedBy="\t" fieldsEnclosedBy=""', "o1\tLynx lynx\tÖsterdal\n"),
        ("", 'o1,"Lynx lynx",Österdal\n'),
        ('fieldsTerminatedBy=";" fieldsEnclosedBy="\'" encoding="ISO-8859-1"', "o1;'Lynx lynx';Österdal\r\n"),
        (r'fieldsTerminatedBy="|" encoding="UTF-16" linesTerminatedBy="\r\n"', "o1|Lynx lynx|Österdal\r\n"),
        ('fieldsTerminatedBy="##" ignoreHeaderLines="2"', "a##b##c\nd##e##f\no1##Lynx lynx##Österdal\n"),
        ('fieldsTerminatedBy="&#9;" fieldsEnclosedBy="&quot;" ignoreHeaderLines="0"', 'o1\t"Lynx lynx"\tÖsterdal'),
        (r'fieldsTerminatedBy="\t" fieldsEnclosedBy="" linesTerminatedBy="@"', "o1\tLynx lynx\tÖsterdal@"),
    ],
)
def test_rows_are_read_as_the_archive_says(tmp_path: Path, how: str, data: str) -> None:
    encoding = "utf-16" if "UTF-16" in how else "latin-1" if "8859" in how else "utf-8"
    made = archive(
        tmp_path / "a.zip",
        section("core", "Occurrence", NAMES, "o.txt", how or "x='1'"),
        {"o.txt": data.encode(encoding)},
    )

    (found,) = sightings(read(made))

    assert (found.scientific_name, found.locality) == ("Lynx lynx", "Österdal")


def test_a_default_stands_for_an_empty_cell_and_for_a_column_that_is_not_there(tmp_path: Path) -> None:
    more = (
        '<field index="2" term="http://rs.tdwg.org/dwc/terms/locality" default="Somewhere"/>'
        '<field term="http://rs.tdwg.org/dwc/terms/countryCode" default="NO"/>'
    )
    made = archive(
        tmp_path / "a.zip",
        section("core", "Occurrence", ["scientificName"], "o.txt", more=more),
        {"o.txt": "o1\tLynx lynx\t\no2\tLynx lynx\tHere\no3\tLynx lynx\n"},
    )

    found = sightings(read(made))

    assert [one.locality for one in found] == ["Somewhere", "Here", "Somewhere"]
    assert {one.region for one in found} == {"Norway"}


def test_a_core_may_lie_in_several_files_and_in_a_folder(tmp_path: Path) -> None:
    described = section("core", "Occurrence", NAMES, "1.txt").replace(
        "<location>1.txt</location>", "<location> 1.txt </location><location>./2.txt</location>"
    )
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "meta.xml").write_text(
        f'<archive xmlns="http://rs.tdwg.org/dwc/text/">{described}</archive>'
    )
    for number in (1, 2):
        (tmp_path / "a" / "b" / f"{number}.txt").write_text(f"o{number}\tLynx lynx\tHere\n")

    assert len(sightings(read(tmp_path / "a"))) == 2


@pytest.mark.parametrize(
    ("sections", "sentence"),
    [
        ("", "names 0 cores"),
        (section("core", "Taxon", NAMES, "o.txt"), "is of the class Taxon, and a logbook takes occurrences"),
        (section("core", "Event", NAMES, "o.txt"), "is of the class Event, without their occurrences"),
        (section("core", "", NAMES, "o.txt").replace('rowType="http://rs.tdwg.org/dwc/terms/"', ""), "nothing that"),
        (section("core", "Occurrence", NAMES, "p.txt"), "names the file 'p.txt', which is not there"),
        (section("core", "Occurrence", NAMES, "../o.txt"), "names the file '../o.txt', which is not there"),
        (section("core", "Occurrence", NAMES, "o.txt").replace("location", "place"), "names no file for"),
        (section("core", "Occurrence", NAMES, "o.txt").replace('index="1"', 'index="one"'), "has index='one'"),
        (section("core", "Occurrence", NAMES, "o.txt").replace('index="1"', 'index="999999"'), "whole number"),
        (section("core", "Occurrence", NAMES, "o.txt").replace('index="1" term="', 'term="" x="'), "without a term"),
        (section("core", "Occurrence", NAMES, "o.txt", 'fieldsTerminatedBy=""'), "nothing stands between fields"),
        (section("core", "Occurrence", NAMES, "o.txt", "fieldsEnclosedBy=\"''\""), "one character, or none"),
        (section("core", "Occurrence", NAMES, "o.txt", 'encoding="klingon"'), "'klingon', which is no encoding"),
        (section("core", "Occurrence", NAMES, "o.txt", 'encoding="zip"'), "'zip', which is no encoding of text"),
        (section("core", "Occurrence", NAMES, "o.txt", 'encoding="idna"'), "'idna', which is no encoding of text"),
        (section("core", "Occurrence", NAMES, "o.txt", "fieldsEnclosedBy=','"), "between fields, and encloses them"),
        (section("core", "Occurrence", NAMES, "o.txt", r'fieldsTerminatedBy="\n"'), "between fields, and ends their"),
        (section("core", "Occurrence", NAMES, "o.txt") + "</b>", "meta.xml is not well-formed XML"),
    ],
)
def test_what_is_no_archive_of_occurrences_is_refused_with_a_sentence(
    tmp_path: Path, sections: str, sentence: str
) -> None:
    made = archive(tmp_path / "a.zip", sections, {"o.txt": "o1\tLynx lynx\tHere\n"})

    with pytest.raises(LogbookError, match=sentence):
        read(made)


@pytest.mark.parametrize(
    "row_type", ["http://rs.tdwg.org/dwc/xsd/simpledarwincore/SimpleDarwinRecord", "http://digir.net/DarwinCore"]
)
def test_older_names_for_occurrences_are_known(tmp_path: Path, row_type: str) -> None:
    made = archive(tmp_path / "a.zip", section("core", row_type, NAMES, "o.txt"), {"o.txt": "o1\tLynx lynx\tHere\n"})

    assert len(sightings(read(made))) == 1


@pytest.mark.parametrize(("link", "which"), [("id", "the id of o.txt"), ("coreid", "the coreid of m.txt")])
def test_an_archive_whose_rows_cannot_be_joined_is_refused(tmp_path: Path, link: str, which: str) -> None:
    sections = section("core", "Occurrence", NAMES, "o.txt") + section("extension", MEDIA, NAMES, "m.txt")
    files = {"o.txt": "o1\tLynx lynx\tHere\n", "m.txt": "o1\ta\tb\n"}
    made = archive(tmp_path / "a.zip", sections.replace(f'<{link} index="0"/>', ""), files)

    with pytest.raises(LogbookError, match=f"does not say which column is {which}"):
        read(made)


def test_rows_of_another_width_are_told_of(tmp_path: Path) -> None:
    made = archive(
        tmp_path / "a.zip",
        section("core", "Occurrence", NAMES, "o.txt"),
        {"o.txt": "o1\tLynx lynx\tHere\no2\tLynx lynx\no3\tLynx lynx\tbehind\tthe barn\no4\tLynx lynx\tThere\t\n"},
    )

    parts = read(made)

    assert [one.locality for one in sightings(parts)] == ["Here", None, "There"]
    assert bad(parts) == [
        "o.txt, line 3: it has 4 cells, and the others have 3; does one hold what stands between cells?"
    ]
    assert said(parts).startswith("o.txt: rows with fewer cells than meta.xml names columns")


def test_entities_are_never_read(tmp_path: Path) -> None:
    (tmp_path / "meta.xml").write_text('<!DOCTYPE a [<!ENTITY b "c">]><archive>&b;</archive>')

    with pytest.raises(LogbookError, match=r"meta\.xml declares a DTD or entities"):
        read(tmp_path)


def test_a_description_beyond_all_measure_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logbook.formats.markup._LARGEST", 100)

    with pytest.raises(LogbookError, match="too large to be read whole"):
        read(archive(tmp_path / "a.zip", "x" * 100, {}))


def test_a_source_without_a_description_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LogbookError, match=r"holds no meta\.xml"):
        read(tmp_path)


def test_a_row_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    made = archive(
        tmp_path / "a.zip",
        section("core", "Occurrence", NAMES, "o.txt"),
        {"o.txt": "o1\tLynx lynx\tHere\no2\tLynx \0lynx\tHere\n"},
    )

    assert len(sightings(read(made))) == 1
    assert "o.txt, line 2: the row holds a NUL character" in bad(read(made))[0]


def test_an_archive_is_known_by_its_description() -> None:
    assert sniff(b'<archive xmlns="http://rs.tdwg.org/dwc/text/">')
    assert not sniff(b"<archive>")
