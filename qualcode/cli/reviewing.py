"""Rounds of review, verdicts and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show
from qualcode.model import Direction, Span
from qualcode.model.review import Judgement, Outcome, Proposal

if TYPE_CHECKING:
    from qualcode.model.review import Round
    from qualcode.project import Project

ROUNDS = (
    *("number", "title", "over", "state", "due", "items", "waiting", "unsettled"),
    *("reviewers", "coders"),
)
ITEMS = (
    "id",
    "n",
    "state",
    "code",
    "title",
    "direction",
    "interview",
    "coder",
    "mine",
    "comments",
    "words",
)
SHOWN = 8
STEPS = ("begin", "submit", "review", "return", "finish")
DIRECTIONS = click.Choice([d.value for d in Direction])


@click.command("start-round")
@click.option("--title", default="", help="Otherwise its number, such as Round 2.")
@click.option(
    "--over",
    type=click.Choice(["codings", "interviews"]),
    default="codings",
    show_default=True,
    help="What is drawn: codings, or interviews with every coding in them.",
)
@click.option("--count", type=int, help="How many are drawn; otherwise all.")
@click.option("--by", multiple=True, help="Stratum: code, coder or authority; otherwise all three.")
@click.option("--where", multiple=True, metavar="ATTRIBUTE=VALUE", help="Only these people.")
@click.option("--theme", "themes", multiple=True, help="Id of a written theme to look at too.")
@click.option("--reviewer", "reviewers", multiple=True, help="Who reviews; otherwise all mentors.")
@click.option(
    "--coder-of-round",
    "coders",
    multiple=True,
    help="Who codes the interviews apart before they are reviewed.",
)
@click.option("--due", help="Until when, as year-month-day.")
@click.option("--seed", type=int, help="The number the sample is drawn with; otherwise chance.")
@with_project
def start_round(
    project: Project,
    title: str,
    over: str,
    count: int | None,
    by: tuple[str, ...],
    where: tuple[str, ...],
    themes: tuple[str, ...],
    reviewers: tuple[str, ...],
    coders: tuple[str, ...],
    due: str | None,
    seed: int | None,
) -> None:
    """Freeze the study and draw what is looked at; prints the round's number."""
    if odd := [one for one in where if "=" not in one]:
        raise click.BadParameter(f"{odd[0]!r} is not ATTRIBUTE=VALUE", param_hint="--where")
    named = {name: value for name, _, value in (one.partition("=") for one in where)}
    strata = {"by": by} if by else {}
    made = project.start_round(
        title,
        over=over,
        reviewers=reviewers,
        coders=coders,
        count=count,
        where=named,
        themes=themes,
        due=due,
        seed=seed,
        **strata,
    )
    from qualcode.project.rounds_wording import drawn_told, reviewers_told

    drawn = made.drawn
    say(f"{made.title}: {drawn['count']} of {drawn['of']} {over} drawn with seed {made.seed}.")
    if count is None and over == "codings":
        say("All are taken; with --count 24 a sample is drawn.")
    coders_of = [row.coder for row in project.review_items(made.id) if row.coder]
    for told in (*drawn_told(made), *reviewers_told(made, coders_of)):
        say(told)
    say(_stands(made))
    click.echo(str(made.number))


@click.command()
@format_option
@with_project
def rounds(project: Project, form: str) -> None:
    """List the rounds of review, with where each stands."""
    rows = []
    for one in project.rounds():
        states = [row.state.value for row in project.review_items(one.id)]
        rows.append(
            {
                "number": one.number,
                "title": one.title,
                "over": one.over,
                "state": one.state.value,
                "due": one.due,
                "items": len(states),
                "waiting": states.count("waiting"),
                "unsettled": states.count("questioned") + states.count("disagreed"),
                "reviewers": list(one.reviewers),
                "coders": list(one.coders),
            }
        )
    show(rows, ROUNDS, form)
    if told := project.lost_items():
        say(told)


