"""Sixty texts that try to be more than text, in every file that leaves: all of it stays text.

Which verbs make files is asked of `Project` itself, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import csv
import inspect
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest
from lxml import etree, html

from qualcode.errors import QualcodeError
from qualcode.project import Project
from tests.e2e.hostile import OWN, plant

ENDINGS = ("csv", "xlsx", "docx", "md", "html", "svg", "yaml", "json")
# They hold nothing of the study as text, or are sealed; their own tests read them.
SEALED = {"bundle", "recovery_sheet", "report_template"}
# The sample's invented cases are marked as not cleared to leave, and so they do not.
KEPT_BACK = {"cases_csv", "cross_cases_file"}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def makers(project: Project) -> dict[str, Callable[[str], bytes | str]]:
    """Each verb that makes a file: an ending -> the file."""
    quotes = project.quotes()[:120]
    items = [item["id"] for item in project.answer_items()]
    fields = [record.values for record in project.case_records()][:1]
    some = [row["id"] for row in project.transcripts()][:8]
    asked = "authority"
    return {
        "agreement_file": project.agreement_file,
        "answers_csv": lambda _: project.answers_csv(),
        "answers_file": lambda e: project.answers_file(items[0], e),
        "cases_csv": lambda _: project.cases_csv(),
        "codebook_file": project.codebook_file,
        "codebook_qdc": lambda _: project.codebook_qdc()[0],
        "continuum_file": project.continuum_file,
        "cooccurrence_file": project.cooccurrence_file,
        "cross_cases_file": lambda e: project.cross_cases_file(e, next(iter(fields[0]))),
        "feedback_file": partial(project.feedback_file, named=True),
        "held_about_file": lambda e: project.held_about_file("P01", e),
        "keyness_file": lambda e: project.keyness_file(e, asked, "Midtown"),
        "matrix_file": lambda e: project.matrix_file(e),
        "portrait_file": lambda e: project.portrait_file(e, some),
        "project_files": lambda _: project.project_files(profile="strict")[0]["study.qdpx"],
        "questions_file": project.questions_file,
        "quotes_file": lambda e: project.quotes_file(
            quotes, e, confirmed=True, same_words=True, title="<script>window.hit=1</script>"
        ),
        "sample_file": project.sample_file,
        "saturation_file": project.saturation_file,
        "themes_list": project.themes_list,
        "tidy_codings": partial(project.tidy_codings, confirmed=True),
        "tidy_dictionary": lambda _: project.tidy_dictionary(confirmed=True),
        "uncoded_file": lambda e: project.uncoded_file(e, asked),
        "vocabulary_file": project.vocabulary_file,
        "plan_yaml": lambda _: project.plan_yaml(),
        "schedule_yaml": lambda _: project.schedule_yaml(),
        "report": lambda _: project.report(confirmed=True, same_words=True).data,
    }


@pytest.fixture(scope="module")
def planted(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    place = tmp_path_factory.mktemp("leaving") / "hostile.qualcode"
    shutil.copy(built_sample, place)
    plant(place)
    with closing(Project.open(place, OWN)) as project:
        with suppress(QualcodeError):  # nothing may stand in the way
            project.confirm_release()
        project.names_seen = True  # some of the texts look like names, and are none
        yield project


def test_every_verb_that_makes_a_file_is_tried(planted: Project) -> None:
    made = set()
    for name in dir(Project):
        verb = getattr(Project, name)
        if name.startswith("_") or not callable(verb):
            continue
        told = str(inspect.signature(verb).return_annotation)
        if "bytes" in told or (told == "str" and name.endswith(("_csv", "_yaml", "_dictionary"))):
            made.add(name)
    assert made - SEALED == set(makers(planted)) - {"report"}


def faults(name: str, data: bytes) -> list[str]:
    """What a file holds that is more than text."""
    if data[:2] == b"PK":
        return in_archive(data)
    if name.endswith(".csv"):
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        return [
            f"a formula: {cell[:40]}"
            for row in rows
            for cell in row
            if cell.startswith(FORMULA) and not is_number(cell)
        ]
    if name.endswith(".html"):
        tags = ("script", "iframe", "img", "object", "embed", "link", "form", "base")
        attributes = "//@*[starts-with(name(), 'on')]|//a[starts-with(@href, 'javascript')]"
        alive = "|".join([*(f"//{tag}" for tag in tags), attributes])
        return [f"alive: {one}" for one in html.document_fromstring(data.decode()).xpath(alive)]
    if name.endswith((".svg", ".qdc")):
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
        local = "local-name()='script' or local-name()='foreignObject' or local-name()='a'"
        return [f"alive: {one.tag}" for one in tree.xpath(f"//*[{local}]")]
    return []


def in_archive(data: bytes) -> list[str]:
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels", ".qde")):
                continue
            tree = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False))
            if name.startswith("xl/worksheets/"):
                found += [f"a formula in {name}" for _ in tree.xpath("//*[local-name()='f']")]
            if name.startswith("word/"):
                code = "//*[local-name()='instrText' or local-name()='fldSimple']"
                found += [
                    f"a field in {name}: {text}"
                    for one in tree.xpath(code)
                    if "hostile" in (text := "".join(one.itertext()) + str(dict(one.attrib)))
                ]
            if name.endswith(".rels"):
                found += [
                    f"a link in {name}: {one.get('Target')}"
                    for one in tree
                    if one.get("TargetMode") == "External"
                ]
    return found


def is_number(text: str) -> bool:
    with suppress(ValueError):
        float(text)
        return True
    return False


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv", b"a,=1+1\n"),
        ("x.csv", b"a,@SUM(1)\n"),
        ("x.html", b"<p><img src=x onerror=alert(1)></p>"),
        ("x.html", b"<a href='javascript:1'>x</a>"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    ],
)
def test_a_file_that_holds_more_than_text_is_noticed(name: str, data: bytes) -> None:
    assert len(faults(name, data)) >= 1


def test_a_workbook_with_a_formula_is_noticed() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    held = io.BytesIO()
    book.save(held)
    assert faults("x.xlsx", held.getvalue()) == ["a formula in xl/worksheets/sheet1.xml"]


def test_hostile_texts_stay_text_in_every_file_that_leaves(planted: Project) -> None:
    made: dict[str, list[str]] = {}
    told: dict[str, list[str]] = {}
    for verb, make in makers(planted).items():
        ways = (
            ENDINGS if "ending" in inspect.signature(getattr(planted, verb)).parameters else ("",)
        )
        for ending in ways:
            try:
                data = make(ending)
            except QualcodeError:
                continue  # that ending is not offered, or the file may not leave
            file = f"{verb}.{ending or {'codebook_qdc': 'qdc'}.get(verb, verb.rpartition('_')[2])}"
            whole = data.encode() if isinstance(data, str) else data
            made.setdefault(verb, []).append(ending)
            if alive := faults(file, whole):
                told[file] = alive[:3]
    assert told == {}
    assert set(makers(planted)) - set(made) == KEPT_BACK, "nothing left by these"
    assert sum(len(ways) for ways in made.values()) > 40
