"""Two copies of one study made one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import say, show
from qualcode.cli.passphrases import read_words, tried
from qualcode.errors import Locked

if TYPE_CHECKING:
    from qualcode.model.merged import Merged
    from qualcode.project import Project


@click.command()
@click.argument("other")
@click.option("--dry-run", is_flag=True, help="Say what would come, and change nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How the answer is written.",
)
@click.option(
    "--other-passphrase-file",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A text file with the passphrase of OTHER, where it is another; else it is asked for.",
)
@with_project
def merge(project: Project, other: str, dry_run: bool, form: str, file: Path | None) -> None:
    """Take over from OTHER, a copy of this study, what it has and this one lacks.

    OTHER is a study file or the URL of a database. Nothing here is overwritten, and OTHER is not
    changed. Merging again adds nothing.
    """
    words = read_words(file) if file else None
    try:
        merged = project.merge(other, dry_run=dry_run, passphrase=words)
    except Locked:
        if words is not None:
            raise
        merged = tried(
            "Passphrase of the other copy",
            lambda words: project.merge(other, dry_run=dry_run, passphrase=words),
            (Locked,),
        )
    if form == "json":
        click.echo(json.dumps(_plain(merged), ensure_ascii=False, indent=1))
        return
    show([{"came": name, "count": count} for name, count in _rows(merged)], ["came", "count"], form)
    for line in merged.changes:
        say(f"- The codebook: {line}")
    if merged.reread:
        say(f"- To read again: {', '.join(one.interview for one in merged.reread)}.")
    for conflict in merged.conflicts:
        say(f"- {conflict.words}")
    say(_said(merged))


def _rows(merged: Merged) -> list[tuple[str, int]]:
    rows = [
        *merged.added,
        *((f"codings by {name}", count) for name, count in merged.by_coder),
        ("codings withdrawn there before they came", merged.gone),
        ("codings withdrawn", merged.withdrawn),
        ("codings both had", merged.doubles),
        ("codings left out", merged.left_out),
    ]
    return [(name, count) for name, count in rows if count]


def _said(merged: Merged) -> str:
    if merged.nothing_new:
        return "The other copy holds nothing that this one lacks; nothing was changed."
    if merged.dry_run:
        return "Nothing was changed; without --dry-run this is merged."
    return "Merged. The other copy is as it was: merge this one into it too, or send it back."


def _plain(merged: Merged) -> dict[str, object]:
    return {
        "dry_run": merged.dry_run,
        "parted_at": merged.parted_at,
        "added": dict(merged.added),
        "by_coder": dict(merged.by_coder),
        "gone": merged.gone,
        "withdrawn": merged.withdrawn,
        "doubles": merged.doubles,
        "left_out": merged.left_out,
        "codebook": merged.codebook,
        "changes": list(merged.changes),
        "read_again": {one.interview: one.codings for one in merged.reread},
        "conflicts": [{"kind": one.kind, "words": one.words} for one in merged.conflicts],
    }


COMMANDS = (merge,)
