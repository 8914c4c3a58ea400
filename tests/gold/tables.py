"""What was scored, as the tables of `docs/privacy.md`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qualcode.text.names_given import GIVEN
from qualcode.text.names_surnames import SURNAMES
from qualcode.text.names_words import fold
from tests.gold.gold import DIRECT, ORIGINS, PLACES, Interview
from tests.gold.score import SETUPS, Judged, Scored, Share

ALONE, EVERYWHERE, LISTED = SETUPS
DIRECTLY = {
    "birth": "dates of birth",
    "case": "case references",
    "phone": "telephone numbers",
    "email": "e-mail addresses",
    "postcode": "postcodes",
    "nhs": "NHS numbers",
    "nino": "National Insurance numbers",
}
PLACED = {
    "place": "towns, villages, estates",
    "street": "streets and houses",
    "school": "schools",
    "organisation": "other organisations",
    "centre": "children’s centres, nurseries",
    "hospital": "hospitals",
    "surgery": "GP surgeries",
}
WAYS = {
    "": "with capitals",
    "small": "in small letters",
    "typo": "mistyped",
    "plain": "without their accents",
    "split": "over the end of a line",
}

Runs = dict[str, Scored]
Where = Callable[[Judged], bool]


def tables(runs: Runs, interviews: Sequence[Interview]) -> dict[str, str]:
    """Every table by its name, in Markdown."""
    return {
        "targets": targets(runs),
        "kinds": kinds(runs),
        "origins": origins(runs),
        "ways": ways(runs),
        "finds": finds(runs, sum(len(i.text.split()) for i in interviews)),
    }


def targets(runs: Runs) -> str:
    """What was asked of the aid beforehand, what came out, and whether it is met."""
    aid, listed = runs[EVERYWHERE], runs[LISTED]
    everybody = aid.recall("person")
    furthest = max(ORIGINS, key=lambda o: -aid.recall("person", where=of(o)).value)
    asked: list[tuple[str, float, Share]] = [
        ("people on the people list", 1.0, listed.recall("person", where=is_listed)),
        ("people on no list", 0.90, everybody),
        ("people left off the list", 0.90, listed.recall("person", where=is_not_listed)),
        ("direct identifiers", 0.99, listed.recall(*DIRECT)),
        ("places, schools, organisations", 0.85, listed.recall(*PLACES)),
        ("finds that are right", 0.75, listed.precision()),
    ]
    rows = [
        f"| {words} | {least:.2f} | {share.found} of {share.asked}: {share.told()}"
        f" | {said(share.value >= least)} |"
        for words, least, share in asked
    ]
    gap = 100 * (everybody.value - aid.recall("person", where=of(furthest)).value)
    rows.append(
        f"| points the names of any origin lie below all | at most 5 | {gap:.0f}"
        f" ({titled(furthest)}) | {said(gap <= 5)} |"
    )
    return headed(["", "asked", "reached", "met"], rows)


def kinds(runs: Runs) -> str:
    """Found of what is marked, for each kind and set-up."""
    asked = [
        ("people", ("person",)),
        ("**direct identifiers**", DIRECT),
        *((told, (kind,)) for kind, told in DIRECTLY.items()),
        ("**places and organisations**", PLACES),
        *((told, (kind,)) for kind, told in PLACED.items()),
    ]
    rows = [row(words, [runs[s].recall(*chosen) for s in SETUPS]) for words, chosen in asked]
    return headed(["marked", "number", *SETUPS], rows)


def origins(runs: Runs) -> str:
    """Found of people's names by where the names come from, and of those with capitals alone."""
    rows = []
    for origin in ORIGINS:
        shares = [runs[setup].recall("person", where=of(origin)) for setup in SETUPS]
        capitals = runs[EVERYWHERE].recall(
            "person", where=lambda one, o=origin: of(o)(one) and written(one) == ""
        )
        rows.append(f"{row(titled(origin), shares)} {capitals.told()} of {capitals.asked} |")
    return headed(["names", "number", *SETUPS, f"with capitals, {EVERYWHERE}"], rows)


