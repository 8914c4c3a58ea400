"""Who may do what: roles of the people in a study."""

from __future__ import annotations

from qualcode.errors import Refused
from qualcode.model import Coder, CoderRole
from qualcode.project.base import Base, checked_name
from qualcode.store.people import load_coders
from qualcode.store.roles import save_role


class RoleVerbs(Base):
    """Who may do what: roles of the people in a study."""

    def set_role(self, name: str, role: CoderRole | str) -> Coder:
        """Make somebody a researcher, a mentor or a second coder; what they did stays theirs.

        Raises
        ------
        Refused
            The study does not know the person, there is no such role, or nobody would be left
            as a researcher.
        """
        name, wanted = checked_name(name), checked_role(role)
        with self._write() as tx:
            roles = {coder.name: coder.role for coder in load_coders(tx.connection)}
            if name not in roles:
                raise Refused(f"The study does not know {name} yet; add them first.")
            others = [r for n, r in roles.items() if n != name]
            if wanted is not CoderRole.RESEARCHER and CoderRole.RESEARCHER not in others:
                raise Refused(
                    f"Nobody would be left as a researcher if {name} were not one; make somebody"
                    " else a researcher first."
                )
            if roles[name] is not wanted:
                save_role(tx, name, wanted)
        return Coder(name, wanted)


def checked_role(role: CoderRole | str) -> CoderRole:
    """A role by its name.

    Raises
    ------
    Refused
        There is none of that name.
    """
    try:
        return CoderRole(str(role))
    except ValueError:
        named = ", ".join(CoderRole)
        raise Refused("There is no such role; choose one of " + named + ".") from None
