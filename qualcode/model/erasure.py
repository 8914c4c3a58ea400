"""What taking a person out of a study would do, and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# What goes -> (one, several), as people call them.
THINGS = {
    "interviews": ("interview with everything on it", "interviews with everything on them"),
    "interviews shared with others": (
        "text with other speakers, in which only this person's talk is taken out",
        "texts with other speakers, in which only this person's talk is taken out",
    ),
    "earlier versions": ("earlier version of a text", "earlier versions of texts"),
    "codings": ("coding", "codings"),
    "codings shortened": (
        "coding over this person's and other people's words, of which the others' stay",
        "codings over this person's and other people's words, of which the others' stay",
    ),
    "suggestions": ("suggestion", "suggestions"),
    "decisions": ("decision on suggestions", "decisions on suggestions"),
    "memos": ("memo on them", "memos on them"),
    "memos cut": ("memo that cites them, cut", "memos that cite them, cut"),
    "notes cut": ("note that cites them, cut", "notes that cite them, cut"),
    "verdicts": ("verdict in a round of review", "verdicts in rounds of review"),
    "settlings": ("settling of a difference", "settlings of differences"),
    "codebook texts": (
        "version of the codebook with examples or phrases of theirs, taken out",
        "versions of the codebook with examples or phrases of theirs, taken out",
    ),
    "written pieces": (
        "piece of writing on them alone (answers, summaries, edits of quotes)",
        "pieces of writing on them alone (answers, summaries, edits of quotes)",
    ),
    "written pieces cut": (
        "theme, summary or other piece that cites or lists their words, cut",
        "themes, summaries or other pieces that cite or list their words, cut",
    ),
}


def in_words(counts: Mapping[str, int]) -> list[str]:
    """What goes, a line each.

    >>> in_words({"codings": 2, "memos": 1})
    ['2 codings', '1 memo on them']
    """
    return [
        f"{counts[name]:,} {one if counts[name] == 1 else several}"
        for name, (one, several) in THINGS.items()
        if counts.get(name)
    ]


@dataclass(frozen=True)
class Export:
    """A file that left the study after the person's words had come in: when, what, who wrote it."""

    at: str
    what: str
    name: str
    who: str


@dataclass(frozen=True)
class ErasurePreview:
    """What erasing would do.

    ``counts`` are of what goes, by the names in `THINGS`; ``interviews`` are the texts that go
    whole and ``shared`` those that stay without the person's talk, by their ids; ``copies`` are the
    names of files that hold the study too; ``words`` is how many words the proof looks for.
    """

    participant: str
    counts: Mapping[str, int]
    interviews: tuple[str, ...]
    shared: tuple[str, ...]
    copies: tuple[str, ...]
    exports: tuple[Export, ...]
    words: int
    warnings: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """What goes, a line each."""
        return in_words(self.counts)


@dataclass(frozen=True)
class Proof:
    """Whether the person's words were looked for, and where they were found.

    ``words`` is how many were looked for and ``files`` in how many files; ``found`` names the files
    or tables that still hold some, with how many; ``limits`` says what could not be looked at.
    """

    words: int
    files: int
    found: Mapping[str, int] = field(default_factory=dict)
    limits: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether words were looked for, and none was found."""
        return self.words > 0 and not self.found


@dataclass(frozen=True)
class LeftOver:
    """How many files near the study an erasure did not clean: copies in which words of the person
    still stand, studies and bundles that do not open, and other files that hold their words."""

    holding: int = 0
    sealed: int = 0
    beside: int = 0


@dataclass(frozen=True)
class Erased:
    """What an erasure did: ``copies`` were erased too, ``unopened`` could not be opened.

    ``named`` says where what the person was called still stands, and in how many; ``words`` are
    those that were looked for, to be kept no longer than it takes to look again. ``keyed`` says in
    words in brackets what is to be taken out of a names key; ``left`` counts files near the study
    that may still hold the person.
    """

    at: str
    counts: Mapping[str, int]
    copies: tuple[str, ...]
    unopened: tuple[str, ...]
    exports: tuple[Export, ...]
    proof: Proof
    certificate: str
    to_do: tuple[str, ...] = ()
    named: Mapping[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = field(default=(), repr=False)
    keyed: tuple[str, ...] = ()
    left: LeftOver = LeftOver()

    @property
    def lines(self) -> list[str]:
        """What went, a line each."""
        return in_words(self.counts)
