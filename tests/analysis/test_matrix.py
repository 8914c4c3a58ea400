"""The framework matrix of the small study, counted by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.frequency import Level
from qualcode.analysis.matrix import Matrix
from qualcode.analysis.matrix_caption import progress
from qualcode.analysis.matrix_counts import holding_few
from qualcode.analysis.matrix_making import cells_under, make_matrix
from qualcode.model import Code, Codebook
from qualcode.model.summary import CellState, CellSummary, cell_key
from tests.analysis.study import BOOK, CODINGS, coding, frames


def summary(rows="authority", value="Midtown", code="1", under=(), text="They agree.", quotes=()):
    return CellSummary(
        rows, value, code, text, tuple(quotes), frozenset(under), "v1", "ruth", "1", "ruth", "1"
    )


def matrix(of=None, by="authority", level=Level.INDICATORS, book=BOOK, **more) -> Matrix:
    of = of or frames()
    given = {"where": {}, "summaries": (), "not_asked": (), "asked": {}, "codebook_version": 1}
    labels = {value: (str(value), "") for value in [*of.people[by]]}
    return make_matrix(of, book, by, level, labels=labels, **{**given, **more})


def counted(made):
    return {
        (c.value, c.code): (c.people, c.segments, c.quotable) for c in made.cells.values()
    }  # fmt: skip


def states(made):
    return {(c.value, c.code): c.state for c in made.cells.values()}


def test_people_and_segments_of_every_cell():
    made = matrix()

    assert [(r.value, r.people, r.interviews, r.coded_through) for r in made.rows] == [
        ("East", 1, 1, 0),
        ("Midtown", 3, 2, 1),
        ("Southshire", None, 1, 0),
    ]
    # Ann says 1.a, 1.b and 1 in two segments; a coding of 2.a reaches over Ann and Bob.
    assert counted(made) == {
        ("East", "1"): (1, 2, 2),
        ("East", "2"): (0, 0, 0),
        ("Midtown", "1"): (1, 2, 2),
        ("Midtown", "2"): (2, 2, 2),
        ("Southshire", "1"): (None, 0, 0),
        ("Southshire", "2"): (None, 1, 1),
    }


def test_letters_and_single_people():
    made = matrix(by="participant", level=Level.BOTH)

    assert [c.id for c in made.columns] == ["1", "1.a", "1.b", "2", "2.a"]
    assert [r.value for r in made.rows] == ["P1", "P2", "P3", "P5", None]
    assert made.cells["P1", "1"].segments == 2
    assert made.cells["P1", "1.b"].segments == 1
    assert made.cells["P2", "2.a"].people == 1
    assert made.cells[None, "2"].people is None


def test_words_that_may_not_be_quoted_are_counted_apart():
    of = frames([coding("c1", "T5", 10, 30, "1")])

    assert counted(matrix(of))["Midtown", "1"] == (1, 1, 0)


def test_empty_cells_are_told_apart():
    made = matrix(not_asked={("authority", "East", "2"), ("role", "Midtown", "1")})
    assert states(made) == {
        ("East", "1"): CellState.TO_WRITE,
        ("East", "2"): CellState.NOT_ASKED,
        ("Midtown", "1"): CellState.TO_WRITE,
        ("Midtown", "2"): CellState.TO_WRITE,
        ("Southshire", "1"): CellState.NOT_YET,
        ("Southshire", "2"): CellState.TO_WRITE,
    }
    # T1 is coded through, T5 is not: of Midtown alone in T1 something can be said not to be raised.
    of = frames([c for c in CODINGS if c.code != "2.a"])
    assert states(matrix(of))["Midtown", "2"] is CellState.NOT_YET
    only = matrix(of, by="participant")
    assert states(only)["P2", "2"] is CellState.NOT_RAISED
    assert states(only)["P5", "2"] is CellState.NOT_YET


def test_the_schedule_tells_what_nobody_was_asked():
    asked = {"T2": frozenset({"1.a"})}
    made = matrix(asked=asked)

    assert states(made)["East", "2"] is CellState.NOT_ASKED
    assert states(made)["East", "1"] is CellState.TO_WRITE
    assert states(made)["Southshire", "1"] is CellState.NOT_YET
    # Who was asked about a letter was asked about its indicator, and not about the next letter.
    of = frames([coding("c1", "T1", 10, 30, "2")])
    both = states(matrix(of, asked={"T2": frozenset({"1", "1.a"})}, level=Level.BOTH))
    assert both["East", "1"] is both["East", "1.a"] is CellState.NOT_YET
    assert both["East", "1.b"] is CellState.NOT_ASKED


def test_a_summary_is_stale_when_the_coding_under_it_changed():
    under = cells_under(frames(), BOOK, "authority", [("Midtown", "1")])["Midtown", "1"]
    assert under == {"c1", "c2", "c3", "c4"}
    fresh = matrix(summaries=[summary(under=under)]).cells["Midtown", "1"]
    assert (fresh.state, fresh.change) == (CellState.WRITTEN, "")

    stale = matrix(summaries=[summary(under={"c1", "c2", "c4", "old"})]).cells["Midtown", "1"]
    assert (stale.state, stale.new, stale.gone) == (CellState.STALE, 1, 1)
    assert stale.change == "Codings since it was written: 1 new, 1 not there any more."


def test_a_filter_narrows_the_counts_and_leaves_a_summary_as_it_is():
    under = {"c1", "c2", "c3", "c4"}
    made = matrix(summaries=[summary(under=under)], where={"role": "social_worker"})

    cell = made.cells["Midtown", "1"]
    assert (cell.people, cell.segments, cell.state) == (0, 0, CellState.WRITTEN)
    assert "Only: role social_worker" in made.caption


def test_what_is_written_is_not_lost_when_its_code_or_row_goes():
    gone = [
        summary(code="9"),
        summary(value="West"),
        summary(rows="team", value="A"),
        summary(code="3"),
    ]
    kept = summary(under={"c1", "c2", "c3", "c4"})
    book = Codebook(codes=(*BOOK.codes, Code("3", "Old", retired=True)))
    made = matrix(summaries=[kept, *gone], book=book)

    assert set(made.astray) == set(gone)
    assert "4 summaries of codes or rows that are gone" in made.caption
    assert [c.id for c in made.columns] == ["1", "2"]


def test_a_retired_code_stays_a_column_while_codings_carry_it():
    book = Codebook(codes=(*BOOK.codes, Code("3", "Old", retired=True)))
    of = frames([*CODINGS, coding("c10", "T1", 50, 70, "3")])

    assert [c.id for c in matrix(of, book=book).columns] == ["1", "2", "3"]


def test_the_meter_counts_cells_with_something_to_write():
    made = matrix(summaries=[summary(under={"c1"})])

    assert made.meter == (1, 4, 1)
    assert [(c.value, c.code) for c in made.due()] == [
        ("East", "1"), ("Midtown", "1"), ("Midtown", "2"), ("Southshire", "2"),
    ]  # fmt: skip
    assert progress(made) == (
        "1 of 4 cells with something to write is written."
        " 1 of these was written before the coding changed."
    )


def test_no_codings_and_one_person():
    made = matrix(frames([]))
    assert {c.state for c in made.cells.values()} == {CellState.NOT_YET}
    assert made.meter == (0, 0, 0)
    alone = frames([], segments=[("T2", 10, 30, "Cat")], speakers=[("T2", SPEAKER)])
    assert len(matrix(alone).rows) == 1
    nobody = frames([], segments=[], speakers=[])
    assert matrix(nobody).cells == {}


def test_three_hundred_rows_stay_in_the_order_people_count():
    of = frames([], segments=[(f"T{n}", 0, 9, "S") for n in range(300)], speakers=MANY)

    assert [r.value for r in matrix(of).rows][:3] == ["Place 0", "Place 1", "Place 2"]
    assert len(matrix(of, level=Level.BOTH).cells) == 1500


@given(
    st.builds(
        CellSummary,
        rows=st.text(),
        value=st.none() | st.text(),
        code=st.text(),
        text=st.text(),
        quotes=st.lists(st.text()).map(tuple),
        under=st.frozensets(st.text()),
        version=st.text(),
        who=st.text(),
        written_at=st.text(),
        read_by=st.text(),
        read_at=st.text(),
    )
)
def test_a_summary_comes_back_as_it_was_kept(made):
    assert CellSummary.of(made.body, made.version, made.read_by, made.read_at) == made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("role", "a", "1"), ("agency", "a", "1")),
        (("role", None, "1"), ("role", "null", "1")),
        (("role", '","1', "1"), ("role", '"', "1")),
    ],
)
def test_cells_are_kept_apart_and_name_nobody(one, other):
    assert cell_key(*one) != cell_key(*other)
    assert "Midtown" not in cell_key("authority", "Midtown", "1")


def _speakers():
    from qualcode.model import Speaker

    cat = Speaker("Cat", participant="P3", authority="East")
    return cat, [(f"T{n}", Speaker("S", authority=f"Place {n}")) for n in range(300)]


SPEAKER, MANY = _speakers()


def test_a_large_row_may_hold_few_people_of_another_kind():
    """Thirteen of Health, three of them midwives: what is said of all of them is said of these."""
    roles = ["visitor"] * 10 + ["midwife"] * 3 + ["worker"] * 7
    people = pd.DataFrame(
        {
            "participant": [f"P{n}" for n in range(20)],
            "agency": ["health"] * 13 + ["council"] * 7,
            "role": roles,
        },
        dtype=object,
    )
    kinds = ("agency", "role")

    assert holding_few(people, "agency", kinds, 6) == {"health"}
    assert holding_few(people, "agency", kinds, 3) == set()
    assert holding_few(people, "agency", ("agency",), 6) == set()
    people.loc[0, "role"] = None  # one of whom it is not known is a group too
    people.loc[13:, "agency"] = None
    assert holding_few(people, "agency", kinds, 3) == {"health"}
    assert holding_few(people, "agency", kinds, 8) == {"health", None}
