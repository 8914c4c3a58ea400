"""Structured answers from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.opening import with_project
from qualcode.cli.outgoing import pairs, where_option
from qualcode.cli.output import format_option, say, show

if TYPE_CHECKING:
    from qualcode.project import Project

_FILE: Any = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--instrument", type=_FILE, help="A YAML file: make it the study's instrument.")
@click.option("--import", "table", type=_FILE, help="Take in answers or case records (CSV, xlsx).")
@click.option("--item", help="Show the answers to this item.")
@click.option("--by", default="role", show_default=True, help="By this attribute; '' for all.")
@where_option
@click.option("--cases", "field", metavar="FIELD", help="Count case records by this field.")
@click.option("--cross", metavar="FIELD", help="With --cases: against this field.")
@click.option("--form", "case_form", metavar="ID", help="With --cases: of this form.")
@format_option
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a .csv, .xlsx, .png or .svg file, with small groups kept back; without --where.",
)
@with_project
def answers(project: Project, **asked: Any) -> None:
    """Rankings, scales, splits and case records: bring them in, list them, write them out.

    Without an option the items are listed, with how many people answered.
    """
    if asked["field"] and asked["item"]:
        raise click.UsageError("Ask for --item or for --cases, not for both.")
    if (asked["cross"] or asked["case_form"]) and not asked["field"]:
        raise click.UsageError("--cross and --form go with --cases.")
    if asked["target"] and not (asked["item"] or asked["field"]):
        raise click.UsageError("-o needs --item or --cases.")
    if asked["instrument"]:
        made = project.set_instrument(asked["instrument"])
        say(f"The instrument has {len(made.items)} items.")
    if asked["table"]:
        _take(project, asked["table"])
    if asked["field"]:
        _cases(project, asked)
    elif asked["item"]:
        _item(project, asked)
    elif not (asked["instrument"] or asked["table"]):
        _list(project, asked["form"])


def _take(project: Project, table: Path) -> None:
    taken = project.import_answers(table)
    if taken.cases:
        say(f"{taken.cases} case records taken in.")
    else:
        say(f"{taken.answers} answers of {taken.people} people taken in.")
    for note in taken.notes:
        say(note)


def _item(project: Project, asked: dict[str, Any]) -> None:
    item, by, where = asked["item"], asked["by"] or None, pairs(asked["where"])
    if asked["target"]:
        project.export_answers(asked["target"], item, by, where)
        say(f"{asked['target'].name} written, with small groups kept back.")
        return
    instrument = project.instrument()
    if instrument is not None and item in {form.id for form in instrument.forms}:
        fields = project.case_fields(item)
        show(fields.rows, fields.columns, asked["form"])
        say(fields.caption)
        return
    table = project.answers(item, by, where)
    show(table.rows, table.columns, asked["form"])
    say(table.caption)


def _cases(project: Project, asked: dict[str, Any]) -> None:
    wanted = asked["field"], asked["cross"], asked["case_form"]
    if asked["target"]:
        project.export_cross_cases(asked["target"], *wanted)
        say(f"{asked['target'].name} written, with small counts kept back.")
        return
    table = project.cross_cases(*wanted)
    show(table.rows, table.columns, asked["form"])
    for words in filter(None, (table.caption, table.summary, table.warning)):
        say(words)


def _list(project: Project, form: str) -> None:
    columns = ("id", "type", "text", "people", "cases")
    show(project.answer_items(), columns, form)


COMMANDS = (answers,)
