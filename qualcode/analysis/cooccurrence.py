"""Which codes stand together: in one passage, one turn or one interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import Level, kept
from qualcode.analysis.incidence import (
    Whole,
    above,
    counted,
    groups_with_both,
    incidence,
    square,
)
from qualcode.model import Codebook, Direction

BOTH_SIDES = ("interviews_a", "interviews_b", "units_a", "units_b")


class Unit(StrEnum):
    """What two codes share when they stand together."""

    PASSAGE = "passage"
    TURN = "turn"
    INTERVIEW = "interview"


class Kin(StrEnum):
    """How two codes are related in the codebook, so that they stand together by construction."""

    NONE = ""
    LINE = "one above the other"
    SIBLINGS = "of one indicator"


@dataclass(frozen=True)
class CooccurrenceTable:
    """A long table of pairs, and what to say under it.

    rows : a, a_name, b, b_name, kin, interviews and participants in which both stand,
        of_interviews, of_participants, shared (passages, turns or interviews with both), jaccard
        (shared of those with either, 0 to 1), interviews_a, interviews_b, units_a, units_b,
        suppressed; every pair once, in codebook order, zeros included. Participants are None
        where the people are not known; jaccard is None where neither code stands anywhere.
    """

    rows: pd.DataFrame
    unit: Unit
    level: Level
    caption: str

    @property
    def codes(self) -> list[tuple[str, str]]:
        """The codes in the pairs with their names, in codebook order."""
        ordered = zip(self.rows["a"].tolist(), self.rows["a_name"].tolist(), strict=True)
        later = zip(self.rows["b"].tolist(), self.rows["b_name"].tolist(), strict=True)
        return list(dict.fromkeys([*ordered, *later]))

    def records(self) -> list[dict[str, Any]]:
        """The rows as plain values; what is not known is None."""
        return [
            {str(k): None if v is pd.NA else v for k, v in row.items()}
            for row in self.rows.to_dict("records")
        ]


def count_together(
    frames: Frames,
    codebook: Codebook,
    unit: Unit = Unit.PASSAGE,
    level: Level = Level.INDICATORS,
    *,
    turns: NDArray[np.int64] | None = None,
    where: Mapping[str, str | None] | None = None,
    direction: str | None = None,
    coder: str | None = None,
    siblings: bool = True,
) -> CooccurrenceTable:
    """Count for every pair of codes where both stand.

    A passage is a segment; a letter counts into its indicator. People are counted where both
    codes stand in their own words. ``turns`` numbers the turn of each of the frames' segments and
    is needed for turns only. ``siblings`` false leaves out pairs within one indicator.

    References
    ----------
    Jaccard (1901): n_ab / (n_a + n_b - n_ab).
    """
    people = kept(frames.people, where or {})
    chosen = narrowed(frames, people, direction, coder)
    codes = _shown(codebook, level)
    ids, code = counted(chosen, codebook, codes)
    rows = chosen.iloc[ids]
    at = _units(rows, frames, unit, turns)
    units, own = incidence(at, code), incidence(rows["person"].to_numpy("int64"), code)
    talk = pd.factorize(rows["transcript"])[0].astype("int64")
    who = pd.factorize(rows["participant"])[0].astype("int64")  # -1: not known
    n = len(codes)
    shared = square(units, n)
    if unit is Unit.INTERVIEW:
        interviews = shared
        together = groups_with_both(own, who, rows["person"].to_numpy("int64"), n)
    else:
        interviews = groups_with_both(units, talk, at, n)
        together = groups_with_both(units, who, at, n)
    known = bool(people["participant"].notna().any())
    table = _table(codebook, codes, shared, interviews, together if known else None)
    table["of_interviews"] = people["transcript"].nunique()
    table["of_participants"] = people["participant"].nunique() if known else None
    if not siblings:
        table = table[table["kin"] == Kin.NONE.value]
    caption = _caption(frames, people, chosen, unit, where or {}, direction, coder)
    return CooccurrenceTable(_typed(table), unit, level, caption)


def narrowed(
    frames: Frames, people: pd.DataFrame, direction: str | None, coder: str | None
) -> pd.DataFrame:
    """The codings of these people, of one direction and coder if asked, with who is speaking."""
    codings = frames.codings[frames.codings["person"].isin(people.index)]
    if direction is not None:
        codings = codings[codings["direction"] == direction]
    if coder is not None:
        codings = codings[codings["coder"] == coder]
    told = people["participant"].reindex(codings["person"]).to_numpy()
    return codings.assign(participant=told)


def touching_both(
    frames: Frames,
    chosen: pd.DataFrame,
    codebook: Codebook,
    pair: tuple[str, str],
    unit: Unit,
    turns: NDArray[np.int64] | None = None,
) -> pd.DataFrame:
    """Those of the chosen codings that carry either code where both stand."""
    families = [codebook.family(codebook[id].id) for id in pair]
    at = pd.Series(_units(chosen, frames, unit, turns), index=chosen.index)
    having = [chosen["code"].isin(list(family)) for family in families]
    both = set(at[having[0]]) & set(at[having[1]])
    return chosen[(having[0] | having[1]) & at.isin(both)]


def _shown(codebook: Codebook, level: Level) -> list[str]:
    tops = {code.id for code in codebook.children(None)}
    if level is Level.BOTH or (level is Level.LETTERS and len(tops) == len(codebook)):
        # A codebook without letters has only codes of their own.
        return [code.id for code in codebook]
    return [code.id for code in codebook if (code.id in tops) == (level is Level.INDICATORS)]


def _units(
    rows: pd.DataFrame, frames: Frames, unit: Unit, turns: NDArray[np.int64] | None
) -> Whole:
    if unit is Unit.INTERVIEW:
        return pd.factorize(rows["transcript"])[0].astype("int64")
    segments = rows["segment"].to_numpy("int64")
    if unit is Unit.PASSAGE:
        return segments
    if turns is None or len(turns) != len(frames.segments):
        raise ValueError("Turns are counted with the turn of every segment given.")
    return np.asarray(turns[segments], dtype="int64")


def _table(
    codebook: Codebook, codes: list[str], shared: Whole, interviews: Whole, people: Whole | None
) -> pd.DataFrame:
    a, b = np.triu_indices(len(codes), 1)
    either = shared[a, a] + shared[b, b] - shared[a, b]
    ids, names = np.array(codes, dtype=object), [codebook[id].name for id in codes]
    lines = [set(above(codebook, id)) for id in codes]
    tops = [codebook.top(id) for id in codes]
    kin = [_kin(codes, lines, tops, m, n) for m, n in zip(a.tolist(), b.tolist(), strict=True)]
    named = np.array(names, dtype=object)
    return pd.DataFrame(
        {
            "a": ids[a],
            "a_name": named[a],
            "b": ids[b],
            "b_name": named[b],
            "kin": kin,
            "interviews": interviews[a, b],
            "of_interviews": 0,
            "participants": people[a, b] if people is not None else None,
            "of_participants": None,
            "shared": shared[a, b],
            # As objects: among numbers pandas would turn None into NaN, which JSON cannot hold.
            "jaccard": pd.Series(
                [
                    round(both / any_, 4) if any_ else None
                    for both, any_ in zip(shared[a, b].tolist(), either.tolist(), strict=True)
                ],
                dtype=object,
            ),
            "interviews_a": interviews[a, a],
            "interviews_b": interviews[b, b],
            "units_a": shared[a, a],
            "units_b": shared[b, b],
            "suppressed": False,
        }
    )


def _kin(codes: list[str], lines: list[set[str]], tops: list[str], m: int, n: int) -> str:
    if codes[m] in lines[n] or codes[n] in lines[m]:
        return Kin.LINE.value
    return (Kin.SIBLINGS if tops[m] == tops[n] else Kin.NONE).value


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    whole = ("interviews", "of_interviews", "participants", "of_participants", "shared")
    kinds = dict.fromkeys((*whole, *BOTH_SIDES), "Int64")
    text = dict.fromkeys(("a", "a_name", "b", "b_name", "kin", "jaccard"), object)
    return table.astype({**kinds, **text, "suppressed": bool}).reset_index(drop=True)


def _caption(
    frames: Frames,
    people: pd.DataFrame,
    codings: pd.DataFrame,
    unit: Unit,
    where: Mapping[str, str | None],
    direction: str | None,
    coder: str | None,
) -> str:
    through = len(set(people["transcript"]) & frames.coded_through)
    only = [f"{name} {'not known' if v is None else v}" for name, v in where.items()]
    only += [f"direction {Direction(direction).words}"] if direction else []
    only += [f"coder {coder}"] if coder else []
    coders = sorted(set(codings["coder"]))
    what = {
        Unit.PASSAGE: "A pair is counted where both codes touch one passage of one speaker",
        Unit.TURN: "A pair is counted where both codes stand in what one person says until"
        " somebody else speaks",
        Unit.INTERVIEW: "A pair is counted where both codes stand in one interview",
    }[unit]
    unknown = int(people["participant"].isna().sum())
    return " ".join(
        part
        for part in (
            f"{what}; an indicator counts with any of its letters. Interviews come first, then"
            " people who say both themselves.",
            "Letters of one indicator, and a letter with its own indicator, stand together by the"
            " way the codebook is built. How often two codes meet says nothing of why; no test of"
            " chance is made.",
            f"In scope: {_many(people['participant'].nunique(), 'participant')} in"
            f" {_many(people['transcript'].nunique(), 'transcript')}, {through} of them coded"
            " through.",
            f"Only: {', '.join(only)}." if only else "",
            f"{_many(unknown, 'speaker')} not known as participants stand in no count of people."
            if unknown
            else "",
            f"Coders: {', '.join(coders)}." if coders else "Nothing in scope is coded yet.",
        )
        if part
    )


def _many(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
