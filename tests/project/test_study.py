"""The study as a whole: segments, memos, the codebook's versions, what stands where."""

import dataclasses

import pytest

from qualcode.errors import Refused, UnknownTranscript
from qualcode.model import Code, CoderRole
from qualcode.project import new
from tests.dump import dump


def words(project, id):
    text = project.transcript(id)
    return [text.quote(s.span) for s in project.segments(id) if not s.interviewer]


def test_a_segment_is_split_where_asked_and_merged_again(project, interview, at):
    before = project.segments(interview)
    [segment] = [s for s in before if s.span.contains(at("We argue"))]

    left, right = project.split(segment.id, at("Nobody").start)

    assert "We argue about thresholds." in words(project, interview)
    assert left.span.end < right.span.start
    assert project.merge_segment(left.id) == segment
    assert project.segments(interview) == before


def test_a_segment_can_be_split_in_several_places(project, interview, at):
    [segment] = [s for s in project.segments(interview) if s.span.contains(at("We argue"))]
    _, right = project.split(segment.id, at("Nobody").start)
    project.split(right.id, at("what counts").start)

    assert words(project, interview)[:3] == [
        "We argue about thresholds.",
        "Nobody agrees",
        "what counts.",
    ]


def test_what_cannot_be_split_or_merged_is_refused_and_stays(project, interview):
    first, *_, last = project.segments(interview)
    before = dump(project.store)

    for act in (
        lambda: project.split("talk:99999", 5),
        lambda: project.split(first.id, first.span.start),
        lambda: project.merge_segment(first.id),
        lambda: project.merge_segment(last.id),
    ):
        with pytest.raises(Refused):
            act()
    assert dump(project.store) == before


def test_codings_stay_where_they_are_when_segments_change(project, interview, at):
    made = project.code(interview, at("about thresholds. Nobody"), "1")
    [segment] = [s for s in project.segments(interview) if s.span.contains(at("We argue"))]

    project.split(segment.id, at("Nobody").start)

    assert project.codings() == [made]


def test_a_removed_transcript_is_out_of_view_with_its_codings(project, interview, at):
    project.code(interview, at("We argue"), "1")
    project.suggest(interview)

    project.remove_transcript(interview)

    assert (project.transcripts(), project.codings(), list(project.pending())) == ([], [], [])
    for verb in (project.transcript, project.segments, project.remove_transcript):
        with pytest.raises(UnknownTranscript):
            verb(interview)
    assert len(dump(project.store)["coding"]) == 1


def test_a_transcript_is_described_and_an_unknown_fact_is_refused(project, interview):
    project.describe_transcript(interview, wave="second", kind="focus group", title="Talk 1")

    [row] = project.transcripts()
    assert (row["wave"], row["kind"], row["title"]) == ("second", "focus group", "Talk 1")
    with pytest.raises(Refused, match="colour"):
        project.describe_transcript(interview, colour="red")
    with pytest.raises(Refused, match="focus group"):
        project.describe_transcript(interview, kind="chat")


def test_memos_are_kept_by_what_they_are_about(project, interview):
    project.add_memo("Thresholds again. 🎉")
    project.acting_as("tk").add_memo(" On this one. ", about=f"transcript {interview}")

    assert {m.text for m in project.memos()} == {"Thresholds again. 🎉", "On this one."}
    [memo] = project.memos(about=f"transcript {interview}")
    assert (memo.author, memo.text) == ("tk", "On this one.")
    with pytest.raises(Refused, match="empty"):
        project.add_memo(" \n ")


def test_no_words_of_participants_or_memos_stand_in_the_history(project, interview, at):
    project.code(interview, at("We argue"), "1")
    project.suggest(interview)
    project.add_memo("thresholds are contested")
    [segment] = [s for s in project.segments(interview) if s.span.contains(at("We argue"))]
    project.split(segment.id, at("Nobody").start)

    told = repr(project.history()).lower()

    assert "coding" in told or "code" in told
    for word in ("thresholds", "argue", "duty desk", "contested"):
        assert word not in told


def test_the_history_names_who_did_what_in_order(project, interview, at):
    made = project.acting_as("tk").code(interview, at("We argue"), "1")
    project.acting_as("tk").withdraw(made.id)

    assert [(e.who, e.act) for e in project.history(last=3)] == [
        ("tk", "add coder"),
        ("tk", "code"),
        ("tk", "withdraw"),
    ]


def test_a_new_codebook_is_a_new_version_and_may_not_lose_a_used_code(project, interview, at):
    project.code(interview, at("We argue"), "1.a")
    book = project.codebook
    without = dataclasses.replace(book, codes=tuple(c for c in book if c.id != "1.a"))

    with pytest.raises(Refused, match=r"1\.a"):
        project.set_codebook(without, "lost")
    assert (project.codebook_version, project.codebook) == (1, book)

    more = dataclasses.replace(book, codes=(*book, Code("9", "Luck")))
    assert project.set_codebook(more, "found in the interviews") == 2
    assert project.codebook == more
    assert project.code(interview, at("We know"), "9").code == "9"


def test_a_withdrawn_codes_absence_is_no_loss_but_undo_cannot_bring_it_back(project, interview, at):
    project.withdraw(project.code(interview, at("We argue"), "1.a").id)
    book = project.codebook
    project.set_codebook(
        dataclasses.replace(book, codes=tuple(c for c in book if c.id != "1.a")), "shorter"
    )

    with pytest.raises(Refused, match="nothing to undo"):
        project.undo()
    assert project.codings() == []


def test_a_study_without_a_codebook_has_no_codes(tmp_path):
    empty = new(tmp_path / "s.qualcode", "mk", title="Mine", profile="reflexive")

    assert empty.codes() == ()
    assert (empty.about()["title"], empty.about()["profile"]) == ("Mine", "reflexive")
    assert [(c.name, c.role) for c in empty.coders()] == [("mk", CoderRole.RESEARCHER)]
    empty.close()
    with pytest.raises(Refused, match="profile"):
        new(tmp_path / "t.qualcode", "mk", profile="other")
    assert not (tmp_path / "t.qualcode").exists()


def test_coders_have_roles_and_join_once(project):
    project.add_coder("Maud", CoderRole.MENTOR)
    project.add_coder("Maud")

    assert [(c.name, c.role) for c in project.coders()][1:] == [("Maud", CoderRole.MENTOR)]


def test_the_small_group_is_one_of_four_sizes(project):
    assert project.about()["options"]["small_group"] == 6
    project.set_small_group(10)
    assert project.about()["options"]["small_group"] == 10
    with pytest.raises(Refused):
        project.set_small_group(1)


def test_a_study_named_without_the_ending_gets_it(tmp_path):
    made = new(tmp_path / "carers", "mk")
    made.close()

    assert [f.name for f in tmp_path.iterdir()] == ["carers.qualcode"]
