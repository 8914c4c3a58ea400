"""Schools, services, streets and estates: names that end in a telling word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from qualcode.text.names_found import Found
from qualcode.text.names_job import JOB
from qualcode.text.names_lists import listed
from qualcode.text.names_model import in_dictionary
from qualcode.text.names_places import EVERYBODYS, PLACES
from qualcode.text.names_said import NUMBER
from qualcode.text.names_stop import GENERIC, STOP
from qualcode.text.names_words import Chunk, Word, is_function, words_of

_SCHOOL = r"""
(?:primary|infants?|juniors?|nursery|secondary|high|grammar|comprehensive|community|special|c\ of\ e
|church\ of\ england|catholic|rc|upper|middle|lower|girls['’]?|boys['’]?|first)*\s*
(?:primary|infants?|juniors?|nursery|nurseries|pre-?school|playgroup|academy|high|comp|comprehensive
|grammar|college|sixth\ form|school|children['’]?s['’]?\ cent(?:re|er)|family\ hub
|family\ cent(?:re|er)
|day\ nursery|childminders|c\ of\ e|cofe|rc|pru|utc)(?:\ (?:school|academy|trust|nursery))?
"""
_BODY = r"""
(?:medical|health|community|resource|advice|youth|walk-in|contact|leisure|general|royal)?\s*
(?:surgery|hospital|infirmary|hospice|cent(?:re|er)|trust|foundation|project|charity|refuge
|practice|clinic
|solicitors|women['’]?s\ aid|housing\ association|housing|homes|church|mosque|masjid|temple|gurdwara
|chapel|synagogue|youth\ club|foodbank|food\ bank|council|partnership|association|society|network
|fostering
|fc|united|collective|alliance|mission|initiative|library|club|agency|hostel|hotel|arms|inn|pub
|pharmacy|chemists?|takeaway|taxis|cars|nails|barbers|ltd|limited|fostering|care|therapy|unit|ward
|dental|dentists?|hall|mosque|cathedral|abbey|priory|cemetery|market|station|airport|prison
|general|royal|llp|solicitors|barracks|garage|stores?|supermarket|cafe|café|restaurant|gym|baths|stadium)
(?:\ (?:trust|group|team))?(?!\ stage)
"""
_STREET = r"""
(?:street|road|rd|lane|avenue|ave|close|drive|crescent|terrace|gardens|grove|mews|parade|walk|rise
|square|way|row|court|place|hill|green|mansions|quay|wharf|yard|bank|brow|fold|croft|bottoms?
|boulevard|path|passage|wynd|mount|vale|heights|approach|roundabout|bypass|lanes|gate|rake|brae
|buildings?|circus|cl|ave|dr|cres|st(?=[\s,.]))
"""
_SPOT = (
    r"(?:estate|park|house|lodge|flats|towers|tower|view|villas?|cottages?|farm|ward|point"
    r"|common|woods?|heath|cross|bay|beach|moor|marsh|island|isle|reservoir|city|bridge|valley|market"
    r"|site|hamlet|downs|fields?|meadows?|manor|grange|block|hall)"
)
_HEADS = (
    ("school", re.compile(rf"\s+(?:{_SCHOOL})\b", re.IGNORECASE | re.VERBOSE)),
    ("organisation", re.compile(rf"\s+(?:{_BODY})\b", re.IGNORECASE | re.VERBOSE)),
    ("address", re.compile(rf"\s+(?:{_STREET})\b", re.IGNORECASE | re.VERBOSE)),
    ("place", re.compile(rf"\s+(?:{_SPOT})\b", re.IGNORECASE | re.VERBOSE)),
)
_NUMBER = re.compile(
    r"(?:\b(?:flat|number|no\.?|apartment|unit|plot|room|block|house)\s+\w{1,8},?\s+)?"
    rf"(?:(?:\d{{1,4}}[a-z]?|\b{NUMBER}),?\s+)?$",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"\s+(?:(?:(?:of|on|in|for|upon) the|of|and|&|on|in|for|le|de|y|upon)\s+)?|\s*&\s*"
)
_COURTS = listed("family crown county high magistrates youth supreme tennis food basketball")
_LOWER_SCHOOL = re.compile(
    r"school|academy|nursery|primary|surgery|hospital|centre|hub", re.IGNORECASE
)
# What a school, a church or a hospital is called without a telling word after it.
_SAINT = re.compile(
    r"\b(?:[Ss]te?\.?|Saint|SS) [A-Z][\w'-]+(?: (?:and|&) (?:St )?[A-Z][\w'-]+)?"
    r"(?: (?:RC|CE|CofE|C of E|Catholic))?"
    r"|\bOur Lady(?:'s)?(?: [A-Z]\w+)?(?: (?:of|and) (?:the )?(?:Mount |St |Good )?[A-Z]\w+)?"
    r"|\b(?:Holy|Sacred|Blessed|Immaculate) [A-Z]\w+|\b(?:All|English) (?:Saints|Martyrs)\b"
    r"|\b(?:King|Queen|Bishop|Archbishop|Cardinal|Prince|Sir|Dame) [A-Z]\w+(?: [A-Z]\w+)?'s\b"
    r"|\bChrist (?:the King|Church)\b|\bOperation [A-Z]\w+"
)
# Road names everywhere has, and heads that are talk: "a long way", "in the first place".
_COMMON = listed("high main ring back side long first same right only other half every")


def bodies(chunk: Chunk, lower: frozenset[str] = frozenset()) -> Iterator[Found]:
    """Names of schools, organisations, streets and spots in a chunk.

    Parameters
    ----------
    lower : words the text holds in small letters too, which are no names
    """
    words = words_of(chunk)
    ends = {word.end: n for n, word in enumerate(words)}
    ends |= {w.end + 2: n for n, w in enumerate(words) if _possessive(chunk, w)}
    for kind, head in _HEADS:
        for match in head.finditer(chunk.text):
            # Every head has a blank before it; a longer one may begin one word earlier.
            last = ends.get(chunk.start + match.start())
            if last is None:
                continue
            run = _run(chunk, words, last)
            said = match.group().strip()
            if not run or not _telling(run, kind, lower):
                continue
            if said.islower() and kind in ("place", "address") and _weak(said, run):
                continue
            start = run[0].start
            if kind == "address":
                start -= len(_NUMBER.search(chunk.text[: start - chunk.start]).group())  # type: ignore[union-attr]
            yield Found(start, chunk.start + match.end(), kind, f"“{said.lower()}” after it", True)


def saints(chunk: Chunk) -> Iterator[Found]:
    """Schools, churches and hospitals that bear a saint's name, and nothing after it."""
    for match in _SAINT.finditer(chunk.text):
        start, end = chunk.start + match.start(), chunk.start + match.end()
        yield Found(start, end, "organisation", "saint's name", False)


def _possessive(chunk: Chunk, word: Word) -> bool:
    at = word.end - chunk.start
    return chunk.text[at : at + 2].lower() == "'s"


def _run(chunk: Chunk, words: Sequence[Word], last: int) -> list[Word]:
    """The words with capital letters that lead up to a head, the last of them at ``last``."""
    run: list[Word] = []
    for n in range(last, -1, -1):
        word = words[n]
        if run:
            between = chunk.text[word.end - chunk.start : run[0].start - chunk.start]
            between = re.sub(r"^'s?", "", between)
            if between == ". " and word.plain in ("st", "ste"):
                between = " "
            if not _JOINING.fullmatch(between) and not _JOINING.fullmatch(
                between.removeprefix("-")
            ):
                break
        contracted = ("im", "its", "thats", "theres", "hes", "shes", "weve", "ive")
        if word.first and len(run) < 2 and word.plain in contracted:
            break
        if not word.capital:
            if run and word.plain in ("of", "the", "and", "on", "in", "for", "le", "upon") and n:
                continue
            break
        if word.first and (is_function(word.plain) or word.plain in STOP) and word.plain != "st":
            break
        run.insert(0, word)
    while run and run[0].plain in ("the", "our", "my", "a", "at", "in", "from", "and"):
        run.pop(0)
    return run


def _telling(run: Iterable[Word], kind: str, lower: frozenset[str]) -> bool:
    """Whether a run of words holds one that names something."""
    for word in run:
        plain = word.plain
        if plain in ("st", "saint", "ste", "our", "holy", "sacred"):
            return True
        if plain in GENERIC or plain in STOP or plain in EVERYBODYS:
            continue
        if word.shouted and kind != "school":
            continue
        if kind in ("address", "place") and (plain in _COURTS or plain in _COMMON):
            continue
        if kind in ("organisation", "school") and plain in JOB:
            continue
        if kind == "organisation" and plain in lower and in_dictionary(plain):
            continue
        return True
    return False


def _weak(said: str, run: Sequence[Word]) -> bool:
    """Whether a head in small letters is ordinary talk: "Keith way", "Sunday place"."""
    return said not in ("estate", "road", "street", "lane", "avenue", "close", "flats") or (
        len(run) == 1 and run[0].first
    )


def towns(chunk: Chunk) -> Iterator[Found]:
    """Towns, boroughs, counties and lands on the list."""
    words = words_of(chunk)
    for n in range(len(words)):
        for length in (3, 2, 1):
            several = words[n : n + length]
            if len(several) < length:
                continue
            said = " ".join(w.plain for w in several)
            if said not in PLACES or not all(
                chunk.text[a.end - chunk.start : b.start - chunk.start] == " "
                for a, b in pairwise(several)
            ):
                continue
            capital = several[0].capital
            before = words[n - 1].plain if n else ""
            if capital or (
                before in ("in", "from", "near", "to", "around", "outside", "of")
                and not (length == 1 and in_dictionary(said))
            ):
                yield Found(several[0].start, several[-1].end, "place", "list of places", capital)
            break
