"""Feedback on themes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show
from qualcode.errors import Refused
from qualcode.model.feedback import Audience, Stance

if TYPE_CHECKING:
    from qualcode.project import Project

SHORT = 8  # so many letters of an id are written, and enough to name it by
ENTRIES = ("id", "session", "theme", "stance", "words", "quotable", "said_by", "tags")
SESSIONS = ("id", "title", "day", "audience", "held_with", "people", "entries")


@click.command()
@click.option("--theme", metavar="ID", help="Only on this written theme.")
@click.option("--session", metavar="ID", help="Only of this session.")
@click.option("--sessions", "list_sessions", is_flag=True, help="List the sessions instead.")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all of it by theme, quotable words only: .docx, .md or .csv.",
)
@click.option(
    "--named",
    is_flag=True,
    help="With -o: who said it and at which session too, though readers may know them; recorded.",
)
@format_option
@with_project
def feedback(
    project: Project,
    theme: str | None,
    session: str | None,
    list_sessions: bool,
    target: Path | None,
    named: bool,
    form: str,
) -> None:
    """List what members, teams or participants said to the themes, or write it to a file."""
    from qualcode.report.feedback_files import NOT_COUNTED, counted

    if target is not None:
        if theme or session:
            raise click.UsageError("A file holds all feedback; leave out --theme and --session.")
        count = project.export_feedback(target, named=named)
        say(f"{count} quotable {'entry' if count == 1 else 'entries'} written to {target.name}.")
        return
    if list_sessions:
        _sessions(project, form)
        return
    found = project.feedback(
        theme and _whole(theme, (t.id for t in project.written_themes()), "theme"),
        session and _session(project, session),
    )
    rows = [
        {
            "id": _id(entry.id, form),
            "session": _id(entry.session, form),
            "theme": _id(entry.theme, form) if entry.theme else None,
            "stance": entry.stance.value,
            "words": entry.words or None,
            "quotable": entry.quotable,
            "said_by": entry.said_by,
            "tags": list(entry.tags),
        }
        for entry in found
    ]
    show(rows, ENTRIES, form)
    if found:
        say(f"{counted(found)}. {NOT_COUNTED}")


@click.command("feedback-session")
@click.argument("title")
@click.option("--date", "day", default="", help="When it was, such as 2026-05-12.")
@click.option("--with", "held_with", default="", help="With whom, in your own words; no names.")
@click.option(
    "--audience",
    type=click.Choice([a.value for a in Audience]),
    default=Audience.TEAM.value,
    show_default=True,
    help="What kind of people they were.",
)
@click.option("--people", "people_there", type=int, help="How many were there.")
@with_project
def feedback_session(
    project: Project,
    title: str,
    day: str,
    held_with: str,
    audience: str,
    people_there: int | None,
) -> None:
    """Note a meeting at which findings were talked about, and print its id."""
    made = project.add_feedback_session(
        title, audience=audience, day=day, held_with=held_with, people_there=people_there
    )
    click.echo(made.id)
    say("The session is noted. `qualcode add-feedback` keeps what was said there.")


@click.command("add-feedback")
@click.argument("session")
@click.argument("stance", type=click.Choice([s.value for s in Stance]))
@click.argument("words")
@click.option("--theme", metavar="ID", help="On this written theme; otherwise on the whole.")
@click.option("--said-by", default="", help="A role or authority, never a name.")
@click.option("--not-quotable", is_flag=True, help="The words leave by no file.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given several times.")
@with_project
def add_feedback(
    project: Project,
    session: str,
    stance: str,
    words: str,
    theme: str | None,
    said_by: str,
    not_quotable: bool,
    tags: tuple[str, ...],
) -> None:
    """Keep what somebody said at SESSION: it agrees, adds or disputes. Print its id."""
    made = project.add_feedback(
        _session(project, session),
        stance,
        words,
        theme=theme and _whole(theme, (t.id for t in project.written_themes()), "theme"),
        quotable=not not_quotable,
        said_by=said_by,
        tags=tags,
    )
    click.echo(made.id)
    say("The feedback is kept; it is not counted among the interviews.")


@click.command("take-back-feedback")
@click.argument("entry")
@with_project
def take_back_feedback(project: Project, entry: str) -> None:
    """Erase what somebody takes back, ENTRY in every version; the history keeps only that."""
    # What was dropped is listed no more, and may be taken back by its whole id.
    known = [found.id for found in project.feedback() if found.id.startswith(entry)]
    count = project.take_back_feedback(known[0] if len(known) == 1 else entry)
    say(f"Erased, in {count} {'version' if count == 1 else 'versions'}.")


def _sessions(project: Project, form: str) -> None:
    entries = project.feedback()
    rows = [
        {
            "id": _id(one.id, form),
            "title": one.title,
            "day": one.day or None,
            "audience": one.audience.value,
            "held_with": one.held_with,
            "people": one.people,
            "entries": sum(entry.session == one.id for entry in entries),
        }
        for one in project.feedback_sessions()
    ]
    show(rows, SESSIONS, form)


def _session(project: Project, named: str) -> str:
    return _whole(named, (one.id for one in project.feedback_sessions()), "feedback session")


def _id(id: str, form: str) -> str:
    return id[:SHORT] if form == "table" else id


def _whole(named: str, ids: Iterable[str], what: str) -> str:
    """The id that begins so; one that is not known is handed on, to be refused in its place."""
    found = [id for id in ids if id.startswith(named)]
    if len(found) > 1 and named not in found:
        raise Refused(f"Several ids of a {what} begin so; give more of its letters.")
    return found[0] if len(found) == 1 else named


COMMANDS: tuple[click.Command, ...] = (
    feedback,
    feedback_session,
    add_feedback,
    take_back_feedback,
)
