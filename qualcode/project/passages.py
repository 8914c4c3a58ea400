"""Suggestions for a table of passages, without a study."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import InvalidFile
from qualcode.model import Band, Codebook, Problem
from qualcode.project.given import content
from qualcode.project.study import read_codebook_file

if TYPE_CHECKING:
    from qualcode.formats.passages import Passage
    from qualcode.suggest import Ranked, Record


def suggest_for_passages(
    codebook: Path,
    passages: Path,
    *,
    learn_from: Path | None = None,
    top: int = 8,
    semantic: bool = False,
    progress: Callable[[float], None] | None = None,
) -> list[dict[str, Any]]:
    """Rank a codebook's indicators for every passage of a table with the columns id and text.

    ``learn_from`` is a table of coded passages with the columns id, text and code, and perhaps
    interview; passages without a code teach nothing, for nobody may have read them. What it says
    of a passage to be ranked, known by its id, its interview or its words, is not used for that
    passage. ``semantic`` compares meanings too; ``progress`` is called with the share of passages
    read for that, 0 to 1.

    Returns
    -------
    Rows with id, rank, code, score, band, reason: one for each of the ``top`` best indicators,
    by its best letter, and a last one with the code ``none``, whose score is what the others
    leave of 1. Scores lie in 0 to 1 and sum to at most 1 per passage.

    Raises
    ------
    UnreadableFile, InvalidFile
        A file cannot be read or breaks its rules.
    Refused
        ``semantic`` is asked for and the extra of that name is not installed.
    """
    from qualcode.formats.passages import read_passages
    from qualcode.suggest import Engine

    table = read_passages(content(passages), passages.name)
    book = read_codebook_file(codebook)
    taught = read_passages(content(learn_from), learn_from.name) if learn_from else []
    groups = _groups((*taught, *table)) if taught else [None] * len(table)
    record = _record(taught, groups, book, learn_from.name if learn_from else "")
    engine = Engine(book, record=record, semantic=semantic)
    groups = groups[len(taught) :]
    engine.embed([passage.text for passage in table], progress)
    ranked = engine.indicators([passage.text for passage in table], groups=groups, top=top)
    rows = []
    for passage, codes in zip(table, ranked, strict=True):
        rows += _rows(passage.id, codes, top)
    return rows


def _groups(passages: Sequence[Passage]) -> list[str | None]:
    """What must not teach one another: rows of one id or interview, or of the same words."""
    from qualcode.suggest.alike import kindred

    keys = [[("id", p.id), *([("interview", p.interview)] * bool(p.interview))] for p in passages]
    heads = kindred([p.text for p in passages], keys)
    return [passages[n].interview or passages[n].id for n in heads]


def _record(
    taught: Sequence[Passage], groups: Sequence[str | None], codebook: Codebook, name: str
) -> Record | None:
    """Every passage with its group; without a column ``interview`` most have one of their own."""
    from qualcode.suggest import Judged, Record

    if not taught:
        return None
    given = {n: _codes(p.code, codebook) for n, p in enumerate(taught) if p.code}
    unknown = [
        Problem(f"the codebook has no code {taught[n].code!r}", taught[n].row)
        for n, codes in given.items()
        if not codes
    ]
    if unknown:
        raise InvalidFile(
            f"{name} has codes that are not in the codebook; correct them or leave them empty.",
            unknown,
        )
    return Record(
        tuple(
            Judged(groups[n] or "", taught[n].text, code, accepted=True)
            for n, codes in given.items()
            for code in codes
        )
    )


def _codes(written: str, codebook: Codebook) -> list[str]:
    """The codes of a cell: one, or several reported as one, such as ``1.b+c`` or ``1.b+2.a``."""
    first, *others = (part.strip() for part in written.split("+"))
    stem = first[: first.rfind(".") + 1]
    found = [first, *(part if part in codebook else stem + part for part in others)]
    return found if all(code in codebook for code in found) else []


def _rows(id: str, best: Sequence[Ranked], top: int) -> list[dict[str, Any]]:
    from qualcode.suggest.shares import shares

    parts, none = shares([one.score for one in best])
    # Where no code at all is likelier than the best one, none is offered.
    left = none > max(parts, default=0.0)
    rows = [
        {
            "id": id,
            "rank": rank,
            "code": one.code,
            "score": _cut(share),
            "band": (Band.BELOW if left else one.band).value,
            "reason": one.reason or "nothing in the passage points here",
        }
        for rank, (one, share) in enumerate(zip(best[:top], parts, strict=False), 1)
    ]
    rows.append(
        {
            "id": id,
            "rank": len(rows) + 1,
            "code": "none",
            "score": _cut(none),
            "band": Band.BELOW.value,
            "reason": "what no code accounts for",
        }
    )
    return rows


def _cut(share: float) -> float:
    """Six places, never rounded up: a passage's scores must not sum to more than 1."""
    return int(share * 1e6) / 1e6
