"""Codings as one tidy table for R or pandas, with what every column means."""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from qualcode.analysis.frames import Frames, as_told
from qualcode.errors import Refused
from qualcode.model import Codebook
from qualcode.report.attribution import Ladder
from qualcode.report.export import FORMULA, writable
from qualcode.report.quote_attributes import attributes_told

ENDINGS = ("csv", "parquet")
FIRST = ("interview", "person", "known", "speaker", "passage", "words", "question")
CODED = ("coded_through", "coding", "code", "name", "indicator", "direction", "coder")
LAST = ("made_on", "starred")
# Attributes whose values are on the study's own lists.
LISTED = frozenset({"role", "role_group", "agency", "authority", "authority_type"})
_TOLD = {
    "interview": ("text", "a number for the interview, in the study's order; no name of a file"),
    "person": ("text", "a number for the person; somebody not matched to a participant has one for"
               " each interview"),
    "known": ("true/false", "whether the person is matched to a participant; only these are counted"
              " as people"),
    "speaker": ("text", "the most that a caption may say of the person"),
    "passage": ("whole number", "the passage's place among the respondents' in the interview, from"
                " 1; a passage is a paragraph of one turn, unless somebody split or merged it"),
    "words": ("whole number", "how many words the passage has"),
    "question": ("text", "the question of the schedule it answers; empty where not known"),
    "coded_through": ("true/false", "whether somebody has coded the interview through; zeros in the"
                      " others say nothing"),
    "coding": ("text", "the coding's id; the same as `source` in a file of quotes; empty where the"
               " passage has no coding"),
    "code": ("text", "the code's id"),
    "name": ("text", "its name"),
    "indicator": ("text", "the id of the code at the top that it belongs to, or its own"),
    "direction": ("text", "present, absent_or_barrier, planned_or_hoped or mixed"),
    "coder": ("text", "who coded it"),
    "made_on": ("date", "the day it was coded, year-month-day, UTC"),
    "starred": ("true/false", "whether the coding is starred"),
}  # fmt: skip
# Rounded so, the number of words of a passage fits several quotes.
ROUNDED = 10
# A table that nobody has weighed cannot be laid beside a file of quotes.
_UNTIED = {
    "words": ("whole number", "how many words the passage has, to the nearest ten; 5 where it has"
              " fewer than ten"),
    "made_on": ("date", "empty: the day stands only where small groups were confirmed"),
    "interview": ("text", "a number for the interview, in no order; another in every file"),
    "person": ("text", "a number for the person, in no order and another in every file; somebody"
               " not matched to a participant has one for each interview"),
    "coding": ("text", "a number for the coding, in no order; another in every file; empty where"
               " the passage has no coding"),
}  # fmt: skip


@dataclass(frozen=True)
class Tidy:
    """The table and the attributes in it; ``closely`` says that these stand as they are."""

    rows: pd.DataFrame
    attributes: tuple[str, ...]
    closely: bool
    small: int


