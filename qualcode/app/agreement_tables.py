"""The tables of the Agreement page, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qualcode.app.literal import escaped, name
from qualcode.model import Code
from qualcode.report.agreement_words import in_figures, of_counts
from qualcode.report.palette import UNKNOWN_HUE

if TYPE_CHECKING:
    from qualcode.analysis.agreement.table import Agreement, CodeFigures

UNITS = {"segment": "passages", "sentence": "sentences", "character": "characters"}


def counts(found: Agreement, hues: dict[str, str], *, all_codes: bool) -> str:
    """Who gave which code how often, how many they gave both, and what must be said of it."""
    units = UNITS[found.unit]
    both = "Both" if len(found.coders) == 2 else "All of them"
    heads = [
        "Code",
        *(escaped(coder) for coder in found.coders),
        f"{both}, on the same {units}",
        f"The same decision, of all {units}",
    ]
    rows: list[str] = []
    for figures in _shown(found, all_codes):
        cells = [
            *(f"{count:,}" for count in figures.counts),
            f"{figures.both:,}",
            _same(figures),
        ]
        rows += _rows(figures, hues, heads, cells, of_counts(figures.remark))
    return _table(heads, rows, f"How many {units} each coder gave each code")


def coefficients(found: Agreement, hues: dict[str, str], *, all_codes: bool) -> str:
    """The coefficients, each beside what must be said of it; undefined is undefined."""
    heads = [
        "Code",
        UNITS[found.unit].capitalize(),
        "Positive agreement",
        "Krippendorff’s α",
        *(["Cohen’s κ"] if len(found.coders) == 2 else []),
        "Gwet’s AC1",
        "Unitized α",
        "Overlap",
    ]
    rows: list[str] = []
    for figures in _shown(found, all_codes):
        cells = [
            f"{figures.n:,}",
            _number(figures.positive),
            _number(figures.alpha) + _quiet(_interval(figures)) + _quiet(figures.band),
            *([_number(figures.kappa)] if len(found.coders) == 2 else []),
            _number(figures.ac1),
            _number(figures.unitized),
            _number(figures.overlap),
        ]
        rows += _rows(figures, hues, heads, cells, figures.remark)
    return _table(heads, rows, "Coefficients of agreement for every code")


def _shown(found: Agreement, all_codes: bool) -> list[CodeFigures]:
    return [figures for figures in found.codes if all_codes or figures.indicator]


def _same(figures: CodeFigures) -> str:
    return f"{round(figures.percent * figures.n):,} of {figures.n:,}" if figures.n else "none"


def _number(value: float | None) -> str:
    return in_figures(value) if value is not None else '<span class="qce-few">undefined</span>'


def _interval(figures: CodeFigures) -> str:
    if figures.alpha is None or figures.low is None or figures.high is None:
        return ""
    return f"({in_figures(figures.low)} to {in_figures(figures.high)})"


def _quiet(words: str) -> str:
    return f'<br><span class="qce-few">{words}</span>' if words else ""


def _rows(
    figures: CodeFigures,
    hues: dict[str, str],
    heads: Sequence[str],
    cells: Sequence[str],
    remark: str,
) -> list[str]:
    """The code with its numbers; below them what must be said of these, as wide as they are.

    Each number carries the head of its column, which a narrow screen shows in front of it.
    """
    level = "qce-top" if figures.indicator else "qce-below"
    title = Code(figures.code, figures.name).title
    hue = escaped(hues.get(figures.code, UNKNOWN_HUE))
    deep = ' rowspan="2"' if remark else ""
    numbers = "".join(
        f'<td data-head="{head}"><span>{cell}</span></td>'
        for head, cell in zip(heads[1:], cells, strict=True)
    )
    row = (
        f'<tr><th scope="row"{deep} class="{level}" style="border-color:{hue}">{name(title)}</th>'
        f"{numbers}</tr>"
    )
    if not remark:
        return [row]
    said = f'<td colspan="{len(cells)}"><div>{escaped(remark)}</div></td>'
    return [row.replace("<tr>", '<tr class="qca-told">', 1), f'<tr class="qca-note">{said}</tr>']


def _table(heads: Sequence[str], rows: Iterable[str], caption: str) -> str:
    head = "".join(f'<th scope="col">{h}</th>' for h in heads)
    body = "".join(rows)
    return (
        f'<div class="qce-wide" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="qce-table qca-table"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


STYLE = """<style>
.qca-table .qca-told td {border-bottom:0 !important;padding-bottom:.1rem}
.qca-table .qca-note td {padding-top:0;font-size:.86rem;
 color:color-mix(in srgb, currentColor 80%, transparent)}
.qca-table tbody th {min-width:16rem}
.qca-table thead th {min-width:4rem;max-width:9rem}
.qca-table td .qce-few {white-space:nowrap}
@media (max-width:640px) {
 .qca-table, .qca-table tbody, .qca-table tr, .qca-table tbody th {display:block;min-width:0}
 .qca-table thead {display:none}
 .qca-table tbody th {padding-top:.9rem}
 .qca-table td[data-head] {display:flex;justify-content:space-between;gap:1rem;border-bottom:0;
  padding:.15rem 0}
 .qca-table td[data-head]::before {content:attr(data-head);text-align:left;
  color:color-mix(in srgb, currentColor 72%, transparent)}
 .qca-table td[data-head] > span {text-align:right}
 .qca-note td {display:block}}
</style>"""

MEANING = """<div class="qc-prose">
<h3>What is compared</h3>
<p>Only the words of the people interviewed, only interviews that everybody compared has marked as
coded through, and each text cut into the unit chosen above. What a person has not read says
nothing. Suggestions never count as a coder.</p>
<h3>Counts first</h3>
<p><b>The same decision</b> counts the places where everybody gave the code and those where nobody
did. With a rare code nearly every place is one where nobody did, so this is high even for two
people who share not one of them. Read it beside <b>Both</b>.</p>
<h3>Coefficients</h3>
<ul>
<li><b>Positive agreement</b>: where one gave the code, how far the other did too; 1 is
everywhere, 0 nowhere.</li>
<li><b>Krippendorff’s α</b>: 1 is full agreement, 0 is what chance would give, below 0 they differ
more than by chance. It takes any number of people. The range in brackets draws whole interviews
anew; it is wide where there are few. Krippendorff himself relies on data from 0.80 and draws only
tentative conclusions from 0.667; that is said beside it where there is enough to go by.</li>
<li><b>Cohen’s κ</b>: the same idea for exactly two people. With a rare code it falls, though both
agree nearly everywhere.</li>
<li><b>Gwet’s AC1</b>: the same idea, with less given to chance; with a rare code it stays high.
Where it and α are far apart, look at the counts.</li>
<li><b>Unitized α</b>: compares the exact stretches of text, whatever the unit.</li>
<li><b>Overlap</b>: of the stretches that both marked, the text they share over the text either
marked.</li>
</ul>
<p><b>Undefined</b> is not 0 and not 1: nobody gave the code, or all gave it everywhere, so
there is nothing that could agree or differ by chance.</p>
<h3>Before discussion, and as reconciled</h3>
<p>Agreement is a matter of what each did alone. What was changed after talking about it is left
out, and can be looked at apart: that figure says how much was settled, not how far people
agreed.</p>
<h3>What no figure says</h3>
<p>Two people may agree and both be wrong, or differ and both have seen something. A low figure is a
reason to read the passages together and to mend the definition.</p>
</div>"""
