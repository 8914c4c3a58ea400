"""More than one of a kind of person, in plain English."""

from __future__ import annotations

import re

_SAME = ("staff", "people", "personnel", "police", "support")
_ODD = {"person": "people", "man": "men", "woman": "women", "child": "children", "wife": "wives"}
# What is counted stands before these: heads of service, managers (centre), workers - nights.
_TAIL = re.compile(r"\s+(?:of|in|for|at|to|with|on)\s|\s*[(,/]|\s+[-–]\s")


def plural(name: str, n: int = 2) -> str:
    """A role's name for ``n`` people, in the middle of a sentence.

    >>> plural("Social worker"), plural("Social worker", 1), plural("Head of service")
    ('social workers', 'social worker', 'heads of service')
    >>> plural("Sure Start worker"), plural("Speech and language therapist")
    ('Sure Start workers', 'speech and language therapists')
    >>> plural("Deputy (nursery)"), plural("Midwife"), plural("SENCO"), plural("Support staff")
    ('deputies (nursery)', 'midwives', 'SENCOs', 'support staff')
    """
    name = " ".join(name.split())
    # A single capital is the sentence's; SENCO and Sure Start keep theirs.
    second = name.partition(" ")[2][:1]
    if len(name) > 1 and name[1].islower() and not second.isupper():
        name = name[0].lower() + name[1:]
    if n == 1 or not name:
        return name
    tail = _TAIL.search(name)
    at = tail.start() if tail and tail.start() else len(name)
    return _several(name[:at]) + name[at:]


def _several(words: str) -> str:
    before, _, last = words.rpartition(" ")
    lead = f"{before} " if before else ""
    small = last.casefold()
    if small in _SAME or not last[-1:].isalpha():
        return words
    for one, several in _ODD.items():
        if small.endswith(one):
            return lead + last[: len(last) - len(one)] + several
    if small.endswith("y") and small[-2:-1] not in tuple("aeiou"):
        return lead + last[:-1] + "ies"
    if small.endswith(("s", "x", "ch", "sh")):
        return lead + last + "es"
    return lead + last + "s"


def people(n: int) -> str:
    """A number of people, in words."""
    return f"{n} person" if n == 1 else f"{n} people"
