"""The texts of a QualCoder project, with every coded stretch found by its own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from qualcode.formats.flow import some
from qualcode.formats.qualcoder_rows import Counting, Rows
from qualcode.formats.refi.dialects import Marked, settle
from qualcode.formats.refi.measure import Dialect, Ruler
from qualcode.formats.sqlite_tables import Record
from qualcode.model import Span
from qualcode.model.exchange import (
    Offsets,
    OtherSource,
    RefiCode,
    RefiCoding,
    RefiSelection,
    RefiValue,
    TextSource,
)

_CODED = ("cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo")
_KINDS = {"images": "picture", "audio": "audio", "video": "video", "docs": "pdf"}
# What Qt puts for line ends in words taken from the screen.
_QT = str.maketrans({"\u2029": "\n", "\u2028": "\n"})
# Letters looked through for words that are not where they should be, in all.
_MOST_LOOKED = 400_000_000

Values = Mapping[tuple[str, int], tuple[RefiValue, ...]]


def read_sources(
    rows: Rows, codes: Mapping[str, RefiCode], values: Values
) -> tuple[tuple[TextSource, ...], tuple[OtherSource, ...]]:
    """The texts in their order, and the pictures and recordings that have none."""
    coded = _by_file(rows, "code_text", _CODED)
    remarks = _by_file(rows, "annotation", ("fid", "pos0", "pos1", "memo", "owner", "date"))
    reader = _Texts(rows, codes)
    texts: list[TextSource] = []
    others: list[OtherSource] = []
    columns = ("name", "fulltext", "mediapath", "memo", "owner", "date")
    for row in rows.by_id("source", "id", columns):
        id = row.number("id") or 0
        kind = _kind(row.line("mediapath"))
        marked, noted = coded.pop(id, []), remarks.pop(id, [])
        if not row.text("fulltext").strip() and kind != "text":
            others.append(OtherSource(rows.guid("file", id), kind, row.line("name"), len(marked)))
            continue
        where = f"source {len(texts) + 1}"
        text = reader.text(row, kind, marked, noted, where)
        texts.append(replace(text, values=values.get(("file", id), ())))
    for kind in ("picture", "audio", "video", "pdf"):
        here = sum(other.kind == kind for other in others)
        things = {
            "audio": ("sound recording", None),
            "pdf": ("PDF without text", "PDFs without text"),
        }
        thing, many = things.get(kind, (kind, None))
        rows.findings.lost("the sources", thing, many, number=here)
    if strays := sum(map(len, coded.values())):
        rows.findings.wrong(f"{some(strays, 'coding')} of no file left out")
    return tuple(texts), tuple(others)


def _by_file(rows: Rows, table: str, columns: tuple[str, ...]) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = defaultdict(list)
    for row in rows.tables.read(table, columns):
        found[row.number("fid") or 0].append(row)
    return found


def _kind(path: str) -> str:
    """What a file is, by the folder or the mark its path begins with; texts have no such path."""
    plain = path.replace("\\", "/").lstrip("/").casefold()
    begins = plain.partition("/")[0].partition(":")[0]
    kind = _KINDS.get(begins, "text")
    return "text" if kind == "pdf" and not plain.endswith(".pdf") else kind


class _Texts:
    """Makes text sources, one after the other."""

    def __init__(self, rows: Rows, codes: Mapping[str, RefiCode]) -> None:
        self._rows = rows
        self._codes = codes
        self._looked = 0

    def text(
        self, row: Record, kind: str, coded: list[Record], remarks: list[Record], where: str
    ) -> TextSource:
        """One text with what was marked in it."""
        rows, id = self._rows, row.number("id") or 0
        raw = row.text("fulltext")
        ruler = Ruler(raw.removeprefix("\ufeff"), bom=raw.startswith("\ufeff"))
        coded = self._whole(coded, where)
        marks = [
            Marked(str(n), one.number("pos0") or 0, one.number("pos1") or 0, _words(one))
            for n, one in enumerate(coded)
        ]
        dialect, offsets = settle(ruler, marks, "QualCoder") if marks else (Dialect(), None)
        guid = rows.guid("file", id)
        counting = rows.rulers[guid] = Counting(ruler, len(raw), dialect)
        spans = self._places(counting, marks, where)
        placed = [(span, one) for span, one in zip(spans, coded, strict=True) if span is not None]
        selections = [*self._selections(placed, id), *self._remarks(remarks, counting, id, where)]
        name = row.line("name")
        source = TextSource(
            guid,
            name,
            ruler.text,
            notes=rows.note(
                row.text("memo"), name, f"file {id}", row.line("owner"), row.text("date")
            ),
            user=rows.user(row.line("owner")),
            time=rows.time(row.text("date")),
            kind=kind,
            offsets=_shown(offsets, marks),
        )
        return rows.with_selections(source, selections)

    def _whole(self, coded: list[Record], where: str) -> list[Record]:
        """The codings that say where and with what."""
        fit = [
            one
            for one in coded
            if one.number("pos0") is not None
            and one.number("pos1") is not None
            and self._rows.guid("code", one.number("cid")) in self._codes
        ]
        if lost := len(coded) - len(fit):
            self._rows.findings.wrong(
                f"{where}: {some(lost, 'coding')} without a place or with a code that is not there"
                " left out"
            )
        return fit

    def _places(self, counting: Counting, marks: list[Marked], where: str) -> list[Span | None]:
        """Where each stretch stands, by its position and its own words."""
        found: list[Span | None] = []
        moved = lost = 0
        text = counting.ruler.text
        for mark in marks:
            span = counting.place(mark.start, mark.end)
            if span is None or not _fits(text, span, mark.name):
                span = self._elsewhere(text, mark.name.strip())
                moved += span is not None
                lost += span is None
            found.append(span)
        if moved:
            self._rows.findings.wrong(
                f"{where}: {some(moved, 'coding')} pointed at other words than"
                f" {'its' if moved == 1 else 'their'} own; put where the own words stand"
            )
        if lost:
            self._rows.findings.wrong(
                f"{where}: {some(lost, 'coding')} left out, because the words kept with"
                f" {'it' if lost == 1 else 'them'} do not stand in the text, or more than once"
            )
        return found

    def _elsewhere(self, text: str, words: str) -> Span | None:
        """The only place where words stand."""
        self._looked += 2 * len(text)
        at = text.find(words) if words and self._looked <= _MOST_LOOKED else -1
        if at < 0 or text.find(words, at + 1) >= 0:
            return None
        return Span(at, at + len(words))

    def _selections(self, placed: list[tuple[Span, Record]], file: int) -> list[RefiSelection]:
        """Codings of the same words on one selection."""
        grouped: dict[Span, list[Record]] = defaultdict(list)
        for span, one in placed:
            grouped[span].append(one)
        return [
            RefiSelection(
                self._rows.guid("selection", f"{file}:{span.start}:{span.end}"),
                span,
                tuple(self._coding(one, n, file, span) for n, one in enumerate(ones)),
            )
            for span, ones in grouped.items()
        ]

    def _coding(self, one: Record, n: int, file: int, span: Span) -> RefiCoding:
        rows = self._rows
        said = f"{file}:{span.start}:{span.end}:{n}:{one.number('cid')}:{one.line('owner')}"
        return RefiCoding(
            rows.guid("coding", said),
            rows.guid("code", one.number("cid")),
            rows.user(one.line("owner")),
            rows.time(one.text("date")),
            rows.note(
                one.text("memo"),
                "Coding memo",
                f"coding {said}",
                one.line("owner"),
                one.text("date"),
            ),
        )

    def _remarks(
        self, remarks: list[Record], counting: Counting, file: int, where: str
    ) -> list[RefiSelection]:
        """Annotations: a memo on a stretch of the text. They keep no words to check them by."""
        made = []
        for n, one in enumerate(remarks):
            span = counting.place(one.number("pos0") or 0, one.number("pos1") or 0)
            if span is None:
                self._rows.findings.wrong(f"{where}: an annotation of no words left out")
                continue
            notes = self._rows.note(
                one.text("memo"),
                "Annotation",
                f"annotation {file}:{n}",
                one.line("owner"),
                one.text("date"),
            )
            if notes:
                guid = self._rows.guid("annotation", f"{file}:{n}")
                made.append(RefiSelection(guid, span, notes=notes))
        return made


def _words(one: Record) -> str:
    return one.text("seltext").translate(_QT)


def _fits(text: str, span: Span, own: str) -> bool:
    """Whether the words of a place are a coding's own, white space aside; true of none."""
    words = own.split()
    return not words or (len(span) <= 2 * len(own) + 100 and _said(text, span).split() == words)


def _said(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _shown(offsets: Offsets | None, marks: list[Marked]) -> Offsets | None:
    """How positions were read; where every coding was checked by its words, none is in doubt."""
    if offsets is None or not all(mark.name.strip() for mark in marks):
        return offsets
    return replace(offsets, proven=True, samples=())
