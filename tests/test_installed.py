"""The package works when installed: nothing of the checkout is beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_an_installed_demo_finds_its_sample_and_its_app(tmp_path: Path) -> None:
    build = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    with zipfile.ZipFile(tmp_path / made.stdout.split()[-1]) as wheel:
        wheel.extractall(site)

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=work,
            env={**os.environ, "PYTHONPATH": str(site)},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout + done.stderr

    assert str(site) in run("-c", "import qualcode; print(qualcode.__file__)")
    assert "sample-study.qualcode" in run("-m", "qualcode", "demo", "--only-build")
    listed = run("-m", "qualcode", "transcripts", "--format", "csv").splitlines()
    assert len(listed) == 1 + 28
    where = "from qualcode.shipped import shipped; p = shipped('app.py'); print(p)"
    assert str(site / "qualcode" / "_shipped") in run("-c", where)
    assert (site / "qualcode" / "_shipped" / ".streamlit" / "config.toml").is_file()
