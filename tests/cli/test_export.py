"""`logbook export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from logbook import formats
from logbook.cli import output
from tests import essay
from tests.cli import stored
from tests.pictures import exiftool

if TYPE_CHECKING:
    from tests.cli.conftest import Run

WRITERS = ", ".join(one.NAME for one in formats.writers())
CREDIT = "© WWF-Russia / ISUNR"


@pytest.fixture
def pictured() -> None:
    """Write the essay's logbook, with files for its first picture and its last, whose credit is in Russia."""
    for name in ("cam/a.jpg", "cam/f.jpg"):
        stored.jpeg(name, shade=len(name))
    images = {
        number: replace(
            image, file={1: "cam/a.jpg", 6: "cam/f.jpg"}.get(number), caption="Леопард", creator=("王小明",)
        )
        for number, image in essay.BOOK.images.items()
    }
    essay.write(Path("logbook.json").absolute(), replace(essay.BOOK, images=images))


@pytest.mark.usefixtures("pictured")
def test_sidecars_are_written_beside_the_pictures_and_told_a_line_each(run: Run) -> None:
    done = run("export --format xmp i1 i2 i6")

    assert done.stdout.splitlines() == ["i1\twritten\tcam/a.jpg.xmp", "i2\tfailed\t", "i6\twritten\tcam/f.jpg.xmp"]
    assert done.stderr.splitlines() == ["i2: it has no file", "3 pictures: 2 written, 1 failed"]
    assert run("export --format xmp i1 s3").stdout == "i1\tunchanged\tcam/a.jpg.xmp\ni6\tunchanged\tcam/f.jpg.xmp\n"


@pytest.mark.usefixtures("pictured")
@exiftool.needed
def test_exiftool_reads_back_what_was_typed(run: Run) -> None:
    run(f'edit i6 --credit "{CREDIT}" --alt "Самка леопарда" --title "Full-grown cub"')
    done = run("export --format xmp i6 --to out --exact")
    assert "EXACT PLACES GO OUT: 1 picture as on record, 0 exact positions among them" in done.stderr

    found = exiftool.read(Path("out/cam/f.jpg.xmp"))

    assert found["XMP-photoshop:Credit"] == CREDIT
    assert found["XMP-iptcCore:AltTextAccessibility"] == "Самка леопарда"
    assert (found["XMP-dc:Description"], found["XMP-dc:Creator"]) == ("Леопард", ["王小明"])
    assert found["XMP-photoshop:Headline"] == "Full-grown cub"
    assert not Path("cam/f.jpg.xmp").exists()


@pytest.mark.usefixtures("pictured")
def test_the_filters_of_images_choose(run: Run) -> None:
    assert run("export --format xmp --region russia --credit isunr i6").stdout == "i6\twritten\tcam/f.jpg.xmp\n"
    assert run("export --format xmp --region china --credit isunr").stderr.endswith("nothing found\n")


@pytest.mark.usefixtures("pictured")
def test_a_dry_run_tells_what_would_be_written(run: Run) -> None:
    done = run("export --format xmp i1 --dry-run")

    assert done.stdout == "i1\twould be written\tcam/a.jpg.xmp\n"
    assert done.stderr.splitlines() == ["1 picture: 1 would be written", "a dry run: nothing was written"]
    assert not Path("cam/a.jpg.xmp").exists()


@pytest.mark.usefixtures("pictured")
def test_nothing_written_of_what_was_asked_for_is_a_failure(run: Run) -> None:
    Path("cam/a.jpg.xmp").write_text("<half", encoding="utf-8")

    failed = run("export --format xmp i1 i2", code=1).stderr

    assert "cam/a.jpg.xmp was left alone: it is not well-formed XML" in failed
    assert failed.endswith("logbook: nothing was written; 2 pictures: 2 failed\n")
    assert Path("cam/a.jpg.xmp").read_text(encoding="utf-8") == "<half"


@pytest.mark.usefixtures("pictured")
def test_a_terminal_gets_what_went_wrong_and_the_counts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "on_terminal", lambda: True)

    done = run("export --format xmp i1 i2")

    assert done.stdout == ""
    assert done.stderr.splitlines() == ["i2: it has no file", "2 pictures: 1 written, 1 failed"]


@pytest.mark.usefixtures("pictured")
def test_copies_go_to_the_folder_that_is_named_first(run: Run) -> None:
    pytest.importorskip("pyexiv2", reason="the extra `embed` is not installed")

    assert run("export --format embedded copies i1 --exact").stdout == "i1\twritten\tcopies/a.jpg\n"
    assert run("export --format embedded --to more i6").stdout == "i6\twritten\tmore/i6.jpg\n"
    assert run("export --format embedded ./i6 i6").stdout == "i6\twritten\ti6/i6.jpg\n"
    assert CREDIT.encode() not in Path("cam/f.jpg").read_bytes()


