"""`logbook show` and `logbook images` show the pictures themselves, on terminals that can."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Pixels

from logbook.cli.likenesses import MOST
from logbook.records import Book, Image, Sighting
from tests import essay
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ASKED = "\x1b[16t\x1b[c"
CELL = "\x1b[6;20;10t"
SIXEL, NO_SIXEL = f"{CELL}\x1b[?62;4;22c", f"{CELL}\x1b[?62;22c"
KITTY = f"\x1b_Gi=31;OK\x1b\\{NO_SIXEL}"
BLOCK = "▀"
LOGBOOK = f"{sys.executable} -m logbook"


@pytest.fixture(autouse=True)
def pictured() -> None:
    """Write a logbook of a sighting with two pictures, one of them red, and one whose file is no picture."""
    Pixels.new("RGB", (60, 40), "red").save("red.png")
    Pixels.new("RGB", (60, 40), "blue").save("blue.png")
    Path("broken.jpg").write_bytes(b"\xff\xd8\xff nothing")
    names = ("red.png", "blue.png", "broken.jpg", "gone.png", None)
    images = {number: Image(file=file, title=f"Picture {number}") for number, file in enumerate(names, 1)}
    lynx = Sighting(vernacular_name="Lynx", images=("i1", "i2", "i3", "i4", "i5"))
    essay.write(Path("logbook.json").absolute(), Book(images=images, sightings={1: lynx}))


def typed(line: str, **changed: str) -> Terminal:
    """Type a line in a shell on a terminal of 256 colours, and then "-- END"; the answer may take its time."""
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    own = {"PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm-256color", "LINES": "24", "COLUMNS": "80"}
    own |= {"SSH_CONNECTION": "from afar"}
    return Terminal(["sh", "-c", f"{line.replace('logbook', LOGBOOK)}; echo -- END"], {**env, **own, **changed})


def test_a_terminal_that_knows_sixel_gets_it_with_what_the_picture_is_called() -> None:
    with typed("logbook show i1") as terminal:
        terminal.until(ASKED)
        terminal.type(SIXEL)
        shown = terminal.until("-- END")
    # Pillow's own palette decides whether red is 99 or 100 parts of a hundred.
    assert re.search(r'\x1bP0;0;0q"1;1;60;40#0;2;(?:99|100);0;0', shown)
    assert "i1  Picture 1" in shown.partition("\x1b\\")[2]
    assert BLOCK not in shown


def test_kitty_is_asked_and_gets_its_own_protocol() -> None:
    with typed("logbook show i1", TERM="xterm-kitty") as terminal:
        terminal.until(ASKED)
        terminal.type(KITTY)
        shown = terminal.until("-- END")
    assert "\x1b_Gi=" in shown
    assert "\U0010eeee" in shown


def test_no_other_terminal_is_asked_for_kittys_protocol() -> None:
    with typed("logbook show i1") as terminal:
        assert "\x1b_G" not in terminal.until(ASKED)


def test_other_terminals_get_blocks_of_colour_six_cells_for_sixty_pixels() -> None:
    with typed("logbook show i1", COLORTERM="truecolor") as terminal:
        terminal.until(ASKED)
        terminal.type(NO_SIXEL)
        shown = terminal.until("-- END")
    assert shown.count(BLOCK) == 6 * 2
    assert "38;2;255;0;0" in shown


def test_a_terminal_that_says_nothing_gets_blocks_and_its_mode_back() -> None:
    with typed("before=$(stty -g); logbook show i1; test $before = $(stty -g) && echo same") as terminal:
        shown = terminal.until("-- END")
    assert BLOCK in shown
    assert "same" in shown


def test_keys_typed_ahead_are_nobodys_answer_and_reach_who_reads_next() -> None:
    with typed("read go; logbook show i1; read next; echo got $next") as terminal:
        terminal.type("go\nahead\n")
        shown = terminal.until("-- END")
    assert ASKED not in shown
    assert BLOCK in shown
    assert "got ahead" in shown


@pytest.mark.parametrize("line", ["echo | logbook show i1", "logbook show i1 </dev/null"])
def test_where_stdin_is_no_terminal_nothing_is_asked(line: str) -> None:
    with typed(line) as terminal:
        shown = terminal.until("-- END")
    assert ASKED not in shown
    assert BLOCK in shown


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("logbook show i1", {"TERM": "dumb"}),
        ("logbook show i1", {"PYTHONIOENCODING": "latin-1"}),
        ("logbook show i1 --no-pictures", {}),
        ("logbook images --no-pictures", {}),
        ("logbook show i1 --format plain", {}),
        ("logbook show i1 --format table | cat", {"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"}),
        ("logbook show i1 --json", {}),
        ("logbook images i4 i5", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_picture_where_none_is_wanted_or_can_be(line: str, changed: dict[str, str]) -> None:
    with typed(line, **changed) as terminal:
        shown = terminal.until("-- END")
    assert not [part for part in (ASKED, BLOCK, "\x1bP") if part in shown]
    assert "Picture" in shown


@pytest.mark.parametrize("changed", [{"NO_COLOR": "1"}, {"TERM": "xterm"}], ids=["NO_COLOR", "eight colours"])
def test_blocks_need_colours(changed: dict[str, str]) -> None:
    with typed("logbook show i1", **changed) as terminal:
        terminal.until(ASKED)
        terminal.type(NO_SIXEL)
        assert BLOCK not in terminal.until("-- END")


def test_sixel_does_not_need_colours() -> None:
    with typed("logbook show i1", NO_COLOR="1") as terminal:
        terminal.until(ASKED)
        terminal.type(SIXEL)
        assert "\x1bP" in terminal.until("-- END")


@pytest.mark.parametrize("line", ["logbook show s1", "logbook images"])
def test_several_stand_side_by_side_and_a_broken_one_is_left_out(line: str) -> None:
    with typed(line) as terminal:
        terminal.until(ASKED)
        terminal.type(SIXEL)
        lines = terminal.until("-- END").splitlines()
    under = [text for text in lines if "i1  Picture 1" in text and "i2  Picture 2" in text]
    assert len(under) == 1
    assert "i3" not in under[0]


def test_a_damaged_picture_is_none() -> None:
    with typed("logbook show i3") as terminal:
        terminal.until(ASKED)
        terminal.type(SIXEL)
        assert terminal.until("-- END").strip() == "-- END"


def test_without_the_extra_nothing_is_shown_asked_or_said() -> None:
    hidden = (
        f"{sys.executable} -c \"import sys; sys.modules['textual_image'] = None; import logbook.cli as c; c.main()\""
    )
    with Terminal(["sh", "-c", f"{hidden} show i1; echo -- END"], {**os.environ, "TERM": "xterm-256color"}) as terminal:
        shown = terminal.until("-- END")
    assert ASKED not in shown
    assert "Traceback" not in shown
    assert "Picture 1" in shown


def test_of_many_the_first_are_shown_and_the_others_counted() -> None:
    images = {number: Image(file="red.png") for number in range(1, MOST + 4)}
    Path("logbook.json").unlink()
    essay.write(Path("logbook.json").absolute(), Book(images=images))
    with typed("logbook images") as terminal:
        terminal.until(ASKED)
        terminal.type(SIXEL)
        shown = terminal.until("-- END")
    assert shown.count("\x1bP") == 3
    assert f"the first {MOST} of {MOST + 3} pictures" in shown


def test_a_pipe_gets_no_control_code(run: Run) -> None:
    assert "\x1b" not in run("show s1 --format table").stdout + run("images --format table").stdout


@pytest.mark.parametrize(("sha256", "why"), [(None, "with no sha256 on record"), ("0" * 64, "its sha256 is another")])
def test_a_picture_outside_the_logbooks_folder_is_not_shown_unless_it_is_known(sha256: str | None, why: str) -> None:
    image = Image(file="../red.png", title="Bait", sha256=sha256)
    Path("folder").mkdir()
    essay.write(Path("folder/logbook.json").absolute(), Book(images={1: image}))

    with typed("logbook show i1", COLORTERM="truecolor", LOGBOOK_FILE="folder/logbook.json") as terminal:
        shown = terminal.until("-- END") if sha256 is None else terminal.until(ASKED)
        if sha256:
            terminal.type(NO_SIXEL)
            shown += terminal.until("-- END")
    assert BLOCK not in shown
    assert why in " ".join(shown.split())
