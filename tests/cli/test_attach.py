"""`logbook attach`, as it is typed."""

from __future__ import annotations

import hashlib
import shlex
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.cli.cards import picture
from tests.cli.stored import FILE, files, jpeg, records, stored
from tests.pictures import making

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Credit="© WWF Russia/ISUNR">
<dc:creator><rdf:Seq><rdf:li>Ли</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A cub</rdf:li></rdf:Alt></dc:description>
<dc:subject><rdf:Bag><rdf:li>snow</rdf:li><rdf:li>cub</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""

pytestmark = pytest.mark.usefixtures("essay_file")


def captioned(name: str, packet: str = PACKET) -> None:
    """Make a picture as an editor's program writes it."""
    Image.new("L", (64, 48)).save(name, xmp=packet.encode())


def test_a_file_tells_its_time_camera_size_and_digest(run: Run) -> None:
    data = jpeg("more.jpg").read_bytes()
    done = run('attach s2 more.jpg --credit "© WWF-Russia / ISUNR"')
    picture = {name: value for name, value in stored("i7").items() if name not in {"uuid", "added"}}

    assert picture == {
        "file": "more.jpg",
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": "image/jpeg",
        "width": 64,
        "height": 48,
        "date_created": "2013-09-05T04:31:22",
        "camera": "RECONYX HC600",
        "credit_line": "© WWF-Russia / ISUNR",
        "credit": "c2",
    }
    assert stored("s2")["images"] == ["i5", "i7"]
    assert done.stdout == (
        "s2  i7  more.jpg, credit © WWF-Russia / ISUNR\n"
        "    from the file: taken 5 September 2013, 04:31:22, camera RECONYX HC600\n"
    )


def test_a_file_fills_what_was_not_said(run: Run) -> None:
    captioned("cub.jpg")
    done = run("attach s1 cub.jpg --caption 'A cub on snow.'")
    picture = stored("i7")

    assert (picture["creator"], picture["credit_line"], picture["credit"]) == (["Ли"], "© WWF Russia/ISUNR", "c2")
    assert (picture["caption"], picture["tags"]) == ("A cub on snow.", ["snow", "cub"])
    assert stored("c2")["spellings"][-1] == "© WWF Russia/ISUNR"
    assert done.stdout == (
        "s1  i7  cub.jpg, credit © WWF Russia/ISUNR\n    from the file: creator Ли, credit line, 2 tags\n"
    )


def test_what_cannot_be_read_of_a_file_is_told(run: Run) -> None:
    captioned("cub.jpg", packet="<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")

    assert "cub.jpg: " in run("attach s1 cub.jpg").stderr


def test_rights_and_a_publication_are_said_with_the_picture(run: Run) -> None:
    run(
        'attach s1 --title T --owner WCS --notice "© 2013 WCS" --supplier EPA --license "cc by-nc 4.0" --terms "Ask."'
        ' --statement https://wcs.example --published "In Images" --author "Tia Ghose" --publisher "Live Science"'
        " --published-on 2015-11-20 --published-at https://a.example --position 2"
    )
    picture = {name: value for name, value in stored("i7").items() if name not in {"uuid", "added"}}

    assert picture == {
        "title": "T",
        "copyright_owner": "WCS",
        "copyright_notice": "© 2013 WCS",
        "supplier": "EPA",
        "license": "CC-BY-NC-4.0",
        "usage_terms": "Ask.",
        "web_statement": "https://wcs.example",
        "publications": [
            {
                "title": "In Images",
                "author": "Tia Ghose",
                "publisher": "Live Science",
                "date": "2015-11-20",
                "url": "https://a.example",
                "position": 2,
            }
        ],
    }


class TestNoSighting:
    def test_a_picture_of_the_habitat_belongs_to_no_sighting(self, run: Run) -> None:
        jpeg("a.jpg")
        jpeg("b.jpg", shade=9)
        before = records("sightings")
        done = run("attach --no-sighting a.jpg b.jpg --credit WCS")

        assert (list(records("images"))[-2:], records("sightings")) == (["7", "8"], before)
        assert done.stdout.startswith("i7  a.jpg, credit WCS\n    from the file: taken")
        assert "attach i7 i8 to no sighting" in run("undo --list").stdout

    def test_a_title_is_enough(self, run: Run) -> None:
        run('attach --no-sighting --title "The team"')

        assert stored("i7")["title"] == "The team"

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            ("", 2, "attach needs a picture file, or --title"),
            ("copy.jpg", 1, "copy.jpg is in the logbook already, as i7; nothing was changed"),
            ("i1", 1, "i1 is in the logbook already; nothing was changed"),
            ("s1", 2, "s1 is a sighting; only pictures"),
        ],
    )
    def test_it_must_be_a_new_picture(self, run: Run, words: str, code: int, said: str) -> None:
        jpeg("a.jpg").rename("copy.jpg")
        jpeg("a.jpg")
        run("attach s1 a.jpg")
        before = FILE.read_bytes()

        assert said in run(f"attach --no-sighting {words}", code=code).stderr
        assert FILE.read_bytes() == before


def test_a_picture_without_a_file_is_known_by_its_title(run: Run) -> None:
    run('attach s1 --title "Mama cat"')

    assert stored("i7")["title"] == "Mama cat"
    assert "file" not in stored("i7")


