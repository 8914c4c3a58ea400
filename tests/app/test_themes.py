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


def chart_of(app):
    [chart] = app.get("vega_lite_chart")
    return json.loads(chart.proto.spec)


def table_of(app):
    return app.dataframe[0].value


def test_two_attributes_are_columns_of_those_somebody_has(sample, shown):
    app = choose(shown("themes", of=sample), "themes_second", "role")

    places = {tuple(data[1:]) for data in clickable(app)}
    assert ("Midtown", "social_worker") in places
    people = sample.frames().people
    assert places == set(zip(people["authority"], people["role"], strict=True))
    assert "Midtown · Social worker" in table_of(app).columns
    choose(choose(app, "themes_code", "8"), "themes_column", ("Midtown", "social_worker"))
    behind = sample.behind("8", {"authority": "Midtown", "role": "social_worker"})
    assert cards(app) == len(behind) > 0
    assert "social worker in Midtown: 8 Using referral systems" in words(app)


def test_the_dot_plot_and_the_panels_are_drawn_from_the_same_table(sample, shown):
    app = shown("themes", of=sample)
    app.segmented_control(key="themes_chart_kind").set_value("Dot plot").run()
    assert "3 of 6 people in Midtown: 3 Strategic" in json.dumps(chart_of(app))
    app.segmented_control(key="themes_chart_kind").set_value("Directions").run()
    assert "absent or barrier: " in json.dumps(chart_of(app))
    app.segmented_control(key="themes_bars").set_value("people").run()
    assert not app.exception
    assert "stands in both parts" in words(app)


def test_reporting_groups_are_one_row(sample, shown):
    app = shown("themes", of=sample)
    app.segmented_control(key="themes_level").set_value("letters").run()
    app.toggle(key="themes_groups").set_value(True).run()

    codes = list(table_of(app)["Code"])
    assert "1.b+1.c" in codes and "1.b" not in codes and "1.a" in codes
    choose(choose(app, "themes_code", "1.b+1.c"), "themes_column", ("Midtown",))
    assert cards(app) == len(sample.behind("1.b+1.c", {"authority": "Midtown"}, groups=True))


def test_waves_compared_say_who_is_in_each(sample, shown):
    app = shown("themes", of=sample)
    app.segmented_control(key="themes_by").set_value("Something else").run()
    choose(app, "themes_other", "wave")

    assert "Wave first has 17 participants" in words(app) and "stand in both" in words(app)


def test_more_filters_take_any_number_of_attributes(sample, shown):
    app = shown("themes", of=sample)
    app.toggle(key="themes_more").set_value(True).run()
    app.multiselect(key="themes_more_attributes").set_value(["authority", "role"]).run()
    choose(app, "themes_more_authority", "Midtown")
    choose(app, "themes_more_role", "social_worker")

    assert "Only: authority Midtown, role social_worker." in words(app)
    people = sample.frames().people
    n = len(people[(people["authority"] == "Midtown") & (people["role"] == "social_worker")])
    assert f"of {n} (" in "".join(table_of(app)["Midtown"])


def test_documents_are_counted_only_when_asked_for(sample, shown, tmp_path):
    paper = tmp_path / "plan.md"
    paper.write_text("---\nauthority: Midtown\nkind: document\n---\n\nPlan: We agree.\n", "utf-8")
    sample.import_files([paper])
    app = shown("themes", of=sample)
    assert "28 transcripts" in words(app)
    app.toggle(key="themes_more").set_value(True).run()
    app.multiselect(key="themes_kinds").set_value(["interview", "document"]).run()

    assert not app.exception
    assert "29 transcripts" in words(app)


def test_as_published_keeps_small_groups_back_and_shows_no_quotes(sample, shown):
    app = choose(shown("themes", of=sample), "themes_code", "3")
    app.toggle(key="themes_published").set_value(True).run()

    assert not app.exception
    assert [s.key for s in app.selectbox if s.key == "themes_code"] == []
    published = sample.publishable(["authority"], level="indicators")
    assert published.caption.replace("'", "&#x27;") in words(app)
    numbers = published.rows["participants"].dropna()
    assert all(n == 0 or n >= 6 for n in numbers)


