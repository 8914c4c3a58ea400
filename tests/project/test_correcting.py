"""A transcript corrected after coding: codings go along, wait, or are let go; nothing is lost."""

from random import Random

import pytest

from qualcode.errors import Refused, UnknownItem
from qualcode.model import CoderRole, Direction
from qualcode.model.corrected import MoveState
from qualcode.project import Project, Upload
from qualcode.store import coded
from tests.conftest import TWO_PEOPLE
from tests.text.edit_sets import corrected

WHY = "heard again"


def mended(*changes, name="mended.md", text=TWO_PEOPLE):
    """The interview's file with some words changed."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return Upload(name, text.encode())


@pytest.fixture
def three(project, interview, at):
    """Codings on words that stay, that will be changed, and that will be gone."""
    return [
        project.code(interview, at("We argue about thresholds."), "3.b"),
        project.code(interview, at("Nobody agrees what counts."), "3.a", direction="mixed"),
        project.code(interview, at("We know who to ring."), "7.d"),
    ]


CHANGES = (("Nobody agrees", "Nobody ever agrees"), (" We know who to ring.", ""))


@pytest.fixture
def after(project, interview, three):
    """The interview after the correction."""
    return project.correct_transcript(interview, mended(*CHANGES), WHY)


def quotes_hold(project):
    texts = {row["id"]: project.transcript(row["id"]).text for row in project.transcripts()}
    return all(texts[c.transcript][c.span.start : c.span.end] == c.quote for c in project.codings())


def test_words_that_were_not_touched_keep_their_coding(project, interview, three, after):
    text = project.transcript(interview).text

    assert "Nobody ever agrees" in text
    assert [(m.coding.id, m.state) for m in after.moves] == [
        (three[0].id, MoveState.MOVED),
        (three[1].id, MoveState.REVIEW),
        (three[2].id, MoveState.UNPLACED),
    ]
    assert project.codings() == [three[0]]
    assert quotes_hold(project)


def test_a_coding_goes_along_as_it_is_when_words_come_before_it(project, interview, three):
    project.star(three[0].id)
    project.add_memo("Look again.", about=f"coding {three[0].id}")
    project.correct_transcript(
        interview, mended(("How do referrals go?", "How do they go now?")), WHY
    )
    [first, *_] = project.codings()

    assert (first.id, first.made_at, first.starred) == (three[0].id, three[0].made_at, True)
    assert first.span.start == three[0].span.start - 1
    assert len(project.codings()) == 3
    assert quotes_hold(project)


def test_a_dry_run_tells_the_same_and_changes_nothing(project, interview, three):
    before = project.version, project.transcript(interview), project.codings()
    told = project.correct_transcript(interview, mended(*CHANGES), dry_run=True)

    assert (project.version, project.transcript(interview), project.codings()) == before
    assert len(project.text_versions(interview)) == 1
    assert told == project.correct_transcript(interview, mended(*CHANGES), WHY)


def test_changed_words_wait_with_their_old_ones_and_a_place(project, interview, three, after):
    changed, gone = project.to_place(interview)

    assert changed.move.coding.quote == "Nobody agrees what counts."
    assert changed.move.words == "Nobody ever agrees what counts."
    assert changed.lead.endswith("We argue about thresholds. ")
    assert (gone.move.span, gone.move.words) == (None, "")
    assert gone.move.coding.quote == "We know who to ring."


def test_a_coding_that_is_kept_stays_what_it_was_on_the_new_words(project, interview, three, after):
    project.add_memo("Who is nobody?", about=f"coding {three[1].id}")
    kept = project.place_again(three[1].id)

    assert kept.quote == "Nobody ever agrees what counts."
    assert (kept.coder, kept.code, kept.direction) == ("mk", "3.a", Direction.MIXED)
    assert (kept.made_at, kept.replaces) == (three[1].made_at, three[1].id)
    assert [memo.text for memo in project.memos(about=f"coding {kept.id}")] == ["Who is nobody?"]
    assert [one.move.coding.id for one in project.to_place()] == [three[2].id]
    assert quotes_hold(project)


def test_other_words_can_be_chosen_and_must_stand_once(project, interview, three, after):
    with pytest.raises(Refused, match="not in the text"):
        project.place_again(three[2].id, words="We know who to ring.")
    with pytest.raises(Refused, match="several times"):
        project.place_again(three[2].id, words="e")
    placed = project.place_again(three[2].id, words="But the\n duty desk")

    assert (placed.quote, placed.code) == ("But the duty desk", "7.d")
    with pytest.raises(UnknownItem, match="does not wait"):
        project.place_again(three[2].id)


def test_words_that_are_gone_need_a_place_and_only_respondents_words_are_one(
    project, interview, three, after, at
):
    with pytest.raises(Refused, match="gone from the text"):
        project.place_again(three[2].id)
    with pytest.raises(Refused, match="interviewer"):
        project.place_again(three[2].id, at("How do referrals"))
    assert len(project.to_place()) == 2


def test_a_coding_that_is_let_go_stays_withdrawn_and_readable(project, interview, three, after):
    project.let_go(three[2].id)

    assert three[2].id not in {c.id for c in project.codings()}
    assert three[2] in project.old_text(interview, 1).codings
    assert [one.move.coding.id for one in project.to_place()] == [three[1].id]


def test_all_with_a_proposed_place_are_kept_at_once(project, interview, three, after):
    assert project.place_all_again() == 1
    assert [one.move.coding.id for one in project.to_place()] == [three[2].id]
    assert project.place_all_again() == 0


def test_the_old_version_is_readable_with_what_stood_on_it(project, interview, three, after):
    old, new = project.text_versions(interview)
    then = project.old_text(interview, 1)

    assert (old.n, old.who, old.reason, new.until) == (1, "mk", WHY, None)
    assert "Nobody agrees what counts." in then.text
    assert list(then.codings) == three
    assert all(then.text[c.span.start : c.span.end] == c.quote for c in then.codings)
    assert [turn.speaker for turn in then.turns] == ["Interviewer", "P01", "P01"]
    assert project.old_text(interview, 2).codings == tuple(project.codings())
    with pytest.raises(UnknownItem, match="no version 3"):
        project.old_text(interview, 3)


def test_correcting_back_puts_every_coding_where_it_was(project, interview, three, after):
    told = project.correct_back(interview, 1, "was right before")

    assert {m.state for m in told.moves} == {MoveState.MOVED}
    assert project.to_place() == []
    assert [(c.span, c.quote, c.code, c.made_at) for c in project.codings()] == [
        (c.span, c.quote, c.code, c.made_at) for c in three
    ]
    assert [v.n for v in project.text_versions(interview)] == [1, 2, 3]


def test_correcting_back_takes_along_what_was_kept_on_changed_words(
    project, interview, three, after
):
    project.place_again(three[1].id)
    project.correct_back(interview, 1, "was right before")

    assert [(c.span, c.quote) for c in project.codings()] == [(c.span, c.quote) for c in three]


def test_who_speaks_stays_confirmed_and_new_labels_are_told(project, interview):
    [speaker] = [s for s in project.speakers()[interview] if not s.interviewer]
    project.set_speakers(interview, project.speakers()[interview])
    told = project.correct_transcript(
        interview, mended(("P01: But the", "Anna: But the"), ("participant: P01\n", "")), WHY
    )
    now = {s.label: s for s in project.speakers()[interview]}

    assert list(told.new_speakers) == ["Anna"]
    assert (now["P01"].confirmed, now["P01"].role) == (True, speaker.role)
    assert not now["Anna"].confirmed


def test_a_label_a_person_corrected_is_known_again(project, interview):
    project.correct_label(interview, "P01", "Mrs R")
    told = project.correct_transcript(interview, mended(("argue", "quarrel")), WHY)

    assert (told.new_speakers, told.gone_speakers) == ([], [])
    assert {s.speaker for s in project.segments(interview)} == {"Interviewer", "Mrs R"}


def test_words_somebody_else_says_now_wait_although_they_are_the_same(project, interview, three):
    project.correct_transcript(interview, mended(("P01: But the", "Anna: But the")), WHY)
    [one] = project.to_place()

    assert one.move.coding.id == three[2].id
    assert one.move.speaker
    assert one.move.words == one.move.coding.quote
    assert project.place_all_again() == 0
    assert project.place_again(three[2].id).quote == "We know who to ring."


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (mended(), "says the same"),
        (
            mended(name="other.txt", text="Interviewer: Hm?\n\nTom: Quite another talk here.\n"),
            "Hardly",
        ),
    ],
)
def test_a_file_that_corrects_nothing_is_refused(project, interview, three, file, why):
    with pytest.raises(Refused, match=why):
        project.correct_transcript(interview, file, WHY)
    assert project.codings() == three


def test_a_correction_needs_a_reason_and_an_existing_version(project, interview, three):
    with pytest.raises(Refused, match="why"):
        project.correct_transcript(interview, mended(*CHANGES), "  ")
    with pytest.raises(UnknownItem, match="no version 4"):
        project.correct_back(interview, 4, WHY)
    assert len(project.text_versions(interview)) == 1


def test_the_text_of_another_transcript_is_refused(project, interview):
    other = mended(("P01", "P02"), name="other.md")
    project.import_files([other])

    with pytest.raises(Refused, match="the text of transcript 'other'"):
        project.correct_transcript(interview, other, WHY)


def test_undo_goes_back_to_the_correction_and_no_further(project, interview, three):
    told = project.correct_transcript(interview, mended(*CHANGES), WHY)
    made = project.code(interview, project.codings()[0].span, "5.a")

    assert told.steps == 3
    project.undo()
    assert made.id not in {c.id for c in project.codings()}
    with pytest.raises(Refused, match="nothing to undo"):
        project.undo()
    assert [c.id for c in project.codings()] == [three[0].id]


def test_a_second_coder_places_her_own_and_a_researcher_everybodys(
    project, interview, three, after
):
    project.add_coder("Ina", CoderRole.SECOND_CODER)
    ina = project.acting_as("Ina")

    with pytest.raises(Refused, match="mk's; its coder or a researcher"):
        ina.place_again(three[1].id)
    assert ina.place_all_again() == 0
    assert project.place_again(three[1].id).coder == "mk"


def test_a_second_correction_finds_waiting_words_from_where_they_were_coded(
    project, interview, three, after
):
    project.correct_transcript(interview, mended(CHANGES[1]), WHY)

    assert {c.id for c in project.codings()} >= {three[0].id}
    assert "Nobody agrees what counts." in {c.quote for c in project.codings()}
    assert [one.move.coding.id for one in project.to_place()] == [three[2].id]


def test_a_code_that_was_renamed_meanwhile_is_the_one_that_comes_back(
    project, interview, three, after
):
    project.rename_code("3.a", "Clearer", "clearer", new_id="3.x")

    assert project.place_again(three[1].id).code == "3.x"


def test_the_history_tells_it_in_numbers_and_not_in_words(project, interview, three, after):
    project.place_again(three[1].id)
    project.let_go(three[2].id)
    events = project.history()
    [event] = [e for e in events if e.act == "correct transcript"]
    said = " ".join(act.words for act in project.audit())

    assert '"moved": 1' in event.detail
    assert not any("agrees" in e.detail or "ring" in e.detail for e in events)
    assert "put a corrected text in the place of" in said
    assert "2 to be looked at" in said
    project.check_history()


def test_whatever_is_corrected_no_coding_stands_on_other_words(sample):
    """Many corrections of one study, one on top of the other."""
    hold(sample, 20)


@pytest.mark.long
def test_whatever_is_corrected_no_coding_stands_on_other_words_five_hundred_times(sample):
    hold(sample, 500)


def hold(sample: Project, sets: int) -> None:
    random = Random(8)
    ids = [row["id"] for row in sample.transcripts()]
    moved = 0
    for n in range(sets):
        id = random.choice(ids)
        standing = {c.id: c.quote for c in sample.codings(transcript=id)}
        text = sample.transcript(id).text
        new = str(corrected(text, random, random.choice((1, 5, 20))))
        if new == text:
            continue
        told = sample.correct_transcript(id, Upload("new.txt", new.encode()), f"set {n}")
        now = sample.transcript(id).text
        for c in sample.codings(transcript=id):
            assert now[c.span.start : c.span.end] == c.quote
            if c.id in standing:
                moved += 1
                assert "".join(c.quote.split()) == "".join(standing[c.id].split())
        waiting = {one.move.coding.id for one in sample.to_place(id)}
        stand = {c.id for c in sample.codings(transcript=id)}
        assert set(standing) <= waiting | stand
        assert len(told.moves) == len(told.of(MoveState.MOVED)) + len(waiting)
        if n % 10 == 9:
            sample.correct_back(id, 1, "begin anew")
            first = sample.old_text(id, 1)
            assert sample.transcript(id).text == first.text
            assert not sample.to_place(id)
            assert {(c.span, c.quote) for c in sample.codings(transcript=id)} == {
                (c.span, c.quote) for c in first.codings
            }
    assert moved > sets
    with sample.store.read() as connection:
        assert quotes_hold(sample)
        assert coded.load_codings(connection)
