"""The respondents' words, read once and kept while the study is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.project.names_away import names_of_codes
from qualcode.project.sharing import SharingVerbs
from qualcode.store import texts

if TYPE_CHECKING:
    from qualcode.analysis.frames import Frames
    from qualcode.analysis.tokens import Shelf, Tokens


class ShelfVerbs(SharingVerbs):
    """What verbs over words share."""

    _shelf: tuple[dict[str, str], Shelf] | None = None
    _tokens: tuple[Frames, Tokens] | None = None

    def _texts(self) -> Shelf:
        """Every text read so far. Another text under an id read before starts a new shelf."""
        from qualcode.analysis.tokens import Shelf

        with self._read() as connection:
            prints = {id: mark for mark, id in texts.load_fingerprints(connection).items()}
        known = self._shelf
        if known is None or any(prints.get(id, mark) != mark for id, mark in known[0].items()):
            known = ({}, Shelf(self._text_of))
        self._shelf = (known[0] | prints, known[1])
        return known[1]

    def _said(self) -> tuple[Frames, Shelf, Tokens]:
        """The study's tables, its texts, and the words its respondents said."""
        from qualcode.analysis.tokens import tokens_of

        frames, shelf = self.frames(), self._texts()
        if self._tokens is None or self._tokens[0] is not frames:
            self._tokens = (frames, tokens_of(frames, shelf))
        tokens = self._tokens[1]
        if tokens.words is not shelf.words:
            tokens = tokens_of(frames, shelf)
            self._tokens = (frames, tokens)
        return frames, shelf, tokens

    def _text_of(self, id: str) -> str:
        with self._read() as connection:
            return texts.load_text(connection, id)

    def _words_leaving(self, name: str, data: bytes, target: Path | None) -> bytes:
        """Record an export and, if a file is named, write it; nothing leaves unrecorded."""
        from qualcode.report.files import replace_file

        self._refuse_names(written=names_of_codes(self.codebook))
        with self._leaving("export words", name):
            if target is not None:
                replace_file(target, data)
        return data
