"""The roles, agencies and authorities of a study, with their spellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def fold(text: str) -> str:
    """How two spellings are compared: case, outer blanks and runs of blanks do not count."""
    return " ".join(text.casefold().replace("’", "'").split())


@dataclass(frozen=True)
class Role:
    """One kind of post. ``group`` is the coarser name used when a caption must say less."""

    id: str
    name: str
    agency: str | None = None
    group: str = "practitioner"
    unique_post: bool = False
    variants: tuple[str, ...] = ()

    def is_called(self, label: str) -> bool:
        """Whether the label is this role's id, name or one of its spellings."""
        return fold(label) in {fold(v) for v in (self.id, self.name, *self.variants)}


@dataclass(frozen=True)
class Agency:
    """An organisation people work for."""

    id: str
    name: str
    short: str = ""
    variants: tuple[str, ...] = ()

    def is_called(self, label: str) -> bool:
        """Whether the label is this agency's id, name or one of its spellings."""
        return fold(label) in {fold(v) for v in (self.id, self.name, self.short, *self.variants)}


@dataclass(frozen=True)
class Authority:
    """A local authority. ``type`` stands in for its name where the name would say too much."""

    id: str
    name: str
    type: str = ""
    variants: tuple[str, ...] = ()

    def is_called(self, label: str) -> bool:
        """Whether the label is this authority's id, name or one of its spellings."""
        return fold(label) in {fold(v) for v in (self.id, self.name, *self.variants)}


@dataclass(frozen=True)
class Respondents:
    """The lists that turn labels as written into ids, and never guess."""

    roles: tuple[Role, ...] = ()
    agencies: tuple[Agency, ...] = ()
    authorities: tuple[Authority, ...] = ()
    continuum: Mapping[str, object] = field(default_factory=dict)

    def agency_of(self, label: str | None) -> str | None:
        """The agency's id, or None when no spelling matches."""
        found = [a.id for a in self.agencies if label and a.is_called(label)]
        return found[0] if len(found) == 1 else None

    def role_of(self, label: str | None, agency: str | None) -> str | None:
        """The role's id from the pair (label, agency id); None when unlisted or ambiguous.

        >>> area = Role("area_manager", "Manager", "social_services")
        >>> centre = Role("centre_manager", "Manager", "sslp")
        >>> listed = Respondents((area, centre))
        >>> listed.role_of("manager", "sslp"), listed.role_of("manager", None)
        ('centre_manager', None)
        """
        found = [r for r in self.roles if label and r.is_called(label)]
        if agency is not None:
            found = [r for r in found if r.agency == agency] or [
                r for r in found if r.agency is None
            ]
        return found[0].id if len(found) == 1 else None

    def authority_of(self, label: str | None) -> str | None:
        """The authority's name as listed; None when no spelling matches."""
        found = [a.name for a in self.authorities if label and a.is_called(label)]
        return found[0] if len(found) == 1 else None

    def role(self, id: str | None) -> Role | None:
        """The role with this id."""
        return next((r for r in self.roles if r.id == id), None)

    def authority(self, name: str | None) -> Authority | None:
        """The authority with this name."""
        return next((a for a in self.authorities if a.name == name), None)

    def role_name(self, id: str | None) -> str | None:
        """How a role is written for people; the id itself when it is not listed."""
        role = self.role(id)
        return role.name if role else id
