"""Names that wait on the page Names, found in words that are about to leave.

An ordinary word that is a name too ("Grace") is replaced place by place. Where such a place was
not decided yet, lists and shapes pass it over; but the study knows it for somebody's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from qualcode.project.pseudonyms_names import FEWEST
from qualcode.store import Connection, talk, texts
from qualcode.store.replacements import load_names_used, load_replacements

_CAPITAL = re.compile(r"(?<!\w)[^\W\d_a-z][^\W\d_]+")


def waiting_names(
    connection: Connection, said: Iterable[tuple[str, str]]
) -> Counter[tuple[str, str]]:
    """Words of replaced people's names, and of speakers' labels, that stand undecided in what
    leaves: (word, kind) -> how often.

    ``said`` are (transcript, words as they leave). A word counts where it stands with a capital
    in that transcript at a place nobody decided about.
    """
    form = _form_of(_known_words(connection))
    found: Counter[tuple[str, str]] = Counter()
    if form is None:
        return found
    undecided: dict[tuple[str, str], bool] = {}
    for transcript, words in said:
        for match in form.finditer(words):
            key = (transcript, match[0])
            if key not in undecided:
                undecided[key] = _stands_undecided(connection, *key)
            if undecided[key]:
                found[match[0], "person"] += 1
    return found


def _known_words(connection: Connection) -> set[str]:
    """Words with a capital of people's names that are replaced, and of names in labels."""
    from qualcode.text.beside_signs import may_be_name
    from qualcode.text.names_cues import TITLES
    from qualcode.text.names_words import fold

    known = {
        word
        for name, _, kind, _ in load_names_used(connection)
        if kind == "person"
        for word in _CAPITAL.findall(name)
        if fold(word) not in TITLES
    }
    for _, speaker in talk.load_all_speakers(connection):
        if not speaker.interviewer:
            known |= {word for word in _CAPITAL.findall(speaker.label) if may_be_name(word)}
    return {word for word in known if len(word) > FEWEST}


def _form_of(words: Iterable[str]) -> re.Pattern[str] | None:
    every = sorted(words)
    if not every:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)")


def _stands_undecided(connection: Connection, transcript: str, word: str) -> bool:
    if not transcript:
        return False
    text = texts.load_text(connection, transcript)
    decided = [
        (one.span.start, one.span.end) for one in load_replacements(connection, [transcript])
    ]
    return any(
        not any(a < match.end() and match.start() < b for a, b in decided)
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)
        if not _is_label(text, match.start(), match.end())
    )


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether a word stands in a speaker's label: before a colon, at the beginning of a line."""
    line = text.rfind("\n", 0, start) + 1
    rest = re.match(r"[\w '’-]{0,30}:", text[end : end + 32])
    return rest is not None and re.fullmatch(r"[\w\[\]:. '’-]{0,30}", text[line:start]) is not None
