"""Pages in a real browser, opened from a file: what a person sees and presses, and what the page asks of the world.

    def test_a_page_is_quiet(visit: Visit) -> None:
        assert visit(Path("index.html"), width=320).page.title() == "Leopards"

`visit` fails the test at its end where a page wrote an error to its console, threw one, opened a dialog, or asked for
anything but what lies in its own folder; who expects that takes it from `Window.faults` with `blamed`. The tests are
skipped where Debian's chromium or Python's playwright is absent. The home folder is not touched.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

AXE = Path(__file__).parent.parent / ".ci/node_modules/axe-core/axe.min.js"
HEIGHT = 900
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND"),
)


class Window(NamedTuple):
    """A page, and what is wrong with it so far."""

    page: Page
    faults: list[str]

    def blamed(self) -> list[str]:
        """Take the faults away, as they were expected."""
        taken = self.faults.copy()
        self.faults.clear()
        return taken


class Visit(Protocol):
    """Open a page; `width` is in CSS pixels."""

    def __call__(self, path: Path, *, width: int = 1280, dark: bool = False, script: bool = True) -> Window: ...


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start a browser for a module; its event loop ends with it, so that no other test runs inside one."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed")
    home = str(tmp_path_factory.mktemp("home"))
    own = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=QUIET, env={**os.environ, **own})
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open pages, each in a context of its own, and say at the end what was wrong with them."""
    windows: list[Window] = []

    def opened(path: Path, *, width: int = 1280, dark: bool = False, script: bool = True) -> Window:
        context = chromium.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        window = Window(context.new_page(), [])
        windows.append(window)
        _watch(window, path.absolute())
        window.page.goto(path.absolute().as_uri())
        return window

    yield opened
    for window in windows:
        window.page.context.close()
    assert not [fault for window in windows for fault in window.faults]


def _watch(window: Window, path: Path) -> None:
    """Note what goes wrong with a page, and close what it opens."""
    page, faults, home = window.page, window.faults, path.parent.as_uri()

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            faults.append(f"console: {message.text}")

    def dialog(shown: Dialog) -> None:
        faults.append(f"dialog: {shown.message}")
        shown.dismiss()

    def request(made: Request) -> None:
        if not made.url.startswith((f"{home}/", "data:")):
            faults.append(f"request: {made.url[:200]}")

    page.on("console", console)
    page.on("dialog", dialog)
    page.on("request", request)
    page.on("requestfailed", lambda failed: faults.append(f"failed: {failed.url[:200]}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("popup", lambda other: faults.append(f"window: {other.url}"))


def barriers(page: Page) -> list[str]:
    """Ask axe-core what keeps people from using the page as it stands: each rule with where it is broken."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed; .ci/run does it")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]]


def overflow(page: Page) -> int:
    """Give the pixels by which a page is wider than its window."""
    wide: int = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    return wide
