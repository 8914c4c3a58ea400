"""What stands beside words in brackets: a surname that was added where a first name is replaced,
and what is left of an e-mail address a name was replaced in.

A corrected transcript may say "Keith Bramhall" where it said "Keith". What leaves is then
"[team manager] Bramhall", and a surname alone stands on no list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from qualcode.text.names_cues import TITLES
from qualcode.text.names_given import GIVEN, WORDLIKE
from qualcode.text.names_model import in_dictionary
from qualcode.text.names_stop import STOP
from qualcode.text.names_surnames import SURNAMES
from qualcode.text.names_words import fold, is_function

_WORD = r"[^\W\d_a-z][^\W\d_]+(?:['’-][^\W\d_]+)*"
_AFTER = re.compile(rf"\[([^\[\]\n]*)\][ \n]({_WORD})")
_ADDRESS = re.compile(r"[\w.+-]*\w@\[[^\[\]\n]*\]|\[[^\[\]\n]*\][\w.+-]*@\w[\w.-]*")
_BEFORE = re.compile(rf"(?<!\w)({_WORD})[ \n]\[([^\[\]\n]*)\]")


def addresses_beside(texts: Iterable[str]) -> dict[str, int]:
    """E-mail addresses of which a part is replaced: what is left may name somebody still.

    >>> addresses_beside(["Write to p.marsh@[place 2].example then."])
    {'p.marsh@[place 2]': 1}
    """
    # Of thousands of quotes few hold either sign.
    likely = (text for text in texts if "@" in text and "[" in text)
    return dict(Counter(match[0] for text in likely for match in _ADDRESS.finditer(text)))


def names_beside(texts: Iterable[str], signs: Collection[str]) -> dict[str, int]:
    """Words with a capital that touch words in brackets and may be the rest of a name.

    ``signs`` are the words in use in place of names, without brackets: beside others, such as
    ``[laughs]``, any sentence may begin.

    >>> names_beside(["Then [chair] Bramhall rang. [chair] The end. [laughs] Ofori."], {"chair"})
    {'Bramhall': 1}
    """
    found: Counter[str] = Counter()
    for text in texts:
        if not signs or "[" not in text:
            continue
        for match in _AFTER.finditer(text):
            found[match[2]] += match[1] in signs and may_be_name(match[2])
        for match in _BEFORE.finditer(text):
            found[match[1]] += match[2] in signs and may_be_name(match[1])
    return dict(+found)


@lru_cache(maxsize=4096)
def may_be_name(word: str) -> bool:
    """Whether a word with a capital is a name on the lists, or stands in no dictionary.

    >>> may_be_name("Grace"), may_be_name("Quillabby"), may_be_name("Worker"), may_be_name("LADO")
    (True, True, False, False)
    """
    if word.isupper():
        return False  # an abbreviation
    plain = fold(re.split("['’]", word)[0])
    if plain in STOP or plain in TITLES or is_function(plain):
        return False
    named = plain in SURNAMES or plain in GIVEN or plain in WORDLIKE
    return named or not in_dictionary(plain)
