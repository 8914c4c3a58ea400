"""The parts every report has: what it rests on, method, sample, limits, the two annexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from qualcode import __version__
from qualcode.model import CoderRole
from qualcode.model.wording import many
from qualcode.project.reports_written import ITEM, SUMMARY
from qualcode.project.sharing import NAMED
from qualcode.report.attribution import GROUPS
from qualcode.report.documents import coreq, told
from qualcode.report.documents.coreq import Draft
from qualcode.report.documents.values import Shape
from qualcode.report.documents.wordml import TO_WRITE, Block, Paragraph, Piece, Table, block
from qualcode.report.plurals import people as people_words
from qualcode.report.quotes_text import legend

if TYPE_CHECKING:
    from qualcode.analysis.frequency import ThemeTable
    from qualcode.analysis.sample_groups import GroupTable
    from qualcode.project import Project

ANALYSIS = {
    "codebook": "Framework analysis with a codebook that changed as the coding went on.",
    "reliability": "Analysis with a fixed codebook; two people coded apart and were compared.",
    "reflexive": "Reflexive analysis: codes and themes are the reader's own.",
}
WHOLE = "the whole study"
BY = {"authority": "Authority", "role_group": "Group of roles"}


def parts(
    project: Project, shape: Shape, everybody: ThemeTable, attribution: str, *, interim: bool
) -> dict[str, Any]:
    """The fields of `Said` that do not hang on the shape."""
    texts = {t.place: t for t in project.report_texts()}
    about = project.about()
    now = datetime.now(UTC).astimezone()
    summary = texts[SUMMARY].text
    drafts = _drafts(project, everybody, attribution)
    drafts |= {
        n: Draft(own.text, f"written by {own.who}")
        for n in coreq.ITEMS
        if (own := texts[f"{ITEM} {n}"]).text
    }
    return {
        "title": about["title"] or "Report",
        "subtitle": shape.words,
        "study": about["title"] or "",
        "made_on": f"{now.day} {now:%B %Y}",
        "interim": interim,
        "about": (_rests_on(project, everybody, shape),),
        "summary": _summary(summary),
        "method": _method(project, everybody),
        "reading": _reading(project, everybody, attribution),
        "sample": _sample(project),
        "limits": _limits(project),
        "coreq": block(coreq.annex(drafts)),
        "codebook": block(told.codebook_annex(project._without_withheld(project.codebook)[0])),
        "to_write": sum(n not in drafts for n in coreq.ITEMS) + (not summary),
    }


def people_in_scope(everybody: ThemeTable) -> int | None:
    """How many people the study rests on, where that may be told."""
    shown = [row["of_participants"] for row in everybody.records() if not row["suppressed"]]
    return max((n for n in shown if n is not None), default=None)


def _summary(text: str) -> Block:
    lines = [Paragraph(line) for line in text.splitlines() if line.strip()]
    return block(
        lines or [Paragraph("✎ To be written: the findings in a few sentences.", TO_WRITE)]
    )


def _rests_on(project: Project, everybody: ThemeTable, shape: Shape) -> str:
    n, book = people_in_scope(everybody), project.codebook
    tops = len(book.children(None))
    ordered = {
        Shape.INDICATORS: f"by the {many(tops, 'heading')} of the codebook",
        Shape.AUTHORITIES: "for each authority",
        Shape.THEMES: "as themes, each with what speaks for it and against it",
    }[shape]
    who = f"{people_words(n)}" if n else "a few people"
    where = len({a for a in project.frames().people["authority"] if a})
    place = f" in {where} {'authority' if where == 1 else 'authorities'}" if where else ""
    if project.frames().people.empty:
        return "No interview has been brought into this study yet."
    return f"This report rests on interviews with {who}{place}. It tells what they said {ordered}."


def _method(project: Project, everybody: ThemeTable) -> tuple[str, ...]:
    about, book = project.about(), project.codebook
    tops = len(book.children(None))
    lines = [
        f"{ANALYSIS.get(about['profile'], ANALYSIS['codebook'])} The codebook, “{book.name}”, has"
        f" {many(len(book), 'code')} under {many(tops, 'heading')} and stands in Annex B."
        + (f" Source: {book.source}" if book.source else "")
    ]
    if about["options"]["suggestions"]:
        lines.append(
            "A program suggested codes for passages, with its reasons; each suggestion counts only"
            " where a named person accepted it."
        )
    plan = project.plan()
    if plan is not None and plan.note:
        lines.append(plan.note)
    lines.append(everybody.caption)
    return tuple(lines)


def _reading(project: Project, everybody: ThemeTable, attribution: str) -> tuple[str, ...]:
    small = int(project.about()["options"]["small_group"])
    return (
        "Numbers are people first: “16 of 27 people” are 16 different persons of 27 who were"
        " interviewed, however often each spoke of it.",
        f"c stands for a number that is kept back: fewer than {small} people stand behind it, or it"
        " would give such a number away.",
        f"{NAMED[attribution]} People who allow no quotes are not quoted.",
        f"{legend()} … and […] stand for words left out, [ ] for words put in.",
        "Quotes show what people said, not how often it was said. Those marked by hand as telling"
        " come first, then those most like the others, each by another person. Where the number of"
        " people is kept back, one quote stands for all.",
    )


def _limits(project: Project) -> tuple[str, ...]:
    first, *rest = told.sentences(project.claims())
    first = first.removeprefix("What this cannot show: ")
    return (first[:1].upper() + first[1:], *rest)


def _sample(project: Project) -> Block:
    from qualcode.analysis.sample_published import published_sample
    from qualcode.report.sample_tables import published_notes

    if project.frames().people.empty:
        return block([Paragraph("Nobody has been interviewed yet.")])
    pieces: list[Piece] = []
    notes: list[str] = []
    for table in project.published_appendix():
        pieces.append(_groups(table))
        notes += table.notes
    sample, plan = project.sample(), project.plan()
    small = int(project.about()["options"]["small_group"])
    if plan is not None:
        rows, kept = published_sample(sample, small)
        planned = _planned(rows)
        pieces += planned
        tabled = any(isinstance(piece, Table) for piece in planned)
        notes += [*published_notes(sample, small), *(kept if tabled else ())]
    # The plan's own note stands under the method.
    own = [n for n in dict.fromkeys(notes) if plan is None or n != plan.note]
    return block([*pieces, *map(told.note, own)])


def _groups(table: GroupTable) -> Table:
    heads = tuple(BY.get(name, name.capitalize()) for name in table.by)
    rows = []
    for row in (*table.rows, table.total):
        total = row is table.total
        name = "All" if total else GROUPS.get(row.group, row.group)
        crossed = [row.within or ""] if len(table.by) == 2 else []
        people = "c" if row.suppressed else _known(row.participants)
        met = "c" if row.suppressed else _known(row.interviews)
        rows.append((*crossed, name, people, met))
    return Table((*heads, "People", "Interviews"), tuple(rows), (*(3.0 for _ in heads), 1, 1))


def _known(n: int | None) -> str:
    return "not known" if n is None else str(n)


def _planned(rows: Sequence[dict[str, Any]]) -> list[Piece]:
    """Planned and held, a table for roles and one for authorities; none that is all kept back."""
    pieces: list[Piece] = []
    for of, own in groupby(rows, key=lambda row: row["table"]):
        shown = [row for row in own if row["planned"] is not None]
        told_of = [row for row in shown if row["planned_held"] is not None]
        if of == WHOLE or 2 * len(told_of) < len(shown):
            continue
        cells = tuple(_planned_cells(row) for row in (*shown, rows[-1]))
        heads = (f"Planned, by {of.removeprefix('by ')}", "Planned", "Held", "Beyond the plan")
        pieces.append(Table(heads, cells, (3.4, 0.9, 0.9, 1.3)))
    if not pieces and rows[-1]["planned"] is not None:
        _, planned, held, beyond = _planned_cells(rows[-1])
        pieces.append(
            Paragraph(
                f"Planned were {planned} interviews; {held} of them were held, and {beyond} beyond"
                " the plan. By role and by authority these numbers are kept back."
            )
        )
    return pieces


def _planned_cells(row: dict[str, Any]) -> tuple[str, str, str, str]:
    def cell(name: str) -> str:
        return "c" if row[name] is None and row["suppressed"] else _known(row[name])

    named = " · ".join(part for part in (row["role_name"], row["authority"]) if part)
    return named or "All", _known(row["planned"]), cell("planned_held"), cell("not_planned")


def _drafts(project: Project, everybody: ThemeTable, attribution: str) -> dict[int, Draft]:
    """The items of the checklist that the study itself can answer."""
    about, book = project.about(), project.codebook
    found = {
        9: Draft(ANALYSIS.get(about["profile"], ANALYSIS["codebook"]), "the study's profile"),
        25: Draft(f"Annex B holds all {len(book)} codes.", f"codebook version {_version(project)}"),
        26: Draft(_derived(project), "origin of each code"),
        27: Draft(f"qualcode {__version__}, on one machine; {_aid(about)}.", "the program"),
        29: Draft(f"Yes. {NAMED[attribution]}", "how this report was made"),
    }
    if n := people_in_scope(everybody):
        found[12] = Draft(f"{people_words(n)}.", "people in the study, as published")
        found[16] = Draft("See Sample, with small groups kept back.", "attributes of people")
    coders = [c for c in project.coders() if c.role is not CoderRole.MENTOR]
    made = set(project.frames().codings["coder"])
    coded = [c.name for c in coders if c.name in made]
    if coded:
        found[24] = Draft(f"{len(coded)}: {', '.join(coded)}.", "who made the codings")
    plan, schedule = project.plan(), project.schedule()
    if plan is not None and plan.note:
        found[10] = Draft(plan.note, "the planned sample")
    if (invited := _invited(project)) is not None:
        found[13] = Draft(invited, "the planned sample")
    if schedule is not None and schedule.questions:
        asked = (
            f"{many(len(schedule.questions), 'question')} in {many(len(schedule.parts), 'part')}"
        )
        named = f" “{schedule.title}”" if schedule.title else ""
        found[17] = Draft(f"Yes: the schedule{named}, {asked}.", "the interview schedule")
    waves = sorted({str(w) for w in project.frames().people["wave"] if w})
    if len(waves) > 1:
        found[18] = Draft(
            f"Interviews were held in {len(waves)} waves: {', '.join(waves)}.", "the interviews"
        )
    if sessions := project.feedback_sessions():
        held = Counter(s.audience.value for s in sessions)
        found[28] = Draft(
            f"Findings were talked over in {many(len(sessions), 'session')}:"
            f" {', '.join(f'{n} with {who}' for who, n in held.items())}.",
            "feedback sessions",
        )
    return found


def _version(project: Project) -> int:
    return project.codebook_version


def _derived(project: Project) -> str:
    origins = Counter(code.origin.value for code in project.codebook)
    return f"Codes come from: {', '.join(f'{kind} {n}' for kind, n in origins.items())}."


def _aid(about: dict[str, Any]) -> str:
    if not about["options"]["suggestions"]:
        return "no codes were suggested by it"
    return "it suggested codes, and people decided on each"


def _invited(project: Project) -> str | None:
    """How many were approached and agreed, as it may be told."""
    from qualcode.analysis.sample_published import published_sample

    if project.plan() is None:
        return None
    rows, _ = published_sample(project.sample(), int(project.about()["options"]["small_group"]))
    whole = rows[-1]
    if whole["approached"] is None or whole["agreed"] is None:
        return None
    declined = f", {whole['declined']} declined" if whole["declined"] is not None else ""
    return f"{whole['approached']} were approached, {whole['agreed']} agreed{declined}."
