"""People: what the model sees, and what titles, lists and the words around tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.text.names_cues import (
    CALLED,
    MONTH_BEFORE,
    NEVER_AFTER,
    PARTICLES,
    PERSON_AFTER,
    PERSON_BEFORE,
    PLACE_AFTER,
    PLACE_BEFORE,
    RELATIONS,
    TITLES,
    WITH_NAME,
)
from qualcode.text.names_found import Found
from qualcode.text.names_given import FIRST_WORDLIKE, GIVEN, WORDLIKE
from qualcode.text.names_job import JOB
from qualcode.text.names_lists import listed
from qualcode.text.names_model import Read, in_dictionary
from qualcode.text.names_more import RARE_WORDS
from qualcode.text.names_places import ENDINGS, EVERYBODYS, PLACES
from qualcode.text.names_seen import Seen
from qualcode.text.names_stop import GENERIC, STOP
from qualcode.text.names_surnames import SURNAMES
from qualcode.text.names_syllables import SYLLABLES
from qualcode.text.names_words import Chunk, Word, is_function, words_of

_NAMES = GIVEN | SURNAMES
# The last words of `CALLED`, folded.
_CUES = listed("called named nicknamed as names is was her him them me im am by spelt")
_MC = re.compile(r"^(?:Mc|Mac|O['’]|Fitz|D['’])[A-Z]")
# What is said after a person's name: "Grace, her baby", "Hope's mum".
_OF_A_PERSON = re.compile(
    r", (?:her|his|my|their|our|who|whose|that's|he's|she's|aged)\b"
    r"|'s (?:\w+ )?(?:mum|mam|mom|mother|dad|father|nan|gran|brother|sister|aunt|auntie|uncle"
    r"|cousin|son|daughter|baby|boyfriend|girlfriend|partner|husband|wife|friend|school|teacher|worker"
    r"|house|flat|room|foster)\b"
)
_JOINED = re.compile(r"[ \t]{1,2}|-|\s{1,2}|\.\s")


def people(chunk: Chunk, read: Read, lower: frozenset[str]) -> Iterator[Found]:
    """People and places named in a chunk by single words, joined where they follow each other.

    Parameters
    ----------
    lower : words the text holds in small letters too
    """
    seen = Seen(chunk, words_of(chunk), read, lower)
    n = 0
    while n < len(seen.words):
        length = 0
        if found := _at(seen, n):
            length = _length(seen, n, found.kind)
            yield _joined(seen, n, length, found)
        n += max(1, length)


def _at(seen: Seen, n: int) -> Found | None:
    """Whether a name begins at a word, by the first reason that holds."""
    word = seen.words[n]
    plain = word.plain
    if plain in TITLES:
        return _titled(seen, n)
    if len(plain) < 2 or (word.shouted and plain not in _NAMES):
        return None
    if not (word.capital or plain in _NAMES or "-" in plain or seen.before(n) in _CUES):
        return None
    if "'" in word.said and in_dictionary(fold_base(word.said)) and not _MC.match(word.said):
        return None
    for reason in (_called, _related, _syllabic, _listed, _doubtful, _unknown, _shown):
        if found := reason(seen, n):
            return found
    return None


def fold_base(said: str) -> str:
    """What stands before an apostrophe, in small letters: "they" of "they'd".

    >>> fold_base("Didn't"), fold_base("they'd")
    ('did', 'they')
    """
    base = said.lower().split("'")[0]
    return base.removesuffix("n") if said.lower().endswith("n't") else base


def _found(word: Word, kind: str, by: str, *, sure: bool = False, ambiguous: bool = False) -> Found:
    return Found(word.start, word.end, kind, by, sure, ambiguous)


def _titled(seen: Seen, n: int) -> Found | None:
    """ "Mrs Ahmed", "Dr O'Brien": a title and a name after it, also without capitals."""
    word = seen.words[n]
    if n + 1 == len(seen.words) or not re.fullmatch(r"\.?\s{1,2}", seen.between(n)):
        return None
    name = seen.words[n + 1]
    if name.plain in STOP or len(name.plain) < 2:
        return None
    if is_function(name.plain) and not name.capital:
        return None
    formal = word.plain in ("mr", "mrs", "ms", "dr", "prof", "cllr", "mx")
    listed = name.plain in GIVEN or name.plain in SURNAMES
    if name.shouted and not listed:
        return None
    if (name.capital and (formal or word.capital)) or (
        not name.capital and (listed or not in_dictionary(name.plain)) and (formal or listed)
    ):
        if not formal and not listed and in_dictionary(name.plain) and not seen.proper(name):
            return None
        return Found(word.start, name.end, "person", "title", True)
    return None


def _called(seen: Seen, n: int) -> Found | None:
    """Whoever is "called" something, in whatever letters."""
    word = seen.words[n]
    start = word.start - seen.chunk.start
    if word.plain in STOP or not CALLED.search(seen.chunk.text[max(0, start - 25) : start]):
        return None
    listed = word.plain in GIVEN or word.plain in SURNAMES
    if word.plain in WORDLIKE or (word.capital and in_dictionary(word.plain) and not listed):
        named = re.search(r"(?:called|named|name(?:'s| is| was))\s+$", seen.chunk.text[:start])
        if word.capital and named and not word.first:
            return _found(word, "person", "words before it", ambiguous=True)
        return None
    if listed or (not _spelt(word.plain) and (word.capital or len(word.plain) > 3)):
        if not word.capital and not listed and word.plain.endswith(("ing", "ed", "ly")):
            return None
        if _of_place(word, seen, n):
            return None
        return _found(word, "person", "words before it", sure=listed)
    return None


def _related(seen: Seen, n: int) -> Found | None:
    """ "Auntie Comfort", "Big Dave": who has a relation's name or a nickname before it."""
    word = seen.words[n]
    if not (n and word.capital and not word.first and seen.words[n - 1].capital):
        return None
    if seen.before(n) not in RELATIONS or seen.between(n - 1) != " ":
        return None
    if word.plain in STOP or word.plain in GENERIC or word.plain in JOB or word.shouted:
        return None
    # A nickname goes with the name it is said with, a relation does not.
    start = seen.words[n - 1].start if seen.before(n) in WITH_NAME else word.start
    return Found(start, word.end, "person", "words before it", word.plain in GIVEN)


