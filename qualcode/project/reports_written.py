"""What people write for a report and nowhere else: pen pictures, implications, the checklist."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from qualcode.errors import Refused
from qualcode.model import Coder, Kept
from qualcode.model.theme import Status
from qualcode.project.findings import FindingVerbs
from qualcode.store import people
from qualcode.store.kept import load_kept, load_one, save_kept

KIND = "report text"
LONGEST = 6000
# A pen picture's headings; the fifth, the place on the continuum, is not written here.
PEN_PICTURE = ("structure", "linkages", "vision", "implications")
SUMMARY, ITEM, THEME = "summary", "item", "theme"


@dataclass(frozen=True)
class ReportText:
    """A place of a report, what is written there (empty where nothing is), by whom and when.

    ``place`` is ``summary``, ``item 9`` (of the COREQ checklist), ``theme ID`` (its implications)
    or ``structure AUTHORITY`` and the other headings of a pen picture. ``called`` says it to
    people. ``version`` names what stands there.
    """

    place: str
    called: str
    text: str = ""
    who: str = ""
    made_at: str = ""
    version: str = ""


class ReportTextVerbs(FindingVerbs):
    """Writing what only a report needs."""

    def report_texts(self) -> list[ReportText]:
        """Every place of a report that is written by hand, in the order of the reports."""
        with self._read() as connection:
            kept = {k.body["place"]: k for k in load_kept(connection, KIND) if k.body}
        return [
            _report_text(place, called, kept.get(place)) for place, called in self._report_places()
        ]

    def write_report_text(
        self, place: str, text: str, *, based_on: str | None = None
    ) -> ReportText:
        """Write what stands at a place of the reports; an empty text takes it away.

        ``based_on`` is the version a person started from, empty where there was none.

        Raises
        ------
        Refused
            There is no such place, the text is very long, or somebody wrote it meanwhile.
        """
        found = {name.casefold(): (name, called) for name, called in self._report_places()}
        wanted = " ".join(place.split()).casefold()
        if wanted not in found:
            raise Refused(
                "The reports have no such place; `qualcode report-text` lists those they have."
            )
        text = text.strip()
        if len(text) > LONGEST:
            raise Refused(f"A text of a report has up to {LONGEST:,} characters; say it shorter.")
        name, called = found[wanted]
        with self._write() as tx:
            before = load_one(tx.connection, KIND, _report_key(name))
            if based_on is not None and based_on != (before.id if before else ""):
                who = before.who if before else "Somebody"
                raise Refused(f"{who} has written here meanwhile; read theirs, then write yours.")
            if not text and before is None:
                return ReportText(name, called)
            people.save_coder(tx, Coder(tx.who))
            body = {"place": name, "text": text} if text else None
            return _report_text(name, called, save_kept(tx, KIND, _report_key(name), body))

    def _report_places(self) -> list[tuple[str, str]]:
        """Place -> how it is called."""
        from qualcode.report.documents.coreq import ITEMS

        where = sorted({a for a in self.frames().people["authority"] if a}, key=str.casefold)
        found = [(SUMMARY, "In short: what the report says")]
        found += [(f"{h} {a}", f"{a}: {h}") for a in where for h in PEN_PICTURE]
        found += [
            (f"{THEME} {t.id}", f"Implications of: {' '.join(t.statement.split())[:90]}")
            for t in self.written_themes()
            if t.status is not Status.DROP
        ]
        return [*found, *((f"{ITEM} {n}", f"COREQ {n}: {name}") for n, name in ITEMS.items())]


def _report_text(place: str, called: str, kept: Kept | None) -> ReportText:
    if kept is None or kept.body is None:
        return ReportText(place, called)
    body: dict[str, Any] = dict(kept.body)
    return ReportText(place, called, body["text"], kept.who, kept.made_at, kept.id)


def _report_key(place: str) -> str:
    # It may hold an authority's name, and a key stands in the history.
    return hashlib.sha256(place.encode("utf-8")).hexdigest()[:16]
