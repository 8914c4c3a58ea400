"""The app with a fault put into it, to see that `workbench.py --control` notices.

QUALCODE_BENCH_FAULT is one of: ``drop`` (every fifth act is acknowledged and never done), ``other``
(every fifth act is done under another code), ``slow`` (the answer waits 400 ms).
"""

from __future__ import annotations

import copy
import os
import time
from typing import Any

from qualcode.app import main
from qualcode.project import Project

EVERY = 5
SLOW_S = 0.4
ANOTHER = "6"


def tampered(batches: list[dict[str, Any]], fault: str) -> list[dict[str, Any]]:
    """The batches as the faulty server takes them; the browser is told that all was well."""
    batches = copy.deepcopy(batches)
    for batch in batches:
        hit = [act for act in batch["acts"] if act["act"] == "code" and act["seq"] % EVERY == 0]
        if fault == "drop":
            # An act after it acknowledges it: what counts is the last number done.
            batch["acts"] = [act for act in batch["acts"] if act not in hit]
        elif fault == "other":
            for act in hit:
                act["code"] = ANOTHER
    return batches


FAULT = os.environ.get("QUALCODE_BENCH_FAULT", "")

# The script runs anew on every rerun; the fault is put in once.
if FAULT and not hasattr(Project, "unspoilt_work"):
    Project.unspoilt_work = Project.work

    def work(self: Project, batches: Any) -> Any:
        if FAULT == "slow":
            time.sleep(SLOW_S)
        return self.unspoilt_work(tampered(batches, FAULT))

    Project.work = work

if FAULT:
    main()
