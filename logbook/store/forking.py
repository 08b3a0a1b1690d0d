"""Work shared out among the processors, by copies of this process (POSIX `fork`) that read the same memory.

Where the system has no `fork`, or it is not safe (macOS), where there is one processor or little to do, this process
does all of it. It does too what a copy did not do: whatever went wrong there goes wrong here, and is seen.
"""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

P = TypeVar("P")
T = TypeVar("T")


def shared_out(work: Callable[[Sequence[P]], T], parts: Sequence[P], least: int) -> list[T]:
    """Give what `work` makes of each share of some parts, in order: a share a processor, of `least` parts or more."""
    shares = _shares(parts, min(_processors(), max(len(parts) // least, 1)))
    copies = [_begin(work, share) for share in shares[1:]]
    try:
        first = work(shares[0])
    finally:
        answers: list[list[T]] = [_finish(pid, pipe) for pid, pipe in copies]
    return [first, *(answer[0] if answer else work(share) for share, answer in zip(shares[1:], answers, strict=True))]


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _shares(parts: Sequence[P], many: int) -> list[Sequence[P]]:
    """Cut parts into so many runs of about the same length."""
    cuts = [len(parts) * number // many for number in range(many + 1)]
    return [parts[start:end] for start, end in pairwise(cuts)]


def _begin(work: Callable[[Sequence[P]], T], share: Sequence[P]) -> tuple[int, int]:
    """Let a copy of this process do a share; give its number, and the pipe that its answer comes by.

    The number is 0 where the system gives no copy: the pipe ends without an answer.
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
    return pid, reading


def _finish(pid: int, pipe: int) -> list[T]:
    """Take a copy's answer, as a list of one; an empty list where it ended without."""
    import pickle  # nosec B403 # both ends are this process

    with os.fdopen(pipe, "rb") as answer:
        told = answer.read()
    # Where whoever started us ignores SIGCHLD, the system has seen to it already.
    with contextlib.suppress(ChildProcessError):
        if pid:
            os.waitpid(pid, 0)
    try:
        found: list[T] = pickle.loads(told)  # nosec B301 # noqa: S301 - from a copy of this very process
    except (pickle.UnpicklingError, EOFError):
        return []
    return found
