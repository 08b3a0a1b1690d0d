"""What Tab offers, by name; how it is found out (`offers.py`) is loaded only when somebody presses Tab."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from importlib import import_module

import typer

from logbook.cli.whereabouts import find_file

Completer = Callable[[typer.Context, str], list[str]]

BOOK = "logbook.book"
"""Under this key a context has the `Glance` at the logbook that the line means: with `--file` before or behind."""


def _offered(name: str, *, of_logbook: bool = False) -> Completer:
    """Make a completer; what it offers `of_logbook` is read from the disk while all else that takes is loaded."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        if of_logbook:
            from logbook.store.glance import Glance

            with contextlib.suppress(Exception):  # where none can be found, none of it is offered
                ctx.meta[BOOK] = Glance(find_file(_given(ctx)))
        completer: Completer = getattr(import_module("logbook.cli.offers"), name)
        return completer(ctx, incomplete)

    return complete


def _given(ctx: typer.Context) -> str | None:
    contexts = [ctx, ctx.parent] if ctx.parent else [ctx]
    return next((one.params["file"] for one in contexts if one.params.get("file")), None)


regions = _offered("regions", of_logbook=True)
species = _offered("species", of_logbook=True)
credits_ = _offered("credits_", of_logbook=True)
cameras = _offered("cameras", of_logbook=True)
titles = _offered("titles", of_logbook=True)
ids = _offered("ids", of_logbook=True)
stages = _offered("stages")
methods = _offered("methods")
breeding = _offered("breeding")
permissions = _offered("permissions")
uses = _offered("uses")
fields = _offered("fields")
checks = _offered("checks")
