"""REFI-QDA projects and codebooks, written: the same project gives the same bytes."""

from __future__ import annotations

import codecs
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from qualcode.errors import Refused
from qualcode.formats.refi import written_parts as parts
from qualcode.formats.refi.dialects import DECLARATIONS
from qualcode.formats.refi.letters import written_time
from qualcode.formats.refi.measure import UNITS, Rule
from qualcode.formats.refi.preparing import prepared
from qualcode.model.exchange import Loss, RefiProject, TextSource

if TYPE_CHECKING:
    from lxml.etree import _Element

Profile = Literal["strict", "nvivo"]

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
# The first moment a zip can name; the time of an export would change the bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_DECLARED: dict[Profile, str] = {
    "nvivo" if dialect.unit == UNITS else "strict": mark for mark, dialect in DECLARATIONS.items()
}


def lost_in_writing(project: RefiProject, profile: Profile = "strict") -> tuple[Loss, ...]:
    """What `write_qdpx` has to leave out or change, in sentences for the person who exports.

    Both profiles hold the same; ``profile`` is taken so that a call reads like the writer's.
    """
    return prepared(project)[1]


def write_qdpx(project: RefiProject, profile: Profile = "strict") -> bytes:
    """An exchanged project (.qdpx) that validates against the standard's schema.

    Parameters
    ----------
    profile : {"strict", "nvivo"}
        ``strict`` is the standard: UTF-8 without byte order mark, LF, code points. ``nvivo`` is
        what NVivo for Windows itself writes: byte order mark, CRLF, UTF-16 units. It was inferred
        from its exports and never tried on its import.

    Returns
    -------
    bytes
        The same for the same project, on every day and machine. The way of counting is declared
        behind the origin, so that our own reader need not guess. No path of this computer is in
        it.
    """
    ready, _ = prepared(project)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        _put(packed, "project.qde", _project(ready, profile))
        for source in ready.sources:
            _put(packed, f"sources/{_file(source)}", _text(source, profile))
    return out.getvalue()


def write_qdc(project: RefiProject) -> bytes:
    """The codebook alone (.qdc): codes and the sets of codes; notes have no place in it.

    Raises
    ------
    Refused
        There is no code; the standard knows no empty codebook.
    """
    ready, _ = prepared(project)
    if not ready.codes:
        raise Refused("The codebook has no code yet; add one and export it then.")
    root = _root("CodeBook", CODEBOOK)
    if ready.origin:
        root.set("origin", ready.origin)
    parts.put_codes(root, ready.codes, notes=False)
    parts.put_sets(root, tuple(s for s in ready.sets if s.codes), codebook=True)
    return _bytes(root)


def _project(ready: RefiProject, profile: Profile) -> bytes:
    root = _root("Project", PROJECT)
    root.set("name", ready.name)
    root.set("origin", ready.origin + _DECLARED[profile])
    if ready.user:
        root.set("creatingUserGUID", ready.user)
    if time := written_time(ready.time):
        root.set("creationDateTime", time)
    parts.put_users(root, ready)
    if ready.codes:
        parts.put_codes(parts.put(root, "CodeBook"), ready.codes)
    parts.put_variables(root, ready)
    parts.put_cases(root, ready.cases)
    if ready.sources:
        container = parts.put(root, "Sources")
        for source in ready.sources:
            position = Rule(source.text or "").position if profile == "nvivo" else int
            parts.put_source(container, source, f"internal://{_file(source)}", position)
    parts.put_notes(root, ready.notes)
    parts.put_links(root, ready.links)
    parts.put_sets(root, ready.sets)
    parts.put_words(root, "Description", ready.description)
    parts.put_refs(root, "NoteRef", ready.hung)
    return _bytes(root)


def _file(source: TextSource) -> str:
    return f"{source.guid}.txt"


def _text(source: TextSource, profile: Profile) -> bytes:
    text = source.text or ""
    if profile == "nvivo":
        return codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode("utf-8")
    # A text that begins with the mark itself needs a second: readers take the first one off.
    mark = codecs.BOM_UTF8 if text.startswith("\ufeff") else b""
    return mark + text.encode("utf-8")


def _root(tag: str, namespace: str) -> _Element:
    from lxml import etree

    # The stubs of lxml know no default namespace, which None stands for.
    return etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace})  # type: ignore[dict-item]


def _bytes(root: _Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _put(packed: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    packed.writestr(entry, data)
