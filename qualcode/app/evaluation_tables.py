"""The tables of the Evaluation page, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.app.literal import escaped, name
from qualcode.app.parts import many
from qualcode.model import Codebook, Respondents
from qualcode.project.evaluated import Evaluated
from qualcode.report.palette import colours
from qualcode.suggest.evaluation import Calibration, CodeFigures, GroupErrors, Interval, Share

FEW = '<span class="qce-few">too few</span>'
UNKNOWN = "not known"
# Below this a percentage would sound surer than it is.
LEAST_FOR_PERCENT = 20


def of(share: Share) -> str:
    """A share in words: 3 of 5."""
    return f"{share.k:,} of {share.n:,}" if share.n else "none"


def counted(value: float | None, n: int) -> str:
    """A share of n as a count.

    >>> counted(0.6, 5), counted(None, 0)
    ('3 of 5', 'none')
    """
    return "none" if value is None else f"{round(value * n):,} of {n:,}"


def codes(found: Evaluated, codebook: Codebook, *, only_tops: bool) -> str:
    """A row for every code, in the order of the codebook."""
    people = {c.code: c.positive for pair in found.human[:1] for c in pair.codes}
    hues = colours(codebook)
    heads = [
        "Code",
        "Passages people coded so",
        "Agreed, of those offered",
        "Offered, of those people coded",
        "First choice",
        "Among first three",
        "Overlap with people",
        *(["Two people"] if found.human else []),
        "Better than guessing",
    ]
    rows = []
    for figures in found.evaluation.codes:
        if figures.code not in codebook:
            continue
        code = codebook[figures.code]
        if only_tops and code.parent is not None:
            continue
        first = (
            f'<th scope="row" class="{"qce-top" if code.parent is None else "qce-below"}"'
            f' style="border-color:{escaped(hues[code.id])}">{name(code.title)}</th>'
        )
        rows.append(first + _cells(_figures(figures, people if found.human else None)))
    return _table(heads, rows, "Figures for every code")


def _figures(figures: CodeFigures, people: dict[str, float | None] | None) -> list[str]:
    coded = (
        f"{figures.passages:,}<br>"
        f'<span class="qce-few">in {many(figures.interviews, "interview")}</span>'
    )
    if not figures.passages:
        coded = "none"
    two = [] if people is None else [_overlap(people.get(figures.code))]
    if figures.too_few:
        return [coded, *[FEW] * 5, *two, FEW]
    hits = ["–", "–"]
    if figures.ranked:
        hits = [counted(h, figures.ranked) for h in (figures.hit1, figures.hit3)]
    return [
        coded,
        FEW if figures.precision is None else _bar(figures.right, figures.offered),
        _bar(figures.right, figures.passages),
        *hits,
        _overlap(figures.f1),
        *two,
        "yes" if figures.beats_guessing else "<b>no</b>",
    ]


def _bar(k: int, n: int) -> str:
    width = round(100 * k / n) if n else 0
    return f'{k:,} of {n:,}<i class="qce-bar"><i style="width:{width}%"></i></i>'


def _overlap(value: float | None) -> str:
    return FEW if value is None else f"{value:.2f}"


def errors(found: Evaluated, respondents: Respondents) -> str:
    """A row for every role and authority."""
    heads = [
        "Who speaks",
        "Passages",
        "People disagreed, of those offered",
        "Not offered, of those coded",
    ]
    rows = []
    for kind in dict.fromkeys(e.attribute for e in found.evaluation.errors):
        rows.append(f'<th colspan="4" scope="colgroup" class="qce-kind">{kind.capitalize()}</th>')
        for error in (e for e in found.evaluation.errors if e.attribute == kind):
            who = _who(error, respondents)
            cells = [
                f"{error.passages:,} in {many(error.interviews, 'interview')}",
                _with_range(error.wrong),
                _with_range(error.missed),
            ]
            rows.append(f'<th scope="row" class="qce-below">{name(who)}</th>' + _cells(cells))
    return _table(heads, rows, "Errors by who speaks")


def _who(error: GroupErrors, respondents: Respondents) -> str:
    if error.value is None:
        return UNKNOWN
    role = respondents.role_name(error.value) if error.attribute == "role" else None
    return role or error.value


def _with_range(share: Share | None) -> str:
    if share is None:
        return FEW
    return of(share) + _range(share.interval)


def _range(interval: Interval | None) -> str:
    if interval is None:
        return ""
    low, high = interval
    return f' <span class="qce-few">({low:.0%} to {high:.0%})</span>'


def method(found: Evaluated) -> str:
    """The figures a method section names, level by level."""
    heads = ["Figure", *(level.level.capitalize() for level in found.evaluation.levels)]
    levels = found.evaluation.levels
    lines: list[tuple[str, list[str]]] = [
        ("Macro-F1", [f"{x.macro_f1:.2f} over {x.macro_codes} codes" for x in levels]),
        ("Macro-F1, cue phrases alone", [_overlap(x.baselines.cues_f1) for x in levels]),
        ("Macro-F1, without learning", [_overlap(x.baselines.untaught_f1) for x in levels]),
        ("Macro-F1, every code for every passage", [_overlap(x.baselines.yes_f1) for x in levels]),
        ("hit@1", [_percent(x.hit1, x.hit1_interval, x.passages) for x in levels]),
        ("hit@3", [_percent(x.hit3, x.hit3_interval, x.passages) for x in levels]),
        ("Precision of what is offered", [_percent(x.precision, None, x.offered) for x in levels]),
        ("Recall", [_percent(x.recall, None, LEAST_FOR_PERCENT) for x in levels]),
        ("Brier score", [_brier(x.calibration) for x in levels]),
        ("Expected calibration error", [_ece(x.calibration) for x in levels]),
    ]
    rows = [f'<th scope="row" class="qce-below">{what}</th>' + _cells(c) for what, c in lines]
    e = found.evaluation
    seed = f", seed {e.seed}" if e.seed is not None else ""
    return _table(heads, rows, "Figures for a method section") + (
        f'<div class="qc-muted">{e.folds} splits by interview, {e.groups} groups (interviews of one'
        f" person stay together), engine “{escaped(e.engine)}”{seed}. Intervals draw whole"
        " interviews anew (95 %). The guessing test exchanges passages within interviews, 1,000"
        " times; of many codes one in twenty passes it by chance.</div>"
    )


def _percent(value: float | None, interval: Interval | None, n: int) -> str:
    return FEW if value is None or n < LEAST_FOR_PERCENT else f"{value:.0%}{_range(interval)}"


def _brier(found: Calibration) -> str:
    return FEW if found.brier is None else f"{found.brier:.2f}{_numbers(found.brier_interval)}"


def _ece(found: Calibration) -> str:
    return FEW if found.ece is None else f"{found.ece:.2f}{_numbers(found.ece_interval)}"


def _numbers(interval: Interval | None) -> str:
    if interval is None:
        return ""
    return f' <span class="qce-few">({interval[0]:.2f} to {interval[1]:.2f})</span>'


def _cells(cells: Iterable[str]) -> str:
    return "".join(f"<td>{cell}</td>" for cell in cells)


def _table(heads: Sequence[str], rows: Iterable[str], caption: str) -> str:
    head = "".join(f'<th scope="col">{h}</th>' for h in heads)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<div class="qce-wide" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="qce-table"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


STYLE = """<style>
.qce-wide {overflow-x:auto}
.qce-table {border-collapse:collapse;font-size:.9rem;line-height:1.35;width:100%}
.qce-table caption {position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.qce-table th, .qce-table td {text-align:left;padding:.42rem .5rem;vertical-align:top;
 border:0;border-bottom:1px solid color-mix(in srgb, currentColor 12%, transparent);
 font-variant-numeric:tabular-nums}
.qce-table thead th {font-weight:600;font-size:.82rem;vertical-align:bottom;
 color:color-mix(in srgb, currentColor 76%, transparent);min-width:4.6rem}
.qce-table tbody th {font-weight:400;min-width:15rem;max-width:22rem;overflow-wrap:anywhere}
.qce-table tbody th.qce-top {font-weight:600;border-left:.3rem solid}
.qce-table tbody th.qce-below {padding-left:1.3rem}
.qce-table tbody th.qce-below[style] {border-left:.3rem solid}
.qce-table th[style] {border-bottom-color:color-mix(in srgb, currentColor 12%, transparent)
 !important}
.qce-table tbody th.qce-kind {font-weight:600;padding-top:.9rem}
.qce-few {color:color-mix(in srgb, currentColor 68%, transparent)}
.qce-bar {display:block;height:.3rem;border-radius:.15rem;margin-top:.25rem;max-width:6.5rem;
 background:color-mix(in srgb, currentColor 12%, transparent)}
.qce-bar i {display:block;height:100%;border-radius:.15rem;background:#3187BE}
</style>"""
