"""Commands: words in place of names, as a layer over texts that stay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show
from qualcode.cli.passphrases import read_words, typed, typed_anew
from qualcode.model import Span
from qualcode.model.wording import many

if TYPE_CHECKING:
    from qualcode.project import Project

PROPOSED = ("start", "end", "words", "kind", "instead", "sure", "ambiguous", "by")
DECIDED = ("id", "start", "end", "state", "instead", "kind", "who")
IN_USE = ("instead", "kind", "places", "transcripts")
LEFT = ("words", "kind", "times")
KEY = click.Path(dir_okay=False, path_type=Path)
key_words = click.option(
    "--key-passphrase-file",
    "words",
    type=KEY,
    help="A text file with the names key's own passphrase; otherwise it is asked for.",
)


@click.command()
@click.argument("transcript", required=False)
@click.option("--decided", is_flag=True, help="What was decided instead of what is proposed.")
@click.option("--text", is_flag=True, help="The transcript with its names replaced.")
@click.option("--find", metavar="WORDS", help="Where a name stands that the aid did not see.")
@click.option("--kind", default="person", show_default=True, help="What is meant by --find.")
@click.option("--key", type=KEY, help="Look for the people of this names key too.")
@key_words
@format_option
@with_project
def names(
    project: Project,
    transcript: str | None,
    decided: bool,
    text: bool,
    find: str | None,
    kind: str,
    key: Path | None,
    words: Path | None,
    form: str,
) -> None:
    """List what in TRANSCRIPT looks like a name and waits for you; without one, the words in use.

    Nothing is replaced by listing. A name that is an ordinary word too is called ambiguous.
    """
    if transcript is None:
        rows = [{name: getattr(one, name) for name in IN_USE} for one in project.pseudonyms()]
        show(rows, IN_USE, form)
    elif text:
        click.echo(project.masked_text(transcript), nl=False)
    elif decided:
        show(
            [
                {
                    "id": one.id,
                    "start": one.span.start,
                    "end": one.span.end,
                    "state": one.state.value,
                    "instead": one.instead or None,
                    "kind": one.kind or None,
                    "who": one.who,
                }
                for one in project.names_of(transcript)
            ],
            DECIDED,
            form,
        )
    else:
        if find is not None:
            found = project.find_name(transcript, find, kind=kind)
        else:
            known = project.named_people(key, _typed(words)) if key else ()
            found = project.propose_names(transcript, known=known)
        rows = [
            {"start": one.span.start, "end": one.span.end}
            | {name: getattr(one, name) for name in PROPOSED[2:]}
            for one in found
        ]
        show(rows, PROPOSED, form)
        done = len(project.names_of(transcript))
        say(f"{many(len(found), 'place')} to look at; {done} decided.")


@click.command("replace-name")
@click.argument("transcript")
@click.argument("span", metavar="START:END")
@click.argument("instead")
@click.option("--kind", default="person", show_default=True, help="person, school, place …")
@click.option("--only-here", is_flag=True, help="Only this place: somebody else of that name.")
@click.option(
    "--same/--other",
    default=None,
    help="Whether it is the same person as one it may be mixed up with; asked for where in doubt.",
)
@click.option("--dry-run", is_flag=True, help="Only count what would be replaced.")
@with_project
def replace_name(
    project: Project,
    transcript: str,
    span: str,
    instead: str,
    kind: str,
    only_here: bool,
    same: bool | None,
    dry_run: bool,
) -> None:
    """Put INSTEAD, in square brackets, in place of the name at SPAN (START:END), everywhere.

    The text and its codings stay. Places that may be an ordinary word, or somebody else of the
    name, wait for a look.
    """
    done = project.replace_name(
        transcript,
        Span.parse(span),
        instead,
        kind=kind,
        everywhere=not only_here,
        same=same,
        dry_run=dry_run,
    )
    say(_told("Would be replaced" if dry_run else "Replaced", done.places, done.transcripts))
    if done.waiting:
        say(f"{many(done.waiting, 'place')} may be the same name and wait for a look.")


@click.command("let-stand")
@click.argument("transcript")
@click.argument("span", metavar="START:END")
@click.option("--everywhere", is_flag=True, help="These words, written alike, in every interview.")
@with_project
def let_stand(project: Project, transcript: str, span: str, everywhere: bool) -> None:
    """Say that the words at SPAN (START:END) are no name, or one that may be read."""
    done = project.let_stand(transcript, Span.parse(span), everywhere=everywhere)
    say(_told("Let stand", done.places, done.transcripts))


@click.command("undo-name")
@click.argument("id")
@click.option("--everywhere", is_flag=True, help="Every place of the same name.")
@with_project
def undo_name(project: Project, id: str, everywhere: bool) -> None:
    """Take back what was decided about a name; `qualcode names TRANSCRIPT --decided` lists ids."""
    done = project.undo_replacement(id, everywhere=everywhere)
    say(_told("Taken back", done.places, done.transcripts))


@click.command("names-left")
@click.option("--confirm", is_flag=True, help="They may leave although they look like names.")
@format_option
@with_project
def names_left(project: Project, confirm: bool, form: str) -> None:
    """List what in the coded quotes still looks like a name, as they would leave now."""
    found = project.residual_names()
    show([{name: getattr(one, name) for name in LEFT} for one in found], LEFT, form)
    if confirm and found:
        n = project.confirm_names([one.words for one in found])
        say(f"{many(n, 'word')} may leave; this is recorded.")


@click.command("names-key")
@click.argument("file", type=KEY)
@click.option("--who", metavar="WORDS", help="Who is meant by these words in brackets; recorded.")
@click.option(
    "--forget",
    metavar="WORDS",
    multiple=True,
    help="Take out whom these words in brackets, this id or this name mean, for good; recorded."
    " Several at once: name it again.",
)
@key_words
@with_project
def names_key(
    project: Project, file: Path, who: str | None, forget: tuple[str, ...], words: Path | None
) -> None:
    """Write who is meant by the words in brackets into FILE, sealed with a passphrase of its own.

    Keep it apart from the study. Without it only who is meant cannot be told.
    """
    if who is not None:
        for entry in project.who_is_meant(file, _typed(words), who):
            click.echo(f"{entry.name}\t{'; '.join(entry.forms)}")
        return
    if forget:
        n = project.forget_name(file, _typed(words), *forget)
        say(f"Took {many(n, 'name')} out of {file.name}. Copies of it elsewhere still hold them.")
        return
    n = project.keep_names_key(file, _typed(words, twice=not file.exists()))
    say(f"Wrote {file.name} with {many(n, 'name')}. Keep it apart from the study.")


def _typed(file: Path | None, *, twice: bool = False) -> str:
    asking = typed_anew if twice else typed
    return read_words(file) if file else asking("Passphrase of the names key")


def _told(did: str, places: int, transcripts: int) -> str:
    return f"{did}: {many(places, 'place')} in {many(transcripts, 'interview')}."


COMMANDS = (names, replace_name, let_stand, undo_name, names_left, names_key)
