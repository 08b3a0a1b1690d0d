"""What Tab offers, by name; how it is found out (`offers.py`) is loaded only when somebody presses Tab."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import typer

Completer = Callable[[typer.Context, str], list[str]]


def _offered(name: str) -> Completer:
    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        completer: Completer = getattr(import_module("logbook.cli.offers"), name)
        return completer(ctx, incomplete)

    return complete


regions = _offered("regions")
species = _offered("species")
credits_ = _offered("credits_")
cameras = _offered("cameras")
titles = _offered("titles")
ids = _offered("ids")
stages = _offered("stages")
methods = _offered("methods")
breeding = _offered("breeding")
permissions = _offered("permissions")
uses = _offered("uses")
fields = _offered("fields")
checks = _offered("checks")
