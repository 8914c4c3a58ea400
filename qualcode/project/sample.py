"""The sample study, built from the invented interviews that travel with qualcode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import StudyError
from qualcode.model import CoderRole
from qualcode.project.sample_parts import (
    answers,
    findings,
    framework,
    names,
    reports,
    review,
    sampling,
    wording,
)
from qualcode.project.study import new
from qualcode.shipped import shipped

if TYPE_CHECKING:
    from qualcode.project import Project

SAMPLE = "sample-study.qualcode"
FIRST_CODER = "Ruth Adeyemi"
SECOND_CODER = "Tom Kessler"
TITLE = "Sample study (invented interviews)"


def build_sample(place: str | Path, progress: Callable[[float], None] | None = None) -> None:
    """Make the sample study: interviews, participants, two coders' codings, suggestions waiting.

    ``progress`` is called with the share done, 0 to 1.

    Raises
    ------
    StudyError
        The file exists already, or a part of the sample could not be read.
    """
    tell = progress or (lambda share: None)
    folder = shipped("transcripts")
    project: Project = new(
        place,
        FIRST_CODER,
        codebook=shipped("codebooks/good_practice_indicators.yaml"),
        title=TITLE,
    )
    try:
        project.add_coder(SECOND_CODER, CoderRole.SECOND_CODER)
        texts = sorted(f for f in folder.iterdir() if f.suffix != ".csv")
        tables = [folder / "participants.csv", folder / "codings.csv"]
        files = len(texts) + len(tables)
        report = project.import_files([*texts, *tables], progress=lambda n: tell(0.8 * n / files))
        if report.refused:
            raise StudyError(f"The sample study is incomplete: {report.refused[0][1]}")
        _title(project)
        _mark_done(project)
        waiting = _uncoded(project)
        project.suggest(*waiting, progress=lambda n: tell(0.8 + 0.2 * n / len(waiting)))
        project.add_memo(
            "These interviews, people and codings are invented, to try qualcode on. Ruth and Tom"
            " coded the first three of each authority apart from each other; the last of each is"
            " not coded yet and has suggestions waiting."
        )
        add_parts(project)
    except BaseException:
        project.close()
        Path(place).unlink(missing_ok=True)
        raise
    project.close()
    tell(1.0)


def add_parts(project: Project) -> None:
    """What people write beside the interviews: a schedule, a plan, summaries, themes, answers."""
    for part in (names, sampling, framework, findings, answers, wording, review, reports):
        part.add_to_sample(project)


def _title(project: Project) -> None:
    """Titles for the files that cannot carry one: Word files and subtitles."""
    for row in project.transcripts():
        if row["title"] == row["id"]:
            role = project.respondents.role_name(row["role"])
            project.describe_transcript(
                row["id"], title=f"{role}, {row['authority']}, {row['wave']} wave"
            )


def _mark_done(project: Project) -> None:
    for coder in (FIRST_CODER, SECOND_CODER):
        acting = project.acting_as(coder)
        coded = dict.fromkeys(c.transcript for c in project.codings(coder=coder))
        for transcript in coded:
            acting.done(transcript)


def _uncoded(project: Project) -> list[str]:
    return [t["id"] for t in project.transcripts() if not t["codings"]]
