"""An expression that is compiled late is the one that `re.compile` would have made."""

from __future__ import annotations

import re

import pytest

from logbook.patterns import pattern


def test_it_does_what_a_compiled_one_does() -> None:
    made = pattern(r"(?P<figure>[0-9]+)X", re.IGNORECASE)

    for _ in range(2):
        assert made.findall("1x 22X") == ["1", "22"]
        assert made.sub("-", "a1xb") == "a-b"
    assert (made.pattern, made.groups, dict(made.groupindex)) == (r"(?P<figure>[0-9]+)X", 1, {"figure": 1})
    assert pattern(rb"\n").split(b"a\nb") == [b"a", b"b"]


def test_it_is_compiled_when_it_is_first_used_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile
    monkeypatch.setattr("re.compile", lambda text, flags: compiled.append(text) or compile_(text, flags))
    made = pattern("a+")

    assert compiled == []
    assert [made.fullmatch(text) is not None for text in ("aa", "b", "a")] == [True, False, True]
    assert compiled == ["a+"]


def test_a_name_that_no_expression_has_is_refused() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = pattern("a").nothing  # type: ignore[attr-defined]
