"""Pages are made by the line that a user types, and opened in a browser."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium, visit
from tests.cli.conftest import NOW, run
from tests.views.pages import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["chromium", "made", "run", "visit"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Make a sample page by its name, once for a module; no test writes to it."""

    @cache
    def page(name: str) -> Path:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("logbook.cli.session.clock", lambda: NOW)
            patch.chdir(tmp_path_factory.mktemp("page"))
            return samples.PAGES[name]().absolute()

    return page
