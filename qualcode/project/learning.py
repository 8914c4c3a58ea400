"""What people decided in a study, for suggestions to learn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.model import Coding, Decision, Span, Suggestion, Verdict
from qualcode.project.base import Base
from qualcode.store import coded, offers, talk, texts
from qualcode.store.readings import load_readings
from qualcode.store.rounds import load_apart

if TYPE_CHECKING:
    from qualcode.suggest import Engine, Record
    from qualcode.suggest.embeddings import Embedder
    from qualcode.suggest.proposals import Proposal, Weak


class LearningVerbs(Base):
    """The record of codings and decisions, and the engine taught with it."""

    _engine: tuple[int, str, bool, Engine] | None = None
    _embedder: Embedder | None = None

    @property
    def engine(self) -> Engine:
        """The engine, as it was last taught; it is made anew when the codebook changes, or
        whether meanings are compared.

        Raises
        ------
        Refused
            The study compares meanings, and the extra ``semantic`` is not installed here.
        """
        now = (self.codebook_version, self._semantic)
        if self._engine is None or (self._engine[0], self._engine[2]) != now:
            self.retrain()
        return self._engine[3]  # type: ignore[index]

    def retrain(self) -> bool:
        """Teach the engine with what people decided until now; whether that changed it.

        Done before suggestions are made, and never while somebody is coding a passage.
        """
        from qualcode.suggest import Engine

        version, record, embedder = self.codebook_version, self.record(), self._meanings()
        made_of = (version, record.digest, embedder is not None)
        if self._engine is not None and self._engine[:3] == made_of:
            return False
        engine = Engine(self.codebook, record=record, semantic=embedder or False)
        self._engine = (*made_of, engine)
        return True

    @property
    def _semantic(self) -> bool:
        return bool(self.about()["options"]["semantic"])

    def _meanings(self) -> Embedder | None:
        """What compares meanings, where the study asks for it; it remembers what it has read."""
        if not self._semantic:
            return None
        from qualcode.suggest.embeddings import Embedder

        self._embedder = self._embedder or Embedder()
        return self._embedder

    def record(self) -> Record:
        """Codings that stand, refusals, and passages read and left without a code.

        A refusal is a coder's last word on a suggestion; taking it with another code refuses the
        one offered. Of two codings that share at least half of the shorter one's words, each code
        holds for both, unless it was refused there. A passage counts as left without a code only
        in an interview that somebody has coded through, when nobody coded any of its words.
        Interviews of the same participant share a group.

        Of interviews that somebody now codes apart, nothing is learnt before all have handed in:
        a suggestion would tell one of them what another has coded.
        """
        from qualcode.suggest import Judged, Record

        groups = self.interview_groups()
        with self._read() as connection:
            for id in load_apart(connection, None):
                groups.pop(id, None)
            codings = coded.load_codings(connection)
            decisions = offers.load_decisions(connection)
            offered = offers.load_decided(connection)
            read = sorted({r.transcript for r in load_readings(connection) if r.done_at})
            uncoded = []
            marked: dict[str, list[Span]] = defaultdict(list)
            for coding in codings:
                marked[coding.transcript].append(coding.span)
            for id in read:
                if id not in groups:
                    continue
                text = texts.load_text(connection, id)
                uncoded += [
                    (groups[id], text[s.span.start : s.span.end])
                    for s in talk.load_segments(connection, id)
                    if not s.interviewer and not any(s.span.overlaps(span) for span in marked[id])
                ]
        refused = _refused(decisions, offered, {c.id for c in codings})
        judged = [
            Judged(groups[c.transcript], c.quote, c.code, accepted=True, coder=c.coder)
            for c in codings
            if c.transcript in groups
        ]
        against = {(s.transcript, s.quote, s.code) for s, _ in refused}
        for transcript, quote, code, coder in sorted(_shared(codings)):
            if transcript in groups and (transcript, quote, code) not in against:
                judged.append(Judged(groups[transcript], quote, code, True, coder))
        for s, coder in refused:
            if s.transcript in groups:
                judged.append(Judged(groups[s.transcript], s.quote, s.code, False, coder))
        return Record(tuple(judged), tuple(uncoded))

    def interview_groups(self) -> dict[str, str]:
        """Transcript -> the group it must not be parted from: interviews of one participant."""
        from qualcode.suggest.folds import groups_of

        with self._read() as connection:
            ids = texts.load_ids(connection)
            speakers = talk.load_all_speakers(connection)
        people: dict[str, list[str | None]] = {id: [None] for id in ids}
        for id, speaker in speakers:
            if id in people and not speaker.interviewer:
                people[id].append(speaker.participant)
        return groups_of((id, who) for id, own in people.items() for who in own)

    def propose_cues(self, code: str) -> list[Proposal]:
        """Words that passages of a code have more than others, in at least three interviews.

        Raises
        ------
        UnknownCode
            The codebook does not have the code.
        """
        from qualcode.suggest.proposals import propose

        return propose(self.record(), self.codebook, self.codebook[code].id)

    def weak_cues(self) -> dict[str, list[Weak]]:
        """Code -> its cues that people's decisions speak against, the worst first."""
        from qualcode.suggest.proposals import weak

        codebook = self.codebook
        return weak(self.record(), codebook, [c for c in codebook if not c.retired])


def _shared(codings: Sequence[Coding]) -> set[tuple[str, str, str, str]]:
    """Transcript, quote, code and coder: what codings on much the same words say of a quote too.

    Without that, a passage would speak against a code that somebody gave to half of it.
    """
    by_transcript: dict[str, list[Coding]] = defaultdict(list)
    for coding in sorted(codings, key=lambda c: (c.transcript, c.span, c.id)):
        by_transcript[coding.transcript].append(coding)
    found = set()
    for transcript, own in by_transcript.items():
        given = {(c.quote, c.code) for c in own}
        for n, first in enumerate(own):
            for other in own[n + 1 :]:
                # In order of their starts: what comes later begins later still.
                if other.span.start >= first.span.end:
                    break
                common = min(first.span.end, other.span.end) - other.span.start
                if 2 * common < min(len(first.span), len(other.span)):
                    continue
                for quote, by in ((first.quote, other), (other.quote, first)):
                    if (quote, by.code) not in given:
                        found.add((transcript, quote, by.code, by.coder))
    return found


def _refused(
    decisions: list[Decision], offered: Mapping[str, Suggestion], standing: set[str]
) -> list[tuple[Suggestion, str]]:
    """Suggestions, and the coders whose last word on such a code for such words refuses it."""
    last = {
        (s.transcript, s.span, s.code, d.coder): (s, d)
        for d in decisions
        if d.verdict is not Verdict.SKIP and (s := offered.get(d.suggestion)) is not None
    }
    refused = [
        (s, d.coder)
        for s, d in last.values()
        if d.verdict is Verdict.REJECT or (d.code is not None and d.coding in standing)
    ]
    return sorted(refused, key=lambda one: (one[0].id, one[1]))
