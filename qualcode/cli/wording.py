"""Patterns in the words, and search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.opening import with_project
from qualcode.cli.outgoing import pairs, where_option
from qualcode.cli.output import format_option, say, show
from qualcode.errors import InvalidFile, Refused

if TYPE_CHECKING:
    from qualcode.model.term_list import TermLists
    from qualcode.project import Project
    from qualcode.report.quotes import Quote

_KEYNESS = (
    *("word", "z", "people", "interviews", "uses"),
    *("other_people", "other_interviews", "other_uses"),
)
_VOCABULARY = ("list", "participants", "of_participants", "uses", "words", "per_thousand")
_TYPICAL = ("list", "rank", "likeness", "words", "quote", "transcript", "participant", "withheld")
_SEARCH = (
    *("transcript", "start", "end", "before", "found", "after"),
    *("codes", "participant", "role", "authority"),
)


def _into(kinds: str) -> Callable[..., Any]:
    return click.option(
        "-o",
        "--output",
        "target",
        type=click.Path(dir_okay=False, path_type=Path),
        help=f"Write {kinds} instead; few people are kept back.",
    )


_same_words = click.option(
    "--confirm-same-words",
    "same_words",
    is_flag=True,
    help="With -o: people of two roles did say the same words; this is recorded.",
)

_confirm_small_groups = click.option(
    "--confirm-small-groups",
    "confirmed",
    is_flag=True,
    help="With -o: write quotes although they are all of few people; this is recorded.",
)


@click.command()
@click.option("--by", metavar="NAME", help="An attribute, such as role.")
@click.option("--value", help="The group whose words to compare with all others'.")
@click.option("--code", help="The code whose passages to compare with all other talk.")
@where_option
@click.option("--once", is_flag=True, help="Each interview counts a word once.")
@click.option("--small-words", is_flag=True, help='List words such as "with" too.')
@_into("a .csv, .xlsx, .png or .svg file")
@format_option
@with_project
def keyness(
    project: Project,
    by: str | None,
    value: str | None,
    code: str | None,
    where: tuple[str, ...],
    once: bool,
    small_words: bool,
    target: Path | None,
    form: str,
) -> None:
    """List words used more or less often than expected: --by NAME --value GROUP, or --code CODE.

    The order is no test; words of at least three interviews are listed.
    """
    asked: dict[str, Any] = {"by": by, "value": value, "code": code, "binary": once}
    asked["small_words"] = small_words
    if target is not None:
        _everyone(where)
        project.keyness_file(target.suffix, **asked, target=target)
        say(f"Written to {target.name}.")
        return
    found = project.keyness(**asked, where=pairs(where))
    show([vars(word) for word in found.words], _KEYNESS, form)
    say(found.caption)


@click.command()
@click.option("--by", default="role", show_default=True, metavar="NAME", help="all: no groups.")
@where_option
@click.option(
    "--terms",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Two lists of terms in YAML or CSV, instead of the study's.",
)
@click.option("--keep", is_flag=True, help="Keep the lists of --terms as the study's.")
@_into("a .csv, .xlsx, .png or .svg file")
@format_option
@with_project
def vocabulary(
    project: Project,
    by: str,
    where: tuple[str, ...],
    terms: Path | None,
    keep: bool,
    target: Path | None,
    form: str,
) -> None:
    """Count how often respondents use the terms of two lists, by group."""
    lists = _lists(terms) if terms else None
    if keep and lists is not None:
        project.set_term_lists(lists)
        say("The lists are kept in the study.")
    group = None if by == "all" else by
    if target is not None:
        _everyone(where)
        project.vocabulary_file(target.suffix, group, lists=lists, target=target)
        say(f"Written to {target.name}.")
        return
    found = project.vocabulary(group, where=pairs(where), lists=lists)
    named = group or "group"
    rows = [{**vars(row), named: row.group} for row in found.rows]
    show(rows, (named, *_VOCABULARY), form)
    say(found.caption)


@click.command()
@click.argument("code")
@click.option("-n", "--most", default=5, show_default=True, help="How many typical quotes.")
@click.option("--least", default=1, show_default=True, help="How many of the least typical.")
@where_option
@_into("a .docx, .csv or .md file of those that may be quoted")
@_same_words
@_confirm_small_groups
@format_option
@with_project
def typical(
    project: Project,
    code: str,
    most: int,
    least: int,
    where: tuple[str, ...],
    target: Path | None,
    same_words: bool,
    confirmed: bool,
    form: str,
) -> None:
    """List the quotes of CODE most, and least, like the others. Typical is not important."""
    found = project.typical_quotes(code, most, where=pairs(where), least=least)
    both = [("typical", one) for one in found.most] + [("least typical", o) for o in found.least]
    if target is not None:
        _export(
            project, target, [o.quote for _, o in both], same_words=same_words, confirmed=confirmed
        )
        return
    rows = [
        {
            "list": name,
            "rank": one.rank,
            "likeness": one.likeness,
            "words": one.words,
            "quote": one.quote.words,
            "transcript": one.quote.transcript,
            "participant": one.quote.participant,
            "withheld": one.quote.withheld or None,
        }
        for name, one in both
    ]
    show(rows, _TYPICAL, form)
    say(f"From {found.of} quotes, {found.short} of them too short to be compared; at most one an"
        " interview.")  # fmt: skip


@click.command()
@click.argument("text", required=False, default="")
@click.option("--regex", is_flag=True, help="TEXT is a regular expression.")
@click.option("--codes", default="", help="Such as '3.b AND (5.a OR 5.b) NOT 8', '3.b NEAR/2 5.a'.")
@where_option
@click.option("--talk", is_flag=True, help="Search all talk of respondents, coded or not.")
@click.option("--limit", type=int, help="Stop after so many passages.")
@_into("the coded quotes found to a .docx, .csv or .md file")
@_same_words
@_confirm_small_groups
@format_option
@with_project
def search(
    project: Project,
    text: str,
    regex: bool,
    codes: str,
    where: tuple[str, ...],
    talk: bool,
    limit: int | None,
    target: Path | None,
    same_words: bool,
    confirmed: bool,
    form: str,
) -> None:
    """Find passages by TEXT, by a pattern, by codes. Case and accents do not count."""
    if talk and target is not None:
        raise click.UsageError("Only coded quotes leave; leave --talk out, or -o.")
    hits = project.search(
        text,
        regex=regex,
        codes=codes,
        where=pairs(where),
        scope="talk" if talk else "quotes",
        limit=limit,
    )
    if target is not None:
        found = [hit.quote for hit in hits if hit.quote]
        _export(project, target, found, same_words=same_words, confirmed=confirmed)
        return
    rows = [
        {
            **{name: getattr(hit, name) for name in _SEARCH if name not in ("start", "end")},
            "start": hit.span.start,
            "end": hit.span.end,
        }
        for hit in hits
    ]
    show(rows, _SEARCH, form)
    say(f"{len(hits)} {'passage' if len(hits) == 1 else 'passages'} found.")


def _export(
    project: Project,
    target: Path,
    found: Sequence[Quote],
    *,
    same_words: bool,
    confirmed: bool,
) -> None:
    if not found:
        raise Refused("No quote was found, so no file was written; look for something else.")
    # By rank: most typical, or found, first.
    count = project.export_quotes(
        target, found, same_words=same_words, confirmed=confirmed, order="given"
    )
    say(f"{count} {'quote' if count == 1 else 'quotes'} written to {target.name}.")


def _lists(file: Path) -> TermLists:
    from qualcode.formats.term_lists import read_term_lists

    lists, problems = read_term_lists(file.read_bytes(), file.name)
    if lists is None:
        listed = "; ".join(map(str, problems))
        raise InvalidFile(f"{file.name} holds no lists of terms that can be used: {listed}.",
                          problems)  # fmt: skip
    return lists


def _everyone(where: tuple[str, ...]) -> None:
    if where:
        raise click.UsageError("What is written with -o is about everyone; leave --where out.")


COMMANDS: tuple[click.Command, ...] = (keyness, vocabulary, typical, search)
