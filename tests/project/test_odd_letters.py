"""Words of every script, through every way a study goes: each quote is what stands at its place.

Signs of two and of four bytes, letters put together of several, joined emoji, and every kind of
line end; where one counts bytes or UTF-16 units instead of letters, one of these moves.
"""

from __future__ import annotations

import csv
import io
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command

from qualcode.model import Coder, Coding, Respondents, Span
from qualcode.project import Project, Upload, new
from qualcode.store import Store, coded, codes, migrate, people, texts
from qualcode.store.engine import APPLICATION_ID, make_engine
from tests.conftest import ROOT

BOOK = ROOT / "codebooks" / "good_practice_indicators.yaml"
SAID = (
    "We share 👩‍👩‍👧 news — cafe\u0301, 𝒜da, “trust”.",
    "Siân ap Rhys, Żaneta Łoś 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and عائشہ بی\u200cبی came; n\u0303o.",
    "𝔘𝔫𝔡 👨🏽‍💻 then e\u0301e\u0301e\u0301, ﷽, 日本語 and \u1100\u1161\u11a8 again 🙂🙂.",
)
PIECES = (
    *("👩‍👩‍👧", "cafe\u0301", "𝒜da", "بی\u200cبی"),
    *("🏴󠁧󠁢󠁷󠁬󠁳󠁿", "👨🏽‍💻", "\u1100\u1161\u11a8", "🙂."),
)
ENDS = ("\n", "\r\n", "\r")


def interview(n: int, end: str) -> Upload:
    turns = [f"Interviewer: How, 𝒜 {i}?{end}{end}P0{n}: {words}" for i, words in enumerate(SAID)]
    # A byte order mark, and talk of this file alone.
    text = "\ufeff" + f"{end}{end}".join([*turns, f"Interviewer: {n}.", f"P0{n}: 🙂 {n} e\u0301."])
    return Upload(f"odd{n}.txt", (text + end).encode("utf-8"))


def in_place(study: Project) -> int:
    """How many codings stand, each on the words kept with it."""
    standing = study.codings()
    for one in standing:
        assert study.transcript(one.transcript).text[one.span.start : one.span.end] == one.quote
    return len(standing)


def code_all(study: Project) -> None:
    """Every passage, every word of the first, and single letters beside joined ones."""
    for row in study.transcripts():
        text = study.transcript(row["id"]).text
        for passage in [s.span for s in study.segments(row["id"]) if not s.interviewer]:
            study.code(row["id"], passage, "1.a")
        for words in PIECES:
            start = text.index(words)
            study.code(row["id"], Span(start, start + len(words)), "3.b")


@pytest.fixture
def odd(project: Project) -> Project:
    """Three interviews of odd letters, one for each kind of line end, coded all over."""
    files = [interview(n, end) for n, end in enumerate(ENDS, start=1)]
    report = project.import_files(files)
    assert not report.refused
    code_all(project)
    return project


def quotes_of(study: Project) -> list[tuple[str, str]]:
    return sorted((one.transcript, one.quote) for one in study.codings())


def test_after_import_and_correction_every_quote_stands_at_its_place(odd):
    assert in_place(odd) == 36
    text = odd.transcript("odd1").text
    longer = text.replace("How, 𝒜 0?", "How is it, 👩‍👩‍👧 𝒜𝒜 0?").replace("\n", "\r\n")
    before = quotes_of(odd)
    odd.correct_transcript("odd1", Upload("odd1.txt", longer.encode()), "heard again")

    assert in_place(odd) == 36
    assert quotes_of(odd) == before


def test_after_a_merge_every_quote_stands_at_its_place(odd, tmp_path):
    place = Path(odd.store.place)
    other = Path(shutil.copy(place, tmp_path / "other.qualcode"))
    with closing(Project.open(other, "Tom")) as tom:
        tom.import_files([Upload("odd4.txt", interview(4, "\r\n").data)])
        code_all(tom)
    odd.withdraw(odd.codings()[0].id)

    odd.merge(other)

    assert in_place(odd) == 35 + 48
    assert len({one.quote for one in odd.codings()}) > 12


@pytest.mark.parametrize("companion", [True, False], ids=["with companion", "alone"])
def test_out_to_another_program_and_back_every_quote_stands_at_its_place(odd, tmp_path, companion):
    odd.names_seen = True
    odd.export_project(tmp_path / "out.qdpx", companion=companion)
    with closing(new(tmp_path / "back.qualcode", "mk")) as back:
        back.import_project(tmp_path / "out.qdpx")

        assert in_place(back) == 36
        assert sorted(q for _, q in quotes_of(back)) == sorted(q for _, q in quotes_of(odd))


def test_out_to_a_table_and_back_every_quote_stands_at_its_place(odd, tmp_path):
    rows = [
        {"transcript": c.transcript, "quote": c.quote, "code": c.code, "coder": c.coder,
         "start": str(c.span.start), "end": str(c.span.end)}
        for c in odd.codings()
    ]  # fmt: skip
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    with closing(new(tmp_path / "back.qualcode", "mk", codebook=BOOK)) as back:
        back.import_files([interview(n, end) for n, end in enumerate(ENDS, start=1)])
        report = back.import_files([Upload("codings.csv", out.getvalue().encode())])

        assert not report.refused
        assert in_place(back) == 36
        assert quotes_of(back) == quotes_of(odd)


def test_brought_up_from_the_first_tables_every_quote_stands_at_its_place(odd, tmp_path):
    place = tmp_path / "old.qualcode"
    old = Store(make_engine(place, create=True), place)
    with old.engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.upgrade(migrate.configuration(connection), "0001")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    with old.write("mk") as tx:
        people.save_study(tx, "Old", "codebook", Respondents())
        people.save_coder(tx, Coder("mk"))
        codes.save_codebook(tx, odd.codebook, "made with the study")
        for row in odd.transcripts():
            whole = odd.transcript(row["id"])
            texts.save_transcript(tx, whole, odd.segments(row["id"]))
        for one in odd.codings():
            coded.save_codings(
                tx, [Coding(one.id, one.transcript, one.span, one.quote, one.code, "mk")]
            )
    old.close()

    with closing(Project.open(place, "mk")) as opened:
        assert migrate.current(opened.store.engine) == migrate.HEAD
        assert in_place(opened) == 36
        assert quotes_of(opened) == quotes_of(odd)


def test_counted_in_other_units_the_same_look_would_find_it(odd):
    """The control: places by UTF-16, as a browser counts, or by bytes."""
    text = odd.transcript("odd2").text
    moved = 0
    for one in odd.codings(transcript="odd2"):
        before = text[: one.span.start]
        for start in (len(before.encode("utf-16-le")) // 2, len(before.encode())):
            moved += text[start : start + len(one.quote)] != one.quote
    assert moved > 15
