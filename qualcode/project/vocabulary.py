"""Two ways of speaking: how often respondents use the terms of two lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import InvalidFile, Refused
from qualcode.model import Coder, Respondents
from qualcode.model.term_list import TermList, TermLists
from qualcode.project.naming import refuse_unknown
from qualcode.project.shelving import ShelfVerbs
from qualcode.project.wording_captions import vocabulary_caption
from qualcode.store import people
from qualcode.store.kept import load_one, save_kept

if TYPE_CHECKING:
    from qualcode.analysis.vocabulary import VocabularyRow

KIND, KEY = "term lists", "study"
MOST_GROUPS = 40


@dataclass(frozen=True)
class Vocabulary:
    """How often two lists of terms are used, by group, and what to say under it."""

    rows: tuple[VocabularyRow, ...]
    lists: TermLists
    by: str | None
    left_out: int
    caption: str


class VocabularyVerbs(ShelfVerbs):
    """Lists of terms, and who uses them."""

    def set_term_lists(self, lists: TermLists | None) -> None:
        """Keep two lists of terms as the study's; None drops them.

        Raises
        ------
        InvalidFile
            A term is empty or stands twice; everything wrong is listed.
        """
        from qualcode.formats.term_lists import checked_term_lists

        if lists is not None and (found := checked_term_lists(lists)):
            raise InvalidFile(
                "The lists were not kept: " + "; ".join(p.message for p in found) + ".", found
            )
        body = None if lists is None else _as_plain(lists)
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            save_kept(tx, KIND, KEY, body)

    def term_lists(self) -> TermLists | None:
        """The study's two lists of terms; None while nobody has given any."""
        with self._read() as connection:
            kept = load_one(connection, KIND, KEY)
        return None if kept is None or kept.body is None else _from_plain(kept.body)

    def vocabulary(
        self,
        by: str | None = "role",
        *,
        where: Mapping[str, str] | None = None,
        lists: TermLists | None = None,
        publish: bool = False,
    ) -> Vocabulary:
        """How often respondents use the terms of two lists, as people, uses and words beside them.

        Only respondents' words count, without the names of posts and teams. ``lists`` are used
        instead of the study's; ``publish`` keeps small groups back.

        Raises
        ------
        Refused
            There are no lists; an attribute or value is unknown to the study; or a part of the
            people is asked for to ``publish``.
        """
        from qualcode.analysis.frequency import kept
        from qualcode.analysis.keyness import by_people
        from qualcode.analysis.small_groups import tells_nobody_apart
        from qualcode.analysis.vocabulary import count_terms, find_uses, publishable

        if publish and where:
            raise Refused(
                "What leaves is about everyone in the study: beside a table of all, one of some of"
                " them would tell about the others. Take the filter back."
            )
        lists = lists or self.term_lists()
        if lists is None:
            raise Refused(
                "The study has no lists of terms yet; give two on the Patterns page, or name a file"
                " with --terms."
            )
        frames, shelf, tokens = self._said()
        refuse_unknown([by] if by else [], frames.attributes)
        refuse_unknown(where or (), frames.attributes)
        asked = self._normalised(where or {}, frames)
        own = kept(frames.people, asked)
        said = tokens.only(by_people(tokens, own))
        uses = find_uses(said, frames, shelf, lists, _titles(self.respondents))
        small = int(self.about()["options"]["small_group"])
        together = ""
        if publish and by and not tells_nobody_apart(frames.people, by, small):
            together = (
                f" Beside the total or another table, a table by {by} could tell what fewer than"
                f" {small} people say, so everyone stands together."
            )
            by = None
        rows = count_terms(uses, said, own, lists, by)
        if publish:
            rows = publishable(rows, small)
            if by and 2 * sum(row.suppressed for row in rows) > len(rows):
                together = (
                    f" More than half of the table by {by} would be kept back, so everyone stands"
                    " together."
                )
                rows, by = publishable(count_terms(uses, said, own, lists, None), small), None
        caption = vocabulary_caption(
            own, len(said.word), uses.left_out, lists, asked, small=small if publish else 0
        )
        if any(row.suppressed for row in rows):
            caption += (
                f" Groups and counts of fewer than {small} people are kept back, and what nobody"
                " or everybody says."
            )
        return Vocabulary(tuple(rows), lists, by, uses.left_out, caption + together)

    def vocabulary_file(
        self,
        ending: str,
        by: str | None = "role",
        *,
        lists: TermLists | None = None,
        target: Path | None = None,
    ) -> bytes:
        """The table or its chart as the content of a .csv, .xlsx, .png or .svg file.

        Small groups are kept back. With ``target`` it is written there, replacing the file whole.
        Recorded like every export.

        Raises
        ------
        Refused
            The ending is another; or as for `vocabulary`.
        """
        from qualcode.report.wording import VOCABULARY, as_file, checked_kind

        kind = checked_kind(ending)
        found = self.vocabulary(by, lists=lists, publish=True)
        names = {row.group: self._group_name(found.by, row.group) for row in found.rows}
        rows = [asdict(row) | {"group": names[row.group]} for row in found.rows]

        notes = [found.caption, self.claims()]
        if not rows or (kind in ("png", "svg") and len(names) > MOST_GROUPS):
            raise Refused(
                f"A picture shows one to {MOST_GROUPS} groups, and there are {len(names)}; take the"
                " table instead, or compare by another attribute."
            )

        def chart() -> Any:
            from qualcode.report.charts.vocabulary import vocabulary_chart

            return vocabulary_chart(found.rows, names, dark=False, notes=notes)

        data = as_file(kind, rows, VOCABULARY, notes, chart)
        return self._words_leaving(f"vocabulary.{kind}", data, target)

    def _group_name(self, by: str | None, group: str | None) -> str:
        """A group for people."""
        if group is None:
            return "not known"
        return (self.respondents.role_name(group) or group) if by == "role" else group


def _titles(respondents: Respondents) -> tuple[str, ...]:
    names = (n for role in respondents.roles for n in (role.name, *role.variants))
    return tuple(dict.fromkeys(name for name in names if name.strip()))


def _as_plain(lists: TermLists) -> dict[str, Any]:
    both = [{"name": one.name.strip(), "terms": [t.strip() for t in one.terms]}
            for one in lists.both]  # fmt: skip
    return {"lists": both, "leave_out": [t.strip() for t in lists.leave_out]}


def _from_plain(body: Mapping[str, Any]) -> TermLists:
    first, second = (TermList(one["name"], tuple(one["terms"])) for one in body["lists"])
    return TermLists(first, second, tuple(body["leave_out"]))
