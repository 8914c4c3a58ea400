"""Differences between two coders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show
from qualcode.model import Direction, Span
from qualcode.model.review import Outcome

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.project.reconciling_queue import Difference

LANES = ("agree", "code", "direction", "boundary", "only first", "only second")
COLUMNS = (
    "key",
    "lane",
    "interview",
    "first_code",
    "first_direction",
    "first_span",
    "second_code",
    "second_direction",
    "second_span",
    "settled",
    "changed_since",
    "reason",
)


def _coders(command: Any) -> Any:
    return click.option(
        "--coder",
        "coders",
        multiple=True,
        help="One of the two coders; give it twice. Without it, the two who share the most.",
    )(command)


def _two(coders: tuple[str, ...]) -> tuple[str | None, str | None]:
    if len(coders) > 2:
        raise click.UsageError("Two coders are compared: give --coder up to twice.")
    first, second = (*coders, None, None)[:2]
    return first, second


@click.command()
@_coders
@click.option("--code", help="Only this code and its letters, on either side.")
@click.option("--lane", type=click.Choice(LANES), help="Only this lane; without it all but agree.")
@click.option("--interview", help="Only this interview, by its number.")
@format_option
@with_project
def disagreements(
    project: Project,
    coders: tuple[str, ...],
    code: str | None,
    lane: str | None,
    interview: str | None,
    form: str,
) -> None:
    """List where two coders differ, in the interviews both have coded through."""
    found = project.disagreements(*_two(coders), code=code, lane=lane, interview=interview)
    show([_row(one, form) for one in found.differences], COLUMNS, form)
    counts = ", ".join(f"{lane} {n}" for lane, (n, _) in found.lanes.items())
    say(f"{found.coders[0]} (first) and {found.coders[1]} (second): {counts}.")
    say(
        f"{found.open} open and {found.settled} settled, in {found.interviews} interviews both"
        f" have coded through; codebook version {project.codebook_version}."
    )
    if found.apart:
        say(f"{found.apart} more are left out, since they are still coded apart.")


def _row(one: Difference, form: str) -> dict[str, object]:
    row: dict[str, object] = {
        "key": one.short if form == "table" else one.key,
        "lane": one.lane.value,
        "interview": one.interview,
        "settled": one.resolution.outcome.value if one.resolution else None,
        "changed_since": one.changed or None,
        "reason": one.resolution.reason if one.resolution else None,
    }
    for side, coding in (("first", one.first), ("second", one.second)):
        row[f"{side}_code"] = coding.code if coding else None
        row[f"{side}_direction"] = coding.direction.value if coding else None
        row[f"{side}_span"] = str(coding.span) if coding else None
    return row


@click.command()
@click.argument("key")
@click.argument("outcome", type=click.Choice([one.value for one in Outcome]))
@click.option("--reason", required=True, help="Why; it is kept.")
@click.option(
    "--keep",
    type=click.Choice(["first", "second"]),
    help="Whose coding counts; where one alone coded, naming the other takes it away.",
)
@click.option("--code", help="The code both become.")
@click.option(
    "--direction", type=click.Choice([d.value for d in Direction]), help="What both become."
)
@click.option("--span", metavar="START:END", help="The words both become, in characters.")
@click.option("--definition", help="A code's definition as it is to be, with codebook.")
@click.option("--include-when", help="When to give it, a rule on each line, with codebook.")
@click.option("--exclude-when", help="When not, a rule on each line, with codebook.")
@click.option("--definition-of", metavar="CODE", help="Whose definition that is.")
@_coders
@with_project
def settle(
    project: Project,
    key: str,
    outcome: str,
    reason: str,
    keep: str | None,
    code: str | None,
    direction: str | None,
    span: str | None,
    definition: str | None,
    include_when: str | None,
    exclude_when: str | None,
    definition_of: str | None,
    coders: tuple[str, ...],
) -> None:
    """Settle the difference KEY of `qualcode disagreements`; what was coded before is kept."""
    one = _found(project, key, _two(coders))
    made = project.settle(
        one.key,
        outcome,
        reason,
        keep=keep,
        code=code,
        direction=direction,
        span=Span.parse(span) if span else None,
        definition=definition,
        include_when=include_when,
        exclude_when=exclude_when,
        definition_of=definition_of,
        seen=one.resolution.id if one.resolution else None,
    )
    if one.resolution and made.id == one.resolution.id:
        say(f"{made.who} has settled it so already: {made.outcome.words}. Nothing was written.")
    elif one.resolution:
        was = one.resolution
        say(f"Settled anew: {made.outcome.words}; before, {was.who}: {was.outcome.words}.")
    else:
        say(f"Settled: {made.outcome.words}.")
    click.echo(made.id)


def _found(project: Project, key: str, coders: tuple[str | None, str | None]) -> Difference:
    """The difference meant by a key or its short form."""
    from qualcode.errors import UnknownItem

    listed = project.disagreements(*coders).differences
    found = [one for one in listed if key in (one.key, one.short)]
    if len(found) != 1:
        raise UnknownItem(
            "There is no such difference; `qualcode disagreements` lists those there are."
            if not found
            else "Several differences begin so; give the whole key, as --format csv lists it."
        )
    return found[0]


@click.command()
@_coders
@click.option("--by-indicator", is_flag=True, help="Count letters with their indicator.")
@format_option
@with_project
def confusion(project: Project, coders: tuple[str, ...], by_indicator: bool, form: str) -> None:
    """Count which code the second coder gave where the first gave one, before they talked."""
    found = project.confusion(*_two(coders), unit="indicators" if by_indicator else "letters")
    rows = [
        {"first_code": one or None, "second_code": two or None, "codings": n}
        for one in [*(id for id, _ in found.codes), ""]
        for two in [*(id for id, _ in found.codes), ""]
        if (n := found.counts.get((one, two), 0))
    ]
    show(rows, ("first_code", "second_code", "codings"), form)
    say(
        f"{found.coders[0]} (first) and {found.coders[1]} (second), in {found.interviews}"
        " interviews both have coded through; an empty code stands for no coding of the same"
        f" words. Codebook version {project.codebook_version}."
    )


COMMANDS: tuple[click.Command, ...] = (disagreements, settle, confusion)
