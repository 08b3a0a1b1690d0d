"""Formats are tried by the line that a user types, too."""

from tests.cli.conftest import run

__all__ = ["run"]
