"""What the tags of a template may ask: names, lists one by one, and conditions; no working out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from qualcode.errors import Refused

MOST_STEPS = 100_000  # of all loops of a template together
MOST_WRITTEN = 20_000_000  # characters, by all loops and tags together
DEEPEST = 5  # loops in each other
_STEP = "qualcode_step"


class Asked:
    """Counts what a template writes, so that none can go on for ever or fill the memory."""

    def __init__(self) -> None:
        self.steps = self.written = 0

    def write(self, characters: int) -> None:
        """Count characters; raises `Refused` where they are far more than a report has."""
        self.written += characters
        if self.written > MOST_WRITTEN:
            raise Refused(_TOO_MUCH)

    def each(self, values: Any, characters: int) -> Iterator[Any]:
        """The values of a list one by one; ``characters`` is what a step writes by itself."""
        from jinja2 import Undefined

        if not isinstance(values, (list, tuple, Undefined)):
            raise TypeError("no list")
        for value in values:
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise Refused(_TOO_MUCH)
            self.write(characters)
            yield value


_TOO_MUCH = "The loops of this template write far more than a report; take some of them out."


def environment(asked: Asked, place: Callable[[Any], Any]) -> Any:
    """Tags may read what is to be said, and nothing else of this machine."""
    from jinja2 import StrictUndefined

    made = _environment_class()(autoescape=True, undefined=StrictUndefined, finalize=place)
    made.globals.clear()
    made.tests.clear()
    made.filters.clear()
    made.filters[_STEP] = asked.each
    return made


@cache
def _environment_class() -> Any:
    from jinja2 import nodes
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    allowed = (
        nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For,
        nodes.If, nodes.Not, nodes.And, nodes.Or,
    )  # fmt: skip

    def look(node: Any, deep: int) -> None:
        if isinstance(node, nodes.For):
            deep += 1
        first = isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const)
        if (
            deep > DEEPEST
            or not (isinstance(node, allowed) or (first and type(node.arg.value) is int))
            or (isinstance(node, nodes.Name) and node.name in ("self", "super", "caller"))
            or (isinstance(node, nodes.For) and node.recursive)
        ):
            error = SecurityError("no template may")
            error.lineno = node.lineno  # type: ignore[attr-defined]
            raise error
        for child in (node.node,) if first else node.iter_child_nodes():
            look(child, deep)

    class Environment(ImmutableSandboxedEnvironment):
        """Looks at every tag before anything is worked out, also before constants are."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> Any:
            tree = super()._parse(source, name, filename)
            look(tree, 0)
            for loop in tree.find_all(nodes.For):
                plain = sum(
                    len(data.data)
                    for part in (*loop.body, *loop.else_)
                    for data in (part, *part.find_all(nodes.TemplateData))
                    if isinstance(data, nodes.TemplateData)
                )
                given = [nodes.Const(plain, lineno=loop.lineno)]
                loop.iter = nodes.Filter(
                    loop.iter, _STEP, given, [], None, None, lineno=loop.lineno
                )
            tree.set_environment(self)
            return tree

    return Environment
