"""Parquet, partitioned by country and year: sightings for DuckDB, Spark and R, where one machine is not enough.

A column is a field of the record, as it is stored; lists and objects stay lists and objects.
"""
# ruff: noqa: DTZ901 - the bounds of dates have no time zone

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

from msgspec import inspect

from logbook import dates, places, query
from logbook.errors import LogbookError
from logbook.formats import Outcome, objects, outlets
from logbook.records import Id, Sighting
from logbook.tally.whereabouts import Whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats import Job
    from logbook.formats.rows.keyed import Keyed
    from logbook.formats.sources import Source

NAME = "parquet"
SUMMARY = "sightings in columns, by country and year, for DuckDB and Spark"
SUFFIXES = (".parquet",)
HOLDS = ("_logbook.json",)
OF = "sightings"
NEEDS_PLACE = True

(_MARK,) = HOLDS
"""What tells a folder as ours; a name that begins so is no data, for whoever reads Parquet."""
_MADE: Final = b'{"made_by":"logbook"}\n'
_BATCH: Final = 20_000
_CHUNK: Final = 1000
_PARTITIONS: Final = ("country", "year")
_NONE: Final = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, and all who read its folders, take for no value."""


def sniff(head: bytes) -> bool:
    """Tell whether a file that begins so is Parquet."""
    return head.startswith(b"PAR1")


def read(source: Source, manner: Manner) -> Iterator[Part]:
    """Read the sightings of one file or a folder of them: our own as they were, others by the names of their columns.

    Raises LogbookError where a file is no Parquet, or the extra `parquet` is not installed.
    """
    from logbook.formats.rows import keyed

    _arrow()
    names = [name for name in source.names() if name.endswith(SUFFIXES) or source.is_single]
    if not names:
        raise LogbookError(f"{source.name} holds no Parquet")
    for name in names:
        yield from keyed.read(source, name, partial(_each, source, name), manner, format_=NAME, what="rows")


def _each(source: Source, name: str) -> Iterator[Keyed]:
    """Give each row, without what is empty in it."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    from logbook.formats.rows.keyed import Keyed

    try:
        with source.open(name) as stream, ParquetFile(stream) as file:
            number = 0
            for batch in file.iter_batches(_BATCH):
                for made in batch.to_pylist():
                    number += 1
                    yield Keyed(number, _filled(made))
    except (ArrowException, ValueError, OverflowError) as error:  # the latter: no text, a day that no calendar has
        raise LogbookError(f"{name} is no whole Parquet: {error}") from None


def _filled(value: Any) -> Any:
    """Leave out of objects what says nothing, and write days and times as ISO 8601 has them."""
    match value:
        case dict():
            return {key: _filled(one) for key, one in value.items() if one not in (None, [], {})}
        case list():
            return [_filled(one) for one in value]
        case date() | datetime():
            return value.isoformat()
        case _:
            return value


def write(job: Job) -> Iterator[Outcome]:
    """Write a folder for each country, and in it for each year: the one that a date begins with, as it is written.

    Raises LogbookError where the extra `parquet` is not installed.
    """
    arrow = _arrow()
    # Its own pool keeps whatever it has once had.
    arrow.set_memory_pool(arrow.system_memory_pool())
    schema = _schema(arrow)
    numbers, whereabouts = iter(job.sightings), Whereabouts(job.book)
    with outlets.folder(job, outlets.Mark(_MARK, _MADE.strip(), ("*.parquet",))) as outlet:
        for part, batch in enumerate(iter(lambda: list(islice(numbers, _BATCH)), [])):
            rows = (_row(whereabouts, number, job.sightings[number]) for number in batch)
            _write(arrow, schema, rows, outlet.path, f"part-{part:05}.parquet")
            outlet.keep()
            yield from (Outcome(str(Id("sightings", number)), "written") for number in batch)
        with outlet.stream(_MARK) as file:
            file.write(_MADE)


def _row(whereabouts: Whereabouts, number: int, one: Sighting) -> dict[str, Any]:
    """Give a sighting with what queries group and compare by: where it was, the days it may mean, country, year."""
    position, span = whereabouts.position(one), dates.readable(one.event_date, query.hemisphere(one))
    land = places.country_of(one.region) or places.country(one.country_code or "")
    earliest, latest = (_day(span.earliest), _day(span.latest)) if span else (None, None)
    return objects.of(number, one) | {
        "latitude": position and position.latitude,
        "longitude": position and position.longitude,
        "earliest": earliest,
        "latest": latest,
        "country": land and land.name,
        "year": int(first) if (first := (one.event_date or "")[:4]).isdecimal() else None,
    }


def _day(bound: datetime) -> date | None:
    """Give the day of a bound; None where the date is open on that side."""
    return None if bound in (datetime.min, datetime.max) else bound.date()


def _write(arrow: Any, schema: Any, rows: Iterator[dict[str, Any]], folder: Path, name: str) -> None:
    """Write rows into the folders of their countries and years.

    Their names are plain: Spark takes `%C3%B4`, which pyarrow would write for an accented letter, for two letters.
    """
    from pyarrow.parquet import write_table

    rows_of: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    tables = list[Any]()
    # As objects of Python, rows take twenty times as much memory as in columns.
    while some := list(islice(rows, _CHUNK)):
        for number, row in enumerate(some, len(tables) * _CHUNK):
            folders = tuple(f"{one}={_NONE if (value := row.pop(one)) is None else value}" for one in _PARTITIONS)
            rows_of[folders].append(number)
        tables.append(arrow.Table.from_pylist(some, schema=schema))
    whole = arrow.concat_tables(tables)
    for folders, numbers in rows_of.items():
        place = folder.joinpath(*folders)
        place.mkdir(parents=True, exist_ok=True)
        write_table(whole.take(numbers), place / name)


def _schema(arrow: Any) -> Any:
    """Give the columns, with their types: those of the record, and what is worked out but for the folders' names."""
    record = cast("inspect.StructType", inspect.type_info(Sighting))
    stored = {field.name: _type(arrow, field.type) for field in record.fields}
    worked_out = {
        **dict.fromkeys(("breeding_level", "breeding_code", "breeding_basis"), arrow.string()),
        **dict.fromkeys(("latitude", "longitude"), arrow.float64()),
        **dict.fromkeys(("earliest", "latest"), arrow.date32()),
    }
    return arrow.schema([("id", arrow.string()), *stored.items(), *worked_out.items()])


def _type(arrow: Any, kind: inspect.Type) -> Any:
    """Give the column type of a field's type."""
    match kind:
        case inspect.UnionType():
            return _type(arrow, next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
        case inspect.VarTupleType():
            return arrow.list_(_type(arrow, kind.item_type))
        case inspect.StructType():
            return arrow.struct([(field.name, _type(arrow, field.type)) for field in kind.fields])
        case inspect.IntType():
            return arrow.int64()
        case inspect.FloatType():
            return arrow.float64()
        case _:
            return arrow.string()


def _arrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError:
        raise LogbookError("Parquet needs the extra `parquet`: pip install 'sighting-logbook[parquet]'") from None
    return pa
