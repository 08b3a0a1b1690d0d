"""The README's pictures: `python -m tests.screens` draws them into `tests/screens/` anew, in Debian's chromium.

`python -m tests.screens FOLDER` draws the essay of real pictures too; FOLDER is the example of Camtrap DP (`example/`
of tdwg/camtrap-dp), whose pictures are under CC BY 4.0.
"""

from __future__ import annotations

import io
import os
import pty
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.browser import QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

HERE = Path(__file__).parent / "screens"
COLUMNS = 100
SCALE = 2
COLOURS = 128
INK = (222, 224, 228)
_DULL = [(24, 27, 32), (232, 112, 104), (120, 200, 132), (226, 184, 98), (118, 166, 240), (200, 140, 220)]
THEME = TerminalTheme(_DULL[0], INK, [*_DULL, (110, 200, 206), INK])
WINDOW = """<!DOCTYPE html><title>terminal</title><style>
body { margin: 0; padding: 12px; width: max-content }
main { background: rgb(24 27 32); border: 1px solid rgb(74 80 90); border-radius: 10px; overflow: hidden }
header { background: rgb(44 49 57); color: rgb(182 187 196); font: 13px sans-serif; padding: 8px; text-align: center }
pre { margin: 0; padding: 14px 20px 4px; color: rgb(222 224 228); font: 14px/1.4 "DejaVu Sans Mono", monospace }
</style><main><header>logbook</header><pre>"""
"""A terminal's window up to its text; it stands on light and on dark paper alike."""
HERON = (
    "import example --format camtrap-dp",
    "edit s26 --region Belgium",
    "edit i291 i295 i300 --credit 'MICA / Research Institute for Nature and Forest (INBO)'",
    "edit i291 --title 'Wings half spread' --alt 'A heron stands in a dark stream at night, its wings half spread'",
    "edit i291 --caption 'The first of ten frames, taken within six seconds.'",
    "edit i295 --title 'Upright' --alt 'The heron stands upright in the stream and looks to the right'",
    "edit i300 --title 'Neck outstretched' --alt 'The heron stretches its neck and lifts its bill'",
    "gallery heron i291 i295 i300 --title 'A heron by night' --intro 'One visit to a stream, in three of its frames.'",
)
"""An essay of pictures that others took: Desmet et al. (2022), the sample of MICA, pictures under CC BY 4.0."""


def typed(line: str) -> str:
    """Give what a line says on a terminal, with its colours."""
    keeper, terminal = pty.openpty()
    env = {**os.environ, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color", "TZ": "UTC"}
    for name in ("NO_COLOR", "LOGBOOK_FILE"):
        env.pop(name, None)
    command = [sys.executable, "-m", "logbook", *shlex.split(line)]
    said = b""
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=env) as running:
        os.close(terminal)
        while part := _read(keeper):
            said += part
    os.close(keeper)
    if running.returncode:
        raise SystemExit(f"logbook {line}\n{said.decode()}")
    return said.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    """Read on; a terminal that its last program has left is an error on Linux, and its end elsewhere."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""


def terminal(line: str) -> Path:
    """Draw a terminal in which a line was typed, as a page."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(f"\x1b[1m$ logbook {line}\x1b[0m\n{typed(line)}"))
    path = Path("terminal.html")
    path.write_text(
        WINDOW + console.export_html(theme=THEME, inline_styles=True, code_format="{code}"), encoding="utf-8"
    )
    return path


def keep(name: str, png: bytes) -> None:
    """Keep a picture small: a page of text has few colours, and a photograph bears some loss."""
    HERE.mkdir(exist_ok=True)
    with Image.open(io.BytesIO(png)) as picture:
        if name.endswith(".webp"):
            picture.convert("RGB").save(HERE / name, quality=60, method=6)
        else:
            picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(HERE / name, optimize=True)


def summary(page: Page) -> None:
    """Draw the summary of the demo in a terminal."""
    page.goto(terminal("summary").absolute().as_uri())
    keep("summary.png", page.locator("body").screenshot(omit_background=True))


def essay(page: Page) -> None:
    """Draw how the essay of the demo begins."""
    typed("gallery essay")
    page.goto(Path("essay/index.html").absolute().as_uri())
    keep("essay.png", page.screenshot())


def heron(page: Page, example: Path) -> None:
    """Draw how an essay of real pictures begins."""
    shutil.copytree(example, "example")
    for line in HERON:
        typed(f"--file heron.json {line}")
    page.goto(Path("heron/index.html").absolute().as_uri())
    page.locator("img").first.evaluate("picture => picture.decode()")
    keep("heron.webp", page.screenshot())


def main(said: Sequence[str]) -> None:
    """Draw every picture in a folder of its own, from a new logbook."""
    folders = [Path(one).absolute() for one in said]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        os.chdir(folder)
        typed("demo .")
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page(viewport={"width": 1000, "height": 1250}, device_scale_factor=SCALE)
        summary(page)
        essay(page)
        for example in folders:
            heron(page, example)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
