"""Pictures on a terminal, as well as it can: in pixels (Sixel, Kitty's protocol), else in blocks of colour.

textual-image draws them; without it (the extra `terminal`) nothing is shown. What the terminal can is asked here, once:
the library would take keys that were typed ahead for the answer, and leave an answer that comes late to the shell.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import time
from typing import TYPE_CHECKING, Literal, NamedTuple

from logbook.patterns import pattern
from logbook.views.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image
    from rich.console import Console

GAP = 2
"""Cells between pictures that stand side by side."""
_ANSWERED = pattern(rb"\x1b\[\?[0-9]+((?:;[0-9]*)*)c")
_CELL = pattern(rb"\x1b\[6;([1-9][0-9]{0,2});([1-9][0-9]{0,2})t")
_SIXEL = b"4"
_KITTY = pattern(rb"\x1b_Gi=31;OK\x1b\\")
_ASK_KITTY = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
_KITTENS = ("xterm-kitty", "xterm-ghostty")
"""Only these terminals place a picture where its cells are; some others would print the question."""
_ASK = b"\x1b[16t\x1b[c"
"""How large is a cell, and what are you? Every terminal answers the second, so it comes last."""
_PATIENCE, _PATIENCE_AFAR = 0.3, 1.0
"""Seconds that an answer may take; by SSH it may come from another continent."""
_VT340 = (10, 20)
_LEAST, _WIDE = 4, 3
"""Lines that a picture needs, and the cells of its width for one of its height: 3:2, of cells twice as high as wide."""
_LABEL_LINES = 2
_END = "\x1b\\\x1b[0m"
"""Ends a picture that was cut off, which would swallow all that follows."""


class Screen(NamedTuple):
    """How a terminal shows pictures, how many cells it has, and how many pixels a cell is wide and high."""

    by: Literal["sixel", "kitty", "blocks"]
    width: int
    height: int
    cell: tuple[int, int] = _VT340
    colors: Literal["256", "truecolor"] = "truecolor"


class Room(NamedTuple):
    """The room for a picture: in cells, lines and pixels; how many stand side by side, so many pixels apart."""

    cells: int
    lines: int
    width: int
    height: int
    abreast: int
    gap: int


def screen() -> Screen | None:
    """Find out how stdout shows pictures; None where it is no terminal, cannot, or textual-image is not installed."""
    if not sys.stdout.isatty() or not sys.stdout.encoding.lower().startswith("utf"):
        return None
    from importlib.util import find_spec

    from logbook.views import table

    out = table.console()
    if out.is_dumb_terminal or find_spec("textual_image") is None:
        return None
    answer = _answer((_ASK_KITTY if os.environ.get("TERM") in _KITTENS else b"") + _ASK)
    return _read(answer, out)


def _read(answer: bytes, out: Console) -> Screen | None:
    """Read what a terminal answered; one that said nothing of pictures gets blocks, if it has the colours."""
    cell = _CELL.search(answer)
    size = (int(cell[2]), int(cell[1])) if cell else _VT340
    what = _ANSWERED.search(answer)
    if what and _SIXEL in what[1].split(b";"):
        return Screen("sixel", out.width, out.height, size)
    if _KITTY.search(answer):
        return Screen("kitty", out.width, out.height, size)
    if out.no_color or out.color_system not in ("256", "truecolor"):
        return None
    return Screen("blocks", out.width, out.height, colors="256" if out.color_system == "256" else "truecolor")


def _answer(question: bytes) -> bytes:
    """Ask the terminal; nothing where it cannot be asked, says nothing, or somebody has typed ahead."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return b""
    try:
        keys, shown = sys.stdin.fileno(), sys.stdout.fileno()
        # In the background a program is stopped when it asks.
        if not os.path.sameopenfile(keys, shown) or os.tcgetpgrp(keys) != os.getpgrp():
            return b""
        before = termios.tcgetattr(keys)
        try:
            tty.setcbreak(keys, termios.TCSANOW)
            return _exchanged(question, keys, shown)
        finally:
            termios.tcsetattr(keys, termios.TCSANOW, before)
    except (OSError, ValueError, AttributeError, termios.error):
        return b""


