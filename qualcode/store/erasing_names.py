"""What one person was called, and where that still stands when their words are gone."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from qualcode.model.erased import long_words
from qualcode.store import schema
from qualcode.store.erasing_people import WRITTEN

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 3
# Where a name may stand, as people call it; of what is not listed here: other notes.
PLACES = {
    "memo.text": "memos",
    "kept.body": "themes, summaries and other pieces of writing",
    "codebook_version.document": "versions of the codebook",
    "transcript.id": "ids of texts",
    "transcript.title": "titles of texts",
    "transcript.file_name": "file names of texts",
    "transcript.text": "texts",
}
OTHER = "other notes"


def names_among(
    participant: str, own: Iterable[str], others: Iterable[str], texts: Collection[str]
) -> frozenset[str]:
    """What a person was called: the id, their own labels, and words of these that are a name.

    A word is taken for a name where it begins with a capital, others' labels do not hold it, and
    no text of the study has it in small letters, as it has "worker" of "Social Worker 1".
    """
    mine, theirs = set(own), set(others)
    theirs |= {word for label in theirs for word in _WORD.findall(label)}
    parts = {word for label in mine for word in _WORD.findall(label) if word[0].isupper()}
    names = {
        word
        for word in parts - theirs
        if len(word) >= SHORTEST and not any(_stands_small(text, word) for text in texts)
    }
    return frozenset(one for one in {participant, *mine, *names} - theirs if len(one) >= 2)


def still_named(connection: Connection, called: Collection[str]) -> dict[str, int]:
    """Place -> in how many of its pieces one of these names stands as a word of its own.

    The history is left out: it keeps ids, and what names the person there is told apart.
    """
    form = name_form(called)
    if form is None:
        return {}
    t, found = schema.transcript.c, Counter[str]()
    own = (t.id, t.text, *(c for c in WRITTEN if c.table.name not in ("event", "coder", "study")))
    for column in own:
        place = PLACES.get(f"{column.table.name}.{column.name}", OTHER)
        for said in connection.execute(select(column)).scalars():
            found[place] += bool(said and form.search(str(said)))
    return dict(+found)


def codes_named(connection: Connection, called: Collection[str]) -> list[str]:
    """The codes of the newest codebook in whose text one of these names stands, by their ids."""
    form, table = name_form(called), schema.codebook_version
    query = select(table.c.document).order_by(table.c.n.desc()).limit(1)
    document = connection.execute(query).scalar()
    if form is None or document is None:
        return []
    codes = json.loads(document)["codes"]
    return [str(code["id"]) for code in codes if form.search(json.dumps(code, ensure_ascii=False))]


def still_worded(connection: Connection, words: Collection[str]) -> dict[str, int]:
    """Place -> how many memos and pieces of writing hold one of these long words."""
    found = {
        PLACES[str(column)]: sum(
            bool(long_words(said) & set(words))
            for said in connection.execute(select(column)).scalars()
            if said
        )
        for column in (schema.memo.c.text, schema.kept.c.body)
    }
    return {place: n for place, n in found.items() if n}


def name_form(called: Iterable[str]) -> re.Pattern[str] | None:
    """Finds one of these names as a word of its own, in capitals or not; None without names."""
    every = sorted(called, key=lambda one: (-len(one), one))
    if not every:
        return None
    # An underscore parts words in file names.
    return re.compile(
        rf"(?<![^\W_])(?:{'|'.join(re.escape(one) for one in every)})(?![^\W_])", re.IGNORECASE
    )


def _stands_small(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text) is not None
