"""The heat map: what its cells show and say."""

from __future__ import annotations

import dataclasses

import pytest

from qualcode.analysis.frequency import count_themes
from qualcode.model import Authority, Code, Codebook, Respondents, Role, Speaker
from qualcode.report.cells import Look, grid_of
from qualcode.report.heatmap import heat_map
from qualcode.report.heatmap_layout import DARK, LIGHT
from qualcode.report.plurals import plural
from tests.analysis import study
from tests.analysis.study import BOOK

LISTED = Respondents(
    roles=(Role(study.HV, "Health visitor"), Role(study.SW, "Social worker")),
    authorities=(Authority("m", "Midtown"),),
)


@pytest.fixture
def table():
    return count_themes(study.frames(), BOOK, ("authority",))


def cell(table, code, value):
    grid = grid_of(table, LISTED)
    return grid.cells[code, (value,)], grid.sentence(grid.cells[code, (value,)])


def drawn(table, *, dark=False, book=BOOK, **more):
    return heat_map(grid_of(table, LISTED), book, dark=dark, **more)


def overlay(figure):
    [trace] = [t for t in figure.data if t.customdata is not None]
    return trace


def test_a_cell_says_people_of_those_in_scope_and_passages_in_a_sentence(table):
    found, sentence = cell(table, "1.a", "Midtown")

    assert found.words == "1 of 3" and found.few and found.share == pytest.approx(1 / 3)
    assert sentence == "1 of 3 people in Midtown: 1.a Shared aims, 1 passage (few people)"


def test_zero_not_known_nobody_and_suppressed_are_four_kinds(table):
    assert cell(table, "2", "East")[0].look is Look.ZERO
    assert cell(table, "2", "East")[1] == "0 of 1 person in East: 2 Barriers, 0 passages"
    unknown, sentence = cell(table, "2", "Southshire")
    assert unknown.look is Look.UNKNOWN and unknown.words == "1 passage"
    assert sentence == "The people in Southshire are not known: 2 Barriers, 1 passage"

    none = count_themes(study.frames(), BOOK, ("role",), where={"authority": "East"})
    rows = none.rows.assign(of_participants=0, participants=0, segments=0)
    nobody, sentence = cell(dataclasses.replace(none, rows=rows), "2", study.SW)
    assert nobody.look is Look.NOBODY and nobody.words == "–"
    assert sentence == "Nobody with role Social worker is in scope: 2 Barriers"

    hidden = table.rows.assign(suppressed=True, participants=None, segments=None)
    kept_back, sentence = cell(dataclasses.replace(table, rows=hidden), "2", "East")
    assert kept_back.look is Look.SUPPRESSED and kept_back.words == "c"
    assert "0" not in sentence and "1" not in sentence


def test_columns_are_named_as_people_write_them_with_not_known_last():
    speakers = [*study.SPEAKERS, ("T5", Speaker("Eve"))]
    grid = grid_of(count_themes(study.frames(speakers=speakers), BOOK, ("role",)), LISTED)

    assert grid.columns == (
        ((study.HV,), "Health visitor"),
        ((study.SW,), "Social worker"),
        ((None,), "not known"),
    )
    assert grid.sentence(grid.cells["1", (None,)]).startswith(
        "The people whose role is not known are"
    )


def test_two_roles_of_one_name_are_told_apart():
    listed = Respondents(roles=(Role(study.HV, "Manager"), Role(study.SW, "Manager")))
    grid = grid_of(count_themes(study.frames(), BOOK, ("role",)), listed)

    labels = [label for _, label in grid.columns]
    assert labels == ["Manager (health_visitor)", "Manager (social_worker)"]


@pytest.mark.parametrize("dark", [False, True])
def test_every_cell_can_be_clicked_and_tells_its_code_and_value(table, dark):
    figure = drawn(table, dark=dark)

    trace = overlay(figure)
    wanted = {(code.id, place) for code in BOOK for place in ("East", "Midtown", "Southshire")}
    assert {tuple(data) for data in trace.customdata} == wanted
    assert trace.marker.opacity == 0 and trace.marker.symbol == "square"
    ink = (DARK if dark else LIGHT).ink
    assert figure.layout.font.color == ink


def test_the_cells_show_k_of_n_and_no_percentages(table):
    figure = drawn(table)

    texts = [
        t for trace in figure.data if trace.type == "heatmap" for row in trace.text for t in row
    ]
    assert any(t.startswith("1 of 3<br>") and "2 passages" in t for t in texts)
    assert "0 of 1" in texts and any("1 passage" in t and "of" not in t for t in texts)
    assert not any("%" in t for t in texts)


def test_suppressed_cells_are_hatched_and_give_no_numbers(table):
    nulls = {"suppressed": True, "participants": None, "of_participants": None, "segments": None}
    figure = drawn(dataclasses.replace(table, rows=table.rows.assign(**nulls)))

    [bars] = [trace for trace in figure.data if trace.type == "bar"]
    assert bars.marker.pattern.shape == "/" and set(bars.text) == {"<b>c</b>"}
    assert not any(trace.type == "heatmap" for trace in figure.data)


