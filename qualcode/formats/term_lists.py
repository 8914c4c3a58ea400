"""Two lists of terms in strict YAML, or as a table with the columns ``list`` and ``term``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from qualcode.formats.encoding import decode
from qualcode.formats.grid import read_grid
from qualcode.formats.schema import Entry
from qualcode.formats.strict_yaml import Fields, Items, Node, Scalar, load_yaml, write_yaml
from qualcode.model import Problem
from qualcode.model.respondents import fold
from qualcode.model.term_list import TermList, TermLists

LEAVE_OUT = "leave out"
MOST_TERMS = 200
LONGEST = 120


class _Term(NamedTuple):
    """A term as written, the list it stands in, and its line."""

    words: str
    of: str
    line: int


def read_term_lists(
    data: bytes | str, name: str = "term lists"
) -> tuple[TermLists | None, list[Problem]]:
    """The lists of a file and everything wrong with it by line; None with any problem.

    YAML has ``lists``, each with ``name`` and ``terms``, and may have ``leave_out``; a table has
    a row a term, and rows of the list ``leave out`` for what is left out.

    Raises
    ------
    UnreadableFile
        The file is neither text nor a workbook.
    """
    raw = data.encode("utf-8") if isinstance(data, str) else data
    if name.casefold().endswith((".csv", ".tsv", ".xlsx")):
        terms, problems = _from_table(raw, name)
    else:
        terms, problems = _from_yaml(decode(raw, name)[0])
    names = list(dict.fromkeys(term.of for term in terms if term.of != LEAVE_OUT))
    if not problems and len(names) != 2:
        problems.append(Problem(f"there must be two lists with terms, and there are {len(names)}"))
    problems += _breaches(terms)
    if problems:
        return None, sorted(problems, key=lambda problem: problem.row or 0)
    first, second = (TermList(n, tuple(t.words for t in terms if t.of == n)) for n in names)
    return TermLists(first, second, tuple(t.words for t in terms if t.of == LEAVE_OUT)), []


def checked_term_lists(lists: TermLists) -> list[Problem]:
    """Everything wrong with lists made otherwise; ``row`` is the term's number, counting all."""
    pairs = [(t, one.name) for one in lists.both for t in one.terms]
    pairs += [(t, LEAVE_OUT) for t in lists.leave_out]
    terms = [_Term(t.strip(), of.strip(), n) for n, (t, of) in enumerate(pairs, 1)]
    names = [one.name.strip() for one in lists.both]
    found = [Problem("a list has no name") for name in names if not name]
    if fold(names[0]) == fold(names[1]):
        found.append(Problem("the two lists have one name"))
    if LEAVE_OUT in map(fold, names):
        found.append(Problem(f"{LEAVE_OUT!r} is what no list can be called"))
    found += [Problem("a list has no terms") for one in lists.both if not one.terms]
    return [*found, *_breaches(terms)]


def write_term_lists(lists: TermLists) -> str:
    """YAML that `read_term_lists` reads back equal."""
    written: dict[str, object] = {
        "lists": [{"name": one.name, "terms": list(one.terms)} for one in lists.both]
    }
    if lists.leave_out:
        written["leave_out"] = list(lists.leave_out)
    return write_yaml(written)


def _from_yaml(text: str) -> tuple[list[_Term], list[Problem]]:
    root, problems = load_yaml(text)
    if root is None:
        return [], problems or [Problem("the file is empty; write 'lists:' with two lists")]
    top = Entry(root, "a file of term lists", problems)
    top.allow("lists", "leave_out", "note")
    terms: list[_Term] = []
    nodes = _nodes(root, "lists")
    for node, entry in zip(nodes, top.entries("lists", "a list of terms"), strict=True):
        entry.allow("name", "terms", "note")
        of = entry.text("name", required=True).strip()
        if fold(of) == LEAVE_OUT:
            entry.wrong(f"{LEAVE_OUT!r} is what no list can be called")
        if of and any(term.of == of for term in terms):
            entry.wrong(f"the list {of!r} already stands further up")
        if not entry.texts("terms"):
            entry.wrong("the list has no 'terms'")
        terms += _scalars(_nodes(node, "terms"), of)
    top.texts("leave_out")
    return [*terms, *_scalars(_nodes(root, "leave_out"), LEAVE_OUT)], problems


def _nodes(node: Node, key: str) -> list[Node]:
    under = node.values.get(key) if isinstance(node, Fields) else None
    return under.items if isinstance(under, Items) else []


def _scalars(nodes: Iterable[Node], of: str) -> list[_Term]:
    return [_Term(n.text.strip(), of, n.line) for n in nodes if isinstance(n, Scalar)]


def _from_table(data: bytes, name: str) -> tuple[list[_Term], list[Problem]]:
    grid = read_grid(data, name)
    problems = list(grid.problems)
    if missing := grid.lacks("list", "term"):
        named = " and ".join(map(repr, missing))
        return [], [*problems, Problem(f"the table lacks {named}; it has {grid.columns()}")]
    terms = []
    for row in grid.rows:
        of = row.get("list")
        of = LEAVE_OUT if fold(of.replace("_", " ")) == LEAVE_OUT else of
        if not of:
            problems.append(Problem("the column 'list' is empty", row.number))
        terms.append(_Term(row.get("term"), of, row.number))
    return terms, problems


def _breaches(terms: list[_Term]) -> list[Problem]:
    """Empty and overlong terms, and terms that stand twice, in one list or in both."""
    found, first = [], dict[str, _Term]()
    if len(terms) > MOST_TERMS:
        found.append(Problem(f"there are more than {MOST_TERMS} terms; keep those that matter"))
    for term in terms:
        if not term.words.strip("*/. …-"):
            found.append(Problem("a term is empty", term.line))
        elif len(term.words) > LONGEST:
            found.append(Problem(f"a term has more than {LONGEST} characters", term.line))
        else:
            before = first.setdefault(_same(term.words), term)
            if before is not term:
                where = "in this list" if before.of == term.of else f"in the list {before.of!r}"
                found.append(
                    Problem(
                        f"the term {term.words!r} already stands {where}, line {before.line}",
                        term.line,
                    )
                )
    return found


def _same(words: str) -> str:
    """Two spellings of one term: "Child-Protection" and "child protection"."""
    return fold(words.replace("-", " "))
