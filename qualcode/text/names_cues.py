"""Words around a name that tell what it is: titles, months, verbs, places."""

from __future__ import annotations

import re

from qualcode.text.names_lists import listed

TITLES = listed("""
mr mrs ms miss dr doctor prof professor mx sir lady lord rev reverend father pastor imam rabbi judge
cllr councillor sgt sergeant inspector constable pc dc di ds
""")
# Said before a first name as a title is, but no part of the name.
RELATIONS = listed("""
auntie aunty aunt uncle nan nana nanna nanny granny grandma grandad grandpa gran mama papa mam mammy
mummy daddy sister brother cousin nurse teacher barrister matron warden pastor reverend deacon elder
imam maulana mufti ustad ustadh sheikh shaykh umm abu haji hajji pani pan taid nain mamgu tadcu
bishop bro sis baby little big old young cap captain coach
""")
# Of these, those that are part of what somebody is called.
WITH_NAME = listed("big little young nana maame abu umm")
CALLED = re.compile(
    r"(?:\b(?:called|named|nicknamed|known as|name(?:'s| is| was)|call (?:her|him|them|me)"
    r"|this is|i'm|i am|goes by|spelt)|@)\s+$",
    re.IGNORECASE,
)
PLACE_BEFORE = listed("in at near around outside across towards")
PLACE_AFTER = listed(
    "area estate town village locality office city end side patch hub borough county"
)
PERSON_AFTER = listed("""
said says say was is rang asked told had has came went did does would will who and knew knows wanted
wants thought thinks got gets isn't wasn't didn't doesn't couldn't wouldn't won't never always
""")
PERSON_BEFORE = listed("""
and with for to told asked rang ring saw see met by tell ask like know about but from poor little
mum dad then because if when that than
""")
NEVER_AFTER = listed("you we they he she it i there this that these those the not a be")
MONTH_BEFORE = listed(
    "in of by since until till last next early late mid this during through before after every"
)
PARTICLES = listed("van der de da di bin binti bint ibn al el ap ab ul ur dos le la")
