"""The system calls of a command on its logbook's folder, as strace sees them, and a fault in one of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tests.endurance import children

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.endurance.children import Child, Ended

_CALL = re.compile(r"(\w+)\((.*)\) += ")
_HERE = re.compile(r"AT_FDCWD<[^>]*>")
_PID = "{pid}"


class Call(NamedTuple):
    """The `nth` call of a name that a thread makes on a path; in paths, `{pid}` stands for the process."""

    path: str
    name: str
    nth: int


def missing() -> str | None:
    """Say why strace traces nothing here, or None."""
    if shutil.which("strace") is None:
        return "is not installed"
    done = subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], capture_output=True, check=False)
    return None if done.returncode == 0 else "may not trace here"


def calls(line: str, work: Path) -> list[Call]:
    """Give every call that a line makes on its logbook's folder, each once."""
    prefix = work.parent / "trace"
    for old in work.parent.glob("trace.*"):
        old.unlink()
    child, _ = _traced(line, work, "-ff", "-o", str(prefix), "-y", "-s", "0", "-e", "trace=%file,%desc")
    found: dict[Call, None] = {}
    for thread in sorted(work.parent.glob("trace.*")):
        found |= dict.fromkeys(_of_thread(thread.read_text(encoding="utf-8"), work, child.pid))
    return list(found)


def _of_thread(trace: str, work: Path, pid: int) -> Iterator[Call]:
    """Find the calls that touch the folder or a descriptor of it; they are counted by every path that they touch."""
    inside = re.compile(rf'["<]({re.escape(str(work))}(?:/[^">]*)?)[">]')
    counted: Counter[tuple[str, str]] = Counter()
    for text in trace.splitlines():
        call = _CALL.match(text)
        if call is None or call[1] == "getcwd":
            continue
        paths = dict.fromkeys(inside.findall(_HERE.sub("", call[2])))
        counted.update((call[1], path) for path in paths)
        for path in list(paths)[:1]:
            yield Call(path.replace(f".{pid}.", f".{_PID}."), call[1], counted[call[1], path])


def struck(line: str, work: Path, call: Call, fate: str) -> tuple[Ended, bool]:
    """Run a line with a fate for one of its calls, such as `error=EIO`; give how it ended, and whether they met."""
    injected = f"inject={call.name}:{fate}:when={call.nth}"
    log = work.parent / "trace"
    _, ended = _traced(line, work, "-f", "-o", str(log), "-P", call.path, "-e", f"trace={call.name}", "-e", injected)
    text = log.read_text(encoding="utf-8", errors="replace")
    return ended, "(INJECTED)" in text or "+++ killed" in text


def _traced(line: str, work: Path, *options: str) -> tuple[Child, Ended]:
    """Run a line under strace, from its first step on; `{pid}` in an option is the process."""
    held, go = os.pipe()
    child = children.begin(line, work, lambda: os.read(held, 1))
    asked = ["strace", "-p", str(child.pid), *(option.replace(_PID, str(child.pid)) for option in options)]
    with subprocess.Popen(asked, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        attached = strace.stderr.readline()
        os.write(go, b"1")
        for end in (held, go):
            os.close(end)
        ended = child.wait()
    assert "attached" in attached, attached
    return child, ended
