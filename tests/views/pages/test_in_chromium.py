"""The pages in Debian's chromium: what a person sees, hears and presses there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser import barriers, overflow
from tests.views.pages import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser import Visit

    Made = Callable[[str], Path]

every_page = pytest.mark.parametrize("name", samples.PAGES)
every_essay = pytest.mark.parametrize("name", samples.ESSAYS)
enlarging = pytest.mark.parametrize("name", ["folder", "single file"])
WIDTHS = (320, 360, 1280, 2560)
MEDIA: tuple[Literal["screen", "print"], ...] = ("screen", "print")
SEEN = """all => all.map(one => {
    const {width, height} = one.getBoundingClientRect();
    return width > 0 && height > 0 && one.checkVisibility({opacityProperty: true, visibilityProperty: true});
})"""
"""Whether each of some elements takes up room and is not hidden."""
ALTS = {
    "The valley": "Picture i4, of which no description is on record",
    "A female at dusk": "A leopard on a ridge",
    "Picture i2": "A leopard in a tree",
}
ORDER = tuple(ALTS)
NOT_CLEARED = "NOT CLEARED FOR PUBLICATION"


def all_loaded(page: Page) -> Page:
    """Have every lazy picture of a page loaded, as a reader who goes through it has."""
    page.evaluate("for (const one of document.images) one.loading = 'eager'")
    # Playwright's own waiting evaluates a string within the page, which its policy forbids.
    loaded = "new Promise(done => { one.onload = one.onerror = done })"
    page.evaluate(f"Promise.all([...document.images].map(one => one.complete || {loaded}))")
    return page


def presses(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page, selector: str) -> None:
    """Press Tab until something is reached, as one does who has no mouse."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


@every_page
def test_a_page_opens_from_a_file_with_every_picture_there(made: Made, visit: Visit, name: str) -> None:
    page = all_loaded(visit(made(name)).page)

    assert page.title()
    assert page.evaluate("[...document.images].every(one => one.naturalWidth > 0)")


def test_a_single_file_needs_nothing_beside_it(made: Made, visit: Visit, tmp_path: Path) -> None:
    page = all_loaded(visit(shutil.copy(made("single file"), tmp_path / "mailed.html")).page)

    assert page.evaluate("[...document.images].map(one => one.naturalWidth)") == [1280, 1280, 1200]


@every_page
def test_everybody_can_use_a_page_light_and_dark(made: Made, visit: Visit, name: str) -> None:
    page = all_loaded(visit(made(name)).page)

    light = barriers(page)
    page.emulate_media(color_scheme="dark")

    assert [light, barriers(page)] == [[], []]


@every_page
def test_nothing_is_wider_than_the_window(made: Made, visit: Visit, name: str) -> None:
    page = visit(made(name)).page
    over = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over[width] = overflow(page)

    assert over == dict.fromkeys(WIDTHS, 0)


@every_essay
def test_every_picture_is_there_with_an_alt_text_and_a_visible_credit(made: Made, visit: Visit, name: str) -> None:
    for script in (True, False):
        page = visit(made(name), script=script).page
        for media in MEDIA:
            page.emulate_media(media=media)
            for part in (".frame", ".credit .line"):
                assert page.locator(f"article figure {part}").evaluate_all(SEEN) == [True] * samples.ESSAYS[name][0]
        assert all(page.locator("img").evaluate_all("all => all.map(one => one.alt)"))


def test_alt_texts_and_credits_are_those_on_record(made: Made, visit: Visit) -> None:
    page = visit(made("folder")).page

    assert page.locator(".plate .credit .line").all_text_contents() == ["WCS", "WCS", "Li Wei  /  WCS", "© WWF"]
    assert page.locator("img").evaluate_all("all => all.map(one => one.alt)") == [ALTS[name] for name in ORDER]