def test_peoples_own_text_is_shown_not_read_as_markup():
    book = Codebook(codes=(Code("1", "P&C <b>bold</b>"),))
    speakers = [("T1", Speaker("Ann", participant="P1", authority="<a href='x'>A & B</a>"))]
    made = [study.coding("c", "T1", 10, 20, "1")]
    table = count_themes(study.frames(made, speakers=speakers), book, ("authority",))

    said = drawn(table, book=book).to_plotly_json()
    shown = str(said["layout"]["annotations"]) + str(said["layout"]["xaxis"]["ticktext"])
    shown += str(overlay(drawn(table, book=book)).hovertext)
    assert "<b>bold" not in shown and "<a" not in shown
    assert "P&amp;C &lt;b&gt;bold&lt;/b&gt;" in shown


@pytest.mark.parametrize("columns", [1, 4, 12, 40])
@pytest.mark.parametrize("rows", [8, 32])
def test_sizes_stay_sensible(columns, rows):
    book = Codebook(
        codes=tuple(Code(str(n), f"Indicator {n} " + "long " * 30) for n in range(rows))
    )
    segments = [("T1", n * 10, n * 10 + 10, f"S{n}") for n in range(columns)]
    speakers = [
        ("T1", Speaker(f"S{n}", participant=f"P{n}", authority=f"Authority {n} of a long name"))
        for n in range(columns)
    ]
    frames = study.frames([], speakers=speakers, segments=segments)
    figure = drawn(count_themes(frames, book, ("authority",)), book=book, dark=True)

    assert 40 * rows <= figure.layout.height <= 46 * rows + 300
    assert 500 <= figure.layout.width <= max(950, 400 + 50 * columns)
    assert all(a.text.count("<br>") <= 1 for a in figure.layout.annotations)


def test_the_chosen_cell_is_outlined(table):
    figure = drawn(table, chosen=("2", ("East",)))

    [outline] = figure.layout.shapes
    assert outline.x0 == -0.5 and outline.y1 - outline.y0 == 1
    assert not drawn(table, chosen=("9", ("East",))).layout.shapes


def test_without_an_attribute_there_is_one_column_for_everyone():
    figure = drawn(count_themes(study.frames(), BOOK))

    assert list(figure.layout.xaxis.ticktext) == ["everyone"]
    assert "1 of 4 people: " not in overlay(figure).hovertext[0]
    assert overlay(figure).hovertext[0].startswith("2 of 4 people: 1 Aims")


def test_columns_of_two_attributes_are_those_somebody_has():
    grid = grid_of(count_themes(study.frames(), BOOK, ("authority", "role")), LISTED)

    assert [label for _, label in grid.columns] == [
        "East · Social worker",
        "Midtown · Health visitor",
        "Midtown · Social worker",
        "Southshire · Social worker",
    ]
    trace = overlay(heat_map(grid, BOOK, dark=False))
    assert ("2.a", "Midtown", study.SW) in {tuple(data) for data in trace.customdata}


def test_a_sentence_names_the_role_and_counts_the_directions():
    frames = study.frames()
    table = count_themes(frames, BOOK, ("authority", "role"))
    ways = count_themes(frames, BOOK, ("authority", "role", "direction"))
    grid = grid_of(table, LISTED, ways)

    assert grid.sentence(grid.cells["1", ("Midtown", study.HV)]) == (
        "1 of 2 health visitors in Midtown: 1 Aims, 2 passages, 1 as a barrier (few people)"
    )
    assert grid.sentence(grid.cells["1", ("East", study.SW)]) == (
        "1 of 1 social worker in East: 1 Aims, 2 passages, 2 as a hope (few people)"
    )


def test_a_kept_back_direction_is_not_said():
    frames = study.frames()
    ways = count_themes(frames, BOOK, ("authority", "direction"))
    hidden = ways.rows.assign(suppressed=True, participants=None, segments=None)
    table = count_themes(frames, BOOK, ("authority",))
    grid = grid_of(table, LISTED, dataclasses.replace(ways, rows=hidden))

    assert grid.cells["1", ("Midtown",)].ways == {}


def test_an_empty_table_is_refused():
    empty = Codebook()
    with pytest.raises(ValueError, match="at least one"):
        drawn(count_themes(study.frames([]), empty), book=empty, dark=True)


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("Social worker", "social workers"),
        ("Head of commissioning", "heads of commissioning"),
        ("Sure Start midwife", "Sure Start midwives"),
        ("Out-posted social worker", "out-posted social workers"),
        ("Manager (children's centre)", "managers (children's centre)"),
        ("Deputy", "deputies"),
        ("Key worker", "key workers"),
        ("Coach", "coaches"),
        ("SENCO", "SENCOs"),
        ("Support staff", "support staff"),
        ("Link person", "link people"),
        ("Lawyer, locality", "lawyers, locality"),
        ("Grade 7", "grade 7"),
    ],
)
def test_roles_in_the_plural(name, several):
    assert plural(name) == several
    assert plural(name, 1).casefold() == name.casefold()


def test_one_long_word_among_few_columns_is_divided_and_slants_nothing():
    long = "Northumberlandshire-and-Tweedmouthshire"
    speakers = [
        ("T1", Speaker("Ann", participant="P1", authority=long)),
        ("T1", Speaker("Bob", participant="P2", authority="East")),
    ]
    axis = drawn(count_themes(study.frames(speakers=speakers), BOOK, ("authority",))).layout.xaxis

    assert axis.tickangle == 0
    assert "".join(axis.ticktext).replace("<br>", "") == f"East{long}"
