"""What is wrong with a value in an archive."""

from __future__ import annotations

from logbook.errors import BadValueError


class BadTermError(BadValueError):
    """A value that its term cannot have."""

    def __init__(self, term: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.term, self.value = term, value
