"""Which line beginnings name a speaker: patterns, and what is plausible as a label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

TIME = r"\d{1,4}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_LABEL = r"(?P<label>[^\W\d_][^:\n\t\[\]<>*|]{0,39}?)"
_NUMBER = r"\[\d{1,5}\][ \t]*|\d{1,5}[.)]?[ \t]+"
_OPENING = re.compile(
    rf"[ \t>]*(?:\*\*|__)?(?P<number>{_NUMBER})?"
    rf"(?:\[(?P<id>(?=[^\]]*\d)[A-Za-z][\w.-]{{0,23}})\][ \t]*)?"
    rf"(?:[\[(]?(?P<before>{TIME})[\])]?[ \t]*(?:[-–][ \t]+)?)?(?:\*\*|__)?"
    rf"{_LABEL}(?:\*\*|__)?,?[ \t]*(?:[\[(](?P<after>{TIME})[\])][ \t]*)?"
    r"(?:(?::(?!//)(?<!\d:)|:(?!\d)(?!//))(?:\*\*|__)?|\t)[ \t]*"
)
_STAMPED = re.compile(
    rf"[ \t]*(?:{_LABEL},?[ \t]+[\[(]?(?P<after>{TIME})[\])]?"
    rf"|\[(?P<zoom>[^\W\d_][^:\n\t\[\]<>*|]{{0,39}})\][ \t]+(?P<at>{TIME}))[ \t]*$"
)
_PASSAGE = re.compile(r"[ \t]*\[(?P<id>[\w.-]{0,23}\d[\w.-]{0,23})\](?=[ \t]|$)[ \t]*")
_INTERVIEWER = re.compile(
    r"(?:interviewer|researcher|moderator|facilitator|int|iv|ir|i|q)[ .#]?\d{0,3}", re.I
)
_RESPONDENT = re.compile(
    r"(?:participant|respondent|interviewee|speaker|unknown speaker)[ .#]?\d{0,3}"
    r"|(?:p|r|s|id|pt|fg)[-_ ]?\d{1,4}[a-z]?",
    re.I,
)
_ANSWER = re.compile(r"(?:participant|respondent|interviewee)[ .#]?\d{0,3}|[pr]\d{0,4}|a", re.I)
_ROLE_WORDS = (
    "interviewer",
    "interviewee",
    "participant",
    "respondent",
    "researcher",
    "moderator",
    "facilitator",
)
_METADATA_WORDS = """note notes nb n.b. ps p.s. date time place location subject title topic re
    example summary transcript transcription recording duration length key source file wave section
    question questions answer contents agenda http https www e.g i.e e.g. i.e. venue consent"""
_METADATA = frozenset(_METADATA_WORDS.split())
_PROSE_WORDS = """i you we they he she it me us them my our your so that this there because but and
    or like know said say says saying asked thought think thinking was is are were have has had be
    went then when what which who how why if not no yes just with as at in on to
    thing things point points"""
_PROSE = frozenset(_PROSE_WORDS.split())
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that may open a turn: its label and how many characters lead up to the words."""

    label: str
    words: int
    id: str | None = None
    time: float | None = None
    numbered: bool = False


@lru_cache(maxsize=512)
def fold_label(label: str) -> str:
    """How two spellings of a label are compared: case, blanks and invisible marks do not count."""
    return " ".join(_INVISIBLE.sub("", label).casefold().split())


def is_interviewer(label: str) -> bool:
    """Whether a label says that this person asks the questions."""
    return _INTERVIEWER.fullmatch(fold_label(label)) is not None


def is_respondent(label: str) -> bool:
    """Whether a label says that this person answers them."""
    return _ANSWER.fullmatch(fold_label(label)) is not None


def seconds(stamp: str) -> float:
    """A time stamp in seconds: ``1:02`` is 62, ``01:00:02.5`` is 3602.5."""
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def candidate(line: str) -> Opening | None:
    """The opening a line would be if its beginning were a speaker's label."""
    head = line[:90]
    if ":" not in head and "\t" not in head:
        return None
    if head[-1:].isdecimal() or head.rstrip()[-1:] in ")]" or head[:1] == "[":
        stamped = _STAMPED.match(head)
        if stamped and (label := stamped["label"] or stamped["zoom"]):
            return _opening(label, len(line), time=stamped["after"] or stamped["at"])
    found = _OPENING.match(head)
    if found is None:
        return None
    return _opening(
        found["label"],
        found.end(),
        id=found["id"],
        time=found["before"] or found["after"],
        numbered=found["number"] is not None,
    )


def _opening(
    label: str, words: int, *, id: str | None = None, time: str | None, numbered: bool = False
) -> Opening | None:
    label = " ".join(label.split()).rstrip(" .,-–")
    if not is_plausible(label):
        return None
    return Opening(label, words, id, seconds(time) if time else None, numbered)


@lru_cache(maxsize=512)
def is_plausible(label: str) -> bool:
    """Whether this could be a name or a role at all, however often it occurs."""
    words = label.split()
    folded = label.casefold()
    if not words or len(words) > 5 or folded in _METADATA or words[0].casefold() in _METADATA:
        return False
    if any(mark in label for mark in '!?;"“”…') or re.search(r"\w{5,}\. ", label):
        return False
    return (
        len(words) == 1
        or _INTERVIEWER.fullmatch(folded) is not None
        or not (_PROSE & {w.strip(",.'").casefold() for w in words})
    )


def passage(line: str) -> Opening | None:
    """The opening of a line such as ``[P01-3] words``."""
    found = _PASSAGE.match(line) if line.lstrip()[:1] == "[" else None
    if found is None or not line[found.end() :].strip():
        return None
    return Opening(found["id"], found.end(), found["id"])


def accepted(candidates: Sequence[Opening | None]) -> set[str]:
    """The folded labels taken for speakers on their own merit: repeated, or known as such."""
    counts = Counter(fold_label(c.label) for c in candidates if c)
    looks = {fold_label(c.label): c.label for c in reversed(candidates) if c}
    sure = {label for label, n in counts.items() if _stands(looks[label], n)}
    if len(sure) + sum(len(label) == 1 for label in counts) > 1:
        sure |= {label for label in counts if len(label) == 1 and label in "iqarp"}
    return sure


def _stands(label: str, times: int) -> bool:
    folded = fold_label(label)
    if len(folded) == 1:
        return times > 1 and label.isupper() and folded != "i"
    if _INTERVIEWER.fullmatch(folded) or _RESPONDENT.fullmatch(folded):
        return True
    if times < 2 or folded in _PROSE:
        return False
    return label[0].isupper() or not label[0].islower() or (times > 2 and len(label.split()) < 4)


def misspelt(label: str, sure: Collection[str]) -> str | None:
    """The one established label, such as ``participant``, that this one is a slip of the pen for.

    Only words for a role can be misspelt: of two names that are alike nobody knows.
    """
    folded = fold_label(label)
    near = get_close_matches(folded, _ROLE_WORDS, n=2, cutoff=0.88)
    return near[0] if len(near) == 1 and near[0] in sure and near[0] != folded else None


def could_be_a_name(label: str, words: Collection[str]) -> bool:
    """Whether a label that occurs once is a name: capitalised, and not a word of the talk.

    ``words`` are the lower-case words of the text.
    """
    parts = [p.strip("().,'’") for p in label.split()]
    return (
        len(parts) <= 3
        and all(p[:1].isupper() for p in parts)
        and not any(p.casefold() in words for p in parts)
    )
