"""The engine that knows how inputs are built: Hypothesis."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Protocol, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
_ROUND = 200
"""So many inputs are drawn from one seed."""


class Timed(Protocol):
    """What goes on until its time is up."""

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""


def run(inputs: SearchStrategy[T], attempt: Callable[[T], None], timed: Timed, seed: int) -> None:
    """Draw inputs and try them until the time is up; what is found is for `attempt` to keep."""
    warnings.simplefilter("ignore")

    @settings(
        max_examples=_ROUND,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs)
    def one(data: T) -> None:
        if not timed.is_over:
            attempt(data)

    while not timed.is_over:
        seeded(seed)(one)()
        seed += 1
