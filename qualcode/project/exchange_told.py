"""What became of an exchange with another program: what went or came, and what did not."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.merged import ONE

# What an exchange counts -> one of it.
_ONE = {
    **ONE,
    "codes": "code",
    "memos": "memo",
    "attributes of participants": "attribute of a participant",
    "coders": "coder",
}


def called(kind: str, n: int) -> str:
    """How so many of a kind are called.

    >>> called("memos", 1), called("memos", 2)
    ('memo', 'memos')
    """
    return _ONE.get(kind, kind) if n == 1 else kind


@dataclass(frozen=True)
class ExportTold:
    """A study as it was written for another program.

    Attributes
    ----------
    files
        Names of the files written: the project, and the companion where there is one.
    counts
        What is in it, by kind for people and in their order: ``("codings", 12)``.
    left_out
        What was kept back, and why, in sentences.
    lost
        What the standard has no place for, in sentences; each says where it is instead.
    """

    files: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    left_out: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def codings(self) -> int:
        """How many codings it holds."""
        return dict(self.counts).get("codings", 0)


@dataclass(frozen=True)
class LookAt:
    """One selection whose place is not certain: the words as the standard counts, and the words
    where the next likely way of counting would put it."""

    words: str
    otherwise: str


@dataclass(frozen=True)
class Unproven:
    """A text whose selections may be shifted: nothing in the file proves how it was counted.

    ``transcript`` is the id it has in the study; ``samples`` are up to three places to look at.
    """

    transcript: str
    samples: tuple[LookAt, ...]


@dataclass(frozen=True)
class ImportTold:
    """A project of another program as it came, or with ``dry_run`` as it would come.

    Attributes
    ----------
    origin
        The program that wrote it, by its own account; empty where it does not say.
    companion
        Whether the companion file of our own export was used.
    came
        What is new in the study, by kind for people: ``("codings", 12)``.
    by_coder
        Codings that came, by whose they are.
    already
        Codings that stood here already and came no second time.
    adjusted
        What came otherwise than the file has it, in sentences.
    left_out
        What did not come, and why, in sentences.
    unproven
        Texts to look at before their codings are relied on.
    """

    dry_run: bool
    origin: str = ""
    companion: bool = False
    came: tuple[tuple[str, int], ...] = ()
    by_coder: tuple[tuple[str, int], ...] = ()
    already: int = 0
    adjusted: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unproven: tuple[Unproven, ...] = ()

    @property
    def nothing_new(self) -> bool:
        """Whether the file held nothing that the study lacks."""
        return not self.came
