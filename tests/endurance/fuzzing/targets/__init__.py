"""All that is fuzzed: what is `typed`, `imports`, the `stored` logbook, `pictures`, and what is `written`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.endurance.fuzzing.targets import imports, pictures, stored, typed, written

if TYPE_CHECKING:
    from tests.endurance.fuzzing.target import Target

TARGETS: tuple[Target, ...] = (
    *typed.TARGETS,
    *imports.TARGETS,
    *stored.TARGETS,
    *pictures.TARGETS,
    *written.TARGETS,
)
NAMED = {target.name: target for target in TARGETS}
