"""Case records: for the researcher alone until they are cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import Refused, UnknownItem
from qualcode.model import CoderRole
from qualcode.model.answers import CaseRecord, Item, ItemType
from qualcode.project.answers_given import GivenVerbs
from qualcode.project.answers_kept import CASE, case_key, load_cases
from qualcode.project.base import role_of
from qualcode.store import Connection
from qualcode.store.erasing import erase_kept

if TYPE_CHECKING:
    from qualcode.analysis.cases import CaseTable


class CaseVerbs(GivenVerbs):
    """Looking at case records."""

    def case_records(self, form: str | None = None) -> list[CaseRecord]:
        """The case records of a form, contact fields included, for the researcher alone.

        Raises
        ------
        UnknownItem, Refused
            There is no such form; or a mentor or second coder asks while it is not cleared.
        """
        asked = self._asked_form(form)
        with self._read() as connection:
            self._refuse_cases_to_others(connection, asked)
            return load_cases(connection, asked.id)

    def case_fields(self, form: str | None = None) -> CaseTable:
        """Every field of a form: how many cases say yes or no, or lack it and why.

        Raises
        ------
        UnknownItem, Refused
            As `case_records`.
        """
        from qualcode.analysis.cases import count_fields

        asked = self._asked_form(form)
        return count_fields(asked, self.case_records(asked.id))

    def cross_cases(
        self, field: str, other: str | None = None, form: str | None = None
    ) -> CaseTable:
        """Case records by one field, or one field against another.

        Raises
        ------
        UnknownItem, Refused
            As `case_records`; or a field is not there or cannot be set against another.
        """
        from qualcode.analysis.cases import cross_cases

        asked = self._asked_form(form)
        return cross_cases(asked, self.case_records(asked.id), field, other)

    def withdraw_case(self, case: str, form: str | None = None) -> None:
        """Erase one case record in every version.

        Raises
        ------
        UnknownItem
            There is no such form or case.
        """
        asked = self._asked_form(form)
        with self._write() as tx:
            if not erase_kept(tx, CASE, case_key(asked.id, case), f"{asked.id}/{case}"):
                raise UnknownItem(f"The form {asked.id} has no case of that id; check it.")

    def _asked_form(self, form: str | None) -> Item:
        instrument = self._instrument()
        if form is None and len(instrument.forms) == 1:
            return instrument.forms[0]
        names = ", ".join(item.id for item in instrument.forms) or "none"
        if form is None:
            raise UnknownItem(f"Name one of the instrument's forms of case records: {names}.")
        if form not in instrument or instrument[form].type is not ItemType.RECORD:
            raise UnknownItem(f"The instrument has no form {form!r}; its forms: {names}.")
        return instrument[form]

    def _refuse_cases_to_others(self, connection: Connection, form: Item) -> None:
        if not form.cleared and role_of(connection, self.coder) is not CoderRole.RESEARCHER:
            raise Refused(
                f"Case records of the form {form.id} are for the researcher alone until they are"
                " cleared in the instrument file."
            )
