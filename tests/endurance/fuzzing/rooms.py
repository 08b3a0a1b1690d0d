"""All that is fuzzed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.endurance.fuzzing import imports, pictured, stored, words, written

if TYPE_CHECKING:
    from tests.endurance.fuzzing.target import Target

TARGETS: tuple[Target, ...] = (
    *words.TARGETS,
    *imports.TARGETS,
    *stored.TARGETS,
    *pictured.TARGETS,
    *written.TARGETS,
)
NAMED = {target.name: target for target in TARGETS}
