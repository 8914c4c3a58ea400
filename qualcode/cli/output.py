"""Rows to standard output as a table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from qualcode.project import Project

Row = Mapping[str, Any]

format_option: Callable[..., Any] = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How rows are written.",
)


def show(rows: Sequence[Row], columns: Sequence[str], form: str) -> None:
    """Write rows: JSON null and an empty CSV cell stand for what is not known.

    A CSV cell of words that a spreadsheet would run as a formula is led by an apostrophe.
    """
    if form == "json":
        kept = [{c: row[c] for c in columns} for row in rows]
        click.echo(json.dumps(kept, ensure_ascii=False, indent=1))
    elif form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_safe(row[c]) for c in columns] for row in rows)
        click.echo(out.getvalue(), nl=False)
    else:
        _table(rows, columns)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(str(v) for v in value)
    return str(value)


def _safe(value: Any) -> str:
    """A cell for a CSV; a number is never a formula."""
    from qualcode.formats.codebook_table import disarmed

    cell = _cell(value)
    return cell if isinstance(value, int | float) else disarmed(cell)


def _table(rows: Sequence[Row], columns: Sequence[str]) -> None:
    cells = [[_short(_cell(row[c]) or "-") for c in columns] for row in rows]
    widths = [max([_width(c), *(_width(line[n]) for line in cells)]) for n, c in enumerate(columns)]
    for line in [list(columns), *cells]:
        padded = (text + " " * (w - _width(text)) for text, w in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def _short(text: str, most: int = 60) -> str:
    # Words out of a file must not steer the terminal.
    text = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
    return text if len(text) <= most else text[: most - 1] + "…"


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def write_any_character() -> None:
    """Files and pipes take UTF-8; a terminal shows a sign for what it cannot.

    Otherwise Windows' own encoding would stop a list in the middle.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def say(text: str) -> None:
    """A sentence for the person, on standard error."""
    click.echo(text, err=True)


def say_consent(project: Project) -> None:
    """Say of how many it is not known whether they allow quotes, before words leave."""
    if told := project.consent_notice():
        say(told)
