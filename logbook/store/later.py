"""Work that the processor or the disk does on its own while Python goes on: checksums, writing, forcing to the disk."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class Later(Generic[T]):
    """A result that is being worked out in a thread; the work must spend its time outside of Python."""

    def __init__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> None:
        self._done: list[T] = []
        self._fault: BaseException | None = None
        # Not the thread's own join: interrupted, it takes a thread for ended that is not (CPython before 3.13).
        self._ended = threading.Event()
        try:
            threading.Thread(target=self._run, args=(work, args, kwargs)).start()
        except RuntimeError:  # the system gives no thread: it is done now
            self._run(work, args, kwargs)

    def _run(self, work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        try:
            self._done.append(work(*args, **kwargs))
        except BaseException as fault:  # noqa: BLE001 - it is raised where the result is asked for
            self._fault = fault
        finally:
            self._ended.set()

    def result(self) -> T:
        """Wait for the result, or for the fault that the work ended with.

        Ctrl-C is raised only when the work has ended: what it works on may be closed as soon as this returns.
        """
        interrupt: KeyboardInterrupt | None = None
        while not self._ended.is_set():
            try:
                self._ended.wait()
            except KeyboardInterrupt as pressed:
                interrupt = pressed
        if interrupt is not None:
            raise interrupt
        if self._fault is not None:
            raise self._fault
        return self._done[0]


def alongside(meanwhile: Callable[[], None] | None, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do some work, and something else at the same time; neither is left half done where the other fails."""
    if meanwhile is None:
        return work(*args, **kwargs)
    later = Later(work, *args, **kwargs)
    try:
        meanwhile()
    finally:
        result = later.result()
    return result
