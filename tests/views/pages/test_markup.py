"""The pages are valid HTML, as html-validate sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import markup
from tests.views.pages import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@markup.needed
def test_no_page_has_a_fault_of_html(made: Callable[[str], Path]) -> None:
    # It counts an escape in a title as four letters or more, where a reader sees one.
    assert [one for one in markup.problems(*map(made, samples.PAGES)) if "long-title" not in one] == []


@markup.needed
def test_a_fault_of_html_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html>\n<title>a</title>\n<p id=b>\n", encoding="utf-8")

    assert any("attr-quotes" in problem for problem in markup.problems(page))
