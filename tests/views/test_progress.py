"""A bar for work that takes long: on a terminal only, and gone at the end."""

from __future__ import annotations

import io
import itertools
import sys
from typing import TYPE_CHECKING

import pytest

from logbook.views import progress as progress_

if TYPE_CHECKING:
    from collections.abc import Iterator

CLEARED = "\x1b[2K"
SHOWN, HIDDEN = "\x1b[?25h", "\x1b[?25l"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def open_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make stderr a terminal, on which a second passes with every look at the clock.

    No fixture, since pytest puts its own stderr in place between those and the test.
    """
    made = Terminal()
    monkeypatch.setattr("sys.stderr", made)
    monkeypatch.setattr("time.monotonic", itertools.count().__next__)
    return made


def frames(terminal: Terminal) -> list[str]:
    """Give what stood on the terminal's line, one after the other."""
    return [text.strip() for text in terminal.getvalue().split(CLEARED)]


def test_off_a_terminal_things_pass_and_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress_.progress("abc", 3, "reading pictures")) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_it_counts_what_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    assert list(progress_.progress(range(1200), 1200, "reading pictures")) == list(range(1200))

    shown = frames(terminal)
    assert shown[0].startswith(HIDDEN + "reading pictures")
    assert any("600 of 1,200" in frame for frame in shown)
    assert terminal.getvalue().endswith(f"\r\x1b[1A{CLEARED}")


def test_where_nobody_knows_how_many_will_come_it_tells_how_far_the_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = open_terminal(monkeypatch)
    read = itertools.count(0, 10)
    assert list(progress_.progress("abcd", None, "reading", place=lambda: (next(read), 40))) == list("abcd")

    assert [frame for frame in frames(terminal) if "25 %" in frame]


def test_the_bar_is_there_before_the_first_thing_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    pictures = progress_.progress(iter("abc"), 3, "reading pictures")
    next(pictures)

    assert "0 of 3" in terminal.getvalue()
    pictures.close()
    assert terminal.getvalue().endswith(f"\r\x1b[1A{CLEARED}")


def test_the_bar_is_not_drawn_more_often_than_somebody_could_see(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    monkeypatch.setattr("time.monotonic", lambda: 0.0)

    assert list(progress_.progress("abc", 3, "reading pictures")) == ["a", "b", "c"]
    assert "1 of 3" not in terminal.getvalue()


def test_nothing_to_come_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)

    assert list(progress_.progress([], 0, "reading pictures")) == []
    assert terminal.getvalue() == ""


def test_a_terminal_that_cannot_draw_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")

    assert list(progress_.progress("abc", 3, "reading pictures")) == ["a", "b", "c"]
    assert terminal.getvalue() == ""


def test_whoever_is_interrupted_has_a_clean_line_and_a_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)

    def interrupted() -> Iterator[int]:
        yield from range(10)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(progress_.progress(interrupted(), 20, "reading pictures"))
    assert terminal.getvalue().endswith(f"\r\x1b[1A{CLEARED}")
    assert terminal.getvalue().rindex(SHOWN) > terminal.getvalue().rindex(HIDDEN)


def test_what_is_said_meanwhile_stands_above_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    for number in progress_.progress(range(5), 5, "reading pictures"):
        if number == 3:
            sys.stderr.write("a.jpg is empty\n")

    assert sys.stderr is terminal
    said = next(frame for frame in frames(terminal) if "a.jpg is empty" in frame)
    assert said.splitlines()[0] == "a.jpg is empty"
