"""XML from files nobody vouches for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

# A document type can name files and addresses to fetch, and entities that grow without bound;
# no office program writes one. It is looked for in both byte orders of UTF-16 too.
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")


def parse_xml(data: bytes, what: str) -> _Element:
    """The root element; ``what`` names the file in messages.

    Nothing is fetched, no entity is expanded, comments and instructions are left out.

    Raises
    ------
    UnreadableFile
        The XML is damaged or carries a document type declaration.
    """
    from lxml import etree

    refuse_doctype(data, what)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            f"{what} is damaged inside; save it again from the program it came from."
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refusal(what)
    return root


def refuse_doctype(data: bytes, what: str) -> None:
    """Stop at a document type declaration, for XML that another library parses."""
    if _DOCTYPE.search(data):
        raise _refusal(what)


def _refusal(what: str) -> UnreadableFile:
    return UnreadableFile(
        f"{what} carries a document type declaration, which could reach outside the file; save it"
        " again from the program it came from."
    )
