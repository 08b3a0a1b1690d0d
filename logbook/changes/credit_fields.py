"""Words to fields, of a credit: what `edit` says of it, and by default of its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logbook.changes.fields import said
from logbook.changes.rights import RightsWords, rights_fields

if TYPE_CHECKING:
    from logbook.changes.fields import Setting
    from logbook.records import Id


class CreditWords(RightsWords, frozen=True, kw_only=True):
    """What a person says of a credit, as typed; its name and what is joined with it are settled in `joining.py`."""

    name: str | None = None
    contact: str | None = None
    join: tuple[str, ...] | None = None

    @property
    def single(self) -> list[str]:
        """Name what was said that can only be true of one credit."""
        return [name for name in ("name", "join") if getattr(self, name) is not None]


def credit_fields(words: CreditWords, which: Id, setting: Setting) -> dict[str, Any]:
    """Give the fields that words of a credit mean; raises BadValueError naming the word that means nothing."""
    read = said(words)
    contact = {"contact": read["contact"]} if "contact" in read else {}
    return contact | rights_fields(words, which, setting)
