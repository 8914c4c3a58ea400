"""Suggestions wait for a person; only acceptance makes a coding."""

import dataclasses

import pytest

from qualcode.errors import InvalidSpan, Refused, UnknownCode, UnknownItem, UnknownTranscript
from qualcode.model import Band, Verdict
from qualcode.project import Project, new
from tests.dump import dump


@pytest.fixture
def offered(project, interview):
    """What is suggested for the interview; more than one thing."""
    found = project.suggest(interview)
    assert len(found) > 1
    return found


def test_suggesting_codes_nothing_and_says_why(project, interview, offered):
    assert project.codings() == []
    assert all(s.reason and s.quote for s in offered)
    interviewers = [s.span for s in project.segments(interview) if s.interviewer]
    assert not any(s.span.overlaps(span) for s in offered for span in interviewers)


def test_suggesting_again_offers_the_same_ids_once(project, interview, offered):
    assert project.suggest(interview) == offered
    assert list(project.pending(weak=True)) == offered


def test_the_best_guess_below_possible_is_listed_when_asked_for_and_offered_nowhere(
    project, interview, tmp_path
):
    file = tmp_path / "weather.md"
    file.write_text("Interviewer: And?\n\nP01: The plan of the rain was late.\n", encoding="utf-8")
    project.import_files([file])
    offered = project.suggest()
    below = [s for s in offered if s.band is Band.BELOW]

    assert below
    assert list(project.pending()) == [s for s in offered if s not in below]
    assert project.pending_count() == len(offered) - len(below) > 0


def test_what_is_offered_stays_the_same_when_the_study_is_opened_again(project, offered):
    from qualcode.project import Project

    again = Project.open(project.store.place, "mk")

    assert list(again.pending(weak=True)) == offered
    again.close()


def test_accepting_makes_a_coding_that_names_its_suggestion(project, offered):
    first = offered[0]

    made = project.decide(first.id, "accept", direction="absent_or_barrier")

    assert made is not None
    assert project.codings() == [made]
    assert (made.code, made.span, made.quote) == (first.code, first.span, first.quote)
    assert (made.coder, made.basis) == ("mk", f"suggestion {first.id}")
    assert made.direction.value == "absent_or_barrier"
    [decision] = project.decisions()
    assert (decision.verdict, decision.coder, decision.coding) == (Verdict.ACCEPT, "mk", made.id)
    assert first not in list(project.pending())


def test_a_suggestion_can_be_accepted_with_another_code_and_words(project, interview, offered, at):
    made = project.decide(offered[0].id, "accept", code="8", span=at("We argue"))

    assert made is not None
    assert (made.code, made.quote) == ("8", "We argue")
    [decision] = project.decisions()
    assert (decision.code, decision.span) == ("8", at("We argue"))


@pytest.mark.parametrize("verdict", ["reject", "skip"])
def test_rejecting_and_skipping_code_nothing(project, offered, verdict):
    assert project.decide(offered[0].id, verdict) is None

    assert project.codings() == []
    assert [d.verdict.value for d in project.decisions()] == [verdict]
    assert (offered[0] in list(project.pending())) is (verdict == "skip")


def test_a_skipped_suggestion_waits_behind_the_others(sample):
    here = "midtown-07-programme-manager"
    waiting = [s.id for s in sample.pending(here)]
    assert len(waiting) > 2
    for id in waiting:
        assert sample.next_pending(here).id == id
        sample.decide(id, "skip")

    assert sample.next_pending(here).id == waiting[0]
    assert [s.id for s in sample.pending(here)] == waiting


def test_a_rejection_can_be_thought_better_of_and_both_decisions_stay_in_the_history(
    project, offered
):
    project.decide(offered[0].id, "reject")
    project.decide(offered[0].id, "skip")
    assert offered[0] in list(project.pending())
    made = project.decide(offered[0].id, "accept")

    assert made is not None
    assert [d.verdict.value for d in project.decisions()] == ["reject", "skip", "accept"]


