"""Outlets: what is written is there whole in the end, or not at all."""

from __future__ import annotations

import os
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from logbook.errors import LogbookError
from logbook.formats import Job, outlets
from logbook.formats.outlets import Head, Mark, Seal, Sealed
from logbook.records import Book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.formats.outlets import Outlet

MARK = Mark("mark.json", b"ours", ("*.csv",))
HEAD = Head(lambda head: head.startswith(b"ours"))
SEAL = Seal("our-format")


def job(to: str = "out", **more: bool) -> Job:
    return Job(Book(), {}, Path.cwd(), to=Path(to), **more)


@contextmanager
def opened(kind: str, todo: Job) -> Iterator[Outlet]:
    made = {
        "file": lambda: outlets.file(todo, HEAD),
        "folder": lambda: outlets.folder(todo, MARK),
        "packed": lambda: outlets.packed(todo, SEAL),
    }
    with made[kind]() as outlet:
        yield outlet


def fill(kind: str, todo: Job, text: str = "ours") -> None:
    """Write a text to the new file, or to a file in the new folder."""
    with opened(kind, todo) as outlet:
        with outlet.text("" if kind == "file" else "mark.json") as stream:
            stream.write(text)
        outlet.keep()


def fail(outlet: Outlet) -> NoReturn:
    outlet.keep()
    raise KeyError


def there() -> list[str]:
    return sorted(path.relative_to(Path.cwd()).as_posix() for path in Path.cwd().rglob("*"))


def test_a_file_a_folder_and_an_archive_are_made_with_the_folders_above() -> None:
    fill("file", job("a/b/file"))
    fill("folder", job("a/folder"))
    fill("packed", job("a/packed.zip"))

    assert there() == ["a", "a/b", "a/b/file", "a/folder", "a/folder/mark.json", "a/packed.zip"]
    assert Path("a/b/file").read_bytes() == Path("a/folder/mark.json").read_bytes() == b"ours"
    with zipfile.ZipFile("a/packed.zip") as archive:
        assert archive.read("mark.json") == b"ours"


def test_a_file_may_be_an_archive() -> None:
    with outlets.file(job(), HEAD) as outlet:
        with outlet.archive() as archive:
            archive.writestr("a", "b")
        outlet.keep()

    assert zipfile.is_zipfile("out")


@pytest.mark.parametrize("kind", ["file", "folder", "packed"])
def test_what_is_not_kept_leaves_nothing(kind: str) -> None:
    with opened(kind, job("deep/er/out")) as outlet, outlet.text("" if kind == "file" else "a.csv") as stream:
        stream.write("half")
    fill(kind, job("deep/out", dry_run=True))

    with pytest.raises(KeyError), opened(kind, job("deep/er/out")) as outlet:
        fail(outlet)
    assert there() == []


@pytest.mark.parametrize("kind", ["file", "folder", "packed"])
def test_a_place_that_is_taken_is_refused_before_anything_is_written(kind: str) -> None:
    fill(kind, job())

    with pytest.raises(LogbookError, match="out is there already; name another place, or --replace it"):
        fill(kind, job(), "theirs")
    fill(kind, job(replace=True), "ours too")

    if kind == "folder":
        assert Path("out/mark.json").read_text(encoding="utf-8") == "ours too"
    assert there() == (["out", "out/mark.json"] if kind == "folder" else ["out"])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["mark.json", "a.csv", "notes.txt"], "it holds 'notes.txt'"),
        (["mark.json", "deep/photo.jpg"], "it holds 'deep/photo.jpg'"),
        (["a.csv"], r"it has no mark\.json"),
    ],
)
def test_a_folder_with_other_files_is_never_replaced(names: list[str], said: str) -> None:
    for name in names:
        Path("out", name).parent.mkdir(parents=True, exist_ok=True)
        Path("out", name).write_bytes(b"ours")
    before = there()

    with pytest.raises(LogbookError, match=f"out is no earlier export that could be replaced: {said}"):
        fill("folder", job(replace=True))
    assert there() == before


def test_a_folder_that_another_program_made_is_never_replaced() -> None:
    fill("folder", job(), "theirs")

    with pytest.raises(LogbookError, match=r"its mark\.json was made by another program"):
        fill("folder", job(replace=True))


@pytest.mark.parametrize("kind", ["file", "packed"])
@pytest.mark.parametrize("other", ["text", "archive", "nothing"])
def test_a_file_that_no_export_of_this_kind_made_is_never_replaced(kind: str, other: str) -> None:
    if other == "archive":
        fill_archive("ours")
    else:
        Path("out").write_bytes(b"dear diary" if other == "text" else b"")
    before = Path("out").read_bytes()

    with pytest.raises(
        LogbookError, match=r"out is no earlier export that could be replaced: it (is no archive|does not)"
    ):
        fill(kind, job(replace=True))
    assert Path("out").read_bytes() == before


def fill_archive(comment: str) -> None:
    with zipfile.ZipFile("out", "w") as archive:
        archive.writestr("mark.json", "ours")
        archive.comment = comment.encode()


def test_an_empty_folder_is_taken() -> None:
    Path("out").mkdir()

    fill("folder", job())
    assert there() == ["out", "out/mark.json"]


@pytest.mark.parametrize(("kind", "said"), [("file", "out is a folder"), ("folder", "out is a file")])
def test_what_is_of_another_kind_is_left_alone(kind: str, said: str) -> None:
    if kind == "file":
        Path("out").mkdir()
    else:
        Path("out").write_bytes(b"")

    with pytest.raises(LogbookError, match=f"{said}; name another place"):
        fill(kind, job(replace=True))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes with a name in a folder")
