"""The help of every command: its example works, and nothing in it is taken for markup."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logbook.cli import COMMANDS, declare
from logbook.cli.app import app

if TYPE_CHECKING:
    from tests.cli.conftest import Run

declare(())
EXAMPLES = {
    command.name or command.callback.__name__: command.epilog or ""
    for command in app.registered_commands
    if command.callback
}
FAILING = {"check": 6}
"""`check` finds problems in the demo's logbook, which is what it is for."""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_ends_with_its_example(run: Run, name: str) -> None:
    words = run(f"{name} --help").stdout.split()
    example = EXAMPLES[name].split()

    assert example[:3] == ["Example:", "logbook", name]
    assert words[-len(example) :] == example


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_works_in_the_logbook_of_the_demo(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("demo")
    monkeypatch.chdir("logbook-demo")
    Path("cards").mkdir()
    example = EXAMPLES[name].removeprefix("Example: logbook ")
    run(example, code=FAILING.get(name, 0))

    json.loads(Path("logbook.json").read_bytes())


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_text_of_ours_holds_a_bracket(run: Run, name: str, width: int) -> None:
    shown = run(f"{name} --help", width=width).stdout
    # In brackets stand Typer's own: what is called how, types, defaults, ranges, the words of a choice.
    ours = re.sub(r"Usage:.*?\n *\n", "", shown, flags=re.DOTALL)
    ours = re.sub(r"\[(default|env var|required|x|1<|table|region)[^]]*\]|\[[A-Z][A-Z|. ]*\]|<[^>]*>", "", ours)

    assert "[" not in ours
