"""Acts that wait in a browser's outbox: parsed and checked, since anything may arrive there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from qualcode.errors import Refused
from qualcode.model.coding import Direction
from qualcode.model.span import Span

# The largest whole number every database holds, and more text than any interview has.
LARGEST, LONGEST = 2**31 - 1, 5_000_000
# No id the study gives is longer; a refusal may name one.
LONGEST_ID = 300


def is_words(value: object) -> bool:
    """Whether a value is text that every database can hold."""
    if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def is_id(value: object) -> bool:
    """Whether a value may be the id of a thing in the study."""
    return is_words(value) and len(str(value)) <= LONGEST_ID


def is_id_or_none(value: object) -> bool:
    """Whether a value may be an id or says that there is none."""
    return value is None or is_id(value)


def is_number(value: object) -> bool:
    """Whether a value is a whole number from 0, and no truth value."""
    return type(value) is int and 0 <= value <= LARGEST


def is_switch(value: object) -> bool:
    """Whether a value says on or off."""
    return isinstance(value, bool) or (is_number(value) and value in (0, 1))


def is_direction(value: object) -> bool:
    """Whether a value names a direction."""
    return isinstance(value, str) and value in set(Direction)


Check = Callable[[object], bool]
_HERE: Mapping[str, Check] = {"a": is_number, "b": is_number, "q": is_words}

# What each kind of act must bring, and what it may bring besides.
KINDS: Mapping[str, Mapping[str, Check]] = {
    "code": {"id": is_id, **_HERE, "code": is_id, "direction": is_direction},
    "withdraw": {"coding": is_id},
    "direction": {"coding": is_id, "id": is_id, "direction": is_direction},
    "bounds": {"coding": is_id, "id": is_id, **_HERE},
    "recode": {"coding": is_id, "id": is_id, "code": is_id},
    "star": {"coding": is_id, "on": is_switch},
    "memo": {"about": is_id, "text": is_words},
    "accept": {"offer": is_id, "id": is_id, "direction": is_direction},
    "reject": {"offer": is_id},
    "undo": {},
    "redo": {},
    "name": {
        "id": is_id,
        **_HERE,
        "name": is_words,
        "parent": is_id_or_none,
        "direction": is_direction,
        "code": is_id,
    },
    "cue": {"code": is_id, **_HERE},
    "example": {"code": is_id, **_HERE},
    "split": {"at": is_number},
    "merge": {"segment": is_id},
    "place": {"at": is_number},
    "read": {"on": is_switch},
}
OPTIONAL: Mapping[str, Mapping[str, Check]] = {"accept": {"code": is_id, **_HERE}}


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a person in the browser: its number, the transcript, its kind and what it brings.

    ``wrong`` says why it cannot be done at all; then the rest is empty.
    """

    seq: int
    doc: str = ""
    kind: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    wrong: str = ""

    @property
    def span(self) -> Span | None:
        """The words picked, if any were.

        Raises
        ------
        InvalidSpan
            The span is empty or reversed.
        """
        return Span(self.given["a"], self.given["b"]) if "a" in self.given else None


@dataclass(frozen=True, slots=True)
class Batch:
    """All acts of one browser tab that it has not heard of yet, in the order of their numbers."""

    client: str
    study: str
    coder: str
    acts: tuple[Act, ...]


def read_batch(raw: object) -> Batch:
    """A batch as it came from the browser.

    Raises
    ------
    Refused
        It does not say whose it is or how its acts are numbered, so none can be answered.
    """
    whole = isinstance(raw, Mapping) and all(
        is_words(raw.get(name)) and raw[name] for name in ("client", "study", "coder")
    )
    if not isinstance(raw, Mapping) or not whole or len(raw["client"]) > 100:
        raise Refused(
            "What the page sent does not say whose work it is; nothing of it was stored. Reload"
            " the page."
        )
    acts = raw.get("acts")
    if not isinstance(acts, list) or not all(_numbered(act) for act in acts):
        raise Refused(
            "What the page sent is not numbered as it should be; nothing of it was stored. Reload"
            " the page."
        )
    parsed = {act["seq"]: _read_act(act) for act in reversed(acts)}
    in_order = tuple(parsed[seq] for seq in sorted(parsed))
    return Batch(raw["client"], raw["study"], raw["coder"], in_order)


def _numbered(raw: object) -> bool:
    return isinstance(raw, Mapping) and is_number(raw.get("seq")) and raw["seq"] > 0


def _read_act(raw: Mapping[str, Any]) -> Act:
    seq, doc, kind = raw["seq"], raw.get("doc", ""), raw.get("act")
    if not isinstance(kind, str) or kind not in KINDS:
        return Act(seq, wrong="This version of qualcode does not know that act; reload the page.")
    wanted, extra = KINDS[kind], OPTIONAL.get(kind, {})
    # What is null may be left out, where it may be left out.
    extra = {name: check for name, check in extra.items() if raw.get(name) is not None}
    if len({"a", "b", "q"} & set(extra)) in (1, 2):
        extra = {**extra, **_HERE}
    checks = {**wanted, **extra}
    if not is_id(doc) or not all(n in raw and check(raw[n]) for n, check in checks.items()):
        return Act(seq, wrong="That came in a form the study cannot read; please do it again.")
    return Act(seq, doc, kind, {name: raw[name] for name in checks})
