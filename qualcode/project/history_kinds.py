"""What people write into a study, by the names people give it."""

from __future__ import annotations

# Kind of what is kept -> (one of it with its article, one, several).
KINDS = {
    "theme": ("a theme", "theme", "themes"),
    "summary": ("a summary of the framework", "summary", "summaries"),
    "not asked": ("which cells of the framework were not asked", "cell", "cells"),
    "placement": ("a placement on the continuum", "placement", "placements"),
    "anchors": ("the anchors of the continuum", "list of anchors", "lists of anchors"),
    "plan": ("the plan of interviews", "plan", "plans"),
    "reference sample": ("the sample to compare with", "reference sample", "reference samples"),
    "instrument": ("the list of questions to be answered", "instrument", "instruments"),
    "answers": ("a participant's answers", "set of answers", "sets of answers"),
    "case": ("a case record", "case record", "case records"),
    "schedule": ("the interview schedule", "schedule", "schedules"),
    "asked": ("which questions were asked where", "matching of questions", "matchings"),
    "term lists": ("the two lists of terms", "pair of term lists", "pairs of term lists"),
    "feedback session": ("a feedback session", "feedback session", "feedback sessions"),
    "feedback": ("a piece of feedback", "piece of feedback", "pieces of feedback"),
    "release": ("a note of which counts left", "release", "releases"),
    "left": ("a note of whose words files were counted from", "note", "notes"),
    "quote edit": ("the edits of a quote that leaves", "edited quote", "edited quotes"),
    "report text": ("a text for the reports", "text for the reports", "texts for the reports"),
    "names seen": ("which words may leave", "list of words", "lists of words"),
    "shown": ("what a mentor was shown", "note", "notes"),
    "came from": ("a note of what another program calls things", "note", "notes"),
    "portrait": ("a note of whose portraits left", "note", "notes"),
}

# Of these one does not say that they are written.
NOTED = frozenset({"not asked", "asked"})


def kind_words(kind: str, n: int) -> str:
    """How many of a kind, in words.

    >>> kind_words("summary", 2), kind_words("theme", 1), kind_words("something new", 2)
    ('2 summaries', '1 theme', '2 things people wrote')
    """
    _, one, several = KINDS.get(kind, ("", "thing people wrote", "things people wrote"))
    return f"{n:,} {one if n == 1 else several}"


def kind_named(kind: str) -> str:
    """One of a kind, with its article; what is not known here is called something written.

    >>> kind_named("theme"), kind_named("something new")
    ('a theme', 'something written')
    """
    return KINDS.get(kind, ("something written", "", ""))[0]