@pytest.mark.parametrize("word", ["i5", "I5"])
def test_a_picture_of_the_logbook_is_linked(run: Run, word: str) -> None:
    run(f"attach s3 {word}")

    assert stored("s3")["images"] == ["i6", "i5"]
    assert len(records("images")) == 6


def test_a_file_named_like_an_id_is_a_file(run: Run) -> None:
    jpeg("i5.jpg").rename("i5")
    run("attach s3 i5")

    assert stored("i7")["file"] == "i5"


def test_the_same_picture_is_not_attached_twice_unnoticed(run: Run) -> None:
    jpeg("a.jpg")
    jpeg("copy.jpg")
    run("attach s1 a.jpg --title Cub")
    before = FILE.read_bytes()

    assert "i7 is a picture of s1 already; nothing was changed" in run("attach s1 copy.jpg", code=1).stderr
    assert FILE.read_bytes() == before
    done = run("attach s2 copy.jpg --title Mother")
    assert "copy.jpg is in the logbook already, as i7 of s1: that picture is linked" in done.stderr
    assert "the title of i7 was 'Cub' before" in done.stderr
    assert (stored("s2")["images"], stored("i7")["title"]) == (["i5", "i7"], "Mother")


def test_several_are_attached_in_the_order_typed_and_undone_at_once(run: Run) -> None:
    jpeg("b.jpg", shade=9)
    jpeg("a.jpg")
    before = {table: records(table) for table in ("sightings", "images", "credits")}
    run("attach 3 b.jpg i1 a.jpg --credit Me")

    assert stored("s3")["images"] == ["i6", "i7", "i1", "i8"]
    run("undo")
    assert {table: records(table) for table in ("sightings", "images", "credits")} == before


def test_a_dry_run_writes_nothing(run: Run) -> None:
    jpeg("a.jpg")
    before, there = FILE.read_bytes(), files()
    done = run("attach s1 a.jpg --dry-run")

    assert "i7 (picture, new)" in done.stdout
    assert "a dry run: nothing was written" in done.stderr
    assert (FILE.read_bytes(), files()) == (before, there)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("", 2, "name the sighting that the pictures belong to, such as s7, or say --no-sighting"),
        ("s1", 2, "attach needs a picture file, or --title"),
        ("s1 --credit WCS", 2, "attach needs a picture file, or --title"),
        ("i1 a.jpg", 2, "pictures are attached to a sighting, and i1 is none"),
        ("cub a.jpg", 2, "'cub' is not an id"),
        ("'s1 s2' a.jpg", 3, "s1 s2 are 2 records, and here one is asked for"),
        ("s9 a.jpg", 3, "there is no sighting s9"),
        ("s1 i9", 3, "there is no picture i9"),
        ("s1 s2", 2, "s2 is a sighting; only pictures, or their files, go to a sighting"),
        ("s1 missing.jpg", 1, "there is no picture missing.jpg"),
        ("s1 .", 1, "is a folder"),
        ("s1 a.jpg i5 --title T", 2, "--title can be said of one picture only, and here are 2"),
        ("s1 i1", 1, "i1 is a picture of s1 already"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(run: Run, words: str, code: int, said: str) -> None:
    jpeg("a.jpg")
    before = FILE.read_bytes()

    assert said in run(f"attach {words}", code=code).stderr
    assert FILE.read_bytes() == before


def test_the_ten_pictures_of_the_camtrap_dp_example_attach(run: Run) -> None:
    paths = shlex.join(map(str, sorted(making.FRAMES.iterdir())))
    run(f'attach s1 {paths} --credit "Research Institute for Nature and Forest" --license CC-BY-4.0')
    pictures = [stored(f"i{number}") for number in range(7, 17)]

    assert len({one["sha256"] for one in pictures}) == 10
    assert {one["date_created"][:10] for one in pictures} == {"2021-04-11"}
    assert {(one["width"], one["height"], one["camera"]) for one in pictures} == {
        (16, 12, "RECONYX HYPERFIRE 2 COVERT")
    }
    assert "i7 is a picture of s1 already" in run(f"attach s1 {paths}", code=1).stderr


def test_a_sighting_without_a_date_is_offered_that_of_its_picture(run: Run) -> None:
    picture("a.jpg", "2013-10-09T04:31:00")
    run("add Lynx --region Russia")

    told = "s4 has no date, and these pictures have one: logbook edit s4 --date 2013-10-09T04:31:00"
    assert told in run("attach s4 a.jpg").stderr
    run("edit s4 --date 2013-10-09T04:31:00")
    assert "has no date" not in run("attach s4 --title Tracks").stderr


def test_a_picture_of_another_sighting_belongs_to_both_and_that_is_told(run: Run, essay_file: Path) -> None:
    assert "i1 is a picture of s1 too, and stays one" in run("attach s2 i1").stderr


def test_a_file_in_the_place_of_the_sighting_is_told_from_one(run: Run, essay_file: Path) -> None:
    picture("a.jpg", "2013-10-09T04:31:00")
    said = "a.jpg is a file; name its sighting first, such as s7, or say --no-sighting"
    assert said in run("attach a.jpg", code=2).stderr


def test_pictures_of_no_sighting_may_begin_a_logbook(run: Run) -> None:
    picture("a.jpg", "2013-10-09T04:31:00")
    assert "made a new logbook" in run("--file new.json attach --no-sighting a.jpg").stderr
