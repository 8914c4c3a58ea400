"""A project as the exchange standard REFI-QDA tells it: plain records, before they become a study.

The standard's words are kept (User, Case, Variable, Note) where qualcode says coder, participant,
attribute and memo. Every ``guid`` is 36 characters, lower case, without braces; ``""`` or None
where the file gives none. Times are UTC, ISO 8601 with microseconds, as everywhere in a study;
``""`` where there is none. Offsets count code points of the source's LF text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model.span import Span

# The standard's six types of a variable; `Value.kind` is one of them.
VALUE_KINDS = ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of one project that the other side cannot hold.

    ``where`` is ``source 3`` (its place in `RefiProject.sources`, from 1) or a group such as ``the
    project``, ``the codebook``, ``the cases``; ``what`` says it without anybody's words.
    """

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class RefiUser:
    """A person who coded. ``id`` is what their program called the account."""

    guid: str
    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class RefiCode:
    """A code; ``parent`` is the guid of the code above it. Parents stand before their children.

    ``colour`` is ``#rrggbb`` or None. A code that is not ``codable`` only groups others.
    """

    guid: str
    name: str
    parent: str | None = None
    colour: str | None = None
    description: str = ""
    codable: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefiVariable:
    """An attribute that cases and sources may have; ``kind`` is one of `VALUE_KINDS`."""

    guid: str
    name: str
    kind: str = "Text"
    description: str = ""


@dataclass(frozen=True, slots=True)
class RefiValue:
    """A variable's value as text, None where the file names the variable and gives none.

    Numbers, dates and truth values are in the XML forms: ``12.5``, ``2026-05-01``, ``true``.
    """

    variable: str
    value: str | None
    kind: str = "Text"


@dataclass(frozen=True, slots=True)
class RefiCoding:
    """One user's application of a code to a selection, or to a whole source."""

    guid: str
    code: str
    user: str = ""
    time: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefiSelection:
    """A stretch of a source's text with the codings on it; without codings it is a mark.

    ``name`` is a title somebody gave. It is empty where the file only repeats the selected words
    there, as most programs do; a writer then repeats them.
    """

    guid: str
    span: Span
    codings: tuple[RefiCoding, ...] = ()
    name: str = ""
    description: str = ""
    user: str = ""
    time: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OffsetSample:
    """A selection to look at: where the standard puts it, and where the nearest rival would."""

    selection: str
    span: Span
    rival: Span


@dataclass(frozen=True, slots=True)
class Offsets:
    """How the positions of one source were read.

    ``unit`` is ``code points`` or ``UTF-16 units``; ``crlf`` says for how many a Windows line end
    counts; ``bom`` whether a byte order mark was counted; ``inclusive`` whether the end position
    is the last character itself. A source that is not ``proven`` was read as the standard says,
    which its own selections neither confirm nor deny clearly; ``samples`` (at most three) show
    the difference. ``tested`` is how many selections were looked at.
    """

    unit: str = "code points"
    crlf: int = 2
    bom: bool = False
    inclusive: bool = False
    proven: bool = True
    tested: int = 0
    samples: tuple[OffsetSample, ...] = ()

    @property
    def as_the_standard_says(self) -> bool:
        """Whether positions mean what REFI-QDA 10.2 defines."""
        return self.unit == "code points" and not self.bom and not self.inclusive

    @property
    def words(self) -> str:
        """One clause for the report.

        >>> Offsets("UTF-16 units").words
        'counted in UTF-16 units, a Windows line end as 2'
        """
        said = f"counted in {self.unit}, a Windows line end as {self.crlf}"
        said += ", the byte order mark included" if self.bom else ""
        return said + (", the end position being the last character" if self.inclusive else "")


@dataclass(frozen=True)
class TextSource:
    """A text and all that was marked in it.

    ``text`` has LF line ends and is otherwise as the file gives it; None where its file is
    missing or unreadable (then there are no selections, and a problem says so). ``kind`` is
    ``text``, or where the text stands for something that is not carried: ``pdf``, ``audio``,
    ``video``. ``codings`` are on the source as a whole. ``offsets`` is None for a source without
    selections; it is no part of the source's value.
    """

    guid: str
    name: str = ""
    text: str | None = ""
    selections: tuple[RefiSelection, ...] = ()
    codings: tuple[RefiCoding, ...] = ()
    values: tuple[RefiValue, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""
    user: str = ""
    time: str = ""
    kind: str = "text"
    offsets: Offsets | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class OtherSource:
    """A picture, PDF, sound or film (``kind``), which a study does not hold.

    ``codings`` counts those on it that have no text to stand on.
    """

    guid: str
    kind: str
    name: str = ""
    codings: int = 0


@dataclass(frozen=True, slots=True)
class RefiCase:
    """Usually a person: values of variables, the sources and stretches that are theirs."""

    guid: str
    name: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[RefiValue, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefiNote:
    """A memo. What it hangs on is said by the things themselves; see `RefiProject.hooks`."""

    guid: str
    name: str = ""
    text: str = ""
    user: str = ""
    time: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class RefiLink:
    """A line between two things; ``direction`` is Associative, OneWay, Bidirectional or empty."""

    guid: str
    name: str = ""
    origin: str = ""
    target: str = ""
    direction: str = ""
    colour: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefiSet:
    """A named group of codes, sources or notes."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RefiProject:
    """A whole exchanged project, or a codebook alone.

    ``graphs`` holds the names of drawings, which are not carried. ``losses`` says all that was
    understood and left out; ``elements`` counts the file's elements by their names. Neither is
    part of the project's value. What was wrong in a file stands in the reader's problems.
    """

    name: str = ""
    origin: str = ""
    description: str = ""
    user: str = ""
    time: str = ""
    users: tuple[RefiUser, ...] = ()
    codes: tuple[RefiCode, ...] = ()
    variables: tuple[RefiVariable, ...] = ()
    cases: tuple[RefiCase, ...] = ()
    sources: tuple[TextSource, ...] = ()
    notes: tuple[RefiNote, ...] = ()
    links: tuple[RefiLink, ...] = ()
    sets: tuple[RefiSet, ...] = ()
    hung: tuple[str, ...] = ()
    others: tuple[OtherSource, ...] = field(default=(), compare=False)
    graphs: tuple[str, ...] = field(default=(), compare=False)
    losses: tuple[Loss, ...] = field(default=(), compare=False)
    elements: Mapping[str, int] = field(default_factory=dict, compare=False)

    def hooks(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """What each note hangs on: its guid -> (kind, guid) pairs, in the project's order.

        Kinds are project (guid ``""``; `hung` lists its notes), code, source, selection, coding,
        link and set. A note with no hook is missing here.
        """
        found: dict[str, list[tuple[str, str]]] = {}

        def add(kind: str, guid: str, notes: tuple[str, ...]) -> None:
            for note in notes:
                found.setdefault(note, []).append((kind, guid))

        add("project", "", self.hung)
        for code in self.codes:
            add("code", code.guid, code.notes)
        for source in self.sources:
            add("source", source.guid, source.notes)
            for coding in source.codings:
                add("coding", coding.guid, coding.notes)
            for selection in source.selections:
                add("selection", selection.guid, selection.notes)
                for coding in selection.codings:
                    add("coding", coding.guid, coding.notes)
        for link in self.links:
            add("link", link.guid, link.notes)
        for group in self.sets:
            add("set", group.guid, group.notes)
        return {note: tuple(hooks) for note, hooks in found.items()}
