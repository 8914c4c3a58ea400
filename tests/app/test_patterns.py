"""The Patterns page: pairs, portraits, what is not coded, and saturation."""

import json

import pytest

from qualcode.analysis.cooccurrence import Unit
from qualcode.analysis.pairs_told import sentence
from qualcode.model import Code
from qualcode.project import new
from tests.app.conftest import pressed, words


def spec(app):
    [drawn] = app.get("vega_lite_chart")
    return json.loads(drawn.proto.spec)


def cards(app):
    return words(app).count('<article class="qc-quote"')


VIEWS = ["cooccurrence", "portrait", "uncoded", "saturation"]


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_study_says_what_belongs_here(project, shown, view):
    app = shown(view)

    assert [b.label for b in app.button] == ["Bring in interviews"]
    assert not app.get("vega_lite_chart")


@pytest.mark.parametrize("view", ["cooccurrence", "portrait", "saturation"])
def test_interviews_without_codings_lead_to_the_code_page(project, shown, interview, view):
    assert [b.label for b in shown(view).button] == ["Start coding"]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_what_it_cannot_show(sample, shown, view):
    app = shown(view, of=sample)

    assert "What this cannot show" in words(app)
    assert "Codebook version 1" in words(app)
    assert app.dataframe


def test_a_pair_in_the_two_boxes_lists_its_quotes(sample, shown):
    app = shown("cooccurrence", of=sample)
    assert cards(app) == 0
    app.selectbox(key="pairs_one").set_value("8").run()
    app.selectbox(key="pairs_other").set_value("4").run()

    [row] = [r for r in sample.cooccurrence().records() if (r["a"], r["b"]) == ("4", "8")]
    assert sentence(row, Unit.PASSAGE) in words(app)
    assert cards(app) == len(sample.pair_quotes("4", "8")) > 0
    assert "#3D5A80" in json.dumps(spec(app))


def test_a_click_sets_the_boxes_once(sample, shown):
    app = shown("cooccurrence", of=sample)

    from qualcode.app import cooccurrence

    click = {"selection": {"chosen": [{"a": "4", "b": "8"}]}}
    state = {cooccurrence.CHART: click}
    assert after_click(cooccurrence, sample, state) == ("4", "8")
    state[cooccurrence.OTHER] = "5"
    assert after_click(cooccurrence, sample, state) == ("4", "5")
    state[cooccurrence.CHART] = {"selection": {"chosen": []}}
    assert after_click(cooccurrence, sample, state) == ("4", "5")
    assert app.selectbox(key="pairs_one").value is None


def after_click(view, sample, state):
    from qualcode.app import pattern_parts

    real = view.st.session_state
    pattern_parts.st.session_state = view.st.session_state = state
    try:
        view._take_the_click(sample.cooccurrence())
    finally:
        pattern_parts.st.session_state = view.st.session_state = real
    return state[view.ONE], state[view.OTHER]


def test_units_letters_and_kin(sample, shown):
    app = shown("cooccurrence", of=sample)
    app.segmented_control(key="pairs_unit").set_value("interview").run()
    app.segmented_control(key="pairs_level").set_value("letters").run()
    with_kin = len(app.dataframe[0].value)
    app.checkbox(key="pairs_apart").check().run()

    assert not app.exception
    assert len(app.dataframe[0].value) < with_kin
    assert "one interview" in words(app)


def test_filters_that_leave_nobody_are_a_picture_of_nothing(sample, shown):
    app = shown("cooccurrence", of=sample)
    app.selectbox(key="pairs_coder").set_value("Tom Kessler").run()
    app.selectbox(key="pairs_wave").set_value("second").run()

    assert not app.exception
    assert "coder Tom Kessler" in words(app)


def test_three_hundred_codes_are_a_table(project, shown, interview):
    for n in range(100, 170):
        project.add_code(Code(str(n), f"Code {n}"), "many")
    [segment, *_] = [s for s in project.segments(interview) if not s.interviewer]
    project.code(interview, segment.span, "100")
    project.code(interview, segment.span, "101")
    app = shown("cooccurrence")

    assert "are too many for a chart" in words(app)
    assert len(app.dataframe[0].value) == 1
    assert "fewer than 6 people" in words(app)


def test_the_portrait_shows_twelve_at_once_and_those_picked(sample, shown):
    app = shown("portrait", of=sample)
    assert len(app.dataframe[0].value) == 12
    pages = app.selectbox(key="portrait_page")
    assert pages.options == ["1 to 12", "13 to 24", "25 to 28"]
    pages.set_value(2).run()
    assert len(app.dataframe[0].value) == 4
    assert "at least 6 people" in words(app)
    ids = list(sample.frames().titles)[:7]
    app.multiselect(key="portrait_interviews").set_value(ids).run()
    assert list(app.dataframe[0].value["Interview"]) == [sample.frames().titles[i] for i in ids]
    assert "shuffled order" in words(app)


def test_uncoded_passages_and_groups(sample, shown):
    app = shown("uncoded", of=sample)
    total = sample.uncoded().total
    assert f"{total['uncoded_passages']} of {total['passages']}" in words(app)
    assert len(app.dataframe[0].value) == 28
    app.selectbox(key="uncoded_by").set_value("authority").run()
    assert list(app.dataframe[0].value["People"]) == ["7", "8", "6", "6"]
    assert [b for b in app.button if b.label == "Open there"]


def test_interviews_to_read_again_have_a_button(sample, shown):
    assert "No code was added after" in words(shown("uncoded", of=sample))
    sample.add_code(Code("9", "Recruitment"), "came up")
    app = shown("uncoded", of=sample)

    assert "24 interviews were read before codes were added" in words(app)
    assert "And 14 more." in words(app)
    pressed(app, "reread-open-0")


def test_saturation_in_this_order_and_others(sample, shown):
    app = shown("saturation", of=sample)
    found = sample.saturation()
    assert f"<b>{found.result}</b>" in words(app)
    assert f"{found.reached_in} of 200" in words(app)
    app.number_input(key="saturation_base").set_value(23).run()
    assert not app.exception
    assert "Too few to tell" in words(app)


def test_saturation_without_an_interview_coded_through(project, shown, interview):
    [segment, *_] = [s for s in project.segments(interview) if not s.interviewer]
    project.code(interview, segment.span, "1.a")
    app = shown("saturation")

    assert "No interview is coded through yet" in words(app)
    assert not app.get("vega_lite_chart")


def test_peoples_own_words_reach_the_page_as_they_are(project, shown, tmp_path):
    talk = tmp_path / "talk.md"
    talk.write_text(
        "---\nparticipant: P01\ntitle: <b>Mid</b> $x$\n---\n\n"
        "P01: <script>alert(1)</script> **not bold**\n\nP01: ![x](http://example.invalid/a.png)\n",
        encoding="utf-8",
    )
    [imported] = project.import_files([talk]).imported
    [first, _] = project.segments(imported.id)
    project.code(imported.id, first.span, "1.a")
    app = shown("uncoded")

    assert "![x](http://example.invalid/a.png)" in words(app)
    assert "example.invalid" not in "".join(str(block.proto.body) for block in app.markdown)
    assert "<script>alert" not in words(shown("portrait"))


def test_the_reflexive_profile_is_not_offered_saturation(sample, shown, tmp_path):
    own = new(tmp_path / "own.qualcode", "mk", profile="reflexive")
    offered = [
        shown("patterns", of=study).segmented_control(key="patterns_view").options
        for study in (sample, own)
    ]
    own.close()

    assert "Saturation" in offered[0]
    assert "Saturation" not in offered[1] and "Portrait" in offered[1]
