"""The list of roles, agencies and authorities with their spellings, in strict YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from qualcode.formats.encoding import decode
from qualcode.formats.schema import Entry
from qualcode.formats.strict_yaml import load_yaml, write_yaml
from qualcode.model import Agency, Authority, Problem, Respondents, Role

_YES = {"yes": True, "true": True, "no": False, "false": False, "": False}
_Named: TypeAlias = Role | Agency | Authority


def read_respondents(
    data: bytes | str, name: str = "respondents"
) -> tuple[Respondents | None, list[Problem]]:
    """The lists of a file and everything wrong with it by line; None with any problem.

    ``note`` may stand at the top and in every entry; it is for the people who keep the file.

    Raises
    ------
    UnreadableFile
        The file is no text.
    """
    text = data if isinstance(data, str) else decode(data, name)[0]
    root, problems = load_yaml(text)
    if root is None:
        return None, problems or [Problem("the file has no lists; write 'roles:' and 'agencies:'")]
    top = Entry(root, "a respondents file", problems)
    top.allow("roles", "agencies", "authorities", "continuum", "note")
    roles = [(_role(entry), entry) for entry in top.entries("roles", "a role")]
    agencies = [(_agency(entry), entry) for entry in top.entries("agencies", "an agency")]
    authorities = [
        (_authority(entry), entry) for entry in top.entries("authorities", "an authority")
    ]
    for listed in (roles, agencies, authorities):
        _refuse_twins(listed)
    known = {agency.id for agency, _ in agencies}
    for role, entry in roles:
        if role.agency is not None and role.agency not in known:
            entry.wrong(
                f"the role {role.id!r} names the agency {role.agency!r}, which is not listed"
            )
    continuum = _continuum(top)
    problems.sort(key=lambda problem: problem.row or 0)
    if problems:
        return None, problems
    found = Respondents(
        tuple(role for role, _ in roles),
        tuple(agency for agency, _ in agencies),
        tuple(authority for authority, _ in authorities),
        continuum,
    )
    return found, []


def write_respondents(respondents: Respondents) -> str:
    """YAML that `read_respondents` reads back equal."""
    roles: list[dict[str, object]] = [
        {
            "id": role.id,
            "name": role.name,
            "agency": role.agency,
            "group": role.group,
            "unique_post": "yes" if role.unique_post else None,
            "variants": list(role.variants),
        }
        for role in respondents.roles
    ]
    agencies: list[dict[str, object]] = [
        {"id": a.id, "name": a.name, "short": a.short, "variants": list(a.variants)}
        for a in respondents.agencies
    ]
    authorities: list[dict[str, object]] = [
        {"id": a.id, "name": a.name, "type": a.type, "variants": list(a.variants)}
        for a in respondents.authorities
    ]
    lists = {"roles": roles, "agencies": agencies, "authorities": authorities}
    written: dict[str, object] = {
        key: [{k: v for k, v in entry.items() if v not in (None, "", [])} for entry in entries]
        for key, entries in lists.items()
    }
    if respondents.continuum:
        written["continuum"] = {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in respondents.continuum.items()
        }
    return write_yaml(written)


def _role(entry: Entry) -> Role:
    entry.allow("id", "name", "agency", "group", "variants", "unique_post", "note")
    unique = entry.text("unique_post").casefold()
    if unique not in _YES:
        entry.wrong("'unique_post' must be yes or no")
    return Role(
        entry.id("id", required=True),
        entry.text("name", required=True),
        agency=entry.id("agency") or None,
        group=entry.text("group") or "practitioner",
        unique_post=_YES.get(unique, False),
        variants=entry.texts("variants"),
    )


def _agency(entry: Entry) -> Agency:
    entry.allow("id", "name", "short", "variants", "note")
    return Agency(
        entry.id("id", required=True),
        entry.text("name", required=True),
        short=entry.text("short"),
        variants=entry.texts("variants"),
    )


def _authority(entry: Entry) -> Authority:
    entry.allow("id", "name", "type", "variants", "note")
    return Authority(
        entry.id("id", required=True),
        entry.text("name", required=True),
        type=entry.text("type"),
        variants=entry.texts("variants"),
    )


def _refuse_twins(listed: Sequence[tuple[_Named, Entry]]) -> None:
    first: dict[str, int] = {}
    for value, entry in listed:
        if value.id and value.id in first:
            entry.wrong(f"the id {value.id!r} already stands in line {first[value.id]}")
        first.setdefault(value.id, entry.line)


def _continuum(top: Entry) -> Mapping[str, object]:
    entry = top.entry("continuum", "the continuum")
    if entry is None:
        return {}
    entry.allow("anchors", "note")
    found: dict[str, object] = {"anchors": entry.texts("anchors"), "note": entry.text("note")}
    return {key: value for key, value in found.items() if value}
