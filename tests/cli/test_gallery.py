"""`logbook gallery`: a folder or file with a page of pictures, which is there whole or not at all."""

from __future__ import annotations

import base64
import os
import re
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PIL import Image as Pixels

from logbook.cli import output
from logbook.pictures import scaling
from logbook.records import Image, Permission
from tests import essay
from tests.cli import stored
from tests.pictures import exiftool

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Run

PAGE = Path("out/index.html")
FILES = {1: "cam/a.jpg", 3: "cam/c.jpg", 6: "cam/f.jpg"}
GRANTED = Permission(status="granted", by="WCS", use="editorial")


def keep(**fields: dict[int, object]) -> None:
    """Write the essay's logbook, some of its pictures with other fields, by their numbers."""
    images = {
        number: replace(image, **{name: values[number] for name, values in fields.items() if number in values})
        for number, image in essay.BOOK.images.items()
    }
    essay.write(Path("logbook.json").absolute(), replace(essay.BOOK, images=images))


@pytest.fixture
def pictured() -> None:
    """Write the essay's logbook, three of its pictures with files: the first is larger than a phone."""
    for number, name in FILES.items():
        stored.jpeg(name, shade=number)
    Pixels.effect_noise((1100, 700), 60).save("cam/a.jpg")
    keep(file=FILES)


def shown() -> list[str]:
    """List the pictures of the page, in their order."""
    return re.findall(r'<article[^>]* id="(i[0-9]+)"', PAGE.read_text(encoding="utf-8"))


def copies() -> dict[str, int]:
    """Give the copies that stand beside the page, each with the number of its place on the disk."""
    return {path.name: path.stat().st_ino for path in Path("out").glob("*.jpg")}


def litter() -> set[str]:
    """Name the hidden folders that were left behind."""
    return {path.name for path in Path.cwd().rglob(".*") if path.is_dir()}


@pytest.mark.usefixtures("essay_file")
def test_the_published_essay_is_shown_with_place_holders_and_every_picture_is_marked(run: Run) -> None:
    done = run("gallery out")

    assert shown() == ["i1", "i2", "i3", "i4", "i5", "i6"]
    assert done.stdout == "".join(f"i{at}\tplace-holder\trecorded without a file\n" for at in range(1, 7))
    assert done.stderr.splitlines()[-2:] == [
        "6 of 6 pictures not cleared for editorial use, and marked so: logbook images --not-cleared",
        "wrote out/index.html: 6 pictures, 6 place-holders among them",
    ]
    text = PAGE.read_text(encoding="utf-8")
    assert text.count("NOT CLEARED FOR PUBLICATION") >= 7
    assert all(line in text for line in essay.LINES if line)
    assert [path.name for path in Path("out").iterdir()] == ["index.html"]


@pytest.mark.usefixtures("essay_file")
def test_within_the_house_nothing_is_marked(run: Run) -> None:
    assert "cleared" not in run("gallery out --use internal").stderr
    assert "NOT CLEARED" not in PAGE.read_text(encoding="utf-8")


@pytest.mark.usefixtures("pictured")
def test_the_copies_of_a_picture_stand_beside_the_page_each_named_in_it(run: Run) -> None:
    done = run("gallery out i1 i2 i3")

    assert done.stdout.splitlines() == [
        "i1\twritten\t",
        "i2\tplace-holder\trecorded without a file",
        "i3\twritten\t",
    ]
    names = copies()
    assert {re.sub("-[0-9a-f]{10}", "", name) for name in names} == {f"i1-{at}.jpg" for at in (480, 960, 1100)} | {
        "i3-64.jpg"
    }
    text = PAGE.read_text(encoding="utf-8")
    assert all(name in text for name in names)
    assert "cam/" not in text


@exiftool.needed
@pytest.mark.usefixtures("pictured")
def test_the_credit_is_in_every_copy_and_no_position(run: Run) -> None:
    exiftool.write([Path("cam/a.jpg")], "-GPSLatitude=43.6", "-GPSLatitudeRef=N", "-SerialNumber=SN-1")
    run("edit i1 --credit 'WCS / Russia'")
    run("gallery out i1")

    found = exiftool.read_all(sorted(Path("out").glob("*.jpg")))
    assert {one["XMP-photoshop:Credit"] for one in found} == {"WCS / Russia"}
    assert not [name for one in found for name in one if "GPS" in name or "Serial" in name]


