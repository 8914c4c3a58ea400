"""Talk typed without capitals: read as if names had them.

A program that writes down speech, or a hand in a hurry, leaves capitals out, and with them goes
what tells names best. Such talk gets capitals where a name may stand, letter for letter in its
place; then it is read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.text.names_cues import RELATIONS, TITLES
from qualcode.text.names_given import GIVEN, WORDLIKE
from qualcode.text.names_lists import listed
from qualcode.text.names_model import in_dictionary, in_talk
from qualcode.text.names_places import EVERYBODYS, PLACES
from qualcode.text.names_said import NUMBER
from qualcode.text.names_stop import GENERIC, STOP
from qualcode.text.names_surnames import SHORT_FORMS, SURNAMES
from qualcode.text.names_syllables import SYLLABLES
from qualcode.text.names_words import Chunk, Word, is_function, words_of

_NAMES = GIVEN | SURNAMES | frozenset(SHORT_FORMS)
# Capitals within sentences, of all words, below which a text counts as typed without them.
_FEW = 0.005

# Words of talk, and as they are typed in haste, that no dictionary has.
TALK = listed("""
upn uln nino urn lcs ehm mfh yr yrs hrs mins asap aswell atm tbf fab pls thx
gonna wanna gotta kinda sorta dunno innit ain't aint cos coz cuz cause ya yeh yea yup nah nope ooh
aah ahh ohh uhh uh huh hmmm mmm shh oops ouch wow yay yous youse alright anyways alot lotta loads
lol omg tbh idk btw imo asap ppl thru tho cuppa telly mum's mums dads nans hubby missus kiddo
kiddos kiddie kiddies bairn bairns wee lad lads lass lasses bloke blokes laddie quid fella fellas
dont doesnt didnt isnt wasnt werent wont wouldnt couldnt shouldnt cant havent hasnt hadnt arent
mustnt neednt im ive id ill youre youve youll youd hes shes its theyre theyve theyll theyd weve
thats whats wheres whos hows theres heres lets yknow y'know summat owt nowt summit somethin nothin
goin doin comin sayin gettin talkin workin tryin lookin bein havin makin takin cannae dinnae didnae
wasnae wouldnae couldnae wid aye och naw bin int thou thee sat nav wifi email emails e-mail e-mails
app apps laptop laptops facetime whatsapp insta snap snapchat tiktok youtube xbox playstation ipad
iphone facebook messenger online offline website websites blog podcast teams zoom skype dvd tv
covid lockdown lockdowns zero teatime bedtime playtime lunchtime schooltime takeaway takeaways
safeguard safeguarded safeguarding fostercare kinship caseload caseloads casework caseworker
multi-agency multiagency timeline timelines timescale timescales handover handovers workshop
workshops genogram genograms ecomap chronology chronologies paperwork neurodivergent neurodiverse
autistic dyslexic dyspraxic bipolar antidepressants methadone subutex ketamine spice cannabis
carer carers sibling siblings stepdad stepmum stepson stepdaughter stepbrother stepsister
stepfather stepmother ex's exes grandkids grandson granddaughter goddaughter godson godmother
babysit babysat babysitter babysitting childminder childminders childminding childcare preschool
pre-school playgroup playgroups creche classmate classmates homeschool homeschooled homeschooling
teacher's everyone's everybody's someone's nobody's whoever's nonverbal nonjudgmental ongoing onsite
upfront upskill upskilled input inputs inputting proactive proactively triage triaged triaging
signpost signposted signposting unallocated reallocated reallocate rehoused rehouse hotline helpline
helplines headteacher headteachers learnt spelt burnt dreamt leant knelt behaviour behaviours
favourite favourites colour colours neighbour neighbours neighbourhood honour labour rumour harbour
programme programmes centre centres theatre metre litre organise organised organising organisation
organisations recognise recognised realise realised realising apologise apologised emphasise
prioritise prioritised prioritising specialise specialised counselling counsellor counsellors
travelling cancelled labelled defence offence offences licence practise practised practising
judgement judgements grey pyjamas nappy nappies cot cots pram prams dummy dummies buggy buggies
trousers jumper jumpers trainers wellies settee sofa duvet hoover hoovering cooker telly's khala
chacha mamu phupho taya dadi dadima nani nanima bibi baba baji bhai didi apa beta beti teyze abla
abi amca dayi hala khalti amo ammu abbu mama papa tata babcia dziadek ciocia oma opa yaya umm abu
um ustad ustadh imam hijab halal haram eid madrassa madrasa mosque gurdwara mandir namaste salaam
inshallah mashallah alhamdulillah wallah oga abeg sef nko ehn ehen abi wahala aunty aunties
""")
_HEADS = re.compile(
    r"\b((?:at|on|in|from|to|of|near|by|off|round|called|down|up|school|surgery|nursery|past"
    rf"|flat\s+\w+,?|number\s+\w+,?|\d{{1,3}}[a-z]?|{NUMBER})\s+)"
    r"((?:[a-z'-]+\s+){1,2}?)"
    r"(road|rd|street|close|avenue|lane|drive|crescent|terrace|gardens|grove|court|house|estate"
    r"|parade|rise|mews|mount|view|square|hill|mansions|valley|meadows?|green|woods?|farm|cottages?"
    r"|flats|towers?|primary|infants?|juniors?|academy|high(?:\s+school)?|school|nursery|surgery"
    r"|hospital|centre|library|lodge|park|hub|market|church|mosque|station|airport|gym|assembly)\b"
)
_BARE = listed("""
the a an my our your his her their its this that these those some any every each no same other
another new old big little small main side back next first last only one two local right wrong
whole own nice good bad high primary secondary nursery special middle upper lower junior infant
private public state mainstream boarding driving council town city county children's childrens
family health medical community parish day night weekend summer magistrates crown youth safe
care foster private halfway full open general mental eye going coming went go been be is was get
getting got take taking took pick picking drop dropping after before and or but so then in at
on to from of for with about into out up down off round see do start started starting leave left
leaving me him them us you it she he they we i nursing sheltered supported social building
doctors doctor's gp whole village dinner music sunday saturday
""")
# Words that go on with a place's or a body's name: "brierley hill", "manchester airport".
_FOLLOWING = listed("""
city hill green cross bridge market park common heath airport station library road rd street lane
avenue close court house estate centre hospital surgery school primary academy nursery high
infants juniors college crescent drive gardens grove terrace square lodge church mosque
""")
# What is said of persons, or with them, right before or after a name.
_BEFORE = listed("""
told asked rang called named phoned texted emailed met saw with and our little poor young big
uncle auntie aunty aunt cousin brother sister nan nana grandma grandad mama papa nurse teacher
worker manager mr mrs ms miss dr sir pastor partner boyfriend girlfriend husband wife son daughter
friend mate neighbour like for to by from hi hello thanks when if because that then but so says
""")
_WHO = listed("""
wife husband son daughter niece nephew friend mate neighbour partner boyfriend girlfriend worker
mum dad mam mother father manager brother sister cousin nan gran stepdad stepmum ex lad lass
told rang phoned texted emailed met asked
""")
_AFTER = listed("""
said says was is had has rang told asked came went did does knew knows wanted wants thought thinks
got gets took takes gave gives put lives lived stays stayed works worked wrote writes cried calls
called never always isn't wasn't didn't doesn't hadn't hasn't and who isnt wasnt didnt doesnt
""")


def small_among(chunks: Sequence[Chunk]) -> list[bool]:
    """Which chunks are typed without capitals, but for sentences' beginnings."""
    whole = _without_capitals(chunks)
    return [whole or _small(chunk) for chunk in chunks]


