"""What the aid for names finds in invented interviews whose names were marked by hand.

python benchmarks/names.py [--dev] [--misses] [--write] [--quick] [--json]

Without options the tables of docs/privacy.md are printed. `--write` puts them into that page, and
the three that the page Names tells into qualcode/text/measured.py. `--misses` lists what was not
found and what was found wrongly, by kind. `--json` gives the time for an interview of 8,000 words
instead, and `--quick` that for 2,000. No rule of the aid may be made from these interviews: a list
of misses is for judging a release, not for mending it.

Rules are made from other interviews, invented and marked by whoever mends the aid: `--dev` prints
the same tables for those in benchmarks/names_dev, and writes nothing. Being made for each other,
aid and interviews agree far better there: those figures are no measure of anything.
"""

from __future__ import annotations

import re
import sys
import time
from itertools import groupby
from pathlib import Path

from timing import Figures, parser, peak_mib

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from qualcode.text.names import find_names  # noqa: E402
from tests.gold.gold import Interview, interviews, read_interview  # noqa: E402
from tests.gold.score import MARKED, SETUPS, Judged, Scored, run  # noqa: E402
from tests.gold.tables import of_100, tables  # noqa: E402

PAGE = ROOT / "docs" / "privacy.md"
DEV = ROOT / "benchmarks" / "names_dev"
TOLD = ROOT / "qualcode" / "text" / "measured.py"
LIMITS = {"names_8000_words_s": 5, "names_2000_words_s": 1.5}


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--misses", action="store_true", help="list what was missed and wrong")
    asked.add_argument("--write", action="store_true", help="put the tables into docs/privacy.md")
    asked.add_argument("--dev", action="store_true", help="the interviews rules are made from")
    options = asked.parse_args()
    if options.dev and options.write:
        asked.error("--dev has no place in docs/privacy.md")
    gold = dev() if options.dev else interviews()
    if options.json or options.quick:
        timed(gold, 2000 if options.quick else 8000, as_json=options.json)
        return
    runs = run(gold)
    made = tables(runs, gold)
    if options.write:
        PAGE.write_text(filled(PAGE.read_text("utf-8"), made), encoding="utf-8")
        figures = {"INTERVIEWS": len(gold), **of_100(runs)}
        TOLD.write_text(assigned(TOLD.read_text("utf-8"), figures), encoding="utf-8")
    for name, table in made.items():
        print(f"{name}\n\n{table}\n")
    if options.misses:
        for setup in SETUPS:
            misses(setup, runs[setup])
    timed(gold, 8000, as_json=False)


def dev() -> list[Interview]:
    """The interviews rules may be made from."""
    return [read_interview(p.stem, p.read_text("utf-8")) for p in sorted(DEV.glob("*.txt"))]


def filled(page: str, made: dict[str, str]) -> str:
    """The page with its tables made anew, each between ``<!-- name -->`` and ``<!-- end -->``.

    >>> filled("<!-- a -->\\nold\\n<!-- end -->", {"a": "new"})
    '<!-- a -->\\nnew\\n<!-- end -->'
    """
    for name, table in made.items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        page, times = place.subn(lambda m, t=table: f"{m[1]}{t}\n{m[2]}", page)
        if times != 1:
            raise ValueError(f"The page has {times} places for the table {name}.")
    return page


def assigned(module: str, figures: dict[str, int]) -> str:
    """The module with its figures put in.

    >>> assigned("A = 1\\nB = 2\\n", {"A": 7})
    'A = 7\\nB = 2\\n'
    """
    for name, figure in figures.items():
        module = re.sub(rf"^{name} = \d+$", f"{name} = {figure}", module, flags=re.MULTILINE)
    return module


def misses(setup: str, scored: Scored) -> None:
    """What was not found and what was found wrongly, by kind, with the words around it."""
    lost = [one for one in scored.labels if not one.good and one.kind not in MARKED]
    wrong = [one for one in scored.finds if not one.good]
    for title, judged in [("missed", lost), ("found wrongly", wrong)]:
        for kind, some in groupby(sorted(judged, key=by_kind), key=by_kind):
            print(f"\n{setup}: {title}, {kind}")
            for one in some:
                print(f"  {one.interview.name[:2]}  {one.said()}   … {one.context()} …")


def by_kind(one: Judged) -> str:
    return one.kind


def timed(gold: list[Interview], words: int, *, as_json: bool) -> None:
    """One text of so many words, read by a model that is loaded: the shortest of three."""
    figures = Figures()
    started = time.perf_counter()
    find_names("Interviewer: Who was there?\n\nTeacher: Only the caretaker.")
    figures.add("names_first_use_s", time.perf_counter() - started)
    talk = re.findall(r"\S+\s*", "\n\n".join(one.text for one in gold))[:words]
    seconds = []
    for turn in range(3):
        # Another first line each time, since a text that was read once is known.
        text = f"Interviewer: Part {turn}?\n\n" + "".join(talk)
        started = time.perf_counter()
        find_names(text)
        seconds.append(time.perf_counter() - started)
    figures.add(f"names_{words}_words_s", min(seconds))
    figures.add("peak_mib", peak_mib())
    figures.write(as_json, LIMITS)


if __name__ == "__main__":
    main()
