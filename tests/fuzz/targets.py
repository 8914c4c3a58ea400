"""Every reader of files, with small valid files of its kind to begin from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.faults.makers.packages import fine_odt, nested, tagged, tracked
from tests.faults.makers.printed import columns, looping, pdf, rtf
from tests.faults.makers.sheets import PEOPLE, book, passages
from tests.faults.makers.words import RICH, encoded, srt_hours, vtt
from tests.formats.foreign import qualcoder, taguette
from tests.formats.refi_files import bundle, project_file, selection, text_source
from tests.formats.test_verdicts import VERDICT, whole

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Target:
    """A reader and files of its kind to begin from."""

    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]


def _from(*path: str) -> bytes:
    return ROOT.joinpath(*path).read_bytes()


def _transcript(name: str) -> Callable[[bytes], object]:
    from qualcode.formats import read_transcript

    return partial(read_transcript, name=name)


def _named(module: str, function: str, *name: str) -> Callable[[bytes], object]:
    from importlib import import_module

    read = getattr(import_module(f"qualcode.formats.{module}"), function)
    return lambda data: read(data, *name)


def _with_instrument(function: str) -> Callable[[bytes], object]:
    from qualcode.formats.answers import read_answers
    from qualcode.formats.cases import read_cases
    from qualcode.formats.grid import read_grid
    from qualcode.formats.instrument import read_instrument

    instrument, problems = read_instrument(_from("instruments", "answers.yaml"))
    assert instrument is not None, problems
    read = {"answers": read_answers, "cases": read_cases}[function]
    return lambda data: read(read_grid(data, "t.csv"), instrument)


def _sealed(data: bytes) -> object:
    from qualcode.formats import sealed

    before, sealed.ITERATIONS = sealed.ITERATIONS, 2
    try:
        return sealed.unseal("verdicts", data, "four plain words here")
    finally:
        sealed.ITERATIONS = before


def _sealed_file() -> bytes:
    from qualcode.formats import sealed

    before, sealed.ITERATIONS = sealed.ITERATIONS, 2
    try:
        return sealed.seal("verdicts", whole(VERDICT), "four plain words here").encode()
    finally:
        sealed.ITERATIONS = before


def _companion(data: bytes) -> object:
    from qualcode.project import Upload
    from qualcode.project.exchange_companion import sealed_companion

    return sealed_companion(Upload("a.companion.json", data))


def _companion_file() -> bytes:
    """As our own export writes it, with an empty body and the seal that fits it."""
    from qualcode.project.exchange_companion import FORMAT, VERSION, _seal, plain_json

    body = {"project_sha256": "0" * 64, "tables": {}}
    parts = {"body": body, "format": FORMAT, "seal": _seal(body), "version": VERSION}
    made: bytes = plain_json(parts)
    return made


def _report_template(data: bytes) -> object:
    from qualcode.report.documents.rendering import rendered

    return rendered(data, {"title": "A report", "places": ["a", "b"]}, title="A report")


def _template() -> bytes:
    """A Word document with tags, made by the library that reads templates."""
    from io import BytesIO

    from docx import Document

    document = Document()
    document.add_heading("{{ title }}")
    document.add_paragraph("{% for place in places %}{{ place }} {% endfor %}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def targets() -> dict[str, Target]:
    """Name -> target; each name is a folder of the corpus as well."""
    talk = RICH.encode()
    front = b"---\nparticipant: P1\nrole: Social worker\nconsent: yes\n---\n\n" + talk
    code_book = b'codes:\n  - id: "1"\n    name: Aims\n    cues: [a, b]\n  - id: "2"\n    name: B\n'
    qde = project_file(f"<Sources>{text_source(selection(1, 0, 5, 'Trust'))}</Sources>").encode()
    return {
        "txt": Target(_transcript("a.txt"), (talk, encoded(b"", "utf-16-le", "x"), front)),
        "docx": Target(_transcript("a.docx"), (tagged("x"), tracked(), nested())),
        "odt": Target(_transcript("a.odt"), (fine_odt("x"),)),
        "rtf": Target(_transcript("a.rtf"), (rtf(rb"{\b \'e9\u239?}\par"),)),
        "pdf": Target(_transcript("a.pdf"), (pdf("x"), columns(), looping())),
        "html": Target(_transcript("a.html"), (f"<html><p>{RICH}<table><tr><td>a".encode(),)),
        "vtt": Target(_transcript("a.vtt"), (vtt("00:01.000 --> 00:02.000\n<v Ann>So</v>"),)),
        "srt": Target(_transcript("a.srt"), (srt_hours(1)[:600],)),
        "passages": Target(_transcript("a.csv"), (passages("x"),)),
        "workbook": Target(_transcript("a.xlsx"), (book("x"),)),
        "codebook": Target(_named("codebook", "read_codebook", "a.yaml"), (code_book,)),
        "codebook table": Target(
            _named("codebook", "read_codebook", "a.csv"), (b"id,name,parent\n1,Aims,\n1.a,B,1\n",)
        ),
        "participants": Target(
            _named("participants", "read_participants", "a.csv"),
            ((PEOPLE + "P01,talk,P07,Social worker,SSD,Midtown,first\n").encode(),),
        ),
        "codings": Target(
            _named("codings", "read_codings", "a.csv"),
            (b"transcript,start,end,quote,code,coder\nt,0,4,So it,1,mk\n",),
        ),
        "qdpx": Target(
            _named("refi", "read_qdpx", "a.qdpx"),
            (bundle(b"Trust takes time.", selection(1, 0, 5, "Trust")),),
        ),
        "qde": Target(_named("refi", "read_qde", "a.qde"), (qde,)),
        "qdc": Target(_named("refi", "read_qdc", "a.qdc"), (qde, _codes())),
        "taguette": Target(_named("projects", "read_project", "a.sqlite3"), (taguette(),)),
        "qualcoder": Target(_named("projects", "read_project", "data.qda"), (qualcoder(),)),
        "verdicts": Target(_named("verdicts", "parse_verdicts"), (whole(VERDICT),)),
        "sealed": Target(_sealed, (_sealed_file(),)),
        "companion": Target(_companion, (_companion_file(),)),
        "report text": Target(_named("report_text", "read_report", "a.docx"), (tagged("x"),)),
        "report words": Target(_named("report_text", "read_report", "a.md"), (talk,)),
        "term lists": Target(
            _named("term_lists", "read_term_lists", "a.yaml"),
            (_from("instruments", "vocabulary.yaml"),),
        ),
        "schedule": Target(
            _named("schedule", "read_schedule", "a.yaml"), (_from("instruments", "schedule.yaml"),)
        ),
        "plan": Target(
            _named("plan", "read_plan", "a.yaml"), (_from("instruments", "planned-sample.yaml"),)
        ),
        "reference": Target(
            _named("reference_sample", "read_reference", "a.csv"),
            (_from("instruments", "reference-sample.csv"),),
        ),
        "instrument": Target(
            _named("instrument", "read_instrument", "a.yaml"),
            (_from("instruments", "answers.yaml"),),
        ),
        "answers": Target(_with_instrument("answers"), (_from("instruments", "answers.csv"),)),
        "cases": Target(_with_instrument("cases"), (_from("instruments", "case-records.csv"),)),
        "respondents": Target(
            _named("respondents", "read_respondents", "a.yaml"),
            (_from("codebooks", "respondents.yaml"),),
        ),
        "code system": Target(
            _named("code_system", "read_code_system", "a.csv"),
            (b"code,memo\nTrust,Aim\nTrust > B,\n",),
        ),
        "coded segments": Target(
            _named("coded_segments", "read_coded_segments", "a.csv"),
            (b"document,code,segment\nt,Trust,We met.\n",),
        ),
        "template": Target(_report_template, (_template(),)),
    }


def _codes() -> bytes:
    return (
        b'<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        b'<Code guid="00000002-0000-4000-8000-000000000000" name="Trust" isCodable="true"/>'
        b"</Codes></CodeBook>"
    )
