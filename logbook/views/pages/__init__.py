"""Pages for people who do not open terminals: each is one text, and asks no other host for anything."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from logbook import __version__
from logbook.patterns import pattern
from logbook.views.text import paragraphs, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from markupsafe import Markup

_ADDRESS = pattern(r"https?://[^\s/?#<>\"\\^`{|}]+[^\s<>\"\\^`{|}]*", re.IGNORECASE)

_PIECES = 1000
"""So many of the small pieces that a template is made of are given at once."""


def address(text: str | None) -> str | None:
    """Give an address that a page may link: of the web, and nothing in it but what an address may hold; else None."""
    return text if text and _ADDRESS.fullmatch(text) and text == visible(text) else None


def render(template: str, **context: object) -> str:
    """Fill in a template of this folder.

    Every text is escaped, and what could act on the page or turn its writing is made visible; line feeds stay. Only
    Markup, such as a drawing that was rendered before, goes in as it is. A page extends `page.html.j2`, which asks for
    `title` and `description`; a script of this folder that is named as `script` is put in and allowed by its digest,
    as the style sheet is. Nothing else runs, and no `style` attribute has an effect.
    """
    return "".join(pieces(template, **context))


def pieces(template: str, **context: object) -> Iterator[str]:
    """Fill in a template as `render` does, a piece at a time: for pages that are too long to be had at once."""
    stream = _environment().get_template(template).stream(context)
    stream.enable_buffering(_PIECES)
    return stream


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        loader=PackageLoader("logbook.views.pages"),
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(version=__version__, source=_source, policy=_policy)
    environment.filters["visible"] = visible
    return environment


def _shown(value: object) -> object:
    """Make a text harmless, whatever is stored in it; its line feeds do not end a line of the page's source."""
    from markupsafe import Markup, escape

    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup("&#10;").join(escape(line) for line in paragraphs(value))


def _source(name: str) -> Markup:
    """Give a style sheet or a script of ours as it is."""
    from markupsafe import Markup

    text = _text(name)
    return Markup(text)  # nosec B704 # noqa: S704 - a file of this folder


@cache
def _text(name: str) -> str:
    return resources.files(__name__).joinpath("templates", name).read_text(encoding="utf-8")


def _policy(script: str | None = None) -> str:
    """Write what a page may load: pictures beside it or in it, our style sheet, and our script if it has one."""
    scripts = f"; script-src {_digest(script)}" if script else ""
    return (
        f"default-src 'none'; img-src 'self' file: data:; style-src {_digest('style.css')}{scripts}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(name: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(_text(name).encode()).digest()).decode()}'"
