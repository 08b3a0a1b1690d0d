"""Work shared out among processors comes to the same as the work of one, whatever becomes of the copies."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from logbook.store import forking

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = range(20_000)
LOT = 20
"""Parts in a lot at most, so many there are."""


class Pipe(NamedTuple):
    """Both ends of a pipe, by which processes wait for each other."""

    reading: int
    writing: int

    def wait(self, many: int = 1) -> None:
        """Wait until so many bytes were sent."""
        for _ in range(many):
            assert os.read(self.reading, 1)

    def send(self, many: int = 1) -> None:
        """Let so many go on."""
        os.write(self.writing, bytes(many))


@pytest.fixture(params=[1, 2, 5])
def processors(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> int:
    """Have so many processors."""
    many: int = request.param
    monkeypatch.setattr(forking, "_processors", lambda: many)
    return many


@contextmanager
def piped() -> Iterator[Pipe]:
    """Have a pipe for a while."""
    pipe = Pipe(*os.pipe())
    yield pipe
    for end in pipe:
        os.close(end)


@pytest.fixture
def begun() -> Iterator[Pipe]:
    """Have a pipe for what has been begun."""
    with piped() as pipe:
        yield pipe


@pytest.fixture
def going_on() -> Iterator[Pipe]:
    """Have a pipe for what may go on."""
    with piped() as pipe:
        yield pipe


@pytest.fixture(autouse=True)
def _no_descriptor_is_left(processors: int, begun: Pipe, going_on: Pipe) -> Iterator[None]:
    def opened() -> int:
        return sum(1 for _ in Path("/proc/self/fd").iterdir()) if Path("/proc/self/fd").exists() else 0

    before = opened()
    yield
    assert opened() == before


def test_every_processor_takes_a_share_and_each_part_is_in_one(processors: int) -> None:
    found = forking.shared_out(lambda share: (os.getpid(), list(share)), PARTS, 1)
    assert len({pid for pid, _ in found}) == processors
    assert sorted(part for _, share in found for part in share) == list(PARTS)
    assert all(share == sorted(share) for _, share in found)


def test_whoever_is_faster_takes_more(processors: int, going_on: Pipe) -> None:
    here = os.getpid()

    def work(share: Iterator[int]) -> int:
        if os.getpid() != here:
            next(share)
            going_on.wait()
            return 1 + len(list(share))
        taken = len(list(share))
        going_on.send(processors)
        return taken

    [ours, *others] = forking.shared_out(work, PARTS, 1)
    assert all(taken <= LOT for taken in others)
    assert ours + sum(others) == len(PARTS)


def test_little_work_stays_here() -> None:
    assert forking.shared_out(lambda share: (os.getpid(), len(list(share))), PARTS, 12_000) == [(os.getpid(), 20_000)]
    assert forking.shared_out(list, (), 4) == [[]]


def test_few_parts_are_each_in_one_share() -> None:
    assert sorted(part for share in forking.shared_out(list, PARTS[:7], 1) for part in share) == list(range(7))


def test_an_answer_larger_than_a_pipe_comes_whole() -> None:
    assert b"".join(forking.shared_out(lambda share: bytes(50 * len(list(share))), PARTS, 1)) == bytes(1_000_000)


def test_what_fails_in_a_copy_fails_here() -> None:
    def work(share: Iterator[int]) -> None:
        if 19_999 in share:
            raise ValueError("the last one")

    with pytest.raises(ValueError, match="the last one"):
        forking.shared_out(work, PARTS, 1)


def test_what_a_copy_was_killed_at_is_done_here(processors: int, begun: Pipe) -> None:
    here, others = os.getpid(), [processors - 1]

    def work(share: Iterator[int]) -> int:
        if os.getpid() == here:
            begun.wait(others.pop() if others else 0)
            return sum(share)
        next(share)
        begun.send()
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    assert sum(forking.shared_out(work, PARTS, 1)) == sum(PARTS)


def test_a_copy_that_is_interrupted_before_it_begins_goes_on_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = os.fork

    def interrupted() -> int:
        pid = fork()
        if not pid:
            raise KeyboardInterrupt
        return pid

    monkeypatch.setattr(os, "fork", interrupted)
    assert sum(forking.shared_out(sum, PARTS, 1)) == sum(PARTS)


def test_where_no_copy_is_to_be_had_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(os, "fork", refused)
    assert forking.shared_out(sum, PARTS, 1) == [sum(PARTS)]


def test_no_copy_is_left_where_this_process_fails() -> None:
    here = os.getpid()

    def work(_: Iterator[int]) -> None:
        if os.getpid() == here:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        forking.shared_out(work, PARTS, 1)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_nothing_more_is_begun_where_this_process_fails(
    processors: int, going_on: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, heaps, left = os.getpid(), list[int](), list[bytes]()
    heap, finish = forking._heap, forking._finish

    def work(share: Iterator[int]) -> int:
        if os.getpid() == here:
            raise KeyboardInterrupt
        going_on.wait()
        return sum(share)

    def kept(lots: int) -> int:
        heaps.append(heap(lots))
        return heaps[0]

    def finished(pid: int, pipe: int) -> list[int]:
        left.append(os.read(heaps[0], 1))
        going_on.send(processors)  # to all of them, as each can take what was meant for another
        return finish(pid, pipe)

    monkeypatch.setattr(forking, "_heap", kept)
    monkeypatch.setattr(forking, "_finish", finished)
    with pytest.raises(KeyboardInterrupt):
        forking.shared_out(work, PARTS, 1)
    assert left == [b""] * (processors - 1)


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_copy_that_nobody_waits_for_any_more_stops_at_what_it_has_begun(
    monkeypatch: pytest.MonkeyPatch, begun: Pipe, going_on: Pipe
) -> None:
    monkeypatch.setattr(forking, "_processors", lambda: 2)
    told = Pipe(*os.pipe())
    starter = os.fork()
    if not starter:
        here = os.getpid()

        def work(share: Iterator[int]) -> None:
            if os.getpid() == here:
                signal.pause()
            next(share)
            begun.send()
            going_on.wait()
            told.send(1 + len(list(share)))

        try:
            forking.shared_out(work, PARTS, 1)
        finally:
            os._exit(1)
    begun.wait()
    os.kill(starter, signal.SIGKILL)
    os.waitpid(starter, 0)
    going_on.send()
    os.close(told.writing)
    with os.fdopen(told.reading, "rb") as taken:
        assert 1 <= len(taken.read()) <= LOT


def test_who_ignores_the_end_of_its_processes_has_the_answer_all_the_same() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # as some who start programs do, and it is handed down
    try:
        assert sum(forking.shared_out(sum, PARTS, 1)) == sum(PARTS)
    finally:
        signal.signal(signal.SIGCHLD, before)
