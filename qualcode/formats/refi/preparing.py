"""A project made ready to be written: what the format has no way to hold is taken out, and told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from qualcode.formats.refi.findings import Findings
from qualcode.formats.refi.letters import (
    ILLEGAL,
    colour_of,
    legal,
    proper_guid,
    time_of,
    value_fits,
)
from qualcode.formats.refi.measure import STANDARD, Ruler
from qualcode.model import Span
from qualcode.model.exchange import (
    VALUE_KINDS,
    Loss,
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiLink,
    RefiNote,
    RefiProject,
    RefiSelection,
    RefiSet,
    RefiUser,
    RefiValue,
    RefiVariable,
    TextSource,
)

_DIRECTIONS = ("", "Associative", "OneWay", "Bidirectional")
# NUL and lone surrogates: UTF-8 cannot hold the one, and other readers stop at the other.
_UNTEXT = re.compile("[\0\ud800-\udfff]")
_CHARACTERS = "character XML cannot hold"


def prepared(project: RefiProject) -> tuple[RefiProject, tuple[Loss, ...]]:
    """The project as it can be written, and what that takes from it.

    Ids become guids, the same every time. Texts get LF line ends and keep every character but NUL
    and lone surrogates, which become U+FFFD so that no offset moves. Sources without a text and
    references that lead nowhere are left out.
    """
    findings = Findings()
    for thing, things, gone in (
        ("picture, PDF or recording", "pictures, PDFs and recordings", project.others),
        ("drawing of a network", "drawings of networks", project.graphs),
    ):
        findings.lost("the project", thing, things, number=len(gone))
    return _Preparation(findings, project).project(project), findings.losses


class _Preparation:
    """What one project's references may lead to, and where its losses go."""

    def __init__(self, findings: Findings, project: RefiProject) -> None:
        self._findings = findings
        self._guids: dict[str, str] = {}
        self._users = {self._guid(user.guid) for user in project.users}
        self._codes = {self._guid(code.guid) for code in project.codes}
        self._variables = {self._guid(variable.guid) for variable in project.variables}
        self._notes = {self._guid(note.guid) for note in project.notes}
        self._texts = {self._guid(one.guid) for one in project.sources if one.text is not None}
        self._marks: set[str] = set()

    def project(self, project: RefiProject) -> RefiProject:
        """Everything in it, made ready; selections first, since cases point to them."""
        where = "the project"
        sources = tuple(
            self._source(source, source.text, f"source {number}")
            for number, source in enumerate(project.sources, 1)
            if source.text is not None
        )
        self._findings.lost(
            where,
            "source without a text",
            "sources without a text",
            number=len(project.sources) - len(sources),
        )
        self._marks = {one.guid for source in sources for one in source.selections}
        return RefiProject(
            name=self._words(project.name, where),
            origin=self._words(project.origin, where),
            description=self._words(project.description, where),
            user=self._user(project.user, where),
            time=self._time(project.time, where),
            users=tuple(map(self._person, project.users)),
            codes=parents_first(self._code(code) for code in project.codes),
            variables=tuple(map(self._variable, project.variables)),
            cases=tuple(map(self._case, project.cases)),
            sources=sources,
            notes=tuple(map(self._note, project.notes)),
            links=tuple(map(self._link, project.links)),
            sets=tuple(map(self._set, project.sets)),
            hung=self._hung(project.hung, where),
        )

    def _guid(self, id: str) -> str:
        if id not in self._guids:
            self._guids[id] = proper_guid(id)
        return self._guids[id]

    def _words(self, words: str, where: str) -> str:
        if gone := len(ILLEGAL.findall(words)):
            self._findings.lost(where, _CHARACTERS, "characters XML cannot hold", number=gone)
            return legal(words)
        return words

    def _time(self, time: str, where: str) -> str:
        moment = time_of(time) if time else ""
        if moment is None:
            self._findings.lost(
                where, "date and time that is none", "dates and times that are none"
            )
        return moment or ""

    def _kept(self, ids: Iterable[str], known: set[str], thing: str, where: str) -> tuple[str, ...]:
        guids = [self._guid(id) for id in ids]
        kept = tuple(guid for guid in guids if guid in known)
        self._findings.lost(
            where,
            f"reference to a {thing} that is not there",
            f"references to a {thing} that is not there",
            number=len(guids) - len(kept),
        )
        return kept

    def _hung(self, ids: tuple[str, ...], where: str) -> tuple[str, ...]:
        return self._kept(ids, self._notes, "note", where) if ids else ids

    def _user(self, id: str, where: str) -> str:
        return "".join(self._kept([id], self._users, "person", where)) if id else ""

    def _person(self, user: RefiUser) -> RefiUser:
        where = "the people"
        guid = self._guid(user.guid)
        return RefiUser(guid, self._words(user.name, where), self._words(user.id, where))

    def _code(self, code: RefiCode) -> RefiCode:
        where = "the codebook"
        parent = None
        if code.parent is not None:
            parent = "".join(self._kept([code.parent], self._codes, "code", where)) or None
        return RefiCode(
            self._guid(code.guid),
            self._words(code.name, where),
            parent,
            self._colour(code.colour, where),
            self._words(code.description, where),
            code.codable,
            self._hung(code.notes, where),
        )

    def _colour(self, written: str | None, where: str) -> str | None:
        colour = colour_of(written) if written else None
        self._findings.lost(where, "colour that is none", number=int(bool(written) and not colour))
        return colour

    def _variable(self, one: RefiVariable) -> RefiVariable:
        where = "the attributes"
        kind = one.kind if one.kind in VALUE_KINDS else "Text"
        name, description = self._words(one.name, where), self._words(one.description, where)
        return RefiVariable(self._guid(one.guid), name, kind, description)

    def _values(self, values: tuple[RefiValue, ...], where: str) -> tuple[RefiValue, ...]:
        made = []
        for one in values:
            variable = "".join(self._kept([one.variable], self._variables, "variable", where))
            if not variable:
                continue
            value = None if one.value is None else self._words(one.value, where)
            kind = one.kind
            if kind not in VALUE_KINDS or (value is not None and not value_fits(value, kind)):
                self._findings.lost(
                    where,
                    "value that does not fit its type",
                    "values that do not fit their types",
                    fate="written as text",
                )
                kind = "Text"
            # Which type an absent value would have had is not written.
            made.append(RefiValue(variable, value, "Text" if value is None else kind))
        return tuple(made)

    def _case(self, case: RefiCase) -> RefiCase:
        where = "the cases"
        return RefiCase(
            self._guid(case.guid),
            self._words(case.name, where),
            self._words(case.description, where),
            self._kept(case.codes, self._codes, "code", where),
            self._values(case.values, where),
            self._kept(case.sources, self._texts, "source", where),
            self._kept(case.selections, self._marks, "selection", where),
        )

    def _source(self, source: TextSource, text: str, where: str) -> TextSource:
        text, gone = _UNTEXT.subn("\ufffd", text)
        self._findings.lost(
            where,
            "character of the text that no file of text can hold",
            "characters of the text that no file of text can hold",
            number=gone,
            fate="replaced by U+FFFD",
        )
        ruler = Ruler(text, bom=False)
        selections = []
        for one in source.selections:
            span = ruler.span(one.span.start, one.span.end, STANDARD)
            if isinstance(span, Span):
                selections.append(self._selection(one, span, where))
        self._findings.lost(
            where,
            "selection outside of its text",
            "selections outside of their text",
            number=len(source.selections) - len(selections),
        )
        self._findings.lost(
            where,
            "text of a recording or PDF",
            fate="written as a text of its own",
            number=int(source.kind != "text"),
        )
        return TextSource(
            self._guid(source.guid),
            self._words(source.name, where),
            ruler.text,
            tuple(selections),
            self._codings(source.codings, where),
            self._values(source.values, where),
            self._hung(source.notes, where),
            self._words(source.description, where),
            self._user(source.user, where),
            self._time(source.time, where),
        )

    def _selection(self, one: RefiSelection, span: Span, where: str) -> RefiSelection:
        return RefiSelection(
            self._guid(one.guid),
            span,
            self._codings(one.codings, where),
            self._words(one.name, where),
            self._words(one.description, where),
            self._user(one.user, where),
            self._time(one.time, where),
            self._hung(one.notes, where),
        )

    def _codings(self, codings: tuple[RefiCoding, ...], where: str) -> tuple[RefiCoding, ...]:
        made = []
        for one in codings:
            if code := "".join(self._kept([one.code], self._codes, "code", where)):
                user, time = self._user(one.user, where), self._time(one.time, where)
                notes = self._hung(one.notes, where)
                made.append(RefiCoding(self._guid(one.guid), code, user, time, notes))
        return tuple(made)

    def _note(self, note: RefiNote) -> RefiNote:
        where = "the notes"
        return RefiNote(
            self._guid(note.guid),
            self._words(note.name, where),
            self._words(note.text, where),
            self._user(note.user, where),
            self._time(note.time, where),
            self._words(note.description, where),
        )

    def _link(self, link: RefiLink) -> RefiLink:
        where = "the links"
        return replace(
            link,
            guid=self._guid(link.guid),
            name=self._words(link.name, where),
            origin=self._guid(link.origin) if link.origin else "",
            target=self._guid(link.target) if link.target else "",
            direction=link.direction if link.direction in _DIRECTIONS else "",
            colour=self._colour(link.colour, where),
            notes=self._hung(link.notes, where),
        )

    def _set(self, group: RefiSet) -> RefiSet:
        where = "the sets"
        return RefiSet(
            self._guid(group.guid),
            self._words(group.name, where),
            self._words(group.description, where),
            self._kept(group.codes, self._codes, "code", where),
            self._kept(group.sources, self._texts, "source", where),
            self._hung(group.notes, where),
        )


def parents_first(codes: Iterable[RefiCode]) -> tuple[RefiCode, ...]:
    """The codes in the order of their tree; those whose parents lead in a circle stand on top."""
    given = list({code.guid: code for code in codes}.values())
    below: dict[str | None, list[RefiCode]] = {}
    for code in given:
        below.setdefault(code.parent, []).append(code)
    found: dict[str, RefiCode] = {}

    def gather(top: RefiCode) -> None:
        waiting = [top]
        while waiting:
            code = waiting.pop()
            if code.guid not in found:
                found[code.guid] = code
                waiting += reversed(below.get(code.guid, []))

    for code in below.get(None, []):
        gather(code)
    for code in given:
        if code.guid not in found:
            gather(replace(code, parent=None))
    return tuple(found.values())
