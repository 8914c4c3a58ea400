"""What the numbers can and cannot claim goes with everything that leaves."""

from __future__ import annotations

import html
import io
import pkgutil
import re
import shutil
import zipfile
from contextlib import closing
from importlib import import_module

import pytest

from qualcode.project import Project, sample_parts

# What leaves -> (the ending, how it is made).
FILES = {
    "themes list": ("md", lambda p, e: p.themes_list(e)),
    "themes list in Word": ("docx", lambda p, e: p.themes_list(e)),
    "continuum": ("csv", lambda p, e: p.continuum_file(e)),
    "continuum drawn": ("svg", lambda p, e: p.continuum_file(e)),
    "quotes": ("md", lambda p, e: p.quotes_file(p.quotes(code="8"), e)),
    "quotes in Word": ("docx", lambda p, e: p.quotes_file(p.quotes(code="8"), e)),
    "matrix": ("xlsx", lambda p, e: p.matrix_file(e)),
    "matrix in Word": ("docx", lambda p, e: p.matrix_file(e)),
    "sample": ("xlsx", lambda p, e: p.sample_file(e)),
    "questions": ("csv", lambda p, e: p.questions_file(e)),
    "co-occurrence": ("csv", lambda p, e: p.cooccurrence_file(e)),
    "not coded": ("csv", lambda p, e: p.uncoded_file(e, "authority")),
    "saturation": ("csv", lambda p, e: p.saturation_file(e)),
    "keyness": ("csv", lambda p, e: p.keyness_file(e, "authority", "Midtown")),
    "vocabulary": ("csv", lambda p, e: p.vocabulary_file(e)),
    "answers": ("csv", lambda p, e: p.answers_file(p.answer_items()[0]["id"], e)),
}


@pytest.fixture(scope="module")
def full(built_sample, tmp_path_factory):
    """The sample study with every part of it, for taking files along only."""
    place = tmp_path_factory.mktemp("claims") / "sample-study.qualcode"
    shutil.copy(built_sample, place)
    with closing(Project.open(place, "Ruth Adeyemi")) as project:
        if not project.written_themes():
            for part in pkgutil.iter_modules(sample_parts.__path__):
                import_module(f"{sample_parts.__name__}.{part.name}").add_to_sample(project)
        yield project


def words_in(data: bytes) -> str:
    """All words of a file, without marks, breaks and the like."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b" ".join(packed.read(n) for n in packed.namelist() if n.endswith(".xml"))
    return re.sub(r"[^A-Za-z]+", " ", re.sub(r"<[^>]*>", " ", html.unescape(data.decode("utf-8"))))


@pytest.mark.parametrize("what", sorted(FILES))
def test_what_leaves_carries_the_claims(full, what):
    ending, make = FILES[what]
    said = words_in(make(full, ending))

    assert re.sub(r"[^A-Za-z]+", " ", full.claims()).strip() in said
