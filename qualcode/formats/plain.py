"""Plain text and Markdown into a draft."""

from __future__ import annotations

from dataclasses import replace

from qualcode.errors import UnreadableFile
from qualcode.formats.draft import Draft
from qualcode.formats.encoding import decode
from qualcode.formats.frontmatter import split_front_matter
from qualcode.formats.turns import find_turns


def read_plain(data: bytes, name: str) -> Draft:
    """A ``.txt`` or ``.md`` file; lines in its oddities are lines of the file.

    Raises
    ------
    UnreadableFile
        No text, not text, or mixed encodings.
    """
    whole, oddities = decode(data, name)
    front, text, first, remarks = split_front_matter(whole)
    if not text.strip():
        raise UnreadableFile(f"{name} has no text below its front matter; add the interview to it.")
    found = find_turns(text)
    moved = tuple(
        replace(odd, row=odd.row + first - 1) if odd.row is not None else odd
        for odd in found.oddities
    )
    found = replace(found, oddities=moved)
    return Draft(text, (*oddities, *remarks), front, found)
