"""Quotes out: captioned, filtered by consent, and written in the form of the file's ending."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Sequence
from pathlib import Path

from qualcode.analysis.frames import Frames
from qualcode.errors import Refused
from qualcode.model import Codebook, Direction, Respondents
from qualcode.report.attribution import Ladder, caption_of, refuse_small_groups
from qualcode.report.files import replace_file
from qualcode.report.quotes import Quote

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def captioned(
    quotes: Sequence[Quote],
    frames: Frames,
    respondents: Respondents,
    style: str,
    small: int,
    *,
    confirmed: bool,
) -> list[Quote]:
    """The quotes that may leave, each with its caption.

    Raises
    ------
    Refused
        The style names small groups and nobody confirmed it; or no quote may leave.
    """
    free = [q for q in quotes if not q.withheld]
    if quotes and not free:
        raise Refused("None of these people allow quotes, so nothing was written.")
    ladder = Ladder(frames.people, respondents, small)
    if style == "role-authority" and not confirmed:
        refuse_small_groups(free, ladder, small)
    return [dataclasses.replace(q, attribution=caption_of(q, style, ladder)) for q in free]


def write(
    target: Path, quotes: Sequence[Quote], codebook: Codebook, *, title: str, note: str
) -> int:
    """Write captioned quotes; return how many.

    Raises
    ------
    Refused
        The ending is not .docx, .csv or .md, or the file cannot be written.
    """
    ending = target.suffix.lower()
    if ending == ".csv":
        data = as_csv(quotes).encode("utf-8-sig")
    elif ending == ".md":
        data = as_markdown(quotes, codebook, title, note).encode("utf-8")
    elif ending == ".docx":
        from qualcode.report.quotes_docx import as_docx

        data = as_docx(quotes, codebook, title, note)
    else:
        raise Refused(f"Quotes go to .docx, .csv or .md, not to {ending or 'a file of no kind'}.")
    replace_file(target, data)
    return len(quotes)


def as_csv(quotes: Sequence[Quote]) -> str:
    """One row a quote. A cell a spreadsheet would run as a formula is led by an apostrophe.

    Transcript and participant ids stay out: file names often say who was interviewed where.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["code", "name", "quote", "attribution", "direction", "source"])
    for q in quotes:
        cells = (q.code, q.code_name, q.words, q.attribution or "", q.direction, q.coding)
        writer.writerow([f"'{c}" if c.startswith(FORMULA) else c for c in cells])
    return out.getvalue()


def as_markdown(quotes: Sequence[Quote], codebook: Codebook, title: str, note: str) -> str:
    """Headings per indicator and letter, one block quotation a quote; words as they were said."""
    lines = [f"# {_plain(title)}", "", _plain(note), ""]
    for code, own in by_code(quotes, codebook):
        level = "##" if codebook[code].parent is None else "###"
        lines += [f"{level} {_plain(code)} {_plain(codebook[code].name)}", ""]
        for q in own:
            said = " ".join(q.words.split("\n"))
            caption = f" ({_plain(q.attribution)})" if q.attribution else ""
            lines += [f"> “{_plain(said)}”{caption} {Direction(q.direction).mark}", ""]
    lines += [_plain(legend()), ""]
    return "\n".join(lines)


def by_code(quotes: Sequence[Quote], codebook: Codebook) -> list[tuple[str, list[Quote]]]:
    """Codes that need a heading, in codebook order, each with its own quotes.

    An indicator without quotes of its own still stands above its letters.
    """
    own: dict[str, list[Quote]] = {}
    for q in quotes:
        own.setdefault(q.code, []).append(q)
    needed = set(own) | {codebook.top(code) for code in own}
    return [(code.id, own.get(code.id, [])) for code in codebook if code.id in needed]


def legend() -> str:
    """What the marks after the quotes stand for."""
    return "Marks: " + ", ".join(f"{d.mark} {d.words}" for d in Direction) + "."


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#+-!|~$&" else c for c in text)
