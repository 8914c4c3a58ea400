"""The `qualcode` command: which study, who is acting, and one place for errors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qualcode import __version__
from qualcode.cli import (
    adopting,
    agreeing,
    answers,
    auditing,
    checking_reports,
    coding,
    correcting,
    doctoring,
    encrypting,
    erasing,
    evaluating,
    exchange,
    feedback,
    files,
    findings,
    holding,
    keeping,
    matrix,
    merging,
    outgoing,
    patterns,
    pseudonyms,
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
from qualcode.discreet_log import where
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
            for name in getattr(error, "found", ()):  # on one's own screen, never in a log
                click.echo(f"  {name.words} ({name.kind}, {name.times})", err=True)
            sys.exit(1)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:  # whatever it is, its words stay unsaid
            told = f"qualcode: Something went wrong in qualcode itself ({where(error)})."
            click.echo(f"{told} What was stored before stands; `qualcode doctor` looks.", err=True)
            sys.exit(70)
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
@click.option(
    "--passphrase-file",
    envvar="QUALCODE_PASSPHRASE_FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A text file that holds the passphrase of an encrypted study. Otherwise it is asked for.",
)
@click.option(
    "--names-seen",
    is_flag=True,
    help="Words that look like names may leave with this command; this is recorded.",
)
@click.pass_context
def main(
    ctx: click.Context,
    study: str | None,
    who: str | None,
    passphrase_file: Path | None,
    names_seen: bool,
) -> None:
    """Code interviews, find themes, review them with a mentor. Nothing leaves this machine."""
    ctx.obj = Opening(study, who, passphrase_file, names_seen=names_seen)


for _group in (
    *(study, files, adopting, coding, suggesting, evaluating, outgoing),
    *(matrix, findings, sampling, answers, patterns, wording),
    *(roles, reviewing, reconciling, agreeing, feedback, review_file, merging, auditing, exchange),
    *(checking_reports, reports, keeping, doctoring, encrypting, correcting, pseudonyms),
    *(erasing, holding),
):
    for _command in _group.COMMANDS:
        main.add_command(_command)