@pytest.mark.usefixtures("pictured")
@pytest.mark.parametrize("line", ["gallery out", "gallery out --dry-run", "export --format embedded out"])
def test_what_is_stamped_into_pictures_of_a_hidden_place_is_to_be_looked_at(run: Run, line: str) -> None:
    said = "what a camera stamped into the pixels (date, station) stays in the copies; look at each before it goes out"

    run("edit s3 --species 'Red fox'")
    assert f"{said}: i1, i3, i6\n" in run(line).stderr
    run("species 'Red fox' --sensitivity none --reference WCS")
    assert f"{said}: i1, i3\n" in run(line).stderr
    assert "stamped" not in run(f"{line} --exact").stderr


@pytest.mark.usefixtures("pictured")
def test_a_second_run_scales_nothing_and_needs_no_leave(run: Run) -> None:
    run("gallery out")
    before = copies()
    run("gallery out --title 'Another title'")
    assert copies() == before
    assert "Another title" in PAGE.read_text(encoding="utf-8")

    run("edit i1 --credit WWF")
    run("gallery out")
    after = copies()
    assert {name for name in before if before[name] == after.get(name)} == {n for n in before if n[:2] != "i1"}
    assert len(after) == len(before)


@pytest.mark.usefixtures("pictured")
def test_a_page_that_somebody_edited_is_replaced_only_on_request(run: Run) -> None:
    run("gallery out")
    PAGE.write_text(PAGE.read_text(encoding="utf-8").replace("Mama cat", "Mother"), encoding="utf-8")

    refused = run("gallery out", code=1)
    assert refused.stderr == (
        "logbook: out/index.html was edited since it was made; name another place, or --replace it\n"
    )
    run("gallery out --replace")
    assert "Mama cat" in PAGE.read_text(encoding="utf-8")
    Path("out/notes.txt").touch()
    assert "it holds 'notes.txt'" in run("gallery out --replace", code=1).stderr


@pytest.mark.usefixtures("pictured")
def test_one_file_holds_all_and_can_be_made_anew(run: Run) -> None:
    done = run("gallery out.html --single-file i1 i6")

    text = Path("out.html").read_text(encoding="utf-8")
    inside = [base64.b64decode(one) for one in re.findall(r"data:image/jpeg;base64,([^\"'\s]+)", text)]
    sizes = set()
    for at, data in enumerate(inside):
        Path(f"{at}.jpg").write_bytes(data)
        with Pixels.open(f"{at}.jpg") as picture:
            sizes.add(picture.size)
    assert sizes == {(1100, 700), (64, 48)}
    assert re.fullmatch(r"wrote out\.html, 0\.[0-9] MB: 2 pictures", done.stderr.splitlines()[-1])
    run("gallery page --single-file i1")
    assert "page is a file; name another place" in run("gallery page", code=1).stderr
    run("gallery out")
    assert "out is a folder; name another place" in run("gallery out --single-file", code=1).stderr
    assert litter() == set()


@pytest.mark.usefixtures("pictured")
def test_a_dry_run_tells_what_would_be_written(run: Run) -> None:
    done = run("gallery out i1 i2 --dry-run")

    assert done.stdout == "i1\twould be written\t\ni2\tplace-holder\trecorded without a file\n"
    assert done.stderr.splitlines()[-2:] == [
        "would write out/index.html: 2 pictures, 1 place-holder among them",
        "a dry run: nothing was written",
    ]
    assert not Path("out").exists()


@pytest.mark.usefixtures("pictured")
def test_a_terminal_gets_the_counts_and_the_path(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "on_terminal", lambda: True)

    done = run("gallery out")
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1] == "wrote out/index.html: 6 pictures, 3 place-holders among them"


