"""Themes people write over codes, and what the codings say to them."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused, UnknownItem
from qualcode.model.theme import Status, Theme, ThemeVersion
from qualcode.project.asking import AskingVerbs
from qualcode.project.names_away import themes_without
from qualcode.project.profiles import ProfileVerbs
from qualcode.project.theme_keeping import (
    KIND,
    as_version,
    checked_status,
    families,
    keep_theme,
    load_theme,
    plain_fields,
    refuse_overtaken,
    same_passage,
)
from qualcode.store import Writing, coded
from qualcode.store.kept import load_versions, save_kept
from qualcode.store.kept_versions import load_every_version

if TYPE_CHECKING:
    from qualcode.analysis.evidence import Evidence
    from qualcode.report.quotes import Quote


@dataclass(frozen=True)
class ChosenPassage:
    """A coding chosen for a theme or against it.

    ``coding`` is as it was chosen, and ``quotes`` what its speakers say today, under the coding
    that stands in its place; none where it was withdrawn or its speaker is not counted any more.
    """

    coding: str
    quotes: tuple[Quote, ...]


class FindingVerbs(ProfileVerbs, AskingVerbs):
    """Themes people write."""

    def add_theme(
        self,
        statement: str,
        *,
        codes: Sequence[str] = (),
        evidence: Sequence[str] = (),
        counter: Sequence[str] = (),
        priority: int | None = None,
        status: Status | str = Status.OPEN,
        note: str = "",
    ) -> Theme:
        """Write down a theme: a statement over codes, with codings for it and against it.

        Raises
        ------
        UnknownCode, UnknownItem, Refused
            The study has no such code or coding, or the theme breaks its own rules.
        """
        theme = Theme(
            str(uuid.uuid4()),
            statement.strip(),
            tuple(dict.fromkeys(codes)),
            tuple(dict.fromkeys(evidence)),
            tuple(dict.fromkeys(counter)),
            priority,
            checked_status(status),
            note,
        )
        with self._write() as tx:
            self._check(tx, theme, None)
            return keep_theme(tx, theme)

    def edit_theme(self, id: str, *, based_on: str | None = None, **fields: object) -> Theme:
        """Change what a theme says; fields not named stay. The version before is kept.

        ``based_on`` is the version a person started from: where somebody has changed the same
        field since, nothing is written.

        Raises
        ------
        UnknownItem, UnknownCode, Refused
            As for `add_theme`; there is no such theme or field, or somebody was quicker.
        """
        changed = plain_fields(fields)
        with self._write() as tx:
            before = load_theme(tx.connection, id)
            after = dataclasses.replace(before, **changed)
            if based_on is not None:
                refuse_overtaken(tx, id, based_on, before, after)
            self._check(tx, after, before)
            return before if after == before else keep_theme(tx, after)

    def choose_passage(self, theme: str, coding: str, side: str | None) -> Theme:
        """Let a coding speak ``for`` a theme or ``against`` it, or no more (None).

        Raises
        ------
        UnknownItem, Refused
            There is no such theme or coding, or the side is another word.
        """
        if side not in ("for", "against", None):
            raise Refused("A passage speaks 'for' a theme or 'against' it.")
        with self._write() as tx:
            before = load_theme(tx.connection, theme)
            same = same_passage(tx.connection, coding, (*before.evidence, *before.counter))
            kept = [
                tuple(c for c in own if c not in same) for own in (before.evidence, before.counter)
            ]
            if side is not None:
                kept[side == "against"] += (coding,)
            after = dataclasses.replace(before, evidence=kept[0], counter=kept[1])
            self._check(tx, after, before)
            return before if after == before else keep_theme(tx, after)

    def drop_theme(self, id: str) -> None:
        """Take a theme out of the study; its versions stay, and one can be brought back."""
        with self._write() as tx:
            load_theme(tx.connection, id)
            save_kept(tx, KIND, id, None)

    def restore_theme(self, id: str, version: str) -> Theme:
        """Bring back a version of a theme, as its newest one.

        Raises
        ------
        UnknownItem
            The theme never had this version, or it is one that dropped it.
        """
        with self._write() as tx:
            found = [v for v in load_versions(tx.connection, KIND, id) if v.id == version]
            if not found or found[0].body is None:
                raise UnknownItem("The theme has no such version; look at its history again.")
            return keep_theme(tx, Theme.of_body(id, found[0].body))

    def written_themes(self, at: str | None = None) -> list[Theme]:
        """The themes, those of high priority first, then as they were first written.

        ``at`` is a date or time (UTC, ISO 8601): the themes as they stood then.
        """
        with self._read() as connection:
            versions = load_every_version(connection, KIND)
        if at is not None:
            versions = [v for v in versions if v.made_at[: len(at)] <= at]
        # A key keeps the place of its first version.
        newest = {v.key: v for v in versions}
        themes = [Theme.of_body(v.key, v.body) for v in newest.values() if v.body is not None]
        return sorted(themes, key=lambda theme: theme.priority or 99)

    def dropped_themes(self) -> list[tuple[Theme, str]]:
        """Themes that were dropped, each as it last was, with the version that brings it back."""
        with self._read() as connection:
            versions = load_every_version(connection, KIND)
        gone = {v.key for v in {v.key: v for v in versions}.values() if v.body is None}
        last = {v.key: v for v in versions if v.key in gone and v.body is not None}
        return [(Theme.of_body(v.key, v.body or {}), v.id) for v in last.values()]

    def theme(self, id: str) -> Theme:
        """One theme.

        Raises
        ------
        UnknownItem
            There is none of this id, or it was dropped.
        """
        with self._read() as connection:
            return load_theme(connection, id)

    def theme_versions(self, id: str) -> list[ThemeVersion]:
        """Every version of a theme, newest first; a version without a theme dropped it."""
        with self._read() as connection:
            return [as_version(kept) for kept in load_versions(connection, KIND, id)]

    def theme_evidence(self, theme: str | Theme) -> Evidence:
        """Who stands behind the codes of a theme, who says the opposite and who says nothing.

        Letters of an indicator are counted with it; codes that are gone from the codebook are
        left out. Only interviews count.
        """
        from qualcode.analysis.evidence import gather

        asked = self.theme(theme) if isinstance(theme, str) else theme
        book = self.codebook
        codes = families(book, asked.codes)
        return gather(self.frames(), codes, self._unasked(codes))

    def chosen_passages(
        self, theme: str | Theme
    ) -> tuple[list[ChosenPassage], list[ChosenPassage]]:
        """What was chosen for a theme and what against it, as it stands today."""
        asked = self.theme(theme) if isinstance(theme, str) else theme
        return self._chosen(asked.evidence), self._chosen(asked.counter)

    def themes_list(self, ending: str) -> bytes:
        """The themes as a plain list without quotes, to show to participants: .docx or .md.

        A theme is marked where at least the study's small group of people speak of it, and no
        other number of people leaves; themes marked as dropped and notes stay out. It is recorded
        as an export.

        Raises
        ------
        Refused
            The ending is another one, or there is no theme to list.
        """
        before, (data, count) = self._quotable(), self._listed(ending)
        name = f"themes.{ending.lstrip('.')}"
        with self._leaving("export themes", name, before=before, themes=count):
            return data

    def export_themes(self, target: Path) -> int:
        """Write the plain list of themes to a file, replacing it whole; return how many.

        Raises
        ------
        Refused
            As for `themes_list`, or the file cannot be written.
        """
        from qualcode.report.files import replace_file

        before, (data, count) = self._quotable(), self._listed(target.suffix)
        name = f"themes{target.suffix.lower()}"
        with self._leaving("export themes", name, before=before, themes=count):
            replace_file(target, data)
        return count

    def _listed(self, ending: str) -> tuple[bytes, int]:
        from qualcode.report.themes_list import as_list

        themes = [t for t in self.written_themes() if t.status is not Status.DROP]
        if not themes:
            raise Refused("There is no theme to list yet; write one first.")
        options = self.about()["options"]
        small = int(options["small_group"])
        counted = [(t, self.theme_evidence(t)) for t in themes]
        free = self._free_names()
        named = themes_without(free, themes)
        self._refuse_names(theme.statement for theme in named)
        told = [(one, of) for one, (_, of) in zip(named, counted, strict=True)]
        return as_list(ending, told, small, self.claims(), self.codebook_version), len(themes)

    def _check(self, tx: Writing, after: Theme, before: Theme | None) -> None:
        """Refuse codes and codings the study does not have; those chosen before may be gone."""
        book = self._codebook_in(tx)
        for code in set(after.codes) - set(before.codes if before else ()):
            book[code]
        old = (*before.evidence, *before.counter) if before else ()
        for coding in {*after.evidence, *after.counter} - set(old):
            coded.load_standing(tx.connection, coding)

    def _chosen(self, codings: Iterable[str]) -> list[ChosenPassage]:
        from qualcode.report.quotes import select_quotes

        ids = list(codings)
        with self._read() as connection:
            heirs = {id: coded.load_heir(connection, id) for id in ids}
        frames, book, listed = self.frames(), self.codebook, self.respondents
        standing = {heir.id for heir in heirs.values() if heir is not None}
        near = frames.codings[frames.codings["coding"].isin(list(standing))]
        found = []
        for id, heir in heirs.items():
            # One at a time: two chosen codings of the same words stay two.
            own = near[near["coding"] == heir.id] if heir is not None else near[:0]
            quotes = select_quotes(dataclasses.replace(frames, codings=own), book, listed, where={})
            found.append(ChosenPassage(id, tuple(quotes)))
        return found

    def _unasked(self, codes: frozenset[str]) -> frozenset[str]:
        """Transcripts in which no question of the schedule bears on these codes."""
        asked = self.all_codes_asked()
        return frozenset(id for id, bear in asked.items() if not codes & bear)
