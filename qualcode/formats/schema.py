"""What a mapping of a strict YAML file may hold, read field by field, all breaches collected."""

from __future__ import annotations

from qualcode.formats.strict_yaml import Fields, Items, Node, Scalar, misread
from qualcode.model import Problem


class Entry:
    """One mapping; every field taken from it is checked, and what is wrong is listed.

    ``what`` is how the mapping is called in messages, such as ``a code``.
    """

    def __init__(self, node: Node, what: str, problems: list[Problem]) -> None:
        self._what = what
        self._problems = problems
        self.line = node.line
        self._values: dict[str, Node] = {}
        if isinstance(node, Fields):
            self._values = node.values
        else:
            self.wrong(f"{what} must be keys with values, such as 'id: ...'")

    def wrong(self, sentence: str, node: Node | None = None) -> None:
        """List a breach at a node, or at the start of the mapping."""
        self._problems.append(Problem(sentence, node.line if node else self.line))

    def allow(self, *keys: str) -> None:
        """List every key that is not among these."""
        for key, node in self._values.items():
            if key not in keys:
                self.wrong(f"{self._what} has no key {key!r}; the keys are {', '.join(keys)}", node)

    def text(self, key: str, *, required: bool = False) -> str:
        """The words under a key; empty when it is absent."""
        node = self._values.get(key)
        words = self._words(node, key) if node else ""
        if required and not words.strip() and not isinstance(node, Items | Fields):
            self.wrong(f"{self._what} has no {key!r}", node)
        return words

    def id(self, key: str, *, required: bool = False) -> str:
        """An id under a key; unquoted it must not look like a number, date or truth value."""
        words = self.text(key, required=required)
        if words:
            self._refuse_misread(self._values[key])
        return words

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of words under a key."""
        return tuple(self._words(node, key) for node in self._items(key))

    def ids(self, key: str) -> tuple[str, ...]:
        """The list of ids under a key."""
        return self._all_ids(self._items(key), key)

    def id_groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """The list of lists of ids under a key."""
        groups = []
        for node in self._items(key):
            if isinstance(node, Items):
                groups.append(self._all_ids(node.items, key))
            else:
                self.wrong(f"{key!r} must be a list of lists of ids", node)
        return tuple(groups)

    def mapping(self, key: str) -> dict[str, str]:
        """The keys and words under a key."""
        node = self._values.get(key)
        if node is None or _is_empty(node):
            return {}
        if not isinstance(node, Fields):
            self.wrong(f"{key!r} must be keys with values", node)
            return {}
        return {name: self._words(value, name) for name, value in node.values.items()}

    def entries(self, key: str, what: str) -> list[Entry]:
        """The list of mappings under a key."""
        return [Entry(node, what, self._problems) for node in self._items(key)]

    def entry(self, key: str, what: str) -> Entry | None:
        """The mapping under a key."""
        node = self._values.get(key)
        return Entry(node, what, self._problems) if node else None

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def _words(self, node: Node, key: str) -> str:
        if isinstance(node, Scalar):
            return node.text
        self.wrong(f"{key!r} must be words, not a list or keys", node)
        return ""

    def _items(self, key: str) -> list[Node]:
        node = self._values.get(key)
        if node is None or _is_empty(node):
            return []
        if isinstance(node, Items):
            return node.items
        self.wrong(f"{key!r} must be a list, each item after a hyphen", node)
        return []

    def _all_ids(self, nodes: list[Node], key: str) -> tuple[str, ...]:
        for node in nodes:
            self._refuse_misread(node)
        return tuple(self._words(node, key) for node in nodes)

    def _refuse_misread(self, node: Node) -> None:
        meaning = misread(node.text) if isinstance(node, Scalar) and node.plain else None
        # `null` and `~` are listed by the YAML reader wherever they stand.
        if isinstance(node, Scalar) and meaning not in (None, "nothing"):
            self.wrong(
                f"{node.text} without quotation marks is {meaning} to other programs; write"
                f" '{node.text}'",
                node,
            )


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.text
