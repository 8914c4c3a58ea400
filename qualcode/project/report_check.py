"""A finished report checked against the study before it leaves."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.model.respondents import fold
from qualcode.project.given import Upload, content
from qualcode.project.pseudonyms_seen import known, looks_like_names, signs_in_use
from qualcode.project.quote_edits import QuoteEditVerbs
from qualcode.project.shelving import ShelfVerbs
from qualcode.store import talk, texts

if TYPE_CHECKING:
    from qualcode.analysis.frames import Frames
    from qualcode.formats.report_text import Paragraph
    from qualcode.report.quote_check import Checker
    from qualcode.report.quote_check_edits import Mask
    from qualcode.report.quote_check_named import Names
    from qualcode.report.quote_check_places import Talk
    from qualcode.report.quote_check_whole import NameInReport, ReportCheck
    from qualcode.report.quotes import Quote

# The kinds of texts whose talk is counted.
COUNTED = ("interview", "focus group")


class ReportCheckVerbs(ShelfVerbs, QuoteEditVerbs):
    """Whether a report says what was said, of people as they may be named."""

    _talk_found: tuple[Frames, Talk, Talk] | None = None

    def check_report(
        self,
        file: Path | Upload,
        *,
        same_words: bool = False,
        confirmed: bool = False,
        progress: Callable[[float], object] | None = None,
    ) -> ReportCheck:
        """Check every quotation of a finished .docx, .md or .txt report against the study.

        Told of each is whether it is verbatim but for logged edits, whether what stands after it
        names the speaker truly and no more closely than the ladder allows, and whether the
        speaker allows quotes. Words anywhere in the report that look like names are listed
        with their places, those first that are replaced in the study. Nothing is written, save
        that a confirmation is recorded.

        Parameters
        ----------
        same_words : people of two roles did say the same words; recorded
        confirmed : somebody has weighed that few people are quoted or named closely; recorded. A
            participant's own id or label stays a finding.
        progress : called with the share done, 0 to 1

        Raises
        ------
        UnreadableFile
            The file cannot be read, is no such report, or holds no words.
        """
        from qualcode.formats.report_text import read_report
        from qualcode.report.quote_check_marks import find_quotations
        from qualcode.report.quote_check_whole import check_whole

        paragraphs = read_report(content(file), file.name)
        quotations, short = find_quotations(paragraphs)
        small = int(self.about()["options"]["small_group"])
        made = check_whole(
            file.name,
            self._quote_checker(small, confirmed=confirmed),
            quotations,
            short,
            small=small,
            same_words=same_words,
            confirmed=confirmed,
            progress=progress,
        )
        made = dataclasses.replace(made, names=self._names_in_report(paragraphs))
        if same_words or confirmed:
            with self._write() as tx:
                for said, act in ((same_words, "same words"), (confirmed, "small groups")):
                    if said:
                        tx.record(f"confirm {act}", "a finished report")
        return made

    def _names_in_report(self, paragraphs: Sequence[Paragraph]) -> tuple[NameInReport, ...]:
        """What of a report looks like a name, or is one that is replaced in the study."""
        from qualcode.report.quote_check_whole import NameInReport

        left = {known(one.words) for one in self.names_in((), written=[p.text for p in paragraphs])}
        # A report names authorities; whether a caption may is told of each quotation.
        left -= {known(one.name) for one in self.respondents.authorities}
        free = self._free_names()
        with self._read() as connection:
            signs = signs_in_use(connection)
        replaced, called = set[str](), dict[str, tuple[str, str]]()
        places: dict[str, dict[str, None]] = {}
        for one in paragraphs:
            standing = free.standing_in(one.text)
            replaced |= {known(words) for words, _ in standing}
            for words, kind in (*standing, *looks_like_names([one.text], signs)):
                if (key := known(words)) in left:
                    called.setdefault(key, (words, kind))
                    places.setdefault(key, {})[one.place] = None
        found = [
            NameInReport(*called[key], tuple(where), key in replaced)
            for key, where in places.items()
        ]
        return tuple(sorted(found, key=lambda one: not one.replaced))

    def _quote_checker(self, small: int, *, confirmed: bool) -> Checker:
        from qualcode.report.quote_check import Checker

        frames = self.frames()
        everything, said = self._talk_in_rows(frames)
        with self._read() as connection:
            titles = {r["id"]: str(r["title"] or r["id"]) for r in texts.load_overview(connection)}
        return Checker(
            talk=everything,
            said=said,
            gone=self._withdrawn_talk(frames, everything),
            people=dict(enumerate(_rows(frames))),
            titles=titles,
            respondents=self.respondents,
            ladder=self._ladder(small),
            names=self._names_of(frames),
            aside=self._whose_words(frames),
            leaving=self._words_leaving_by_text(),
            taken=cache(lambda: self._words_taken_out(said, self.edited_quotes(self.quotes()))),
            confirmed=confirmed,
        )

    def _talk_in_rows(self, frames: Frames) -> tuple[Talk, Talk]:
        """Every word of the study's texts, and those of respondents; kept until it changes."""
        from qualcode.report.quote_check_places import talk_of

        if self._talk_found is None or self._talk_found[0] is not frames:
            with self._read() as connection:
                ids = [row["id"] for row in texts.load_overview(connection)]
            everything = talk_of(ids, self._texts().text, frames)
            self._talk_found = (frames, everything, everything.spoken())
        return self._talk_found[1:]

    def _withdrawn_talk(self, frames: Frames, everything: Talk) -> Talk:
        """What people said who withdrew: respondents of interviews who are counted no more."""
        import numpy as np

        keep, gone = np.zeros(len(everything.word), dtype=bool), self._withdrawn(frames)
        with self._read() as connection:
            for n, id in enumerate(everything.texts):
                if not any(id == own for own, _ in gone):
                    continue
                low, high = np.searchsorted(everything.text, [n, n + 1]).tolist()
                for s in talk.load_segments(connection, id):
                    if (id, s.speaker) in gone:
                        span = [s.span.start, s.span.end]
                        a, b = np.searchsorted(everything.start[low:high], span).tolist()
                        keep[low + a : low + b] = True
        return everything.only(keep)

    def _withdrawn(self, frames: Frames) -> set[tuple[str, str]]:
        """Who withdrew: (transcript, label) of respondents of interviews who are not counted."""
        known = set(zip(frames.people["transcript"], frames.people["label"], strict=True))
        with self._read() as connection:
            kinds = {row["id"]: str(row["kind"]) for row in texts.load_overview(connection)}
            return {
                (id, s.label)
                for id, s in talk.load_all_speakers(connection)
                if not s.interviewer and kinds.get(id) in COUNTED and (id, s.label) not in known
            }

    def _words_taken_out(self, said: Talk, quotes: Sequence[Quote]) -> Mask:
        """Which words of respondents the logged edits of quotes take out or replace."""
        from qualcode.report.quote_check_edits import taken_out

        return taken_out(said, quotes)

    def _names_of(self, frames: Frames) -> Names:
        """What the study calls people by, and what would name one of them."""
        from qualcode.report.quote_check_named import Names

        people = frames.people
        ids = {fold(one) for name in ("participant", "label") for one in people[name] if one}
        labels = {fold(one) for one in people["role_label"] if one}
        authorities = {fold(one): str(one) for one in people["authority"] if one}
        return Names(self.respondents, labels, ids - labels, authorities)

    def _whose_words(self, frames: Frames) -> Callable[[str, int], str]:
        """Whose words stand where no respondent is counted."""
        with self._read() as connection:
            asks = {(id, s.label) for id, s in talk.load_all_speakers(connection) if s.interviewer}
            kinds = {row["id"]: str(row["kind"]) for row in texts.load_overview(connection)}

        @cache
        def segments(id: str) -> list[tuple[int, int, str]]:
            with self._read() as connection:
                own = talk.load_segments(connection, id)
            return [(s.span.start, s.span.end, s.speaker) for s in own]

        def whose(id: str, start: int) -> str:
            if kinds.get(id) not in COUNTED:
                return "text"
            speaker = next((who for a, b, who in segments(id) if a <= start < b), None)
            if speaker is None:
                return "several"
            if (id, speaker) in asks:
                return "interviewer"
            known = frames.people
            here = ((known["transcript"] == id) & (known["label"] == speaker)).any()
            return "several" if here else "withdrawn"

        return whose

    def _words_leaving_by_text(self) -> Callable[[str], Sequence[tuple[str, str]]]:
        """The words of a text's coded quotes, as they were said and as they leave."""
        from qualcode.report.quote_check import plain

        @cache
        def by_text() -> dict[str, list[tuple[str, str]]]:
            found: dict[str, list[tuple[str, str]]] = {}
            for quote in self.edited_quotes(self.quotes()):
                said = quote.as_said or quote.words
                pair = (plain(said), plain(quote.words))
                found.setdefault(quote.transcript, []).append(pair)
            return found

        def leaving(id: str) -> Sequence[tuple[str, str]]:
            return by_text().get(id, ())

        return leaving


def _rows(frames: Frames) -> list[dict[str, Any]]:
    """The study's people in order, each with what is known of them."""
    return [
        {str(name): value for name, value in row.items()}
        for row in frames.people.to_dict("records")
    ]
