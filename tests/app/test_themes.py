"""The Themes page: the heat map, the cell chosen, the filters, and nothing to show."""

import json

from qualcode.model import Direction
from tests.app.conftest import pressed, words


def figure(app):
    [chart] = app.get("plotly_chart")
    return json.loads(chart.proto.spec)


def clickable(app):
    [overlay] = [t for t in figure(app)["data"] if t.get("customdata")]
    return overlay["customdata"]


def cards(app):
    return words(app).count('<article class="qc-quote"')


def choose(app, key, value):
    app.selectbox(key=key).set_value(value).run()
    assert not app.exception
    return app


def test_the_sample_shows_indicators_by_authority(sample, shown):
    app = shown("themes", of=sample)

    places = {value for _, value in clickable(app)}
    assert places == {"City Borough", "East Borough", "Midtown", "Southshire"}
    assert {code for code, _ in clickable(app)} == {str(n) for n in range(1, 9)}
    assert "27 participants in 28 transcripts" in words(app)
    assert "What this cannot show" in words(app)
    assert cards(app) == 0


def test_roles_other_attributes_and_levels(sample, shown):
    app = shown("themes", of=sample)
    app.segmented_control(key="themes_by").set_value("Role").run()
    assert "health_visitor" in {value for _, value in clickable(app)}
    app.segmented_control(key="themes_level").set_value("letters").run()
    assert len({code for code, _ in clickable(app)}) == 24
    app.segmented_control(key="themes_by").set_value("Something else").run()
    choose(app, "themes_other", "wave")
    assert {value for _, value in clickable(app)} == {"first", "second"}
    app.segmented_control(key="themes_level").set_value("both").run()
    assert len({code for code, _ in clickable(app)}) == 32


def test_the_two_boxes_list_the_quotes_behind_a_cell(sample, shown):
    app = shown("themes", of=sample)
    choose(choose(app, "themes_code", "3"), "themes_column", ("Midtown",))

    behind = [q for q in sample.quotes(code="3") if q.authority == "Midtown"]
    assert cards(app) == len(behind) > 0
    assert "3 Strategic level commitment, 9 passages" in words(app)
    assert all(q.words[:30].replace("'", "&#x27;") in words(app) for q in behind)
    assert figure(app)["layout"]["shapes"]


def test_more_quotes_than_passages_are_explained(sample, shown):
    app = choose(choose(shown("themes", of=sample), "themes_code", "3"), "themes_column",
                 ("Midtown",))  # fmt: skip
    quotes = cards(app)
    assert (quotes == 9) or f"{quotes} quotes from 9 passages" in words(app)


def test_a_group_called_as_a_column_of_the_table(project, shown, tmp_path):
    for place in ("Code", "Name"):
        talk = tmp_path / f"{place}.md"
        talk.write_text(
            f"---\nparticipant: {place}1\nauthority: {place}\n---\n\n{place}1: We do agree.\n",
            encoding="utf-8",
        )
        [imported] = project.import_files([talk]).imported
        [segment] = project.segments(imported.id)
        project.code(imported.id, segment.span, "1.a")
    table = shown("themes").dataframe[0].value

    assert list(table.columns) == ["Code", "Name", "Code (authority)", "Name (authority)"]
    assert len(table) == 8


def test_a_click_is_the_same_choice(sample, shown):
    app = shown("themes", of=sample)
    app.session_state["themes_code"] = "8.a"

    from qualcode.app import heat

    state = {heat.CHART: {"selection": {"points": [{"customdata": ["3", "Midtown"]}]}}}
    assert _after_click(heat, state) == ("3", ("Midtown",), 1)
    state |= {heat.CHART: {"selection": {"points": []}}}
    assert _after_click(heat, state) == ("3", ("Midtown",), 1)


def _after_click(heat, state):
    real, heat.st.session_state = heat.st.session_state, state
    try:
        heat._clicked()
    finally:
        heat.st.session_state = real
    return state[heat.CODE], state[heat.COLUMN], state[heat.CLICKS]


def test_filters_narrow_the_counts_and_the_quotes(sample, shown):
    app = choose(choose(shown("themes", of=sample), "themes_code", "3"), "themes_column",
                 ("Midtown",))  # fmt: skip
    every = cards(app)
    choose(app, "themes_direction", Direction.ABSENT)

    assert 0 < cards(app) < every
    assert "direction absent or barrier" in words(app)
    choose(app, "themes_coder", "Tom Kessler")
    assert "Coders: Tom Kessler." in words(app)
    choose(app, "themes_wave", "second")
    assert "wave second" in words(app)


def test_a_chosen_column_the_filters_take_away_is_let_go_of_and_the_code_stays(sample, shown):
    app = choose(choose(shown("themes", of=sample), "themes_code", "3"), "themes_column",
                 ("Midtown",))  # fmt: skip
    choose(choose(app, "themes_attribute", "authority"), "themes_value", "Southshire")

    assert app.selectbox(key="themes_code").value == "3"
    assert app.selectbox(key="themes_column").value is None
    app.segmented_control(key="themes_level").set_value("letters").run()
    assert app.selectbox(key="themes_code").value is None
    assert not app.exception


def test_an_empty_study_says_what_belongs_here(project, shown):
    app = shown("themes")

    assert not app.get("plotly_chart")
    assert [b.label for b in app.button] == ["Bring in interviews"]
    pressed(app, "empty-go")


def test_interviews_without_codings_lead_to_the_code_page(project, shown, interview):
    assert [b.label for b in shown("themes").button] == ["Start coding"]


def test_filters_that_leave_nobody_are_a_sentence(sample, shown):
    app = choose(choose(shown("themes", of=sample), "themes_attribute", "authority"),
                 "themes_value", "Midtown")  # fmt: skip
    choose(app, "themes_wave", "second")
    people = sample.frames().people
    left = people[(people["authority"] == "Midtown") & (people["wave"] == "second")]

    assert left.empty == ("Nobody in the study is left" in words(app))


def test_peoples_own_words_reach_the_page_as_they_are(project, shown, tmp_path):
    talk = tmp_path / "talk.md"
    talk.write_text(
        "---\nparticipant: P01\nauthority: <b>Mid</b> & $x$\n---\n\n"
        "P01: ![x](http://example.invalid/a.png) <script>alert(1)</script> **not bold**\n",
        encoding="utf-8",
    )
    [imported] = project.import_files([talk]).imported
    [segment] = project.segments(imported.id)
    project.code(imported.id, segment.span, "1.a")
    place = project.frames().people["authority"].tolist()[0]
    app = choose(choose(shown("themes"), "themes_code", "1"), "themes_column", (place,))

    assert cards(app) == 1
    assert "&lt;script&gt;" in words(app) and "<script>alert" not in words(app)
    markdown = "".join(str(block.proto.body) for block in app.markdown)
    assert "example.invalid" not in markdown and "not bold" not in markdown
