"""`python -m release.audit`: known weaknesses of what is installed, or the words NOT AUDITED.

pip-audit ends well and says that it found nothing when it could look nothing up. Here only what
was really looked up counts: one distribution skipped, and the whole was not audited.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from release.installed import ROOT, plain, runtime, tool

CLEAN, WEAK, NOT_AUDITED = 0, 1, 2
# Our own package stands in no index of weaknesses.
OWN = frozenset({ROOT})
# Weakness -> (until when it is borne, ISO 8601, and why it cannot hurt here).
BORNE: dict[str, tuple[str, str]] = {}


@dataclass(frozen=True)
class Audit:
    """What was looked up, what was not, and the weaknesses found, as `name version: id`."""

    looked_up: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def status(self) -> int:
        """What to end with: 2 not audited, 1 weak, 0 clean."""
        if self.trouble or self.skipped or not self.looked_up:
            return NOT_AUDITED
        return WEAK if self.weak else CLEAN

    def told(self, today: date) -> str:
        """The verdict, its first line for a machine to find."""
        head = {
            CLEAN: f"AUDITED on {today.isoformat()}: {len(self.looked_up)} distributions,"
            " no known weakness",
            WEAK: f"WEAK on {today.isoformat()}: {len(self.weak)} known weaknesses",
            NOT_AUDITED: f"NOT AUDITED: {len(self.looked_up)} looked up,"
            f" {len(self.skipped)} skipped",
        }[self.status]
        skipped = [f"  skipped: {one}" for one in self.skipped]
        trouble = [f"  {self.trouble}"] if self.trouble else []
        return "\n".join([head, *trouble, *(f"  weak: {one}" for one in self.weak), *skipped])


def read(answer: str, wanted: Sequence[str], today: date) -> Audit:
    """Judge pip-audit's answer in JSON; ``wanted`` are the names that must be in it."""
    try:
        listed: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Audit(trouble="pip-audit gave no list that can be read")
    looked_up, skipped, weak = [], [], []
    for one in listed:
        name = plain(str(one.get("name", "")))
        if "vulns" not in one or "skip_reason" in one:
            if name not in OWN:
                skipped.append(name)
            continue
        looked_up.append(name)
        weak += [
            f"{name} {one.get('version', '')}: {found['id']}"
            for found in one["vulns"]
            if BORNE.get(found["id"], ("", ""))[0] < today.isoformat()
        ]
    unseen = sorted({plain(n) for n in wanted} - {*looked_up, *skipped} - OWN)
    return Audit(tuple(looked_up), (*skipped, *unseen), tuple(weak))


def main() -> int:
    """Ask pip-audit about this environment and print the verdict."""
    today = datetime.now(UTC).date()
    here = sysconfig.get_paths()["purelib"]
    command = [tool(), "-m", "pip_audit", "--path", here, "--format", "json"]
    asked = subprocess.run(  # noqa: S603 - our own command
        [*command, "--progress-spinner", "off"], capture_output=True, text=True
    )
    audit = read(asked.stdout, list(runtime(extras=("team",))), today)
    sys.stdout.write(audit.told(today) + "\n")
    return audit.status


if __name__ == "__main__":
    sys.exit(main())
