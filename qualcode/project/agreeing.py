"""How far coders agree, as figures and as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused, UnknownItem
from qualcode.model import CoderRole
from qualcode.model.review import Round
from qualcode.project.names_away import names_of_codes
from qualcode.project.pseudonyms_seen import NamesSeenVerbs
from qualcode.project.understanding import UnderstandingVerbs
from qualcode.store import Connection, people, texts
from qualcode.store.originals import load_original_columns, load_present_columns
from qualcode.store.readings import load_readings
from qualcode.store.rounds import load_apart, load_rounds

if TYPE_CHECKING:
    from qualcode.analysis.agreement.table import Agreement

SEED = 7
ENDINGS = ("csv", "xlsx", "png", "svg")
REFLEXIVE = (
    "How far two people agree is not counted here: in reflexive analysis codes are each reader's"
    " own, and a figure of agreement would say nothing about their worth."
)


@dataclass(frozen=True)
class _Ground:
    """Who is compared on which interviews, how many are left out, and in which round if in one."""

    coders: tuple[str, ...]
    interviews: tuple[str, ...]
    left_out: int
    round: Round | None


class AgreementVerbs(UnderstandingVerbs, NamesSeenVerbs):
    """How far coders agree, as figures and as files."""

    def agreement(
        self,
        coders: Sequence[str] | None = None,
        *,
        unit: str = "segment",
        reconciled: bool = False,
        round: str | int | None = None,
        seed: int = SEED,
    ) -> Agreement:
        """How far coders agree on each code, in what all of them have coded through.

        Codings are those before discussion, see `store.originals`; the suggestion engine is never
        a coder.

        Parameters
        ----------
        coders
            Two names or more; without them those who share the most interviews.
        unit : segment, sentence or character
        reconciled
            The codings of now instead, after what was talked over.
        round
            The number or id of a round its coders coded apart: only its interviews, and the
            codings they handed in then.
        seed
            The same seed gives the same intervals.

        Raises
        ------
        Refused
            The profile is reflexive; a unit or name is unknown; fewer than two coders are named,
            or none are there; they share no interview coded through; or the round has no coders,
            or not all have submitted.
        UnknownItem
            There is no such round.
        """
        import numpy as np

        from qualcode.analysis.agreement.figures import figures_of
        from qualcode.analysis.agreement.table import Agreement
        from qualcode.analysis.agreement.units import RULES, UNITS

        if unit not in UNITS:
            raise Refused(f"There is no unit {unit!r}; choose one of {', '.join(UNITS)}.")
        if seed < 0:
            raise Refused("The seed is 0 or more; choose another.")
        if self.about()["profile"] == "reflexive":
            raise Refused(REFLEXIVE)
        frames = self.frames()
        with self._read() as connection:
            ground = _ground(connection, tuple(frames.titles), coders, round, self.coder)
            codings = (
                load_present_columns(connection)
                if reconciled
                else load_original_columns(connection, round=ground.round)
            )
            whole = {id: texts.load_text(connection, id) for id in ground.interviews}
        columns = (frames.segments[name].tolist() for name in ("transcript", "start", "end"))
        said = [row for row in zip(*columns, strict=True) if row[0] in whole]
        book, version = self._numbered_codebook()
        rng = np.random.default_rng(seed)
        codes, overall, n = figures_of(unit, said, whole, codings, book, ground.coders, rng=rng)
        if not n:
            raise Refused(
                "The interviews they have coded through hold no words of a respondent; check who"
                " is the interviewer on the Transcripts page."
            )
        return Agreement(
            coders=ground.coders,
            unit=unit,
            rule=RULES[unit],
            reconciled=reconciled,
            interviews=len(whole),
            units=n,
            left_out=ground.left_out,
            from_suggestions=_from_suggestions(codings, ground),
            codes=codes,
            overall_alpha=overall,
            codebook_version=version,
            round=ground.round.number if ground.round else None,
            seed=seed,
            through_before=ground.round.drawn.get("through", 0) if ground.round else 0,
        )

    def agreement_file(
        self,
        ending: str,
        coders: Sequence[str] | None = None,
        *,
        unit: str = "segment",
        reconciled: bool = False,
        round: str | int | None = None,
        seed: int = SEED,
        all_codes: bool = False,
        target: Path | None = None,
    ) -> bytes:
        """`agreement` as the content of a .csv, .xlsx, .png or .svg file, with its notes.

        A picture shows the indicators, or with ``all_codes`` every code. With ``target`` it is
        written there, replacing the file whole. Recorded like every export.

        Raises
        ------
        Refused
            As `agreement`; the ending is another; the codebook is empty; or the file cannot be
            written.
        """
        from qualcode.report.agreement_files import as_file
        from qualcode.report.files import replace_file

        kind = ending.lower().removeprefix(".")
        if kind not in ENDINGS:
            raise Refused(
                "Agreement goes to a .csv, .xlsx, .png or .svg file; choose one of these endings."
            )
        found = self.agreement(coders, unit=unit, reconciled=reconciled, round=round, seed=seed)
        if not found.codes:
            raise Refused("The codebook has no code yet, so there is nothing to write.")
        self._refuse_names(written=names_of_codes(self.codebook))
        data = as_file(kind, found, self.codebook, all_codes=all_codes)
        with self._write() as tx:
            tx.record("export agreement", f"agreement.{kind}", unit=unit, bytes=len(data))
            if target is not None:
                replace_file(target, data)
        return data

    def export_agreement(
        self,
        target: Path,
        coders: Sequence[str] | None = None,
        *,
        unit: str = "segment",
        reconciled: bool = False,
        round: str | int | None = None,
        seed: int = SEED,
    ) -> None:
        """Write `agreement_file` to a file, of the kind its ending says.

        Raises
        ------
        Refused
            As `agreement_file`.
        """
        self.agreement_file(
            target.suffix,
            coders,
            unit=unit,
            reconciled=reconciled,
            round=round,
            seed=seed,
            target=target,
        )


def _ground(
    connection: Connection,
    interviews: Sequence[str],
    asked: Sequence[str] | None,
    number: str | int | None,
    who: str,
) -> _Ground:
    coders = None if asked is None else _checked(connection, asked)
    found = None if number is None else _round(connection, number)
    if found is None:
        through = _through(connection, interviews)
        scope = tuple(interviews)
    else:
        scope = tuple(id for id in interviews if id in set(found.interviews))
        through = {id: set(found.submitted) for id in scope}
        coders = coders or found.coders
        if len(coders) < 2:
            raise Refused(
                f"Only {coders[0]} coded in round {found.number}; agreement is between two people"
                " or more."
            )
    coders = coders or _most_shared(through)
    apart = set[str]().union(*(load_apart(connection, name) for name in {*coders, who}))
    both = tuple(id for id in scope if through.get(id, set()) >= set(coders) and id not in apart)
    if not both:
        still = " yet; some are still coded apart in a round" if apart else " yet"
        raise Refused(
            f"No interview is coded through by {_and(coders)}{still}. Each marks one as coded"
            " through on the Code page, or with `qualcode done`, and then they can be compared."
        )
    return _Ground(tuple(coders), both, len(scope) - len(both), found)


def _checked(connection: Connection, asked: Sequence[str]) -> tuple[str, ...]:
    """Names as the study has them, each once.

    Raises
    ------
    Refused
        One is not known or is a mentor's, or they are fewer than two.
    """
    known = [c.name for c in people.load_coders(connection) if c.role is not CoderRole.MENTOR]
    by_name = {name.casefold(): name for name in known}
    found = []
    for name in dict.fromkeys(asked):
        if name.casefold() not in by_name:
            raise Refused(
                f"Nobody named {name} codes in this study; choose among {', '.join(known)}."
                if known
                else "Nobody has coded in this study yet."
            )
        found.append(by_name[name.casefold()])
    found = list(dict.fromkeys(found))
    if len(found) < 2:
        raise Refused("Agreement is between two coders or more; name another one.")
    return tuple(found)


def _through(connection: Connection, interviews: Sequence[str]) -> dict[str, set[str]]:
    """Interview -> who has coded it through; mentors do not code."""
    mentors = {c.name for c in people.load_coders(connection) if c.role is CoderRole.MENTOR}
    found: dict[str, set[str]] = {id: set() for id in interviews}
    for reading in load_readings(connection):
        if reading.done_at and reading.transcript in found and reading.coder not in mentors:
            found[reading.transcript].add(reading.coder)
    return found


def _most_shared(through: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The pair with the most interviews in common, and whoever has coded all of these too.

    Raises
    ------
    Refused
        Nobody has coded an interview through, only one person has, or no two share one.
    """
    shared: dict[tuple[str, str], set[str]] = {}
    for id, who in through.items():
        for pair in combinations(sorted(who), 2):
            shared.setdefault(pair, set()).add(id)
    everybody = sorted(set[str]().union(*through.values()))
    if not shared:
        alone = f"Only {everybody[0]} has" if len(everybody) == 1 else "No two people have"
        raise Refused(
            f"{alone} coded an interview through"
            f"{'' if len(everybody) == 1 else ' that another has, too'}; let a second person code"
            " some of the interviews and mark them as coded through, and agreement can be counted."
        )
    pair = min(shared, key=lambda pair: (-len(shared[pair]), pair))
    common = shared[pair]
    return tuple(who for who in everybody if all(who in through[id] for id in common))


def _round(connection: Connection, number: str | int) -> Round:
    """A round whose coders have all handed in.

    Raises
    ------
    UnknownItem, Refused
        There is none of this number or id; it has no coders, or some still code.
    """
    named = [r for r in load_rounds(connection) if str(number) in (str(r.number), r.id)]
    if not named:
        raise UnknownItem(f"There is no round {number}; `qualcode rounds` lists those there are.")
    one = named[-1]
    if not one.coders:
        raise Refused(
            f"Nobody coded apart in round {one.number}, so it has no agreement of its own; choose"
            " a round with coders, or all interviews."
        )
    if missing := [who for who in one.coders if who not in one.submitted]:
        raise Refused(
            f"{_and(missing)} {'has' if len(missing) == 1 else 'have'} not submitted round"
            f" {one.number} yet; agreement is counted once all have."
        )
    return one


def _from_suggestions(codings: Mapping[str, Any], ground: _Ground) -> int:
    columns = (codings[name] for name in ("transcript", "coder", "basis"))
    here, whose = set(ground.interviews), set(ground.coders)
    return sum(
        basis.startswith("suggestion ") and id in here and who in whose
        for id, who, basis in zip(*columns, strict=True)
    )


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
