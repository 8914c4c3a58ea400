"""What things were called in the program they came from, so that they go back as they came."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.project.exchange_ids import as_guid
from qualcode.store import Connection
from qualcode.store.kept import load_kept, save_kept

if TYPE_CHECKING:
    from qualcode.model import Code
    from qualcode.project.exchange_in import Taking

KIND = "came from"
KINDS = ("code", "coder", "transcript", "participant", "variable")


@dataclass(frozen=True)
class Origins:
    """GUIDs of things brought in, by kind and id; names of codes as they were; codes that group.

    ``names`` holds for each code its name there and the name it got here, ``groups`` the codes
    that only group others there.
    """

    guids: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()

    def guid(self, kind: str, id: str) -> str | None:
        """The GUID something came with; None of what was made here."""
        return self.guids.get(kind, {}).get(id)

    def title(self, code: Code) -> str:
        """A code's name for another program: as it came, if nobody renamed it since."""
        there, here = self.names.get(code.id, ("", ""))
        return there if there and here == code.name else code.title


def load_origins(connection: Connection) -> Origins:
    """Everything that was ever brought in; a GUID stands for the first thing that came with it."""
    guids: dict[str, dict[str, str]] = {}
    names: dict[str, tuple[str, str]] = {}
    groups: set[str] = set()
    taken: set[str] = set()
    for kept in load_kept(connection, KIND):
        body = kept.body or {}
        for kind in KINDS:
            for id, guid in body.get(kind, {}).items():
                if guid not in taken and id not in guids.setdefault(kind, {}):
                    guids[kind][id] = guid
                    taken.add(guid)
        for id, (there, here) in body.get("names", {}).items():
            names.setdefault(id, (there, here))
        groups |= set(body.get("groups", ()))
    return Origins(guids, names, frozenset(groups))


def save_origins(taking: Taking, new: dict[str, set[str]]) -> None:
    """Keep the GUIDs of what an import brought.

    Parameters
    ----------
    new : kind -> the ids that came with it; what stood here before keeps its own GUID
    """
    project, book = taking.project, taking.book
    given: dict[str, dict[str, str]] = {
        "code": {taking.codes[c.guid]: c.guid for c in project.codes if c.guid in taking.codes},
        "coder": {name: guid for guid, name in taking.coders.items()},
        "transcript": {id: guid for guid, (id, _) in taking.texts.items()},
        "participant": {case.name: case.guid for case in project.cases},
        "variable": {v.name.strip(): v.guid for v in project.variables},
    }
    body: dict[str, Any] = {
        kind: {
            id: guid
            for id, own in known.items()
            if id in new[kind] and (guid := as_guid(own)) is not None
        }
        for kind, known in given.items()
    }
    came = [c for c in project.codes if taking.codes.get(c.guid) in new["code"]]
    body["names"] = {
        id: [code.name, book[id].name] for code in came if (id := taking.codes[code.guid]) in book
    }
    body["groups"] = sorted(taking.codes[code.guid] for code in came if not code.codable)
    if any(body.values()):
        save_kept(taking.tx, KIND, str(uuid.uuid4()), body)
