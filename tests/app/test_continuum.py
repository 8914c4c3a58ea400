"""The Continuum page: authorities are placed by hand, with a reason, and nothing is lost."""

from __future__ import annotations

import json

import pytest

from tests.app.conftest import pressed, words


@pytest.fixture
def sample(bare):
    """Here nobody has written anything about the interviews yet."""
    return bare


def picked(shown, sample, name):
    return shown("continuum", of=sample, **{"continuum_authority": name})


def fill(app, **fields):
    for name, value in fields.items():
        [widget] = [
            w for w in (*app.selectbox, *app.text_area) if w.key and w.key.endswith(f"-{name}")
            and w.key.startswith("place-")
        ]  # fmt: skip
        widget.set_value(value)
    app.run()
    assert not app.exception
    return app


def keep(app):
    [key] = [b.key for b in app.button if b.key.startswith("place-") and b.key.endswith("-keep")]
    return pressed(app, key)


def marks(app):
    [chart] = app.get("vega_lite_chart")
    return json.dumps(json.loads(chart.proto.spec), ensure_ascii=False)


def test_an_authority_is_placed_with_a_reason(sample, shown):
    app = picked(shown, sample, "Midtown")
    assert "Placed: 0 of 4" in words(app) and "oversimplification" in words(app)
    app = keep(fill(app, position=1.5, why="Both boards plan <together>."))

    [placed] = sample.continuum().placements
    assert (placed.authority, placed.position, placed.who) == ("Midtown", 1.5, "Ruth Adeyemi")
    assert "Both boards plan &lt;together&gt;." in words(app)
    assert "Midtown: between" in marks(app)
    assert {b.label for b in app.get("download_button")} == {
        "Picture (PNG)",
        "Picture (SVG)",
        "Table (CSV)",
    }
    assert "What this cannot show" in words(app)


def test_without_a_reason_nothing_is_placed_and_the_words_stay(sample, shown):
    app = keep(fill(picked(shown, sample, "Midtown"), position=1.0))
    assert "Write why" in words(app)
    app = keep(fill(picked(shown, sample, "Midtown"), why="A reason."))

    assert "Choose where" in words(app)
    assert sample.continuum().placements == ()
    assert [t.value for t in app.text_area if t.key.endswith("-why")] == ["A reason."]


def test_the_second_of_two_tabs_is_told_and_may_keep_either(sample, shown):
    app = fill(picked(shown, sample, "Midtown"), position=1.0, why="Mine.")
    sample.acting_as("Tom Kessler").place_authority("Midtown", 2, "Tom's words.")
    app = keep(app)

    assert "Tom Kessler has placed this authority meanwhile" in words(app)
    assert "Tom&#x27;s words." in words(app)
    assert [t.value for t in app.text_area if t.key.endswith("-why")] == ["Mine."]
    [mine] = [b.key for b in app.button if b.key.endswith("-mine")]
    app = pressed(app, mine)
    assert [p.rationale for p in sample.placement_versions("Midtown")] == ["Mine.", "Tom's words."]
    assert "The place is kept" in words(app)


def test_taking_theirs_lets_go_of_ones_own(sample, shown):
    app = fill(picked(shown, sample, "Midtown"), position=1.0, why="Mine.")
    sample.acting_as("Tom Kessler").place_authority("Midtown", 2, "Tom's words.")
    app = keep(app)
    [theirs] = [b.key for b in app.button if b.key.endswith("-theirs")]
    app = pressed(app, theirs)

    assert [t.value for t in app.text_area if t.key.endswith("-why")] == ["Tom's words."]
    assert len(sample.placement_versions("Midtown")) == 1


def test_an_authority_is_taken_off_and_its_place_is_remembered(sample, shown):
    sample.place_authority("Midtown", 2, "A reason.")
    app = picked(shown, sample, "Midtown")
    [off] = [b.key for b in app.button if b.key.endswith("-off")]
    app = pressed(app, off)

    assert sample.continuum().placements == ()
    assert "off the line" in words(app) and "A reason." in words(app)


def test_the_anchors_are_the_studys_own(sample, shown):
    app = shown("continuum", of=sample)
    app.text_area(key="continuum-anchors-named").input("apart\n\n together").run()
    app = pressed(app, "continuum-anchors-keep")
    assert sample.continuum().anchors == ("apart", "together")

    app.text_area(key="continuum-anchors-named").input("alone").run()
    app = pressed(app, "continuum-anchors-keep")
    assert "2 to 7 anchors" in words(app)
    assert sample.continuum().anchors == ("apart", "together")


def test_anchors_somebody_else_named_meanwhile_are_not_written_over(sample, shown):
    app = shown("continuum", of=sample)
    app.text_area(key="continuum-anchors-named").input("apart\ntogether").run()
    sample.acting_as("Tom Kessler").set_anchors(["far", "near"])
    app = pressed(app, "continuum-anchors-keep")

    assert "Tom Kessler has changed the anchors meanwhile" in words(app)
    assert "Theirs: far; near" in words(app)
    assert sample.continuum().anchors == ("far", "near")
    assert app.text_area(key="continuum-anchors-named").value == "apart\ntogether"
    pressed(app, "continuum-anchors-mine")
    assert sample.continuum().anchors == ("apart", "together")


def test_untouched_anchors_follow_those_somebody_else_named(sample, shown):
    app = shown("continuum", of=sample)
    sample.acting_as("Tom Kessler").set_anchors(["far", "near"])
    app.run()

    assert app.text_area(key="continuum-anchors-named").value == "far\nnear"


def test_a_place_given_anew_meanwhile_is_not_taken_off_unseen(sample, shown):
    sample.place_authority("Midtown", 2, "A reason.")
    app = picked(shown, sample, "Midtown")
    sample.acting_as("Tom Kessler").place_authority("Midtown", 1, "Tom's words.")
    [off] = [b.key for b in app.button if b.key.endswith("-off")]
    app = pressed(app, off)

    assert "Tom Kessler has placed this authority anew meanwhile" in words(app)
    assert sample.continuum().of("Midtown").position == 1


def test_an_empty_study_says_what_belongs_here(project, shown):
    assert [b.label for b in shown("continuum").button] == ["Bring in interviews"]


def test_a_place_of_an_authority_that_is_gone_is_told(project, interview, shown):
    project.place_authority("Midtown", 1, "A reason.")
    project.remove_transcript(interview)

    assert "no interview any more: Midtown" in words(shown("continuum"))
