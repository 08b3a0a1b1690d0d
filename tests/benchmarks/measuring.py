"""Whole processes in turn: their seconds, their private memory, and what they say to a terminal."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Line = tuple[str, ...]

BUDGET = 60.0
"""Seconds of runs after which a command gets no further one."""
PATIENCE = 1800.0
"""Seconds after which a run is given up."""
ROWS, COLUMNS = 24, 80
_EVERY = 0.01
"""Seconds between two looks at the memory of a process."""


class Command(NamedTuple):
    """Lines that are timed together, one after the other; those `before` and `after` them are not.

    `env` is added to the environment, and `typed` is what stands on stdin.
    """

    lines: tuple[Line, ...]
    env: Mapping[str, str] = {}
    typed: str = ""
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    on_terminal: bool = False


BARE = Command(((sys.executable, str(Path(__file__).with_name("bare.py")), "one"),))


def turns(commands: Mapping[str, Command], runs: int) -> dict[str, float]:
    """Run commands in turn, once to warm up and then `runs` times; give the median seconds of each.

    One that has used up its budget waits for the others: it gets fewer runs, and if the first took it all, that counts.
    One that fails takes for ever, and stderr says why.
    """
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs + 1):
        for name, command in commands.items():
            if sum(taken[name]) < BUDGET:
                taken[name].append(_seconds(name, command))
    return {name: statistics.median(times[1:] or times) for name, times in taken.items()}


def _seconds(name: str, command: Command) -> float:
    """Time one run, output thrown away."""
    run = _on_terminal if command.on_terminal else _run
    try:
        for line in command.before:
            _run(line, command)
        begin = time.perf_counter()
        for line in command.lines:
            run(line, command)
        took = time.perf_counter() - begin
        for line in command.after:
            _run(line, command)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as fault:
        return _failed(name, fault)
    return took


def _failed(name: str, fault: subprocess.CalledProcessError | subprocess.TimeoutExpired) -> float:
    """Tell a failure, and give what it is measured as."""
    sys.stderr.write(f"{name}: {fault}\n{(fault.stderr or b'').decode(errors='replace')[-500:]}\n")
    return math.inf


def _run(line: Line, command: Command) -> None:
    subprocess.run(
        line,
        check=True,
        env={**os.environ, **command.env},
        input=command.typed.encode(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
    )


def _on_terminal(line: Line, command: Command) -> None:
    """Run a line on a terminal of its own, and read all that it says there."""
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (ROWS, COLUMNS))
    env = {**os.environ, "TERM": "xterm-256color", **command.env}
    with subprocess.Popen(line, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as process:
        os.close(theirs)
        # Linux tells the end of a terminal as a fault.
        with suppress(OSError):
            while os.read(ours, 1 << 16):
                pass
    os.close(ours)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, line)


def private(command: Command) -> float:
    """Run a command of one line, and give the most private memory (RssAnon) of it and its children together, in MiB.

    It is looked at a hundred times a second. The pages of files that a process maps are not its own: they are in memory
    once for all, and are given up where memory is needed.
    """
    (line,) = command.lines
    most = 0
    for prepared in command.before:
        _run(prepared, command)
    with subprocess.Popen(
        line, env={**os.environ, **command.env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.returncode is None:
            most = max(most, sum(map(_private, _family(process.pid))))
            with suppress(subprocess.TimeoutExpired):
                process.wait(_EVERY)
    if process.returncode:
        return _failed("memory", subprocess.CalledProcessError(process.returncode, line))
    return most / 1024


def _family(process: int) -> Iterator[int]:
    """Give a process, its children, and theirs."""
    yield process
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in thread.read_text().split():
                yield from _family(int(child))


def _private(process: int) -> int:
    """Give the private memory of a process in KiB; none where it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1])
    return 0


def resident(line: Sequence[str]) -> tuple[float, float]:
    """Run a line; give its seconds, and the most memory that was resident in one process of it, in MiB."""
    begin = time.perf_counter()
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, line)
    return time.perf_counter() - begin, used.ru_maxrss / 1024
