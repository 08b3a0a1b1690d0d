"""Logbooks whose pages are looked at: the essay's, one of pictures with files, and one that means harm."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image as Picture
from typer.testing import CliRunner

from logbook.cli import declare
from logbook.cli.app import app
from logbook.records import (
    Animal,
    Book,
    Claim,
    Credit,
    Image,
    Info,
    Permission,
    Population,
    Publication,
    Sighting,
    Statement,
    Taxon,
)
from tests import essay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HOSTILE = (
    "<script>alert(1)</script>",
    '"onerror=alert(1) x="',
    "'onerror=alert(1) x='",
    "{{ 7*7 }}",
    "{% raw %}",
    "</style>",
    "</script>",
    "javascript:alert(1)",
    "--><script>alert(1)</script><!--",
    "<!--<script>",
    "]]>",
    "&lt;b&gt;&quot;&#39;",
    "a\u2028b\u2029c",
    "\u202egpj.exe\u2066\u200f",
    "東北豹",
    "https://example.org/" + "a" * 300,
    "x" * 5000,
)
EVIL = " ".join(HOSTILE)
"""All of it at once, for every field that takes a text."""
SIZES = {"landscape": (2400, 1600), "portrait": (1200, 1800), "panorama": (2400, 600)}


def drawn(name: str, size: tuple[int, int]) -> str:
    """Draw a picture where the test stands, and give its name."""
    Picture.linear_gradient("L").resize(size).convert("RGB").save(name, "JPEG")
    return name


def pictures() -> Path:
    """Write a logbook of three pictures with files, of which two are not cleared, and one without."""
    files = [drawn(f"{name}.jpg", size) for name, size in SIZES.items()]
    leopard: dict[str, Any] = {"vernacular_name": "Amur leopard", "scientific_name": "Panthera pardus orientalis"}
    return essay.write(
        Path("logbook.json").absolute(),
        Book(
            info=Info(title="Leopards of the north-east"),
            taxa={
                1: Taxon(
                    **leopard,
                    iucn_status=Statement(value="CR", source="IUCN Red List", date="2020"),
                )
            },
            credits={1: Credit(name="WCS"), 2: Credit(name="WWF", license="CC-BY-NC-4.0")},
            images={
                1: Image(
                    file=files[0],
                    title="A female at dusk",
                    caption="She passed twice.\n\nHer cubs kept behind her.",
                    alt_text="A leopard on a ridge",
                    creator=("Li Wei",),
                    copyright_notice="© 2026 WCS",
                    credit_line="Li Wei  /  WCS",
                    license="CC-BY-4.0",
                ),
                2: Image(file=files[1], alt_text="A leopard in a tree", credit="c2", credit_line="© WWF"),
                3: Image(title="Never digitised", alt_text="Two cubs in snow", credit="c1", credit_line="WCS"),
                4: Image(
                    file=files[2],
                    title="The valley",
                    credit="c1",
                    credit_line="WCS",
                    usage_terms="Not in print",
                    web_statement="https://example.org/rights",
                    permission=Permission(status="granted", by="WCS", until="2030-01-01"),
                ),
            },
            sightings={
                1: Sighting(
                    **leopard,
                    event_date="2013-10-09T04:31:07+08:00/2013-10-09T04:31:14+08:00",
                    animals=(Animal(count=1, life_stage="adult"), Animal(count=2, life_stage="juvenile")),
                    region="Hunchun, Jilin, China",
                    claims=(Claim(claim="the first cubs", kind="first-breeding", region="China", reference="A paper"),),
                    images=("i1", "i2"),
                ),
                2: Sighting(**leopard, event_date="2012~", region="Primorsky Krai, Russia", images=("i3", "i4")),
            },
        ),
    )


def saying(text: str, file: str) -> Book:
    """Give a logbook that has one text wherever it takes one; two of its three pictures have a file."""
    said: dict[str, Any] = {
        "title": text,
        "caption": text,
        "alt_text": text,
        "creator": (text,),
        "copyright_owner": text,
    }
    owed: dict[str, Any] = {"copyright_notice": text, "credit_line": text, "usage_terms": text, "caption_writer": text}
    printed = (Publication(title=text, author=text, publisher=text, url="javascript:alert(1)"),)
    names: dict[str, Any] = {"vernacular_name": text, "scientific_name": f"S {text}"}
    return Book(
        info=Info(title=text, description=text),
        taxa={
            1: Taxon(
                **names,
                iucn_status=Statement(value="LC", source=text, date=text),
                sensitivity=Statement(value="none", source=text),
                populations=(Population(value=text, region=text, source=text),),
            )
        },
        credits={1: Credit(name=text, license=text, usage_terms=text, web_statement="javascript:alert(1)")},
        images={
            1: Image(file=file, **said, **owed, license=text, web_statement=text, publications=printed),
            2: Image(**said, **owed, credit="c1", supplier=text, publications=printed),
            3: Image(file=file, **said, credit_line=text, license="javascript:alert(1)", web_statement=HOSTILE[7]),
        },
        sightings={
            1: Sighting(
                **names,
                event_date="2013-10-09",
                animals=(Animal(count=2, life_stage="juvenile", verbatim=text, individual_id=text),),
                region=text,
                locality=text,
                remarks=text,
                claims=(Claim(claim=text, kind="first-breeding", region=text, reference=text),),
                associated_references=(text,),
                images=("i1", "i2", "i3"),
            )
        },
    )


def hostile() -> Path:
    """Write a logbook that has all that does harm in every text, with a file that is called so."""
    name = drawn('"><img src=x onerror=alert(1)>{{ 7*7 }}.jpg', (64, 48))
    return essay.write(Path("logbook.json").absolute(), saying(EVIL, name))


def typed(*words: str, stdin: str | None = None) -> str:
    """Type a line and give what it writes to stdout."""
    declare(())
    done = CliRunner().invoke(app, ["--file", "logbook.json", *words], input=stdin, prog_name="logbook")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def _demo() -> Path:
    essay.write(Path("logbook.json").absolute())
    typed("gallery", "page")
    return Path("page/index.html")


def _folder() -> Path:
    pictures()
    typed("gallery", "page", "--intro", "A winter in the hills.\n\nAnd a spring.")
    return Path("page/index.html")


def _single() -> Path:
    pictures()
    typed("gallery", "page.html", "--single-file")
    return Path("page.html")


def _hostile() -> Path:
    hostile()
    typed("gallery", "page", "--intro", "-", stdin=EVIL)
    return Path("page/index.html")


def _summary() -> Path:
    pictures()
    return _written(typed("summary", "--format", "html"))


def _hostile_summary() -> Path:
    hostile()
    return _written(typed("summary", "--format", "html"))


def _written(text: str) -> Path:
    path = Path("summary.html")
    path.write_text(text, encoding="utf-8")
    return path


PAGES: Mapping[str, Callable[[], Path]] = {
    "demo": _demo,
    "folder": _folder,
    "single file": _single,
    "hostile": _hostile,
    "summary": _summary,
    "hostile summary": _hostile_summary,
}
ESSAYS = {"demo": (6, 6), "folder": (4, 2), "single file": (4, 2), "hostile": (3, 3)}
"""The pages that are essays, with how many pictures each has, and how many of them are not cleared."""
