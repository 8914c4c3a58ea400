"""Taguette projects: the SQLite file it exports, into the records of an exchanged project.

Written after Taguette 1.5's own tables and its public source; tables of releases from 0.4 on look
alike. A highlight keeps the words it marked, and is believed only where they stand.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field

from qualcode.errors import UnreadableFile
from qualcode.formats.flow import some
from qualcode.formats.refi.findings import Findings
from qualcode.formats.refi.letters import proper_guid, time_of
from qualcode.formats.sqlite_tables import Record, Tables
from qualcode.formats.taguette_page import Page, raw_text
from qualcode.model import Problem, Span
from qualcode.model.exchange import (
    Offsets,
    RefiCode,
    RefiCoding,
    RefiNote,
    RefiProject,
    RefiSelection,
    RefiUser,
    TextSource,
)

TABLES = frozenset(["projects", "documents", "tags", "highlights", "highlight_tags"])
# A text of more letters than ten long books is none.
LONGEST = 2_000_000
_DEEPEST = 50
# Letters looked through for words that are not where they should be, in all; a real project's
# highlights are where they should be.
_MOST_LOOKED = 400_000_000
_MARKED = "UTF-8 bytes of the text"


def read_taguette(tables: Tables, name: str) -> tuple[RefiProject, list[Problem]]:
    """The one project of a file: its documents, tags, highlights and who made them.

    Positions are checked against the words each highlight keeps. Where these stand elsewhere, and
    only once, the highlight goes there and is listed; where nowhere or in several places, it is
    left out and listed.

    Raises
    ------
    UnreadableFile
        There is no project in it, or more than one.
    """
    projects = tables.read("projects", ("id", "name", "description", "created"))
    if len(projects) != 1:
        held = "no project" if not projects else some(len(projects), "project")
        raise UnreadableFile(
            f"{name} holds {held}; in Taguette open the one you want, and under Project"
            " info choose Export project, which writes a file of its own."
        )
    return _Reading(tables, projects[0]).project()


@dataclass
class _Highlight:
    id: int
    start: int
    end: int
    snippet: str
    tags: list[int] = field(default_factory=list)


class _Reading:
    """One project on its way into records."""

    def __init__(self, tables: Tables, project: Record) -> None:
        self._tables = tables
        self._project = project
        self._findings = Findings()
        self._notes: list[RefiNote] = []
        self._looked = 0
        # The same project gives the same guids whenever and under whatever name it is read.
        said = f"{project.text('name')}\0{project.text('created')}"
        self._root = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
        self._makers = _makers(tables)
        members = tables.read("project_members", ("user_login",))
        self._only_member = members[0].line("user_login") if len(members) == 1 else ""

    def project(self) -> tuple[RefiProject, list[Problem]]:
        project = self._project
        codes = self._codes()
        highlights = self._highlights({code.guid for code in codes})
        hung = self._noted(project.text("description"), "Taguette project", "project")
        rows = self._tables.read("documents", ("id", "name", "description", "created", "contents"))
        own = sorted((row for row in rows if row.number("id") is not None), key=_id)
        sources: list[TextSource] = []
        for row in own:
            sources.append(self._source(row, highlights.pop(_id(row), []), len(sources) + 1))
        self._lost(highlights)
        users = sorted({who for made in self._makers.values() for who, _ in made.values()})
        used = sorted({*users, self._only_member} - {""})
        return (
            RefiProject(
                name=project.line("name"),
                origin="Taguette",
                time=time_of(project.text("created")) or "",
                users=tuple(RefiUser(self._guid("user", who), who, who) for who in used),
                codes=codes,
                sources=tuple(sources),
                notes=tuple(self._notes),
                hung=hung,
                losses=self._findings.losses,
            ),
            self._findings.problems,
        )

    def _guid(self, kind: str, id: object) -> str:
        return proper_guid(f"taguette:{self._root}:{kind}:{id}")

    def _user(self, who: str) -> str:
        return self._guid("user", who) if who else ""

    def _noted(self, words: str, title: str, of: str) -> tuple[str, ...]:
        """A description as a memo of what it describes."""
        if not words.strip():
            return ()
        self._notes.append(
            RefiNote(self._guid("note", of), title, words.strip(), self._user(self._only_member))
        )
        return (self._notes[-1].guid,)

    def _codes(self) -> tuple[RefiCode, ...]:
        """Tags as codes; one stands below another where Taguette says so or its name does.

        Taguette lists ``joy`` and ``joy.shared`` together, as a tag and a part of it.
        """
        rows = self._tables.read("tags", ("id", "path", "description"), ("parent_id",))
        known = {_id(row): row for row in sorted(rows, key=_id) if row.number("id") is not None}
        by_path = {row.line("path"): id for id, row in known.items()}
        above: dict[int, int | None] = {}
        for id, row in known.items():
            parent, path = row.number("parent_id"), row.line("path")
            while parent not in known and "." in path:
                path = path.rpartition(".")[0]
                parent = by_path.get(path)
            above[id] = parent if parent in known and parent != id else None
        made: dict[int, RefiCode] = {}
        for id in known:
            way = [id]
            while (parent := above[way[-1]]) is not None and parent not in made:
                if parent in way or len(way) == _DEEPEST:
                    self._findings.wrong(
                        f"a tag below itself, or below more than {_DEEPEST} others, was taken to"
                        " the top"
                    )
                    above[way[-1]] = None
                    break
                way.append(parent)
            for one in reversed(way):
                self._code(one, known[one], above[one], made)
        return tuple(made.values())

    def _code(self, id: int, row: Record, parent: int | None, made: dict[int, RefiCode]) -> None:
        if id not in made:
            over = None if parent is None else self._guid("tag", parent)
            words = row.text("description").strip()
            called = row.line("path") or "Tag without a name"
            made[id] = RefiCode(self._guid("tag", id), called, over, description=words)

    def _highlights(self, codes: set[str]) -> dict[int, list[_Highlight]]:
        """Highlights by the document they are in, each with its tags."""
        columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
        found: dict[int, list[_Highlight]] = defaultdict(list)
        by_id: dict[int, _Highlight] = {}
        for row in self._tables.read("highlights", columns):
            numbers = [row.number(column) for column in columns[:4]]
            id, document, start, end = numbers
            if id is None or document is None or start is None or end is None:
                self._findings.wrong("a highlight without a place was left out")
                continue
            by_id[id] = _Highlight(id, start, end, row.text("snippet"))
            found[document].append(by_id[id])
        strays = 0
        for row in self._tables.read("highlight_tags", ("highlight_id", "tag_id")):
            marked, tag = by_id.get(row.number("highlight_id") or -1), row.number("tag_id")
            if marked is None or tag is None or self._guid("tag", tag) not in codes:
                strays += 1
            else:
                marked.tags.append(tag)
        if strays:
            self._findings.wrong(f"{some(strays, 'tag')} on no highlight left out")
        return found

    def _lost(self, highlights: dict[int, list[_Highlight]]) -> None:
        if number := sum(map(len, highlights.values())):
            self._findings.wrong(f"{some(number, 'highlight')} of no document left out")

    def _source(self, row: Record, marked: list[_Highlight], number: int) -> TextSource:
        id, where = _id(row), f"source {number}"
        contents = row.text("contents")
        notes = self._noted(row.text("description"), row.line("name"), f"document {id}")
        text, offsets = None, None
        selections: tuple[RefiSelection, ...] = ()
        if len(contents) > LONGEST:
            self._findings.wrong(
                f"{where}: more than {LONGEST:,} letters; it and its"
                f" {some(len(marked), 'highlight')} were left out"
            )
        else:
            page = Page(contents)
            text = page.text
            selections = self._selections(page, marked, where)
            offsets = Offsets(_MARKED, crlf=1, tested=len(marked)) if marked else None
        return TextSource(
            self._guid("document", id),
            row.line("name") or f"Document {number}",
            text,
            selections,
            notes=notes,
            time=time_of(row.text("created")) or "",
            offsets=offsets,
        )

    def _selections(
        self, page: Page, marked: list[_Highlight], where: str
    ) -> tuple[RefiSelection, ...]:
        """The highlights of a page at the words they keep."""
        made = []
        moved = strangers = unsaid = 0
        for one in sorted(marked, key=lambda one: (one.start, one.end, one.id)):
            span, how = self._place(page, one)
            moved += how == "moved"
            unsaid += how == "unsaid"
            if span is None:
                strangers += 1
                continue
            made.append(RefiSelection(self._guid("highlight", one.id), span, self._codings(one)))
        if moved:
            self._findings.wrong(
                f"{where}: {some(moved, 'highlight')} pointed at other words than"
                f" {'its' if moved == 1 else 'their'} own; put where the own words stand"
            )
        if unsaid:
            self._findings.wrong(
                f"{where}: {some(unsaid, 'highlight')} without own words to check the place by"
            )
        if strangers:
            self._findings.wrong(
                f"{where}: {some(strangers, 'highlight')} left out, because the words kept with"
                f" {'it' if strangers == 1 else 'them'} do not stand in the text, or more than"
                " once"
            )
        return tuple(made)

    def _place(self, page: Page, one: _Highlight) -> tuple[Span | None, str]:
        """Where a highlight's words stand, and how that is known."""
        own = raw_text(one.snippet)
        start, end = page.points(one.start, one.end)
        if 0 <= start < end <= len(page.raw):
            if not own.strip():
                return page.span(start, end), "unsaid"
            older, old_end = page.older_points(one.start, one.end)
            cuts = (page.raw[start:end], page.raw[older:old_end])
            if any(_stands(cut, own) for cut in cuts):
                return page.span(start, end), "there"
        words = own.strip()
        self._looked += 2 * len(page.raw)
        if not words or self._looked > _MOST_LOOKED:
            return None, "nowhere"
        at = page.raw.find(words)
        if at < 0 or page.raw.find(words, at + 1) >= 0:
            return None, "nowhere"
        return page.span(at, at + len(words)), "moved"

    def _codings(self, one: _Highlight) -> tuple[RefiCoding, ...]:
        made = []
        for tag in dict.fromkeys(one.tags):
            who, when = self._makers.get(one.id, {}).get(tag, (self._only_member, ""))
            guid = self._guid("coding", f"{one.id}:{tag}")
            made.append(RefiCoding(guid, self._guid("tag", tag), self._user(who), when))
        return tuple(made)


