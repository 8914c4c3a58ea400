"""What the workbench shows of an interview, read at one moment."""

import uuid

import pytest

from qualcode.errors import Refused, UnknownTranscript
from qualcode.project.blind import is_blind


def spoken(project, interview):
    return [s for s in project.segments(interview) if not s.interviewer]


def test_the_desk_holds_what_the_verbs_say(sample):
    id = "city-07-teacher"
    desk = sample.desk(id)

    assert desk.transcript == sample.transcript(id)
    assert list(desk.segments) == sample.segments(id)
    assert list(desk.waiting) == list(sample.pending(id)) != []
    assert (desk.codebook, desk.codebook_version) == (sample.codebook, 1)
    assert (desk.study, desk.options) == (sample.about()["uuid"], sample.about()["options"])
    assert (desk.coder, desk.place, desk.read, desk.done) == (sample.coder, None, False, False)
    coded = sample.desk("midtown-01-programme-manager")
    assert list(coded.codings) == sample.codings(transcript="midtown-01-programme-manager")
    assert {c.coder for c in coded.codings} == {"Ruth Adeyemi", "Tom Kessler"}
    assert coded.done
    with pytest.raises(UnknownTranscript):
        sample.desk("nobody")


def test_the_desk_waits_for_the_acting_coder_only(sample):
    id = "city-07-teacher"
    one = sample.desk(id).waiting[0]
    sample.decide(one.id, "reject")

    assert one.id not in {s.id for s in sample.desk(id).waiting}
    assert one.id in {s.id for s in sample.acting_as("Tom Kessler").desk(id).waiting}


def test_the_desk_knows_recent_codes_but_offers_no_retired_one(project, interview):
    first, second = (s.span for s in spoken(project, interview))
    for span, code in ((first, "1"), (first, "7.b"), (second, "1")):
        project.code(interview, span, code)
    assert project.desk(interview).recent == ("1", "7.b")

    project.retire_code("7.b", "not used")

    assert project.desk(interview).recent == ("1",)
    assert project.recent_codes() == ["1"]


def test_memos_lie_with_what_now_stands_for_what_they_were_written_on(project, interview):
    first, second = spoken(project, interview)
    one = project.code(interview, first.span, "1")
    gone = project.code(interview, second.span, "2")
    project.add_memo("On the first form.", f"coding {one.id}")
    project.add_memo("On what is withdrawn.", f"coding {gone.id}")
    project.add_memo("On the passage.", f"segment {second.id}")
    project.add_memo("On the whole.", f"transcript {interview}")
    project.withdraw(gone.id)
    turned = project.change_direction(one.id, "mixed")
    project.add_memo("On the second form.", f"coding {turned.id}")
    project.undo()
    [back] = project.codings()

    memos = project.desk(interview).memos

    assert {k: {m.text for m in found} for k, found in memos.items()} == {
        back.id: {"On the first form.", "On the second form."},
        second.id: {"On the passage."},
    }
    assert {m.text for m in project.memos(f"coding {back.id}")} == {
        "On the first form.",
        "On the second form.",
    }


def test_memos_on_a_passage_stay_with_the_part_in_which_they_begin(project, interview):
    first, _ = spoken(project, interview)
    project.add_memo("Whose?", f"segment {first.id}")
    at = project.transcript(interview).text.index("Nobody")
    one, other = project.split(first.id, at)
    project.add_memo("Hers.", f"segment {other.id}")
    assert set(project.desk(interview).memos) == {one.id, other.id}

    project.merge_segment(one.id)

    assert [len(m) for m in project.desk(interview).memos.values()] == [2]


def test_the_place_is_kept_for_each_reader_and_is_no_act(project, interview):
    before = len(project.history())
    project.keep_place(interview, 30)
    project.keep_place(interview, 41)

    assert project.place(interview) == 41
    assert len(project.history()) == before
    other = project.acting_as("somebody new")
    assert other.place(interview) is None
    other.keep_place(interview, 10**9)
    assert other.place(interview) == len(project.transcript(interview).text)
    assert project.place(interview) == 41 == project.desk(interview).place
    with pytest.raises(UnknownTranscript):
        project.keep_place("nobody", 3)


def test_an_interview_is_read_when_a_person_says_so_and_coded_through_means_read(
    project, interview
):
    project.keep_place(interview, 3)
    assert project.readings()[0].read_at is None
    assert not project.desk(interview).read

    project.mark_read(interview)
    project.mark_read(interview)
    assert project.readings()[0].read_at
    assert [e.act for e in project.history(last=2)].count("read") == 1
    project.mark_read(interview, on=False)
    assert (project.readings()[0].read_at, project.place(interview)) == (None, 3)
    project.done(interview)
    assert project.readings()[0].read_at
    assert project.desk(interview).done
    with pytest.raises(UnknownTranscript):
        project.mark_read("nobody")


def test_a_reading_that_is_only_a_place_is_no_coding_through(sample):
    before = sample.standing()
    sample.keep_place("city-07-teacher", 20)

    assert sample.standing() == before


