"""Rich Text Format: what must not be read is cut out first, then striprtf decodes the rest."""

from __future__ import annotations

from collections import Counter

from qualcode.errors import UnreadableFile
from qualcode.formats.draft import Draft
from qualcode.formats.flow import Flow, some
from qualcode.formats.rtf_groups import CELL, LINE, ROW, START, Pruned, prune
from qualcode.formats.turns import compose
from qualcode.model import Problem


def read_rtf(data: bytes, name: str) -> Draft:
    r"""The words of an .rtf file without tracked deletions, and a list of all it leaves out.

    Raises
    ------
    UnreadableFile
        It is no RTF, cut short, nested more than 200 groups deep, in a character set that Python
        lacks, or holds no words.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile(f"{name} is not RTF; save it as .docx from the program it came from.")
    pruned = prune(data, name)
    text, lost = _decode(pruned, name)
    flow = Flow()
    _fill(flow, text)
    composed = compose(flow.lines)
    if not composed.strip():
        raise UnreadableFile(f"{name} holds no words; check that it is the right file.")
    said = _oddities(pruned.seen, lost) + flow.oddities()
    return Draft(composed, tuple(Problem(sentence) for sentence in said))


def _decode(pruned: Pruned, name: str) -> tuple[str, int]:
    """The text, and how many characters of it could not be decoded."""
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(pruned.rtf, errors="replace")  # type: ignore[no-untyped-call]
    except (LookupError, ValueError, TypeError, OverflowError) as error:
        raise UnreadableFile(
            f"{name} uses a character set or control word that cannot be read; save it as .docx."
        ) from error
    # Characters beyond U+FFFF are written as two halves, which striprtf leaves apart.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", ""), text.count("\ufffd")


def _fill(flow: Flow, text: str) -> None:
    """Paragraphs and tables from decoded text with its marks for cells and rows."""
    *stretches, rest = text.split(ROW)
    for stretch in stretches:
        before, _, row = stretch.partition(START) if START in stretch else ("", "", stretch)
        _paragraphs(flow, before)
        _row(flow, row.replace(START, ""))
    _paragraphs(flow, rest.replace(START, ""))
    _close_table(flow)


def _paragraphs(flow: Flow, text: str) -> None:
    for paragraph in text.split("\n"):
        if paragraph.strip():
            _close_table(flow)
            _paragraph(flow, paragraph)


def _row(flow: Flow, row: str) -> None:
    if not flow.in_table:
        flow.open_table()
    flow.open_row()
    for cell in row.split(CELL)[:-1]:
        flow.open_cell()
        for paragraph in cell.split("\n"):
            _paragraph(flow, paragraph)
        flow.close_cell()


def _paragraph(flow: Flow, text: str) -> None:
    flow.open_paragraph()
    flow.add(text.replace(CELL, "").replace(LINE, "\n"))
    flow.close_paragraph()


def _close_table(flow: Flow) -> None:
    if flow.in_table:
        flow.close_table()


def _oddities(seen: Counter[str], lost: int) -> list[str]:
    said = [
        f"{some(seen[what], what)} left out."
        for what in ("embedded object", "picture", "stretch of raw data", "comment")
        if seen[what]
    ]
    if deleted := seen["deleted"]:
        said.append(f"{some(deleted, 'character')} of tracked deletions left out.")
    if seen["page header"]:
        headers = some(seen["page header"], "page header or footer", "page headers or footers")
        said.append(f"{headers} left out.")
    if notes := seen["footnote"] + seen["endnote"]:
        said.append(f"Put at the end of the text, numbered: {some(notes, 'note')}.")
    if boxes := seen["text box"]:
        said.append(f"{some(boxes, 'text box', 'text boxes')} kept, at the end of the text.")
    if lost:
        said.append(f"Not decodable and shown as \ufffd: {some(lost, 'character')}.")
    return said
