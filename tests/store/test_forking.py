"""Work shared out among processors comes to the same as the work of one, whatever becomes of the copies."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from logbook.store import forking

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = range(1000)


@pytest.fixture(params=[1, 2, 5])
def processors(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> int:
    """Have so many processors."""
    many: int = request.param
    monkeypatch.setattr(forking, "_processors", lambda: many)
    return many


def test_every_processor_takes_a_share_and_each_part_is_in_one(processors: int) -> None:
    found = forking.shared_out(lambda share: (os.getpid(), list(share)), PARTS, 1)
    assert len({pid for pid, _ in found}) == processors
    assert sorted(part for _, share in found for part in share) == list(PARTS)
    assert all(share == sorted(share) for _, share in found)


def test_whoever_is_faster_takes_more(processors: int) -> None:
    here = os.getpid()
    waiting, going_on = os.pipe()

    def work(share: Iterator[int]) -> int:
        if os.getpid() == here:
            taken = len(list(share))
            os.write(going_on, bytes(processors))
            return taken
        return sum(len(os.read(waiting, 1)) for _ in share)

    [ours, *others] = forking.shared_out(work, PARTS, 1)
    assert all(taken <= 1 for taken in others)
    assert ours + sum(others) == len(PARTS)


@pytest.mark.usefixtures("processors")
def test_little_work_stays_here() -> None:
    assert forking.shared_out(lambda share: (os.getpid(), len(list(share))), PARTS, 600) == [(os.getpid(), 1000)]
    assert forking.shared_out(list, (), 4) == [[]]


@pytest.mark.usefixtures("processors")
def test_an_answer_larger_than_a_pipe_comes_whole() -> None:
    assert b"".join(forking.shared_out(lambda share: bytes(1000 * len(list(share))), PARTS, 1)) == bytes(1_000_000)


@pytest.mark.usefixtures("processors")
def test_what_fails_in_a_copy_fails_here() -> None:
    def work(share: Iterator[int]) -> None:
        if 999 in share:
            raise ValueError("the last one")

    with pytest.raises(ValueError, match="the last one"):
        forking.shared_out(work, PARTS, 1)


@pytest.mark.usefixtures("processors")
def test_what_a_copy_was_killed_at_is_done_here() -> None:
    here = os.getpid()

    def work(share: Iterator[int]) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return sum(share)

    assert sum(forking.shared_out(work, PARTS, 1)) == sum(PARTS)


@pytest.mark.usefixtures("processors")
def test_a_copy_that_is_interrupted_before_it_begins_goes_on_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = os.fork

    def interrupted() -> int:
        pid = fork()
        if not pid:
            raise KeyboardInterrupt
        return pid

    monkeypatch.setattr(os, "fork", interrupted)
    assert sum(forking.shared_out(sum, PARTS, 1)) == sum(PARTS)


@pytest.mark.usefixtures("processors")
def test_where_no_copy_is_to_be_had_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(os, "fork", refused)
    assert sum(forking.shared_out(sum, PARTS, 1)) == sum(PARTS)


@pytest.mark.usefixtures("processors")
def test_no_copy_is_left_where_this_process_fails() -> None:
    here = os.getpid()

    def work(_: Iterator[int]) -> None:
        if os.getpid() == here:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        forking.shared_out(work, PARTS, 1)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.usefixtures("processors")
def test_who_ignores_the_end_of_its_processes_has_the_answer_all_the_same() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # as some who start programs do, and it is handed down
    try:
        assert sum(forking.shared_out(sum, PARTS, 1)) == sum(PARTS)
    finally:
        signal.signal(signal.SIGCHLD, before)
