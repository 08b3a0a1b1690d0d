"""Archives for tests: made of texts, written by us, read by us."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from logbook.changes.intake.items import Bad, Item, Manner, Part, Said
from logbook.formats import Job, Outcome, dwca, sources
from logbook.records import Book, Image, Info, Sighting

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHERS = Path(__file__).parent / "others"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
UUID = "01a202e2-0a87-73be-aa1a-8a6c5484e34e"
INFO = Info(
    title="Leopards of the north-east",
    description="All that was seen.",
    license="CC-BY-4.0",
    media_license="CC-BY-NC-4.0",
    contributors=(
        {"title": "Anna Berg", "email": "anna@example.org", "role": "contact", "organization": "WWF"},
        {"title": "WCS", "role": "rightsHolder", "path": "https://wcs.org"},
    ),
)
TEXT = "http://rs.tdwg.org/dwc/text/"
DWC = "http://rs.tdwg.org/dwc/terms/"


def book(*sightings: Sighting, **tables: Any) -> Book:
    """Make a logbook of sightings, numbered from 1; those without a uuid get one."""
    numbered = {
        number: one if one.uuid else replace(one, uuid=f"{number:08x}{UUID[8:]}")
        for number, one in enumerate(sightings, 1)
    }
    return Book(**{"info": INFO, **tables}, sightings=numbered)


def write(made: Book, to: Path, **more: Any) -> list[Outcome]:
    """Write an archive of all sightings."""
    order = {"images": made.images, "home": to.parent, "sightings": made.sightings, "to": to, "now": NOW}
    return list(dwca.write(Job(**{"book": made, **order, **more})))


def read(path: Path, **manner: Any) -> list[Part]:
    """Read an archive."""
    with sources.opened(path) as source:
        return list(dwca.read(source, Manner(now=NOW, **manner)))


def sightings(parts: list[Part]) -> list[Sighting]:
    """Give the sightings that were read."""
    return [part.record for part in parts if isinstance(part, Item) and isinstance(part.record, Sighting)]


def images(parts: list[Part]) -> list[Image]:
    """Give the pictures that were read."""
    return [part.record for part in parts if isinstance(part, Item) and isinstance(part.record, Image)]


def said(parts: list[Part]) -> str:
    """Give all that was said, a sentence a line."""
    return "\n".join(part.sentence for part in parts if isinstance(part, Said))


def bad(parts: list[Part]) -> list[str]:
    """Give the rows that could not be taken."""
    return [str(part) for part in parts if isinstance(part, Bad)]


def section(kind: str, row_type: str, terms: list[str], file: str, how: str = "", more: str = "") -> str:
    """Describe a file: its first column links, the others are terms; tab-separated, without quotes or headings."""
    link = "id" if kind == "core" else "coreid"
    fields = "".join(
        f'<field index="{at}" term="{term if "://" in term else DWC + term}"/>' for at, term in enumerate(terms, 1)
    )
    how = how or r'encoding="UTF-8" fieldsTerminatedBy="\t" linesTerminatedBy="\n" fieldsEnclosedBy=""'
    row_type = row_type if "://" in row_type else DWC + row_type
    return (
        f'<{kind} rowType="{row_type}" {how}><files><location>{file}</location></files>'
        f'<{link} index="0"/>{fields}{more}</{kind}>'
    )


def archive(to: Path, sections: str, files: Mapping[str, str | bytes], attributes: str = "") -> Path:
    """Make an archive of a description and files."""
    with zipfile.ZipFile(to, "w") as stream:
        stream.writestr("meta.xml", f'<archive xmlns="{TEXT}" {attributes}>{sections}</archive>')
        for name, data in files.items():
            stream.writestr(name, data)
    return to


def occurrences(to: Path, *rows: Mapping[str, str]) -> Path:
    """Make an archive of occurrences, their ids o1, o2, o3."""
    terms = list(dict.fromkeys(term for row in rows for term in row))
    lines = ["\t".join([f"o{at}", *(row.get(term, "") for term in terms)]) for at, row in enumerate(rows, 1)]
    return archive(to, section("core", "Occurrence", terms, "o.txt"), {"o.txt": "\n".join(lines) + "\n"})
