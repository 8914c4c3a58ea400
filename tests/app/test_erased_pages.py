"""After somebody was taken out, every page of the study still stands."""

from importlib import import_module

import pytest
from streamlit.testing.v1 import AppTest

PAGES = [
    "transcripts",
    "participants",
    "journal",
    "code",
    "suggestions",
    "codebook",
    "evaluation",
    "themes",
    "framework",
    "continuum",
    "quotes",
    "patterns",
    "answers",
    "sample",
    "rounds",
    "agreement",
    "feedback",
    "history",
    "views",
    "reports",
    "taking",
    "keeping",
    "erasing",
]


@pytest.mark.long
@pytest.mark.parametrize("who", ["P01", "P06"])
def test_every_page_is_drawn_without_the_person(sample, who):
    sample.erase_participant(who, typed=who)

    def page(project, name):
        from importlib import import_module

        import_module(f"qualcode.app.{name}").render(project)

    for name in PAGES:
        if not hasattr(import_module(f"qualcode.app.{name}"), "render"):
            continue
        app = AppTest.from_function(page, args=(sample, name), default_timeout=60).run()
        assert not app.exception, (name, app.exception)
    assert who not in {p.id for p in sample.participants()}
    assert sample.written_themes() and sample.matrix() and sample.rounds()