def _inner(word: Word) -> bool:
    own = word.plain in ("i", "im", "ive", "id", "ill") or len(word.said) == 1
    return word.capital and not word.first and not own and not word.shouted


def _without_capitals(chunks: Sequence[Chunk]) -> bool:
    words = [word for chunk in chunks for word in words_of(chunk)]
    return len(words) > 60 and sum(map(_inner, words)) <= _FEW * len(words)


def _small(chunk: Chunk) -> bool:
    words = words_of(chunk)
    return bool(words) and words[0].said[:1].islower() and not any(map(_inner, words))


def with_capitals(chunk: Chunk) -> Chunk:
    """A chunk typed without capitals, with capitals where a name may stand."""
    words = words_of(chunk)
    letters = list(chunk.text)
    named: set[int] = set()  # where words end that got a capital
    places = {at for word_at in _heads(chunk) for at in word_at}
    for n, word in enumerate(words):
        at = word.start - chunk.start
        further = n and words[n - 1].end in named and _may_follow(word.plain)
        if word.capital or not (at in places or further or _may_be_name(words, n)):
            continue
        named.add(word.end)
        letters[at] = _upper(letters[at])
        if n + 1 < len(words) and words[n + 1].plain in _FOLLOWING:
            follow = words[n + 1].start - chunk.start
            letters[follow] = _upper(letters[follow])
        for part in re.finditer(r"(?<=-)[^\W\d_]", word.said):
            letters[at + part.start()] = _upper(part.group())
    return Chunk(chunk.start, "".join(letters))


