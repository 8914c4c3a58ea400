"""Words that have a capital letter where only a name has one: "at Second Step", "from Reading".

Whatever the dictionary says of it, a word with a capital within a sentence names something, unless
it belongs to the talk of children's services, which likes capitals. Each is proposed with doubt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from qualcode.text.names_found import Found
from qualcode.text.names_job import JOB
from qualcode.text.names_lists import listed
from qualcode.text.names_model import Read
from qualcode.text.names_places import EVERYBODYS
from qualcode.text.names_stop import GENERIC, STOP
from qualcode.text.names_words import Chunk, Word, is_function, words_of

_NEAR = listed("at in from near to around outside off towards past by over")
_OF = ("of", "on", "the", "le")


def capitals(
    chunk: Chunk, read: Read, lower: frozenset[str], taken: Collection[int]
) -> Iterator[Found]:
    """Words with capitals within sentences that no other rule took for a name.

    Parameters
    ----------
    lower : words the text holds in small letters too: one such alone is no name
    taken : where words begin, in the text, that are found already
    """
    words = words_of(chunk)
    n = 0
    while n < len(words):
        run = _run(chunk, words, n, taken)
        before = words[n - 1].plain if n else ""
        n += max(1, len(run))
        while run and not _tells(run[-1]) and (run[-1].plain in STOP or not run[-1].capital):
            run.pop()
        while run and run[0].first and not _tells(run[0]):
            run.pop(0)
        telling = [word for word in run if _tells(word)]
        if not telling or all(word.first for word in telling):
            continue
        at = {word.start - chunk.start for word in telling}
        if len(telling) == 1 and telling[0].plain in lower and not at & read.proper:
            continue
        kind = "place" if before in _NEAR else "organisation"
        yield Found(run[0].start, run[-1].end, kind, "capital letter", False, True)


def _run(chunk: Chunk, words: Sequence[Word], n: int, taken: Collection[int]) -> list[Word]:
    """The words with capitals that follow each other from a word on, "of" among them."""
    run: list[Word] = []
    for word in words[n:]:
        if word.start in taken or (run and word.first):
            break
        if not word.capital and not (run and word.plain in _OF):
            break
        if run and chunk.text[run[-1].end - chunk.start : word.start - chunk.start].strip(" -&'s"):
            break
        run.append(word)
    return run


def _tells(word: Word) -> bool:
    plain = word.plain
    return (
        len(plain) > 2
        and not word.shouted
        and "'" not in word.said
        and plain not in JOB
        and plain.rstrip("s") not in JOB
        and plain not in STOP
        and plain not in GENERIC
        and plain not in EVERYBODYS
        and not is_function(plain)
    )
