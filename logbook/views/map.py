"""The map of a terminal: the outline in braille, the places of sightings as signs on it, and a list as its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.sentences import listed
from logbook.tally.atlas import Point
from logbook.views import fitting, outline, wording
from logbook.views.braille import ACROSS, DOWN, Canvas
from logbook.views.sheet import Column, Sheet
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from logbook.tally.atlas import Atlas, Frame

SIGNS = {**wording.LEVEL_SIGNS, "none": "●"}
"""The signs of points by the breeding evidence that was found there, the strongest first."""
MOST_KEYED = 200
"""A map of more points has no numbers, and no list of them below: nobody would find one in it."""
_LEAST_WIDTH = 40
_MOST_ROWS = 23
_LEAST_RATIO = 1.5
_SIDE = len("60°N ")
_TICK_ROWS, _TICK_COLUMNS = 4, 10
"""A label of the degrees takes so much room, with what lies between it and the next."""
_DOTTED = 3
_DECIMALS = 6
"""Of a degree: a tenth of a metre. A figure that was computed may have many more, none of which says anything."""
_KEY = (
    Column("mark", "Sign", whole=True),
    Column("position", "Position", whole=True),
    Column("within", "To within", whole=True, right=True, below="position", label="to within"),
    Column("sightings", "Sightings", right=True, below="position", label="sightings"),
    Column("species", "Species"),
    Column("level", "Breeding", below="species", label="breeding"),
    Column("ids", "Records"),
)
_Cell = tuple[int, int]
"""Column and row of a character."""


def show(found: Atlas, *, drawn: bool) -> None:
    """Print the map as wide as the terminal, with its key; where it cannot be drawn, or not seen, a list alone.

    Of more points than a key may have a drawn map says only where their list is.
    """
    from logbook.views import table

    out = table.console()
    drawn = drawn and out.width >= _LEAST_WIDTH and not out.is_dumb_terminal
    if drawn:
        for line in drawing(found, out.width):
            out.print(line, soft_wrap=True)
        out.print()
    if not drawn or is_keyed(found):
        table.show([key(found, marked=drawn)])
    else:
        out.print("\n".join(fitting.wrapped(_unlisted(found), out.width)), soft_wrap=True)


def is_keyed(found: Atlas) -> bool:
    """Tell whether a map's points are numbered, and listed below it."""
    return len(found.points) <= MOST_KEYED


def key(found: Atlas, *, marked: bool = True) -> Sheet:
    """Give the points for people, in the order in which a map numbers them."""
    cells = [
        (
            f"{SIGNS[point.level]} {number}",
            _place(point),
            _metres(point),
            f"{point.sightings:,}",
            point.species,
            "" if point.level == "none" else point.level,
            listed(point.ids),
        )[0 if marked else 1 :]
        for number, point in enumerate(found.points, 1)
    ]
    return Sheet(
        _KEY if marked else _KEY[1:],
        cells,
        found.points,
        title="Sightings by position",
        footer=unplaced(len(found.unplaced)) if found.unplaced else None,
    )


def _unlisted(found: Atlas) -> list[str]:
    """Say where the list is, and what is on no map."""
    said = [f"{len(found.points):,} positions, too many to be listed here; --format csv has them"]
    return [*said, unplaced(len(found.unplaced))] if found.unplaced else said


def unplaced(many: int) -> str:
    """Say how many sightings are on no map."""
    return f"{singular(many, 'sighting has', 'sightings have')} no position, or none that may be told"


def rows(points: Sequence[Point]) -> Sheet:
    """Give the points for machines, every id of each."""
    columns = [Column(name, name) for name in Point.__struct_fields__]
    return Sheet(
        columns, [[_stored(getattr(point, name)) for name in Point.__struct_fields__] for point in points], points
    )


