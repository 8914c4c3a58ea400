"""What is published: tables from which nobody's answer can be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.model import Coder, Direction
from qualcode.project.blind import refuse_apart
from qualcode.project.checking import checked_direction
from qualcode.project.names_away import names_of_codes
from qualcode.project.naming import meant, meant_in, refuse_unknown
from qualcode.project.quotable import load_quotable, refuse_moved
from qualcode.project.quote_edits import KIND as EDIT
from qualcode.project.releases import KIND, as_body, as_released, from_kept, key_of
from qualcode.project.shown import ShownVerbs, refuse_parts, wait_for
from qualcode.project.understanding import KINDS, SAID, Groups, left_out
from qualcode.store import Writing, people
from qualcode.store.kept import load_kept, save_kept

if TYPE_CHECKING:
    from qualcode.analysis.disclosure_asked import Asked
    from qualcode.analysis.disclosure_tables import Guard, Published
    from qualcode.analysis.frames import Frames
    from qualcode.analysis.frequency import Level, ThemeTable
    from qualcode.analysis.releases import Release

# More would tell each person apart, and every further one doubles the tables to be protected.
MOST_ATTRIBUTES = 4


@dataclass(frozen=True)
class _Ready:
    """What was worked out of one state of the study.

    tables : by what was asked for
    guards : by the kinds of texts; with what was published before
    noted : what the mentor it is for was shown of it
    """

    state: tuple[int, str]
    tables: dict[str, tuple[Published, Release]] = field(default_factory=dict)
    guards: dict[tuple[str, ...], tuple[Guard, list[Release]]] = field(default_factory=dict)
    noted: list[Asked] = field(default_factory=list)


class PublishingVerbs(ShownVerbs):
    """What is published."""

    _ready = _Ready((-1, ""))

    def publish(
        self,
        by: Sequence[str] = (),
        *,
        where: Mapping[str, str] | None = None,
        direction: Direction | str | None = None,
        coder: str | None = None,
        kinds: Iterable[str] = KINDS,
        groups: Groups = False,
        level: Level | str = "both",
        confirmed: bool = False,
        name: str = "themes",
    ) -> ThemeTable:
        """`themes` as they may leave, with small groups kept back; recorded as an export.

        Rows that are kept back have nulls and ``suppressed``. Where more than half would be kept
        back, the coarser table is made: its ``by`` says which, its caption why.

        Parameters
        ----------
        level : indicators, letters or both
        confirmed : publish though few people came or went since an earlier release; recorded
        name : what the export is called in the history

        Raises
        ------
        Refused, UnknownCode
            As `themes`; or there are more than four attributes, filters included; or a group
            differs from an earlier release by fewer people than the study's small group.
        """
        self._refuse_confirming(confirmed=confirmed)
        kinds = tuple(str(kind) for kind in kinds)
        asked = self._asked(by, where, direction, coder, kinds, groups, level)
        before = self._quotable()
        published, release = self._prepared(asked, kinds, confirmed)
        self._refuse_names(written=names_of_codes(self.codebook))
        with self._write() as tx:
            refuse_apart(tx)
            refuse_moved(before, load_quotable(tx.connection, EDIT))
            self._remember(tx)
            self._enter_release(tx, published, release, name, confirmed=confirmed)
        return published.table

    def _enter_release(
        self, tx: Writing, published: Published, release: Release, name: str, *, confirmed: bool
    ) -> None:
        """Put a table into the register of releases and note it, where it leaves."""
        people.save_coder(tx, Coder(tx.who))
        key, known = key_of(release), {kept.key for kept in load_kept(tx.connection, KIND)}
        if confirmed:
            tx.record("confirm release", name)
        if key not in known:
            save_kept(tx, KIND, key, as_body(release))
        tx.record(
            "export table",
            name,
            by=list(published.asked.by),
            cells=published.cells,
            kept_back=published.kept,
        )

    def _prepared_together(
        self, every: Iterable[Sequence[str]], *, confirmed: bool
    ) -> list[tuple[Published, Release]]:
        """Tables that leave in one file, each made as though those before it had left already."""
        made: list[tuple[Published, Release]] = []
        for by in every:
            kinds = tuple(str(kind) for kind in KINDS)
            asked = self._asked(by, None, None, None, kinds, False, "both")
            if not made and not self._for_mentor:
                # Before it nothing else left: it is the table that was shown.
                made.append(self._prepared(asked, kinds, confirmed))
                continue
            guard, before = self._guard(kinds, [as_released(release) for _, release in made])
            made.append(_prepare(guard, before, asked, kinds, confirmed, mentor=False))
        return made

    def publishable(
        self,
        by: Sequence[str] = (),
        *,
        where: Mapping[str, str] | None = None,
        direction: Direction | str | None = None,
        coder: str | None = None,
        kinds: Iterable[str] = KINDS,
        groups: Groups = False,
        level: Level | str = "both",
        confirmed: bool = False,
    ) -> ThemeTable:
        """The table `publish` would give; nothing leaves by this, so nothing is recorded.

        What a mentor is shown is noted: the next table waits where, beside it, it would tell what
        few people said. Hers are about everybody, and she confirms nothing.

        Raises
        ------
        Refused, UnknownCode
            As `publish`; or a mentor asks for a part of the people.
        StudyError
            A mentor's look cannot be noted, so that nothing is shown.
        """
        self._refuse_confirming(confirmed=confirmed)
        mentor, kinds = self._for_mentor, tuple(str(kind) for kind in kinds)
        if mentor:
            refuse_parts(where, (direction, coder), kinds)
        asked = self._asked(by, where, direction, coder, kinds, groups, level)
        published, release = self._prepared(asked, kinds, confirmed)
        if mentor and asked not in self._ready.noted:
            # Nothing stays in hand that could not be noted.
            ready, self._ready = self._ready, _Ready((-1, ""))
            counts = self._note_table(release, self._widened(kinds))
            if counts is not None and ready.state[0] == counts[0]:
                # Only the guards do not know yet of what was shown.
                ready = replace(ready, state=(counts[1], self.coder), guards={})
            ready.noted.append(asked)
            self._ready = ready
        return published.table

    def _asked(
        self,
        by: Sequence[str],
        where: Mapping[str, str] | None,
        direction: Direction | str | None,
        coder: str | None,
        kinds: tuple[str, ...],
        groups: Groups,
        level: Level | str,
    ) -> Asked:
        from qualcode.analysis.disclosure_asked import Asked
        from qualcode.analysis.frequency import Level

        frames = self._widened(kinds)
        by = tuple(meant(name, (*frames.attributes, *SAID)) for name in by)
        where = meant_in(where or {}, (*frames.attributes, "question"))
        refuse_unknown(by, (*frames.attributes, *SAID))
        refuse_unknown(where or (), (*frames.attributes, "question"))
        if len(set(by)) < len(by):
            raise Refused("Each attribute can be asked for once.")
        if level not in list(Level):
            raise Refused(f"There is no level {level!r}; choose one of {', '.join(Level)}.")
        rows = self._groups(groups)
        if not set(rows) <= set(self.codebook.reporting_groups):
            raise Refused(
                "Only the reporting groups of the codebook can be published: rows made up as one"
                " likes could be subtracted from each other; write the group into the codebook."
            )
        asked = Asked(
            tuple(by),
            self._normalised(where or {}, frames),
            checked_direction(direction).value if direction else None,
            coder,
            rows,
            Level(level),
            (f"Codebook version {self.codebook_version}.", left_out(kinds)),
        )
        if len(asked.over) > MOST_ATTRIBUTES:
            raise Refused(
                f"A published table has at most {MOST_ATTRIBUTES} attributes, filters included;"
                " ask for fewer."
            )
        return asked

    def _widened(self, kinds: tuple[str, ...]) -> Frames:
        """The frames with authority types and role groups, the coarser attributes."""
        from qualcode.analysis.disclosure_asked import with_coarser
        from qualcode.report.attribution import GROUPS

        listed = self.respondents
        types = {a.name: a.type for a in listed.authorities if a.type}
        in_group = {r.id: GROUPS.get(r.group, r.group) for r in listed.roles if r.group}
        return with_coarser(self.frames(kinds), types, in_group)

    def _prepared(
        self, asked: Asked, kinds: tuple[str, ...], confirmed: bool
    ) -> tuple[Published, Release]:
        """The table as it may leave, and what the register will say of it; kept until the study
        changes, since a page asks again and again.
        """
        with self._read() as connection:
            state, _ = self._state_of_tables(connection)
        if mentor := self._for_mentor:
            state = state[0], self.coder
        if self._ready.state != state:
            self._ready = _Ready(state)
        ready, key = self._ready, repr((asked, kinds, confirmed))
        if key not in ready.tables:
            if kinds not in ready.guards:
                ready.guards[kinds] = self._guard(kinds)
            guard, before = ready.guards[kinds]
            ready.tables[key] = _prepare(guard, before, asked, kinds, confirmed, mentor=mentor)
        return ready.tables[key]

    def _guard(
        self, kinds: tuple[str, ...], left: Sequence[Release] = ()
    ) -> tuple[Guard, list[Release]]:
        """What makes tables of these texts publishable, and what of them was published before.

        ``left`` are releases not yet in the register.
        """
        from qualcode.analysis.disclosure_known import Earlier
        from qualcode.analysis.disclosure_tables import Guard

        frames, codebook = self._widened(kinds), self.codebook
        small = int(self.about()["options"]["small_group"])
        with self._read() as connection:
            found = [*(from_kept(kept) for kept in load_kept(connection, KIND)), *left]
            if self._for_mentor:
                found += self._shown_tables(connection, kinds)
        before = [one for one in found if set(one.kinds) == set(kinds)]
        unique = [role.id for role in self.respondents.roles if role.unique_post]
        earlier = Earlier(frames, codebook, before)
        return Guard(frames, codebook, small, unique, earlier.further), before


def _prepare(
    guard: Guard,
    before: Sequence[Release],
    asked: Asked,
    kinds: tuple[str, ...],
    confirmed: bool,
    *,
    mentor: bool,
) -> tuple[Published, Release]:
    """A table as it may leave, and what the register will say of it."""
    from qualcode.analysis.releases import release_of

    published = guard.publishable(asked)
    release = release_of(published, guard.frames, guard.codebook, kinds)
    if not confirmed:
        refuse_few(release, before, guard.frames, guard.small, mentor=mentor)
    return published, release


def refuse_few(
    release: Release,
    before: Sequence[Release],
    frames: Frames,
    small: int,
    *,
    mentor: bool = False,
) -> None:
    """Stop a table that, beside an earlier one, would tell what few people said.

    Raises
    ------
    Refused
        Naming how many people came or went, since when, and what to do.
    """
    from qualcode.analysis.releases import few_differ, same_people

    if any(old.asked == release.asked and same_people(old, frames) for old in before):
        return
    for old in before:
        if not any(cell is not None and cell[1] for cell in old.cells.values()):
            continue  # it told nothing
        few = few_differ(release, old, frames, small)
        if few and mentor:
            raise Refused(wait_for(few, old.made_at, small))
        if few:
            have = "person has" if few == 1 else "people have"
            raise Refused(
                f"In a group of this table {few} {have} come or gone since the release of"
                f" {old.made_at[:10]}, so both together would tell what they said; publish again"
                f" when it is {small} or more, or confirm the release."
            )
