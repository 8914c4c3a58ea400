"""Quotes as one HTML page: nothing from outside, no script, and made to be printed."""

from __future__ import annotations

import html

from qualcode.model import Codebook
from qualcode.report.export import SOURCE
from qualcode.report.palette import colours
from qualcode.report.quotes import Quote
from qualcode.report.quotes_order import Arranged, parts, source_ids
from qualcode.report.quotes_text import in_form, legend

# Nothing is fetched and nothing runs, whatever somebody said.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_html(
    arranged: Arranged, codebook: Codebook, title: str, note: str, *, block: bool = False
) -> str:
    """A page with a list of contents and the quotes under their headings.

    Printed from a browser it is A4 with page numbers, each quote whole on its page where it fits.
    """
    hues, short = colours(codebook), source_ids(arranged.every)
    found = parts(arranged, codebook)
    links = [
        f'<li class="l{part.level}"><a href="#p{n}">{html.escape(part.title)}</a></li>'
        for n, part in enumerate(found)
        if part.level <= arranged.deep
    ]
    body = []
    for n, part in enumerate(found):
        edge = (
            f' style="border-color:{html.escape(hues[part.code])}"'
            if part.code and part.level < 3
            else ""
        )
        level = part.level + 1
        body.append(f'<h{level} id="p{n}"{edge}>{html.escape(part.title)}</h{level}>')
        body += [_quote(q, short[q.coding], block=block) for q in part.quotes]
    told = html.escape(title)
    said = "".join(f'<p class="note">{html.escape(line)}</p>' for line in note.split("\n"))
    contents = f"<nav><h2>Contents</h2><ol>{''.join(links)}</ol></nav>" if links else ""
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{told}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{told}</h1>\n{said}\n"
        f'<p class="note">{html.escape(legend())} The small letters and digits after a quote are'
        f" its {SOURCE.lower()} id.</p>\n" + "\n".join([contents, *body]) + "\n</body>\n</html>\n"
    )


def _quote(quote: Quote, source: str, *, block: bool) -> str:
    words, caption, marks = in_form(quote, block=block)
    after = (
        f'{html.escape(caption)}&nbsp;<span class="m">{marks}</span>&nbsp;<small>{source}</small>'
    )
    said = f"<bdi>{html.escape(words)}</bdi>{after}"
    if not block:
        return f"<blockquote><p>{said}</p></blockquote>"
    spoken = f"<footer>{html.escape(quote.attribution)}</footer>" if quote.attribution else ""
    return f'<blockquote class="b"><p>{said}</p>{spoken}</blockquote>'


_STYLE = """
@page {size: A4; margin: 22mm 24mm 24mm; @bottom-center {content: counter(page)}}
:root {color-scheme: light}
body {font: 11pt/1.5 Calibri, Carlito, "Segoe UI", sans-serif; color: #22272E; background: #FFF;
 max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere}
h1 {font-size: 22pt; line-height: 1.2; margin: 0 0 1rem}
h2 {font-size: 15pt; margin: 2.2rem 0 .6rem; padding-left: .6rem; border-left: .3rem solid #FFF}
h3 {font-size: 12pt; margin: 1.4rem 0 .4rem; padding-left: .6rem; border-left: .3rem solid #FFF}
h4 {font-size: 11pt; font-style: italic; margin: 1rem 0 .3rem}
h2, h3, h4 {break-after: avoid; line-height: 1.3}
.note, small, .m {color: #5A626C}
.note {font-size: 9.5pt; margin: .3rem 0}
nav h2 {border: 0; padding: 0; margin-top: 1.4rem}
nav ol {list-style: none; margin: 0; padding: 0}
nav .l2 {padding-left: 1.4rem}
nav a {color: inherit; text-decoration: none}
nav a:hover, nav a:focus {text-decoration: underline}
blockquote {margin: 0 0 .7rem 1.6rem}
blockquote p {margin: 0; break-inside: avoid; orphans: 3; widows: 3}
blockquote footer {color: #5A626C; font-size: 10pt; break-before: avoid}
bdi {unicode-bidi: isolate}
small {font-size: 8pt; white-space: nowrap}
@media print {body {margin: 0; padding: 0; max-width: none}}
"""
