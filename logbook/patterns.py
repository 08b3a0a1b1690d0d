"""Regular expressions that are compiled when they are first used: a command imports many and uses few of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Give what `re.compile` gives, compiled when it is first asked for something."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))


class _Uncompiled:
    def __init__(self, *said: Any) -> None:
        self._said = said

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._said), name)
        # Whoever asks again finds it here.
        setattr(self, name, found)
        return found