def _exchanged(question: bytes, keys: int, shown: int) -> bytes:
    """Send a question and read up to the end of its answer."""
    from select import select

    if select([keys], [], [], 0)[0]:
        return b""
    sys.stdout.flush()
    os.write(shown, question)
    patience = _PATIENCE_AFAR if os.environ.get("SSH_CONNECTION") else _PATIENCE
    answer, end = b"", time.monotonic() + patience
    while not _ANSWERED.search(answer) and (left := end - time.monotonic()) > 0 and select([keys], [], [], left)[0]:
        read = os.read(keys, 1024)
        if not read:
            break
        answer += read
    return answer


def room(on: Screen, part: int, most: int) -> Room:
    """Give the room for a picture: so many lines at most, and no more than one of so many parts of the terminal."""
    lines = max(_LEAST, min(on.height // part, most, on.width // _WIDE))
    cells = min(lines * _WIDE, on.width)
    wide, high = on.cell
    return Room(cells, lines, cells * wide, lines * high, (on.width + GAP) // (cells + GAP), GAP * wide)


def show(on: Screen, picture: Image, labels: Sequence[str], each: Room) -> None:
    """Print a picture, or several in a strip, and under each its label; one that cannot be drawn is left out."""
    try:
        drawn = _drawn(on, picture)
    except Exception:  # noqa: BLE001 - a library of terminals' oddities; what was asked has been answered without it
        return
    try:
        sys.stdout.write("\n" + drawn)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stdout.write(_END)
        raise
    _print_labels(labels, each)


def _drawn(on: Screen, picture: Image) -> str:
    """Draw a picture: text and control codes, which end on a line of their own."""
    with _library_aside(on) as sent:
        from rich.console import Console
        from textual_image import renderable

        kinds = {"sixel": renderable.SixelImage, "kitty": renderable.TGPImage, "blocks": renderable.HalfcellImage}
        cells = (max(1, round(side / one)) for side, one in zip(picture.size, on.cell, strict=True))
        image = kinds[on.by](picture, *cells)
        text = io.StringIO()
        out = Console(
            file=text,
            force_terminal=True,
            color_system=on.colors,
            no_color=False,
            legacy_windows=False,
            width=on.width,
            height=on.height,
        )
        out.print(image, end="")
    return sent.getvalue() + text.getvalue()


@contextlib.contextmanager
def _library_aside(on: Screen) -> Iterator[io.StringIO]:
    """Keep textual-image from the terminal: it asks nothing, is told the size of a cell, and what it sends is kept."""
    kept, cell = sys.__stdout__, ("TEXTUAL_CELL_WIDTH", "TEXTUAL_CELL_HEIGHT")
    before = {name: os.environ.get(name) for name in cell}
    sent = io.StringIO()
    try:
        sys.__stdout__ = sent  # type: ignore[assignment,misc]
        os.environ.update(zip(cell, map(str, on.cell), strict=True))
        yield sent
    finally:
        sys.__stdout__ = kept  # type: ignore[misc]
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _print_labels(labels: Sequence[str], each: Room) -> None:
    """Print each label under its picture, as much of it as goes on a few lines: it stands in full elsewhere."""
    from rich.table import Table
    from rich.text import Text

    from logbook.views import fitting, table

    grid = Table.grid(padding=(0, GAP, 0, 0))
    cells = []
    for label in labels:
        *lines, last = fitting.wrapped([visible(label)], each.cells)
        rest = Text(" ".join([*lines[_LABEL_LINES - 1 :], last]))
        rest.truncate(each.cells, overflow="ellipsis")
        cells.append(Text("\n").join([*map(Text, lines[: _LABEL_LINES - 1]), rest]))
        cells[-1].stylize("dim")
        grid.add_column(width=each.cells, no_wrap=True)
    grid.add_row(*cells)
    table.console().print(grid)


def say_more(shown: int, there: int) -> None:
    """Say that not all pictures are shown."""
    from rich.text import Text

    from logbook.views import table

    table.console().print(Text(f"the first {shown:,} of {there:,} pictures that are here", style="dim"))
