"""Whether what stands after a quotation names its speaker truly, and not too closely."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.model import Respondents
from qualcode.model.respondents import fold
from qualcode.report.attribution import GROUPS, LAST_RUNG, Ladder

_BETWEEN = re.compile(r"\s*[,;/|]\s*|\s+[–—-]\s+")
_WITHIN = re.compile(r"\s+(?:in|at|from|of)\s+")
_ARTICLE = re.compile(r"^(?:an?|the|one|another)\s+", re.I)
_NUMBERED = re.compile(
    r"^(?:interview(?:ee)?|participant|respondent|person)\s*(?:no\.?\s*)?\d+$", re.I
)
_CITED = re.compile(
    r"\b(?:1[89]|20)\d\d[a-z]?\b|\b(?:ibid|op\. ?cit|para|section)\b|\bp\.? ?\d", re.I
)
_NOBODY = {LAST_RUNG.casefold(), "respondent", "interviewee", "interview", "focus group"}


@dataclass(frozen=True)
class Named:
    """What an attribution says: roles by id or as written, an authority, a type, a group."""

    text: str = ""
    roles: frozenset[str] = frozenset()
    authority: str = ""
    type: str = ""
    group: str = ""
    personal: bool = False
    agency: bool = False
    numbered: bool = False
    nobody: bool = False
    more: tuple[str, ...] = ()

    @property
    def says(self) -> bool:
        """Whether anything in it is about a speaker."""
        about = (self.roles, self.authority, self.type, self.group)
        return any(about) or self.personal or self.agency or self.nobody or self.numbered

    @property
    def cited(self) -> bool:
        """Whether it looks like the source of a publication."""
        return not self.says and bool(_CITED.search(self.text))


NOBODY = Named()


@dataclass(frozen=True)
class Names:
    """What the study calls people by: its lists, and what stands there without being listed.

    ``labels`` are roles as written, ``ids`` what would name one person, ``authorities`` those
    people are of; all of them folded, the last with how they are written.
    """

    respondents: Respondents
    labels: Collection[str] = ()
    ids: Collection[str] = ()
    authorities: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> Named:
        """An attribution's parts, each as the study's lists know it."""
        found: dict[str, Any] = {"text": " ".join(text.split())}
        roles: set[str] = set()
        more: list[str] = []
        for part in filter(None, _BETWEEN.split(found["text"])):
            if not self._place(part, found, roles):
                # "Health visitor in Midtown"; but a role may be "Head of Service".
                more += [p for p in _WITHIN.split(part) if not self._place(p, found, roles)]
        made = Named(**found, roles=frozenset(roles))
        return Named(**found, roles=frozenset(roles), more=tuple(more)) if made.says else made

    def _place(self, part: str, found: dict[str, Any], roles: set[str]) -> bool:
        part = _ARTICLE.sub("", part.strip(" .:"))
        plain, listed = fold(part), self.respondents
        own = {role.id for role in listed.roles if role.is_called(part)}
        if own or plain in self.labels:
            roles |= own or {plain}
        elif authority := listed.authority_of(part) or self.authorities.get(plain):
            found["authority"] = authority
        elif kind := next(
            (a.type for a in listed.authorities if a.type and fold(a.type) == plain), ""
        ):
            found["type"] = kind
        elif group := self._group(plain):
            found["group"] = group
        elif plain in _NOBODY:
            found["nobody"] = True
        elif plain in self.ids:
            found["personal"] = True
        elif _NUMBERED.match(part):
            found["numbered"] = True
        elif any(agency.is_called(part) for agency in listed.agencies):
            found["agency"] = True
        else:
            return False
        return True

    def _group(self, plain: str) -> str:
        groups = {role.group for role in self.respondents.roles} | set(GROUPS)
        named = {fold(GROUPS.get(g, g)): GROUPS.get(g, g) for g in groups}
        return named.get(plain, "")


def fits(named: Named, speaker: Mapping[str, Any], respondents: Respondents) -> bool:
    """Whether this is true of a speaker, as far as it says anything of one."""
    role = respondents.role(speaker["role"])
    listed = respondents.authority(speaker["authority"])
    known = {speaker["role"] or "", fold(speaker["role_label"] or "")}
    return (
        (not named.roles or bool(named.roles & known))
        and (not named.authority or named.authority == speaker["authority"])
        and (not named.type or (listed is not None and listed.type == named.type))
        and (
            not named.group
            or (role is not None and GROUPS.get(role.group, role.group) == named.group)
        )
    )


def too_close(named: Named, speaker: Mapping[str, Any], ladder: Ladder) -> str:
    """Why this says more of a speaker than may be said; empty where it may."""
    role, authority = speaker["role"], speaker["told_authority"]
    caption = ladder.name(role, authority)
    pair = ladder.enough(role, authority)
    if named.personal:
        return f"it names one person; at most “{caption}” may stand there"
    if named.agency:
        return f"it names the agency, which no caption does; at most “{caption}” may stand there"
    if named.authority and authority is None:
        return f"it names the authority, which is not allowed; at most “{caption}” may stand there"
    if named.authority and not pair:
        return f"it names the authority, where few people are; at most “{caption}” may stand there"
    if named.type and not (pair or caption.endswith(f", {named.type}")):
        return f"few people are in this kind of authority; at most “{caption}” may stand there"
    if named.roles and not (pair or named.type or ladder.enough_in_role(role)):
        return f"few people hold this role; at most “{caption}” may stand there"
    if named.group and caption == LAST_RUNG and not ladder.enough_in_role(role):
        return f"few people are left in this group; at most “{caption}” may stand there"
    if named.more:
        return "it adds what the study's lists do not hold, which may tell who speaks"
    return ""


def speakers_caption(speakers: Sequence[Mapping[str, Any]], ladder: Ladder) -> str:
    """What may be said of those who said the words."""
    found = dict.fromkeys(ladder.name(s["role"], s["told_authority"]) for s in speakers)
    return " or ".join(f"“{caption}”" for caption in found)