def test_an_acceptance_that_stands_is_decided_and_another_coder_still_can(project, offered):
    project.decide(offered[0].id, "accept")
    before = dump(project.store)

    for again in ("accept", "reject", "skip"):
        with pytest.raises(Refused, match="already"):
            project.decide(offered[0].id, again)

    assert dump(project.store) == before
    assert project.acting_as("tk").decide(offered[0].id, "accept") is not None


def test_what_cannot_be_decided_is_refused_and_nothing_is_stored(project, interview, offered, at):
    from qualcode.model import Span

    id, end = offered[0].id, len(project.transcript(interview).text)
    before = dump(project.store)
    cases = [
        (UnknownItem, ("nothing", "accept"), {}),
        (UnknownItem, (id, "perhaps"), {}),
        (UnknownCode, (id, "accept"), {"code": "99"}),
        (InvalidSpan, (id, "accept"), {"span": Span(end - 1, end + 5)}),
        (InvalidSpan, (id, "accept"), {"span": at("\n\n")}),
        (Refused, (id, "accept"), {"span": at("How do referrals go?")}),
        (Refused, (id, "accept"), {"direction": "sideways"}),
        (Refused, (id, "reject"), {"code": "1"}),
        (Refused, (id, "skip"), {"span": at("We argue")}),
    ]

    for error, arguments, options in cases:
        with pytest.raises(error):
            project.decide(*arguments, **options)

    assert dump(project.store) == before


def test_what_a_coder_has_coded_by_hand_is_not_offered_to_them(project, interview, offered):
    one = offered[0]
    project.code(interview, one.span, one.code)

    assert one not in list(project.pending())
    assert one in list(project.acting_as("tk").pending())


def test_a_suggestion_of_a_code_that_left_the_codebook_makes_no_coding(project, offered):
    code = offered[0].code
    kept = tuple(c for c in project.codebook if c.id != code and c.parent != code)
    groups = tuple(g for g in project.codebook.reporting_groups if code not in g)
    book = dataclasses.replace(project.codebook, codes=kept, reporting_groups=groups)
    project.set_codebook(book, "fewer codes")

    with pytest.raises(UnknownCode, match=code):
        project.decide(offered[0].id, "accept")
    assert project.codings() == []


def test_suggesting_again_replaces_the_undecided_and_keeps_the_decided(project, interview, offered):
    project.decide(offered[0].id, "reject")
    left = [s.id for s in offered[1:]]
    lost = offered[-1].code
    kept = tuple(c for c in project.codebook if c.id == offered[0].code or c.id != lost)
    project.set_codebook(dataclasses.replace(project.codebook, codes=kept), "another book")

    again = project.suggest(interview)

    assert again
    assert not {s.id for s in again} & set(left)
    assert [d.suggestion for d in project.decisions()] == [offered[0].id]


def test_an_empty_codebook_and_an_unknown_transcript_are_refused(project, tmp_path):
    empty = new(tmp_path / "empty.qualcode", "mk")
    with pytest.raises(Refused, match="empty"):
        empty.suggest()
    empty.close()
    with pytest.raises(UnknownTranscript):
        project.suggest("tlak")


def test_a_study_without_texts_suggests_nothing(project):
    assert project.suggest() == []


def test_undoing_an_acceptance_opens_the_suggestion_again(project, interview):
    offered = project.suggest(interview)[0]
    project.decide(offered.id, "accept")
    assert offered.id not in {s.id for s in project.pending(interview, weak=True)}

    project.undo()

    assert offered.id in {s.id for s in project.pending(interview, weak=True)}
    again = project.decide(offered.id, "accept")
    assert again is not None
    project.change_direction(again.id, "mixed")
    assert offered.id not in {s.id for s in project.pending(interview, weak=True)}


def test_others_can_work_while_suggestions_are_made(project, interview):
    other = Project.open(project.store.place, "tk")
    done = []

    project.suggest(progress=lambda n: done.append(other.add_memo(f"after {n}").author))

    assert done == ["tk"]
    other.close()
