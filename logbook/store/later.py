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
        self._thread = threading.Thread(target=self._run, args=(work, args, kwargs))
        self._thread.start()

    def _run(self, work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        try:
            self._done.append(work(*args, **kwargs))
        except BaseException as fault:  # noqa: BLE001 - it is raised where the result is asked for
            self._fault = fault

    def result(self) -> T:
        """Wait for the result, or for the fault that the work ended with."""
        self._thread.join()
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
