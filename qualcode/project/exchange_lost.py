"""What the exchange standard has no place for, said for the study at hand."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.model import Codebook, Direction
from qualcode.model.wording import many
from qualcode.project.exchange_gather import Gathered

# Table -> what one row of it is called.
COUNTED = {
    "withdrawal": "withdrawn coding",
    "suggestion": "suggestion",
    "decision": "decision on suggestions",
    "reading": "note of who has read what",
    "round": "round of review",
    "judged": "verdict",
    "resolution": "settling",
    "event": "act of the history",
}
_SEVERAL = {
    "decision": "decisions on suggestions",
    "reading": "notes of who has read what",
    "round": "rounds of review",
    "event": "acts of the history",
}


def lost_of(study: Gathered, *, companion: bool) -> tuple[str, ...]:
    """Everything another program will not find, each in a sentence that says where it is."""
    return tuple(_lost(study, companion=companion))


def _lost(study: Gathered, *, companion: bool) -> Iterator[str]:
    kept = "they are in the companion file" if companion else "they stay in the study"
    stays = [
        f"{n:,} {_SEVERAL.get(table, COUNTED[table] + 's')}" if n != 1 else f"1 {COUNTED[table]}"
        for table in COUNTED
        if (n := study.rows.get(table, 0))
    ]
    if stays:
        yield f"The standard has no place for {_listed(stays)}; {kept}."
    directed = sum(c.direction is not Direction.PRESENT for c in study.codings)
    if directed:
        yield (
            f"{many(directed, 'coding')} with a direction other than present carry it as a note."
            " Other programs count them like any coding of their code: barriers as if they were"
            " good practice."
        )
    starred = sum(c.starred for c in study.codings)
    if starred:
        yield f"{many(starred, 'star')} on codings: {kept}."
    if study.transcripts:
        yield (
            "Which words are whose turn goes as marked passages of cases, where several people"
            f" speak in a text. Speaker tables, passages and the question behind each: {kept}."
        )
    if study.themes or study.summaries:
        written = [
            many(len(study.themes), "theme"),
            f"{len(study.summaries)} summar{'y' if len(study.summaries) == 1 else 'ies'}",
        ]
        yield (
            f"{_listed(written)} go as sets of codes, and as notes with links to codes and cases;"
            f" which passages were chosen for them: {kept}."
        )
    others = study.rows.get("kept", 0) - len(study.themes) - len(study.summaries)
    if others > 0:
        yield (
            f"{many(others, 'further record')} of what people wrote: earlier versions, plans,"
            f" answers, feedback and the like: {kept}."
        )
    yield from book_lost(study.book, study.rows.get("codebook_version", 1), kept=kept)


def book_lost(book: Codebook, versions: int, *, kept: str) -> Iterator[str]:
    """What the standard cannot say of a codebook."""
    if any(code.id for code in book):
        yield (
            "What a code says beside its definition (when to use it, examples, cues) stands in its"
            " description, a labelled line each."
        )
    also = []
    if versions > 1:
        also.append(f"{versions - 1} earlier version{'s' * (versions > 2)}")
    if book.rules:
        also.append("the rules for coders")
    if book.reporting_groups:
        also.append("the groups codes are reported in")
    if also:
        yield f"Of the codebook, {_listed(also)}: {kept}."


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
