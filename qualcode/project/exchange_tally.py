"""What an import counts as it goes, and the sentences made of it at the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from qualcode.model import Problem
from qualcode.model.exchange import RefiProject
from qualcode.model.wording import many
from qualcode.project.exchange_told import ImportTold, Unproven

# What came, in the order people read it, and how one of it is called.
KINDS = (
    "interviews and texts",
    "codes",
    "codings",
    "memos",
    "participants",
    "attributes of participants",
    "coders",
)
MOST = 40
_SOURCE = re.compile(r"\bsource (\d+)(?=:|$)")
# What a reader says where something did not come; the rest was read otherwise.
_GONE = re.compile(
    r"left out|not in the project|no plain text|is not text|may be missing|is missing"
)


@dataclass
class Tally:
    """Counts of an import under way."""

    came: Counter[str] = field(default_factory=Counter)
    by_coder: Counter[str] = field(default_factory=Counter)
    already: int = 0
    twins: int = 0
    whole: int = 0
    nobodys: int = 0
    nameless: int = 0
    untied: int = 0
    cases_coded: int = 0
    cases_described: int = 0
    codeless: int = 0
    marks: int = 0
    signs: int = 0
    empty: int = 0
    adjusted: list[str] = field(default_factory=list)
    unproven: list[Unproven] = field(default_factory=list)

    def told(self, project: RefiProject, problems: Iterable[Problem]) -> ImportTold:
        """The report of it."""
        told_of = [sentence(named(one.message, project)) for one in problems]
        gone = [said for said in told_of if _GONE.search(said)]
        mended = [said for said in told_of if not _GONE.search(said)]
        return ImportTold(
            dry_run=False,
            origin=project.origin,
            came=tuple((kind, self.came[kind]) for kind in KINDS if self.came[kind]),
            by_coder=tuple(sorted(self.by_coder.items(), key=lambda of: (-of[1], of[0]))),
            already=self.already,
            adjusted=(*self.adjusted, *self._adjusted(), *_first(mended)),
            left_out=(
                *_first(gone),
                *self._left_out(project),
                *_first(sentence(named(str(one), project)) for one in project.losses),
            ),
            unproven=tuple(self.unproven),
        )

    def _adjusted(self) -> Iterable[str]:
        if self.twins:
            yield (
                f"{many(self.twins, 'text')} stood here already, letter by letter, so that codings"
                " came onto the one that stands."
            )
        if self.whole:
            yield f"{many(self.whole, 'coding')} of a whole text now cover all its words."
        if self.nobodys:
            yield (
                f"{many(self.nobodys, 'coding')} without a coder came as those of"
                f" “{UNKNOWN_CODER}”."
            )
        if self.untied:
            yield (
                f"{many(self.untied, 'time')} it was not certain whose words a case stands for;"
                " say on the Transcripts page who is who."
            )
        if self.signs:
            yield f"In {many(self.signs, 'text')} signs no database can hold were replaced by �."

    def _left_out(self, project: RefiProject) -> Iterable[str]:
        if self.empty:
            yield f"{many(self.empty, 'text')} without words."
        if self.codeless:
            yield f"{many(self.codeless, 'coding')} with a code the file does not have."
        if self.marks:
            yield f"{many(self.marks, 'marked passage')} without a code."
        if self.nameless:
            yield f"{many(self.nameless, 'case')} without a name."
        if self.cases_coded:
            yield f"{many(self.cases_coded, 'code')} set on a case as a whole."
        if self.cases_described:
            yield f"{many(self.cases_described, 'description')} of a case."
        if project.sets:
            yield f"{many(len(project.sets), 'set')}: groups of codes, texts or notes."
        if project.links:
            yield f"{many(len(project.links), 'link')} between things; linked notes came as memos."


UNKNOWN_CODER = "Unknown coder"


def plain_name(name: str) -> str:
    """A name without outer blanks and invisible characters, as long as names may be."""
    seen = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(seen.split())[:80].strip()


def sentence(words: str) -> str:
    """Words as a sentence: a capital first, a full stop last.

    >>> sentence("source 3: its file is missing")
    'Source 3: its file is missing.'
    """
    words = words.strip()
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "!", "?")) else f"{words}."


def named(words: str, project: RefiProject) -> str:
    """What a reader says of a text by its number, with the text's own title.

    >>> from qualcode.model.exchange import TextSource
    >>> named("source 1: a selection is empty", RefiProject(sources=(TextSource("g", "Ana"),)))
    'the text “Ana”: a selection is empty'
    """

    def title(found: re.Match[str]) -> str:
        n = int(found[1]) - 1
        own = plain_name(project.sources[n].name) if n < len(project.sources) else ""
        return f"the text “{own}”" if own else f"text {n + 1} of the file"

    return _SOURCE.sub(title, words)


def _first(sentences: Iterable[str]) -> list[str]:
    """The first of many, and how many more there are."""
    found = list(dict.fromkeys(sentences))
    more = len(found) - MOST
    return [*found[:MOST], *([f"And {more} more of this kind."] if more > 0 else [])]
