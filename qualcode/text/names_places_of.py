"""Where a name that a person chose stands, so that it may be replaced everywhere at once.

What could be another person of the name, or an ordinary word, is told as ambiguous and waits.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from qualcode.text.names_cues import TITLES
from qualcode.text.names_found import Found
from qualcode.text.names_given import GIVEN, WORDLIKE
from qualcode.text.names_model import in_dictionary
from qualcode.text.names_spread import forms_of
from qualcode.text.names_stop import STOP
from qualcode.text.names_surnames import SHORT_FORMS, SURNAMES
from qualcode.text.names_words import Chunk, Word, fold, words_of

_BETWEEN = re.compile(r"(?:[ \t]{1,2}|[ \t]*\n[ \t]*|-)(?:\(?[\"“]?)")
_BY = "the same name"


def places_of(
    text: str, names: Sequence[str], kind: str, others: Collection[str] = ()
) -> list[Found]:
    """Every place where these names stand, in order; of people also in their shorter forms.

    Parameters
    ----------
    names : ways one person, school or place is called, as written somewhere
    others : folded words that are also names of other people: a place that has no other word of
        the name is ambiguous
    """
    if kind != "person":
        return sorted(_phrases(text, names, kind))
    words = words_of(Chunk(0, text))
    forms = {form for form, plainly in forms_of(names).items() if plainly}
    titled = {fold(name.split()[0].rstrip(".")) for name in names if name.split()}
    found, n = [], 0
    while n < len(words):
        last = _reach(text, words, n, forms)
        if last is None:
            n += 1
            continue
        found.append(_person(text, words, (n, last), forms, titled & TITLES, others))
        n = last + 1
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two ways of writing may call one person: they share a word, or a short form of one.

    Two whole names with different first names are two people.

    >>> same_name("Kate Okafor", "Katherine"), same_name("Kate", "Keith")
    (True, False)
    >>> same_name("Keith Barnes", "Sheila Barnes"), same_name("Mrs Barnes", "Sheila Barnes")
    (False, True)
    """
    mine, theirs = _bare(one), _bare(other)
    if len(mine) > 1 and len(theirs) > 1 and not _meet(mine[0], theirs[0]):
        return False
    return any(_meet(a, b) for a in mine for b in theirs)


def _meet(one: str, other: str) -> bool:
    return one == other or one in SHORT_FORMS.get(other, ())


def _bare(name: str) -> list[str]:
    words = [fold(re.sub(r"['’]s$", "", word)) for word in name.split()]
    return [word for word in words if word and word not in TITLES]


def _is_form(word: Word, forms: Collection[str]) -> bool:
    return word.plain in forms or any(part in forms for part in word.plain.split("-"))


def _reach(text: str, words: Sequence[Word], n: int, forms: Collection[str]) -> int | None:
    """The last word of a name that begins at a word; None where none begins."""
    last = _one(text, words, n, forms)
    while last is not None and last + 1 < len(words):
        between = text[words[last].end : words[last + 1].start]
        further = _one(text, words, last + 1, forms)
        if further is None or not _BETWEEN.fullmatch(between):
            break
        if words[last + 1].plain == words[last].plain:
            break
        last = further
    return last


def _one(text: str, words: Sequence[Word], n: int, forms: Collection[str]) -> int | None:
    """The last word of one part of a name: itself, or the next where a line's end parts it."""
    if _is_form(words[n], forms):
        return n
    if n + 1 < len(words) and fold(words[n].said + words[n + 1].said) in forms:
        between = text[words[n].end : words[n + 1].start]
        if re.fullmatch(r"-?[ \t]*\n[ \t]*|-", between):
            return n + 1
    return None


def _person(
    text: str,
    words: Sequence[Word],
    place: tuple[int, int],
    forms: Collection[str],
    titled: Collection[str],
    others: Collection[str],
) -> Found:
    first, last = place
    own = words[first : last + 1]
    start, end = own[0].start, own[-1].end
    doubt = all(_ordinary(word) for word in own) or (
        all(word.plain in others for word in own) and len(own) == 1
    )
    before = words[first - 1] if first and _near(text, words[first - 1], own[0]) else None
    after = words[last + 1] if last + 1 < len(words) else None
    if before is not None and before.plain in TITLES:
        start = before.start
        doubt = doubt or (len(own) == 1 and before.plain not in titled)
    elif before is not None and before.capital and not before.first:
        doubt = doubt or (_name(before) and before.plain not in STOP)
    if after is not None and after.capital and not after.first and _near(text, own[-1], after):
        doubt = doubt or _name(after)
    return Found(start, end, "person", _BY, not doubt, doubt)


def _near(text: str, one: Word, other: Word) -> bool:
    short = one.plain in TITLES or len(one.said) == 1  # "Mr.", an initial
    between = text[one.end : other.start]
    return bool(re.fullmatch(r"[ \t\n]{1,2}", between.removeprefix("." if short else "")))


def _name(word: Word) -> bool:
    """Whether a word beside a name may be a further name."""
    plain = word.plain
    if plain in STOP or word.shouted:
        return False
    return plain in GIVEN or plain in SURNAMES or not in_dictionary(plain)


def _ordinary(word: Word) -> bool:
    """Whether a word is one that anybody says, too: "Grace", "will", "banks"."""
    if word.plain in WORDLIKE or word.plain in STOP:
        return True
    known = word.plain in GIVEN or word.plain in SHORT_FORMS
    return (
        in_dictionary(word.plain)
        and not (word.capital and known)
        and not (known and word.plain in GIVEN)
    )


def _phrases(text: str, names: Sequence[str], kind: str) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []
    for name in sorted(set(names), key=len, reverse=True):
        parts = [re.escape(part) for part in name.replace("’", "'").split()]
        if not parts:
            continue
        pattern = r"[ \t\n]{1,2}".join(parts).replace("'", "['’]")
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            taken.append(match.span())
            said = match.group()
            words = [fold(word) for word in said.split()]
            doubt = (
                len(words) == 1
                and (in_dictionary(words[0]) or words[0] in WORDLIKE)
                and said != name
            )
            yield Found(match.start(), match.end(), kind, _BY, not doubt, doubt)
