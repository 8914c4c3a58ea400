"""What a mentor waits for: the Rounds page on a round of 2,000 items.

python benchmarks/review_page.py [--quick] [--json]

The study is the one of large_study.py. The page is opened on a study just opened, as on the first
visit of a day; then a verdict is given, which brings the next item.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from large_study import build_large
from timing import Figures, arguments

from qualcode.model import CoderRole
from qualcode.project import Project

ITEMS, MENTOR = 2000, "Margaret Osei"
LIMITS = {"review_page_2000_s": 1.5}


def main() -> None:
    options = arguments(__doc__)
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        page_opens(figures, Path(folder), options.quick)
    figures.write(options.json, LIMITS)


def page_opens(figures: Figures, folder: Path, quick: bool) -> None:
    """Figures of the Rounds page, on a study made in the folder."""
    place = folder / "review.qualcode"
    build_large(place, interviews=200, codings=6_000 if quick else 24_000)
    with closing(Project.open(place, "bench")) as project:
        project.add_coder(MENTOR, CoderRole.MENTOR)
        round = project.start_round(count=ITEMS, reviewers=[MENTOR], seed=1)
    with closing(Project.open(place, MENTOR)) as project:
        project.review_items(round.id)
        figures.best_of("review_items_2000_s", 3, lambda: project.review_items(round.id))
    page = figures.best_of("review_page_2000_s", 3, lambda: open_page(place))
    started = time.perf_counter()
    page.button(key="review-agree").click().run()
    figures.add("review_next_item_s", time.perf_counter() - started)
    assert not page.exception, page.exception


def open_page(place: Path) -> Any:
    """The Rounds page as the mentor, on a study just opened, without a browser.

    Raises
    ------
    AssertionError
        The page did not come to its end, or has no verdict to give.
    """
    from streamlit.logger import set_log_level
    from streamlit.testing.v1 import AppTest

    set_log_level("ERROR")

    def page(place: str, who: str) -> None:
        from qualcode.app import rounds
        from qualcode.project import Project

        rounds.render(Project.open(place, who))

    app = AppTest.from_function(page, args=(str(place), MENTOR), default_timeout=60).run()
    assert not app.exception, app.exception
    assert any(b.key == "review-agree" for b in app.button)
    return app


if __name__ == "__main__":
    main()