@click.command("round-state")
@click.argument("round", metavar="ROUND")
@click.argument("step", type=click.Choice(STEPS))
@click.option("--note", default="", help="What its coders should know, or why.")
@click.option(
    "--confirm", is_flag=True, help="Finish although items wait or a sealed file is still out."
)
@with_project
def round_state(project: Project, round: str, step: str, note: str, confirm: bool) -> None:
    """Bring ROUND (its number) on: begin or submit one's coding, review, return or finish it."""
    if note and step not in ("review", "return", "finish"):
        raise click.UsageError("A note goes with review, return and finish only.")
    if confirm and step != "finish":
        raise click.UsageError("Only finishing is confirmed.")
    acts = {
        "begin": project.begin_round,
        "submit": project.submit_round,
    }
    if step in acts:
        found = acts[step](round)
    elif step == "review":
        found = project.review_round(round, note)
    elif step == "return":
        found = project.return_round(round, note)
    else:
        found = project.finish_round(round, note, confirmed=confirm)
    say(_stands(found))


@click.command()
@click.argument("round", metavar="ROUND")
@click.option("--state", help="Only items in this state, such as questioned.")
@format_option
@with_project
def items(project: Project, round: str, state: str | None, form: str) -> None:
    """List what is looked at in ROUND (its number), with where each item stands."""
    rows = [
        {
            "id": row.item.id[:SHOWN] if form == "table" else row.item.id,
            "n": row.item.n,
            "state": row.state.value,
            "code": row.code or None,
            "title": row.title,
            "direction": row.direction or None,
            "interview": row.interview or None,
            "coder": row.coder or None,
            "mine": row.mine.value if row.mine else None,
            "comments": row.comments,
            "words": row.short or None,
        }
        for row in project.review_items(round)
        if state is None or row.state.value == state
    ]
    show(rows, ITEMS, form)


@click.command()
@click.argument("item")
@click.argument("verdict", type=click.Choice([j.value for j in Judgement]))
@click.option("--comment", default="", help="Goes into the item's thread.")
@click.option("--code", help="The code you propose instead.")
@click.option("--direction", type=DIRECTIONS, help="The direction you propose instead.")
@click.option("--words", metavar="START:END", help="The characters you propose instead.")
@with_project
def judge(
    project: Project,
    item: str,
    verdict: str,
    comment: str,
    code: str | None,
    direction: str | None,
    words: str | None,
) -> None:
    """Say agree, question or disagree of ITEM (the first 8 characters of its id are enough)."""
    view = project.review_item(item)
    proposal = None
    if code or direction or words:
        proposal = Proposal(
            code,
            Span.parse(words) if words else None,
            Direction(direction) if direction else None,
        )
    mine = [one.id for one in view.verdicts if one.who == project.coder]
    given = project.judge(
        view.row.item.id,
        verdict,
        comment=comment,
        proposal=proposal,
        seen=mine[-1] if mine else None,
    )
    say(f"{given.who}: {given.judgement.value} on item {view.row.item.n} of {view.round.title}.")


@click.command()
@click.argument("item")
@click.argument("text")
@with_project
def comment(project: Project, item: str, text: str) -> None:
    """Write TEXT into the thread of ITEM."""
    view = project.review_item(item)
    project.comment(view.row.item.id, text)
    say(f"Comment {len(view.thread) + 1} on item {view.row.item.n} of {view.round.title}.")


@click.command()
@click.argument("item")
@click.argument("outcome", type=click.Choice([o.value for o in Outcome]))
@click.option("--reason", required=True, help="Why; it is kept with it.")
@click.option("--code", help="The code that should stand.")
@click.option("--direction", type=DIRECTIONS, help="The direction that should stand.")
@click.option("--words", metavar="START:END", help="The characters that should be coded.")
@click.option("--definition", help="For codebook: what the code says from now on.")
@with_project
def resolve(
    project: Project,
    item: str,
    outcome: str,
    reason: str,
    code: str | None,
    direction: str | None,
    words: str | None,
    definition: str | None,
) -> None:
    """Settle ITEM: keep, change, both, codebook or open. Originals stay in the study."""
    view = project.review_item(item)
    made = project.resolve(
        view.row.item.id,
        outcome,
        reason,
        code=code,
        span=Span.parse(words) if words else None,
        direction=direction,
        definition=definition,
        seen=view.resolutions[-1].id if view.resolutions else None,
    )
    say(f"Item {view.row.item.n} of {view.round.title}: {made.outcome.words}.")


def _stands(round: Round) -> str:
    """Where a round stands, in a sentence."""
    left = [name for name in round.coders if name not in round.submitted]
    waits = f" Still to hand in: {', '.join(left)}." if left and round.blind else ""
    return f"{round.title} is {round.state.value}.{waits}"


COMMANDS: tuple[click.Command, ...] = (
    start_round,
    rounds,
    round_state,
    items,
    judge,
    comment,
    resolve,
)
