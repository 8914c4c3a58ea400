"""The Code page: what the workbench is given, and what becomes of what it sends."""

import json
import uuid
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from qualcode.app.workbench import drawn as drawing
from qualcode.app.workbench import hearing, joined
from qualcode.errors import StudyError
from qualcode.model import Direction, Span


def page(project):
    from qualcode.app import code

    code.render(project)


def opened(project, **address):
    app = AppTest.from_function(page, args=(project,), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def shown(app):
    """What the workbench was given to draw, its two halves together."""
    still, live = (json.loads(one.proto.json) for one in app.get("bidi_component"))
    return {**still, **live}


def texts(app):
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.fixture
def spoken(project, interview):
    """The two passages of the one respondent."""
    return [s for s in project.segments(interview) if not s.interviewer]


def sent(project, *acts, client="tab-1", coder=None, study=None):
    """An outbox as the browser sends it."""
    study = study or project.about()["uuid"]
    numbered = [{"seq": n, **act} for n, act in enumerate(acts, 1)]
    batch = {
        "client": client, "study": study, "coder": coder or project.coder, "acts": numbered,
    }  # fmt: skip
    return {"n": 1, "batches": [batch]}


def coding_act(project, transcript, span, code="8.a", direction="present"):
    words = project.transcript(transcript).text[span.start : span.end]
    return {
        "doc": transcript, "act": "code", "id": str(uuid.uuid4()), "a": span.start,
        "b": span.end, "q": words, "code": code, "direction": direction,
    }  # fmt: skip


@pytest.fixture
def hear(project, monkeypatch):
    """Let the page hear an outbox; the session it keeps its answers in."""
    session = {}
    monkeypatch.setattr(hearing, "st", SimpleNamespace(session_state=session))

    def heard(outbox):
        session["workbench"] = {"outbox": outbox}
        hearing.hear(project)
        return session

    return heard


def test_an_empty_study_says_what_belongs_here_and_offers_to_bring_it(project):
    app = opened(project)

    assert app.button(key="empty-go").label == "Upload transcripts"


def test_the_workbench_is_given_the_whole_text_and_every_passage(project, interview):
    project.code(interview, project.segments(interview)[1].span, "8.a", direction="mixed")
    data = shown(opened(project))

    assert data["doc"] == interview
    assert data["text"] == project.transcript(interview).text
    assert [row[:2] for row in data["segs"]] == [
        [s.span.start, s.span.end] for s in project.segments(interview)
    ]
    assert [row[3] for row in data["segs"]] == [1, 0, 0]
    assert data["segs"][0][4] == 1
    [[_, start, end, code, direction, coder, star]] = data["codings"]
    assert (start, end, code, star) == (*data["segs"][1][:2], "8.a", 0)
    assert drawing.DIRECTIONS[direction] is Direction.MIXED
    assert data["coders"][coder] == project.coder


def test_directions_are_numbered_as_the_browser_numbers_them():
    assert [d.value for d in drawing.DIRECTIONS] == [
        "present",
        "absent_or_barrier",
        "planned_or_hoped",
        "mixed",
    ]


def test_what_is_heard_is_in_the_study_and_acknowledged(project, interview, spoken, hear):
    act = coding_act(project, interview, spoken[0].span)
    session = hear(sent(project, act))

    [coding] = project.codings()
    assert (coding.id, coding.quote, coding.coder) == (act["id"], act["q"], project.coder)
    assert session["workbench-trouble"] == ""
    assert session["workbench-clients"] == {"tab-1"}
    desk = project.desk(interview, clients=["tab-1"])
    assert drawing.drawn(desk, {"n": 0})["ack"] == {"tab-1": 1}


def test_what_is_heard_twice_is_done_once(project, interview, spoken, hear):
    outbox = sent(project, coding_act(project, interview, spoken[0].span))
    hear(outbox)
    hear(outbox)

    assert len(project.codings()) == 1


def test_words_that_do_not_stand_there_are_refused_and_said(project, interview, spoken, hear):
    act = {**coding_act(project, interview, spoken[0].span), "q": "other words"}
    hear(sent(project, act))

    assert project.codings() == []
    data = drawing.drawn(project.desk(interview, clients=["tab-1"]), {"n": 0})
    assert data["ack"] == {"tab-1": 1}
    [[client, seq, sentence]] = data["refused"]
    assert (client, seq) == ("tab-1", 1)
    assert "other words" not in sentence


def test_trouble_acknowledges_nothing_and_is_said(project, interview, spoken, hear, monkeypatch):
    def full(batches):
        raise StudyError("The disk is full, so nothing was saved; free some space and try again.")

    outbox = sent(project, coding_act(project, interview, spoken[0].span))
    with monkeypatch.context() as patch:
        patch.setattr(project, "work", full)
        session = hear(outbox)
        assert "disk is full" in session["workbench-trouble"]
        assert project.desk(interview, clients=["tab-1"]).acks == {}
    assert hear(outbox)["workbench-trouble"] == ""
    assert len(project.codings()) == 1


ODD_OUTBOXES = [
    None,
    {},
    5,
    [1],
    "acts",
    {"batches": None},
    {"batches": 5},
    {"batches": "abc"},
    {"batches": {"a": 1}},
    {"batches": [None, 3, {}]},
    {"batches": [{"client": "\ud800"}]},
    {"batches": [{"client": ["x"]}]},
    {"batches": [{"client": "x" * 10_000}]},
]


@pytest.mark.parametrize("outbox", ODD_OUTBOXES, ids=lambda odd: ascii(odd)[:40])
def test_an_outbox_that_cannot_be_read_breaks_nothing(
    project, interview, spoken, hear, monkeypatch, outbox
):
    hear(outbox)

    assert project.codings() == []
    assert project.desk(interview, clients=hearing.clients()).acks == {}
    hear(sent(project, coding_act(project, interview, spoken[0].span)))
    assert project.desk(interview, clients=hearing.clients()).acks == {"tab-1": 1}


def test_a_refusal_says_no_command_that_only_a_terminal_knows(project, interview, hear):
    hear(sent(project, {"doc": interview, "act": "withdraw", "coding": "x"}))
    [(_, _, told)] = project.desk(interview, clients=["tab-1"]).refused
    assert "`qualcode" in told

    [[_, _, shown]] = drawing.drawn(project.desk(interview, clients=["tab-1"]), {"n": 0})["refused"]

    assert (shown[-1], "`" in shown) == (".", False)


def test_trouble_is_told_on_the_other_pages_too(project):
    def other(project):
        from qualcode.app.workbench.courier import courier

        courier(project)

    app = AppTest.from_function(other, args=(project,), default_timeout=60)
    app.run()
    assert "disk is full" not in texts(app)
    app.session_state["workbench-trouble"] = "The disk is full."
    app.run()

    assert not app.exception
    assert "The disk is full." in texts(app)


def test_the_address_of_a_coding_that_was_changed_opens_what_stands_in_its_place(
    project, interview, spoken
):
    old = project.code(interview, spoken[0].span, "8.a")
    new = project.change_direction(old.id, "mixed")
    go = shown(opened(project, coding=old.id))["go"]

    assert (go["coding"], go["at"]) == (new.id, new.span.start)


def test_an_outbox_of_another_study_is_left_alone(project, interview, spoken, hear):
    act = coding_act(project, interview, spoken[0].span)
    hear(sent(project, act, study=str(uuid.uuid4())))

    assert project.codings() == []
    assert project.desk(interview, clients=["tab-1"]).acks == {}


def test_suggestions_come_with_their_reason_and_the_words_they_rest_on(project, interview):
    app = opened(project)
    app.button(key="code-suggest").click().run()
    data = shown(app)

    assert project.codings() == []
    assert "waiting" in texts(app)
    id, start, end, code, band, reason, rests = data["offers"][0]
    assert id in [s.id for s in project.pending()]
    assert band in ("strong", "possible")
    assert reason.endswith(".")
    assert all(start <= a < b <= end for a, b in rests)
    assert code in [one["id"] for one in data["codes"]]


def test_where_one_decides_first_nothing_of_a_suggestion_reaches_the_page(project, interview):
    project.suggest()
    waiting = len(shown(opened(project))["offers"])
    project.set_options(decide_first=1.0)
    app = opened(project)
    data = shown(app)

    assert waiting > 0
    assert data["offers"] == []
    assert data["hidden"] == waiting
    assert "until you have coded their passages yourself" in texts(app)


def test_an_interview_is_read_when_somebody_says_so_and_coded_through(project, interview):
    app = opened(project)
    assert not any(r.read_at for r in project.readings())

    app.button(key=f"read-{interview}-mk").click().run()
    app.button(key=f"done-{interview}-mk").click().run()
    [reading] = project.readings()
    assert reading.read_at and reading.done_at
    app.button(key=f"done-{interview}-mk").click().run()
    assert project.readings()[0].done_at is None


def test_looking_at_the_page_again_changes_nothing_in_the_study(project, interview):
    app = opened(project)
    version = project.version
    app.run()

    assert project.version == version


def test_interviews_not_coded_through_come_first(sample):
    done = {r.transcript for r in sample.readings() if r.coder == sample.coder and r.done_at}
    order = sample.to_code()

    waiting = [id for id in order if id not in done]
    assert order[: len(waiting)] == waiting
    assert len(order) == len(sample.transcripts())


def test_the_address_opens_an_interview(sample):
    app = opened(sample, transcript="midtown-02-health-visitor")

    assert shown(app)["doc"] == "midtown-02-health-visitor"
    app.selectbox(key="code-choice").select("east-07-teacher").run()
    assert shown(app)["doc"] == "east-07-teacher"


def test_the_address_of_a_coding_opens_its_interview_there_once(sample):
    coding = sample.codings(transcript="east-07-teacher", code="8.a")[:1] or sample.codings()[:1]
    [coding] = coding
    app = opened(sample, transcript="midtown-02-health-visitor", coding=coding.id)
    data = shown(app)

    assert data["doc"] == coding.transcript
    go = data["go"]
    assert (go["n"], go["coding"], go["at"]) == (1, coding.id, coding.span.start)
    app.run()
    assert shown(app)["go"]["n"] == 1
    app.selectbox(key="code-choice").select("midtown-02-health-visitor").run()
    assert shown(app)["doc"] == "midtown-02-health-visitor"
    assert "coding" not in app.query_params


def test_the_address_of_a_coding_that_was_withdrawn_is_said_to_be_so(project, interview):
    coding = project.code(interview, project.segments(interview)[1].span, "8.a")
    project.withdraw(coding.id)
    app = opened(project, coding=coding.id)

    assert "does not stand any more" in texts(app)
    assert shown(app)["doc"] == interview


def test_what_people_wrote_reaches_the_page_as_it_was_typed(project):
    from qualcode.project import Upload

    hostile = "<img src=x onerror=alert(1)> costs $5 -- **not** :red[$6]"
    file = Upload("h.txt", f"Interviewer: How?\n\nP01: {hostile}\n".encode())
    project.import_files([file])
    app = opened(project)
    data = shown(app)

    assert hostile in data["text"]
    assert "<img" not in texts(app)


def test_memos_are_given_with_what_they_are_about(project, interview, spoken):
    coding = project.code(interview, spoken[0].span, "8.a")
    project.add_memo("Whose thresholds?", f"coding {coding.id}")
    turned = project.change_direction(coding.id, "mixed")
    project.add_memo("Compare with Tom.", f"segment {spoken[1].id}")
    memos = shown(opened(project))["memos"]

    assert [memo[2] for memo in memos[turned.id]] == ["Whose thresholds?"]
    assert [memo[0] for memo in memos[spoken[1].id]] == ["mk"]


def test_an_empty_codebook_leads_to_the_codebook_page(tmp_path):
    from qualcode.project import Upload, new

    study = new(tmp_path / "bare", "mk")
    study.import_files([Upload("a.txt", b"Interviewer: How?\n\nP01: Well.\n")])
    app = opened(study)

    assert app.button(key="code-codebook").label == "Add a codebook"
    assert shown(app)["codes"] == []
    study.close()


def test_the_browser_gets_one_module_with_one_door():
    module = joined()

    assert module.count("export default") == 1
    assert "import " not in [line[:7] for line in module.splitlines()]
    assert "innerHTML" not in module
    assert makes_no_markup(module)


def makes_no_markup(module):
    """Markup is never made from text: what could do it is not called."""
    ways = ("insertAdjacentHTML", "outerHTML", "document.write", "eval(", "new Function")
    return not any(way in module for way in ways)


def test_what_stays_is_not_sent_again_with_every_act(project, interview, spoken):
    def halves():
        return [one.proto.json for one in opened(project).get("bidi_component")]

    still, live = halves()
    project.code(interview, spoken[0].span, "8.a")
    still_after, live_after = halves()

    assert still_after == still
    assert live_after != live
    assert project.transcript(interview).text not in json.loads(live).values()


def test_a_span_is_counted_in_code_points(project):
    from qualcode.project import Upload

    words = "👩‍👩‍👧 We meet."
    project.import_files([Upload("e.txt", f"Interviewer: 😀?\n\nP01: {words}\n".encode())])
    data = shown(opened(project))
    start, end = data["segs"][1][:2]

    assert data["text"][start:end] == words
    assert Span(start, end).end - start == len(words)
