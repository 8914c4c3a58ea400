"""PDF, RTF and web pages: rows I14, I16, I17 and I23."""

from __future__ import annotations

import re
from functools import partial

from tests.faults.makers import TALK, WORDS, Row, refused, taken
from tests.formats.pdfs import lines, locked, make_pdf

PAGE = lines("Interviewer: How is it?", f"P07: {WORDS}", "P07: Well enough.")
OBJECTS = re.compile(rb"/Kids \[[^\]]*\]")


def pdf(tag: str, *pages: object) -> bytes:
    return make_pdf([[*PAGE, *lines(f"P07: It is {tag}.", top=700)], *pages])


def columns() -> bytes:
    """Two columns side by side, a word broken at a line's end."""
    left = lines("Interviewer: How was the vis-", "it to the family?", f"P07: {WORDS}")
    return make_pdf([[*left, *lines("P07: A second col-", "umn of talk.", x=320, top=690)]])


def ligatures() -> bytes:
    """Two letters drawn as one, as a printed page has them."""
    joined = [(72, 650, "P07: We \xaenally \xafy it.")]
    font = b"/Encoding << /Type /Encoding /Differences [174 /fi /fl] >> "
    return make_pdf([[*PAGE, *joined]], font=font)


def looping() -> bytes:
    """A tree of pages that holds itself."""
    data = pdf("looped", PAGE)
    return OBJECTS.sub(lambda found: b"/Kids [2 0 R]".ljust(len(found[0])), data)


def rtf(body: bytes, codepage: bytes = b"1252") -> bytes:
    head = rb"{\rtf1\ansi\ansicpg" + codepage + rb"\deff0{\fonttbl{\f0 Arial;}}"
    return head + rb"Interviewer: How is it?\par P07: " + WORDS.encode() + rb"\par " + body + b"}"


def rows() -> list[Row]:
    deep = 100_000
    return [
        refused(
            "I14",
            "a locked PDF",
            "locked.pdf",
            lambda: locked(pdf("locked"), "opensesame"),
            "password-protected",
        ),
        refused("I16", "a scan", "scan.pdf", lambda: make_pdf([[], []]), "a scan"),
        taken(
            "I16",
            "a scan among pages of text",
            "mixed.pdf",
            lambda: pdf("mixed", [], PAGE),
            "page 2 has no text",
            holds=(WORDS,),
        ),
        taken("I17", "two columns and broken words", "columns.pdf", columns, holds=(WORDS,)),
        taken(
            "I17",
            "two letters drawn as one",
            "ligatures.pdf",
            ligatures,
            holds=(WORDS, "We finally fly it."),
        ),
        refused("I17", "a tree of pages that holds itself", "loop.pdf", looping, "damaged"),
        refused("I17", "2,001 pages", "pages.pdf", lambda: make_pdf([[]] * 2001), "2001 pages"),
        refused(
            "I17",
            "5,000 pages of text",
            "many.pdf",
            lambda: make_pdf([PAGE] * 5000),
            "5000 pages",
            long=True,
        ),
        taken(
            "I17",
            "200 pages of text",
            "long.pdf",
            lambda: make_pdf([lines(f"P07: Page {i}, {WORDS}") for i in range(200)]),
            holds=(WORDS,),
        ),
        refused("I18", "a PDF cut short", "cut.pdf", lambda: pdf("cut")[:200], "damaged"),
        taken(
            "I23",
            "raw bytes and objects",
            "bin.rtf",
            lambda: rtf(rb"{\object\objemb{\*\objdata 0105}}{\*\x\bin5 }}}\{}P07: It is bin.\par"),
            "embedded object",
            "raw data",
            holds=(WORDS, "It is bin"),
        ),
        refused("I23", "raw bytes beyond the end", "more.rtf", lambda: rtf(rb"{\bin99999999 x")),
        refused(
            "I23", "100,000 braces", "deep.rtf", lambda: rtf(b"{" * deep + b"}" * deep), "deep"
        ),
        taken(
            "I23",
            "letters by number",
            "unicode.rtf",
            lambda: rtf(rb"P07: na\u239?ve \u-10179?\u-8704? unicode\par"),
            holds=("naïve 😀",),
        ),
        taken(
            "I23",
            "half a letter by number",
            "half.rtf",
            lambda: rtf(rb"P07: so \u-10179? half\par"),
            holds=("half",),
            lacks=("\ud83d",),
        ),
        taken(
            "I23",
            "a code page that is none",
            "page.rtf",
            lambda: rtf(rb"P07: \'e9 coded\par", b"99999"),
            "Not decodable",
            holds=(" coded",),
        ),
        refused("I23", "a file cut short", "cut.rtf", lambda: rtf(b"")[:-1]),
        taken(
            "I15",
            "a page with scripts",
            "page.html",
            lambda: f"<html><script>{'x' * 9}</script><p>P07: {WORDS}<p>P07: It is html.".encode(),
            holds=(WORDS,),
            lacks=("xxx",),
        ),
        taken(
            "I21",
            "a page with a document type of its own",
            "laughs.html",
            partial(laughing, WORDS),
            lacks=("haha",),
        ),
        refused(
            "I18",
            "a page of nothing but marks",
            "marks.html",
            lambda: b"<html>" + b"<b>" * 9,
            "no text",
        ),
        refused(
            "I11",
            "a page nested 20,000 deep",
            "deep.html",
            lambda: b"<html><body>" + b"<div>" * 20_000 + TALK.encode(),
        ),
    ]


def laughing(words: str) -> bytes:
    head = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    return f"{head}<html><body><p>P07: {words}</p><p>P07: &b; so.</p></body></html>".encode()
