"""The sun: whether it was day, twilight or night at a place and time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from datetime import datetime

    from logbook.places import Position

Light = Literal["day", "twilight", "night"]
LIGHTS: tuple[Light, ...] = get_args(Light)
HORIZON = -0.833
"""Where the sun's centre stands at sunrise and sunset, in degrees: half its width and the air's refraction below 0."""
CIVIL = -6.0
"""Where it stands when civil twilight begins and ends."""


def elevation(position: Position, moment: datetime) -> float:
    """Return how high the sun's centre stands, in degrees, without refraction; `moment` is in UTC, without a zone.

    Every place has one at every moment, also where the sun does not rise or set that day.
    """
    from astral import Observer, sun

    return sun.elevation(Observer(position.latitude, position.longitude, 0.0), moment, with_refraction=False)


def light(position: Position, moment: datetime) -> Light:
    """Tell day, civil twilight and night apart; `moment` is in UTC, without a zone."""
    height = elevation(position, moment)
    return "day" if height > HORIZON else "twilight" if height >= CIVIL else "night"
