"""The rows of an archive, each by the names of its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook.changes.intake.items import Bad, Where
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


def read(source: Source, file: File) -> Iterator[Row | Bad]:
    """Read the rows of one class; an empty cell has the default of its column, where meta.xml gives one."""
    for location in file.locations:
        for row in tabular.read_as(source, location, file.dialect).rows:
            if isinstance(row, Bad):
                yield row
                continue
            cells = row.cells
            terms: dict[str, str] = {}
            for name, at, default in file.columns:
                text = (cells[at].strip() if at is not None and at < len(cells) else "") or default
                if text:
                    terms.setdefault(name, text)
            core = cells[file.link].strip() if file.link is not None and file.link < len(cells) else ""
            yield Row(terms, core, Where(location, row.line), row.original)