def drawing(found: Atlas, width: int) -> list[Text]:
    """Draw the map in so many terminal cells: the frame with its degrees, the outline, the signs, what they mean."""
    from rich.text import Text

    room = width - _SIDE - 2
    frame = found.frame.fitted(max(_LEAST_RATIO, room * ACROSS / (_MOST_ROWS * DOWN)))
    height = _odd(min(_MOST_ROWS, room * ACROSS / frame.ratio / DOWN))
    columns = _odd(min(room, height * DOWN * frame.ratio / ACROSS))
    land, signs = _land(frame, columns, height), _signs(found, frame, columns, height)
    parallels = {
        _row(frame, height, tick): tick for tick in outline.ticks(frame.south, frame.north, height // _TICK_ROWS)
    }
    lines = [Text(f"{' ' * _SIDE}┌{'─' * columns}┐", style="dim")]
    for row, text in enumerate(land):
        label = outline.latitude(parallels[row]) if row in parallels else ""
        line = Text(f"{label:>{_SIDE - 1}} {'┤' if label else '│'}", style="dim")
        for column, character in enumerate(text):
            sign = signs.get((column, row))
            line.append(*((sign, "bold not dim") if sign else (character, "dim")))
        lines.append(line.append("│"))
    return [*lines, *(Text(line, style="dim") for line in (*_bottom(frame, columns), *_legend(found, width)))]


def _odd(most: float) -> int:
    """Give an odd number of characters: places that lie together in the middle of a map lie in one of them."""
    return (round(most) + 1) // 2 * 2 - 1


def _land(frame: Frame, columns: int, height: int) -> list[str]:
    """Draw coasts as lines and borders as dots."""
    canvas = Canvas(columns, height)
    across, down = canvas.width / (frame.east - frame.west), canvas.height / (frame.north - frame.south)
    world = outline.outline()
    for lines, every in ((world.land, 1), (world.borders, _DOTTED)):
        for line in outline.within(lines, frame):
            canvas.line([((x - frame.west) * across, (frame.north - y) * down) for x, y in line], every=every)
    return canvas.rows()


def _signs(found: Atlas, frame: Frame, columns: int, height: int) -> dict[_Cell, str]:
    """Place the signs, and beside each its number in the key where there is room: to the right, else to the left.

    Of points that share a character the strongest breeding evidence shows, and the first number with a plus.
    Where there is no key there are no numbers.
    """
    cells: dict[_Cell, list[int]] = {}
    for number, point in enumerate(found.points):
        place = point.decimal_latitude, point.decimal_longitude
        cells.setdefault(_cell(frame, columns, height, *place), []).append(number)
    order = list(SIGNS.values())
    marks = {number: SIGNS[point.level] for number, point in enumerate(found.points)}
    signs = {cell: min((marks[number] for number in numbers), key=order.index) for cell, numbers in cells.items()}
    for (column, row), (number, *others) in cells.items() if is_keyed(found) else ():
        label = f"{number + 1}+" if others else f"{number + 1}"
        for start, beyond in ((column + 1, column + 1 + len(label)), (column - len(label), column - len(label) - 1)):
            taken = {(at, row): character for at, character in enumerate(label, start)}
            if 0 <= start <= columns - len(label) and signs.keys().isdisjoint({*taken, (beyond, row)}):
                signs |= taken
                break
    return signs


def _cell(frame: Frame, columns: int, height: int, latitude: float, longitude: float) -> _Cell:
    share = (frame.along(longitude) - frame.west) / (frame.east - frame.west)
    return min(int(share * columns), columns - 1), _row(frame, height, latitude)


def _row(frame: Frame, height: int, latitude: float) -> int:
    return min(int((frame.north - latitude) / (frame.north - frame.south) * height), height - 1)


def _bottom(frame: Frame, columns: int) -> Iterator[str]:
    """Draw the lower edge, and under it the degrees of longitude."""
    edge, labels = ["─"] * columns, [" "] * (_SIDE + columns + 2)
    for tick in outline.ticks(frame.west, frame.east, columns // _TICK_COLUMNS):
        column = min(int((tick - frame.west) / (frame.east - frame.west) * columns), columns - 1)
        edge[column] = "┬"
        label = outline.longitude(tick)
        start = min(_SIDE + 1 + column - len(label) // 2, len(labels) - len(label))
        labels[start : start + len(label)] = label
    yield f"{' ' * _SIDE}└{''.join(edge)}┘"
    yield "".join(labels)


def _legend(found: Atlas, width: int) -> list[str]:
    """Say what the signs mean, those that there are, and whose outline it is."""
    meanings = {level: f"{level} breeding evidence" for level in wording.LEVEL_SIGNS} | {"none": "sighting"}
    there = {point.level for point in found.points}
    signs = ", ".join(f"{sign} {meanings[level]}" for level, sign in SIGNS.items() if level in there)
    numbers = "; the numbers are those of the list" if is_keyed(found) else ""
    return fitting.wrapped([f"{signs}{numbers}. Outline: {outline.SOURCE}"], width)


def position(point: Point) -> tuple[str, ...]:
    """Write a point's position, and how far off it may be."""
    return (_place(point), f"to within {metres}") if (metres := _metres(point)) else (_place(point),)


def _place(point: Point) -> str:
    return wording.position(*(round(one, _DECIMALS) for one in (point.decimal_latitude, point.decimal_longitude)))


def _metres(point: Point) -> str:
    metres = point.coordinate_uncertainty_in_meters
    return "" if metres is None else wording.metres(metres)


def _stored(value: str | float | tuple[str, ...] | None) -> str:
    """Write a value as it is; a number that is whole has no point."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:.15g}" if isinstance(value, float) else str("" if value is None else value)
