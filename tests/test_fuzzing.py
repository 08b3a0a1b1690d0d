"""What is fuzzed at length in the endurance trial, for a moment and always alike: no traceback, no broken law."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from logbook.errors import LogbookError
from tests.endurance.fuzzing.lines.drawing import Line
from tests.endurance.fuzzing.mutations import inputs
from tests.endurance.fuzzing.target import Target
from tests.endurance.fuzzing.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("resource", reason="nothing here holds a process to a time and to so much memory")
from tests.endurance.fuzzing import trying


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_changed_examples_are_taken_by_the_laws_or_refused_in_a_sentence(target: Target, tmp_path: Path) -> None:
    @settings(max_examples=20)
    @given(data=inputs(target))
    def one(data: bytes) -> None:
        assert trying.fault(target, data, tmp_path) is None

    for example in target.seeds:
        assert trying.fault(target, example, tmp_path) is None
    one()


@pytest.mark.parametrize(
    ("attempt", "kind"),
    [
        (lambda *_: int("x"), "tracebacks"),
        (lambda *_: (_ for _ in ()).throw(MemoryError), "inputs that filled the memory"),
        (lambda *_: (_ for _ in ()).throw(LogbookError("x" * 5_000)), "broken laws"),
        (lambda *_: [None for _ in iter(int, 1)], "hangs"),
    ],
)
def test_a_fault_is_seen(attempt: object, kind: str, tmp_path: Path) -> None:
    found = trying.fault(Target("a room", "a target", attempt, (b"",)), b"", tmp_path)  # type: ignore[arg-type]
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    ("line", "reads"),
    [
        ("list --text x", True),
        ("edit s1 --json --dry-run", True),
        ("edit s1 --count 8", False),
        ("edit --count --dry-run 8", False),
        ("edit -- --dry-run", False),
    ],
)
def test_a_line_reads_where_that_is_asked_and_not_where_it_is_another_option_s_value(line: str, reads: bool) -> None:
    assert Line(tuple(line.split())).reads is reads
