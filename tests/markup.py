"""What html-validate, a program of others, finds wrong with a page by its recommended rules."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent.parent / ".ci/node_modules/html-validate/bin/html-validate.mjs"
needed = pytest.mark.skipif(
    not (PROGRAM.exists() and shutil.which("node")), reason="html-validate is not installed; .ci/run does it"
)


def problems(*pages: Path) -> list[str]:
    """Name each problem of some pages: where it is, the rule, and what is wrong."""
    command: list[str | Path] = ["node", PROGRAM, "--preset", "recommended", "--formatter", "json", *pages]
    with tempfile.TemporaryFile() as said:  # it ends before a pipe has taken all
        subprocess.run(command, stdout=said, check=False)
        said.seek(0)
        found = json.load(said)
    return [
        f"{page['filePath']}:{one['line']}: {one['ruleId']}: {one['message']}"
        for page in found
        for one in page["messages"]
    ]