def test_a_download_is_what_is_published_and_is_noted(sample, shown):
    from qualcode.analysis.frequency import Level
    from qualcode.app.frequencies_asked import Asked
    from qualcode.app.frequencies_charts import Shown
    from qualcode.app.frequencies_files import _made
    from qualcode.report.theme_files import Chart

    asked = Asked(("role",), Level.INDICATORS, published=True)
    made = _made(sample, asked, Shown(Chart.HEAT), "csv").decode("utf-8-sig")

    published = sample.publishable(["role"], level="indicators")
    assert made.splitlines()[0] == ",".join(published.rows.columns)
    assert "What this cannot show" in made
    assert [e.act for e in sample.history(last=1)] == ["export table"]
    panels = _made(sample, asked, Shown(Chart.PANELS), "svg")
    assert panels.startswith(b"<svg")


def test_the_buttons_come_when_they_are_asked_for(sample, shown):
    app = shown("themes", of=sample)
    assert not app.get("download_button")
    app.toggle(key="themes_take").set_value(True).run()

    assert not app.exception
    assert len(app.get("download_button")) == 4


def test_a_refused_release_is_a_sentence_in_place_of_the_buttons(sample, shown, monkeypatch):
    from qualcode.errors import Refused

    def refused(*_, **__):
        raise Refused("Two people have come since the last release.")

    monkeypatch.setattr(type(sample), "publishable", refused)
    app = shown("themes", of=sample)
    app.toggle(key="themes_take").set_value(True).run()
    assert "Two people have come" in words(app)
    assert not app.get("download_button")
    app.toggle(key="themes_published").set_value(True).run()
    assert not app.exception and "Two people have come" in words(app)
    assert not app.dataframe


def test_an_attribute_of_300_values_is_told_and_a_table(project, shown, tmp_path):
    talk = tmp_path / "talk.md"
    turns = "\n\n".join(f"P{n}: We agree on thresholds." for n in range(300))
    talk.write_text(turns + "\n", encoding="utf-8")
    people = tmp_path / "participants.csv"
    rows = [f"P{n},talk,P{n},Social worker,Place {n}" for n in range(300)]
    people.write_text(
        "participant,transcript,label,role,authority\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    report = project.import_files([talk, people])
    [imported] = report.imported[:1]
    project.code(imported.id, project.segments(imported.id)[0].span, "1.a")
    app = shown("themes")

    assert not app.exception
    assert "300 columns are too many for a chart; here is the table." in words(app)
    assert len(table_of(app).columns) == 302
    choose(app, "themes_second", "kind")
    assert not app.exception


def test_one_participant(project, shown, interview):
    first = next(s for s in project.segments(interview) if not s.interviewer)
    project.code(interview, first.span, "8.a")
    for kind in ("Heat map", "Dot plot", "Directions"):
        app = shown("themes")
        app.segmented_control(key="themes_chart_kind").set_value(kind).run()
        assert not app.exception
        assert "1 of 1 (1)" in set(table_of(app)["Midtown"])


def test_a_mentor_is_shown_what_may_leave_and_cannot_look_behind_it(sample, shown):
    from qualcode.model import CoderRole

    sample.add_coder("Maud", CoderRole.MENTOR)
    app = shown("themes", of=sample.acting_as("Maud"))
    app.segmented_control(key="themes_view").set_value("Frequencies").run()
    assert not app.exception

    assert len(app.dataframe) == 1
    assert "themes_published" not in [t.key for t in app.toggle]
    assert "themes_code" not in [box.key for box in app.selectbox]
    assert "Southshire" not in words(app)


def test_what_leaves_coarser_than_it_is_shown_is_said_and_names_the_files(sample, shown):
    app = shown("themes", of=sample)
    app.toggle(key="themes_take").set_value(True).run()
    leaves = sample.publishable(["authority"], level="indicators").by
    assert leaves == ()

    told = "This leaves as one column for everybody, and not by authority: more than half"
    assert told in words(app)
    buttons = [b.proto for b in app.get("download_button")]
    assert all("themes-everyone-" in proto.id for proto in buttons)


def test_the_hint_to_scroll_stands_above_the_chart_for_narrow_windows(sample, shown):
    app = shown("themes", of=sample)

    width = figure(app)["layout"]["width"]
    [hint] = [
        html.proto.body for html in app.get("html") if "scroll it sideways" in html.proto.body
    ]
    assert f"@container (max-width:{width - 1}px)" in hint
