"""A logbook in which every text that can be stored is an attack, and what no terminal may get of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from msgspec import inspect

from logbook.records import TYPES, Info

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TERMINAL = (
    "\x1b[2J\x1b[31m\x1b]0;title\x07\x1b]8;;http://evil.example\x1b\\link\x1b]52;c;cm0=\x1b\\\x9b5n\x90q\x9c\x9d0;t\x9c"
    "\a\b\t\v\f\r\n\x00\x0e\x0f\x7f\x85\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202d\u202eexe\u2060\u2066\u2067\u2068"
    "\u2069\u206a\ufeff\U000e0041"
)
"""Escape sequences, controls of both sets, marks that turn the direction, line ends, and what nobody sees."""
MARKUP = (
    "<script>alert(1)</script><img src=//evil.example/x onerror=alert(1)> ![x](http://evil.example/x.png) "
    "[x](javascript:alert(1)) <http://evil.example> http://evil.example www.evil.example me@evil.example `a` **b** _c_ "
    "|d| ~~e~~ </td>&amp; \"'><svg onload=alert(1)> ]]> --> {{7*7}} [red]x[/red] \\"
)
FORMULA = '=HYPERLINK("http://evil.example","a")'

_ACTS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_REFS = {"credit": "c1", "deployment": "d1", "images": ["i1"]}
_SAID: dict[str, Any] = {"event_date": "2013-10-09", "date_created": "2013-10-09T04:31", "region": "Jilin, China"}
"""What decides whether a record is in an answer at all."""


def acting(answer: str) -> str | None:
    """Give the first sign in an answer that could act on a terminal; line feeds end its lines."""
    found = _ACTS.search(answer)
    return found and repr(answer[max(0, found.start() - 40) : found.end() + 10])


def write(path: Path, attack: str, said: Mapping[str, Any] | None = None) -> Path:
    """Write a logbook whose texts are all `attack`, but for the references and what is `said`."""
    fixed = {**_REFS, **(_SAID if said is None else said)}
    book = {name: {1: _made(kind, attack, fixed)} for name, kind in TYPES.items()}
    info = {**_made(Info, attack, fixed), "schema": 1, "revision": 0, "next": {}}
    del info["crc32"], info["readable_by"]
    whole = {"logbook": {1: info}, attack: {attack: {attack: attack}}, **book}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def _made(kind: Any, attack: str, fixed: Mapping[str, Any]) -> dict[str, Any]:
    """Fill every field of a record."""
    fields = inspect.type_info(kind).fields  # type: ignore[attr-defined]
    return {one.name: fixed[one.name] if one.name in fixed else _value(one.type, attack, fixed) for one in fields}


def _value(kind: inspect.Type, attack: str, fixed: Mapping[str, Any]) -> Any:
    value: Any = attack
    match kind:
        case inspect.UnionType(types=types):
            value = _value(types[0], attack, fixed)
        case inspect.LiteralType(values=values):
            value = values[0]
        case inspect.IntType() | inspect.FloatType():
            value = 1
        case inspect.BoolType():
            value = True
        case inspect.VarTupleType(item_type=item):
            value = [_value(item, attack, fixed)]
        case inspect.StructType(cls=cls):
            value = _made(cls, attack, fixed)
        case inspect.DictType(value_type=item):
            value = {attack: _value(item, attack, fixed)}
    return value
