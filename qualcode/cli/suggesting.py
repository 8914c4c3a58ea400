"""Suggestions and decisions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.opening import Opening
from qualcode.cli.output import format_option, say, show
from qualcode.model import Direction, Span, Suggestion
from qualcode.model.suggestion import CHOICES

if TYPE_CHECKING:
    from qualcode.project import Project

FILE = click.Path(dir_okay=False, path_type=Path)
ON_STUDY = ("id", "transcript", "start", "end", "quote", "code", "score", "band", "reason")
ON_PASSAGES = ("id", "rank", "code", "score", "band", "reason")


@click.command()
@click.argument("transcripts", nargs=-1)
@click.option("--top", type=click.IntRange(1), help="Most suggestions a passage.  [default: 3]")
@click.option("--codebook", type=FILE, help="With --passages: the codebook; no study is needed.")
@click.option("--passages", type=FILE, help="A CSV with the columns id and text.")
@click.option("--learn-from", type=FILE, help="With --passages: a CSV with id, text and code.")
@click.option(
    "--semantic", is_flag=True, help="With --passages: compare meanings too; needs the extra."
)
@format_option
@click.pass_obj
def suggest(
    opening: Opening,
    transcripts: tuple[str, ...],
    top: int | None,
    codebook: Path | None,
    passages: Path | None,
    learn_from: Path | None,
    semantic: bool,
    form: str,
) -> None:
    """Suggest codes for TRANSCRIPTS, or for all. Nothing is coded until someone decides."""
    if (codebook is None) != (passages is None) or (passages and transcripts):
        raise click.UsageError("--codebook and --passages go together, without TRANSCRIPTS.")
    if learn_from and not passages:
        raise click.UsageError("--learn-from goes with --codebook and --passages.")
    if semantic and not passages:
        raise click.UsageError("--semantic goes with --passages; a study has an option of its own.")
    if codebook and passages:
        from qualcode.project.passages import suggest_for_passages

        # Only reading meanings takes long enough for a bar.
        with click.progressbar(
            length=1000, label="Reading meanings", file=sys.stderr, hidden=not semantic
        ) as bar:
            rows = suggest_for_passages(
                codebook,
                passages,
                learn_from=learn_from,
                top=top or 8,
                semantic=semantic,
                progress=lambda done: bar.update(round(1000 * done) - bar.pos),
            )
        show(rows, ON_PASSAGES, form)
        return
    project = opening.project()
    count = len(transcripts) or len(project.transcripts())
    with click.progressbar(length=count, label="Suggesting", file=sys.stderr) as bar:
        found = project.suggest(
            *transcripts, top=top or 3, progress=lambda n: bar.update(n - bar.pos)
        )
    rows = _rows(project, found, transcripts)
    show(rows, ON_STUDY, form)


def _rows(
    project: Project, found: list[Suggestion], transcripts: tuple[str, ...]
) -> list[dict[str, Any]]:
    """What is suggested, in the order of the texts; a passage to decide on first has no code."""
    ids = list(transcripts) or [row["id"] for row in project.transcripts()]
    hidden = [segment for segment in project.blind_passages() if segment.transcript in ids]
    closed: dict[str, list[Span]] = {}
    for segment in hidden:
        closed.setdefault(segment.transcript, []).append(segment.span)
    rows: list[dict[str, Any]] = [
        {
            "id": s.id,
            "transcript": s.transcript,
            "start": s.span.start,
            "end": s.span.end,
            "quote": s.quote,
            "code": s.code,
            "score": round(s.score, 4),
            "band": s.band.value,
            "reason": s.reason,
        }
        for s in found
        if not any(s.span.overlaps(span) for span in closed.get(s.transcript, ()))
    ]
    texts = {id: project.transcript(id) for id in closed}
    rows += [
        {
            "id": None,
            "transcript": segment.transcript,
            "start": segment.span.start,
            "end": segment.span.end,
            "quote": texts[segment.transcript].quote(segment.span),
            "code": None,
            "score": None,
            "band": "hidden",
            "reason": "decide on this passage first",
        }
        for segment in hidden
    ]
    place = {id: n for n, id in enumerate(ids)}
    # Stable: on one passage the order of the suggestions stays.
    return sorted(rows, key=lambda row: (place[row["transcript"]], row["start"]))


@click.command()
@click.argument("suggestion")
@click.argument("verdict", type=click.Choice([v.value for v in CHOICES]))
@click.option("--code", help="Accept with this code instead.")
@click.option("--span", metavar="START:END", help="Accept for these words instead.")
@click.option(
    "--direction",
    type=click.Choice([d.value for d in Direction]),
    default=Direction.PRESENT.value,
    show_default=True,
    help="How the passage stands to the code.",
)
@click.option("--coder", help="Who decides; otherwise the acting coder.")
@click.pass_obj
def decide(
    opening: Opening,
    suggestion: str,
    verdict: str,
    code: str | None,
    span: str | None,
    direction: str,
    coder: str | None,
) -> None:
    """Accept, reject or skip SUGGESTION. Only acceptance makes a coding, whose id is printed."""
    project: Project = opening.project(coder)
    made = project.decide(
        suggestion,
        verdict,
        code=code,
        span=Span.parse(span) if span else None,
        direction=direction,
    )
    say(f"{project.coder}: {verdict}.")
    if made:
        click.echo(made.id)


COMMANDS = (suggest, decide)
