"""Records as elements of QDA-XML, children in the order that the schema demands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from qualcode.formats.refi.dialects import title_of
from qualcode.formats.refi.letters import written_time
from qualcode.model.exchange import (
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiLink,
    RefiNote,
    RefiProject,
    RefiSelection,
    RefiSet,
    RefiValue,
    TextSource,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

# Where in the file a position of the LF text stands.
Position = Callable[[int], int]


def put(parent: _Element, tag: str, **attributes: str | None) -> _Element:
    """An element under another, without the attributes that are None or empty."""
    from lxml import etree

    space = parent.tag[: parent.tag.index("}") + 1]
    return etree.SubElement(
        parent, space + tag, {key: value for key, value in attributes.items() if value}
    )


def put_words(parent: _Element, tag: str, words: str) -> None:
    """A description or content; none for no words, unless the element itself is needed."""
    if words:
        put(parent, tag).text = words


def put_refs(parent: _Element, tag: str, guids: Iterable[str]) -> None:
    """References of one kind."""
    for guid in guids:
        put(parent, tag, targetGUID=guid)


def put_users(root: _Element, project: RefiProject) -> None:
    """The people; no container for none, since the schema allows no empty ones."""
    if project.users:
        users = put(root, "Users")
        for user in project.users:
            put(users, "User", guid=user.guid, name=user.name, id=user.id)


def put_codes(book: _Element, codes: tuple[RefiCode, ...], *, notes: bool = True) -> None:
    """The code tree; codes come parents first, and codebook files have no notes."""
    under: dict[str | None, _Element] = {None: put(book, "Codes")}
    for code in codes:
        element = put(under[code.parent], "Code", guid=code.guid)
        element.set("name", code.name)
        element.set("isCodable", "true" if code.codable else "false")
        if code.colour:
            element.set("color", code.colour)
        put_words(element, "Description", code.description)
        if notes:
            put_refs(element, "NoteRef", code.notes)
        under[code.guid] = element


def put_variables(root: _Element, project: RefiProject) -> None:
    """The attributes that values are of."""
    if project.variables:
        variables = put(root, "Variables")
        for one in project.variables:
            element = put(variables, "Variable", guid=one.guid)
            element.set("name", one.name)
            element.set("typeOfVariable", one.kind)
            put_words(element, "Description", one.description)


def put_cases(root: _Element, cases: tuple[RefiCase, ...]) -> None:
    """The cases with their values and what is theirs."""
    if not cases:
        return
    container = put(root, "Cases")
    for case in cases:
        element = put(container, "Case", guid=case.guid, name=case.name)
        put_words(element, "Description", case.description)
        put_refs(element, "CodeRef", case.codes)
        put_values(element, case.values)
        put_refs(element, "SourceRef", case.sources)
        put_refs(element, "SelectionRef", case.selections)


def put_values(parent: _Element, values: tuple[RefiValue, ...]) -> None:
    """Values of variables; a value that is absent has only its variable."""
    for one in values:
        element = put(parent, "VariableValue")
        put(element, "VariableRef", targetGUID=one.variable)
        if one.value is not None:
            put(element, f"{one.kind}Value").text = one.value


def put_source(parent: _Element, source: TextSource, path: str, position: Position) -> None:
    """A text source whose words stand in a file of their own."""
    element = put(
        parent,
        "TextSource",
        guid=source.guid,
        name=source.name,
        plainTextPath=path,
        **_made(source.user, source.time),
    )
    put_words(element, "Description", source.description)
    for one in source.selections:
        _put_selection(element, one, source.text or "", position)
    _put_codings(element, source.codings)
    put_refs(element, "NoteRef", source.notes)
    put_values(element, source.values)


def _put_selection(parent: _Element, one: RefiSelection, text: str, position: Position) -> None:
    element = put(
        parent,
        "PlainTextSelection",
        guid=one.guid,
        name=one.name or title_of(text, one.span),
        startPosition=str(position(one.span.start)),
        endPosition=str(position(one.span.end)),
        **_made(one.user, one.time),
    )
    put_words(element, "Description", one.description)
    _put_codings(element, one.codings)
    put_refs(element, "NoteRef", one.notes)


def _put_codings(parent: _Element, codings: tuple[RefiCoding, ...]) -> None:
    for one in codings:
        element = put(parent, "Coding", guid=one.guid, **_made(one.user, one.time))
        put(element, "CodeRef", targetGUID=one.code)
        put_refs(element, "NoteRef", one.notes)


def _made(user: str, time: str) -> dict[str, str | None]:
    return {"creatingUser": user, "creationDateTime": written_time(time) if time else None}


def put_notes(root: _Element, notes: tuple[RefiNote, ...]) -> None:
    """The memos, their words in the project file itself."""
    if not notes:
        return
    container = put(root, "Notes")
    for note in notes:
        made = _made(note.user, note.time)
        element = put(container, "Note", guid=note.guid, name=note.name, **made)
        put_words(element, "Description", note.description)
        # An element even for no words: the standard wants a content or a file.
        put(element, "PlainTextContent").text = note.text


def put_links(root: _Element, links: tuple[RefiLink, ...]) -> None:
    """The lines between things."""
    if not links:
        return
    container = put(root, "Links")
    for link in links:
        element = put(
            container,
            "Link",
            guid=link.guid,
            name=link.name,
            direction=link.direction,
            color=link.colour,
            originGUID=link.origin,
            targetGUID=link.target,
        )
        put_refs(element, "NoteRef", link.notes)


def put_sets(root: _Element, sets: tuple[RefiSet, ...], *, codebook: bool = False) -> None:
    """The groups; in a codebook file they hold codes alone, which it calls by another attribute."""
    if not sets:
        return
    container = put(root, "Sets")
    for group in sets:
        element = put(container, "Set", guid=group.guid)
        element.set("name", group.name)
        put_words(element, "Description", group.description)
        if codebook:
            for guid in group.codes:
                put(element, "MemberCode", guid=guid)
            continue
        put_refs(element, "MemberCode", group.codes)
        put_refs(element, "MemberSource", group.sources)
        put_refs(element, "MemberNote", group.notes)
