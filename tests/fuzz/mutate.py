"""Small changes to valid files: bits, cuts, copies, splices, numbers, and parts of packed files."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence

LARGEST = 2_000_000
# Where programs miscount: ends of ranges, half letters, and the marks of the formats.
TELLING = (
    *(
        b"\0",
        b"\xff",
        b"\xff\xff\xff\xff",
        b"\x7f\xff\xff\xff",
        b"\xed\xa0\x80",
        b"\xc3",
        b"\xff\xfe",
    ),
    *(b"-1", b"0", b"99999999999999999999", b"1e400", b"NaN", b"1.10", b"null", b"[]", b"{}", b'"'),
    *(b"<", b">", b"&", b"&#0;", b"&#xD800;", b"<!DOCTYPE x>", b"]]>", b"</", b"/>", b"\\u-1?"),
    *(
        b"\\bin9",
        b"{\\",
        b"}",
        b"{{ a }}",
        b"{% for %}",
        b"---\n",
        b": ",
        b"- ",
        b"\t",
        b"\r",
        b"\n",
    ),
    *(
        b"-->",
        b"99:99:99.999",
        b"/Kids [1 0 R]",
        b"endobj",
        b"obj",
        b"<<",
        b"\xe2\x80\xae",
        b"\xef\xbb\xbf",
    ),
)


def mutated(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes:
    """A file with one to four changes; of a packed one mostly within its parts."""
    if data[:2] == b"PK" and rng.random() < 0.8:
        packed = _packed(data, rng, others)
        if packed is not None:
            return packed
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(CHANGES)(data, rng, others)[:LARGEST]
    return data


def _flipped(data: bytes, rng: random.Random, _: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _n in range(rng.choice((1, 1, 2, 8))):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(data: bytes, rng: random.Random, _: Sequence[bytes]) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] if rng.random() < 0.4 else data[:at] + data[at + rng.choice((1, 4, 64, 999)) :]


def _doubled(data: bytes, rng: random.Random, _: Sequence[bytes]) -> bytes:
    at, size = rng.randint(0, len(data)), rng.choice((1, 5, 40, 300))
    return data[:at] + data[at : at + size] * rng.choice((2, 3, 50, 400)) + data[at + size :]


def _spliced(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes:
    other = rng.choice(others)
    return data[: rng.randint(0, len(data))] + other[rng.randint(0, len(other)) :]


def _told(data: bytes, rng: random.Random, _: Sequence[bytes]) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice(TELLING) + data[at + rng.choice((0, 0, 1, 4)) :]


def _numbered(data: bytes, rng: random.Random, _: Sequence[bytes]) -> bytes:
    """One of its digits run up, as sizes and places are."""
    places = [i for i, byte in enumerate(data[:50_000]) if 48 <= byte <= 57]
    if not places:
        return data
    at = rng.choice(places)
    return data[:at] + rng.choice((b"-9", b"0", b"4294967296", b"9" * 30)) + data[at + 1 :]


Change = Callable[[bytes, random.Random, Sequence[bytes]], bytes]
CHANGES: tuple[Change, ...] = (_flipped, _cut, _doubled, _spliced, _told, _told, _numbered)


def _packed(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes | None:
    """The zip with one part changed, left out or twice there; None if it opens no more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except Exception:  # an earlier change broke it
        return None
    if not parts:
        return None
    chosen = rng.choice(list(parts))
    if rng.random() < 0.1:
        del parts[chosen]
    elif rng.random() < 0.05:
        parts[f"{chosen}x"] = parts[chosen]
    else:
        for _ in range(rng.randint(1, 3)):
            change = rng.choice(CHANGES)
            parts[chosen] = change(parts[chosen], rng, others)[:LARGEST]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()
