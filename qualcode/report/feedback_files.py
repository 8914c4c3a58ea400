"""Feedback as a file: by theme, quotable words alone, always marked as feedback."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.errors import Refused
from qualcode.model.feedback import FeedbackEntry, FeedbackSession, Stance
from qualcode.model.theme import Theme
from qualcode.report.export import writable

TITLE = "Feedback on the themes"
WHOLE, GONE = "On the findings as a whole", "On a theme that was dropped"
NOT_COUNTED = (
    "Feedback was given on the findings after the interviews. It is not counted among the"
    " interviews, and the numbers here are things said, not people."
)
COLUMNS = ("theme", "stance", "words", "tags", "day", "held_with_kind", "source")
NAMED = ("said_by", "session", "held_with")
_SPECIAL = "\\`*_{}[]<>#|~$&"


@dataclass(frozen=True)
class Told:
    """What goes into the file; ``named`` adds who said it and at which session."""

    themes: tuple[Theme, ...]
    sessions: tuple[FeedbackSession, ...]
    entries: tuple[FeedbackEntry, ...]
    codebook_version: int
    named: bool = False


def as_file(ending: str, told: Told) -> bytes:
    """The content of a .docx, .md or .csv file.

    Raises
    ------
    Refused
        The ending is another one, or nothing was said yet.
    """
    kind = ending.lower().removeprefix(".")
    if kind not in ("docx", "md", "csv"):
        raise Refused("Feedback goes to .docx, .md or .csv; choose one of these endings.")
    if not told.entries:
        raise Refused("No feedback is kept yet; note a session and what was said there first.")
    if kind == "csv":
        return _csv(told)
    return _markdown(told) if kind == "md" else _docx(told)


def counted(entries: Sequence[FeedbackEntry]) -> str:
    """How many agree, add or dispute, in words; empty where nothing was said.

    >>> one = FeedbackEntry("1", "s", Stance.AGREES, "Yes.")
    >>> counted([one, one, FeedbackEntry("2", "s", Stance.DISPUTES, "No.")])
    '2 agree, 1 disputes it'
    """
    found = Counter(entry.stance for entry in entries)
    one = {Stance.AGREES: "agrees", Stance.ADDS: "adds something", Stance.DISPUTES: "disputes it"}
    return ", ".join(
        f"{n} {one[stance] if n == 1 else stance.words}"
        for stance in Stance
        if (n := found[stance])
    )


def _by_theme(told: Told) -> Iterator[tuple[str, list[FeedbackEntry]]]:
    """Heading -> what was said there, in the order of the themes."""
    known = {theme.id: theme.statement for theme in told.themes}
    groups: dict[str | None, list[FeedbackEntry]] = {theme.id: [] for theme in told.themes}
    for entry in told.entries:
        groups.setdefault(entry.theme, []).append(entry)
    for theme, own in groups.items():
        if own:
            yield (WHOLE if theme is None else known.get(theme, GONE)), own


def caption(entry: FeedbackEntry, session: FeedbackSession | None, *, named: bool) -> str:
    """What stands behind quoted feedback, as closely as it may be told.

    >>> caption(FeedbackEntry("1", "s", Stance.ADDS, "Yes.", said_by="Manager"), None, named=True)
    'feedback, Manager'
    """
    known = ["feedback"]
    if session is not None:
        known[0] = f"feedback of {session.audience.words.partition(',')[0]}"
        known += [session.day] if session.day else []
    if named:
        held = [session.held_with or session.title] if session is not None else []
        known += [part for part in (entry.said_by, *held) if part]
    return ", ".join(known)


def _left_out(own: Sequence[FeedbackEntry]) -> str:
    silent = sum(not entry.quotable for entry in own)
    if not silent:
        return ""
    return f"Of these, {silent} may not be quoted and {'is' if silent == 1 else 'are'} left out."


def _notes(told: Told) -> list[str]:
    return [f"{NOT_COUNTED} Codebook version {told.codebook_version}."]


def _lines(told: Told, own: Sequence[FeedbackEntry]) -> Iterator[tuple[Stance, str, str]]:
    """Stance, words on one line, and what stands behind them."""
    sessions = {session.id: session for session in told.sessions}
    for stance in Stance:
        for entry in own:
            if entry.stance is stance and entry.quotable:
                words = " ".join(entry.words.split())
                yield stance, words, caption(entry, sessions.get(entry.session), named=told.named)


def _markdown(told: Told) -> bytes:
    lines = [f"# {TITLE}", ""]
    for note in _notes(told):
        lines += [_plain(note), ""]
    for head, own in _by_theme(told):
        lines += [f"## {_plain(' '.join(head.split()))}", "", f"{counted(own)}.", ""]
        for stance, words, behind in _lines(told, own):
            lines += [f"> {stance.value}: “{_plain(words)}” ({_plain(behind)})", ""]
        if left := _left_out(own):
            lines += [left, ""]
    return writable("\n".join(lines)).encode("utf-8")


def _plain(text: str) -> str:
    """Text that Markdown shows as it is within a line."""
    return "".join(f"\\{c}" if c in _SPECIAL else c for c in text)


def _csv(told: Told) -> bytes:
    from qualcode.report.tables import as_csv

    sessions = {session.id: session for session in told.sessions}
    rows, columns = [], [*COLUMNS, *(NAMED if told.named else ())]
    for head, own in _by_theme(told):
        for entry in own:
            if not entry.quotable:
                continue
            session = sessions.get(entry.session)
            row = {
                "theme": head,
                "stance": entry.stance.value,
                "words": entry.words,
                "tags": list(entry.tags),
                "day": session.day if session else "",
                "held_with_kind": session.audience.value if session else "",
                "source": "feedback",
                "said_by": entry.said_by,
                "session": session.title if session else "",
                "held_with": session.held_with if session else "",
            }
            rows.append({name: row[name] for name in columns})
    left = _left_out(told.entries)
    return as_csv(rows, columns, [*_notes(told), *([left] if left else [])])


def _docx(told: Told) -> bytes:
    from qualcode.report.quotes_docx import NOTE, blank

    document = blank(TITLE)
    document.add_paragraph(TITLE, style="Title")
    for note in _notes(told):
        document.add_paragraph(writable(note), style=NOTE)
    for head, own in _by_theme(told):
        document.add_paragraph(writable(" ".join(head.split())), style="Heading 1")
        document.add_paragraph(f"{counted(own)}.")
        for stance, words, behind in _lines(told, own):
            document.add_paragraph(writable(f"{stance.value}: “{words}” ({behind})"), style="Quote")
        if left := _left_out(own):
            document.add_paragraph(left, style=NOTE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
