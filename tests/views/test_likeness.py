"""Pictures on a terminal: how large they are, and what happens where they cannot be drawn."""

from __future__ import annotations

import io
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from logbook.views import likeness
from logbook.views.likeness import GAP, Room, Screen

SCREEN = Screen("sixel", 80, 24)
ROOM = Room(24, 8, 240, 160, 3, 20)
RED = Image.new("RGB", (100, 40), "red")


class Terminal(io.StringIO):
    """A terminal at which Ctrl-C is pressed once, in the middle of a picture."""

    is_pressed = False

    def write(self, text: str) -> int:
        if "\x1bP" in text and not self.is_pressed:
            self.is_pressed = True
            super().write(text[: len(text) // 2])
            raise KeyboardInterrupt
        return super().write(text)


@given(st.integers(1, 400), st.integers(1, 200), st.integers(1, 6), st.integers(4, 40))
def test_pictures_side_by_side_are_no_wider_than_the_terminal(wide: int, high: int, part: int, most: int) -> None:
    each = likeness.room(Screen("blocks", wide, high), part, most)
    assert each.abreast >= 1
    assert each.abreast * (each.cells + GAP) - GAP <= wide
    assert each.lines <= max(4, min(most, high // part))
    assert (each.width, each.height, each.gap) == (each.cells * 10, each.lines * 20, GAP * 10)


@pytest.mark.parametrize(
    ("answer", "has_sixel"),
    [
        (b"\x1b[?6c", False),
        (b"\x1b[?62;c", False),
        (b"\x1b[?1;2c", False),
        (b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c", False),
        (b"\x1b[?62;4c", True),
        (b"\x1b[?65;4;6;18;22c", True),
    ],
    ids=["Linux", "kitty", "tmux", "xterm", "iTerm2", "WezTerm"],
)
def test_the_end_of_what_a_terminal_answers_is_known(answer: bytes, has_sixel: bool) -> None:
    match = likeness._ANSWERED.fullmatch(answer)
    assert match is not None
    assert (b"4" in match[1].split(b";")) == has_sixel
    assert likeness._ANSWERED.search(answer[:-1]) is None


@pytest.mark.parametrize(("afar", "seconds"), [("", 0.3), ("192.0.2.1 50000 192.0.2.2 22", 1.0)], ids=["here", "SSH"])
def test_a_silent_terminal_is_not_waited_for_long(
    afar: str, seconds: float, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    waits: list[float] = []

    def silent(*asked: float) -> tuple[list[int], list[int], list[int]]:
        waits.append(asked[3])
        return [], [], []

    monkeypatch.setenv("SSH_CONNECTION", afar)
    monkeypatch.setattr("select.select", silent)
    monkeypatch.setattr("time.monotonic", lambda: 0.0)
    assert likeness._exchanged(b"?", 0, 1) == b""
    assert waits == [0, seconds]
    assert capfd.readouterr().out == "?"


def test_a_picture_that_is_interrupted_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Terminal()
    monkeypatch.setattr("sys.stdout", out)
    with pytest.raises(KeyboardInterrupt):
        likeness.show(SCREEN, RED, ["i1"], ROOM)
    assert out.getvalue().endswith("\x1b\\\x1b[0m")


def test_what_the_library_cannot_draw_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("textual_image.renderable.SixelImage", lambda *_: 1 / 0)
    likeness.show(SCREEN, RED, ["i1"], ROOM)
    assert capsys.readouterr() == ("", "")


def test_the_library_never_sees_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(os.environ), sys.__stdout__
    with likeness._library_aside(Screen("sixel", 80, 24, (7, 15))) as sent:
        assert sys.__stdout__ is sent
        assert (os.environ["TEXTUAL_CELL_WIDTH"], os.environ["TEXTUAL_CELL_HEIGHT"]) == ("7", "15")
    assert (dict(os.environ), sys.__stdout__) == before


@pytest.mark.parametrize("label", ["i1  " + "long title " * 40, "i1  " + "x" * 500, "i1  \x1b[31m東北豹" * 30])
def test_a_label_takes_two_lines_at_most_and_acts_on_nothing(label: str, capsys: pytest.CaptureFixture[str]) -> None:
    likeness.show(SCREEN, RED, [label, "i2"], ROOM)
    under = capsys.readouterr().out.rpartition("\x1b8")[2].splitlines()
    assert len(under) == 2
    assert under[1].rstrip().endswith("…")
    assert "\x1b" not in "".join(under)


def test_that_there_are_more_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    likeness.say_more(12, 1200)
    assert capsys.readouterr().out == "the first 12 of 1,200 pictures that are here\n"
