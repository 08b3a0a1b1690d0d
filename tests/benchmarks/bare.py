"""The measure of everything: a Typer program of two commands that do nothing."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def one(word: Annotated[str, typer.Option(help="A word.")] = "") -> None:
    """Do nothing."""


@app.command()
def two(word: Annotated[str, typer.Option(help="A word.")] = "") -> None:
    """Do nothing."""


if __name__ == "__main__":
    app()
