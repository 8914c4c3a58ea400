"""YAML in which every scalar is a string, and nothing is guessed, shared or said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from qualcode.model import Problem

if TYPE_CHECKING:
    from yaml.events import Event, ScalarEvent

MAX_DEPTH = 20
# How ~, null, Null and NULL begin.
NOTHING = frozenset("~nN")


@dataclass(frozen=True)
class Scalar:
    """A string; ``plain`` when it is written without quotation marks on one line."""

    text: str
    line: int
    plain: bool = False


@dataclass(frozen=True)
class Items:
    """A list."""

    items: list[Node]
    line: int


@dataclass(frozen=True)
class Fields:
    """Keys with their values, each key once."""

    values: dict[str, Node]
    line: int


Node: TypeAlias = Scalar | Items | Fields


def load_yaml(text: str) -> tuple[Node | None, list[Problem]]:
    """The one document of a text, and every breach of the strict rules by line.

    Refused are aliases, anchors, tags, a second document, tabs before words, a key given twice,
    a value that other YAML readers take for nothing (``~``, ``null``), and more than 20 levels.
    """
    import yaml

    problems = [
        Problem("a tab stands before the words; YAML is indented with blanks", number)
        for number, line in enumerate(text.split("\n"), 1)
        if re.match(r" *\t", line) and line.strip()
    ]
    if problems:
        return None, problems
    reader = _Reader(problems)
    try:
        # The C parser is many times faster; it yields events only, so an alias bomb stays small.
        loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        for event in yaml.parse(text, Loader=loader):
            reader.take(event)
            if reader.depth > MAX_DEPTH:
                sentence = f"nested more than {MAX_DEPTH} levels deep"
                return None, [*problems, Problem(sentence, _line(event))]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        return None, [*problems, Problem(_plainly(error.problem or ""), line)]
    except yaml.YAMLError:
        problems.append(Problem("holds a character that YAML does not allow, such as a control"))
        return None, problems
    return reader.root, problems


def misread(text: str) -> str | None:
    """What other YAML readers take an unquoted word for; None when it stays a string.

    >>> misread("NO"), misread("1.10"), misread("12:30:45"), misread("3.b")
    ('a truth value', 'a number', 'a number', None)
    """
    import yaml

    if re.fullmatch(r"[-+]?[0-9]+[eE][-+]?[0-9]+|0o[0-7]+", text):
        return "a number"
    if re.fullmatch(r"[yYnN]", text):
        return "a truth value"
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    for tag, pattern in [*resolvers.get(text[:1], []), *resolvers.get(None, [])]:
        if pattern.match(text):
            return _MEANINGS.get(tag.rpartition(":")[2], "something else")
    return None


_MEANINGS = {
    "bool": "a truth value",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
    "null": "nothing",
}


def write_yaml(value: object) -> str:
    """YAML that reads back equal: mappings, lists and strings, ambiguous strings in quotes."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    def string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
        # The line ends of other systems survive only as escapes.
        escaped = '"' if re.search("[\x85\u2028\u2029\ufeff]", text) else None
        quoted = "'" if misread(text) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=escaped or quoted)

    Dumper.add_representer(str, string)
    dumped: str = yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100)
    return dumped


@dataclass
class _Open:
    """A list or mapping that is still being read; ``key`` waits for its value."""

    node: Items | Fields
    key: Scalar | None = None
    lines: dict[str, int] = field(default_factory=dict)


class _Reader:
    """Builds nodes from the parser's events, without recursion."""

    def __init__(self, problems: list[Problem]) -> None:
        self.root: Node | None = None
        self._problems = problems
        self._open: list[_Open] = []
        self._documents = 0

    @property
    def depth(self) -> int:
        """Levels that are open."""
        return len(self._open)

    def take(self, event: Event) -> None:
        """Deal with one event."""
        import yaml

        line = _line(event)
        for breach in self._breaches(event):
            self._problems.append(Problem(breach, line))
        if isinstance(event, yaml.ScalarEvent):
            words = "" if _means_nothing(event) else event.value
            self._place(Scalar(words, line, event.style in (None, "")))
        elif isinstance(event, yaml.AliasEvent):
            self._place(Scalar("", line))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._start(Items([], line))
        elif isinstance(event, yaml.MappingStartEvent):
            self._start(Fields({}, line))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()

    def _breaches(self, event: Event) -> Iterator[str]:
        import yaml

        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                yield "a second document starts; the file must hold one"
        elif isinstance(event, yaml.AliasEvent):
            yield "an alias (*) stands here; write the words out"
        elif getattr(event, "anchor", None):
            yield "an anchor (&) stands here; write the words out where they are needed"
        if getattr(event, "tag", None):
            yield "a tag (!) stands here; leave it out or put the words in quotation marks"
        if isinstance(event, yaml.ScalarEvent) and _means_nothing(event):
            yield (
                f"{event.value} means nothing in YAML; leave the line out, or write it in"
                " quotation marks"
            )

    def _start(self, node: Items | Fields) -> None:
        self._place(node)
        self._open.append(_Open(node))

    def _place(self, node: Node) -> None:
        if not self._open:
            self.root = node if self.root is None else self.root
            return
        here = self._open[-1]
        if isinstance(here.node, Items):
            here.node.items.append(node)
        elif here.key is None:
            here.key = self._key(node)
        else:
            key, here.key = here.key, None
            if key.text in here.lines:
                first = here.lines[key.text]
                sentence = f"the key {key.text!r} already stands in line {first}"
                self._problems.append(Problem(sentence, key.line))
            else:
                here.lines[key.text] = key.line
                here.node.values[key.text] = node

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self._problems.append(Problem("a key must be a word, not a list", node.line))
        return Scalar("", node.line)


def _means_nothing(event: ScalarEvent) -> bool:
    # Asked twice of every word of a file, so what cannot be one of them is told by its first sign.
    first = event.value[:1]
    return event.style in (None, "") and first in NOTHING and misread(event.value) == "nothing"


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _plainly(problem: str) -> str:
    """The parser's complaint for people who write codebooks, not parsers."""
    if "mapping values are not allowed" in problem:
        return "a colon followed by a blank stands inside words; put the words in quotation marks"
    if "found unexpected end of stream" in problem:
        return "a quotation mark or bracket is not closed"
    if "found character that cannot start any token" in problem:
        return "the words start with a sign that YAML keeps for itself; put them in quotation marks"
    return f"is no valid YAML: {problem}; check the indentation and the quotation marks"
