"""Words of people who do not allow quotes, kept out of the codebook that others read.

Consent is looked at when an example is taken from an interview, and may be narrowed afterwards.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

from qualcode.model import Code, Codebook
from qualcode.store import Connection, people, talk, texts

# Shorter phrases are said by many people and give nobody's words away.
FEWEST_WORDS = 4


@dataclass(frozen=True)
class WithheldWords:
    """What people said who do not allow quotes: ``said`` holds their words, blanks between them.

    ``known`` remembers which phrases stand in it.
    """

    said: str
    known: dict[str, bool] = field(default_factory=dict)

    def holds(self, phrase: str) -> bool:
        """Whether one of these people said a phrase of at least four words."""
        from qualcode.report.quote_check_places import spelt

        if not self.said:
            return False
        if phrase not in self.known:
            words = spelt(phrase)
            self.known[phrase] = len(words) >= FEWEST_WORDS and f" {' '.join(words)} " in self.said
        return self.known[phrase]

    def out_of(self, book: Codebook) -> Codebook:
        """A codebook without examples and cues that are such words."""
        if not self.said:
            return book
        return dataclasses.replace(book, codes=tuple(self.out_of_code(code) for code in book))

    def out_of_code(self, code: Code) -> Code:
        """The same, for one code."""
        return dataclasses.replace(
            code,
            examples=tuple(p for p in code.examples if not self.holds(p)),
            cues=tuple(p for p in code.cues if not self.holds(p)),
        )


def load_withheld_words(connection: Connection) -> WithheldWords:
    """The words of everybody who does not allow quotes, in the transcripts in view."""
    labels: dict[str, set[str]] = {}
    for transcript, label in load_kept_back(connection):
        labels.setdefault(transcript, set()).add(label)
    if not labels:
        return WithheldWords("")
    from qualcode.report.quote_check_places import spelt

    said = []
    for transcript, own in sorted(labels.items()):
        text = texts.load_text(connection, transcript)
        segments = talk.load_segments(connection, transcript)
        for label in sorted(own):
            words = " ".join(
                text[s.span.start : s.span.end] for s in segments if s.speaker == label
            )
            said.append(f" {' '.join(spelt(words))} ")
    return WithheldWords("\n".join(said))


def load_kept_back(connection: Connection) -> frozenset[tuple[str, str]]:
    """Respondents who do not allow quoting, as speakers or as participants: (transcript, label)."""
    consents = {p.id: p.consent for p in people.load_participants(connection)}
    return frozenset(
        (id, s.label)
        for id, s in talk.load_all_speakers(connection)
        if not s.interviewer
        and not all(
            c.allows_quotes for c in (s.consent, consents.get(s.participant or "", s.consent))
        )
    )
