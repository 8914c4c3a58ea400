"""The `qualcode` command: which study, who is acting, and one place for errors."""

from __future__ import annotations

import sys

import click

from qualcode import __version__
from qualcode.cli import (
    adopting,
    agreeing,
    answers,
    auditing,
    checking_reports,
    coding,
    evaluating,
    exchange,
    feedback,
    files,
    findings,
    matrix,
    merging,
    outgoing,
    patterns,
    reconciling,
    reports,
    review_file,
    reviewing,
    roles,
    sampling,
    study,
    suggesting,
    wording,
)
from qualcode.cli.opening import Opening
from qualcode.cli.output import write_any_character
from qualcode.errors import QualcodeError


class Commands(click.Group):
    """Turns every refusal into one sentence on standard error and exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command asked for."""
        write_any_character()
        try:
            return super().invoke(ctx)
        except QualcodeError as error:
            click.echo(f"qualcode: {error}", err=True)
            sys.exit(1)
        finally:
            if isinstance(ctx.obj, Opening):
                ctx.obj.close()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qualcode")
@click.option(
    "--study",
    envvar="QUALCODE_STUDY",
    help="The study: a .qualcode file or a PostgreSQL URL. Otherwise the only one in this folder.",
)
@click.option(
    "--coder", "who", envvar="QUALCODE_CODER", help="Who is acting. Otherwise your account's name."
)
@click.pass_context
def main(ctx: click.Context, study: str | None, who: str | None) -> None:
    """Code interviews, find themes, review them with a mentor. Nothing leaves this machine."""
    ctx.obj = Opening(study, who)


for _group in (
    *(study, files, adopting, coding, suggesting, evaluating, outgoing),
    *(matrix, findings, sampling, answers, patterns, wording),
    *(roles, reviewing, reconciling, agreeing, feedback, review_file, merging, auditing, exchange),
    checking_reports,
    reports,
):
    for _command in _group.COMMANDS:
        main.add_command(_command)
