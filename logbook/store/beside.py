"""What stands beside a logbook and belongs to it, its lock and its history: plain files, or they are not touched.

A logbook may come from a stranger, in whose folder such a name may be a link to a file of ours, or a pipe that is
waited for without end.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from logbook.errors import LogbookError

if TYPE_CHECKING:
    from pathlib import Path

_CAUTIOUS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_own(path: Path, flags: int, mode: int = 0o666) -> int:
    """Open a file of the logbook's own, and give its descriptor.

    Raises LogbookError where a link or something other than a file has its name, and OSError as `os.open` does.
    """
    if os.path.islink(path):  # noqa: PTH114 - Path.is_symlink raises for some faults
        raise LogbookError(f"{path} is a link, which a logbook's own files never are; remove it, and repeat")
    descriptor = os.open(path, flags | _CAUTIOUS, mode)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise LogbookError(f"{path} is no plain file, which a logbook's own files are; remove it, and repeat")
    return descriptor
