"""How good the suggestions are."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import say, show

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.suggest.evaluation import CodeFigures

TABLE = (
    "code",
    "passages",
    "interviews",
    "offered",
    "right",
    "precision",
    "recall",
    "f1",
    "cues_f1",
    "people_f1",
    "hit1",
    "hit3",
    "beats_guessing",
)
FEW = "too few"


@click.command()
@click.option("--coder", help="Only this coder's codings.")
@click.option("--seed", default=7, show_default=True, help="The same seed gives the same figures.")
@click.option(
    "--target",
    default=0.6,
    show_default=True,
    help="The share of offers that should be right, for the coverage at that share.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table of the codes with the rest in words, or everything.",
)
@with_project
def evaluate(project: Project, coder: str | None, seed: int, target: float, form: str) -> None:
    """Tell how good the suggestions are on this study, one interview left out in turn.

    Interviews somebody has coded through are compared with suggestions made without them.
    Nothing is stored.
    """
    with click.progressbar(length=100, label="Evaluating", file=sys.stderr) as bar:
        found = project.evaluate(
            coder=coder,
            seed=seed,
            target=target,
            progress=lambda share: bar.update(int(100 * share) - bar.pos),
        )
    if form == "json":
        click.echo(json.dumps(found.as_record(), ensure_ascii=False, indent=1))
        return
    people = {c.code: c for pair in found.human[:1] for c in pair.codes}
    rows = [
        _row(c, people[c.code].positive if c.code in people else None)
        for c in found.evaluation.codes
    ]
    show(rows, TABLE, "table")
    for line in found.in_words():
        say(line)


def _row(figures: CodeFigures, people: float | None) -> dict[str, Any]:
    few = figures.too_few
    row: dict[str, Any] = {name: getattr(figures, name) for name in TABLE[:5]}
    base = figures.baselines
    shown: dict[str, Any] = {
        "precision": figures.precision,
        "recall": figures.recall,
        "f1": figures.f1,
        "cues_f1": base.cues_f1 if base else None,
        "people_f1": people,
        "hit1": figures.hit1,
        "hit3": figures.hit3,
    }
    if not figures.ranked:
        # Only its letters were given, so that it never stood to be ranked itself.
        shown |= {"hit1": "-", "hit3": "-"}
    row |= {
        name: FEW if value is None else value if value == "-" else f"{value:.2f}"
        for name, value in shown.items()
    }
    return row | {"beats_guessing": FEW if few else "yes" if figures.beats_guessing else "no"}


COMMANDS = (evaluate,)
