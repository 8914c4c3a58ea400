"""The Code page: a passage in hand is coded, changed, split, and what was done is in the study."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from qualcode.app.conversation import drawn, initials, reaches, runs
from qualcode.model import Direction, Span
from qualcode.report.palette import colours


def page(project):
    from qualcode.app import code

    code.render(project)


def opened(project, passage=None):
    """The page as it stands once it is open, a passage picked."""
    app = AppTest.from_function(page, args=(project,), default_timeout=30)
    if passage is not None:
        app.session_state["code-picked"] = {passage.rpartition(":")[0]: passage}
    app.run()
    assert not app.exception
    return app


def pressed(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def shown(app):
    """What the conversation was given to draw."""
    return json.loads(app.get("bidi_component")[0].proto.json)


def texts(app):
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.fixture
def spoken(project, interview):
    """Ids of the two passages of the one respondent."""
    return [s.id for s in project.segments(interview) if not s.interviewer]


def given(project):
    return [(c.code, c.direction.value, c.coder, c.quote) for c in project.codings()]


def test_an_empty_study_says_what_belongs_here_and_offers_to_bring_it(project):
    app = opened(project)

    assert app.button(key="empty-go").label == "Upload transcripts"


def test_a_passage_is_coded_with_code_and_direction(project, interview, spoken):
    app = opened(project, spoken[0])
    app.selectbox(key="panel-code").select("8.a").run()
    app.button_group(key="panel-direction").set_value(Direction.ABSENT).run()
    pressed(app, "panel-code-it")

    argues = "We argue about thresholds. Nobody agrees what counts."
    assert given(project) == [("8.a", "absent_or_barrier", "mk", argues)]
    # The direction stays on this passage, so that a click too many contradicts nothing.
    assert app.session_state["panel-direction"] == Direction.ABSENT
    assert app.button(key="panel-code-it").disabled
    [chip] = shown(app)["turns"][1]["passages"][0]["chips"]
    assert (chip["code"], chip["mark"], chip["who"]) == ("8.a", "✕", "mk")


def test_another_passage_begins_with_present_again(project, interview, spoken):
    app = opened(project, spoken[0])
    app.selectbox(key="panel-code").select("8.a").run()
    app.button_group(key="panel-direction").set_value(Direction.ABSENT).run()
    pressed(app, "panel-code-it")
    pressed(app, "code-next")

    assert app.session_state["panel-direction"] == Direction.PRESENT
    assert not app.button(key="panel-code-it").disabled


def test_a_click_on_a_screen_left_behind_does_nothing(project, interview, spoken, monkeypatch):
    import streamlit as st

    from qualcode.app import coding_panel
    from qualcode.app.desk import Desk

    passage = next(p for p in project.passages(interview) if p.id == spoken[0])
    desk = Desk(project, passage, project.codebook, {})
    state = {"panel-code": "8.a", "panel-direction": Direction.ABSENT}
    monkeypatch.setattr(st, "session_state", state)
    state["code-picked"] = {interview: spoken[1]}
    coding_panel._code_it(desk)
    assert project.codings() == []

    state["code-picked"] = {interview: spoken[0]}
    coding_panel._code_it(desk)
    coding_panel._code_it(desk)
    assert [(c.code, c.direction) for c in project.codings()] == [("8.a", Direction.ABSENT)]
    assert "told" not in state


def test_the_same_code_is_not_offered_twice_on_the_same_words(project, interview, spoken):
    app = opened(project, spoken[0])
    app.selectbox(key="panel-code").select("8.a").run()
    pressed(app, "panel-code-it")

    assert app.button(key="panel-code-it").disabled


def test_the_code_given_last_leads_the_list(project, interview, spoken):
    project.code(interview, project.segments(interview)[1].span, "7.b")
    app = opened(project, spoken[1])

    assert app.selectbox(key="panel-code").options[0].startswith("7.b")


def test_a_coding_of_ones_own_is_turned_starred_and_withdrawn(project, interview, spoken):
    coding = project.code(interview, project.segments(interview)[1].span, "8.a")
    app = opened(project, spoken[0])
    app.selectbox(key=f"turn-{coding.id}").select(Direction.MIXED).run()
    [turned] = project.codings()
    assert (turned.direction, turned.replaces) == (Direction.MIXED, coding.id)

    pressed(app, f"star-{turned.id}")
    assert project.coding(turned.id).starred
    pressed(app, f"withdraw-{turned.id}")
    assert project.codings() == []


def test_a_colleagues_coding_is_shown_without_a_way_to_change_it(project, interview, spoken):
    span = project.segments(interview)[1].span
    coding = project.acting_as("tom kessler").code(interview, span, "8.a")
    app = opened(project, spoken[0])

    assert "tom kessler" in texts(app)
    assert f"withdraw-{coding.id}" not in [button.key for button in app.button]
    app.toggle(key="code-others").set_value(False).run()
    assert "tom kessler" not in texts(app)
    assert shown(app)["turns"][1]["passages"][0]["chips"] == []


def test_undo_says_what_it_undid_and_goes_there(project, interview, spoken):
    project.code(interview, project.segments(interview)[1].span, "8.a")
    app = opened(project, spoken[1])
    pressed(app, "code-undo")

    assert project.codings() == []
    assert "Undone. Withdrew code 8.a" in texts(app)
    assert shown(app)["picked"] == spoken[0]
    pressed(app, "code-undo")
    assert "nothing to undo" in texts(app)


def test_the_next_uncoded_passage_is_found(project, interview, spoken):
    app = opened(project, spoken[1])
    app.selectbox(key="panel-code").select("4.a").run()
    pressed(app, "panel-code-it")
    before = shown(app)["go"]
    pressed(app, "code-next")

    assert shown(app)["picked"] == spoken[0]
    assert shown(app)["go"] > before
    assert "1 of 2 passages carry a code of yours" in texts(app)


def first_offer(project, interview):
    """The best of what waits on the first thing the respondent says."""
    here = project.segments(interview)[1].span
    return max((s for s in project.pending(interview) if s.span == here), key=lambda s: s.score)


def test_a_suggestion_is_accepted_with_the_direction_chosen(project, interview, spoken):
    app = opened(project, spoken[0])
    pressed(app, "code-suggest")
    offered = first_offer(project, interview)
    assert project.codings() == []

    app.button_group(key="panel-direction").set_value(Direction.ABSENT).run()
    pressed(app, f"accept-{offered.id}")
    [coding] = project.codings()
    assert (coding.code, coding.direction) == (offered.code, Direction.ABSENT)
    assert coding.basis == f"suggestion {offered.id}"


def test_a_rejected_suggestion_makes_no_coding(project, interview, spoken):
    project.suggest()
    offered = first_offer(project, interview)
    app = opened(project, spoken[0])
    pressed(app, f"reject-{offered.id}")

    assert project.codings() == []
    assert offered.id not in [s.id for s in project.pending()]


def test_a_passage_is_split_at_a_sentence_and_merged_again(project, interview, spoken):
    app = opened(project, spoken[0])
    app.session_state["panel-boundaries"] = True
    app.run()
    assert app.selectbox(key=f"split-at-{spoken[0]}").options == ["Nobody agrees what counts."]
    pressed(app, "panel-split")
    assert len(project.segments(interview)) == 4
    pressed(app, "panel-merge")
    assert [s.id for s in project.segments(interview) if not s.interviewer] == spoken


def test_a_refusal_is_one_sentence_and_the_page_stays(project, interview, spoken):
    app = opened(project, spoken[1])
    app.session_state["panel-boundaries"] = True
    app.run()
    pressed(app, "panel-merge")

    assert "there is nothing to merge it with" in texts(app)
    assert app.selectbox(key="panel-code")


def test_a_memo_is_kept_with_its_passage(project, interview, spoken):
    app = opened(project, spoken[0])
    app.session_state["panel-memos"] = True
    app.run()
    app.text_area[0].set_value("Whose thresholds?")
    pressed(app, "panel-memo")

    assert [(m.about, m.text) for m in project.memos()] == [
        (f"segment {spoken[0]}", "Whose thresholds?")
    ]
    assert "Whose thresholds?" in texts(app)


def test_an_interview_is_marked_as_read_once_and_as_coded_through(project, interview):
    app = opened(project)
    version = project.version
    app.run()
    assert project.version == version

    app.toggle(key=f"done-{interview}-mk").set_value(True).run()
    [reading] = project.readings()
    assert reading.read_at and reading.done_at
    app.toggle(key=f"done-{interview}-mk").set_value(False).run()
    assert project.readings()[0].done_at is None


def test_interviews_not_coded_through_come_first(sample):
    done = {r.transcript for r in sample.readings() if r.coder == sample.coder and r.done_at}
    order = sample.to_code()

    waiting = [id for id in order if id not in done]
    assert order[: len(waiting)] == waiting
    assert len(order) == len(sample.transcripts())


def test_the_address_opens_an_interview(sample):
    app = AppTest.from_function(page, args=(sample,), default_timeout=30)
    app.query_params["transcript"] = "midtown-02-health-visitor"
    app.run()

    assert shown(app)["doc"] == "midtown-02-health-visitor"
    app.selectbox(key="code-choice").select("east-07-teacher").run()
    assert shown(app)["doc"] == "east-07-teacher"


def test_what_people_wrote_reaches_the_page_as_it_was_typed(project, tmp_path):
    from qualcode.project import Upload

    hostile = "<img src=x onerror=alert(1)> costs $5 -- **not** :red[$6]"
    file = Upload("h.txt", f"Interviewer: How?\n\nP01: {hostile}\n".encode())
    project.import_files([file])
    app = opened(project)

    assert shown(app)["turns"][1]["passages"][0]["runs"] == [{"t": hostile}]
    assert "&lt;img src=x onerror=alert(1)&gt; costs $5 -- **not** :red[$6]" in texts(app)
    assert "<img" not in texts(app)


def test_codings_of_a_part_and_across_passages_are_drawn(project, interview, spoken):
    text = project.transcript(interview).text
    first, second = (s for s in project.segments(interview) if not s.interviewer)
    part = text.index("Nobody")
    project.code(interview, Span(part, part + 6), "8.a")
    project.code(interview, Span(first.span.start, second.span.end), "3.b")
    passages = project.passages(interview)
    hues = colours(project.codebook)

    one, two = (p for p in passages if not p.segment.interviewer)
    assert runs(one, hues) == [
        {"t": "We argue about thresholds. "},
        {"t": "Nobody", "hue": hues["8.a"]},
        {"t": " agrees what counts."},
    ]
    assert [reaches(c, one) for c in one.codings] == [
        "reaches beyond this passage",
        "covers a part of it",
    ]
    assert [c.code for c in two.codings] == ["3.b"]
    turns = drawn(project.transcript(interview), passages, project.codebook, hues)
    assert [turn["asks"] for turn in turns] == [True, False, False]
    assert [len(p["stripes"]) for turn in turns[1:] for p in turn["passages"]] == [2, 1]


def test_every_character_of_a_passage_is_drawn_once(sample):
    hues = colours(sample.codebook)
    for passage in sample.passages("midtown-01-programme-manager"):
        assert "".join(run["t"] for run in runs(passage, hues)) == passage.words


def test_a_pick_in_the_conversation_is_remembered(project, interview, spoken, monkeypatch):
    import streamlit as st

    from qualcode.app import picking

    state = {"conversation": {"picked": {"doc": interview, "id": spoken[1], "n": 7}}}
    monkeypatch.setattr(st, "session_state", state)
    picking.hear()

    assert picking.in_hand(interview) == spoken[1]
    assert state["code-heard"] == 7
    assert state["panel-direction"] == Direction.PRESENT


def test_initials_are_short():
    assert [initials(n) for n in ("Ruth Adeyemi", "mk", "root")] == ["RA", "mk", "roo"]
