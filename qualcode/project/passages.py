"""Suggestions for a table of passages, without a study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qualcode.model import Band
from qualcode.project.given import content
from qualcode.project.study import read_codebook_file


def suggest_for_passages(codebook: Path, passages: Path, *, top: int = 8) -> list[dict[str, Any]]:
    """Rank a codebook's indicators for every passage of a table with the columns id and text.

    Returns
    -------
    Rows with id, rank, code, score, band, reason: one for each of the ``top`` best indicators,
    by its best letter, and a last one with the code ``none``, whose score is what the others
    leave of 1. Scores lie in 0 to 1 and sum to at most 1 per passage.

    Raises
    ------
    UnreadableFile, InvalidFile
        A file cannot be read or breaks its rules.
    """
    from qualcode.formats.passages import read_passages
    from qualcode.suggest import Engine

    table = read_passages(content(passages), passages.name)
    engine = Engine(read_codebook_file(codebook))
    ranked = engine.rank([passage.text for passage in table])
    rows = []
    for passage, codes in zip(table, ranked, strict=True):
        rows += _rows(passage.id, engine.by_indicator(codes), top)
    return rows


def _rows(id: str, best: list[Any], top: int) -> list[dict[str, Any]]:
    # What no code claims is kept for "none", so that a weak best is a weak share.
    total = sum(one.score for one in best)
    scale = 1.0 / max(total, 1.0)
    shares = [_cut(one.score * scale) for one in best]
    rows = [
        {
            "id": id,
            "rank": rank,
            "code": one.code,
            "score": share,
            "band": one.band.value,
            "reason": one.reason or "nothing in the passage points here",
        }
        for rank, (one, share) in enumerate(zip(best[:top], shares, strict=False), 1)
    ]
    left = max(0.0, 1.0 - sum(shares))
    rows.append(
        {
            "id": id,
            "rank": len(rows) + 1,
            "code": "none",
            "score": _cut(left) if total < 1.0 else 0.0,
            "band": Band.BELOW.value,
            "reason": "what no code accounts for",
        }
    )
    return rows


def _cut(share: float) -> float:
    """Six places, never rounded up: a passage's scores must not sum to more than 1."""
    return int(share * 1e6) / 1e6
