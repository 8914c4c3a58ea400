"""The Structured answers view: brought in, chosen, narrowed, taken along, taken out."""

import pytest

from qualcode.project.sample_parts.answers import add_to_sample
from tests.app.conftest import words


@pytest.fixture
def answered(sample):
    """The sample study with its answers."""
    if sample.instrument() is None:
        add_to_sample(sample)
    return sample


def choose(app, key, value):
    app.selectbox(key=key).set_value(value).run()
    assert not app.exception
    return app


def buttons(app):
    return [b.proto.label for b in app.get("download_button")]


def charts(app):
    return app.get("vega_lite_chart")


def test_an_empty_study_offers_the_example_and_takes_it(project, shown):
    app = shown("answers_given")
    assert "An instrument file says which" in words(app)
    app.button(key="instrument-example").click().run()

    assert not app.exception
    assert project.instrument().id == "after_the_interview"
    assert "Nobody here has answered this item yet" in words(app)
    assert buttons(app) == []


def test_every_item_has_a_chart_a_table_and_a_caption(answered, shown):
    app = shown("answers_given", of=answered)
    for item in ("priorities", "need", "place", "week"):
        choose(app, "answers_item", item)
        assert len(charts(app)) == 1
        assert len(app.dataframe[0].value) > 3
        assert "Counts are distinct participants" in words(app)
        assert "What this cannot show" in words(app)
        assert len(buttons(app)) == 4


def test_narrowing_to_few_people_leaves_nothing_to_take_along(answered, shown):
    app = choose(shown("answers_given", of=answered), "answers_by", None)
    choose(choose(app, "answers_attribute", "role"), "answers_value", "teacher")

    assert "Only: role teacher." in words(app)
    assert "Take the filter back" in words(app)
    assert buttons(app) == []
    assert len(charts(app)) == 1


def test_a_mentor_sees_what_may_leave_and_no_filter(answered, shown):
    from qualcode.model import CoderRole

    answered.add_coder("Mia", CoderRole.MENTOR)
    app = shown("answers_given", of=answered.acting_as("Mia"))
    for item in ("priorities", "need", "week"):
        choose(app, "answers_item", item)
        assert "stays in the study" in words(app) or item == "need"
        assert "Each person" not in app.dataframe[0].value.columns
        assert len(charts(app)) == 1
    assert "answers_attribute" not in {box.key for box in app.selectbox}


def test_what_is_kept_back_is_said_before_it_is_taken(answered, shown):
    app = choose(shown("answers_given", of=answered), "answers_by", "authority")

    assert "are kept back, so that nobody is given away" in words(app)


def test_case_records_are_seen_and_crossed_but_stay(answered, shown):
    app = choose(shown("answers_given", of=answered), "answers_item", "cases")
    choose(choose(app, "cases_field", "direction"), "cases_other", "office")

    assert "The parts add up to 11, not to the 12 cases" in words(app)
    assert len(app.dataframe) == 2
    assert "not cleared to leave" in words(app)
    assert buttons(app) == []
    choose(app, "cases_field", "visits")
    assert "Median" in words(app)


def test_one_persons_answers_are_taken_out(answered, shown):
    app = choose(shown("answers_given", of=answered), "answers_out", "P01")
    app.button(key="answers-erase").click().run()

    assert not app.exception
    assert "P01" not in answered.people_answered()


def test_an_attribute_of_300_values_draws_everyone_together(project, shown):
    from qualcode.model import Participant
    from qualcode.shipped import shipped
    from tests.project.conftest import upload

    project.set_instrument(shipped("instruments/answers.yaml"))
    project.set_participants([Participant(f"Q{n}", attributes={"t": f"T{n}"}) for n in range(300)])
    rows = "".join(f"Q{n},2\n" for n in range(300))
    project.import_answers(upload("a.csv", f"participant,need\n{rows}"))
    app = choose(choose(shown("answers_given"), "answers_item", "need"), "answers_by", "t")

    assert "300 groups are too many for a chart" in words(app)
    assert len(charts(app)) == 1
