"""The parts every report has: what it rests on, method, sample, limits, the two annexes."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from qualcode import __version__
from qualcode.model import CoderRole
from qualcode.model.wording import many
from qualcode.project.reports_parts import listed
from qualcode.project.reports_sample import sampled
from qualcode.project.reports_written import ITEM, SUMMARY
from qualcode.project.sharing import NAMED
from qualcode.report.codebook_words import COMES_FROM
from qualcode.report.documents import coreq, told
from qualcode.report.documents.coreq import Draft
from qualcode.report.documents.values import Shape
from qualcode.report.documents.wordml import TO_WRITE, Block, Paragraph, block
from qualcode.report.plurals import people as people_words
from qualcode.report.quotes_text import legend

if TYPE_CHECKING:
    from qualcode.analysis.frequency import ThemeTable
    from qualcode.project import Project

ANALYSIS = {
    "codebook": "Framework analysis with a codebook that may change as the coding goes on.",
    "reliability": "Analysis with a fixed codebook; two people coded apart and were compared.",
    "reflexive": "Reflexive analysis: codes and themes are the reader's own.",
}


def parts(
    project: Project,
    shape: Shape,
    everybody: ThemeTable,
    attribution: str,
    *,
    interim: bool,
    marks: int,
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields of `Said` that do not hang on the shape, and notes for the author.

    ``marks`` is how many marks of direction stand behind one quote at most.
    """
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
    sample, notes = sampled(project)
    return {
        "title": about["title"] or "Report",
        "subtitle": shape.words,
        "study": about["title"] or "",
        "made_on": f"{now.day} {now:%B %Y}",
        "interim": interim,
        "about": (_rests_on(project, everybody, shape),),
        "summary": _summary(summary),
        "method": _method(project, everybody),
        "reading": tuple(filter(None, _reading(project, everybody, attribution, marks))),
        "sample": sample,
        "limits": _limits(project),
        "coreq": block(coreq.annex(drafts)),
        "codebook": block(told.codebook_annex(project._without_withheld(project.codebook)[0])),
        "to_write": sum(n not in drafts for n in coreq.ITEMS) + (not summary),
    }, notes


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
        f"{ANALYSIS.get(about['profile'], ANALYSIS['codebook'])} Its codebook, {book.name}, has"
        f" {many(len(book), 'code')} under {many(tops, 'heading')}; Annex B prints it in version"
        f" {project.codebook_version}, with which this report was made."
        + (f" Source: {_stopped(book.source)}" if book.source else "")
    ]
    if about["options"]["suggestions"]:
        lines.append(
            "A program suggested codes for passages, with its reasons; each suggestion counts only"
            " where a named person accepted it."
        )
    plan = project.plan()
    if plan is not None and plan.note:
        lines.append(_stopped(plan.note))
    lines.append(_counted(project, everybody))
    return tuple(lines)


