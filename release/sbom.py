"""`python -m release.sbom FILE`: what qualcode consists of, as a CycloneDX list in JSON.

cyclonedx-py lists the whole environment, with the tools of its makers; here only what is shipped
stays. The list names no time and no machine, so that two of one environment are the same.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from release.installed import plain, runtime, tool


def shipped_only(whole: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The same list with these distributions only, by plain name."""
    kept = [c for c in whole["components"] if plain(c["name"]) in names]
    refs = {c["bom-ref"] for c in kept}
    main = whole.get("metadata", {}).get("component", {}).get("bom-ref")
    if main:
        refs.add(main)
    tied = [
        {**one, "dependsOn": sorted(set(one.get("dependsOn", [])) & refs)}
        for one in whole.get("dependencies", [])
        if one["ref"] in refs
    ]
    return {**whole, "components": kept, "dependencies": tied}


def made() -> dict[str, Any]:
    """The list of this environment.

    Raises
    ------
    SystemExit
        cyclonedx-py could not make one.
    """
    asked = subprocess.run(  # noqa: S603 - our own command
        [
            *(tool(), "-m", "cyclonedx_py", "environment", sys.executable),
            *("--of", "JSON", "--output-reproducible"),
        ],
        capture_output=True,
        text=True,
    )
    if asked.returncode:
        sys.exit("cyclonedx-py made no list of this environment.")
    whole: dict[str, Any] = json.loads(asked.stdout)
    return shipped_only(whole, set(runtime(extras=("team",))))


def main(target: str) -> int:
    """Write the list; say how many stand in it and how many of them name no licence."""
    sbom = made()
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    Path(target).write_text(json.dumps(sbom, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    silent = sum(1 for c in sbom["components"] if not c.get("licenses"))
    sys.stdout.write(f"{len(sbom['components'])} distributions, {silent} without a licence.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
