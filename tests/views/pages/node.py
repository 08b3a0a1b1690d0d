"""A page as a test reads it: its elements, their attributes and their texts."""

from __future__ import annotations

import json
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "br"}


class Node(HTMLParser):
    """A page as elements, each with its attributes and all the text in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))
        if tag not in VOID:
            self.open.append(self.found[-1])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, _, texts in self.open:
            texts.append(data)

    def texts(self, tag: str, **wanted: str) -> list[str]:
        return [" ".join("".join(texts).split()) for one, attrs, texts in self._matching(tag, wanted)]

    def raw(self, tag: str, **wanted: str) -> list[str]:
        return ["".join(texts) for _, _, texts in self._matching(tag, wanted)]

    def attributes(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs, _ in self._matching(tag, wanted)]

    def meta(self, name: str) -> list[str | None]:
        return [
            attrs["content"] for attrs in self.attributes("meta") if name in (attrs.get("property"), attrs.get("name"))
        ]

    def data(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.raw("script", type="application/ld+json")[0])
        return found

    def _matching(self, tag: str, wanted: dict[str, str]) -> list[tuple[str, dict[str, str | None], list[str]]]:
        return [
            one
            for one in self.found
            if one[0] == tag and all(one[1].get(name.rstrip("_")) == value for name, value in wanted.items())
        ]
