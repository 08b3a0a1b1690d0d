"""One try: what came of some bytes, within a second and half a gibibyte."""

from __future__ import annotations

import re
import resource
import shutil
import signal
import time
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.endurance.fuzzing.target import Target

SECONDS = 1.0
"""Of the processor, that one input may take: the machine may have other work."""
MEMORY = 512 << 20
"""Bytes that a process may take beyond what it has when it begins."""
_PACKAGE = Path(__file__).parents[3] / "logbook"


class HangError(BaseException):
    """An input takes longer than it may; no `except Exception` catches this."""


class Fault(NamedTuple):
    """What went wrong: its kind, and the place in the code, so that each is told once."""

    kind: str
    where: str
    said: str = ""


def fault(target: Target, data: bytes, folder: Path) -> Fault | None:
    """Try some bytes; tell what went wrong, if anything. Nothing is left in the folder."""
    try:
        with _clock():
            target.attempt(data, folder)
    except LogbookError as refused:
        return None if _is_sentence(str(refused)) else Fault("broken laws", "a refusal is no sentence", str(refused))
    except HangError as error:
        return Fault("hangs", _where(error))
    except MemoryError as error:
        return Fault("inputs that filled the memory", _where(error))
    except AssertionError as error:
        return Fault("broken laws", _where(error), str(error))
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is a finding
        return Fault("tracebacks", f"{type(error).__name__} {_where(error)}", str(error))
    finally:
        _empty(folder)
    return None


def limit_memory() -> None:
    """Hold this process to half a gibibyte more than it has."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


@contextmanager
def _clock() -> Iterator[None]:
    began = time.process_time()
    signal.signal(signal.SIGPROF, _hang)
    signal.setitimer(signal.ITIMER_PROF, 2 * SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if time.process_time() - began > SECONDS:
        raise HangError


def _hang(*_: object) -> NoReturn:
    raise HangError


def _is_sentence(said: str) -> bool:
    """Tell whether a refusal can be read: one line that has no end."""
    return bool(said.strip()) and len(said) < 2_000


def _where(error: BaseException) -> str:
    """Name the last place of ours that an error came through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "fuzzing/trying" not in frame.filename]
    ours = [frame for frame in frames if frame.filename.startswith(str(_PACKAGE))] or frames
    last = ours[-1] if ours else None
    return "at the end" if last is None else re.sub(r".*/(logbook|tests)/", r"\1/", f"{last.filename}:{last.lineno}")


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