@enlarging
def test_the_enlarged_view_opens_moves_and_closes_by_keyboard_alone(made: Made, visit: Visit, name: str) -> None:
    page = visit(made(name)).page
    dialog = page.locator("dialog")
    focused(page, ".plate ~ .plate a.enlarge")
    presses(page, "Enter")
    assert dialog.is_visible()

    seen = []
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Home", "End"):
        presses(page, key)
        seen.append(dialog.get_by_role("heading").inner_text())
        assert dialog.locator("img").get_attribute("alt") == ALTS[seen[-1]]
        assert dialog.locator(".credit .line").is_visible()
    assert seen == [*ORDER, ORDER[0], ORDER[2], ORDER[0], ORDER[2]]

    presses(page, "Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.matches('.plate ~ .plate a.enlarge')")


@enlarging
def test_keys_stay_in_the_enlarged_view_until_its_button_closes_it(made: Made, visit: Visit, name: str) -> None:
    page = visit(made(name)).page
    focused(page, "a.enlarge")
    presses(page, "Enter")
    for _ in range(12):
        presses(page, "Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    focused(page, "#viewer-close")
    presses(page, "Enter")

    assert not page.locator("dialog").is_visible()


@enlarging
def test_everybody_can_use_the_enlarged_view_light_and_dark(made: Made, visit: Visit, name: str) -> None:
    page = visit(made(name), width=320).page
    page.locator("a.enlarge").first.click()

    light = barriers(page)
    page.emulate_media(color_scheme="dark")

    assert [light, barriers(page)] == [[], []]
    assert overflow(page) == 0


@enlarging
def test_the_enlarged_view_says_what_is_not_cleared(made: Made, visit: Visit, name: str) -> None:
    page = visit(made(name)).page
    page.locator(".frame", has_text=NOT_CLEARED).locator("a.enlarge").click()

    assert page.locator("dialog").get_by_text(NOT_CLEARED).is_visible()


@every_essay
def test_what_is_not_cleared_is_marked_on_the_page_and_on_each_picture(made: Made, visit: Visit, name: str) -> None:
    page = visit(made(name)).page
    for media in MEDIA:
        page.emulate_media(media=media)
        marks = page.locator("header, article").get_by_text(NOT_CLEARED)
        assert marks.evaluate_all(SEEN) == [True] * (1 + samples.ESSAYS[name][1])


def test_the_mark_hides_neither_a_tiny_picture_nor_its_credit(made: Made, visit: Visit) -> None:
    page = all_loaded(visit(made("hostile"), width=320).page)
    frame = page.locator("#i1 .frame")
    mark, picture = frame.locator(".stamp"), frame.locator("img")

    assert frame.evaluate("one => one.scrollHeight <= one.clientHeight")
    assert mark.evaluate("one => one.getBoundingClientRect().bottom") <= picture.evaluate(
        "one => one.getBoundingClientRect().top"
    )


def test_without_a_script_a_picture_is_a_link_to_its_largest_copy(made: Made, visit: Visit) -> None:
    page = visit(made("folder"), script=False).page
    page.locator("#i1 a.enlarge").click()

    assert page.url.endswith(".jpg")
    assert page.locator("img").evaluate("one => one.naturalWidth") == samples.SIZES["landscape"][0]


@every_page
def test_a_script_that_came_into_a_page_does_not_run(made: Made, visit: Visit, name: str, tmp_path: Path) -> None:
    planted = "<script>alert(1)</script><img src='data:,' alt='' onerror='alert(2)'><style>* { display: none }</style>"
    broken = tmp_path / "index.html"
    broken.write_text(made(name).read_text(encoding="utf-8").replace("<main>", f"{planted}<main>"), encoding="utf-8")

    window = visit(broken)

    assert window.page.locator("h1").is_visible()
    faults = [fault for fault in window.blamed() if "Content Security Policy" in fault or "dialog" in fault]
    assert len(faults) == 3, faults
    assert not [fault for fault in faults if fault.startswith("dialog")]
