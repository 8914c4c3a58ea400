"""Words that mark a group, or the passages of a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused
from qualcode.project.naming import refuse_unknown
from qualcode.project.shelving import ShelfVerbs
from qualcode.project.wording_captions import keyness_caption
from qualcode.store import people

if TYPE_CHECKING:
    import numpy as np

    from qualcode.analysis.frames import Frames
    from qualcode.analysis.keyness import Keyness, KeyWord, Line
    from qualcode.analysis.tokens import Shelf, Tokens

# What an automatic list of words may show outside: never words of fewer people than this.
LEAST_BEHIND_A_WORD = 6


class KeynessVerbs(ShelfVerbs):
    """Words of one part of the talk against the rest."""

    def keyness(
        self,
        by: str | None = None,
        value: str | None = None,
        *,
        code: str | None = None,
        where: Mapping[str, str] | None = None,
        binary: bool = False,
        small_words: bool = False,
        publish: bool = False,
    ) -> Keyness:
        """Words that a group uses more or less often than the others; or the passages of a code.

        A word is listed where three interviews of its side use it; words such as "with" only if
        ``small_words`` asks for them. ``binary`` counts a word once an interview. ``publish``
        leaves out words of few people and everything that may name people or places.

        Raises
        ------
        Refused
            Neither a group nor a code is asked for, or both; something asked for is not known; or
            few people stand behind what would be published, or it is about a part of the people.
        UnknownCode
            The study has no such code.
        """
        from qualcode.analysis.keyness import compare, participant_numbers
        from qualcode.text.small_words import is_small

        if publish and where:
            raise Refused(
                "What leaves is about everyone in the study: beside a table of all, one of some of"
                " them would tell about the others. Take the filter back."
            )
        frames, shelf, tokens = self._said()
        here, scope, asked = self._sides(frames, tokens, by, value, code, where)
        small = int(self.about()["options"]["small_group"])
        least = max(small, LEAST_BEHIND_A_WORD)
        dropped = set() if small_words else {w for w in tokens.words if is_small(w)}
        if publish:
            dropped |= self._naming_words(frames, shelf)
        found = compare(
            tokens,
            here,
            scope,
            participant_numbers(frames.people),
            binary=binary,
            fewest_people=least if publish else 0,
            dropped=dropped,
        )
        if publish:
            found = _without_few(found, least)
        caption = keyness_caption(
            found, asked, binary=binary, fewest=least if publish else 0,
            version=self.codebook_version if code else None,
            coders=sorted(set(frames.codings["coder"])) if code else [],
        )  # fmt: skip
        return replace(found, caption=caption)

    def concordance(
        self,
        word: str,
        by: str | None = None,
        value: str | None = None,
        *,
        code: str | None = None,
        where: Mapping[str, str] | None = None,
    ) -> list[Line]:
        """The places where a word is said on the one side of `keyness`, at most thirty.

        Raises
        ------
        Refused, UnknownCode
            As for `keyness`.
        """
        from qualcode.analysis.keyness import lines

        frames, shelf, tokens = self._said()
        here, scope, _ = self._sides(frames, tokens, by, value, code, where)
        return lines(tokens, frames, shelf, word, here & scope)

    def keyness_file(
        self,
        ending: str,
        by: str | None = None,
        value: str | None = None,
        *,
        code: str | None = None,
        binary: bool = False,
        small_words: bool = False,
        target: Path | None = None,
    ) -> bytes:
        """The words or their chart as the content of a .csv, .xlsx, .png or .svg file.

        Words of few people and words that may name somebody stay. With ``target`` it is written
        there, replacing the file whole. Recorded like every export.

        Raises
        ------
        Refused, UnknownCode
            The ending is another; or as for `keyness`.
        """
        from qualcode.report.wording import KEYNESS, as_file, checked_kind

        kind = checked_kind(ending)
        found = self.keyness(
            by, value, code=code, binary=binary, small_words=small_words, publish=True
        )

        notes = [found.caption, self.claims()]

        def chart() -> Any:
            from qualcode.report.charts.keyness import keyness_chart

            return keyness_chart(found, dark=False, notes=notes)

        rows = [asdict(word) for word in found.words]
        if not rows:
            raise Refused(
                "No word may leave: none is used by enough people on its side. Compare larger"
                " groups."
            )
        data = as_file(kind, rows, KEYNESS, notes, chart)
        return self._words_leaving(f"words.{kind}", data, target)

    def _sides(
        self,
        frames: Frames,
        tokens: Tokens,
        by: str | None,
        value: str | None,
        code: str | None,
        where: Mapping[str, str] | None,
    ) -> tuple[np.ndarray, np.ndarray, str]:
        """Which words stand on the one side, which are compared at all, and the side in words."""
        from qualcode.analysis.frequency import kept
        from qualcode.analysis.keyness import by_codes, by_people

        if (by is None) == (code is None) or (by is None) != (value is None):
            raise Refused("Words are compared for one group, such as role=midwife, or one code.")
        refuse_unknown([by] if by else [], frames.attributes)
        refuse_unknown(where or (), frames.attributes)
        asked = self._normalised(where or {}, frames)
        scope = by_people(tokens, kept(frames.people, asked))
        only = "".join(f", only {name} {v}" for name, v in asked.items())
        if code is not None:
            book = self.codebook
            title = book[code].title
            return (
                by_codes(tokens, frames, book.family(book[code].id)),
                scope,
                f"passages coded {title}, against all other talk{only}",
            )
        group = self._normalised({str(by): str(value)}, frames)
        here = by_people(tokens, kept(frames.people, group))
        named = self.respondents.role_name(group["role"]) if by == "role" else group[str(by)]
        return here, scope, f"{by} {named}, against everyone else{only}"

    def _naming_words(self, frames: Frames, shelf: Shelf) -> set[str]:
        """Words that name people, places or posts, or are always written with a capital."""
        from qualcode.project.wording_names import naming_words
        from qualcode.text.names_words import parts_of

        capital = {w for n, w in enumerate(shelf.words) if n not in shelf.begun_small}
        named = naming_words(frames.people, self.respondents, self._everyone())
        replaced = self._free_names().parts
        # As written, so that one with an accent is met too.
        said = {word for word in shelf.words if parts_of(word) & replaced} if replaced else set()
        return capital | named | said

    def _everyone(self) -> list[str]:
        with self._read() as connection:
            return [p.id for p in people.load_participants(connection)]


def _without_few(found: Keyness, small: int) -> Keyness:
    """The words as they may leave.

    Raises
    ------
    Refused
        Few people stand on one of the two sides.
    """
    if min(found.here.people, found.there.people) < small:
        raise Refused(
            f"Fewer than {small} people stand on one side of this comparison, so its words stay in"
            " the study; compare larger groups."
        )

    # Numbers of both sides, published for one group after another, would give back those of small
    # groups; so would a z finer than halves. What leaves has those of the words' own side.
    hidden: dict[str, Any] = dict.fromkeys(("other_people", "other_interviews", "other_uses"))
    both = hidden | dict.fromkeys(("people", "interviews", "uses"))

    def leaving(words: Sequence[KeyWord], without: dict[str, Any]) -> tuple[KeyWord, ...]:
        rough = (replace(w, z=round(w.z * 2) / 2, suppressed=True, **without) for w in words)
        return tuple(word for word in rough if word.z)

    return replace(found, more=leaving(found.more, hidden), less=leaving(found.less, both))
