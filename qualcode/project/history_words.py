"""One act in one plain sentence, and where it leads; never anybody's words."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.model import Event
from qualcode.model.review import FROM_REVIEW, Outcome
from qualcode.model.told import Told
from qualcode.project.history_acts import (
    EXPORTED,
    FAMILIES,
    STATES,
    STEPS,
    UNKNOWN,
    WORDS,
    family_of,
    kind_of,
)
from qualcode.project.history_kinds import NOTED, kind_named
from qualcode.store.audit import ITEM, ON_CODES, ON_SUGGESTIONS, PAIR, Lookup
from qualcode.store.events import MERGED

GONE = "a text that is not here any more"
LONGEST_REASON = 200


@dataclass(frozen=True)
class Teller:
    """Turns acts into sentences.

    Attributes
    ----------
    names
        What interviews are called: ``Interview 7``.
    reader, apart
        Who reads, and the interviews on which they code apart from the others: with which code
        others coded there is not told.
    mentor
        A mentor is not led to pages that show raw talk.
    """

    lookup: Lookup
    names: Mapping[str, str]
    reader: str = ""
    apart: Collection[str] = ()
    mentor: bool = False

    def tell(self, event: Event) -> Told:
        """The sentence of one act."""
        detail = json.loads(event.detail)
        facts = _Facts(self, event, detail)
        page, named = facts.leads()
        return Told(
            event.seq,
            event.at,
            event.who,
            f"{event.who} {facts.words()}",
            kind_of(event.act),
            page,
            named,
            MERGED in detail,
        )


@dataclass(frozen=True)
class _Facts:
    teller: Teller
    event: Event
    detail: dict[str, Any]

    def words(self) -> str:
        """What stands after the person's name, with its full stop."""
        act, family = self.event.act, family_of(self.event.act)
        template = FAMILIES[family][1] if family else WORDS.get(act, UNKNOWN[1])
        if act == "code":
            template = self._coded(template)
        said = template.format_map(_Filled(self))
        if reason := self._reason():
            return f"{said}. Reason: {reason.rstrip('.')}."
        return f"{said}."

    def leads(self) -> tuple[str, dict[str, str]]:
        """The page an act leads to, and what its address names."""
        act, subject = self.event.act, self.event.subject
        if act == "judge":
            return "rounds", {"item": subject}
        if act == "write memo":
            kind, _, about = self.teller.lookup.memos.get(subject, "").partition(" ")
            return ("rounds", {"item": about}) if kind == "item" else ("", {})
        if subject in self.teller.lookup.standing:
            return self._to_coding(subject)
        if act == "settle" and subject.startswith(ITEM):
            return "rounds", {"item": subject.removeprefix(ITEM)}
        if act == "settle":
            return "agreement", {"view": "Disagreements", "difference": subject}
        if subject in self.teller.lookup.rounds:
            return "rounds", {"round": str(self.teller.lookup.rounds[subject])}
        if act in ON_CODES:
            return "codebook", {"code": str(self.detail.get("new_id") or subject)}
        if act == "set codebook":
            return "codebook", {}
        return "", {}

    def _to_coding(self, id: str) -> tuple[str, dict[str, str]]:
        """A mentor reads a coding among the quotes; nobody is led to what is kept from them yet."""
        transcript = self.teller.lookup.codings[id][0]
        if transcript not in self.teller.names or transcript in self.teller.apart:
            return "", {}
        if self.teller.mentor:
            return "quotes", {"quote": id}
        return "code", {"transcript": transcript, "coding": id}

    def _coded(self, template: str) -> str:
        """A coding may be new, in the place of another, brought in by a file, or settled on."""
        basis = str(self.detail.get("basis", ""))
        if self.detail.get("replaces"):
            template = "changed {whose} coding of {interview}{now_code}"
        elif basis == "import":
            template = "brought in {whose} coding of {interview}{with_code}"
        if basis.startswith(FROM_REVIEW):
            template += ", in settling a review"
        elif basis.startswith("suggestion") and not self.detail.get("replaces"):
            template += ", as suggested"
        return template

    def _reason(self) -> str:
        n = self.detail.get("version")
        if self.event.act == "set codebook":
            n = int(self.event.subject.removeprefix("version "))
        words = self.teller.lookup.versions.get(n, "") if n is not None else ""
        return words if len(words) <= LONGEST_REASON else f"{words[: LONGEST_REASON - 1]}…"

    # What the templates name, each by a method of its name.

    def interview(self) -> str:
        """What the text an act is about is called."""
        return self.teller.names.get(self._transcript(), GONE)

    def _transcript(self) -> str:
        subject, lookup = self.event.subject, self.teller.lookup
        if found := lookup.codings.get(subject) or lookup.suggestions.get(subject):
            return found[0]
        told = str(self.detail.get("transcript") or subject)
        return told if told in self.teller.names else told.rpartition(":")[0]

    def _code(self) -> str:
        """The code of a coding or suggestion; empty where the reader must not know it yet."""
        apart = self._transcript() in self.teller.apart
        if apart and self.event.who != self.teller.reader:
            return ""
        lookup, subject = self.teller.lookup, self.event.subject
        if self.event.act in ON_SUGGESTIONS:
            return lookup.suggestions.get(subject, ("", ""))[1]
        return str(self.detail.get("code") or lookup.codings.get(subject, ("", "", ""))[1])

    def with_code(self) -> str:
        """`` with 3.b``, or of a suggestion `` of 3.b``."""
        code, of = self._code(), "of" if self.event.act in ON_SUGGESTIONS else "with"
        return f" {of} {code}" if code else ""

    def now_code(self) -> str:
        """What a changed coding is now."""
        code = self._code()
        return f", now with {code}" if code else ""

    def whose(self) -> str:
        """``a``, or whose coding it is where somebody else acts on it."""
        known = self.teller.lookup.codings.get(self.event.subject, ("", "", ""))[2]
        coder = str(self.detail.get("coder") or known)
        return "a" if coder in ("", self.event.who) else f"{coder}'s"

    def offered(self) -> str:
        """How many suggestions were made."""
        return _many(int(self.detail.get("offered", 0)), "suggestion")

    def code(self) -> str:
        """The code an act on the codebook is about."""
        return self.event.subject

    def into(self) -> str:
        """The code another one went into."""
        return str(self.detail.get("into", "another"))

    def new(self) -> str:
        """The number a renamed code has now."""
        new = self.detail.get("new_id")
        return f", now {new}" if new else ""

    def placed(self) -> str:
        """Where a moved code stands now."""
        parent = self.detail.get("parent")
        where = f" under {parent}" if parent else " to the top"
        return f"{where}{self.new()}"

    def parts(self) -> str:
        """The codes split off."""
        return ", ".join(map(str, self.detail.get("parts", []))) or "a code"

    def fields(self) -> str:
        """Which of a code's fields were changed."""
        names = [str(name).replace("_", " ") for name in self.detail.get("fields", [])]
        return f" ({', '.join(names)})" if names else ""

    def round(self) -> str:
        """``round 2``."""
        number = self.teller.lookup.rounds.get(self.event.subject)
        return f"round {number}" if number else "a round"

    def brought(self) -> str:
        """What was done to a round, by the state it came to."""
        state = str(self.detail.get("state", ""))
        return STATES.get(state, "took {round} further").format(round=self.round())

    def judgement(self) -> str:
        """What a reviewer said."""
        return str(self.detail.get("judgement", ""))

    def outcome(self) -> str:
        """How something was settled."""
        said = self.detail.get("outcome", "")
        return Outcome(said).words if said in set(Outcome) else str(said)

    def item(self) -> str:
        """``item 12 of round 2``, or a difference between two coders."""
        subject = self.event.subject.removeprefix(ITEM)
        if subject.startswith(PAIR):
            return "a difference between two coders"
        found = self.teller.lookup.items.get(subject)
        return f"item {found[1]} of round {found[0]}" if found else "an item of a round"

    def reviewer(self) -> str:
        """Whose file it is."""
        return str(self.detail.get("reviewer", "a reviewer"))

    def new_verdicts(self) -> str:
        """How many verdicts and comments a file brought."""
        return _many(int(self.detail.get("new", 0)), "verdict or comment", "verdicts and comments")

    def memo(self) -> str:
        """What was noted, by what it is about."""
        about = self.teller.lookup.memos.get(self.event.subject, self.detail.get("about", ""))
        kind, _, id = str(about).partition(" ")
        lookup = self.teller.lookup
        if kind == "item":
            found = lookup.items.get(id)
            return f"a comment on item {found[1]} of round {found[0]}" if found else "a comment"
        if kind == "code":
            return f"a memo on the code {id}"
        if kind == "coding":
            found_coding = lookup.codings.get(id)
            where = self.teller.names.get(found_coding[0], GONE) if found_coding else GONE
            return f"a memo on a coding of {where}"
        if kind in ("transcript", "segment"):
            place = id if kind == "transcript" else id.rpartition(":")[0]
            return f"a memo on {self.teller.names.get(place, GONE)}"
        return {"study": "a memo on the study", "theme": "a memo on a theme"}.get(kind, "a memo")

    def written(self) -> str:
        """What was written, changed or taken out."""
        family = family_of(self.event.act) or ""
        return kind_named(self.event.act.removeprefix(family))

    def wrote(self) -> str:
        """Whether it was new; of what is taken out of the study nobody can tell any more."""
        kind = self.event.act.removeprefix(family_of(self.event.act) or "")
        first = self.teller.lookup.begun.get((kind, self.event.subject))
        wrote = "noted" if kind in NOTED else "wrote"
        if first is None or self.event.at < first:
            return f"{wrote} or changed"
        return wrote if self.event.at == first else "changed"

    def exported(self) -> str:
        """What a file holds."""
        return EXPORTED.get(self.event.act.removeprefix("export "), "something")

    def corrected(self) -> str:
        """What became of the codings of a corrected text."""
        moved = _many(int(self.detail.get("moved", 0)), "coding")
        waits = int(self.detail.get("review", 0)) + int(self.detail.get("unplaced", 0))
        return f": {moved} went along" + (f", {waits:,} to be looked at" if waits else "")

    def step(self) -> str:
        """What was undone or done again."""
        return STEPS.get(self.event.act.partition(" ")[2], "an act")

    def options(self) -> str:
        """Which options were changed."""
        names = sorted(name.replace("_", " ") for name in self.detail if name != MERGED)
        return f" ({', '.join(names)})" if names else ""

    def profile(self) -> str:
        """The kind of analysis."""
        return str(self.detail.get("profile", ""))

    def person(self) -> str:
        """Who was added or given a role."""
        return "themselves" if self.event.subject == self.event.who else self.event.subject

    def joined(self) -> str:
        """How somebody came to the study."""
        own = self.event.subject == self.event.who
        return f"{'joined' if own else f'added {self.event.subject}'} as a {self.role_plain()}"

    def role_plain(self) -> str:
        """A role."""
        return str(self.detail.get("role", "coder"))

    def merged(self) -> str:
        """How many codings a merge brought."""
        count = self.detail.get("added", {}).get("coding", 0)
        return f" with {_many(count, 'new coding')}"


class _Filled(dict[str, str]):
    """Asks for a fact only when a template names it."""

    def __init__(self, facts: _Facts) -> None:
        super().__init__()
        self._facts = facts

    def __missing__(self, name: str) -> str:
        told: str = getattr(self._facts, name)()
        return told


def _many(n: int, one: str, several: str | None = None) -> str:
    return f"{n:,} {one if n == 1 else several or one + 's'}"
