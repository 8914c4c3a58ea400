"""A place of a text that looks like a name, or like a number that tells who somebody is."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = (
    "person",
    "place",
    "school",
    "organisation",
    "email",
    "phone",
    "nhs number",
    "ni number",
    "postcode",
    "date of birth",
    "case reference",
    "vehicle",
    "address",
)


@dataclass(frozen=True, order=True, slots=True)
class Found:
    """Characters ``start`` up to, not including, ``end`` that may tell who somebody is.

    ``kind`` is one of `KINDS`, ``by`` says in plain words what gave it away, ``sure`` that little
    else can be meant, and ``ambiguous`` that it is an ordinary word too ("Will", "Grace"), so that
    a person has to look at each place.
    """

    start: int
    end: int
    kind: str
    by: str
    sure: bool = False
    ambiguous: bool = False