def _syllabic(seen: Seen, n: int) -> Found | None:
    """ "Li Na", "Do Thi": two syllables with capitals, of a Chinese or Vietnamese name."""
    word = seen.words[n]
    if not word.capital or word.shouted or word.plain not in SYLLABLES or n + 1 == len(seen.words):
        return None
    following = seen.words[n + 1]
    pair = (word.plain, following.plain)
    if not following.capital or following.first or seen.between(n) not in (" ", "-"):
        return None
    if following.plain not in SYLLABLES or following.shouted or all(map(is_function, pair)):
        return None
    return Found(word.start, following.end, "person", "syllables of a name", not word.first)


def _listed(seen: Seen, n: int) -> Found | None:
    """First names and surnames of the lists that are no ordinary words."""
    word = seen.words[n]
    parts = word.plain.split("-")
    given = any(part in GIVEN and part not in WORDLIKE for part in parts)
    family = any(part in SURNAMES and part not in WORDLIKE for part in parts)
    if not (given or family) or word.plain in STOP or word.plain in WORDLIKE:
        return None
    if word.plain in PLACES and seen.kind_seen(word) != "person" and not _like_person(seen, n):
        return None
    if word.capital:
        doubt = in_dictionary(word.plain) and word.plain in seen.lower
        return _found(word, "person", "list of names", sure=given and not doubt, ambiguous=doubt)
    if len(word.plain) < 4 or (in_dictionary(word.plain) and not _like_person(seen, n)):
        return None
    return _found(word, "person", "list of names, in small letters")


def _like_person(seen: Seen, n: int) -> bool:
    return seen.after(n) in PERSON_AFTER or seen.before(n) in PERSON_BEFORE


def _doubtful(seen: Seen, n: int) -> Found | None:
    """Names that are ordinary words too: only with a capital, and where it tells something."""
    word = seen.words[n]
    plain = word.plain
    if plain not in WORDLIKE or not word.capital:
        return None
    if seen.after(n) in NEVER_AFTER and (word.first or is_function(plain)):
        return None
    followed = _surname_after(seen, n)
    if plain in ("may", "june", "april", "august") and not followed:
        around = seen.chunk.text[max(0, word.start - seen.chunk.start - 6) :][: len(plain) + 12]
        if (
            seen.before(n) in MONTH_BEFORE
            or re.search(r"\d", around)
            or seen.after(n) not in PERSON_AFTER - {"and", "was", "is"}
        ):
            return None
    elif plain in STOP and not followed:
        return None
    known = plain in _NAMES or plain in SYLLABLES or len(plain) > 2
    shown = seen.kind_seen(word) == "person"
    if word.first and not followed:
        likely = seen.proper(word) or seen.past(n + 1)
        telling = (
            plain in RARE_WORDS
            or (likely and plain in FIRST_WORDLIKE)
            or (seen.after(n) in PERSON_AFTER and (shown or plain in GIVEN))
            or (plain in GIVEN | SYLLABLES and bool(_OF_A_PERSON.match(seen.rest(n))))
        )
    else:
        telling = seen.proper(word) or shown or plain in SYLLABLES or plain in GIVEN
    if not telling or not known:
        return None
    return _found(word, "person", "ordinary word that is a name too", ambiguous=not followed)


