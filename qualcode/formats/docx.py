"""Word documents, read from their XML: what a reader of the final version sees, and no more."""

from __future__ import annotations

import posixpath

from qualcode.errors import UnreadableFile
from qualcode.formats.archive import Archive, open_archive
from qualcode.formats.docx_body import Body, attribute, words_below
from qualcode.formats.draft import Draft
from qualcode.formats.flow import some
from qualcode.formats.turns import compose
from qualcode.formats.xml import parse_xml
from qualcode.model import Problem

_OLE = b"\xd0\xcf\x11\xe0"


def read_docx(data: bytes, name: str) -> Draft:
    """The words of a .docx file with tracked changes accepted, and a list of all it leaves out.

    Raises
    ------
    UnreadableFile
        It is encrypted, damaged, no Word document, or holds no words.
    """
    if data.startswith(_OLE):
        raise UnreadableFile(
            f"{name} is password-protected or in the format of Word 97; open it in Word and save"
            " a copy as .docx without a password."
        )
    archive = open_archive(data, name)
    main = main_part(archive, name)
    related = relations(archive, main, name)
    body = Body()
    body.read(parse_xml(archive.read(main), name))
    notes = _append_notes(body, archive, related, name)
    text = compose(body.flow.lines)
    if not text.strip():
        raise UnreadableFile(f"{name} holds no words; check that it is the right file.")
    said = [*body.oddities(), *notes, *_left_out(archive, related, name)]
    return Draft(text, tuple(Problem(sentence) for sentence in said))


def main_part(archive: Archive, name: str) -> str:
    """Where the words are: usually word/document.xml, but programs may call it otherwise."""
    for kind, target, _ in relations(archive, "", name):
        if kind == "officeDocument" and target in archive:
            return target
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise UnreadableFile(f"{name} is not a Word document; save it as .docx from Word and retry.")


def relations(archive: Archive, part: str, name: str) -> list[tuple[str, str, bool]]:
    """What a part refers to, as (kind, path in the archive or address, whether outside)."""
    folder, file = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path not in archive:
        return []
    found = []
    for element in parse_xml(archive.read(path), name):
        target = element.get("Target", "")
        outside = element.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append((element.get("Type", "").rpartition("/")[2], target, outside))
    return found


def _append_notes(
    body: Body, archive: Archive, related: list[tuple[str, str, bool]], name: str
) -> list[str]:
    """Put footnotes and endnotes at the end, in the order of their marks."""
    said = []
    for kind in ("footnote", "endnote"):
        wanted = [id for found, id in body.marks if found == kind]
        part = next((p for k, p, _ in related if k == f"{kind}s" and p in archive), None)
        if not wanted or part is None:
            continue
        notes = {attribute(e, "id"): e for e in parse_xml(archive.read(part), name)}
        for number, id in enumerate(wanted, 1):
            if id in notes:
                lines = body.aside(notes[id])
                body.flow.lines.append(f"[{kind} {number}] {' '.join(lines)}")
        said.append(f"Put at the end of the text, numbered: {some(len(wanted), kind)}.")
    return said


def _left_out(archive: Archive, related: list[tuple[str, str, bool]], name: str) -> list[str]:
    """Sentences about the parts of the file that are not its running text."""
    parts = {kind: [p for k, p, _ in related if k == kind and p in archive] for kind, *_ in related}
    said = []
    for part in parts.get("comments", []):
        comments = [list(words_below(comment)) for comment in parse_xml(archive.read(part), name)]
        if comments:
            size = sum(map(len, (word for words in comments for word in words)))
            said.append(f"{some(len(comments), 'comment')} ({size} characters) left out.")
    for kind in ("header", "footer"):
        texts = [
            "".join(words_below(parse_xml(archive.read(p), name))) for p in parts.get(kind, [])
        ]
        texts = [text for text in texts if text.strip()]
        if texts:
            size = sum(map(len, texts))
            said.append(f"{some(len(texts), f'page {kind}')} ({size} characters) left out.")
    if any(p.endswith("vbaProject.bin") for p in archive.names):
        said.append("The file carries macros; they were neither run nor kept.")
    if embedded := sum("/embeddings/" in p for p in archive.names):
        said.append(f"{some(embedded, 'embedded object')} left out.")
    if chunks := parts.get("aFChunk", []):
        said.append(f"{some(len(chunks), 'inserted document')} left out; paste the words instead.")
    settings = [r for p in parts.get("settings", []) for r in relations(archive, p, name)]
    outside = [k for k, _, outside in [*related, *settings] if outside and k != "hyperlink"]
    if outside:
        said.append(f"{some(len(outside), 'reference')} to other files or addresses not followed.")
    return said
