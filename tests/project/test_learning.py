"""What a study's suggestions learn from: codings that stand, refusals, and what was read."""

import pytest

from qualcode.errors import Refused
from qualcode.model import Span
from qualcode.suggest import embeddings


def judged(project):
    return {(j.words, j.code, j.accepted, j.coder) for j in project.record().judged}


def test_codings_that_stand_are_learned_from_and_withdrawn_ones_are_not(project, interview):
    [first, second] = [s for s in project.segments(interview) if not s.interviewer]
    kept = project.code(interview, first.span, "8.a")
    gone = project.code(interview, second.span, "4.a")
    project.withdraw(gone.id)

    assert judged(project) == {(kept.quote, "8.a", True, "mk")}


def test_a_refusal_counts_by_the_last_word_and_a_skip_not_at_all(project, interview):
    first, second, *_ = project.suggest(interview)
    project.decide(first.id, "reject")
    project.decide(second.id, "skip")

    assert judged(project) == {(first.quote, first.code, False, "mk")}


def test_taking_it_with_another_code_refuses_the_one_offered_until_undone(project, interview):
    first = project.suggest(interview)[0]
    other = "7.c" if first.code != "7.c" else "7.a"
    made = project.decide(first.id, "accept", code=other)

    both = {(first.quote, first.code, False, "mk"), (first.quote, other, True, "mk")}
    assert judged(project) == both
    project.withdraw(made.id)
    assert judged(project) == set()


def test_only_what_was_read_through_and_left_counts_as_left(project, interview):
    [first, second] = [s for s in project.segments(interview) if not s.interviewer]
    project.code(interview, Span(first.span.start, first.span.start + 8), "8.a")

    assert project.record().uncoded == ()
    project.done(interview)
    text = project.transcript(interview).quote(second.span)
    assert project.record().uncoded == ((interview, text),)


def test_a_reading_begun_and_not_done_leaves_nothing_uncoded(project, interview):
    [first, second] = [s for s in project.segments(interview) if not s.interviewer]
    project.code(interview, first.span, "8.a")

    project.keep_place(interview, first.span.end)
    project.mark_read(interview)
    assert project.record().uncoded == ()
    project.done(interview)
    assert [words for _, words in project.record().uncoded] == [
        project.transcript(interview).quote(second.span)
    ]


def test_codings_on_much_the_same_words_hold_for_each_other(project, interview):
    segment = next(s for s in project.segments(interview) if not s.interviewer)
    start, end = segment.span.start, segment.span.end
    long = project.code(interview, segment.span, "8.a")
    half = project.code(interview, Span(start, start + (end - start) // 2), "4.a")

    assert judged(project) == {
        (quote, code, True, "mk") for quote in (long.quote, half.quote) for code in ("8.a", "4.a")
    }


def test_codings_that_hardly_touch_or_were_refused_there_do_not(project, interview):
    first = project.suggest(interview)[0]
    other = "7.c" if first.code != "7.c" else "7.a"
    project.decide(first.id, "reject")
    project.code(interview, first.span, other)
    start, end = first.span.start, first.span.end
    inner = Span(start, end - 2)
    project.code(interview, inner, first.code)

    found = judged(project)
    quote = project.transcript(interview).quote(inner)
    assert (quote, other, True, "mk") in found
    assert (first.quote, first.code, False, "mk") in found
    assert (first.quote, first.code, True, "mk") not in found


def test_codings_that_share_less_than_half_stay_apart(project, interview):
    segment = next(s for s in project.segments(interview) if not s.interviewer)
    start, end = segment.span.start, segment.span.end
    third = (end - start) // 3
    left = project.code(interview, Span(start, end - third), "8.a")
    right = project.code(interview, Span(end - third - 4, end), "4.a")

    assert judged(project) == {(left.quote, "8.a", True, "mk"), (right.quote, "4.a", True, "mk")}


def test_the_engine_learns_when_suggestions_are_made_and_not_while_coding(project, interview):
    project.suggest(interview)
    before = project.engine
    segment = next(s for s in project.segments(interview) if not s.interviewer)

    project.code(interview, segment.span, "8.a")

    assert project.engine is before
    project.suggest(interview)
    assert project.engine is not before
    assert project.retrain() is False


def test_meanings_are_compared_only_in_a_study_that_asks_for_it(project, interview):
    project.suggest(interview)
    plain = project.engine.name
    project.set_options(semantic=True)

    assert project.engine.name == "layers 2 and meaning" != plain
    found = project.suggest(interview)
    assert {r.layer for s in found for r in s.reasons} >= {"meaning"}
    project.set_options(semantic=False)
    assert project.engine.name == plain


def test_a_study_that_compares_meanings_says_what_to_install(project, interview, monkeypatch):
    project.set_options(semantic=True)
    monkeypatch.setattr(embeddings, "find_spec", lambda name: None)

    with pytest.raises(Refused, match=r"qualcode\[semantic\]"):
        project.suggest(interview)
    with pytest.raises(Refused, match=r"qualcode\[semantic\]"):
        project.set_options(semantic=True)
    project.set_options(semantic=False)
    assert project.suggest(interview)


def test_interviews_of_one_person_share_a_group(project, tmp_path):
    for name, who in (("a", "P01"), ("b", "P01"), ("c", "P02")):
        file = tmp_path / f"{name}.md"
        file.write_text(f"---\nparticipant: {who}\n---\n\n{who}: We met {name}.\n", "utf-8")
        project.import_files([file])

    assert project.interview_groups() == {"a": "a", "b": "a", "c": "c"}


def test_cues_are_proposed_only_from_three_interviews(project, tmp_path):
    for n in range(3):
        assert project.propose_cues("4.c") == []
        file = tmp_path / f"t{n}.md"
        lines = [f"P{n}: Kestrels circled us twice, number {n}{m}.\n\n" for m in range(4)]
        lines += [f"P{n}: Buses were late again, number {n}{m}.\n\n" for m in range(4)]
        file.write_text("".join(lines), "utf-8")
        project.import_files([file])
        for segment in project.segments(f"t{n}")[:4]:
            project.code(f"t{n}", segment.span, "4.c")
        project.done(f"t{n}")

    found = {one.words: one for one in project.propose_cues("4.c")}
    assert "kestrels" in found
    assert found["kestrels"].interviews == 3
    assert len(found["kestrels"].lines_for) == 3
    assert "buses" not in found
    assert project.weak_cues() == {}
