"""The engine that sees which branches an input reaches: atheris (libFuzzer), where it is installed."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from typing import TYPE_CHECKING

from tests.endurance.fuzzing.target import MOST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.endurance.fuzzing.one_target import Tries

IS_THERE = importlib.util.find_spec("atheris") is not None


def instrument() -> None:
    """Have the branches of the program counted; it must not be imported before."""
    import atheris  # type: ignore[import-untyped]

    with atheris.instrument_imports(include=["logbook"], enable_loader_override=False):
        from tests.endurance.fuzzing import targets  # noqa: F401 - what it imports is instrumented


def run(tries: Tries, seed: int, folder: Path) -> None:
    """Have inputs grown from the examples, in a folder, until the time is up; then the process ends."""
    import atheris

    corpus, words = folder / "corpus", folder / "words"
    corpus.mkdir()
    for number, example in enumerate(tries.target.seeds):
        (corpus / f"{number}").write_bytes(example[:MOST])
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in tries.target.words if word), encoding="ascii")
    asked = [f"-seed={seed}", f"-max_len={MOST}", "-rss_limit_mb=0", "-timeout=60", "-verbosity=0"]
    if tries.target.words:
        asked.append(f"-dict={words}")

    def one(data: bytes) -> None:
        if tries.is_over:
            sys.stdout.write(tries.told())
            sys.stdout.flush()
            shutil.rmtree(folder)
            os._exit(0)
        tries.one(data)

    atheris.Setup([sys.argv[0], *asked, str(corpus)], one)
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode()[:64])
