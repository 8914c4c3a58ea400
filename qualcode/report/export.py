"""Quotes out: captioned, filtered by consent, and made into the bytes of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.analysis.frames import Frames
from qualcode.errors import Refused
from qualcode.model import Codebook, Respondents
from qualcode.report.attribution import Ladder, caption_of, refuse_small_groups
from qualcode.report.quotes import Quote
from qualcode.report.quotes_order import Arranged, parts, source_ids
from qualcode.report.quotes_text import in_form, legend

__all__ = [
    "ENDINGS",
    "FORMULA",
    "SOURCE",
    "as_file",
    "as_markdown",
    "captioned",
    "checked_ending",
    "in_form",
    "legend",
    "writable",
]

ENDINGS = (".docx", ".html", ".md", ".csv", ".xlsx")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SOURCE = "Source"
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
    return [q.captioned(caption_of(q, style, ladder)) for q in free]


def checked_ending(ending: str) -> str:
    """The ending of a file that quotes can be written to, such as ``.docx``.

    Raises
    ------
    Refused
        There is no such form.
    """
    folded = "." + ending.lower().removeprefix(".")
    if folded == ".pdf":
        raise Refused(
            "A PDF is made by printing: write quotes to .html, open it and print it to PDF."
        )
    if folded not in ENDINGS:
        named = folded if folded != "." else "a file of no kind"
        raise Refused(f"Quotes go to .docx, .html, .md, .csv or .xlsx, not to {named}.")
    return folded


def as_file(
    quotes: Sequence[Quote] | Arranged,
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
        There is no such ending.
    """
    ending = checked_ending(ending)
    arranged = quotes if isinstance(quotes, Arranged) else Arranged(tuple(quotes))
    if ending == ".csv":
        from qualcode.report.quotes_rows import as_csv

        return writable(as_csv(arranged, codebook)).encode("utf-8-sig")
    if ending == ".xlsx":
        from qualcode.report.quotes_rows import as_xlsx

        return as_xlsx(arranged, codebook, title, note.split("\n"))
    if ending == ".md":
        made = as_markdown(arranged, codebook, title, note, block=block)
        return writable(made).encode("utf-8")
    if ending == ".html":
        from qualcode.report.quotes_html import as_html

        return writable(as_html(arranged, codebook, title, note, block=block)).encode("utf-8")
    from qualcode.report.quotes_docx import as_docx

    return as_docx(arranged, codebook, title, note, block=block)


def as_markdown(
    arranged: Arranged, codebook: Codebook, title: str, note: str, *, block: bool = False
) -> str:
    """Headings, one block quotation a quote, and its source id as a footnote."""
    lines = [f"# {plain_line(title)}", ""]
    for line in (*note.split("\n"), legend()):
        lines += [plain_line(line), ""]
    short = source_ids(arranged.every)
    for part in parts(arranged, codebook):
        lines += [f"{'#' * (part.level + 1)} {plain_line(part.title)}", ""]
        for q in part.quotes:
            words, caption, marks = in_form(q, block=block)
            source = f"[^{short[q.coding]}]"
            lines += [f"> {plain_line(words)}{plain_line(caption)} {marks}{source}", ""]
            if block and q.attribution:
                lines[-1:-1] = [">", f"> {plain_line(q.attribution)}"]
    lines += [f"[^{id}]: {SOURCE} {id}" for id in sorted(set(short.values()))]
    return "\n".join([*lines, ""])


def writable(text: str) -> str:
    """Text with a visible sign for every character that a file could not hold."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def plain_line(text: str) -> str:
    """Text that Markdown shows as it is, at the start of a line too."""
    inline = "".join(f"\\{c}" if c in "\\`*_{}[]<>#|~$&" else c for c in text)
    return re.sub(r"^(\s*)([-+=]|\d+(?=[.)](?:\s|$)))", _disarmed, inline)


def _disarmed(opening: re.Match[str]) -> str:
    blanks, sign = opening.groups()
    # "3." would open a list, so its stop is escaped, not its digit.
    return f"{blanks}{sign}\\" if sign.isdigit() else f"{blanks}\\{sign}"
