"""What a look over a whole study found: which checks were made, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check found.

    Attributes
    ----------
    check
        The check's name, such as ``quotes``.
    means, todo
        What it means for the person, and what to do; a sentence or two each.
    n
        How many places are concerned.
    places
        The first of them, by numbers and ids, such as ``act 14``; never participants' words.
    wrong
        Whether the study is not as it should be; False where it is well and only in danger.
    mendable
        Whether it can be mended without loss.
    """

    check: str
    means: str
    todo: str
    n: int
    places: tuple[str, ...]
    wrong: bool
    mendable: bool


@dataclass(frozen=True, slots=True)
class Checkup:
    """All that a look over a study found.

    Attributes
    ----------
    checks
        The names of all checks.
    findings
        What they found, in their order.
    unseen
        The checks that could not look, since what they read lies in what is damaged.
    """

    checks: tuple[str, ...]
    findings: tuple[Finding, ...]
    unseen: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong; there may still be advice."""
        return not any(finding.wrong for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Mended:
    """What was mended, by check and number of places, and the backup that was made before."""

    done: tuple[tuple[str, int], ...]
    backup: str
