"""Plain text in every encoding and shape: rows I1 to I11, I22 and I26."""

from __future__ import annotations

import codecs
from functools import partial

from tests.faults.makers import MARKER, TALK, WORDS, Row, refused, taken

NAMES = "Siân ap Rhys, Żaneta Łoś, عائشہ, 👩🏽‍👧 and 𝒜da"
RICH = TALK.replace("Well enough.", f"Well enough, said {NAMES}.")
CODECS = (
    ("UTF-8", b"", "utf-8"),
    ("UTF-8 with a mark", codecs.BOM_UTF8, "utf-8"),
    ("UTF-16 LE with a mark", codecs.BOM_UTF16_LE, "utf-16-le"),
    ("UTF-16 BE with a mark", codecs.BOM_UTF16_BE, "utf-16-be"),
    ("UTF-16 LE", b"", "utf-16-le"),
    ("UTF-16 BE", b"", "utf-16-be"),
    ("UTF-32 LE with a mark", codecs.BOM_UTF32_LE, "utf-32-le"),
    ("UTF-32 BE", b"", "utf-32-be"),
)


def encoded(mark: bytes, codec: str, tag: str) -> bytes:
    """The same words in an encoding; a last line keeps the texts apart."""
    return mark + f"{RICH}\n\nInterviewer: Thank you, {tag}.\n".encode(codec)


def said(words: str) -> bytes:
    """The short interview with some words in its last answer."""
    return TALK.replace("Well enough.", words).encode("utf-8")


def mixed() -> bytes:
    return TALK.encode() + "P07: schön".encode() + b"\n\nP07: " + "schön".encode("cp1252")


