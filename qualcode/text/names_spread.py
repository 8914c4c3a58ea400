"""Names found once, or known before, looked for in the whole text in every form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualcode.text.names_cues import PERSON_AFTER, RELATIONS, TITLES
from qualcode.text.names_found import Found
from qualcode.text.names_given import GIVEN, WORDLIKE
from qualcode.text.names_lists import listed
from qualcode.text.names_model import in_dictionary
from qualcode.text.names_stop import GENERIC, STOP
from qualcode.text.names_surnames import SHORT_FORMS, SURNAMES
from qualcode.text.names_words import Chunk, Word, fold, is_function, words_of

_SPLIT = re.compile(r"([^\W\d_]{2,})-[ \t]*\n[ \t]*([^\W\d_]{2,})")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SPOKEN_TO = listed(
    "and with for told asked rang saw met ask tell called named poor little mum dad"
)
# Words before "grace" or "hope" that say it is no name.
_NEVER_BEFORE = listed(
    "the a an my your his her our their this that these those no any some every i you we they he"
    " she it who to would could should can might must don't didn't"
)
# Between the words of a name: a blank, a hyphen, a line's end, or nothing.
_BETWEEN = r"(?:-?\s{0,3}-?)"
SHORTEST_TYPO = 5


def spread(
    text: str,
    found: Iterable[Found],
    known: Sequence[str] = (),
    small: Sequence[tuple[int, int]] = (),
) -> Iterator[Found]:
    """Further places of the names found, and every place of the names known.

    Parameters
    ----------
    small : stretches typed without capitals, where "hope" may be a person known
    """
    forms = {
        form: ("person", "people list", plainly)
        for form, plainly in forms_of(known, every=True).items()
    }
    surely = set(forms)
    for one in found:
        if one.kind not in ("person", "place", "school", "organisation"):
            continue
        said = _telling(text[one.start : one.end], one.kind)
        made = forms_of([" ".join(said)]) if one.kind == "person" else dict.fromkeys(said, True)
        for form, plainly in made.items():
            forms.setdefault(form, (one.kind, "the same name elsewhere", plainly))
            if not one.ambiguous and plainly:
                surely.add(form)
    yield from _whole(text, known)
    yield from _initials(text, known)
    yield from _split(text, forms)
    words = words_of(Chunk(0, text))
    typing = _Typing(forms)

    def typed(word: Word) -> bool:
        return any(start <= word.start < end for start, end in small)

    for n, word in enumerate(words):
        for plain in _ways(word):
            if len(plain) > 1 and (hit := forms.get(plain)):
                if made_of := _place(words, n, hit, plain in surely, typed(word)):
                    yield made_of
                break
        else:
            if hit := typing.meant(word):
                yield Found(word.start, word.end, hit[0], "perhaps a typing error", False)


def _ways(word: Word) -> Iterable[str]:
    """How a word may be looked up: whole, in parts, and without the s of "ngozis mum"."""
    parts = word.plain.split("-")
    bare = [part[:-1] for part in (word.plain, *parts) if part.endswith("s") and len(part) > 3]
    return dict.fromkeys((word.plain, word.plain.replace("-", ""), *parts, *bare))


def forms_of(names: Iterable[str], *, every: bool = False) -> dict[str, bool]:
    """Every form of people's names, folded -> whether it is the name itself, not a short form.

    Parameters
    ----------
    every : whether parts that are words of everyday talk ("May", "An") are forms too

    >>> forms_of(["Kenneth Okafor"])
    {'kenneth': True, 'ken': False, 'kenny': False, 'okafor': True}
    """
    made: dict[str, bool] = {}
    for name in names:
        words = [fold(word) for word in _WORD.findall(name)]
        words = [w for w in words if len(w) > 1 and w not in TITLES]
        words = [w for w in words if w not in RELATIONS] or words
        for n, word in enumerate(words):
            for part in dict.fromkeys((word, *word.split("-"))):
                if len(part) > 1 and (every or len(words) == 1 or part not in STOP):
                    made[part] = True
            if "-" in word:
                made[word.replace("-", "")] = True
            if n == 0:
                for short in sorted(SHORT_FORMS.get(word, ())):
                    made.setdefault(short, False)
    return made


def _telling(said: str, kind: str) -> list[str]:
    """The words of a name that tell by themselves."""
    words = [fold(word) for word in _WORD.findall(re.sub(r"['’]s\b", "", said))]
    if kind == "person":
        return [w for w in words if w not in TITLES and w not in STOP and len(w) > 1]
    return [
        w
        for w in words
        if len(w) > 3 and w not in GENERIC and w not in STOP and not in_dictionary(w)
    ]


def _place(
    words: Sequence[Word], n: int, hit: tuple[str, str, bool], surely: bool, small: bool
) -> Found | None:
    """A word that may be a name known: with a capital at once, without only where it fits.

    Parameters
    ----------
    surely : whether it was found where it can be no ordinary word
    small : whether it stands where no name has a capital
    """
    kind, by, plainly = hit
    word = words[n]
    listed = by == "people list"
    after = words[n + 1].plain if n + 1 < len(words) else ""
    before = words[n - 1].plain if n else ""
    ordinary = (
        word.plain in WORDLIKE
        or word.plain in STOP
        or (in_dictionary(word.plain) and word.plain not in GIVEN)
    )
    fits = after in PERSON_AFTER or before in _SPOKEN_TO or before in RELATIONS
    if not plainly and not ((word.capital or listed) and word.plain in GIVEN):
        return None
    if word.capital:
        if ordinary and word.first and not fits and (not surely or is_function(word.plain)):
            return None
        return Found(
            word.start, word.end, kind, by, listed and not ordinary, ordinary or not plainly
        )
    likely = fits and (listed or before in _SPOKEN_TO)
    if ordinary and not likely and not (listed and plainly and small and _by_itself(words, n)):
        return None
    return Found(word.start, word.end, kind, by, False, ordinary or not plainly)


def _by_itself(words: Sequence[Word], n: int) -> bool:
    """Whether an ordinary word in small letters stands where that word would not."""
    word, before = words[n], words[n - 1].plain if n else ""
    after = words[n + 1] if n + 1 < len(words) and not words[n + 1].first else None
    if not is_function(word.plain):
        return before not in _NEVER_BEFORE
    return after is None or (word.plain == "an" and after.plain[:1] not in set("aeiouh"))


def _whole(text: str, known: Sequence[str]) -> Iterator[Found]:
    """Names known by several words, as they stand, also over a line's end or written in one."""
    apart = [word for name in known for word in name.replace("’", "'").split() if "'" in word]
    for name in dict.fromkeys((*known, *apart)):
        parts = re.split(r"[\s-]+", name.replace("’", "'").strip())
        if len(parts) > 1 or "'" in name:
            said = [re.escape(part).replace("'", "['’ ]?") for part in parts if part]
            wanted = re.compile(rf"(?<!\w){_BETWEEN.join(said)}(?!\w)", re.IGNORECASE)
            for match in wanted.finditer(text):
                yield Found(match.start(), match.end(), "person", "people list", True)


