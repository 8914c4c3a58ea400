"""What is wrong with a template, where the first broken tag is not the one to mend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from qualcode.report.documents.values import Finding, Place, Section, Shape

_OF = {Shape.INDICATORS: Section, Shape.AUTHORITIES: Place, Shape.THEMES: Finding}
_STATEMENT = re.compile(r"\{%(?:p|tr|tc|r)?-?\s*(.*?)\s*-?%\}", re.DOTALL)
_TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_NAMED = re.compile(r"\.(\w+)")
_MARKUP = re.compile(r"<[^>]*>")
_ENDS = {"endfor": "for", "endif": "if"}
_LACKING = re.compile(r"'[^']*\.?(\w+) object' has no attribute '(\w+)'")
SHOWN = 60


def unpaired(source: str) -> str:
    """The opening tag that has no end, or the end that has no opening, in a sentence; else empty.

    >>> unpaired("{%p for one in findings %} words")
    "The template's {% for one in findings %} has no {% endfor %}; put one where it ends."
    >>> unpaired("words {%p endif %}")
    'The template has an {% endif %} without its {% if … %} before it; take it out.'
    """
    open_: list[tuple[str, str]] = []
    for found in _STATEMENT.finditer(source):
        words = " ".join(_MARKUP.sub("", found[1]).split())
        name = words.partition(" ")[0]
        if name in ("for", "if"):
            open_.append((name, words))
        elif name in _ENDS:
            if not open_:
                wanted = _ENDS[name]
                return (
                    f"The template has an {{% {name} %}} without its {{% {wanted} … %}} before it;"
                    " take it out."
                )
            if open_[-1][0] != _ENDS[name]:
                return _without_end(*open_[-1])
            open_.pop()
    return _without_end(*open_[-1]) if open_ else ""


def _without_end(name: str, words: str) -> str:
    shown = words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
    return f"The template's {{% {shown} %}} has no {{% end{name} %}}; put one where it ends."


def other_shape(error: str, source: str, findings: Sequence[Any] | None) -> str:
    """Whether a template of one shape was given to another, in a sentence; else empty.

    ``error`` says what a finding lacks, ``source`` is the template that asks for it.
    """
    lacking = _LACKING.search(error)
    if lacking is None or not findings:
        return ""
    here = next((shape for shape, of in _OF.items() if isinstance(findings[0], of)), None)
    theirs = [
        shape
        for shape, of in _OF.items()
        if shape is not here and lacking[2] in {field.name for field in fields(of)}
    ]
    if here is None or not theirs:
        return ""
    asked = {name for tag in _TAG.findall(source) for name in _NAMED.findall(_MARKUP.sub("", tag))}
    theirs.sort(key=lambda shape: -len(asked & {field.name for field in fields(_OF[shape])}))
    return (
        f"This is a template for the report by {_BY[theirs[0]]}, and the report is by {_BY[here]};"
        " choose that report, or the template that belongs to this one."
    )


_BY = {Shape.INDICATORS: "indicator", Shape.AUTHORITIES: "authority", Shape.THEMES: "theme"}
