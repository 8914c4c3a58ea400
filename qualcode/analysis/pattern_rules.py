"""What a regular expression may ask for, decided before any memory or time is spent on it."""

from __future__ import annotations

import re

from qualcode.errors import Refused

LONGEST = 500
MOST_REPEATS = 1000
# A repeat is laid out in memory as often as it counts, and counts within counts multiply.
MOST_LAID_OUT = 10_000
_COUNTS = re.compile(r"\{[0-9]*(?:,[0-9]*)?\}")
_IN_BRACES = re.compile(r"\{[^}]*\}?")
_CALLS_ITSELF = re.compile(r"\(\?(?:R|&|P>|[+-]?[0-9])")
# x lets blanks and remarks stand within a count; V0 reads brackets in another way.
_OTHER_GRAMMAR = re.compile(r"\(\?[a-zA-Z0-9]*-?[a-zA-Z0-9]*[xV][a-zA-Z0-9-]*[:)]")


def refuse_costly(pattern: str) -> None:
    """Stop a pattern that would take the machine's memory before its time limit could end it.

    Raises
    ------
    Refused
        It is too long, repeats something too often, calls itself, or asks for another grammar.
    """
    if len(pattern) > LONGEST:
        raise Refused(
            f"A pattern has at most {LONGEST} characters, and this has {len(pattern):,}; shorten"
            " it."
        )
    laid_out, at = [0], 0
    # What the last part of each open bracket takes, which a count after it multiplies.
    last = [0]
    while at < len(pattern):
        at = _step(pattern, at, laid_out, last)
        if sum(laid_out) > MOST_LAID_OUT:
            raise Refused(
                "The pattern repeats too much: its counts within counts come to more than"
                f" {MOST_LAID_OUT:,} characters; make them smaller, or write * or +."
            )


def _step(pattern: str, at: int, laid_out: list[int], last: list[int]) -> int:
    """Take in one part of the pattern; where the next begins."""
    sign = pattern[at]
    if sign == "(":
        if _CALLS_ITSELF.match(pattern, at):
            raise Refused("The pattern calls itself, which can take all memory; write it without.")
        if _OTHER_GRAMMAR.match(pattern, at):
            raise Refused("The pattern sets x, V0 or V1, which is not possible here; leave it out.")
        if pattern.startswith("(?#", at):
            closed = pattern.find(")", at)
            return closed + 1 if closed >= 0 else len(pattern)
        laid_out.append(0)
        last.append(0)
        return at + 1
    if sign == ")":
        inside = laid_out.pop() if len(laid_out) > 1 else 0
        if len(last) > 1:
            last.pop()
        laid_out[-1] += inside
        last[-1] = inside
        return at + 1
    if sign == "{":
        return _counted(pattern, at, laid_out, last)
    if sign in "*+?":
        return at + 1
    laid_out[-1] += 1
    last[-1] = 1
    if sign == "[":
        return _after_set(pattern, at)
    return at + (2 if sign == "\\" else 1)


def _counted(pattern: str, at: int, laid_out: list[int], last: list[int]) -> int:
    counts, inside = _COUNTS.match(pattern, at), _IN_BRACES.match(pattern, at)
    # Fuzzy matching has its numbers in braces too.
    if _most(inside.group() if inside else "") > MOST_REPEATS:
        raise Refused(
            f"The pattern asks for more than {MOST_REPEATS:,} repeats; ask for fewer, or write *"
            " or +."
        )
    if counts is None:
        return at + 1
    more = last[-1] * (max(_most(counts.group()), 1) - 1)
    laid_out[-1] += more
    last[-1] += more
    return counts.end()


def _most(braces: str) -> int:
    return max(map(int, re.findall("[0-9]+", braces)), default=0)


def _after_set(pattern: str, at: int) -> int:
    """Where a set of characters ends; sets may stand in sets."""
    deep = 0
    while at < len(pattern):
        sign = pattern[at]
        at += 2 if sign == "\\" else 1
        if sign == "[":
            deep += 1
            at += pattern.startswith("^", at)
            # The first bracket of a set stands for itself.
            at += pattern.startswith("]", at)
        elif sign == "]":
            deep -= 1
            if not deep:
                return at
    return at
