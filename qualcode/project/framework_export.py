"""The framework matrix on its way out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import kept
from qualcode.analysis.matrix import Matrix
from qualcode.errors import Refused
from qualcode.project.names_away import matrix_without
from qualcode.report.attribution import Ladder
from qualcode.report.matrix_published import Leaving, PublishedMatrix, published
from qualcode.report.quotes import Quote, select_quotes

if TYPE_CHECKING:
    from qualcode.project.framework import FrameworkVerbs

Value = str | None
ENDINGS = (".docx", ".xlsx")


def as_file(
    project: FrameworkVerbs, ending: str, matrix: Matrix, where: Mapping[str, str]
) -> tuple[bytes, int]:
    """The matrix as the content of a file, and how many cells it shows.

    Raises
    ------
    Refused
        The ending is not .docx or .xlsx, or what is asked for would give people away.
    """
    ending = "." + ending.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise Refused("The matrix goes to .docx or .xlsx; choose one of these endings.")
    if not matrix.cells:
        raise Refused("The matrix has no cells yet; it needs interviews and codes of this level.")
    made = as_published(project, matrix, where)
    lines = [line for *_, cells in made.rows for cell in cells for line in cell.lines]
    linked = linked_quotes(project, matrix, project._normalised(where, project.frames()))
    said = [(q.transcript, q.words) for own in linked.values() for q in project.edited_quotes(own)]
    project._refuse_names(lines, said=said)
    if ending == ".xlsx":
        from qualcode.report.matrix_xlsx import as_xlsx

        return as_xlsx(made), len(matrix.cells)
    from qualcode.report.matrix_docx import as_docx

    return as_docx(made), len(matrix.cells)


def as_published(
    project: FrameworkVerbs, matrix: Matrix, where: Mapping[str, str]
) -> PublishedMatrix:
    """The matrix as far as it gives nobody away."""
    matrix = matrix_without(project._free_names(), matrix)
    frames, about = project.frames(), project.about()
    small = int(about["options"]["small_group"])
    only = project._normalised(where, frames)
    leaving = Leaving(
        people=kept(frames.people, only),
        everyone=frames.people,
        captions=_captions(frames, Ladder(frames.people, project.respondents, small)),
        quotes={
            place: project.edited_quotes(own)
            for place, own in linked_quotes(project, matrix, only).items()
        },
        small=small,
        salt=about["made_at"],
        kinds=frames.attributes,
    )
    return published(matrix, leaving, only, project.codebook_version, project.claims())


def _linked(project: FrameworkVerbs, ids: Iterable[str], where: Mapping[str, Value]) -> list[Quote]:
    """The quotes of these codings, by the people ``where`` keeps; those withheld are marked."""
    frames = project.frames()
    chosen = frames.codings[frames.codings["coding"].isin(list(ids))]
    return select_quotes(
        replace(frames, codings=chosen), project.codebook, project.respondents, where=where
    )


def linked_quotes(
    project: FrameworkVerbs, matrix: Matrix, only: Mapping[str, Value]
) -> dict[tuple[Value, str], list[Quote]]:
    """The quotes linked in each cell, without those of people who allow none."""
    row_of = project.frames().people[matrix.by].to_dict()
    summaries = {place: cell.summary for place, cell in matrix.cells.items() if cell.summary}
    every = _linked(project, {id for s in summaries.values() for id in s.quotes}, only)
    by_coding: dict[str, list[Quote]] = defaultdict(list)
    for quote in every:
        by_coding[quote.coding].append(quote)
    found = {}
    for (value, code), summary in summaries.items():
        family = project.codebook.family(code)
        own = by_coding
        if any(id not in by_coding for id in summary.quotes):
            # It overlaps another cell's, which would stand for both.
            own = defaultdict(list)
            for quote in _linked(project, summary.quotes, only):
                own[quote.coding].append(quote)
        found[value, code] = [
            quote
            for id in summary.quotes
            for quote in own[id]
            if quote.code in family
            and row_of[quote.person] == value
            and not quote.withheld
            # Its row would name the authority of somebody who does not allow it.
            and (matrix.by != "authority" or value is None or quote.authority == value)
        ]
    return found


def _captions(frames: Frames, ladder: Ladder) -> dict[str, str]:
    """Participant -> the most that may be said of them in the whole study."""
    people = frames.people[["participant", "role", "told_authority"]]
    people = people.drop_duplicates("participant")
    return {
        participant: ladder.caption(_post(role, authority))
        for participant, role, authority in zip(
            *(people[name].tolist() for name in people), strict=True
        )
        if participant is not None
    }


def _post(role: str | None, authority: str | None) -> Quote:
    """A quote of nothing by the holder of a post: captions are of quotes."""
    return Quote(
        coding="",
        transcript="",
        title="",
        words="",
        code="",
        code_name="",
        direction="present",
        coder="",
        starred=False,
        person=-1,
        participant=None,
        role=role,
        role_name=None,
        authority=authority,
        wave=None,
    )
