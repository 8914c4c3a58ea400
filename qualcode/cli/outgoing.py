"""Tables and quotes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.bars import bar
from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, say_consent, show
from qualcode.errors import Refused
from qualcode.model import Direction
from qualcode.model.wording import many

if TYPE_CHECKING:
    from qualcode.project import Project

where_option = click.option(
    "--where", multiple=True, metavar="NAME=VALUE", help="Keep only these people, e.g. wave=first."
)
direction_option = click.option(
    "--direction", type=click.Choice([d.value for d in Direction]), help="Only this direction."
)
attribution_option = click.option(
    "--attribution",
    type=click.Choice(["ladder", "role-authority", "role", "none"]),
    default="ladder",
    show_default=True,
    help="How speakers are named; the ladder says no more than gives nobody away.",
)
small_groups_option = click.option(
    "--confirm-small-groups",
    is_flag=True,
    help="Write quotes of few people, and name small groups; this is recorded.",
)


@click.command()
@click.option("--by", multiple=True, metavar="NAME", help="authority, role, wave, direction, …")
@where_option
@direction_option
@click.option("--coder", help="Only this coder's codings.")
@click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="CODE+CODE",
    help="Count these codes as one row, each person and passage once, e.g. 1.b+1.c.",
)
@click.option(
    "--publish",
    is_flag=True,
    help="As the table may leave: small groups are kept back, and the release is recorded.",
)
@click.option(
    "--confirm-release",
    is_flag=True,
    help="With --publish: though few people came or went since an earlier release; recorded.",
)
@format_option
@with_project
def themes(
    project: Project,
    by: tuple[str, ...],
    where: tuple[str, ...],
    direction: str | None,
    coder: str | None,
    groups: tuple[str, ...],
    publish: bool,
    confirm_release: bool,
    form: str,
) -> None:
    """Count the people and segments behind every code.

    Participants come first, with the number in scope; distinct segments stand beside them.
    """
    rows = [[code.strip() for code in group.split("+")] for group in groups]
    if publish:
        table = project.publish(
            by,
            where=pairs(where),
            direction=direction,
            coder=coder,
            groups=rows,
            confirmed=confirm_release,
        )
    elif confirm_release:
        raise click.UsageError("--confirm-release goes with --publish.")
    else:
        table = project.themes(
            by, where=pairs(where), direction=direction, coder=coder, groups=rows
        )
    show(table.records(), list(table.rows.columns), form)
    say(table.caption)
    if table.compared and not publish:
        say(table.compared)


@click.command()
@click.option("--code", help="Only this code and its letters.")
@where_option
@direction_option
@click.option("--coder", help="Only this coder's codings.")
@click.option("--starred", is_flag=True, help="Only starred codings.")
@attribution_option
@small_groups_option
@click.option(
    "--confirm-same-words",
    "same_words",
    is_flag=True,
    help="People of two roles did say the same words; this is recorded.",
)
@click.option("--block", is_flag=True, help="Indented blocks with the speaker below, not run on.")
@click.option(
    "--order",
    type=click.Choice(["code", "authority", "person"]),
    default="code",
    show_default=True,
    help="What they stand under: authority as far as captions tell it; person must be confirmed.",
)
@click.option(
    "--per-person",
    type=click.IntRange(1),
    metavar="N",
    help="At most N of a person under each code: starred ones first, then the longest.",
)
@click.option(
    "--counter", is_flag=True, help="Quotes of the same codes that say the opposite, set apart."
)
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The .docx, .html, .md, .csv or .xlsx file to write.",
)
@with_project
def quotes(
    project: Project,
    code: str | None,
    where: tuple[str, ...],
    direction: str | None,
    coder: str | None,
    starred: bool,
    attribution: str,
    confirm_small_groups: bool,
    same_words: bool,
    block: bool,
    order: str,
    per_person: int | None,
    counter: bool,
    target: Path,
) -> None:
    """Write coded quotes to a Word document, a web page, Markdown or a table.

    A PDF is made by printing the web page (.html).
    """
    asked: dict[str, Any] = {
        "code": code,
        "where": pairs(where),
        "direction": direction,
        "coder": coder,
    }
    found = project.quotes(**asked, starred=starred)
    against = project.counter_quotes(**asked) if counter else []
    if not found and not against:
        raise Refused(
            "There is no such quote, so nothing was written; code a passage first, or ask for"
            " more codes, people or directions."
        )
    say_consent(project)
    with bar("Writing the quotes") as tell:
        count = project.export_quotes(
            target,
            found,
            attribution=attribution,
            confirmed=confirm_small_groups,
            same_words=same_words,
            block=block,
            order=order,
            per_person=per_person,
            counter=against,
            progress=tell,
        )
    say(f"{many(count, 'quote')} written to {target.name}.")
    every = {(q.coding, q.person): q for q in (*found, *against)}.values()
    held = sum(bool(q.withheld) for q in every)
    if held:
        stay = "quote stays" if held == 1 else "quotes stay"
        say(f"{held} {stay} in the study: the speakers allow no quotes.")
    if less := len(every) - held - count:
        say(f"{many(less, 'more quote')} of the same people left out.")


@click.command("edit-quote")
@click.argument("source")
@click.option("--cut", "cuts", multiple=True, metavar="WORDS", help="Words to leave out: […].")
@click.option(
    "--replace",
    "replaced",
    multiple=True,
    nargs=2,
    metavar="WORDS INSTEAD",
    help="Words, and what stands in their place in brackets.",
)
@click.option("--clear", is_flag=True, help="Take all edits of the quote back.")
@click.option("--words", help="The quote as listed, where several people speak in the passage.")
@with_project
def edit_quote(
    project: Project,
    source: str,
    cuts: tuple[str, ...],
    replaced: tuple[tuple[str, str], ...],
    clear: bool,
    words: str | None,
) -> None:
    """Cut or replace words of a quote whenever it leaves; the interview stays as it is.

    SOURCE is the coding's id or its beginning, as it stands in files. The edits given take the
    place of earlier ones, and hold wherever these words stand in it. Prints the quote as it leaves.
    """
    from qualcode.model.quote_edit import edited_words, found_spans

    if clear and (cuts or replaced):
        raise click.UsageError("--clear goes without --cut and --replace.")
    coding = project.find_source(source)
    said = project.quote_words(coding.id, words=words)
    if clear:
        project.clear_quote_edit(coding.id, words=words)
    elif cuts or replaced:
        project.edit_quote(
            coding.id,
            cuts=[span for part in cuts for span in found_spans(said, part)],
            replacements={
                span: instead for part, instead in replaced for span in found_spans(said, part)
            },
            words=words,
        )
    click.echo(edited_words(said, project.quote_edits(coding.id, words=words)))


@click.command("source")
@click.argument("source")
@format_option
@with_project
def find_source(project: Project, source: str, form: str) -> None:
    """Find a quote of a file again: its interview, place, code and words.

    SOURCE is the id that stands with the quote, or its beginning.
    """
    found = project.find_source(source)
    row = {
        "id": found.id,
        "transcript": found.transcript,
        "start": found.span.start,
        "end": found.span.end,
        "code": found.code,
        "direction": found.direction.value,
        "coder": found.coder,
        "quote": found.quote,
    }
    show([row], list(row), form)


def pairs(where: tuple[str, ...]) -> dict[str, str]:
    """``NAME=VALUE`` options as a mapping."""
    found = {}
    for text in where:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise click.UsageError(f"--where takes NAME=VALUE, not {text!r}.")
        found[name.strip()] = value.strip()
    return found


@click.command("confirm-release")
@with_project
def confirm_release(project: Project) -> None:
    """Let files with counts leave although few people have come or gone since earlier ones."""
    told = project.release_refusal()
    project.confirm_release()
    say(f"Confirmed and noted in the history. {told[0].upper()}{told[1:]}")


COMMANDS = (themes, quotes, edit_quote, find_source, confirm_release)