def many(size: int, line: bytes) -> bytes:
    """A text of about ``size`` bytes."""
    return TALK.encode() + line * (size // len(line))


def vtt(*cues: str) -> bytes:
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


def srt_hours(hours: int) -> bytes:
    """Subtitles of so many hours, a cue every ten seconds."""
    cue = "{n}\n{h:02}:{m:02}:{s:02},000 --> {h:02}:{m:02}:{e:02},000\nP07: {w}\n"
    made = [
        cue.format(n=n, h=n // 360, m=n // 6 % 60, s=n % 6 * 10, e=n % 6 * 10 + 9, w=WORDS)
        for n in range(hours * 360)
    ]
    return "\n".join(made).encode()


def rows() -> list[Row]:
    found = [
        taken(
            "I1",
            what,
            f"talk-{n}.txt",
            partial(encoded, mark, codec, what),
            holds=(NAMES, WORDS),
            lacks=("\ufeff", "\0", "\ufffd"),
        )
        for n, (what, mark, codec) in enumerate(CODECS)
    ]
    found += [
        taken(
            "I2",
            "Windows-1252 with curly quotes",
            "win.txt",
            lambda: TALK.replace("How", "“How”").encode("cp1252"),
            "read as Windows-1252",
            holds=("“How”",),
        ),
        taken(
            "I2",
            "Mac Roman",
            "mac.txt",
            lambda: TALK.replace("Well enough", "It’s café").encode("mac-roman"),
            "Mac Roman",
        ),
        refused("I3", "UTF-8 and Windows-1252 in one file", "mixed.txt", mixed, "line", "byte"),
        taken(
            "I4",
            "NUL characters",
            "nul.txt",
            lambda: said("a\0b\0c."),
            "2 NUL characters",
            holds=("abc.",),
            lacks=("\0",),
        ),
        refused(
            "I5",
            "half a surrogate",
            "half.txt",
            lambda: TALK.encode() + b"P07: \xed\xa0\x80 so.",
            "byte",
            "line",
        ),
        taken(
            "I6",
            "emoji, joined and combining letters",
            "letters.txt",
            lambda: said(f"{NAMES} e\u0301 n\u0303 \U0001f469\u200d\U0001f4bb."),
            holds=(NAMES, "e\u0301 n\u0303", "\U0001f469\u200d\U0001f4bb"),
        ),
        taken(
            "I7", "a composed letter", "nfc.txt", lambda: said("Caf\u00e9."), holds=("Caf\u00e9",)
        ),
        taken(
            "I7",
            "a letter in two parts",
            "nfd.txt",
            lambda: said("Cafe\u0301."),
            holds=("Cafe\u0301",),
        ),
        taken(
            "I8",
            "signs that turn the direction",
            "bidi.txt",
            lambda: said("a\u202eb\u200bc."),
            "U+202E",
            "zero-width space",
            holds=("a\u202eb\u200bc",),
        ),
        taken(
            "I8",
            "a speaker's name in look-alike letters",
            "alike.txt",
            lambda: TALK.replace("P07: Well", "\u0420\u041007: Well").encode(),
        ),
        *(
            refused("I8", f"a {of}'s name with {what}", "x", name.encode, "name", by=f"{of} name")
            for of in ("code", "coder")
            for what, name in (
                ("a sign that turns the direction", "Ruth\u202egnp"),
                ("a blank of no width", "R\u200buth"),
            )
        ),
        taken(
            "I9",
            "line ends of every kind",
            "ends.txt",
            lambda: (
                RICH.replace("\n\n", "\r\n\r\n").encode() + b"P07: one\rtwo \xc2\x85 three"
                b" \xe2\x80\xa8 four \x0c five"
            ),
            "carriage return",
            "next-line",
            "line separator",
            "form feed",
            lacks=("\r",),
        ),
        refused("I10", "an empty file", "empty.txt", bytes, "empty"),
        refused("I10", "blanks alone", "blank.txt", lambda: b" \n\t\n ", "no text"),
        refused("I10", "a byte order mark alone", "mark.txt", lambda: codecs.BOM_UTF8, "no text"),
        taken("I11", "a text of 2 MB", "big.txt", lambda: many(2_000_000, WORDS.encode() + b" \n")),
        taken(
            "I11", "one line of 2 MB", "line.txt", lambda: many(2_000_000, WORDS.encode() + b" ")
        ),
        taken("I11", "forty thousand short lines", "lines.txt", lambda: many(120_000, b"so\n")),
        taken(
            "I22",
            "cues without order, sense or end",
            "odd.vtt",
            lambda: vtt(
                "NOTE nothing",
                "STYLE\n::cue { color: red }",
                "00:00:09.000 --> 00:00:01.000\n<v Ann>First <b>words</b></v>",
                "00:xx:09.000 --> soon\nNo times here",
                f"00:00:02.000 --> 00:00:08.000\n<v Bo>{WORDS}</v>",
            ),
            holds=("First", "words", WORDS),
            lacks=("<b>", "color", "-->"),
        ),
        taken(
            "I22",
            "cues without blank lines between",
            "tight.srt",
            lambda: (
                f"1\n00:00:01,000 --> 00:00:02,000\nP07: {WORDS}\n2\n00:00:03,000 -->"
                " 00:00:04,000\nInterviewer: And so?\n".encode()
            ),
            holds=(WORDS, "And so?"),
            lacks=("-->",),
        ),
        taken("I22", "subtitles of ten hours", "hours.srt", lambda: srt_hours(10), holds=(WORDS,)),
        refused(
            "I26",
            "the same text under another name",
            "other.txt",
            lambda: encoded(b"", "utf-8", "UTF-8"),
            "the same text as transcript",
        ),
    ]
    odd = (
        "../../etc/x.txt",
        "..\\..\\x.txt",
        "/etc/x.txt",
        "C:\\x.txt",
        "CON.txt",
        "-rf.txt",
        "a\nb.txt",
        "trailing. .txt",
        "😀.txt",
        "x" * 400 + ".txt",
        ":red[x].txt",
        "\u202etxt.txt",
    )
    found += [
        taken("I26", f"a file called {name[:20]!r}", name, partial(said, f"Name {n}."), by="named")
        for n, name in enumerate(odd)
    ]
    found += [
        refused(
            "I11",
            "a text of 50 MB",
            "huge.txt",
            lambda: many(50_000_000, WORDS.encode() + b" \n"),
            long=True,
        ),
        refused(
            "I11",
            "one line of 50 MB",
            "long.txt",
            lambda: many(50_000_000, WORDS.encode() + b" "),
            long=True,
        ),
        taken(
            "I11",
            "a million short lines",
            "million.txt",
            lambda: many(3_000_000, b"so\n"),
            long=True,
        ),
        taken("I22", "subtitles of a hundred hours", "days.srt", lambda: srt_hours(99), long=True),
    ]
    assert MARKER in TALK
    return found