def test_a_link_and_a_pipe_are_refused() -> None:
    Path("link").symlink_to("anywhere")
    os.mkfifo("pipe")

    with pytest.raises(LogbookError, match="link is a link; name the place that it leads to"):
        fill("file", job("link", replace=True))
    with pytest.raises(LogbookError, match="pipe is no plain file; name another place"):
        fill("file", job("pipe", replace=True))


def test_what_came_to_the_place_in_the_meantime_stays() -> None:
    def fill_slowly() -> None:
        with outlets.file(job(), HEAD) as outlet:
            outlet.path.write_bytes(b"new")
            outlet.keep()
            Path("out").write_bytes(b"theirs")

    with pytest.raises(LogbookError, match="is there already"):
        fill_slowly()
    assert Path("out").read_bytes() == b"theirs"


def test_a_place_below_a_file_is_refused() -> None:
    Path("file").write_bytes(b"")

    with pytest.raises(LogbookError, match="file/out cannot be written: Not a directory"):
        fill("file", job("file/out"))


@pytest.mark.parametrize("what", ["out", "new"])
@pytest.mark.parametrize(
    ("fault", "ends"),
    [(OSError(28, "No space left on device"), LogbookError), (KeyboardInterrupt(), KeyboardInterrupt)],
)
def test_an_earlier_export_comes_back_where_the_new_one_cannot_take_its_place(
    monkeypatch: pytest.MonkeyPatch, what: str, fault: BaseException, ends: type[BaseException]
) -> None:
    fill("folder", job())
    rename = Path.rename

    def stop(path: Path, target: Path) -> Path:
        if path.name == "out":
            rename(path, target)
        if path.name == what:
            raise fault
        return rename(path, target) if path.exists() else target

    monkeypatch.setattr(Path, "rename", stop)
    with pytest.raises(ends):
        fill("folder", job(replace=True), "ours too")
    assert Path("out/mark.json").read_bytes() == b"ours"
    assert there() == ["out", "out/mark.json"]


def test_a_job_without_a_place_is_refused() -> None:
    with pytest.raises(LogbookError, match="nothing says where to write"), outlets.file(job()._replace(to=None), HEAD):
        pass


SEALED = Sealed("index.html", ("*.jpg",))
PAGE = "<html>Grüße</html>\n"


def seal(text: str = PAGE, *, replace: bool = False, into: str = "folder") -> None:
    """Write a page, with a copy of a picture beside it, or alone."""
    todo = job(replace=replace)
    with outlets.folder(todo, SEALED) if into == "folder" else outlets.file(todo, Sealed()) as outlet:
        with outlet.stream("index.html" if into == "folder" else "") as stream:
            stream.write(b"".join(outlets.sealed(text)))
        if into == "folder":
            (outlet.path / "a.jpg").touch()
        outlet.keep()


@pytest.mark.parametrize("into", ["folder", "file"])
def test_a_sealed_page_is_made_anew_until_somebody_edits_it(into: str) -> None:
    page = Path("out/index.html" if into == "folder" else "out")
    seal(into=into)
    seal("another", into=into)
    page.write_bytes(page.read_bytes().replace(b"another", b"mine"))

    with pytest.raises(LogbookError, match=f"{page} was edited since it was made; name another place, or --replace it"):
        seal(into=into)
    assert page.read_bytes().startswith(b"mine")
    seal(into=into, replace=True)
    assert page.read_bytes() == b"".join(outlets.sealed(PAGE))


def test_what_is_added_behind_the_seal_is_an_edit_too() -> None:
    seal(into="file")
    with Path("out").open("ab") as stream:
        stream.write(b"<script></script>")

    with pytest.raises(LogbookError, match="out was edited"):
        seal(into="file")


def test_what_a_system_puts_into_a_folder_is_nobodys_own() -> None:
    seal()
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        Path("out", name).touch()

    seal("another")
    assert there() == ["out", "out/a.jpg", "out/index.html"]


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"index.html": b"".join(outlets.sealed(PAGE)), "a.jpg": b"", "b.txt": b""}, r"it holds 'b\.txt'"),
        ({"index.html": PAGE.encode()}, r"its index\.html was made by another program"),
        ({"a.jpg": b""}, r"it has no index\.html"),
    ],
)
def test_a_folder_that_is_not_all_a_gallerys_is_never_replaced(
    names: dict[str, bytes], said: str, *, replace: bool
) -> None:
    Path("out").mkdir()
    for name, data in names.items():
        Path("out", name).write_bytes(data)
    before = there()

    with pytest.raises(LogbookError, match=f"out is no earlier gallery that could be replaced: {said}; name another"):
        seal(replace=replace)
    assert there() == before


@pytest.mark.parametrize("replace", [False, True])
def test_a_file_without_a_seal_is_never_replaced(*, replace: bool) -> None:
    Path("out").write_bytes(b"dear diary")

    with pytest.raises(LogbookError, match="out is no earlier gallery that could be replaced: it was made by another"):
        seal(into="file", replace=replace)
    assert Path("out").read_bytes() == b"dear diary"


def test_a_page_in_a_file_takes_no_folder_and_the_reverse() -> None:
    Path("out").mkdir()
    with pytest.raises(LogbookError, match="out is a folder; name another place"):
        seal(into="file")
    Path("out").rmdir()
    seal(into="file")
    with pytest.raises(LogbookError, match="out is a file; name another place"):
        seal(replace=True)
