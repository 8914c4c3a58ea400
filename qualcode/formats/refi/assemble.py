"""A whole project out of its parts: the code tree laid flat, every reference looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeVar

from qualcode.formats.flow import some
from qualcode.formats.refi.dialects import declared
from qualcode.formats.refi.elements import Node, Walk
from qualcode.formats.refi.findings import Findings
from qualcode.formats.refi.letters import folded_guid, time_of
from qualcode.formats.refi.parts import Parts, refs
from qualcode.formats.refi.raws import RawMedia, RawNote, RawText
from qualcode.formats.refi.sources import FindFile, Sources
from qualcode.model.exchange import (
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

_Record = TypeVar("_Record")
_CURRENT = ("urn:qda-xml:project:1.0", "urn:qda-xml:codebook:1.0")


class Assembly:
    """One project being put together from what was read of its file."""

    def __init__(self, walked: Walk, parts: Parts, findings: Findings, find: FindFile) -> None:
        self._root = walked.root
        self._walked = walked
        self._parts = parts
        self._findings = findings
        self._find = find
        self._missing: Counter[str] = Counter()

    def project(self) -> RefiProject:
        """The records, with every reference to something the file lacks taken out and reported."""
        root, findings = self._root, self._findings
        if self._walked.namespace.casefold() not in _CURRENT:
            findings.wrong(
                "the file follows an older draft of REFI-QDA; it was read like the final one, so"
                " look at a few codings before you trust it",
                root.line,
            )
        origin = root.attributes.get("origin", "")
        codes = self._codes()
        sources = Sources(findings, self._find, {c.guid: c.name for c in codes}, origin)
        sources.take(
            [one for one in self._section("Sources") if isinstance(one, RawText | RawMedia)]
        )
        notes = tuple(
            sources.note(raw.note, raw.path, raw.line)
            for raw in self._section("Notes")
            if isinstance(raw, RawNote)
        )
        read = RefiProject(
            name=root.attributes.get("name", ""),
            origin=declared(origin)[0],
            description=root.words("Description"),
            user=folded_guid(root.attributes.get("creatingUserGUID", "")),
            time=time_of(root.attributes.get("creationDateTime", "")) or "",
            users=self._once("user", self._of("Users", RefiUser), lambda user: user.guid),
            codes=codes,
            variables=self._once("variable", self._of("Variables", RefiVariable), lambda v: v.guid),
            cases=tuple(self._of("Cases", RefiCase)),
            sources=self._once("source", sources.texts, lambda source: source.guid),
            notes=self._once("note", notes, lambda note: note.guid),
            links=tuple(self._of("Links", RefiLink)),
            sets=self._sets(),
            hung=refs(root, "NoteRef"),
            others=tuple(sources.others),
            graphs=self._graphs(),
        )
        checked = self._checked(read)
        self._tell()
        return replace(checked, losses=findings.losses, elements=dict(self._walked.elements))

    def _section(self, tag: str) -> list[object]:
        return [one for section in self._root.all(tag) for one in section.inside]

    def _of(self, tag: str, kind: type[_Record]) -> list[_Record]:
        return [one for one in self._section(tag) if isinstance(one, kind)]

    def _once(
        self, thing: str, records: Collection[_Record], key: Callable[[_Record], str]
    ) -> tuple[_Record, ...]:
        """Each guid's first record; which of two is meant by a guid could not be told."""
        found: dict[str, _Record] = {}
        for record in records:
            found.setdefault(key(record), record)
        if (double := len(records) - len(found)) > 0:
            self._findings.wrong(f"{some(double, thing)} left out: the guid was taken already")
        return tuple(found.values())

    def _codes(self) -> tuple[RefiCode, ...]:
        """The code tree, parents before children, in the file's order."""
        book = self._root if self._root.tag == "CodeBook" else None
        books = [book] if book is not None else self._root.all("CodeBook")
        tops = [code for one in books for codes in one.all("Codes") for code in codes.all("Code")]
        waiting: list[tuple[Node, str | None]] = [(code, None) for code in reversed(tops)]
        found: dict[str, RefiCode] = {}
        while waiting:
            node, parent = waiting.pop()
            code = self._parts.code(node, parent)
            if code.guid in found:
                self._findings.wrong("a code left out: its guid was taken already", node.line)
            found.setdefault(code.guid, code)
            waiting += [(child, code.guid) for child in reversed(node.all("Code"))]
        return tuple(found.values())

    def _sets(self) -> tuple[RefiSet, ...]:
        books = [self._root] if self._root.tag == "CodeBook" else self._root.all("CodeBook")
        inside = [
            one
            for book in books
            if book is not self._root
            for group in book.all("Sets")
            for one in group.inside
        ]
        return tuple(one for one in [*inside, *self._section("Sets")] if isinstance(one, RefiSet))

    def _graphs(self) -> tuple[str, ...]:
        graphs = [one for one in self._section("Graphs") if isinstance(one, Node)]
        self._findings.lost(
            "the project", "drawing of a network", "drawings of networks", number=len(graphs)
        )
        return tuple(graph.attributes.get("name", "") for graph in graphs)

    def _checked(self, read: RefiProject) -> RefiProject:
        """Keep the references that lead to something; count the others."""
        users = frozenset(user.guid for user in read.users)
        notes = frozenset(note.guid for note in read.notes)
        codes = frozenset(code.guid for code in read.codes)
        variables = frozenset(variable.guid for variable in read.variables)
        texts = frozenset(source.guid for source in read.sources)
        media = frozenset(other.guid for other in read.others) - texts
        marks = frozenset(one.guid for source in read.sources for one in source.selections)

        def user(guid: str) -> str:
            return guid if not guid or self._there(guid, users, "person") else ""

        def kept(guids: tuple[str, ...], known: frozenset[str], thing: str) -> tuple[str, ...]:
            return tuple(guid for guid in guids if self._there(guid, known, thing))

        def hung(guids: tuple[str, ...]) -> tuple[str, ...]:
            return kept(guids, notes, "note") if guids else guids

        def values(given: tuple[RefiValue, ...]) -> tuple[RefiValue, ...]:
            return tuple(one for one in given if self._there(one.variable, variables, "variable"))

        def there(guids: tuple[str, ...]) -> tuple[str, ...]:
            return kept(tuple(guid for guid in guids if guid not in media), texts, "source")

        def coding(one: RefiCoding) -> RefiCoding:
            return replace(one, user=user(one.user), notes=hung(one.notes))

        def selection(one: RefiSelection) -> RefiSelection:
            codings = tuple(map(coding, one.codings))
            return replace(one, codings=codings, user=user(one.user), notes=hung(one.notes))

        def source(one: TextSource) -> TextSource:
            return replace(
                one,
                selections=tuple(map(selection, one.selections)),
                codings=tuple(map(coding, one.codings)),
                values=values(one.values),
                notes=hung(one.notes),
                user=user(one.user),
            )

        checked = replace(
            read,
            user=user(read.user),
            codes=tuple(replace(code, notes=hung(code.notes)) for code in read.codes),
            cases=tuple(
                replace(
                    case,
                    codes=kept(case.codes, codes, "code"),
                    values=values(case.values),
                    sources=there(case.sources),
                    selections=kept(case.selections, marks, "selection"),
                )
                for case in read.cases
            ),
            sources=tuple(map(source, read.sources)),
            notes=tuple(replace(note, user=user(note.user)) for note in read.notes),
            sets=tuple(
                replace(
                    group,
                    codes=kept(group.codes, codes, "code"),
                    sources=there(group.sources),
                    notes=hung(group.notes),
                )
                for group in read.sets
            ),
            hung=hung(read.hung),
        )
        return replace(checked, links=self._links(checked))

    def _links(self, read: RefiProject) -> tuple[RefiLink, ...]:
        """The links between two things that are both carried."""
        lists: list[Collection[RefiCode | RefiCase | TextSource | RefiNote | RefiSet]]
        lists = [read.codes, read.cases, read.sources, read.notes, read.sets]
        known = {one.guid for some_of_them in lists for one in some_of_them} | {""}
        for source in read.sources:
            for selection in source.selections:
                known.add(selection.guid)
                known.update(coding.guid for coding in selection.codings)
            known.update(coding.guid for coding in source.codings)
        whole = [link for link in read.links if link.origin in known and link.target in known]
        self._findings.lost(
            "the project",
            "link to something that is not carried",
            "links to something that is not carried",
            number=len(read.links) - len(whole),
        )
        notes = frozenset(note.guid for note in read.notes)
        return tuple(
            replace(link, notes=tuple(n for n in link.notes if self._there(n, notes, "note")))
            for link in whole
        )

    def _there(self, guid: str, known: frozenset[str], thing: str) -> bool:
        if guid in known:
            return True
        self._missing[thing] += 1
        return False

    def _tell(self) -> None:
        for thing, number in self._missing.items():
            self._findings.wrong(
                f"{some(number, 'reference')} to a {thing} that the file does not have left out"
            )
        for tag, number in self._walked.unknown.items():
            self._findings.lost(
                "the project",
                f"element {tag!r}, which stands where the standard knows none,",
                f"elements {tag!r}, which stand where the standard knows none,",
                number=number,
            )
        if "basePath" in self._root.attributes:
            self._findings.lost("the project", "path on another computer", number=1)