def _stands(words: str, own: str) -> bool:
    """Whether words are a highlight's own, white space aside."""
    return len(words) <= 2 * len(own) + 100 and words.split() == own.split()


def _makers(tables: Tables) -> dict[int, dict[int, tuple[str, str]]]:
    """Highlight -> tag -> who set it and when, by the log of what was done."""
    rows = tables.read("commands", ("id", "date", "user_login", "payload"))
    made: dict[int, dict[int, tuple[str, str]]] = {}
    merged: dict[int, int] = {}
    for row in sorted((row for row in rows if row.number("id") is not None), key=_id):
        try:
            said = json.loads(row.text("payload"))
        except (ValueError, RecursionError):
            continue  # a line of the log that says nothing
        if not isinstance(said, dict):
            continue
        if said.get("type") == "highlight_add" and type(said.get("highlight_id")) is int:
            here = (row.line("user_login"), time_of(row.text("date")) or "")
            before, tags = made.get(said["highlight_id"], {}), said.get("tags")
            whole = [tag for tag in tags if type(tag) is int] if isinstance(tags, list) else []
            made[said["highlight_id"]] = {tag: before.get(tag, here) for tag in whole}
        elif said.get("type") == "tag_merge":
            gone, kept = said.get("src_tag_id"), said.get("dest_tag_id")
            if type(gone) is int and type(kept) is int and gone != kept:
                merged[gone] = kept
    for tags in made.values():
        for tag in list(tags):
            one = tag
            for _ in range(_DEEPEST):
                one = merged.get(one, one)
            tags.setdefault(one, tags[tag])
    return made


def _id(row: Record) -> int:
    return row.number("id") or 0
