"""Making a study, the sample study, and opening the app."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.encrypting import drawn_from, sheet_options
from qualcode.cli.opening import Opening, only_study, with_project
from qualcode.cli.output import say
from qualcode.errors import Refused, StudyError

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.project.unlocking import Drawn

PROFILE = click.Choice(["codebook", "reliability", "reflexive"])
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=str)
@click.option("--codebook", type=FILE, help="A codebook in YAML or CSV; otherwise it is empty.")
@click.option("--respondents", type=FILE, help="Roles, agencies and authorities in YAML.")
@click.option(
    "--profile",
    type=PROFILE,
    default="codebook",
    show_default=True,
    help="The kind of analysis; it decides what is offered.",
)
@click.option("--encrypt", is_flag=True, help="Only a passphrase opens the study.")
@sheet_options
@click.pass_obj
def new(
    opening: Opening,
    file: str,
    codebook: Path | None,
    respondents: Path | None,
    profile: str,
    encrypt: bool,
    sheet: Path | None,
    confirm_sheet: bool,
) -> None:
    """Make a study in FILE, which must not exist yet.

    With --encrypt its passphrase is asked for, or read with `qualcode --passphrase-file FILE new`;
    then its recovery sheet is saved and two of its groups are typed back.
    """
    from qualcode.project import new as make
    from qualcode.project.unlocking import refuse_place

    if (sheet or confirm_sheet) and not encrypt:
        raise Refused("A recovery sheet belongs to an encrypted study; add --encrypt.")
    drawing: AbstractContextManager[Drawn | None] = nullcontext()
    if encrypt:
        refuse_place(file)
        given, title = opening.passphrase_file, Path(file).stem
        drawing = drawn_from(
            given, title, file, sheet, confirm=confirm_sheet, kept="No study was made"
        )
    with drawing as drawn:
        project = make(
            file,
            opening.coder,
            codebook=codebook,
            respondents=respondents,
            profile=profile,
            drawn=drawn,
        )
    name, codes = Path(project.store.place).name, len(project.codes())
    say(f"Made {name} with {codes} codes, for {project.coder}.")
    project.close()


@click.command()
@click.option("--no-browser", is_flag=True, help="Start the app without opening a browser.")
@click.option("--port", type=int, help="The port on this machine; otherwise a free one.")
@click.option("--only-build", is_flag=True, help="Build the sample study and stop.")
@click.pass_obj
def demo(opening: Opening, no_browser: bool, port: int | None, only_build: bool) -> None:
    """Build the sample study if it is absent, and open the app on it.

    Its interviews are invented. It is built as sample-study.qualcode in this folder.
    """
    from qualcode.launch import launch
    from qualcode.project.sample import FIRST_CODER, SAMPLE, build_sample

    place = Path(opening.named or SAMPLE)
    if not place.exists():
        label = "Building the sample study"
        with click.progressbar(length=100, label=label, file=sys.stderr) as bar:
            build_sample(place, progress=lambda share: bar.update(round(100 * share) - bar.pos))
    say(f"The sample study is {place.name}. Its people and interviews are invented.")
    if not only_build:
        launch(place, coder=FIRST_CODER, browser=not no_browser, port=port)


@click.command()
@click.option("--no-browser", is_flag=True, help="Start the app without opening a browser.")
@click.option("--port", type=int, help="The port on this machine; otherwise a free one.")
@click.pass_obj
def app(opening: Opening, no_browser: bool, port: int | None) -> None:
    """Open the app in the browser, at 127.0.0.1 only."""
    from qualcode.launch import launch

    place = opening.named
    if place is None:
        try:
            place = str(only_study(Path.cwd()))
        except StudyError:
            # The Overview page opens or makes one.
            place = None
    launch(place, coder=opening.coder, browser=not no_browser, port=port)


@click.command()
@click.argument("name", required=False, type=PROFILE)
@with_project
def profile(project: Project, name: str | None) -> None:
    """Say which kind of analysis the study is, or make it another: NAME.

    It decides what is offered and what stands under every table; nothing coded changes.
    """
    if name is not None:
        project.set_profile(name)
    click.echo(project.about()["profile"])
    say(project.claims())


COMMANDS = (new, demo, app, profile)
