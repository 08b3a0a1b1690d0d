"""Every fault the program knows: one sentence each, and the exit code it ends with.

A sentence names the file or the record, the value, and what to do about it.
"""

from __future__ import annotations

from typing import ClassVar


class LogbookError(Exception):
    """A fault of the world that the user can mend: a missing picture, a full disk."""

    exit_code: ClassVar[int] = 1


class BadValueError(LogbookError):
    """A value that was typed and cannot be taken as it stands."""

    exit_code = 2


class NotOneError(LogbookError):
    """No such record, or more than one where one is asked for."""

    exit_code = 3


class DamagedError(LogbookError):
    """The logbook is damaged, is no logbook, or was written by a newer version."""

    exit_code = 4


class LockedError(LogbookError):
    """Another process holds the logbook."""

    exit_code = 5


class ProblemsFoundError(LogbookError):
    """`check` found something; its findings are its output."""

    exit_code = 6