def _initials(text: str, known: Sequence[str]) -> Iterator[Found]:
    """The first letters of a name known, "KP" and "K.P.", but for speakers' labels."""
    for name in known:
        words = [word for word in _WORD.findall(name) if fold(word) not in TITLES]
        letters = [word[0].upper() for word in words]
        if 1 < len(letters) < 4 and "".join(letters).lower() not in STOP:
            for match in re.finditer(rf"(?<!\w){'[. ]{0,2}'.join(letters)}(?![\w:])", text):
                yield Found(match.start(), match.end(), "person", "people list", False, True)


def _split(text: str, forms: Mapping[str, tuple[str, str, bool]]) -> Iterator[Found]:
    """Names broken by a hyphen at a line's end."""
    for match in _SPLIT.finditer(text):
        whole = fold(match.group(1) + match.group(2))
        if hit := forms.get(whole):
            yield Found(match.start(), match.end(), hit[0], hit[1], True)
        elif match.group(1)[0].isupper() and whole in GIVEN | SURNAMES:
            yield Found(match.start(), match.end(), "person", "list of names", True)


class _Typing:
    """Words one slip of the hand away from a name."""

    def __init__(self, forms: Mapping[str, tuple[str, str, bool]]) -> None:
        self._long = {form: hit for form, hit in forms.items() if len(form) >= SHORTEST_TYPO}
        self._known: dict[str, tuple[str, str, bool] | None] = {}

    def meant(self, word: Word) -> tuple[str, str, bool] | None:
        """The name a word that no dictionary has is likely to stand for."""
        plain = word.plain
        if plain not in self._known:
            self._known[plain] = self._nearest(plain)
        return self._known[plain]

    def _nearest(self, plain: str) -> tuple[str, str, bool] | None:
        from rapidfuzz.distance import OSA

        if len(plain) < SHORTEST_TYPO or plain in STOP or in_dictionary(plain):
            return None
        for form, hit in self._long.items():
            if form[0] == plain[0] and OSA.distance(form, plain, score_cutoff=1) <= 1:
                return hit
        return None