def _surname_after(seen: Seen, n: int) -> bool:
    if n + 1 == len(seen.words) or seen.between(n) != " ":
        return False
    after = seen.words[n + 1]
    return (
        after.capital
        and not after.shouted
        and (
            after.plain in SURNAMES or (not in_dictionary(after.plain) and after.plain not in STOP)
        )
    )


def _unknown(seen: Seen, n: int) -> Found | None:
    """Words with a capital that no dictionary has: people, or places by their company."""
    word = seen.words[n]
    plain = word.plain
    if (
        not word.capital
        or word.shouted
        or len(plain) < 3
        or plain in STOP
        or plain in GENERIC
        or plain in EVERYBODYS
        or plain in seen.lower
        or in_dictionary(plain)
        or in_dictionary(plain.rstrip("s"))
        or _spelt(plain)
    ):
        return None
    if _of_place(word, seen, n):
        return _found(word, "place", "word no dictionary has")
    kind = seen.kind_seen(word)
    if kind == "organisation" and not _like_person(seen, n):
        return _found(word, "organisation", "the model")
    return _found(word, "person", "word no dictionary has", sure=kind == "person")


def _spelt(plain: str) -> bool:
    """Whether a word, or every part of one with hyphens, is in the dictionary."""
    return all(in_dictionary(part) or part in STOP for part in plain.split("-"))


def _of_place(word: Word, seen: Seen, n: int) -> bool:
    """Whether the words around an unknown one, or its end, speak of a place."""
    before = seen.before(n) if seen.before(n) != "the" else seen.before(n, 2)
    if seen.after(n) in PLACE_AFTER or before in PLACE_BEFORE:
        return True
    if word.plain in GIVEN or word.plain in SURNAMES:
        return False
    return seen.kind_seen(word) == "place" or (
        len(word.plain) > 5
        and word.plain.endswith(tuple(ENDINGS))
        and seen.kind_seen(word) != "person"
    )


def _shown(seen: Seen, n: int) -> Found | None:
    """Words of the dictionary that the model takes for somebody, within a sentence."""
    word = seen.words[n]
    if (
        not word.capital
        or word.first
        or word.shouted
        or word.plain in STOP
        or word.plain in GENERIC
        or word.plain in EVERYBODYS
        or word.plain in JOB
        or word.plain in seen.lower
        or len(word.plain) < 3
        or seen.kind_seen(word) != "person"
        or not seen.proper(word)
    ):
        return None
    return _found(word, "person", "the model", ambiguous=in_dictionary(word.plain))


def _length(seen: Seen, n: int, kind: str) -> int:
    """Over how many words a name reaches that begins at a word."""
    words = seen.words
    length = 2 if words[n].plain in TITLES and kind == "person" else 1
    while kind == "person" and n + length < len(words):
        last, following = n + length - 1, words[n + length]
        if not _JOINED.fullmatch(seen.between(last)) or "." in seen.between(last)[:1]:
            break
        if following.plain in PARTICLES and not following.capital:
            after = n + length + 1
            if after < len(words) and words[after].capital and _part(seen, after):
                length += 2
                continue
            break
        if not _part(seen, n + length) or length > 4:
            break
        length += 1
    return length


def _part(seen: Seen, n: int) -> bool:
    """Whether a word can be a further part of a person's name."""
    word = seen.words[n]
    if not word.first and word.capital and word.plain in SYLLABLES and not word.shouted:
        return True
    if word.first or word.plain in STOP or word.plain in GENERIC:
        return False
    if word.capital:
        return len(word.said) == 1 or not word.shouted
    before = seen.words[n - 1]
    return (
        not before.capital
        and (word.plain in SURNAMES or word.plain in GIVEN)
        and word.plain not in WORDLIKE
        and not in_dictionary(word.plain)
    )


def _joined(seen: Seen, n: int, length: int, found: Found) -> Found:
    last = seen.words[n + length - 1]
    if last.end <= found.end:
        return found
    names = seen.words[n : n + length]
    sure = found.sure or sum(w.plain in GIVEN or w.plain in SURNAMES for w in names) > 1
    ambiguous = found.ambiguous and all(in_dictionary(w.plain) for w in names)
    return Found(found.start, last.end, found.kind, found.by, sure, ambiguous)
