"""What a table, a chart or a list can and cannot claim: part of every page and every export."""

from __future__ import annotations

# After part 3 of the requirements: no generalising, counts are not strength, a code is not good
# practice, no ranking, zero is not absence, no change over time by itself.
_OF_ALL = (
    "What this cannot show: it speaks for the people interviewed and for nobody else. Counts follow"
    " who was asked and how long they spoke; they are not strength and not a measure of good"
    " practice. A code says what a passage is about, and its direction whether that was there,"
    " missing or hoped for. That nobody said a thing does not mean it is absent. Authorities are"
    " not ranked, and two waves are two sets of conversations, not a trend."
)
_BY_PROFILE = {
    "codebook": "Coded with a codebook that changed as the coding went on; its version is named.",
    "reliability": "Coded with a fixed codebook; read the figures of agreement beside it.",
    "reflexive": (
        "Reflexive analysis: codes are the reader's own, and counts only help to find passages;"
        " they are not evidence of how common or how strong anything is."
    ),
}


def claims(profile: str) -> str:
    """What can and cannot be claimed, in sentences, by the study's profile.

    >>> claims("reflexive").startswith("What this cannot show")
    True
    """
    return f"{_OF_ALL} {_BY_PROFILE.get(profile, _BY_PROFILE['codebook'])}"
