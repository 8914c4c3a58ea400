"""A codebook as it may leave: without words that people do not let be quoted, or edits take out.

Words from interviews come into a codebook as examples and phrases, and also by definitions and
rules that somebody wrote with a quote in them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused
from qualcode.model import Code, Codebook
from qualcode.project.withheld_words import FEWEST_WORDS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualcode.report.quote_check_places import Talk
    from qualcode.report.quotes import Quote

# So many words in a row are told by nobody but who said them.
RUN = 6
LIKE = 75.0
# Fewer words are like many others.
FEWEST_LIKE = 8
_CUTS = re.compile(r"\[[^\[\]]*\]|…|\.\.\.")
_SENTENCES = re.compile(r"[.!?;:“”\"\n…]+")


@dataclass
class CodebookLeaving:
    """What of a codebook may leave.

    ``said`` holds respondents' words and ``gone`` those of people who withdrew; ``held`` marks the
    words of ``said`` that may not be printed, since who said them allows no quotes or an edit
    takes them out; ``edited`` are the quotes that leave edited.
    """

    said: Talk
    gone: Talk
    held: npt.NDArray[np.bool_]
    edited: Iterable[Quote] = ()

    def __post_init__(self) -> None:
        self._back = self.said.only(self.held)
        # As plain words -> with its edits made.
        self._leaves = {" ".join(_spelt(q.as_said)): q.words for q in self.edited}

    def out_of(self, book: Codebook) -> tuple[Codebook, int]:
        """The codebook as it leaves, and how many texts were left out of it.

        Raises
        ------
        Refused
            The name of a code is such words itself.
        """
        if not (len(self.gone.word) or self.held.any()):
            return book, 0
        found = [self._code(code) for code in book]
        return dataclasses.replace(book, codes=tuple(c for c, _ in found)), sum(n for _, n in found)

    def _code(self, code: Code) -> tuple[Code, int]:
        if any(self.runs(text) for text in (code.name, *code.labels.values())):
            raise Refused(
                "The name of a code holds words that may not leave, since who said them allows no"
                " quotes or an edit takes them out; look through the names of codes, rename it, and"
                " try again."
            )
        left: dict[str, Any] = {
            "examples": tuple(p for e in code.examples for p in self._phrase(e)),
            "cues": tuple(p for e in code.cues for p in self._phrase(e)),
            "include_when": tuple(p for p in code.include_when if not self.carries(p)),
            "exclude_when": tuple(p for p in code.exclude_when if not self.carries(p)),
            "definition": "" if self.carries(code.definition) else code.definition,
        }
        gone = sum(
            len(getattr(code, name)) - len(left[name]) for name in left if name != "definition"
        )
        return dataclasses.replace(code, **left), gone + (left["definition"] != code.definition)

    def _phrase(self, phrase: str) -> list[str]:
        """An example or phrase as it leaves, or nothing."""
        words = _spelt(phrase)
        instead = self._leaves.get(" ".join(words), phrase)
        whole = FEWEST_WORDS <= len(words) < RUN and self._only_back(words)
        pieces = [_spelt(piece) for piece in _CUTS.split(instead)]
        if (whole and instead == phrase) or self.carries(instead):
            return []
        short = [piece for piece in pieces if FEWEST_WORDS <= len(piece) < RUN]
        return [] if any(self._only_back(piece) for piece in short) else [instead]

    def carries(self, text: str) -> bool:
        """Whether a text holds words in a row that may not leave, or a sentence much like them."""
        return self.runs(text) or any(
            self._like(words)
            for words in map(_spelt, (text, *_CUTS.split(text), *_SENTENCES.split(text)))
            if len(words) >= FEWEST_LIKE
        )

    def runs(self, text: str) -> bool:
        """Whether a text holds so many words in a row that may not leave."""
        words = _spelt(text)
        return any(self._only_back(words[k : k + RUN]) for k in range(len(words) - RUN + 1))

    def _only_back(self, words: list[str]) -> bool:
        """Whether these words were said, and nowhere so that they may leave."""
        numbers = self.said.numbers(words)
        if places := self.said.find(numbers):
            return all(self.held[p.first : p.last].any() for p in places)
        return bool(self.gone.find(numbers))

    def _like(self, words: list[str]) -> bool:
        back = [talk.nearest(words, LIKE)[:1] for talk in (self._back, self.gone)]
        best = max((likeness for own in back for likeness, _ in own), default=0.0)
        if not best:
            return False
        # What is more like words that may leave was not made from these.
        return not any(
            likeness >= best and not self.held[place.first : place.last].any()
            for likeness, place in self.said.nearest(words, LIKE)
        )


def _spelt(text: str) -> list[str]:
    from qualcode.report.quote_check_places import spelt

    return spelt(text)
