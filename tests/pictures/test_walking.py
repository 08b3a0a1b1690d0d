"""Going through folders of pictures, and through many files at once."""

from __future__ import annotations

import hashlib
import inspect
import os
import sys
import threading
from pathlib import Path

import pytest

from logbook.errors import LogbookError
from logbook.pictures.walking import Found, digest, each, walk

HERE = Path()


def put(*names: str) -> None:
    """Make files, with the folders that they lie in."""
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode(errors="surrogateescape"))


def media(folder: Path = HERE) -> list[str]:
    """Give the media, and make sure that nothing was a fault."""
    found = list(walk(folder))
    assert not [one.fault for one in found if one.fault]
    return [one.path.as_posix() for one in found]


def faults(folder: Path = HERE) -> list[str]:
    return [one.fault for one in walk(folder) if one.fault]


def test_files_come_before_folders_each_in_natural_order() -> None:
    put(
        "IMG_10.jpg", "img_2.JPG", "IMG_1.jpg", "a/x.png", "camera 10/1.jpg", "camera 9/1.jpg", "camera 9/deep/er/2.mp4"
    )

    assert media() == [
        *("IMG_1.jpg", "img_2.JPG", "IMG_10.jpg", "a/x.png"),
        *("camera 9/1.jpg", "camera 9/deep/er/2.mp4", "camera 10/1.jpg"),
    ]


def test_names_that_differ_in_case_or_in_zeros_only_have_an_order_too() -> None:
    put("img_01.jpg", "IMG_1.jpg", "img_1.jpg")

    assert media() == ["IMG_1.jpg", "img_01.jpg", "img_1.jpg"]


def test_what_is_no_medium_is_no_fault_and_can_be_counted() -> None:
    put("a.jpg", "a.jpg.xmp", "notes.txt", "Thumbs.db", "._a.jpg", ".hidden.jpg", ".trash/b.jpg", "@eaDir/c.jpg", "d")
    others: list[Path] = []

    assert list(walk(HERE, others)) == [Found(Path("a.jpg"))]
    assert sorted(map(str, others)) == sorted(
        ["._a.jpg", ".hidden.jpg", ".trash", "@eaDir", "Thumbs.db", "a.jpg.xmp", "d", "notes.txt"]
    )


def test_a_folder_that_is_named_is_gone_through_whatever_its_name() -> None:
    put(".card/a.jpg")

    assert media(Path(".card")) == [".card/a.jpg"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nowhere", "there is no folder nowhere"),
        ("a.jpg", "a.jpg is a file; name the folder"),
        ("a\0b", "cannot be the name of a folder"),
        ("x" * 300, "cannot be read: File name too long"),
    ],
)
def test_a_folder_that_is_none_is_refused_before_anything_is_asked_for(name: str, sentence: str) -> None:
    put("a.jpg")

    with pytest.raises(LogbookError, match=sentence):
        walk(Path(name))


def test_links_are_followed_and_no_folder_is_gone_through_twice(tmp_path: Path) -> None:
    put("cards/one/a.jpg", "elsewhere/b.jpg")
    Path("cards/linked.jpg").symlink_to(tmp_path / "elsewhere/b.jpg")
    Path("cards/again").symlink_to(tmp_path / "cards/one")
    Path("cards/two").symlink_to(tmp_path / "elsewhere")

    assert media(Path("cards")) == ["cards/linked.jpg", "cards/again/a.jpg", "cards/two/b.jpg"]


def test_a_loop_of_links_is_named_and_the_rest_is_found() -> None:
    put("a/b/1.jpg", "c/2.jpg")
    Path("a/b/back").symlink_to(Path("..").resolve() / Path.cwd().name / "a")
    Path("a/self.jpg").symlink_to("self.jpg")

    assert [(one.path.as_posix(), one.fault) for one in walk(HERE)] == [
        ("a/self.jpg", "a/self.jpg cannot be read: Too many levels of symbolic links"),
        ("a/b/1.jpg", None),
        ("a/b/back", "a/b/back is a link back to a folder that it lies in"),
        ("c/2.jpg", None),
    ]


