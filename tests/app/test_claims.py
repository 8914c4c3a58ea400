"""What the numbers can and cannot claim stands under every page that shows some."""

from __future__ import annotations

import pkgutil
import shutil
from contextlib import closing
from importlib import import_module

import pytest

from qualcode.project import Project, sample_parts
from tests.app.conftest import words

PAGES = (
    "frequencies",
    "findings",
    "framework",
    "continuum",
    "quotes",
    "cooccurrence",
    "portrait",
    "uncoded",
    "saturation",
    "keyness",
    "vocabulary",
    "typical",
    "answers_given",
    "questions",
    "sample",
)


@pytest.fixture(scope="module")
def told(built_sample, tmp_path_factory):
    """The sample study with themes and places, for looking at only."""
    place = tmp_path_factory.mktemp("claims") / "sample-study.qualcode"
    shutil.copy(built_sample, place)
    with closing(Project.open(place, "Ruth Adeyemi")) as project:
        if not project.written_themes():
            for part in pkgutil.iter_modules(sample_parts.__path__):
                import_module(f"{sample_parts.__name__}.{part.name}").add_to_sample(project)
        yield project


# What a person chooses before these pages show a number.
CHOSEN = {
    "keyness": {"words_by": "authority", "words_value": "Midtown"},
    "typical": {"typical_code": "3"},
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_it_cannot_show(page, told, shown):
    said = words(shown(page, of=told, **CHOSEN.get(page, {})))

    assert "What this cannot show" in said
    assert "its version is named" in said
