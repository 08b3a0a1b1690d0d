"""The rows of an archive, each by the names of its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook.changes.intake.items import Bad, Said, Where
from logbook.formats import tabular
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.formats.dwca.metafile import File
    from logbook.formats.sources import Source


class Row(NamedTuple):
    """What a row says, without what is empty; and the row of the core that it is, or belongs to."""

    terms: dict[str, str]
    core: str
    where: Where
    original: str

    def bad(self, reason: str, column: str | None = None, value: str | None = None) -> Bad:
        """Make the report of it as a bad row."""
        return Bad(self.where, reason.removeprefix(f"{quoted(value or '')} "), column, value, self.original)


def read(source: Source, file: File) -> Iterator[Row | Bad | Said]:
    """Read the rows of one class; an empty cell has the default of its column, where meta.xml gives one.

    A row with more cells than the first of its file is bad: something in it was taken for what stands between cells.
    """
    needed = 1 + max([at for _, at, default in file.columns if at is not None and not default], default=-1)
    for location in file.locations:
        width = short = 0
        for row in tabular.read_as(source, location, file.dialect).rows:
            if isinstance(row, Bad):
                yield row
                continue
            width = width or max(len(row.cells), needed)
            short += len(row.cells) < needed
            yield _too_wide(location, row, width) if any(row.cells[width:]) else _row(location, row, file)
        if short:
            told = "rows with fewer cells than meta.xml names columns, the rest of which was taken as empty"
            yield Said(f"{location}: {told}: {short:,}")


def _row(location: str, row: tabular.Row, file: File) -> Row:
    cells = row.cells
    terms: dict[str, str] = {}
    for name, at, default in file.columns:
        text = (cells[at].strip() if at is not None and at < len(cells) else "") or default
        if text:
            terms.setdefault(name, text)
    core = cells[file.link].strip() if file.link is not None and file.link < len(cells) else ""
    return Row(terms, core, Where(location, row.line), row.original)


def _too_wide(location: str, row: tabular.Row, width: int) -> Bad:
    told = f"it has {len(row.cells)} cells, and the others have {width}; does one hold what stands between cells?"
    return Bad(Where(location, row.line), told, original=row.original)
