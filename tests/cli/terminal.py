"""A real shell on a real terminal (a pty), in which a test types and reads."""

from __future__ import annotations

import os
import pty
import select
import signal
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

PATIENCE = 20.0
"""Seconds after which a shell that does not answer is a failure."""


class Terminal:
    """A program on a terminal of its own; `type` sends keys, `until` reads up to a text."""

    def __init__(self, command: Sequence[str], env: dict[str, str]) -> None:
        self._process, self._terminal = pty.fork()
        if not self._process:
            # Whoever runs the tests in the background may not heed Ctrl-C; who sits at a terminal does.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execvpe(command[0], command, env)  # noqa: S606 - it becomes the shell
        self.seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        os.kill(self._process, signal.SIGKILL)
        os.close(self._terminal)
        os.waitpid(self._process, 0)

    def type(self, keys: str) -> None:
        """Press keys; a tab is Tab, a line feed Enter."""
        os.write(self._terminal, keys.encode())

    def interrupt(self, text: str) -> None:
        """Press Ctrl-C until a text appears: one that comes just before a program waits is only seen at the next."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert time.monotonic() < end, f"no {text!r} came, only {self.seen!r}"
            self.type("\x03")
            # Another one would throw away what the program is saying.
            while text not in self.seen and select.select([self._terminal], [], [], 2.0)[0]:
                self.seen += os.read(self._terminal, 1 << 16).decode(errors="replace")

    def until(self, text: str) -> str:
        """Read until a text appears; give all that came since the last time, up to and with it."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            ready, _, _ = select.select([self._terminal], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"no {text!r} came, only {self.seen!r}"
            self.seen += os.read(self._terminal, 1 << 16).decode(errors="replace")
        before, found, self.seen = self.seen.partition(text)
        return before + found
