"""`logbook regions`: every region, and what was seen there."""

from __future__ import annotations

from logbook import query
from logbook.cli import look, options, output
from logbook.cli.app import command
from logbook.cli.session import Session


@command("Look", example='logbook regions --species "Amur leopard"')
def regions(where: Session, filters: options.Filters, written: options.Output) -> None:
    """List the regions of the logbook, from the largest part down.

    A region counts whatever was seen in it or in a part of it, so the numbers do not add up.
    """
    from logbook.tally import inventory
    from logbook.views import holdings

    how = output.form(written)
    wanted = filters.wanted()
    book, found = look.selected(where.read(), wanted, None, "taxa", "images", "credits")
    lines = inventory.regions(book, None if wanted == query.Filter() else found.sightings)
    output.emit(holdings.regions(lines) if how in output.FOR_PEOPLE else holdings.regions_whole(lines), how)
