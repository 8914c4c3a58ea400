"""What a sealed round holds: items in context and the codebook of then, without raw names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qualcode.errors import UnknownCode
from qualcode.model import Code, Codebook, Direction
from qualcode.model.review import LONGEST_COMMENT, Judged, Resolution, Round
from qualcode.project.blind import load_hiding_of_others
from qualcode.project.contexts import load_telling
from qualcode.project.review_views import ItemView, Line
from qualcode.project.reviewing_look import coding_view, item_rows
from qualcode.store import Connection, judged, round_items

if TYPE_CHECKING:
    from qualcode.report.quotes import Quote

MEANS = {
    Direction.PRESENT: "what the code names is there",
    Direction.ABSENT: "it is missing, or something stands in its way",
    Direction.PLANNED: "it is planned or hoped for",
    Direction.MIXED: "it is there and it is missing, both in these words",
}


def load_views(connection: Connection, found: Round, who: str) -> list[ItemView]:
    """The items of a round as they may leave, in its order; those of themes without their quotes.

    Who is who is worked out once, not for each item as `ReviewVerbs.review_item` does.
    """
    telling = load_telling(connection)
    rows = item_rows(
        connection,
        found.id,
        who,
        names=telling.interviews,
        kept_back=telling.kept_back,
        unseen=load_hiding_of_others(connection, who).apart,
    )
    verdicts: dict[str, list[Judged]] = {}
    for one in judged.load_judged(connection, round=found.id):
        verdicts.setdefault(one.item, []).append(one)
    settled: dict[str, list[Resolution]] = {}
    for made in judged.load_resolutions(connection):
        settled.setdefault(made.subject, []).append(made)
    views = []
    for row in rows:
        view = ItemView(
            found,
            row,
            verdicts=tuple(verdicts.get(row.item.id, ())),
            thread=tuple(round_items.load_thread(connection, row.item.id)),
            resolutions=tuple(settled.get(f"item {row.item.id}", ())),
        )
        if row.item.kind == "coding":
            view = coding_view(connection, view, telling, hide=True)
        views.append(view)
    return views


def sendable(view: ItemView) -> bool:
    """Whether there is anything of an item that a reviewer may read."""
    return view.row.item.kind != "coding" or not view.withheld


def sent_round(
    study: str,
    found: Round,
    reviewer: str,
    views: Sequence[ItemView],
    *,
    then: Codebook,
    now: Codebook,
) -> dict[str, Any]:
    """A round as JSON values, for one reviewer; see ``js/main.js`` of the page.

    ``views`` are the items as they may leave. ``then`` is the codebook of the round; only codes
    that can still be given, by the codebook of ``now``, are offered for proposals.
    """
    kept = [view for view in views if sendable(view)]
    return {
        "study": study,
        "round": found.id,
        "number": found.number,
        "title": found.title,
        "due": found.due,
        "reviewer": reviewer,
        "save_as": f"round-{found.number}-{_slug(reviewer)}.verdicts",
        "longest": LONGEST_COMMENT,
        "left_out": len(views) - len(kept),
        "directions": [[d.value, d.mark, d.words, MEANS[d]] for d in Direction],
        "rules": list(then.rules),
        "codes": _codes(kept, then, now),
        "items": [_item(view, reviewer) for view in kept],
    }


def _codes(views: Sequence[ItemView], then: Codebook, now: Codebook) -> list[dict[str, Any]]:
    # A code that came after the round began may stand on a coding all the same.
    known = {code.id: code for code in then}
    later = {view.code.id: view.code for view in views if view.code is not None}
    every = {**known, **{id: code for id, code in later.items() if id not in known}}
    return [_code(code, _offered(now, code.id)) for code in every.values()]


def _offered(book: Codebook, id: str) -> bool:
    try:
        return not book[id].retired
    except UnknownCode:
        return False


def _code(code: Code, usable: bool) -> dict[str, Any]:
    return {
        "id": code.id,
        "title": code.title,
        "parent": code.parent,
        "definition": code.definition,
        "include": list(code.include_when),
        "exclude": list(code.exclude_when),
        "confused": list(code.confused_with),
        "examples": list(code.examples),
        "usable": usable,
    }


def _item(view: ItemView, reviewer: str) -> dict[str, Any]:
    own = next((v.judgement.value for v in view.verdicts if v.who == reviewer), None)
    said = {
        "id": view.row.item.id,
        "kind": view.row.item.kind,
        "said": own,
        "verdicts": [[v.who, v.judgement.value] for v in view.verdicts if v.who != reviewer],
        "thread": [[memo.author, memo.text] for memo in view.thread],
        "settled": [_settled(one) for one in view.resolutions],
    }
    return said | (_theme(view) if view.coding is None else _coding(view))


def _coding(view: ItemView) -> dict[str, Any]:
    coding = view.coding
    if coding is None:  # a theme is told by `_theme`
        raise TypeError("no coding")
    whole = len(coding.quote) == len(coding.span) and not view.stretches
    return {
        "code": coding.code,
        "direction": coding.direction.value,
        "coder": coding.coder,
        "interview": view.row.interview,
        "caption": view.caption,
        "lead": view.lead,
        "quote": coding.quote,
        "rest": view.rest,
        # Where its passage begins in the text; None where the words are told of several speakers,
        # or names in them are replaced.
        "start": coding.span.start - len(view.lead) if whole else None,
        "before": [_line(line) for line in view.before],
        "after": [_line(line) for line in view.after],
    }


def _theme(view: ItemView) -> dict[str, Any]:
    theme = view.theme
    return {
        "statement": theme.statement if theme else view.row.title,
        "codes": list(theme.codes) if theme else [],
        "for": _quotes(view.quotes_for),
        "against": _quotes(view.quotes_against),
    }


def _quotes(quotes: Sequence[Quote]) -> list[list[str]]:
    return [[q.words, q.attribution or ""] for q in quotes if not q.withheld]


def _line(line: Line) -> list[object]:
    words = "" if line.withheld else line.words
    return [line.speaker, words, line.interviewer, line.withheld]


def _settled(one: Resolution) -> list[str]:
    return [one.who, one.outcome.words, one.reason]


def _slug(name: str) -> str:
    """A first name fit for the name of a file on any system.

    >>> _slug("Margaret Osei"), _slug("Éva Nagy"), _slug("李 明")
    ('margaret', 'eva', 'reviewer')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = re.findall("[a-z0-9]+", plain)
    return found[0][:30] if found else "reviewer"