def test_a_link_to_a_folder_above_the_one_that_was_named_leads_nowhere(tmp_path: Path) -> None:
    put("cards/a/1.jpg", "private/2.jpg")
    Path("cards/a/up").symlink_to(tmp_path)
    Path("cards/root").symlink_to("/")

    assert [(one.path.as_posix(), one.fault) for one in walk(Path("cards"))] == [
        ("cards/a/1.jpg", None),
        ("cards/a/up", "cards/a/up is a link back to a folder that it lies in"),
        ("cards/root", "cards/root is a link back to a folder that it lies in"),
    ]


def test_a_broken_link_and_what_is_no_file_are_named() -> None:
    Path("gone.jpg").symlink_to("nowhere.jpg")
    os.mkfifo("pipe.jpg")

    assert faults() == [
        "gone.jpg is not there, or is a link to what is not there",
        "pipe.jpg is no file (a pipe or a device)",
    ]


def test_an_unreadable_folder_is_named_and_the_rest_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    put("locked/a.jpg", "open/b.jpg")
    listed = Path.iterdir

    def refuse(self: Path) -> object:
        if self.name == "locked":
            raise PermissionError(13, "Permission denied")
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert list(walk(HERE)) == [
        Found(Path("locked"), "locked cannot be read: Permission denied"),
        Found(Path("open/b.jpg")),
    ]


def test_a_name_that_is_no_text_is_named_with_its_bytes() -> None:
    put(os.fsdecode(b"D\xe9cembre/a.jpg"), os.fsdecode(b"\xff.jpg"))

    assert faults() == [
        "the name of D\\udce9cembre is not valid text (UTF-8); rename it, and repeat",
        "the name of \\udcff.jpg is not valid text (UTF-8); rename it, and repeat",
    ]


def test_folders_may_lie_deeper_than_python_recurses() -> None:
    deep = "/".join("d" * 150)
    put(f"{deep}/a.jpg")

    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        assert media() == [f"{deep}/a.jpg"]
    finally:
        sys.setrecursionlimit(usual)


def test_results_come_in_the_order_of_the_paths_whichever_is_ready_first() -> None:
    ready = threading.Event()

    def work(path: Path) -> str:
        if path.name == "first":
            assert ready.wait(10)
        ready.set()
        return path.name.upper()

    paths = [Path("first"), *(Path(str(number)) for number in range(40))]
    assert list(each(work, paths)) == [(path, path.name.upper()) for path in paths]


def test_a_fault_of_one_file_is_its_result() -> None:
    put("a.jpg")

    first, second = each(digest, [Path("b.jpg"), Path("a.jpg")])
    assert str(first[1]) == "b.jpg is not there, or is a link to what is not there"
    assert second == (Path("a.jpg"), hashlib.sha256(b"a.jpg").hexdigest())
    ((_, refused),) = each(digest, [HERE])
    assert str(refused) == ". cannot be read: Is a directory"


def test_nothing_is_begun_far_ahead_of_what_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    begun: list[Path] = []
    results = each(begun.append, [Path(str(number)) for number in range(1000)])

    for _ in range(5):
        next(results)
    assert len(begun) <= 5 - 1 + 2 * 4
    results.close()


def test_who_is_interrupted_waits_for_nothing_and_nothing_more_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    release, done = threading.Event(), []
    others = set(threading.enumerate())

    def work(path: Path) -> None:
        if path.name != "0":
            release.wait(10)
        done.append(path)

    results = each(work, [Path(str(number)) for number in range(1000)])
    next(results)
    workers = set(threading.enumerate()) - others
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt)
    assert done == [Path("0")]
    release.set()
    for worker in workers:
        worker.join(10)
    assert len(done) <= 1 + 2


def test_work_that_writes_has_ended_when_somebody_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    held, stopped, done = threading.Barrier(3), threading.Event(), []

    def work(item: int) -> None:
        if item:
            held.wait(10)
            stopped.wait(10)
        done.append(item)

    results = each(work, range(1000), settles=True)
    next(results)
    held.wait(10)
    threading.Timer(0.1, stopped.set).start()
    results.close()
    assert done in ([0, 1, 2], [0, 2, 1])


def test_another_fault_of_the_work_is_not_hidden() -> None:
    def work(_: Path) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(each(work, [HERE]))


def test_no_files_are_no_work() -> None:
    assert list(each(digest, [])) == []