def test_the_desk_answers_the_tabs_that_ask(project, interview):
    study = project.about()["uuid"]
    acts = [{"seq": 1, "doc": interview, "act": "withdraw", "coding": str(uuid.uuid4())}]
    for client in ("a", "b"):
        project.work([{"client": client, "study": study, "coder": "mk", "acts": acts}])

    desk = project.desk(interview, clients=["a", "c"])

    assert desk.acks == {"a": 1}
    assert [(client, seq) for client, seq, _ in desk.refused] == [("a", 1)]
    assert project.desk(interview).acks == {}


def test_options_have_defaults_and_are_checked(project):
    assert project.about()["options"] == {
        "small_group": 6,
        "suggestions": True,
        "semantic": False,
        "decide_first": 0.0,
        "direction": "present",
        "retain_until": "",
    }
    project.set_options(decide_first=1, direction="mixed", suggestions=False)
    project.set_small_group(3)

    assert project.about()["options"] == {
        "small_group": 3,
        "suggestions": False,
        "semantic": False,
        "decide_first": 1.0,
        "direction": "mixed",
        "retain_until": "",
    }


@pytest.mark.parametrize(
    "odd",
    [
        {"colour": "red"},
        {"decide_first": 1.01},
        {"decide_first": -0.1},
        {"decide_first": float("nan")},
        {"decide_first": True},
        {"decide_first": "0.2"},
        {"direction": "sideways"},
        {"direction": None},
        {"suggestions": 1},
        {"semantic": 1},
        {"small_group": 4},
        {"small_group": 6.0},
        {"suggestions": False, "direction": "sideways"},
    ],
    ids=str,
)
def test_an_option_that_is_not_one_is_refused_and_nothing_changes(project, odd):
    before = project.about()

    with pytest.raises(Refused):
        project.set_options(**odd)
    assert project.about() == before


HERE = "city-07-teacher"


def offered_everywhere(project, id):
    """Every place a suggestion can be met."""
    total = sum(n for (t, _), n in project.waiting().items() if t == id)
    ids = [s.id for s in project.pending(id)]
    assert ids == [s.id for s in project.desk(id).waiting]
    assert set(ids) == {s.id for p in project.passages(id) for s in p.waiting}
    assert len(ids) == total
    assert project.pending_count() == sum(project.waiting().values())
    assert (project.next_pending(id) is None) is (not ids)
    return ids


def test_with_suggestions_off_nothing_waits_anywhere(sample):
    assert offered_everywhere(sample, HERE)
    sample.set_options(suggestions=False)

    assert offered_everywhere(sample, HERE) == []
    assert (sample.desk(HERE).hidden, sample.standing().waiting) == (0, 0)
    with pytest.raises(Refused, match="switched off"):
        sample.suggest(HERE)
    sample.set_options(suggestions=True)
    assert offered_everywhere(sample, HERE)


def test_decide_first_hides_what_waits_on_its_passages_until_they_are_coded(sample):
    shown = offered_everywhere(sample, HERE)
    sample.set_options(decide_first=0.5)
    study = sample.about()["uuid"]
    # Whatever this study's number, some passage with an offer is blind from here on.
    share = next(
        n / 20
        for n in range(1, 21)
        if any(
            is_blind(study, p.segment, n / 20) for p in sample.passages(HERE) if _offers(sample, p)
        )
    )
    sample.set_options(decide_first=share)
    blind = [p for p in sample.passages(HERE) if is_blind(study, p.segment, share)]
    kept = [s for p in blind for s in _offers(sample, p)]

    left = offered_everywhere(sample, HERE)

    assert kept
    assert set(left) == set(shown) - {s.id for s in kept}
    assert sample.desk(HERE).hidden == len(shown) - len(left)
    passage = next(p for p in blind if _offers(sample, p))
    sample.code(HERE, passage.segment.span, "8")
    assert {s.id for s in _offers(sample, passage)} <= set(offered_everywhere(sample, HERE))
    sample.undo()
    assert offered_everywhere(sample, HERE) == left
    sample.done(HERE)
    assert offered_everywhere(sample, HERE) == shown
    tom = sample.acting_as("Tom Kessler")
    assert set(offered_everywhere(tom, HERE)) == set(left)


def _offers(project, passage):
    """What was offered on a passage, hidden or not."""
    from qualcode.store import offers

    with project.store.read() as connection:
        found = offers.load_pending(connection, project.coder, transcripts=[HERE])
    return [s for s in found if s.span.overlaps(passage.segment.span)]


def test_decide_first_takes_about_its_share_of_passages_and_the_same_ones_always(sample):
    segments = [s for t in sample.transcripts() for s in sample.segments(t["id"])]

    def blind(share, study="study"):
        return {s.id for s in segments if is_blind(study, s, share)}

    assert blind(0.0) == set()
    assert blind(1.0) == {s.id for s in segments}
    assert len(segments) > 300
    assert 0.12 < len(blind(0.2)) / len(segments) < 0.28
    assert blind(0.2) == blind(0.2) < blind(0.6)
    assert blind(0.2, "another") != blind(0.2)
