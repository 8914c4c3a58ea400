"""Quotes out: captioned, filtered by consent, and made into the bytes of a file."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Sequence

from qualcode.analysis.frames import Frames
from qualcode.errors import Refused
from qualcode.model import Codebook, Direction, Respondents
from qualcode.report.attribution import Ladder, caption_of, refuse_small_groups
from qualcode.report.quotes import Quote

ENDINGS = (".docx", ".csv", ".md")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What XML 1.0, and partly UTF-8, cannot hold; shown as a sign so that a report dies on no page.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


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


def checked_ending(ending: str) -> str:
    """The ending of a file that quotes can be written to, such as ``.docx``.

    Raises
    ------
    Refused
        There is no such form.
    """
    folded = "." + ending.lower().removeprefix(".")
    if folded not in ENDINGS:
        named = folded if folded != "." else "a file of no kind"
        raise Refused(f"Quotes go to .docx, .csv or .md, not to {named}.")
    return folded


def as_file(
    quotes: Sequence[Quote],
    ending: str,
    codebook: Codebook,
    *,
    title: str,
    note: str,
    block: bool = False,
) -> bytes:
    """Captioned quotes as the whole content of a file; the one place where they become bytes.

    ``block`` sets each quote as an indented block without quotation marks, its speaker on a line
    below; otherwise it is “quote” (Speaker). A table holds the words alone either way.

    Raises
    ------
    Refused
        The ending is not .docx, .csv or .md.
    """
    ending = checked_ending(ending)
    if ending == ".csv":
        return writable(as_csv(quotes)).encode("utf-8-sig")
    if ending == ".md":
        return writable(as_markdown(quotes, codebook, title, note, block=block)).encode("utf-8")
    from qualcode.report.quotes_docx import as_docx

    return as_docx(quotes, codebook, title, note, block=block)


def as_csv(quotes: Sequence[Quote]) -> str:
    """One row a quote. A cell a spreadsheet would run as a formula is led by an apostrophe.

    Transcript and participant ids stay out: file names often say who was interviewed where.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["code", "name", "quote", "attribution", "direction", "source"])
    for q in quotes:
        ways = "; ".join(q.directions or (q.direction,))
        cells = (q.code, q.code_name, q.words, q.attribution or "", ways, q.coding)
        writer.writerow([f"'{c}" if c.startswith(FORMULA) else c for c in cells])
    return out.getvalue()


def as_markdown(
    quotes: Sequence[Quote], codebook: Codebook, title: str, note: str, *, block: bool = False
) -> str:
    """Headings per indicator and letter, one block quotation a quote; words as they were said."""
    lines = [f"# {_plain(title)}", "", _plain(note), "", _plain(legend()), ""]
    for code, own in by_code(quotes, codebook):
        level = "##" if codebook[code].parent is None else "###"
        lines += [f"{level} {_plain(codebook[code].title)}", ""]
        for q in own:
            words, caption, marks = in_form(q, block=block)
            lines += [f"> {_plain(words)}{_plain(caption)} {marks}", ""]
            if block and q.attribution:
                lines[-1:-1] = [">", f"> {_plain(q.attribution)}"]
    return "\n".join(lines)


def in_form(quote: Quote, *, block: bool) -> tuple[str, str, str]:
    """The words on one line, what follows them there, and the marks of direction."""
    words = " ".join(re.split("[\r\n]+", quote.words))
    marks = " ".join(Direction(d).mark for d in quote.directions or (quote.direction,))
    if block:
        return words, "", marks
    # The stop stands after the bracket; the one that was said stays where it is.
    return f"“{words}”", f" ({quote.attribution})." if quote.attribution else "", marks


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


def writable(text: str) -> str:
    """Text with a visible sign for every character that a file could not hold."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, at the start of a line too."""
    inline = "".join(f"\\{c}" if c in "\\`*_{}[]<>#|~$&" else c for c in text)
    return re.sub(r"^(\s*)([-+=]|\d+(?=[.)](?:\s|$)))", _disarmed, inline)


def _disarmed(opening: re.Match[str]) -> str:
    blanks, sign = opening.groups()
    # "3." would open a list, so its stop is escaped, not its digit.
    return f"{blanks}{sign}\\" if sign.isdigit() else f"{blanks}\\{sign}"
