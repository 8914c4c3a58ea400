"""The codes of a study as the exchange standard REFI-QDA tells them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

from qualcode.model import Code, Codebook
from qualcode.model.exchange import RefiCode
from qualcode.project.exchange_fields import description_of
from qualcode.project.exchange_ids import guid_of
from qualcode.project.exchange_origins import Origins

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def refi_codes(
    study: str, book: Codebook, origins: Origins | None = None, coded: Collection[str] = ()
) -> tuple[RefiCode, ...]:
    """The codes of a codebook, each after the one above it, with the colour of its indicator.

    Those that came from another program go as they came; one that only grouped others there does
    so again unless it is among the ``coded``.
    """
    from qualcode.report.palette import colours

    hues, came = colours(book), origins or Origins()

    def guid_for(id: str) -> str:
        return came.guid("code", id) or guid_of(study, "code", id)

    made: list[RefiCode] = []
    below: dict[str | None, list[Code]] = defaultdict(list)
    for code in book:
        below[code.parent].append(code)
    waiting: list[tuple[Code, str]] = [(c, hues[c.id]) for c in reversed(below[None])]
    while waiting:
        code, inherited = waiting.pop()
        colour = code.colour or inherited
        parent = None if code.parent is None else guid_for(code.parent)
        told, groups = description_of(code), code.id in came.groups and code.id not in coded
        shown = colour.lower() if _COLOUR.fullmatch(colour) else None
        title = came.title(code)
        made.append(RefiCode(guid_for(code.id), title, parent, shown, told, codable=not groups))
        waiting += [(child, inherited) for child in reversed(below[code.id])]
    return tuple(made)