def _upper(letter: str) -> str:
    """A capital letter, where it is one letter still."""
    made = letter.upper()
    return made if len(made) == 1 else letter


def _heads(chunk: Chunk) -> list[list[int]]:
    """Where the words of "at maple road" stand, if they name something."""
    found = []
    for match in _HEADS.finditer(chunk.text):
        inner = match.group(2)
        said = [(m.group(), match.start(2) + m.start()) for m in re.finditer(r"[^\s]+", inner)]
        if any(word in _BARE or word in GENERIC or word in STOP for word, _ in said):
            continue
        found.append([at for _, at in said] + [match.start(3)])
    return found


def _syllables(words: Sequence[Word], n: int) -> bool:
    """Whether a word and one beside it are syllables of a name in two words: "siu ling"."""
    for a, b in ((n, n + 1), (n - 1, n)):
        if a < 0 or b >= len(words) or words[b].first:
            continue
        pair = (words[a].plain, words[b].plain)
        if all(p in SYLLABLES for p in pair) and not all(in_dictionary(p) for p in pair):
            return True
    return False


def _may_be_name(words: Sequence[Word], n: int) -> bool:
    word = words[n]
    plain = word.plain
    parts = [part for part in plain.split("-") if part]
    before = words[n - 1].plain if n else ""
    after = words[n + 1].plain if n + 1 < len(words) else ""
    if (
        len(plain) < 2
        or plain in TALK
        or in_talk(plain)
        or ("'" in word.said and not plain.startswith(("o", "d")))
    ):
        return False
    if plain in TITLES:
        return after in _NAMES and plain not in ("miss", "judge", "lord", "father", "lady")
    if plain in EVERYBODYS or (plain in PLACES and not in_dictionary(plain)):
        return True
    known = any(part in _NAMES for part in parts)
    if plain in SYLLABLES and _syllables(words, n):
        return True
    if is_function(plain) or (plain in STOP and not (plain in WORDLIKE and known)):
        return False
    if known and not (plain in WORDLIKE or in_dictionary(plain)):
        return True
    if known:
        return _spoken_of(plain, before, after)
    spelt = all(in_dictionary(p) or in_dictionary(p.rstrip("s")) or p in STOP for p in parts)
    return len(plain) > 2 and not spelt


def _may_follow(plain: str) -> bool:
    """Whether an ordinary word may be a surname, behind a name."""
    talk = plain in STOP or plain in _AFTER or plain in _BEFORE or is_function(plain)
    return plain in SURNAMES and not talk


def _spoken_of(plain: str, before: str, after: str) -> bool:
    """Whether a word that is a name too stands as a name does."""
    if before in RELATIONS or before in TITLES or before in ("called", "named"):
        return plain not in _AFTER
    if after in ("you", "we", "they", "be", "not", "the", "a", "it", "i", "he", "she"):
        return False
    if before in _WHO and plain not in _AFTER:
        return True
    if plain in WORDLIKE:  # heard as a word often, so that more has to speak for the name
        return before in _BEFORE and after in _AFTER
    return before in _BEFORE or (after in _AFTER and before not in _BARE)
