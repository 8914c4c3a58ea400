"""Questions by codes: the schedule brought, the map, the quotes behind it, questions confirmed."""

import json

import pytest

from qualcode.project import Upload
from qualcode.project.sample_parts.sampling import add_to_sample
from tests.app.conftest import pressed, words


@pytest.fixture
def sample(bare):
    """Here nobody has written anything about the interviews yet."""
    return bare


SCHEDULE = 'questions: [{id: "1", text: How do referrals go?, codes: [8.a]}]\nvignette: Made up.\n'


@pytest.fixture
def asked(sample):
    add_to_sample(sample)
    return sample


def cells(app):
    [chart] = app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    return {
        (row["code"], row["question"]): row
        for values in _values(spec)
        for row in values
        if "question" in row
    }


def _values(spec):
    found = list(spec.get("datasets", {}).values())
    if isinstance(spec.get("data"), dict) and "values" in spec["data"]:
        found.append(spec["data"]["values"])
    for layer in spec.get("layer", ()):
        found += _values(layer)
    return found


def test_without_a_schedule_the_page_says_what_belongs_here(sample, shown):
    app = shown("questions", of=sample)

    assert len(app.file_uploader) == 1
    assert not app.get("vega_lite_chart")


def test_a_schedule_is_brought_and_its_questions_are_found(project, interview, shown):
    app = shown("questions")
    app.file_uploader[0].set_value(("s.yaml", SCHEDULE.encode(), "text/yaml")).run()

    assert not app.exception
    assert project.schedule().ids == ("1",)
    assert project.asked(interview)[0].question == "1"
    assert "Made up." in words(app)


def test_a_faulty_schedule_is_told(project, interview, shown):
    app = shown("questions")
    app.file_uploader[0].set_value(("s.yaml", b"questions: [{id: 1}]", "text/yaml")).run()

    assert project.schedule() is None
    assert "s.yaml was not taken: 2 things to mend." in words(app)


def test_the_map_shows_people_of_those_asked(asked, shown):
    app = shown("questions", of=asked)
    table = asked.questions()
    cell = cells(app)["7", "17"]

    assert cell["words"] == str(table.cells["7", "17"].people)
    assert cell["said"].startswith(f"{cell['words']} of {table.cells['7', '17'].of} people asked")
    assert "◥" in {row["few"] for row in cells(app).values()}
    assert "confirmed by nobody yet" in words(app)


def test_the_boxes_list_the_quotes_behind_a_cell(asked, shown):
    app = shown("questions", of=asked)
    app.selectbox(key="questions_code").set_value("7").run()
    app.selectbox(key="questions_question").set_value("17").run()

    assert not app.exception
    behind = asked.behind("7", {"question": "17"})
    assert words(app).count('<article class="qc-quote"') == min(len(behind), 50) > 0
    assert "people asked question 17: 7" in words(app)


def test_letters_are_shown_too(asked, shown):
    app = shown("questions", of=asked)
    app.segmented_control(key="questions_level").set_value("letters").run()

    assert not app.exception
    assert len({code for code, _ in cells(app)}) == 24


def test_questions_are_confirmed_as_they_stand(asked, shown):
    app = shown("questions", of=asked)
    id = "city-02-health-visitor"
    app.selectbox(key="asked_transcript").set_value(id).run()
    before = [turn.question for turn in asked.asked(id)]
    pressed(app, "asked-confirm")

    after = asked.asked(id)
    assert [turn.question for turn in after] == before
    assert {turn.by for turn in after} == {"person"}


def test_looking_again_keeps_what_a_person_set(asked, shown):
    id = "city-02-health-visitor"
    first = asked.asked(id)[0].span.start
    asked.set_asked(id, {first: "5"})
    pressed(shown("questions", of=asked), "asked-match")

    assert asked.asked(id)[0].question == "5"


def test_more_questions_than_a_chart_holds_are_a_table(project, interview, shown):
    many = "".join(f"  - {{id: Q{n}, text: What about matter {n}?}}\n" for n in range(300))
    project.set_schedule(Upload("s.yaml", ("questions:\n" + many).encode()))
    [one] = [s for s in project.segments(interview) if not s.interviewer][:1]
    project.code(interview, one.span, "8.a")
    app = shown("questions")

    assert not app.get("vega_lite_chart")
    assert "301 questions are too many for a chart" in words(app)
    assert len(app.dataframe[0].value) == 301


def test_no_codings_is_a_sentence(project, interview, shown):
    project.set_schedule(Upload("s.yaml", SCHEDULE.encode()))

    assert "Nothing is coded yet" in words(shown("questions"))
