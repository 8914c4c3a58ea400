"""Codings as each coder made them before they were talked about: what agreement is counted on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from qualcode.model import Coding, Direction, Span
from qualcode.model.review import FROM_REVIEW, Round
from qualcode.store import schema
from qualcode.store.coded import standing
from qualcode.store.codes import load_codebook, load_successions
from qualcode.store.frozen import Frozen, Made, frozen_now, load_frozen, made_instead
from qualcode.store.judged import load_resolutions
from qualcode.store.moves import load_nowhere
from qualcode.store.rounds import load_rounds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLUMNS = ("id", "transcript", "start", "end", "code", "direction", "coder", "basis")
FURTHER = ("quote", "made_at", "starred", "replaces")
AFTER = 3  # columns read beyond those asked for


def load_originals(connection: Connection, *, round: Round | None = None) -> list[Coding]:
    """Codings before discussion, in the order of their transcripts and places.

    These are the codings that stand, with what came of talking taken back:

    - what was made when something was settled is left out, and what was withdrawn then is in;
    - where coders coded a round apart and handed it in, each of them stands with the codings of
      then, whatever was changed since: of the first such round an interview was in, or of
      ``round``. So does everybody who had coded an interview through when a round over whole
      interviews was made;
    - a coding that was an item of a round stands as it was then;
    - what took the place of any of these by hand since is left out, see `frozen.made_instead`;
    - where a transcript was corrected, a coding stands where its words are now, and one whose words
      are gone from it is left out.

    A coding whose code has left the codebook since counts for the code it became; where it became
    none, it is left out. Codings by acceptance of a suggestion are people's and count.
    """
    return [
        Coding(
            row[0],
            row[1],
            Span(row[2], row[3]),
            row[8],
            row[4],
            row[6],
            Direction(row[5]),
            row[9],
            row[7],
            row[10],
            row[11],
        )
        for row in _chosen(connection, (*COLUMNS, *FURTHER), round)
    ]


def load_original_columns(
    connection: Connection, *, round: Round | None = None
) -> dict[str, NDArray[np.object_]]:
    """As `load_originals`, as columns of `COLUMNS`: thousands in a fraction of the time."""
    import numpy as np

    table = np.array(_chosen(connection, COLUMNS, round), dtype=object).reshape(-1, len(COLUMNS))
    return {name: table[:, n] for n, name in enumerate(COLUMNS)}


def load_present_columns(connection: Connection) -> dict[str, NDArray[np.object_]]:
    """The codings that stand, whatever they came of, as columns of `COLUMNS`."""
    import numpy as np

    c, t = schema.coding.c, schema.transcript.c
    query = standing().with_only_columns(*(c[name] for name in COLUMNS))
    found = connection.execute(query.order_by(t.position, c.start, c.end, c.made_at, c.id))
    rows = found.cursor.fetchall() if found.cursor else []
    found.close()
    table = np.array(rows, dtype=object).reshape(-1, len(COLUMNS))
    return {name: table[:, n] for n, name in enumerate(COLUMNS)}


def _chosen(
    connection: Connection, columns: tuple[str, ...], round: Round | None
) -> list[tuple[Any, ...]]:
    """Rows of the codings before discussion; ``columns`` begin with `COLUMNS`."""
    c, w, t = schema.coding.c, schema.withdrawal.c, schema.transcript.c
    found = connection.execute(
        select(*(c[name] for name in columns), c.made_at, c.replaces, w.made_at)
        .outerjoin(schema.withdrawal, w.coding == c.id)
        .join(schema.transcript, t.id == c.transcript)
        .where(t.removed_at.is_(None))
        .order_by(t.position, c.start, c.end, c.made_at, c.id)
    )
    # Straight from the driver: a row object for each of them would take as long as the reading.
    rows = found.cursor.fetchall() if found.cursor else []
    found.close()
    settled = {id: one.made_at for one in load_resolutions(connection) for id in one.withdrawn}
    frozen = load_frozen(connection, [round] if round is not None else load_rounds(connection))
    since, instead = _talked(rows, settled, frozen)
    became, nowhere = _codes(connection), load_nowhere(connection)
    chosen: list[tuple[Any, ...]] = []
    for row in rows:
        id, transcript, coder, basis, withdrawn_at = row[0], row[1], row[6], row[7], row[-1]
        whole = frozen.stands_with.get((transcript, coder))
        if whole is not None:
            stood = (whole, id) in frozen.kept
        else:
            stood = withdrawn_at is None or id in settled
        if id in nowhere or id in instead or basis.startswith(FROM_REVIEW):
            continue
        if stood or id in since:
            code = became.get(row[4])
            if code is not None:
                chosen.append((*row[:4], code, *row[5:-AFTER]))
    return chosen


def _talked(
    rows: Sequence[Any], settled: dict[str, str], frozen: Frozen
) -> tuple[dict[str, str], set[str]]:
    """Codings frozen as items, since when; and what was made by hand in place of originals."""
    if not settled and not frozen.items:
        return {}, set()
    codings = [Made._make((*row[:4], row[6], *row[-AFTER:])) for row in rows]
    reviewed = {row[0] for row in rows if row[7].startswith(FROM_REVIEW)}
    since = {
        id: at
        for id, at in frozen_now(codings, frozen).items()
        # What came of settling is no original, whether it was looked at later or not.
        if id not in reviewed
    }
    talked = {
        one.id: settled[one.id]
        for one in codings
        if one.id in settled
        and one.id not in reviewed
        and (one.transcript, one.coder) not in frozen.stands_with
    }
    return since, made_instead(codings, talked | since)


def _codes(connection: Connection) -> dict[str, str]:
    """Every code there is or was -> the one in the codebook that it is, or became."""
    now = {code.id for code in load_codebook(connection)[0]}
    became: dict[str, str] = {}
    for old, new in load_successions(connection, ""):
        became = {was: new if is_now == old else is_now for was, is_now in became.items()}
        became[old] = new
    return {was: heir for was, heir in became.items() if heir in now} | {id: id for id in now}
