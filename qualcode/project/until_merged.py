"""Verbs another branch brings: options of a study, and the cues of one code.

To be deleted when the branches meet: `set_options`, `add_cue` and `edit_code` are there too.
"""

from __future__ import annotations

import dataclasses

from qualcode.errors import Refused
from qualcode.model import Codebook
from qualcode.project.study import StudyVerbs
from qualcode.store import people

OPTIONS = ("suggestions", "decide_first", "direction")


class UntilMergedVerbs(StudyVerbs):
    """What this branch needs before the other is here."""

    def set_options(self, **changes: object) -> None:
        """Change options of the study.

        Raises
        ------
        Refused
            There is no such option, or a share lies outside 0 to 1.
        """
        unknown = sorted(set(changes) - set(OPTIONS))
        share = changes.get("decide_first", 0.0)
        if unknown or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise Refused("There is no such option, or a share lies outside 0 to 1.")
        with self._write() as tx:
            people.save_options(tx, **changes)

    def add_cue(self, code: str, words: str) -> int:
        """Add a cue to a code and return the codebook's new version.

        Raises
        ------
        Refused
            There are no words, or they are a cue of it already.
        """
        words = " ".join(words.split())
        book: Codebook = self.codebook
        old = book[code]
        if not words or words.casefold() in {cue.casefold() for cue in old.cues}:
            raise Refused("These words are a cue of this code already, or there are none.")
        new = dataclasses.replace(old, cues=(*old.cues, words))
        codes = tuple(new if c.id == old.id else c for c in book)
        return self.set_codebook(dataclasses.replace(book, codes=codes), f"cue added to {old.id}")

    def edit_code(self, id: str, reason: str, *, cues: tuple[str, ...]) -> int:
        """Give a code other cues and return the codebook's new version."""
        book: Codebook = self.codebook
        new = dataclasses.replace(book[id], cues=cues)
        codes = tuple(new if c.id == new.id else c for c in book)
        return self.set_codebook(dataclasses.replace(book, codes=codes), reason)