def test_a_picture_of_which_no_copy_can_be_made_gets_a_place_holder_and_a_sentence(run: Run) -> None:
    stored.jpeg("ok.jpg")
    Path("broken.jpg").write_bytes(Path("ok.jpg").read_bytes()[:200])
    Path("film.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    keep(file={1: "gone.jpg", 2: "broken.jpg", 3: "film.mp4", 4: "ok.jpg"}, sha256={4: "0" * 64})

    done = run("gallery out --order i1,i2,i3,i4")

    assert [line.split("\t")[1] for line in done.stdout.splitlines()] == ["place-holder"] * 3 + ["written"]
    said = done.stderr.splitlines()
    for ref, name in (("i1", "gone.jpg"), ("i2", "broken.jpg"), ("i3", "film.mp4")):
        [line] = [line for line in said if line.startswith(ref)]
        assert name in line
        assert line.endswith("; a place-holder is shown")
    assert "i4: its file has changed since it was recorded; look whether it is the same picture" in said


@pytest.mark.parametrize(
    ("line", "refs"),
    [
        ("--order i6,i1", ["i6", "i1"]),
        ("--like-publication 'leopard cubs'", ["i4", "i1", "i2", "i3", "i5", "i6"]),
        ("s3 i2", ["i2", "i6"]),
        ("--region russia", ["i5", "i6"]),
        ("--region russia --order i6,i5", ["i6", "i5"]),
    ],
)
def test_pictures_are_chosen_and_ordered_as_asked(run: Run, line: str, refs: list[str]) -> None:
    [first] = essay.BOOK.images[4].publications
    keep(publications={4: (replace(first, position=0),)})

    run(f"gallery out {line}")
    assert shown() == refs


@pytest.mark.usefixtures("essay_file")
def test_without_an_order_the_earliest_sighting_as_it_is_told_comes_first(run: Run) -> None:
    for ref, day in (("s1", "2014"), ("s3", "2013")):
        run(f"edit {ref} --date {day}")
    run("gallery out")
    assert shown() == ["i6", "i1", "i2", "i3", "i4", "i5"]


@pytest.mark.usefixtures("essay_file")
def test_what_falls_out_of_an_order_is_said(run: Run) -> None:
    said = "of --order left out, for they are not among the pictures that are meant: i1, i2"
    assert said in run("gallery out --region russia --order i6,i1,i2").stderr
    assert shown() == ["i6"]


@pytest.mark.usefixtures("essay_file")
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("out --order i9", 3, "there is no picture i9"),
        ("out --order s1", 2, "s1 is a sighting, and here only a picture will do"),
        ("out --order 1", 2, "s1 is a sighting"),
        ("out --order i1,,i2", 2, "'' is not an id"),
        ("out --order ''", 2, "'' is not an id"),
        ("out --order i1,i2,i1", 2, "i1 stands twice in --order"),
        ("out --order i1 --like-publication Rare", 2, "--order and --like-publication are two orders; choose one"),
        ("out --region russia --order i1", 1, "none of --order is among the pictures that are meant"),
        ("out --like-publication 'Rare Amur leopart'", 1, "did you mean"),
        ("out --like-publication '!'", 2, "'!' is no title"),
        ("out --region france", 1, "no picture was found, and nothing was written"),
        ("out i9", 3, "there is no picture i9"),
        ("out c1", 2, "c1 is a credit"),
        ("i3", 2, "i3 is an id, and the place comes before the ids; one of that name is ./i3"),
        ("- i3", 2, "'-' is no place to write to"),
        ("''", 2, "'' is no place to write to"),
        ("out --intro - -", 2, "stdin holds one thing"),
        ("out --url javascript:alert(1)", 2, "'javascript:alert(1)' is no address of a page"),
        ("out --url http://[", 2, "'http://[' is no address of a page"),
        ("out --url 'https://a b/'", 2, "'https://a b/' is no address of a page"),
        ("out --exact --delay 1y", 2, "choose one"),
        ("out --use print", 2, "'print'"),
        (".", 1, "is a folder that the logbook itself is in"),
        ("logbook.json", 1, "belongs to the logbook itself"),
        ("logbook.json/out", 1, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_written(run: Run, line: str, code: int, said: str) -> None:
    before = stored.files()

    assert said in run(f"gallery {line}", code=code).stderr
    assert stored.files() == before


@pytest.mark.usefixtures("essay_file")
def test_pictures_that_were_printed_elsewhere_are_none_of_a_publication(run: Run) -> None:
    run("edit i1 --published 'The cats of Jilin'")
    said = "none of the pictures that are meant was printed under 'Jilin'"
    assert said in run("gallery out i2 --like-publication Jilin", code=1).stderr


@pytest.mark.usefixtures("pictured")
def test_a_folder_that_a_picture_is_in_and_its_file_are_never_written_over(run: Run) -> None:
    assert "cam is a folder that the file of i1 is in" in run("gallery cam --replace", code=1).stderr
    assert "cam/f.jpg is the file of i6" in run("gallery cam/f.jpg --single-file --replace", code=1).stderr


def test_barred_pictures_stop_it_with_the_list_of_all(run: Run) -> None:
    refused = replace(GRANTED, status="refused")
    keep(permission={1: refused, 2: GRANTED}, embargo_until={5: "2027-01-01"}, title={5: None})

    done = run("gallery out", code=1)

    assert [line for line in done.stderr.splitlines() if "barred:" in line] == [
        "i1 'Rare sight' is barred: refused by WCS for editorial",
        "i5 is barred: under embargo until 2027-01-01; nobody has been asked",
    ]
    assert done.stderr.endswith(
        "logbook: 2 of 6 pictures must not be printed for editorial use, and nothing was written;"
        " --skip-barred leaves them out\n"
    )
    assert not Path("out").exists()


def test_barred_pictures_are_left_out_on_request_and_named(run: Run) -> None:
    keep(permission={1: replace(GRANTED, status="refused"), 2: GRANTED})

    done = run("gallery out --skip-barred i1 i2")

    assert shown() == ["i2"]
    assert "i1" not in re.findall(r"\bi[0-9]\b", PAGE.read_text(encoding="utf-8").split("<main", 1)[1])
    assert "1 picture left out, barred for editorial use: refused by WCS for editorial: i1" in done.stderr
    assert "not cleared" not in done.stderr
    assert done.stdout.splitlines()[-1] == "i1\tleft out\trefused by WCS for editorial"
    assert done.stderr.endswith("wrote out/index.html: 1 picture, 1 place-holder among them, 1 left out\n")


def test_a_picture_whose_credit_line_may_not_be_told_is_not_shown_without_it(run: Run) -> None:
    run("--file logbook.json add 'Amur leopard' --at 43.61234,130.61234 --locality 'Wolf Rock'")
    run("attach s1 --title Ridge --credit 'WCS / Wolf Rock'")
    run("species 'Amur leopard' --sensitivity extreme --reference us")
    run("edit i1 --license CC-BY-4.0")

    done = run("gallery out", code=1)
    assert "i1 'Ridge' is barred: its credit line names a place that may not be told; agree on" in done.stderr
    assert not Path("out").exists()
    run("attach s1 --title Den --credit WCS")
    assert "i1\tleft out\tits credit line names a place" in run("gallery out --skip-barred").stdout
    assert shown() == ["i2"]
    run("gallery house --exact")
    assert "WCS / Wolf Rock" in Path("house/index.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("essay_file")
def test_a_title_that_names_a_hidden_place_is_told_of(run: Run) -> None:
    run("species 'Amur leopard' --sensitivity extreme --reference us")
    run("edit s1 --at 43.61234,130.61234 --locality 'Wolf Rock creek'")

    line = "gallery out --replace --title 'Cubs of Wolf Rock creek'"
    assert "the title or the introduction names a place or day that may not be told" in run(line).stderr
    assert "the title or" not in run(f"{line} --exact").stderr
    assert "the title or" not in run("gallery out --title Cubs --intro 'Six pictures'").stderr


def test_a_picture_without_alt_text_is_told_of(run: Run) -> None:
    keep(alt_text={2: None, 5: None})
    assert (
        'no alt text on record of i2, i5: logbook edit i2 --alt "What the picture shows"' in run("gallery out").stderr
    )


@pytest.mark.usefixtures("essay_file")
def test_a_folder_is_not_called_as_a_file_is(run: Run) -> None:
    assert run("gallery essay.HTML", code=2).stderr == (
        "logbook: essay.HTML is the name of a file: add --single-file, or name a folder\n"
    )


def test_where_all_are_barred_skipping_them_does_not_help(run: Run) -> None:
    keep(permission={1: replace(GRANTED, status="refused")})

    done = run("gallery out --skip-barred i1", code=1)
    assert done.stderr.endswith("1 of 1 picture must not be printed for editorial use, and nothing was written\n")


@pytest.mark.usefixtures("essay_file")
def test_what_a_sighting_under_embargo_shows_is_barred_and_its_record_is_told_nowhere(run: Run) -> None:
    run("edit s1 --embargo 2030-01-01")
    run("edit s3 --breeding dependent-young")
    run("add 'Amur leopard' --region Russia --date 2001 --breeding nursing --embargo 2030-01-01")

    done = run("gallery out --skip-barred")

    assert shown() == ["i5", "i6"]
    assert "embargo until 2030-01-01" in done.stderr
    text = PAGE.read_text(encoding="utf-8")
    assert not re.findall(r"\bs[14]\b", text.split("<main", 1)[1])
    assert "s4" not in done.output


@pytest.mark.usefixtures("essay_file")
def test_who_is_first_is_looked_up_in_all_that_may_be_told(run: Run) -> None:
    run("edit s1 --date 2014 --at 43.6,130.6")
    run("add 'Amur leopard' --region 'Jilin, China' --date 2013 --animals 'F+2' --at 44.6,130.6")

    done = run("gallery out s1 --delay 0")

    text = PAGE.read_text(encoding="utf-8")
    assert "contradicted by s4" in text
    assert "1 sighting with a generalised place" in done.stderr


@pytest.mark.usefixtures("essay_file")
def test_title_and_introduction_are_as_typed_however_long(run: Run) -> None:
    title, word = "<script>" + "x" * 5000, "y" * 5000
    run(f"gallery out --title '{title}' --intro -", stdin=f"One {{{{ 1 }}}}.\n\n{word}\n")

    text = PAGE.read_text(encoding="utf-8")
    assert "&lt;script&gt;" + "x" * 5000 in text
    assert "<script>x" not in text
    assert "{{ 1 }}" in text
    assert word in text


@pytest.mark.usefixtures("essay_file")
def test_ids_come_in_on_stdin(run: Run) -> None:
    run("gallery out -", stdin="i3\ni2\n")
    assert shown() == ["i2", "i3"]


@pytest.mark.usefixtures("essay_file")
def test_the_address_of_the_page_is_handed_over(run: Run) -> None:
    run("gallery out --url https://example.org/cats/")
    assert 'href="https://example.org/cats/"' in PAGE.read_text(encoding="utf-8")


def interrupt() -> None:
    raise KeyboardInterrupt


def fill_the_disk() -> None:
    raise OSError(28, "No space left on device")


def terminate() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def close_the_window() -> None:
    os.kill(os.getpid(), signal.SIGHUP)


heeds_the_window = pytest.mark.skipif(
    os.name == "nt" or signal.getsignal(signal.SIGHUP) is not signal.SIG_DFL, reason="Windows, or under nohup"
)


@pytest.mark.usefixtures("pictured")
@pytest.mark.parametrize(
    ("stop", "code", "said"),
    [
        (interrupt, 130, "logbook: interrupted"),
        (fill_the_disk, 1, "logbook: out cannot be written: No space left on device"),
        (terminate, 143, ""),
        pytest.param(close_the_window, 129, "", marks=heeds_the_window),
    ],
)
def test_what_stops_in_the_middle_leaves_the_old_gallery_whole(
    run: Run, monkeypatch: pytest.MonkeyPatch, stop: Callable[[], None], code: int, said: str
) -> None:
    run("gallery out")
    before, page = copies(), PAGE.read_bytes()

    def scale(*_: object) -> tuple[()]:
        stop()
        return ()

    monkeypatch.setattr(scaling, "scale", scale)
    assert said in run("gallery out", code=code).stderr
    assert (copies(), PAGE.read_bytes()) == (before, page)
    assert litter() == set()


def test_a_picture_of_nothing_stands_alone(run: Run) -> None:
    book = replace(essay.BOOK, images={1: Image(title="A ridge", credit_line="WCS")}, sightings={})
    essay.write(Path("logbook.json").absolute(), book)

    run("gallery out")
    assert shown() == ["i1"]