def ways(runs: Runs) -> str:
    """Found of people's names by how they are written, and by whether they are listed."""
    asked: list[tuple[str, Where]] = [
        *((words, lambda one, w=way: written(one) == w) for way, words in WAYS.items()),
        ("on the people list, however written", is_listed),
        ("not on the people list", is_not_listed),
        ("in the aid’s own lists of names", is_known),
        ("not in the aid’s own lists", lambda one: not is_known(one)),
    ]
    rows = [
        row(words, [runs[s].recall("person", where=where) for s in SETUPS])
        for words, where in asked
    ]
    return headed(["names", "number", *SETUPS], rows)


def finds(runs: Runs, words: int) -> str:
    """Right of what is found, for each kind of find and set-up."""
    kinds = sorted({one.kind for run in runs.values() for one in run.finds})
    rows = []
    for told, chosen in [("**all**", ()), *((kind, (kind,)) for kind in kinds)]:
        shares = [runs[setup].precision(*chosen) for setup in SETUPS]
        cells = [f"{s.told()} of {s.asked}" if s.asked else "–" for s in shares]
        rows.append(f"| {told} | {' | '.join(cells)} |")
    wrong = [sum(not one.good for one in runs[setup].finds) for setup in SETUPS]
    rows.append(
        "| wrong finds in 1,000 words | "
        + " | ".join(f"{1000 * count / words:.1f}" for count in wrong)
        + " |"
    )
    traps = [runs[setup].recall("trap") for setup in SETUPS]
    rows.append(
        "| words like a name that were found | "
        + " | ".join(f"{trap.found} of {trap.asked}" for trap in traps)
        + " |"
    )
    return headed(["finds", *SETUPS], rows)


def row(words: str, shares: Sequence[Share]) -> str:
    """A row of shares of one number asked."""
    return f"| {words} | {shares[0].asked} | {' | '.join(s.told() for s in shares)} |"


def headed(columns: Sequence[str], rows: Sequence[str]) -> str:
    """A table of Markdown."""
    return "\n".join([f"| {' | '.join(columns)} |", "| --- " * len(columns) + "|", *rows])


def said(met: bool) -> str:
    """Yes, or a no that is seen."""
    return "yes" if met else "**no**"


def titled(origin: str) -> str:
    """An origin as a row is called.

    >>> titled("chinese/vietnamese")
    'Chinese/Vietnamese'
    """
    return origin.title()


def of(origin: str) -> Where:
    """Whether a name is of an origin."""
    return lambda one: one.label is not None and one.label.origin == origin


def written(one: Judged) -> str:
    """Which of `WAYS` a name is written in."""
    said = one.interview.text[one.start : one.end]
    if one.label is not None and one.label.how:
        return one.label.how
    return "split" if "\n" in said else "small" if said.islower() else ""


def is_listed(one: Judged) -> bool:
    """Whether the name stands on the interview's people list."""
    return one.label is not None and one.interview.listed(one.label)


def is_not_listed(one: Judged) -> bool:
    """Whether it does not."""
    return not is_listed(one)


def is_known(one: Judged) -> bool:
    """Whether every word of the name stands in the lists of names the aid brings along."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", one.said())
    return all(fold(word) in GIVEN | SURNAMES for word in words)


def of_100(runs: Runs) -> dict[str, int]:
    """What `qualcode.text.measured` tells: found of 100 with nobody on the people list."""
    aid = runs[EVERYWHERE]
    shares = {
        "PEOPLE": aid.recall("person"),
        "DIRECT": aid.recall(*DIRECT),
        "PLACES": aid.recall(*PLACES),
    }
    # Rounded down: a page must not promise more than was found.
    return {name: 100 * share.found // share.asked for name, share in shares.items()}