def tidy(
    frames: Frames,
    codebook: Codebook,
    ladder: Ladder,
    words: np.ndarray,
    *,
    small: int,
    closely: bool = False,
) -> Tidy:
    """One row a respondent's passage and coding on it; a passage without one has one row.

    ``words`` holds the number of words of each row of the segments. Attributes of people stand
    only where at least ``small`` people share all that is told, or, if ``closely``, as they are.
    """
    people, segments = as_told(frames.people), frames.segments
    names = tuple(n for n in frames.attributes if n != "kind")
    attributes = names if closely else tuple(n for n in names if n not in ("role", "authority"))
    rows = segments.assign(segment=segments.index, words=words[: len(segments)])
    rows = rows.sort_values(["transcript", "start"], kind="stable")
    # The study's order and the ids of codings would say, beside a file of quotes, who is who.
    salt = "" if closely else secrets.token_hex(16)
    order = {id: n for n, id in enumerate(_mixed(frames.titles, salt))}
    rows = rows.sort_values("transcript", key=lambda c: c.map(order).astype(int), kind="stable")
    rows["passage"] = rows.groupby("transcript", sort=False).cumcount() + 1
    coded = frames.codings[
        ["segment", "coding", "code", "direction", "coder", "made_at", "starred"]
    ]
    rows = rows.merge(coded, on="segment", how="left").reset_index(drop=True)
    person = rows["person"].to_numpy("int64")
    made = pd.DataFrame(
        {
            "interview": _numbered("I", rows["transcript"].tolist(), salt),
            "person": _numbered("R", _who(people, person), salt),
            "known": people["participant"].notna().to_numpy()[person],
            "speaker": np.array(_captions(people, ladder), dtype=object)[person],
            "passage": rows["passage"].to_numpy("int64"),
            "words": _words(rows["words"].to_numpy("int64"), closely=closely),
            "question": _none(rows["question"]),
            "coded_through": rows["transcript"].isin(list(frames.coded_through)).to_numpy(),
            "coding": _coding(_none(rows["coding"]), salt),
            "code": _none(rows["code"]),
            **_of_codes(rows["code"], codebook),
            "direction": _none(rows["direction"]),
            "coder": _none(rows["coder"]),
            "made_on": _days(rows["made_at"], closely=closely),
            "starred": pd.array(_none(rows["starred"]), dtype="boolean"),
        }
    )
    told = _attributes(people, attributes, ladder, small, closely=closely)
    for name in attributes:
        column = f"{name} (person)" if name in made else name
        values = np.array([told.get(n, {}).get(name) for n in range(len(people))], dtype=object)
        made[column] = values[person] if len(people) else []
    return Tidy(made[[*FIRST, *CODED, *LAST, *made.columns[16:]]], attributes, closely, small)


def tidy_as(table: Tidy, ending: str) -> bytes:
    """The table as the content of a .csv or .parquet file.

    A cell of a CSV that a spreadsheet would run as a formula is led by an apostrophe.
    """
    out = io.BytesIO()
    if checked_ending(ending) == "parquet":
        table.rows.to_parquet(out, engine="pyarrow", index=False)
        return out.getvalue()
    rows = table.rows.copy()
    for name in rows.columns:
        # Words may be kept as objects or as pandas' own strings, and both may begin with a sign.
        if not pd.api.types.is_numeric_dtype(rows[name].dtype):
            rows[name] = [_disarmed(value) for value in rows[name]]
    rows.columns = pd.Index([_disarmed(name) for name in rows.columns])
    # Without a byte order mark, which R would read as part of the first column's name.
    text = rows.to_csv(index=False, lineterminator="\n")
    return writable(text).encode("utf-8")


def told_of_people(table: Tidy) -> Iterator[str]:
    """What is written of people in the columns that the study chose itself, each value once.

    Roles, agencies and authorities are told as far as groups are large enough.
    """
    for name in table.attributes:
        if name in LISTED:
            continue
        column = f"{name} (person)" if f"{name} (person)" in table.rows else name
        values = table.rows[column].dropna().unique() if column in table.rows else ()
        yield from (value for value in values if isinstance(value, str))


def checked_ending(ending: str) -> str:
    """The ending without its dot, in small letters.

    Raises
    ------
    Refused
        Codings are written to no such file.
    """
    kind = ending.lower().removeprefix(".")
    if kind not in ENDINGS:
        raise Refused("Codings for R or pandas go to .csv or .parquet; name the file so.")
    return kind