def _stopped(text: str) -> str:
    """Words with a full stop at their end."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _counted(project: Project, everybody: ThemeTable) -> str:
    """What was counted, of whom and by whom; no numbers where few people are behind them."""
    frames, said = project.frames(), []
    if n := people_in_scope(everybody):
        met = set(frames.people["transcript"])
        through = len(met & frames.coded_through)
        said.append(f"The numbers rest on {many(len(met), 'interview')} with {people_words(n)}.")
        said.append(
            "All of them are coded from beginning to end."
            if through == len(met)
            else f"Of these interviews {through} {'is' if through == 1 else 'are'} coded from"
            " beginning to end; in the others more may be found."
        )
    if coders := _coders(project):
        said.append(f"{listed(coders)} did the coding.")
    return " ".join(
        [
            *said,
            "Counted are people, and beside them passages: stretches of one person's talk. A"
            " heading counts the people and passages of its letters once. Only what was said by"
            " those interviewed counts: not what interviewers said, not documents and notes, and"
            " nothing from people who withdrew their consent.",
        ]
    )


def _coders(project: Project) -> list[str]:
    """Who coded, mentors aside."""
    made = set(project.frames().codings["coder"])
    coders = [c for c in project.coders() if c.role is not CoderRole.MENTOR]
    return [c.name for c in coders if c.name in made]


def _reading(
    project: Project, everybody: ThemeTable, attribution: str, marks: int
) -> tuple[str, ...]:
    small = int(project.about()["options"]["small_group"])
    n = people_in_scope(everybody) or 20
    two = " Two marks behind one quote: two people coded it differently." if marks > 1 else ""
    return (
        f"Numbers are people first: 6 of {n} people are 6 different persons of the {n} who were"
        " interviewed, however often each spoke of it.",
        f"c stands for a number that is kept back: fewer than {small} people stand behind it, or it"
        " would give such a number away.",
        f"{NAMED[attribution]} People who allow no quotes are not quoted.",
        f"{legend()}{two}" if marks else "",
        "The signs … and […] stand for words left out, [ ] for words put in.",
        "Quotes show what people said, not how often it was said. Those marked by hand as telling"
        " come first, then those most like the others, each by another person. Where the number of"
        " people is kept back, one quote stands for all.",
    )


def _limits(project: Project) -> tuple[str, ...]:
    first, *rest = told.sentences(project.claims())
    first = first.removeprefix("What this cannot show: ")
    return (first[:1].upper() + first[1:], *rest)


def _drafts(project: Project, everybody: ThemeTable, attribution: str) -> dict[int, Draft]:
    """The items of the checklist that the study itself can answer."""
    about, book = project.about(), project.codebook
    found = {
        9: Draft(ANALYSIS.get(about["profile"], ANALYSIS["codebook"]), "the study's profile"),
        25: Draft(
            f"Annex B holds all {len(book)} codes.", f"codebook, version {project.codebook_version}"
        ),
        26: Draft(_derived(project), "origin of each code"),
        27: Draft(f"qualcode {__version__}, on one machine; {_aid(about)}.", "the program"),
        29: Draft(f"Yes. {NAMED[attribution]}", "how this report was made"),
    }
    if n := people_in_scope(everybody):
        found[12] = Draft(f"{people_words(n)}.", "people in the study, as published")
        found[16] = Draft("See Sample, with small groups kept back.", "attributes of people")
    if coded := _coders(project):
        found[24] = Draft(f"{len(coded)}: {listed(coded)}.", "who made the codings")
    plan, schedule = project.plan(), project.schedule()
    if plan is not None and plan.note:
        found[10] = Draft(plan.note, "the planned sample")
    if (invited := _invited(project)) is not None:
        found[13] = Draft(invited, "the planned sample")
    if schedule is not None and schedule.questions:
        asked = (
            f"{many(len(schedule.questions), 'question')} in {many(len(schedule.parts), 'part')}"
        )
        named = f" It is called: {_stopped(schedule.title)}" if schedule.title else ""
        found[17] = Draft(f"Yes: a schedule with {asked}.{named}", "the interview schedule")
    waves = sorted({str(w) for w in project.frames().people["wave"] if w})
    if len(waves) > 1:
        found[18] = Draft(
            f"Interviews were held in {len(waves)} waves, called {listed(waves)}.", "the interviews"
        )
    if sessions := project.feedback_sessions():
        held = Counter(s.audience for s in sessions)
        told_of = [f"{many(n, 'session')} with {who.words}" for who, n in held.items()]
        found[28] = Draft(
            f"Yes: the findings were talked over in {listed(told_of)}.", "feedback sessions"
        )
    return found


def _derived(project: Project) -> str:
    origins = Counter(code.origin for code in project.codebook)
    if not origins:
        return "There are no codes yet."
    told_of = [f"{n} from {COMES_FROM[origin]}" for origin, n in origins.items()]
    return f"Of the codes came {listed(told_of)}."


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
    return f"{whole['approached']} were asked to take part; {whole['agreed']} agreed{declined}."
