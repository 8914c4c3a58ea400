"""What the pages of Understand wait for, on 200 interviews of 8,000 words with 12,000 codings.

python benchmarks/analysis.py [--quick] [--json]

The corpus is the one of corpus.py. Its tables are in hand when a figure is taken, as they are on a
page that has been opened; every figure is the best of its runs. The last two rows come from another
study, of 1,000 interviews with 250,000 codings: there the tables are in hand for the frequencies,
and the page is opened on a study just opened.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus import import_all, make_corpus
from large_study import build_large
from timing import Figures, arguments

from qualcode.model.term_list import TermList, TermLists
from qualcode.project import Project

LIMITS = {
    "frequencies_two_ways_s": 0.15,
    "cooccurrence_s": 0.1,
    "suppression_32x40_s": 1,
    "matrix_200x32_s": 0.5,
    "frequencies_1000_interviews_s": 1,
    "page_opens_s": 2,
}
CORPUS, QUICK = {"interviews": 1000, "codings": 250_000}, {"interviews": 200, "codings": 20_000}


def main() -> None:
    options = arguments(__doc__)
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_corpus(root, quick=options.quick)
        project = import_all(root, Figures())
        code_through(project)
        understand(project, figures, 2 if options.quick else 5)
        project.close()
        large(root / "large.qualcode", figures, **(QUICK if options.quick else CORPUS))
    figures.write(options.json, LIMITS)


def code_through(project: Project) -> None:
    """Mark every interview, so that all of them count where only those coded through do."""
    for row in project.transcripts():
        project.done(row["id"], True)


def protect(project: Project) -> None:
    """Work out anew what of a table may leave: the study keeps the answer in hand otherwise."""
    vars(project).pop("_ready", None)
    project.publishable(["authority", "role"])


def understand(project: Project, figures: Figures, times: int) -> None:
    project.frames()
    most = max(project.codes(), key=lambda code: len(project.codings(code=code.id)))
    role = str(project.frames().people["role"].dropna().iloc[0])
    timed: dict[str, Callable[[], Any]] = {
        "frequencies_two_ways_s": lambda: project.themes(["authority", "role"]),
        "cooccurrence_s": lambda: project.cooccurrence("passage", "both"),
        "cooccurrence_interview_s": lambda: project.cooccurrence("interview", "both"),
        # Eight authorities by five roles are forty columns beside the 32 codes.
        "suppression_32x40_s": lambda: protect(project),
        "matrix_200x32_s": lambda: project.matrix("participant", level="both"),
        "uncoded_s": project.uncoded,
        "saturation_s": project.saturation,
        "keyness_s": lambda: project.keyness(by="role", value=role),
        "vocabulary_s": lambda: project.vocabulary(by="role"),
        "search_s": lambda: project.search("the written agreement", scope="talk"),
        "search_codes_s": lambda: project.search(codes=f'"{most.id}"'),
    }
    prepare(project)
    # The first look at the words reads all of them; later ones find them read.
    figures.best_of("keyness_first_s", 1, timed["keyness_s"])
    for name, work in timed.items():
        figures.best_of(name, times, work)


def prepare(project: Project) -> None:
    """The two lists of words that the vocabulary measure counts."""
    support = TermList("support", ("family meeting", "coaching session"))
    control = TermList("control", ("audit finding", "written agreement"))
    project.set_term_lists(TermLists(support, control))


def large(place: Path, figures: Figures, *, interviews: int, codings: int) -> None:
    build_large(place, interviews=interviews, codings=codings)
    project = Project.open(place, "bench")
    started = time.perf_counter()
    project.frames()
    figures.add("tables_of_1000_interviews_s", time.perf_counter() - started)
    figures.best_of(
        "frequencies_1000_interviews_s", 3, lambda: project.themes(["authority", "wave"])
    )
    project.close()
    figures.best_of("page_opens_s", 2, lambda: open_page(place))


def open_page(place: Path) -> None:
    """The Themes page on a study just opened, without a browser.

    Raises
    ------
    AssertionError
        The page did not come to its end.
    """
    from streamlit.logger import set_log_level
    from streamlit.testing.v1 import AppTest

    set_log_level("ERROR")

    def page(place: str) -> None:
        from qualcode.app import themes
        from qualcode.project import Project

        themes.render(Project.open(place, "bench"))

    app = AppTest.from_function(page, args=(str(place),), default_timeout=60).run()
    assert not app.exception, app.exception


if __name__ == "__main__":
    main()
