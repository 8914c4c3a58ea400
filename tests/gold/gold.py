"""Invented interviews, every name in them marked by hand: what the aid for names is measured on.

They were written without sight of the aid's rules and are frozen: no rule was made from them, and
none may be. A label that is wrong may be corrected; then every figure in `docs/privacy.md` is made
anew.

A file starts with `Invented.` and how the talk goes, and `people:` with the names a researcher
would have put on the study's people list (`=` before other forms of a name). Below the line of
dashes stands the talk, with its labels in it::

    {Ngozi Eze|person:west african} met {Karen|person:english} at {Little Acorns|centre}.

A third part, `{Adeaze|person:west african:typo}`, says how it was written where that matters.
`trap` marks words that look like names and are none; finding them counts against the aid. `either`
marks what may be found or left, such as countries and national bodies. Titles (Mrs, Dr), words
for relations (Auntie) and a possessive `'s` stand outside a label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "interviews"

DIRECT = ("email", "phone", "nhs", "nino", "postcode", "birth", "case")
PLACES = ("place", "street", "school", "centre", "surgery", "hospital", "organisation")
KINDS = ("person", *DIRECT, *PLACES)
MARKS = (*KINDS, "trap", "either")
ORIGINS = (
    "arabic",
    "caribbean",
    "chinese/vietnamese",
    "english",
    "irish",
    "polish",
    "south asian",
    "traveller",
    "turkish",
    "welsh",
    "west african",
)
LABEL = re.compile(r"\{([^{}|]+)\|([^{}|:]+)(?::([^{}|:]+))?(?::([^{}|:]+))?\}")


@dataclass(frozen=True)
class Label:
    """What a reader marked: characters `start` up to, not including, `end`.

    `origin` is given for persons. `how` is `typo` for a mistyped name, `plain` for one without its
    accents and `words` for a date in words.
    """

    start: int
    end: int
    kind: str
    origin: str = ""
    how: str = ""


@dataclass(frozen=True)
class Interview:
    """One invented interview; `people` holds the forms of each listed person's name."""

    name: str
    about: str
    text: str
    labels: tuple[Label, ...]
    people: tuple[tuple[str, ...], ...]

    def said(self, label: Label) -> str:
        """The words under a label."""
        return self.text[label.start : label.end]

    def listed(self, label: Label) -> bool:
        """Whether the people list holds this way of writing the name, as a whole or in part."""
        words = set(re.findall(r"[^\W\d_]+", self.said(label).casefold()))
        return label.kind == "person" and any(
            words <= set(re.findall(r"[^\W\d_]+", " ".join(forms).casefold()))
            for forms in self.people
        )


def read_interview(name: str, marked: str) -> Interview:
    """The plain text of a marked interview, and its labels.

    Raises
    ------
    ValueError
        The head is missing, a mark is not known, or a brace is left over.
    """
    head, _, body = marked.partition("\n---\n")
    about, _, people = head.partition("\npeople: ")
    if not about.startswith("Invented. ") or not people or not body.strip():
        raise ValueError(f"{name}: the head must say Invented., then people:, then three dashes.")
    text, labels, at = "", [], 0
    for found in LABEL.finditer(body):
        words, kind, detail, how = found.groups(default="")
        if kind not in MARKS or (kind == "person") != (detail in (*ORIGINS, "other")):
            if kind != "birth" or detail != "words":
                raise ValueError(f"{name}: {found.group()} has no mark that is known.")
            detail, how = "", "words"
        text += body[at : found.start()]
        labels.append(Label(len(text), len(text) + len(words), kind, detail, how))
        text += words
        at = found.end()
    text += body[at:]
    if set("{}|") & set(text):
        raise ValueError(f"{name}: a brace or a bar is left over.")
    forms = [tuple(f.strip() for f in person.split("=")) for person in people.split(";")]
    return Interview(name, about, text, tuple(labels), tuple(forms))


def interviews() -> list[Interview]:
    """All of them, in the order of their numbers."""
    return [read_interview(p.stem, p.read_text("utf-8")) for p in sorted(FOLDER.glob("*.txt"))]
