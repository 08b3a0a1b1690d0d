"""Work shared out among the processors, by copies of this process (POSIX `fork`) that read the same memory.

Processors are not equally fast, nor is any at all times. So the parts lie in a heap, a few in a lot, and whoever has
done one takes the next: the heap is a pipe that the numbers of the lots were written to before anybody reads.

Where the system has no `fork`, or it is not safe (macOS), where there is one processor or little to do, this process
does all of it. It does all of it too where a copy ends without an answer: whatever went wrong there goes wrong here,
and is seen.
"""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from itertools import chain, pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

P = TypeVar("P")
T = TypeVar("T")

_LOTS, _NUMBER = 1024, 4
"""So many lots at most, each numbered in so many bytes: together what every pipe holds (POSIX `PIPE_BUF`, on Linux)."""


def shared_out(work: Callable[[Iterator[P]], T], parts: Sequence[P], least: int) -> list[T]:
    """Give what `work` makes of each share of some parts: a share a processor, if there are `least` parts for each.

    A share has its parts in order, but hardly ever two shares' one after the other.
    """
    many = min(_processors(), len(parts) // least)
    if many <= 1:
        return [work(iter(parts))]
    lots = _lots(parts)
    heap, here = _heap(len(lots)), os.getpid()
    copies: list[tuple[int, int]] = []
    try:
        for _ in range(many - 1):
            copies += _begin(work, _taken(lots, heap, here))
        first = work(_taken(lots, heap, here))
    except BaseException:
        os.read(heap, _LOTS * _NUMBER)  # so that the copies end, too
        raise
    finally:
        answers: list[list[T]] = [_finish(pid, pipe) for pid, pipe in copies]
        os.close(heap)
    return [first, *chain.from_iterable(answers)] if all(answers) else [work(iter(parts))]


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _lots(parts: Sequence[P]) -> list[Sequence[P]]:
    """Cut parts into lots of about the same length."""
    many = min(len(parts), _LOTS)
    cuts = [len(parts) * number // many for number in range(many + 1)]
    return [parts[start:end] for start, end in pairwise(cuts)]


def _heap(lots: int) -> int:
    """Give a pipe from which each number of a lot can be read once."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(b"".join(number.to_bytes(_NUMBER) for number in range(lots)))
    return reading


def _taken(lots: Sequence[Sequence[P]], heap: int, here: int) -> Iterator[P]:
    """Take lots until there are no more, and give their parts; a copy stops where the process `here` has ended."""
    while here in {os.getpid(), os.getppid()} and (number := os.read(heap, _NUMBER)):
        yield from lots[int.from_bytes(number)]


def _begin(work: Callable[[Iterator[P]], T], share: Iterator[P]) -> list[tuple[int, int]]:
    """Let a copy of this process do a share; give its number, and the pipe that its answer comes by.

    Nothing is given where the system gives no copy.
    """
    import pickle  # nosec B403 # both ends are this process

    here, pid = os.getpid(), 0
    reading, writing = os.pipe()
    try:
        with warnings.catch_warnings(), contextlib.suppress(OSError):
            # Our threads are in no state that a copy could suffer from: they compute checksums, outside of Python.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if os.getpid() != here:
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump([work(share)], pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        # Nothing of what this process was about to do is the copy's to finish, neither on an answer nor on a fault, be
        # it Ctrl-C before it has begun.
        if os.getpid() != here:
            os._exit(0)
    os.close(writing)
    if not pid:
        os.close(reading)
        return []
    return [(pid, reading)]


def _finish(pid: int, pipe: int) -> list[T]:
    """Take a copy's answer, as a list of one; an empty list where it ended without."""
    import pickle  # nosec B403 # both ends are this process

    with os.fdopen(pipe, "rb") as answer:
        told = answer.read()
    # Where whoever started us ignores SIGCHLD, the system has seen to it already.
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
    try:
        found: list[T] = pickle.loads(told)  # nosec B301 # noqa: S301 - from a copy of this very process
    except (pickle.UnpicklingError, EOFError):
        return []
    return found
