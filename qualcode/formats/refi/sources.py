"""The texts of an exchanged project, with each selection found in them."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import replace

from qualcode.formats.flow import some
from qualcode.formats.refi.dialects import Marked, declared, repeats, settle
from qualcode.formats.refi.findings import Findings
from qualcode.formats.refi.measure import Dialect, Ruler
from qualcode.formats.refi.raws import RawCoding, RawMedia, RawSelection, RawText
from qualcode.model.exchange import (
    Offsets,
    OtherSource,
    RefiCoding,
    RefiNote,
    RefiSelection,
    TextSource,
)

_CALLED = {"picture": "picture", "pdf": "PDF", "audio": "sound recording", "video": "film"}

FindFile = Callable[[str], bytes | None]


class Sources:
    """Turns raw sources into text sources, one after the other.

    Parameters
    ----------
    find : callable
        The bytes of a file by its path in the project; None where there is no such file.
    codes : mapping
        Guids of the codes there are, with their names.
    origin : str
        The program that wrote the file; it says what to expect of the offsets.
    """

    def __init__(
        self, findings: Findings, find: FindFile, codes: Mapping[str, str], origin: str
    ) -> None:
        self._findings = findings
        self._find = find
        self._codes = codes
        self._origin, self._said = declared(origin)
        self.texts: list[TextSource] = []
        self.others: list[OtherSource] = []

    def take(self, raws: list[RawText | RawMedia]) -> None:
        """All sources of a project, in its order."""
        paths = {raw.path for raw in raws if isinstance(raw, RawText) and raw.path}
        for raw in raws:
            if isinstance(raw, RawText):
                self._text(raw)
            else:
                self._media(raw, paths)

    def note(self, note: RefiNote, path: str, line: int) -> RefiNote:
        """A note with the words of its file, where it has one."""
        if not path:
            return note
        found = self._words(RawText(note.guid, "", line, path=path), "a note", "")
        return replace(note, text=Ruler(*found).text) if found else note

    def _media(self, raw: RawMedia, paths: set[str]) -> None:
        """A picture, PDF or recording: only a text that stands for it is carried."""
        texts = [text for text in raw.texts if text.selections or text.path not in paths]
        marked = {one.mark.guid for text in texts for one in text.selections}
        stranded = sum(number for guid, number in raw.areas if guid not in marked)
        where, whole = "the sources", raw.whole
        if len(texts) == 1:
            [text] = texts
            text.guid, text.name, text.rich = whole.guid, whole.name or text.name, False
            text.description = text.description or whole.description
            text.codings += whole.codings
            text.values += whole.values
            text.notes += whole.notes
        else:
            stranded += len(whole.codings)
        called = _CALLED[raw.kind]
        read = any(t.content is not None or (t.path and self._find(t.path)) for t in texts)
        # What stays out is the picture of the page; its words come where they are there.
        remark = (" (its text is read)", " (their texts are read)") if read else ("", "")
        self._findings.lost(where, f"{called}{remark[0]}", f"{called}s{remark[1]}")
        for thing, number in (
            ("selection", len(raw.areas)),
            ("coding", stranded),
            ("note", len(whole.notes) * (len(texts) != 1)),
            ("value", len(whole.values) * (len(texts) != 1)),
        ):
            self._findings.lost(
                where, f"{thing} on a {called}", f"{thing}s on {called}s", number=number
            )
        self.others.append(OtherSource(whole.guid, raw.kind, whole.name, stranded))
        for text in texts:
            self._text(text)

    def _text(self, raw: RawText) -> None:
        where = f"source {len(self.texts) + 1}"
        self._findings.lost(where, "formatted version of the text", number=int(raw.rich))
        codings = self._codings(raw.codings, where)
        number = len(raw.selections)
        gone = f"; {some(number, 'selection')} on it left out" if number else ""
        found = self._words(raw, where, gone)
        text: str | None = None
        selections: tuple[RefiSelection, ...] = ()
        offsets: Offsets | None = None
        if found is not None:
            ruler = Ruler(*found)
            text = ruler.text
            selections, offsets = self._selections(raw.selections, ruler, where)
        self.texts.append(
            TextSource(
                raw.guid,
                raw.name,
                text,
                selections,
                codings,
                raw.values,
                raw.notes,
                raw.description,
                raw.user,
                raw.time,
                raw.kind,
                offsets,
            )
        )

    def _words(self, raw: RawText, where: str, gone: str) -> tuple[str, bool] | None:
        """A source's text as it stands in its file, and whether a byte order mark led it."""
        data = self._find(raw.path) if raw.path else None
        if data is None:
            if raw.content is not None:
                return raw.content, False
            said = "its text file is not in the project" if raw.path else "it has no plain text"
            self._findings.wrong(f"{where}: {said}{gone}", raw.line)
            return None
        bom = data.startswith(codecs.BOM_UTF8)
        try:
            text = data[len(codecs.BOM_UTF8) * bom :].decode("utf-8")
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            self._findings.wrong(f"{where}: its text file is not text in UTF-8{gone}", raw.line)
            return None
        return text, bom

    def _selections(
        self, raws: list[RawSelection], ruler: Ruler, where: str
    ) -> tuple[tuple[RefiSelection, ...], Offsets | None]:
        if not raws:
            return (), None
        marks: list[Marked] = [raw.mark for raw in raws]
        dialect, offsets = settle(ruler, marks, self._origin, self._said)
        made = [self._selection(raw, ruler, dialect, where) for raw in raws]
        return tuple(one for one in made if one is not None), offsets

    def _selection(
        self, raw: RawSelection, ruler: Ruler, dialect: Dialect, where: str
    ) -> RefiSelection | None:
        span = ruler.span(raw.mark.start, raw.mark.end, dialect)
        if isinstance(span, str):
            number = len(raw.codings)
            gone = f"; it and its {some(number, 'coding')} left out" if number else "; left out"
            codes = self._called(raw.codings)
            at = f" ({codes}, positions {raw.mark.start} to {raw.mark.end})"
            self._findings.wrong(f"{where}: a selection {span}{gone}{at}", raw.line)
            return None
        title = "" if repeats(ruler.text, span.start, span.end, raw.mark.name) else raw.mark.name
        codings = self._codings(raw.codings, where)
        if raw.codings and not (codings or raw.description or raw.notes):
            return None  # every code it had is missing, and each was reported
        return RefiSelection(
            raw.mark.guid, span, codings, title, raw.description, raw.user, raw.time, raw.notes
        )

    def _called(self, raws: list[RawCoding]) -> str:
        """The codes of a selection, by their names."""
        names = [self._codes.get(raw.coding.code, "with no code of the file") for raw in raws]
        return f"coded {', '.join(names)}" if names else "without a code"

    def _codings(self, raws: list[RawCoding], where: str) -> tuple[RefiCoding, ...]:
        for raw in raws:
            if raw.coding.code not in self._codes:
                self._findings.wrong(
                    f"{where}: a coding names a code the codebook does not have; left out", raw.line
                )
        return tuple(raw.coding for raw in raws if raw.coding.code in self._codes)
