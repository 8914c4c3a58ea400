"""The coding workbench in headless Chromium, and Taguette's page beside it in the same run.

python benchmarks/workbench.py [--quick] [--json] [--minutes 10] [--taguette VENV] [--control]

One interview of 12,000 words with 1,000 codings of two coders and 120 suggestions, in a durable
study file, served as `qualcode app` serves it. A typist codes random words at random moments, once
a second on average (with --quick three times a second for 15 s), and the study is asked at the end
whether each coding is there. VENV holds `taguette` from PyPI; without it its rows are left out.
--control puts faults into the server and ends with 1 unless every one is noticed.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path

import taguette_peer
from browsing import (
    WINDOW,
    another,
    app,
    chromium,
    first_picture,
    heap_mib,
    stopwatch,
)
from playwright.sync_api import Browser, Page
from timing import Figures, parser, percentile
from typist import CHIP, ID, Typist, account, standing
from workbench_study import FIRST, LONG, PEER, build_study, plan

from qualcode.project import Project

LIMITS = {
    "first_picture_ms": 1500,
    "painted_ms_median": 20,
    "stored_ms_median": 120,
    "stored_ms_p95": 300,
    "lost": 0,
    "page_mib": 60,
}
CODINGS = {LONG: 1_000, PEER: 300}
ALONE = "QUALCODE_BENCH_ALONE"


def main() -> None:
    options = _options()
    if options.taguette:
        _go_offline()
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        study = build_study(Path(folder))
        if options.control:
            sys.exit(_control(study))
        with chromium() as browser:
            with app(study, FIRST) as address:
                _pictures(browser, address, figures, runs=1 if options.quick else 5)
                _work(browser, address, study, figures, options)
            if options.taguette:
                interview = Path(folder) / PEER
                taguette_peer.measure(
                    browser, options.taguette, interview, figures, quick=options.quick
                )
    figures.write(options.json, LIMITS)


def _options() -> Namespace:
    options = parser(__doc__)
    options.add_argument("--minutes", type=float, default=10, help="how long is typed; 10")
    options.add_argument("--taguette", type=Path, help="a virtual environment that has taguette")
    options.add_argument("--control", action="store_true", help="see that faults are noticed")
    return options.parse_args()


def _go_offline() -> None:
    """Start again where only loopback is: Taguette asks a host on the internet at its start."""
    if ALONE in os.environ:
        return
    unshare = shutil.which("unshare")
    for how in (["-n"], ["-rn"]):
        command = [str(unshare), *how, "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
        if (
            unshare
            and subprocess.run([*command, "true"], stderr=subprocess.DEVNULL).returncode == 0
        ):
            os.environ[ALONE] = "1"
            os.execv(unshare, [*command, sys.executable, *sys.argv])
    sys.stderr.write("No network namespace can be had here: Taguette may ask the internet.\n")


def _address(address: str, interview: str) -> str:
    return f"{address}/code?transcript={interview}"


def _opened(browser: Browser, interview: str) -> Page:
    page = browser.new_context(viewport=WINDOW).new_page()
    # She has been shown round before.
    page.add_init_script("localStorage.qcwMeasure = '1'; localStorage['qcw-walk'] = 'done'")
    stopwatch(page, CHIP, ID, CODINGS[interview])
    return page


def _pictures(browser: Browser, address: str, figures: Figures, *, runs: int) -> None:
    """From navigation to the painted text with all its codings."""
    cold = []
    for _ in range(runs + 1):
        with another(browser) as fresh:
            page = _opened(fresh, LONG)
            # Its caches are empty, but it is itself not still starting.
            time.sleep(0.5)
            cold.append(first_picture(page, _address(address, LONG)))
    figures.add("first_picture_server_just_started_ms", cold.pop(0))
    figures.add("first_picture_ms", statistics.median(cold))
    figures.add("first_picture_warm_ms", _warm(browser, address, LONG, runs))
    # Taguette's row of the same name has the same document with the same 300 codings.
    figures.add("open_300_warm_ms", _warm(browser, address, PEER, runs))


def _warm(browser: Browser, address: str, interview: str, runs: int) -> float:
    page = _opened(browser, interview)
    times = [first_picture(page, _address(address, interview)) for _ in range(runs + 1)]
    page.context.close()
    return statistics.median(times[1:])


def _work(
    browser: Browser, address: str, study: Path, figures: Figures, options: Namespace
) -> None:
    """Type for minutes, then ask the study what it has."""
    many, every_s = (45, 1 / 3) if options.quick else (int(options.minutes * 60), 1.0)
    before = standing(study, FIRST)
    project = Project.open(study, FIRST)
    presses = plan(project, LONG, many + (6 if options.quick else 30), seed=17)
    text, segments = project.transcript(LONG).text, project.segments(LONG)
    project.close()

    page = _opened(browser, LONG)
    first_picture(page, _address(address, LONG))
    hurried = Typist(page, text, segments).hurry(presses[many:])
    typed = Typist(page, text, segments).run(
        presses[:many], every_s=every_s, within_s=many * every_s * 1.1, rng=random.Random(19)
    )
    figures.add("page_mib", heap_mib(page))
    page.context.close()

    stored = typed.stored_ms()
    figures.add("painted_ms_median", statistics.median(typed.painted))
    figures.add("painted_ms_p95", percentile(typed.painted, 95))
    figures.add("released_painted_ms_median", statistics.median(hurried.released))
    figures.add("stored_ms_median", statistics.median(stored))
    figures.add("stored_ms_p95", percentile(stored, 95))
    pressed = [*typed.pressed, *hurried.pressed]
    lost, unasked = account(pressed, before, standing(study, FIRST))
    figures.add("pressed", len(pressed))
    figures.add("unpainted", typed.unpainted + hurried.unpainted)
    figures.add("slipped", typed.slipped + hurried.slipped)
    figures.add("lost", len(lost))
    figures.add("unasked", len(unasked))
    for start, end, code in [*lost, *unasked]:
        what = "not in the study" if (start, end, code) in lost else "never pressed"
        sys.stderr.write(f"{what}: {LONG} {start}:{end} {code}\n")


def _control(study: Path) -> int:
    """Each fault of the server must show in the figure it spoils; returns the exit status."""
    project = Project.open(study, FIRST)
    presses = plan(project, LONG, 4 * 12, seed=23)
    text, segments = project.transcript(LONG).text, project.segments(LONG)
    project.close()
    missed, usual = 0, 0.0
    for n, fault in enumerate(("none", "drop", "other", "slow")):
        before = standing(study, FIRST)
        with app(study, FIRST, fault=fault) as address, chromium() as browser:
            page = _opened(browser, LONG)
            first_picture(page, _address(address, LONG))
            typist = Typist(page, text, segments)
            typed = typist.run(
                presses[n * 12 : n * 12 + 12], every_s=0.5, within_s=30, rng=random.Random(29)
            )
        lost, unasked = account(typed.pressed, before, standing(study, FIRST))
        stored = statistics.median(typed.stored_ms())
        usual = usual or stored
        noticed = {
            "none": not lost and not unasked,
            "drop": bool(lost) and not unasked,
            "other": bool(lost) and bool(unasked),
            "slow": stored > usual + 300,
        }[fault]
        missed += not noticed
        print(
            f"{fault:6s} lost {len(lost)}  unasked {len(unasked)}  stored {stored:.0f} ms"
            f"  {'as it should be' if noticed else 'NOT NOTICED'}"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    main()
