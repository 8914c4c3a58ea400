"""REFI-QDA projects and codebooks, read: all that is sound, and a list of all that is not."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.errors import UnreadableFile
from qualcode.formats.refi.assemble import Assembly
from qualcode.formats.refi.elements import walk
from qualcode.formats.refi.findings import Findings
from qualcode.formats.refi.guard import MAX_PROJECT, open_bundle
from qualcode.formats.refi.parts import Parts
from qualcode.formats.refi.sources import FindFile
from qualcode.model import Problem
from qualcode.model.exchange import RefiProject

Read = tuple[RefiProject | None, list[Problem]]


def read_qdpx(data: bytes, name: str) -> Read:
    """An exchanged project (.qdpx), and all that was wrong with it by line of its project file.

    None where the file is refused as a whole: damaged, hostile or of another kind. The only
    problem then is the sentence that says why, with the next step. ``name`` is the file's, for
    that sentence.
    """
    try:
        bundle = open_bundle(data, name)
        return _read(bundle.pieces(), name, "Project", bundle.text)
    except UnreadableFile as refusal:
        return None, [Problem(str(refusal))]


def read_qde(data: bytes, name: str) -> Read:
    """A project file without its archive, as `read_qdpx`; only texts written into it are found."""
    return _alone(data, name, "Project")


def read_qdc(data: bytes, name: str) -> Read:
    """An exchanged codebook (.qdc): a project that has codes and sets alone."""
    return _alone(data, name, "CodeBook")


def _alone(data: bytes, name: str, root: str) -> Read:
    try:
        if len(data) > MAX_PROJECT:
            raise UnreadableFile(
                f"{name} is larger than {MAX_PROJECT // 1_000_000} MB; export it again in parts."
            )
        return _read([data], name, root, lambda path: None)
    except UnreadableFile as refusal:
        return None, [Problem(str(refusal))]


def _read(pieces: Iterable[bytes], name: str, root: str, find: FindFile) -> Read:
    findings = Findings()
    parts = Parts(findings)
    walked = walk(pieces, name, parts.shapes)
    if walked.root.tag != root:
        here, other = (
            ("a codebook (.qdc)", "a project")
            if root == "Project"
            else ("a project (.qdpx)", "a codebook")
        )
        raise UnreadableFile(f"{name} holds {here}, not {other}; import it as what it is.")
    project = Assembly(walked, parts, findings, find).project()
    return project, findings.problems
