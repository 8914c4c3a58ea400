"""A name that a person adds by hand: where its words stand, and which places need a look."""

from __future__ import annotations

import re

from qualcode.project.pseudonyms_look import ordinary
from qualcode.project.pseudonyms_names import Named
from qualcode.project.pseudonyms_strangers import of_strangers
from qualcode.text.names_found import Found

BY = "hand"


def by_hand(text: str, words: str, kind: str, named: Named) -> list[Found]:
    """Where words stand in a text as they are written, in order; in doubt they are ambiguous.

    >>> [f.ambiguous for f in by_hand("In May, May Rowbotham.", "May", "person", Named([]))]
    [True, True]
    """
    from qualcode.text.names_places_of import places_of
    from qualcode.text.names_spread import forms_of
    from qualcode.text.names_whole import within_longer

    wanted = r"\s+".join(re.escape(part) for part in words.split())
    if not wanted:
        return []
    others = forms_of(name for name, _, of, _ in named.used if of == "person")
    others = {form: True for form in others if form not in forms_of([words])}
    doubted = [
        (one.start, one.end) for one in places_of(text, [words], kind, others) if one.ambiguous
    ]
    if kind == "person":
        strangers = of_strangers({**named.texts, "": text}, [words])[""]
        doubted += [(at, at + 1) for at in strangers]
    return [
        Found(
            match.start(),
            match.end(),
            kind,
            BY,
            ambiguous=ordinary(words)
            or any(a < match.end() and match.start() < b for a, b in doubted)
            or within_longer(text, match.start(), match.end()),
        )
        for match in re.finditer(rf"(?<!\w){wanted}(?!\w)", text)
    ]
