"""A picture is linked to the credit whose line it prints, where only one has been spelt so."""

from __future__ import annotations

from logbook import changes
from logbook.changes.drafts import Draft, Stamp
from logbook.changes.linking import Link, link
from logbook.records import Credit, Id, Image

CREDITS = {
    1: Credit(name="WCS", spellings=("© WCS", "Shared")),
    2: Credit(name="WWF", spellings=("Shared",)),
}
IMAGES = {
    1: Image(credit_line="© WCS"),
    2: Image(credit_line="©WCS"),
    3: Image(credit_line="Shared"),
    4: Image(credit_line="WWF", credit="c1"),
    5: Image(),
}


def test_only_a_line_that_is_to_the_letter_one_credits_is_linked() -> None:
    draft = Draft(lambda which: changes.encode(IMAGES[which.number]), lambda _: 9, Stamp("2026-11-22T12:00:00Z", str))

    assert link(draft, IMAGES, CREDITS) == [Link(Id("images", 1), "© WCS", Id("credits", 1))]
    (change,) = draft.changes()
    assert change.after == b'{"credit_line":"\xc2\xa9 WCS","credit":"c1","modified":"2026-11-22T12:00:00Z"}'