@pytest.mark.usefixtures("pictured")
def test_a_folder_outside_is_named_in_full(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")

    assert run(f"export --format xmp i1 --to {outside} --exact").stdout == f"i1\twritten\t{outside}/cam/a.jpg.xmp\n"


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("export", 2, f"export needs --format, one of {WRITERS}; --list-formats tells of them"),
        ("export --format xpm", 2, "'xpm' is no format that can be written; did you mean xmp?"),
        ("export --format xls", 2, f"'xls' is no format that can be written; it is one of {WRITERS}\n"),
        ("export --format inaturalist x", 2, "inaturalist cannot be written; it is a format of `logbook import`"),
        ("export --format embedded", 2, "needs a folder: logbook export --format embedded FOLDER"),
        ("export --format embedded ''", 2, "needs a folder"),
        (
            "export --format embedded i1",
            2,
            "i1 is an id, and the folder comes before the ids; one of that name is ./i1",
        ),
        ("export --format embedded logbook.json", 1, "logbook.json is a file; name a folder"),
        ("export --format xmp c1", 2, "here only a picture or a sighting will do"),
        ("export --format xmp i99", 3, "there is no picture i99"),
    ],
)
def test_a_slip_is_refused_with_what_to_do(run: Run, essay_file: Path, line: str, code: int, said: str) -> None:
    assert said in run(line, code=code).stderr


def test_without_the_extra_nothing_is_written(run: Run, essay_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyexiv2", None)

    failed = run("export --format embedded copies", code=1)

    assert "pip install 'sighting-logbook[embed]'" in failed.stderr
    assert not Path("copies").exists()


def test_the_formats_are_listed(run: Run) -> None:
    listed = [line.split("\t")[0] for line in run("export --list-formats").stdout.splitlines()]

    assert listed == [one.NAME for one in formats.writers()]
    assert {"camtrap-dp", "embedded", "xmp"} <= set(listed)


def test_a_terminal_lists_the_formats_as_a_table(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "on_terminal", lambda: True)

    assert run("export --list-formats").stdout.startswith("Format")


@pytest.mark.usefixtures("pictured")
def test_pictures_that_must_not_be_printed_are_named_where_copies_go_out(run: Run) -> None:
    pytest.importorskip("pyexiv2")
    run("edit i1 --permission refused --by WCS")

    done = run("export --format embedded copies i1 i6")
    assert "i1 is barred for editorial use: logbook images --barred tells why" in done.stderr
    assert "barred" not in run("export --format xmp i1 i6").stderr


@pytest.mark.usefixtures("pictured")
def test_ids_come_in_from_another_command(run: Run) -> None:
    assert run("export --format xmp - --dry-run", stdin="i1 i6").stdout.count("would be written") == 2


@pytest.mark.usefixtures("pictured")
def test_a_sidecar_beside_its_picture_stays_in_the_house_and_is_exact(run: Run) -> None:
    assert "sensitivity" not in run("export --format xmp i1").stderr
    said = run("export --format xmp --exact", code=2).stderr
    assert "a sidecar beside its picture stays in the house, and is exact; --exact is for --to FOLDER" in said


@pytest.mark.usefixtures("pictured")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("--replace", "--replace is for data sets"),
        ("--project ''", "--project is for data sets"),
        ("--include-published --data-license cc0", "--include-published and --data-license are for data sets"),
    ],
)
def test_what_is_of_data_sets_means_nothing_for_pictures(run: Run, typed: str, said: str) -> None:
    assert f"{said}, and --format xmp is of pictures" in run(f"export --format xmp {typed}", code=2).stderr


@pytest.mark.usefixtures("pictured")
def test_pictures_that_leave_the_house_say_what_is_not_told_of_them(run: Run) -> None:
    run("edit i6 --embargo 2027")
    done = run("export --format xmp --to out i1 i6")

    assert done.stdout == "i1\twritten\tout/i1.jpg.xmp\n"
    assert "1 under embargo and not told: i6" in done.stderr


@pytest.mark.usefixtures("pictured")
def test_a_dash_is_no_folder(run: Run) -> None:
    said = run("export --format embedded -", code=2, stdin="i1").stderr
    assert "- is for ids from stdin, after the folder: --format embedded FOLDER -" in said
    assert not Path("-").exists()
