"""Searching a study: words, patterns, codes, people, and the same words under two people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.errors import Refused, UnknownCode
from qualcode.model import Consent
from qualcode.report.twins import SameWords

SAID = "Nobody on the panel could ever agree what the threshold meant."


def bring(project, tmp_path, name, role, words, authority="Midtown"):
    file = tmp_path / f"{name}.md"
    file.write_text(
        f"---\nparticipant: {name}\nrole: {role}\nauthority: {authority}\n---\n\n"
        f"Interviewer: What about thresholds?\n\n{name}: {words}\n",
        encoding="utf-8",
    )
    [imported] = project.import_files([file]).imported
    return imported.id


def spoken(project, id):
    return [s for s in project.segments(id) if not s.interviewer]


@pytest.fixture
def two(project, tmp_path):
    """Two people of two roles who say the same; the first coded 8.a and 3.b, the second 8.a."""
    first = bring(project, tmp_path, "P01", "Social worker", SAID)
    second = bring(project, tmp_path, "P02", "Health visitor", SAID, "Southshire")
    for id, code in ((first, "8.a"), (first, "3.b"), (second, "8.a")):
        [segment] = spoken(project, id)
        project.code(id, segment.span, code)
    return first, second


def test_words_are_found_in_all_talk_without_the_interviewers(project, two):
    hits = project.search("THRESHOLD", scope="talk")

    assert [h.transcript for h in hits] == list(two)
    assert {h.found for h in hits} == {"threshold"}
    assert hits[0].before.endswith("agree what the") and hits[0].after == "meant."
    assert set(hits[0].codes) == {"8.a", "3.b"}
    assert hits[0].words == SAID
    assert project.transcript(two[0]).quote(hits[0].span) == SAID


def test_words_are_found_in_coded_quotes(project, two):
    hits = project.search("threshold", codes="8")

    assert [(h.transcript, h.codes, h.quote.code) for h in hits] == [
        (two[0], ("8.a",), "8.a"),
        (two[1], ("8.a",), "8.a"),
    ]
    assert [h.marks[0].start for h in hits] == [SAID.index("threshold")] * 2


def test_codes_are_asked_for_together(project, two):
    assert [h.transcript for h in project.search(codes="8 AND 3")] == [two[0], two[0]]
    assert [h.quote.code for h in project.search(codes="8 AND 3")] == ["3.b", "8.a"]
    assert [h.transcript for h in project.search(codes="8 NOT 3")] == [two[1]]
    assert [h.transcript for h in project.search(codes="NOT 3", scope="talk")] == [two[1]]
    # With nothing but NOT asked for, quotes of whatever code are found.
    assert [h.quote.code for h in project.search(codes="NOT 3")] == ["8.a"]


def test_people_are_asked_for(project, two):
    [hit] = project.search("panel", where={"authority": "Southshire"}, scope="talk")

    assert (hit.transcript, hit.participant, hit.role) == (two[1], "P02", "Health visitor")
    assert project.search("panel", where={"role": "Social worker"})[0].transcript == two[0]


def test_a_limit_stops(project, two):
    assert len(project.search("panel", scope="talk", limit=1)) == 1
    assert len(project.search("panel", limit=2)) == 2


@pytest.mark.parametrize("scope", ["quotes", "talk"])
def test_patterns(project, two, scope):
    assert project.search(r"thresh\w+\s+meant", regex=True, scope=scope)
    assert project.search(r"^Interviewer", regex=True, scope=scope) == []
    assert project.search("nothing of the kind", scope=scope) == []


def test_words_across_two_people_are_not_found(project, tmp_path):
    bring(project, tmp_path, "P01", "Social worker", "We begin.\n\nP01: We end.")

    assert project.search("begin. we end", scope="talk") == []
    assert project.search("begin.", scope="talk") and project.search("we end", scope="talk")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"text": " "},
        {"text": "(", "regex": True},
        {"text": "x" * 5000},
        {"codes": "8 AND"},
        {"text": "x", "scope": "everything"},
        {"text": "x", "limit": 0},
        {"text": "x", "where": {"colour": "red"}},
        {"text": "x", "where": {"authority": "Nowhere"}},
    ],
)
def test_what_cannot_be_asked_is_refused(project, two, asked):
    with pytest.raises(Refused):
        project.search(**asked)


def test_a_code_that_is_not_there_is_refused(project, two):
    with pytest.raises(UnknownCode, match="At character 8 of 10"):
        project.search(codes="8 OR 1 9.z")


def test_a_pattern_that_would_run_for_ever_is_a_sentence(project, tmp_path):
    bring(project, tmp_path, "P01", "Social worker", "a" * 5000 + "b")

    with pytest.raises(Refused, match="takes too long"):
        project.search("(a+)+$", regex=True, scope="talk")


def test_an_empty_study_finds_nothing(project):
    assert project.search("x") == project.search("x", scope="talk") == []
    assert project.search(codes="8") == []


def test_the_same_words_under_two_roles_do_not_leave_unconfirmed(project, two, tmp_path):
    quotes = project.quotes(code="8")
    with pytest.raises(SameWords, match=r"two roles once, coded 8\.a") as refused:
        project.captioned(quotes, confirmed=True)
    assert SAID[:12] not in str(refused.value)
    with pytest.raises(SameWords):
        project.export_quotes(tmp_path / "q.csv", quotes, confirmed=True)
    assert not (tmp_path / "q.csv").exists()

    assert project.export_quotes(tmp_path / "q.csv", quotes, same_words=True, confirmed=True) == 2
    assert [e.act for e in project.history(last=3)] == [
        "confirm same words",
        "confirm small groups",
        "export quotes",
    ]


def test_one_persons_words_under_two_codes_are_no_slip(project, two):
    mine = [q for q in project.quotes() if q.transcript == two[0]]

    assert len(mine) == 2
    assert (
        len(project.captioned(mine, confirmed=True)) == 2 and project.duplicate_quotes(mine) == []
    )


def test_words_that_stay_anyway_do_not_stop_an_export(project, two):
    speakers = [replace(s, consent=Consent.NO_QUOTE) for s in project.speakers()[two[1]]]
    project.set_speakers(two[1], speakers)

    assert len(project.captioned(project.quotes(code="8"), confirmed=True)) == 1


def test_duplicates_are_told_exact_and_near(project, two, tmp_path):
    third = bring(project, tmp_path, "P03", "Midwife", SAID.replace("ever ", "even "))
    [segment] = spoken(project, third)
    project.code(third, segment.span, "8.a")
    found = project.duplicate_quotes(project.quotes(code="8"))

    assert [(t.exact, t.roles, t.codes) for t in found] == [
        (True, 2, ("8.a",)), (False, 2, ("8.a",)), (False, 2, ("8.a",)),
    ]  # fmt: skip


def test_the_sample_has_no_slips(sample):
    assert [t for t in sample.duplicate_quotes(sample.quotes()) if t.exact] == []
    assert sample.captioned(sample.quotes())


def test_narrowing_keeps_quotes_with_their_places(sample):
    quotes = sample.quotes(code="8")
    found = sample.narrow_quotes(quotes, "threshold")

    assert 0 < len(found) < len(quotes)
    assert all(q.words[m.start : m.end].lower() == "threshold" for q, marks in found for m in marks)
    assert [q for q, _ in sample.narrow_quotes(quotes)] == quotes
    assert {q.coding for q, _ in sample.narrow_quotes(quotes, codes="8.a NOT 3")} <= {
        q.coding for q in quotes
    }
