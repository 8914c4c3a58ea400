"""Planned and achieved sample, somebody else's beside it, and the appendix of interviewees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.model import Coder, Problem
from qualcode.model.plan import Plan, PlanRow
from qualcode.project.given import Upload, content, refused
from qualcode.project.sharing import SharingVerbs
from qualcode.store import people
from qualcode.store.kept import load_one, save_kept

if TYPE_CHECKING:
    from qualcode.analysis.sample_groups import GroupTable
    from qualcode.analysis.sample_rows import SampleTable
    from qualcode.formats.reference_sample import Reference

PLAN, REFERENCE = "plan", "reference sample"
GROUPS = ("role_group", "role")


class SamplingVerbs(SharingVerbs):
    """Planned and achieved sample."""

    def set_plan(self, file: Path | Upload) -> Plan:
        """Take a planned sample from a YAML or CSV file; earlier ones stay in the history.

        Raises
        ------
        UnreadableFile, InvalidFile
            The file cannot be read, breaks its rules, or plans one role in one authority twice.
        """
        from qualcode.analysis.sample import Names
        from qualcode.formats.plan import read_plan

        plan, problems = read_plan(content(file), file.name)
        if plan is not None:
            names = Names(self.respondents, self.frames().people)
            first: dict[tuple[str | None, str | None], int] = {}
            for n, row in enumerate(plan.rows, 1):
                placed = names.place(row)
                before = first.setdefault((placed.role, placed.authority), n)
                if before != n:
                    both = f"rows {before} and {n} of the sample"
                    problems.append(Problem(f"{both} are one role and authority, spelt twice"))
        if plan is None or problems:
            raise refused(file.name, problems)
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            save_kept(tx, PLAN, PLAN, asdict(plan))
        return plan

    def plan(self) -> Plan | None:
        """The planned sample in force; None where there is none."""
        with self._read() as connection:
            kept = load_one(connection, PLAN, PLAN)
        if kept is None or kept.body is None:
            return None
        body = kept.body
        return Plan(body["title"], body["note"], tuple(PlanRow(**row) for row in body["rows"]))

    def plan_yaml(self) -> str:
        """The planned sample as YAML to take home.

        Raises
        ------
        Refused
            The study has no planned sample.
        """
        from qualcode.formats.plan import plan_yaml

        plan = self.plan()
        if plan is None:
            raise Refused("The study has no planned sample yet; bring one as YAML or CSV first.")
        return plan_yaml(plan)

    def sample(self) -> SampleTable:
        """Planned and achieved interviews and participants, role by authority."""
        from qualcode.analysis.sample import count_sample

        return count_sample(self.frames().people, self.plan(), self.respondents)

    def set_reference(self, file: Path | Upload) -> Reference:
        """Take the sample of somebody else to set one's own beside, from a CSV file.

        Raises
        ------
        UnreadableFile, InvalidFile, Refused
            The file cannot be read, breaks its rules, or is by an attribute the study lacks.
        """
        from qualcode.formats.reference_sample import read_reference

        reference, problems = read_reference(content(file), file.name)
        if reference is None or problems:
            raise refused(file.name, problems)
        self._attribute(reference.attribute)
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            save_kept(tx, REFERENCE, REFERENCE, asdict(reference))
        return reference

    def reference(self) -> Reference | None:
        """The reference in force; None where there is none."""
        from qualcode.formats.reference_sample import Reference, ReferenceRow

        with self._read() as connection:
            kept = load_one(connection, REFERENCE, REFERENCE)
        if kept is None or kept.body is None:
            return None
        rows = tuple(ReferenceRow(**row) for row in kept.body["rows"])
        return Reference(kept.body["name"], kept.body["attribute"], rows)

    def sample_reference(self, *, publish: bool = False) -> GroupTable:
        """The achieved sample beside the reference; with ``publish`` as it may leave.

        Raises
        ------
        Refused
            There is no reference, or the study no longer has its attribute.
        """
        from qualcode.analysis.sample_groups import beside, count_groups, publishable

        reference = self.reference()
        if reference is None:
            raise Refused("The study has no reference yet; bring a CSV file such as type,n first.")
        name = self._attribute(reference.attribute)
        respondents = self.respondents
        table = count_groups(self.frames().people, [name], respondents)
        values = {self._written(name, r.value): (r.n, r.percent) for r in reference.rows}
        table = beside(table, values)
        return publishable(table, self._small(), self._finer(name)) if publish else table

    def appendix(self, group: str = "role_group") -> GroupTable:
        """Who was interviewed: participants and interviews per authority and group of roles.

        ``group`` is role_group or role.

        Raises
        ------
        Refused
            It is neither.
        """
        from qualcode.analysis.sample_groups import count_groups

        if group not in GROUPS:
            raise Refused(f"The appendix is by {' or '.join(GROUPS)}, not by {group!r}.")
        return count_groups(self.frames().people, ["authority", group], self.respondents)

    def published_appendix(self, group: str = "role_group") -> tuple[GroupTable, ...]:
        """The appendix as it may leave: crossed where that shows no few people, else two lists."""
        from qualcode.analysis.sample_groups import count_groups
        from qualcode.analysis.sample_published import published_groups

        crossed, respondents = self.appendix(group), self.respondents
        who = self.frames().people
        first = count_groups(who, ["authority"], respondents)
        second = count_groups(who, [group], respondents)
        return published_groups(crossed, first, second, self._small(), self._finer(group))

    def sample_file(self, ending: str) -> bytes:
        """Sample, reference and appendix as a .csv or .xlsx; small groups are kept back.

        A CSV file holds the sample alone. Recorded like every export.

        Raises
        ------
        Refused
            The ending is another, or there is neither an interview nor a plan.
        """
        data = self._sample_as(ending)
        with self._leaving("export sample", f"sample.{ending.lstrip('.')}"):
            return data

    def export_sample(self, target: Path) -> None:
        """Write what `sample_file` gives to a .csv or .xlsx file, replacing it whole.

        Raises
        ------
        Refused
            The ending is another, there is neither an interview nor a plan, or the file cannot
            be written.
        """
        from qualcode.report.files import replace_file

        data = self._sample_as(target.suffix)
        with self._leaving("export sample", f"sample{target.suffix.lower()}"):
            replace_file(target, data)

    def _sample_as(self, ending: str) -> bytes:
        from qualcode.report.sample_tables import sample_file

        sample = self.sample()
        if not sample.rows and not sample.total.interviews and self.plan() is None:
            raise Refused(
                "There is nothing in the sample yet; bring in interviews or a planned sample first."
            )
        reference = [self.sample_reference(publish=True)] if self.reference() else []
        notes = [f"Codebook version {self.codebook_version}. No coding is counted here."]
        return sample_file(
            sample,
            reference,
            self.published_appendix(),
            ending,
            small=self._small(),
            notes=[*notes, self.claims()],
        )

    def _small(self) -> int:
        return int(self.about()["options"]["small_group"])

    def _attribute(self, heading: str) -> str:
        """The attribute a reference's heading names; ``category`` stands for authority_type."""
        from qualcode.analysis.sample_groups import COARSE

        known = [*COARSE, *self.frames().attributes]
        folded = {name.casefold().replace(" ", "_"): name for name in known}
        if heading == "category":
            return "authority_type"
        if heading not in folded:
            raise Refused(
                f"Nothing is known by {heading!r}; name the reference's first column one of"
                f" {', '.join(known)}."
            )
        return folded[heading]

    def _written(self, name: str, value: str) -> str:
        """A value of the reference as the study writes it; as it stands where no list has it."""
        listed = self.respondents
        if name == "authority":
            return listed.authority_of(value) or value
        if name == "role":
            return listed.role_name(listed.role_of(value, None)) or value
        if name == "agency":
            id = listed.agency_of(value)
            return next((a.name for a in listed.agencies if a.id == id), value)
        return value

    def _finer(self, name: str) -> Mapping[str, Mapping[str, int]]:
        """For a coarser attribute: group -> the finer groups in it with their people."""
        from qualcode.analysis.sample_groups import COARSE, count_groups

        if name not in COARSE:
            return {}
        both = [name, COARSE[name]]
        table = count_groups(self.frames().people, both, self.respondents)
        found: dict[str, dict[str, int]] = {}
        for row in table.rows:
            found.setdefault(str(row.within), {})[row.group] = row.size
        return found
