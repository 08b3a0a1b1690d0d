"""Sidecars and copies, a file for each picture."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from logbook import formats
from logbook.formats import Job, Outcome
from logbook.pictures import reading
from logbook.records import Book, Credit, Image
from tests.pictures import making

ANY = ("embedded", "xmp")
PLACE = {1: "N", 2: [(43, 1), (36, 1), (0, 1)], 3: "E", 4: [(130, 1), (36, 1), (0, 1)]}


def job(book: Book, to: str | None = "out", **more: bool) -> Job:
    return Job(book, book.images, Path.cwd(), originals=book.images, to=Path(to) if to else None, **more)


def book(**pictures: str) -> Book:
    """Make the files named, and a logbook of them: `i1="cam/a.jpg"`."""
    for file in pictures.values():
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_bytes(making.jpeg())
    sha256 = hashlib.sha256(making.jpeg()).hexdigest()
    return Book(
        images={int(which[1:]): Image(file=file, title=which, sha256=sha256) for which, file in pictures.items()}
    )


def write(name: str, todo: Job) -> list[Outcome]:
    if name == "embedded":
        pytest.importorskip("pyexiv2", reason="the extra `embed` is not installed")
    return list(formats.writer(name).write(todo))


def below(folder: str) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def test_a_sidecar_stands_beside_its_picture_which_is_not_touched() -> None:
    whole = book(i1="cam/a.jpg")

    found = write("xmp", job(whole, None))

    assert found == [Outcome("i1", "written", Path.cwd() / "cam/a.jpg.xmp")]
    assert Path("cam/a.jpg").read_bytes() == making.jpeg()
    assert reading.read(Path("cam/a.jpg")).image.title == "i1"


def test_another_folder_has_sidecars_under_the_same_paths() -> None:
    outside = Path.cwd().parent / f"{Path.cwd().name}-outside.jpg"
    whole = book(i1="cam/a.jpg", i2="a.jpg", i3=str(outside), i4=f"../{outside.name}")

    found = write("xmp", job(whole))

    assert [one.state for one in found] == ["written", "written", "written", "failed"]
    assert below("out") == sorted(["a.jpg.xmp", "cam/a.jpg.xmp", f"{outside.relative_to('/')}.xmp"])


@pytest.mark.parametrize("name", ANY)
@pytest.mark.parametrize(("sha256", "why"), [(None, "with no sha256 on record"), ("0" * 64, "its sha256 is another")])
def test_a_picture_outside_the_logbooks_folder_must_be_known(name: str, sha256: str | None, why: str) -> None:
    whole = book(i1=f"../{Path.cwd().name}-outside.jpg")
    whole = replace(whole, images={1: replace(whole.images[1], sha256=sha256)})

    (found,) = write(name, job(whole))

    assert found.state == "failed"
    assert why in found.notes[0]
    assert not Path("out").exists()


def test_no_sidecar_is_written_through_a_link_that_leads_out_of_the_logbooks_folder() -> None:
    whole = book(i1="cam/a.jpg")
    outside = Path.cwd().parent / f"{Path.cwd().name}-outside.xmp"
    Path("cam/a.jpg.xmp").symlink_to(outside)

    (found,) = write("xmp", job(whole, None))

    assert "a.jpg.xmp is a link that leads out of" in found.notes[0]
    assert not outside.exists()


def test_two_pictures_never_share_a_sidecar_though_their_paths_below_the_folder_are_one() -> None:
    outside = Path.cwd().parent / f"{Path.cwd().name}-outside.jpg"
    below_the_folder = outside.relative_to("/").as_posix()
    whole = book(i1=below_the_folder, i2=str(outside))

    found = write("xmp", job(whole))

    sidecar = f"out/{below_the_folder}.xmp"
    assert [one.state for one in found] == ["written", "failed"]
    assert found[1].notes == (f"{sidecar} is where i1 goes too; export one of the two somewhere else",)
    assert b"i1</photoshop:Headline>" in Path(sidecar).read_bytes()


def test_copies_of_one_name_have_their_id_in_it_whatever_is_chosen() -> None:
    whole = book(i1="1/a.JPG", i2="2/A.jpg", i3="2/b.jpg", i4="1/e\u0301.jpg", i5="2/é.jpg")
    chosen = {number: whole.images[number] for number in (2, 3)}

    write("embedded", job(whole)._replace(images=chosen))
    assert below("out") == ["A-i2.jpg", "b.jpg"]
    write("embedded", job(whole))
    assert below("out") == sorted(["A-i2.jpg", "a-i1.JPG", "b.jpg", "e\u0301-i4.jpg", "é-i5.jpg"])


@pytest.mark.parametrize("name", ANY)
def test_what_is_there_already_is_not_written_again(name: str) -> None:
    whole = book(i1="a.jpg")
    (first,) = write(name, job(whole))
    assert first.path
    before = first.path.stat()

    (second,) = write(name, job(whole))

    assert (first.state, second.state, second.path) == ("written", "unchanged", first.path)
    assert first.path.stat().st_ino == before.st_ino


def test_another_file_is_never_overwritten_by_a_copy() -> None:
    whole = book(i1="out/a.jpg", i2="b.jpg")

    found = write("embedded", job(whole))

    assert found[0] == Outcome(
        "i1", "failed", notes=("out/a.jpg is there already, and is another file; name another folder",)
    )
    assert found[1].state == "written"
    assert Path("out/a.jpg").read_bytes() == making.jpeg()


@pytest.mark.parametrize("name", ANY)
def test_a_dry_run_tells_the_same_and_writes_nothing(name: str) -> None:
    whole = book(i1="a.jpg")

    dry = write(name, job(whole, dry_run=True))

    assert not Path("out").exists()
    assert dry == write(name, job(whole))


@pytest.mark.parametrize("name", ANY)
def test_one_that_fails_is_named_and_the_rest_goes_on(name: str) -> None:
    whole = book(i3="cam/a.jpg", i5="cam/a.jpg")
    long = "x" * 300
    whole.images.update({1: Image(title="Known by its title"), 2: Image(file="gone.jpg"), 4: Image(file=long)})
    order = {number: whole.images[number] for number in (1, 2, 3, 4, 5)}
    cam = Path.cwd() / "cam/a.jpg"

    found = write(name, job(whole)._replace(images=order))

    assert [(one.id, one.state, *one.notes) for one in found] == [
        ("i1", "failed", "it has no file"),
        ("i2", "failed", f"its file {Path.cwd()}/gone.jpg is not there"),
        ("i3", "written"),
        ("i4", "failed", f"its file {Path.cwd()}/{long} is not there"),
        ("i5", "failed", f"its file {cam} is that of i3 too; remove one of the two"),
    ]


def guarded(whole: Book, **fields: object) -> Job:
    """Make a job of a logbook whose pictures may not tell their place."""
    images = {
        number: replace(image, file=None, data_generalizations="place generalised", **fields)
        for number, image in whole.images.items()
    }
    return Job(Book(images=images), images, Path.cwd(), originals=whole.images, to=Path("out"))


@pytest.mark.parametrize(("name", "file"), [("embedded", "i3.jpg"), ("xmp", "i3.jpg.xmp")])
def test_what_may_not_tell_its_place_is_named_by_its_id(name: str, file: str) -> None:
    whole = book(i3="Old Oak/RCNX0031.JPG")

    found = write(name, guarded(whole))

    assert [(one.state, one.path) for one in found] == [("written", Path("out") / file)]
    assert below("out") == [file]
    assert write(name, guarded(whole))[0].state == "unchanged"


def test_the_day_goes_out_of_a_copy_where_its_record_does_not_tell_it() -> None:
    exif = making.tags({making.ARTIST: "Old Oak"}, {making.TAKEN: "2026:08:14 04:31:00"}, gps=PLACE)
    for date, day in (("2026", False), ("2026-08-14", True)):
        whole = Book(images={1: Image(file="a.jpg", date_created="2026-08-14")})
        Path("a.jpg").write_bytes(making.jpeg(making.with_exif(exif)))
        copy = write("embedded", guarded(whole, date_created=date)._replace(to=Path(date)))[0].path
        assert copy
        assert (b"2026:08:14" in copy.read_bytes()) == day
        assert b"Old Oak" not in copy.read_bytes()


def test_beside_its_picture_a_sidecar_is_called_as_it_is() -> None:
    whole = book(i3="Old Oak/RCNX0031.JPG")
    inside = Job(whole, whole.images, Path.cwd(), originals=whole.images, exact=True)
    assert write("xmp", inside)[0].path == Path.cwd() / "Old Oak/RCNX0031.JPG.xmp"


@pytest.mark.parametrize("name", ANY)
def test_the_line_that_must_be_printed_goes_out(name: str) -> None:
    linked = {1: Image(file="a.jpg", credit="c2"), 2: Image(file="b.jpg", credit="c2", credit_line="©WWF Russia.")}
    book(i1="a.jpg", i2="b.jpg")
    whole = Book(images=linked, credits={2: Credit(name="WWF-Russia / ISUNR")})

    write(name, job(whole, "." if name == "xmp" else "out"))

    folder = Path("out" if name == "embedded" else ".")
    lines = [reading.read(folder / file).image.credit_line for file in ("a.jpg", "b.jpg")]
    assert lines == ["WWF-Russia / ISUNR", "©WWF Russia."]


def test_positions_leave_with_a_copy_only_when_asked_for() -> None:
    Path("a.jpg").write_bytes(making.jpeg(making.with_exif(making.tags({}, gps=PLACE))))
    whole = Book(images={1: Image(file="a.jpg")})

    (without,) = write("embedded", job(whole, "without"))
    (kept,) = write("embedded", job(whole, "kept", exact=True))

    assert (without.notes, kept.notes) == (("taken out of the copy: Exif GPS",), ())
    assert reading.read(Path("without/a.jpg")).image.decimal_latitude is None
    assert reading.read(Path("kept/a.jpg")).image.decimal_latitude == 43.6


def test_a_copy_of_a_file_that_was_changed_since_is_told_of() -> None:
    whole = book(i1="a.jpg", i2="b.jpg")
    same, other = hashlib.sha256(making.jpeg()).hexdigest().upper(), "0" * 64
    recorded = {1: replace(whole.images[1], sha256=same), 2: replace(whole.images[2], sha256=other)}

    found = write("embedded", job(Book(images=recorded)))

    changed = "its file has changed since it was recorded; look whether it is the same picture"
    assert [(one.state, one.notes) for one in found] == [("written", ()), ("written", (changed,))]


@pytest.mark.parametrize("name", ANY)
def test_what_a_camera_calls_its_copyright_is_not_told_as_one(name: str) -> None:
    made = book(i1="cam/a.jpg")
    notice = "Copyright 2021 Cuddeback"
    images = {1: replace(made.images[1], copyright_notice=notice), 2: Image(file="cam/b.jpg", copyright_notice="© WCS")}
    Path("cam/b.jpg").write_bytes(making.jpeg())

    written = [Path(one.path or "").read_bytes() for one in write(name, job(replace(made, images=images)))]
    assert [b"Cuddeback" in data for data in written] == [False, False]
    assert "© WCS".encode() in written[1]
