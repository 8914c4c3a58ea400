"""The words people write for consent."""

from __future__ import annotations

from qualcode.model import Consent, Permission

_WORDS = {
    "": Consent.UNKNOWN,
    "unknown": Consent.UNKNOWN,
    "not known": Consent.UNKNOWN,
    "quote": Consent.QUOTE,
    "yes": Consent.QUOTE,
    "no quote": Consent.NO_QUOTE,
    "no": Consent.NO_QUOTE,
    "withdrawn": Consent.WITHDRAWN,
}


def consent_of(words: str) -> Consent | None:
    """The consent meant; None when the words are none of those known.

    >>> consent_of("No quote"), consent_of("maybe")
    (<Consent.NO_QUOTE: 'no quote'>, None)
    """
    return _WORDS.get(" ".join(words.casefold().replace("_", " ").split()))


_ANSWERS = {"": "unknown", "not known": "unknown", "y": "yes", "n": "no"}


def permission_of(words: str) -> Permission | None:
    """The answer meant by yes, no or unknown; None when it is none of these.

    >>> permission_of("No"), permission_of(""), permission_of("perhaps")
    (<Permission.NO: 'no'>, <Permission.UNKNOWN: 'unknown'>, None)
    """
    said = " ".join(words.casefold().split())
    said = _ANSWERS.get(said, said)
    return Permission(said) if said in set(Permission) else None


def narrower(one: Permission, other: Permission) -> Permission:
    """Of two answers of one person, the one that allows less; any answer beats none.

    >>> narrower(Permission.YES, Permission.NO).value
    'no'
    """
    order = (Permission.UNKNOWN, Permission.YES, Permission.NO)
    return max(one, other, key=order.index)


def stricter(one: Consent, other: Consent) -> Consent:
    """Of two answers of one person, the one that allows less; any answer beats none.

    >>> stricter(Consent.QUOTE, Consent.WITHDRAWN).value
    'withdrawn'
    """
    order = (Consent.UNKNOWN, Consent.QUOTE, Consent.NO_QUOTE, Consent.WITHDRAWN)
    return max(one, other, key=order.index)
