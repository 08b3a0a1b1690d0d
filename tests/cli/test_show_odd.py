"""`logbook show`, of records that other hands have written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.parametrize("form", ["plain", "csv"])
def test_numbers_are_shown_as_they_are_stored(run: Run, essay_file: Path, form: str) -> None:
    numbers = ("1.50", "1e400", "9" * 5000)
    text = essay_file.read_text(encoding="utf-8")
    essay_file.write_text(text.replace('"images":[', f'"x":[{",".join(numbers)}],"images":[', 1), encoding="utf-8")
    shown = run(f"show s1 --format {form}").stdout

    assert all(number in shown for number in numbers)


@pytest.mark.parametrize("line", ["show i1", "show s1"])
def test_a_credit_that_is_the_id_of_something_else_is_no_credit(run: Run, essay_file: Path, line: str) -> None:
    text = essay_file.read_text(encoding="utf-8")
    essay_file.write_text(text.replace('"credit":"c1"', '"credit":"i3"'), encoding="utf-8")

    assert "WCS" in run(f"{line} --format table").stdout
