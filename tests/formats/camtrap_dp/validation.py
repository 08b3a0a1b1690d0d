"""The official judge of a Camtrap data package: frictionless, with the vendored profile and schemas for the network."""

from __future__ import annotations

from importlib import resources
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import frictionless

OFFICIAL = Path(__file__).parent / "official"
_BASE = "https://raw.githubusercontent.com/tdwg/camtrap-dp/1.0.2/"
_GEOJSON = resources.files("frictionless").joinpath("assets/profiles/geojson.json")


class Offline:
    """Answers for the network: the official files by their addresses, and nothing else.

    The general profile of data packages is frictionless's own affair, which it checks without being asked.
    """

    def get(self, url: str, **_: Any) -> Any:
        return SimpleNamespace(
            raw=BytesRaw(self._content(url)), raise_for_status=lambda: None, close=lambda: None, status_code=200
        )

    def _content(self, url: str) -> bytes:
        if url == "http://json.schemastore.org/geojson.json":
            return _GEOJSON.read_bytes()
        if url == "https://specs.frictionlessdata.io/schemas/data-package.json":
            return b"{}"
        assert url.startswith(_BASE), url
        return (OFFICIAL / url.removeprefix(_BASE)).read_bytes()


class BytesRaw(BytesIO):
    decode_content = False


def faults(package: Path) -> list[str]:
    """Give what the judge finds wrong with a package: nothing."""
    with frictionless.system.use_context(http_session=Offline()):
        report = frictionless.validate(str(package))
    return [f"{error.type}: {error.message}" for task in report.tasks for error in task.errors] + [
        f"{error.type}: {error.message}" for error in report.errors
    ]
