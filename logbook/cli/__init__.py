"""The commands: one file each, and the only place that knows Typer."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    *("add", "attach", "edit", "remove", "undo"),
    *("list", "show", "summary", "species", "regions"),
    *("images", "credits", "gallery"),
    *("import", "export", "check", "demo"),
)
"""Every command, as the help lists them; each declares itself in the module of its name (`import_`: no keyword)."""
_HELP = frozenset({"-h", "--help"})
INTERRUPTED = "\nlogbook: interrupted\n"
"""What is said of Ctrl-C, which the terminal shows without ending its line."""


def main() -> None:
    """Run the program: what `logbook` and `python -m logbook` do."""
    # A process that lives for a second has no cycles worth looking for, and looking costs more than the reading: so
    # nothing large is imported before this.
    gc.disable()
    # Other hands may have stored a number of any length, and it is kept as it is.
    sys.set_int_max_str_digits(0)
    _fill_streams()
    for word in sys.argv[1:]:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            from logbook.cli.session import say

            say(f"logbook: {word.encode(errors='backslashreplace').decode()} is not valid text (UTF-8)")
            raise SystemExit(2)
    for stream in (sys.stdout, sys.stderr):
        # A code page that lacks a letter gets an escape in its place; nothing ever fails for a name.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        words = sys.argv[1:]
        if _first_word(words) in COMMANDS and _HELP.isdisjoint(words):
            from logbook.cli.whereabouts import read_ahead

            read_ahead(words)
        declare(words or _completed())
        from logbook.cli.app import app

        app(prog_name="logbook")
    except KeyboardInterrupt:
        # Before the command itself began.
        with contextlib.suppress(OSError):
            sys.stderr.write(INTERRUPTED)
        _leave(130)
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else int(end.code is not None))


def _fill_streams() -> None:
    """Put nothing in the place of a stream that was closed (`<&-`): else the next file opened would take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - it stays open


def _leave(code: int) -> NoReturn:
    """End at once: taking a hundred thousand objects apart one by one takes longer than most commands."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass  # whoever was reading has read enough
    except OSError as error:
        with contextlib.suppress(OSError):  # stderr may be as full
            os.write(2, f"logbook: the answer could not be written: {error.strerror}\n".encode())
        code = code or 1
    os._exit(code)


def declare(words: Sequence[str]) -> None:
    """Import the command that is asked for; all of them where it is not plain which (help, a slip, Tab)."""
    asked = _first_word(words)
    names = () if words[:1] == ["--version"] else (asked,) if asked in COMMANDS else COMMANDS
    for name in names:
        import_module(f"logbook.cli.{name}{'_' * iskeyword(name)}")


def _completed() -> list[str]:
    """Give the words that a shell asks to complete, where it does: Typer hands them over in the environment."""
    return (os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS") or "").split()[1:]


def _first_word(words: Sequence[str]) -> str | None:
    """Give the first word that is no option and not the value of one."""
    rest = iter(words)
    for word in rest:
        if word == "--file":
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return None