def dictionary(table: Tidy, notes: Sequence[str]) -> str:
    """What the table is, how to count with it and what each column means, as Markdown."""
    columns = [str(name) for name in table.rows.columns]
    shared = f"only where at least {table.small} people share all that is told"
    told = {
        name: ("text", "as the study knows it" if table.closely else shared)
        for name in columns
        if name not in _TOLD
    }
    of = _TOLD if table.closely else _TOLD | _UNTIED
    joined = "is `coding` here" if table.closely else "is in no way `coding` here"
    lines = [
        "# Codings: what stands in the table",
        "",
        *(f"{note}\n" for note in notes),
        "One row is a passage a respondent said and one coding on it. A passage with two codings"
        " has two rows, one without any has one row with an empty `coding`, and a coding over two"
        " passages stands on both. So everything is in one table: who was asked, what they said"
        " nothing codable about, and what was coded.",
        "",
        "- **People** behind a code: distinct `person` where `known`; of: distinct `person` where"
        " `known` in all rows.",
        "- **Passages** under a code: distinct `interview` and `passage`.",
        "- An indicator has the people and passages of its letters too, each once: ask for"
        " `indicator`.",
        "- Two coders on one passage are two rows: count distinct, never rows.",
        "- A zero in an interview that is not `coded_through` is no result.",
        "",
        "Words stay in the study. A file of quotes (`qualcode quotes -o quotes.csv`) holds those"
        f" that may leave; its column `source` {joined}. Interviewers' words, texts that are"
        " no interviews and people who withdrew their consent are left out.",
        "",
        f"This table is for your own analysis and no table to publish: before a number leaves, keep"
        f" back groups of fewer than {table.small} people, as `qualcode themes --publish` does.",
        "",
        "| column | kind | meaning |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| `{_in_cell(name)}` | {kind} | {meaning} |"
        for name in columns
        for kind, meaning in [of.get(name) or told[name]]
    ]
    return writable("\n".join(lines) + "\n")


def _words(words: np.ndarray, *, closely: bool) -> np.ndarray:
    if closely:
        return words
    return np.where(words < ROUNDED, ROUNDED // 2, np.round(words / ROUNDED).astype(int) * ROUNDED)


def _days(moments: pd.Series, *, closely: bool) -> np.ndarray:
    if not closely or not len(moments):
        return np.full(len(moments), None, dtype=object)
    return _none(moments.str[:10])


def _who(people: pd.DataFrame, person: np.ndarray) -> list[str]:
    """Whose row it is: a participant in every interview the same, others by interview."""
    own = [
        f"p {participant}" if participant is not None else f"row {n}"
        for n, participant in enumerate(people["participant"].tolist())
    ]
    return [own[n] for n in person.tolist()]


def _captions(people: pd.DataFrame, ladder: Ladder) -> list[str]:
    pairs = zip(people["role"].tolist(), people["authority"].tolist(), strict=True)
    return [ladder.name(role, authority) for role, authority in pairs]


def _mixed(values: Iterable[str], salt: str) -> list[str]:
    """Each distinct value once: in an order that tells nothing, or as they come without a salt."""
    known = list(dict.fromkeys(values))
    if not salt:
        return known
    return sorted(known, key=lambda value: hashlib.sha256(f"{salt} {value}".encode()).digest())


def _numbered(letter: str, values: Sequence[str], salt: str) -> list[str]:
    """Each distinct value as a number with a letter, in the order of `_mixed`: ``I001``."""
    places = {value: n for n, value in enumerate(_mixed(values, salt), 1)}
    wide = max(3, len(str(len(places))))
    return [f"{letter}{places[value]:0{wide}}" for value in values]


def _coding(ids: np.ndarray, salt: str) -> np.ndarray:
    if not salt:
        return ids
    known = [id for id in ids.tolist() if id is not None]
    numbers = dict(zip(known, _numbered("C", known, salt), strict=True))
    return np.array([numbers.get(id) for id in ids.tolist()], dtype=object)


def _of_codes(codes: pd.Series, codebook: Codebook) -> dict[str, Any]:
    names = {code.id: code.name for code in codebook}
    tops = {code.id: codebook.top(code.id) for code in codebook}
    return {
        "name": np.array([names.get(c) for c in _none(codes)], dtype=object),
        "indicator": np.array([tops.get(c) for c in _none(codes)], dtype=object),
    }


def _attributes(
    people: pd.DataFrame, names: Sequence[str], ladder: Ladder, small: int, *, closely: bool
) -> Mapping[int, Mapping[str, Any]]:
    if not closely:
        return attributes_told(people, names, "ladder", ladder, small)
    columns = {name: people[name].tolist() for name in names}
    return {n: {name: columns[name][n] for name in names} for n in range(len(people))}


def _none(column: pd.Series) -> np.ndarray:
    """A column's values with None for what is missing."""
    return np.array([None if pd.isna(v) else v for v in column.tolist()], dtype=object)


def _disarmed(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _in_cell(name: str) -> str:
    """A column's name that cannot end the cell of a Markdown table it stands in."""
    return " ".join(name.split()).replace("|", "\\|").replace("`", "'")
