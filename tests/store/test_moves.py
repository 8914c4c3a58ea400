"""A corrected text and where its codings went, whichever database keeps them."""

import pytest

from qualcode.model import Coding, Span
from qualcode.model.corrected import MoveState
from qualcode.project import Project, Upload
from qualcode.store import checks_codings, checks_texts, coded, moves
from qualcode.store.checks_facts import Facts

WHY = "heard again"


SAID = (
    "Interviewer: How is it?\n\nAna: We share 👩‍👩‍👧 news — cafe\u0301, 𝒜, “trust”. It helps.\n\n"
    "Interviewer: And so?\n\nAna: Nothing more.\n"
)
WORDS = {"c1": "share 👩‍👩‍👧 news", "c2": "cafe\u0301, 𝒜, “trust”", "c3": "It helps."}
PLACES = {id: Span(SAID.index(said), SAID.index(said) + len(said)) for id, said in WORDS.items()}


@pytest.fixture
def project(store):
    """Three codings of an interview's words, the last of them withdrawn."""
    made = Project(store, "mk")
    made.import_files([Upload("talk.txt", SAID.encode())])
    with store.write("mk") as tx:
        coded.save_codings(
            tx, [Coding(id, "talk", PLACES[id], said, "1", "mk") for id, said in WORDS.items()]
        )
        coded.save_withdrawal(tx, "c3")
    return made


def corrected(project, *changes):
    text = SAID
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return project.correct_transcript("talk", Upload("talk.txt", text.encode()), WHY)


def test_every_quote_is_what_stands_there_with_any_characters_and_line_ends(store, project):
    corrected(
        project,
        ("How is it?", "How, 𝒜 👩‍👩‍👧, is it?"),
        ("Interviewer: How", "\ufeffInterviewer: How"),
        ("\n", "\r\n"),
    )
    text = project.transcript("talk").text

    assert "\r" not in text
    assert [c.id for c in project.codings()] == ["c1", "c2"]
    with store.read() as connection:
        every = [coded.load_withdrawn(connection, id) for id in ("c1", "c2", "c3")]
    for one in every:
        assert one.quote == WORDS[one.id] == text[one.span.start : one.span.end]


def test_words_that_are_gone_stand_nowhere_and_come_back(store, project):
    corrected(project, ("share 👩‍👩‍👧 news", "do"), (" It helps.", ""))
    text = project.transcript("talk").text

    with store.read() as connection:
        assert moves.load_nowhere(connection) == {"c1", "c3"}
        assert [m.state for m in moves.load_waiting(connection)] == [MoveState.UNPLACED]
        assert moves.count_waiting(connection) == 1
        assert coded.load_withdrawn(connection, "c1").span.start > len(text)
    project.correct_back("talk", 1, WHY)
    with store.read() as connection:
        assert moves.load_nowhere(connection) == set()
        assert coded.load_withdrawn(connection, "c3").span == PLACES["c3"]
    assert [(c.span, c.quote) for c in project.codings()] == [
        (PLACES[id], WORDS[id]) for id in ("c1", "c2")
    ]


def test_a_withdrawn_coding_asks_nobody_and_is_not_among_what_stood(store, project):
    told = corrected(project, ("It helps.", "It helped."))

    assert [move.coding.id for move in told.moves] == ["c1", "c2"]
    assert project.to_place() == []
    assert [c.id for c in project.old_text("talk", 1).codings] == ["c1", "c2"]


def test_a_correction_that_fails_changes_nothing(store, project, monkeypatch):
    from qualcode.project import correcting_plan

    def fail(*given):
        raise RuntimeError

    monkeypatch.setattr(correcting_plan, "save_moves", fail)
    before = project.transcript("talk"), project.codings(), project.version
    with pytest.raises(RuntimeError):
        corrected(project, ("share", "shared"))

    assert (project.transcript("talk"), project.codings(), project.version) == before
    assert len(project.text_versions("talk")) == 1


def test_what_checks_a_study_finds_no_more_wrong_with_a_corrected_one(store, project):
    def found():
        with store.read() as connection:
            facts = Facts(connection, store.place, None, "2026-03-01")
            checks = (*checks_codings.CHECKS, *checks_texts.CHECKS)
            return {check.name: list(check.look(facts)) for check in checks}

    project.replace_name("talk", PLACES["c2"], "the place", everywhere=False)
    before = found()
    corrected(project, ("share 👩‍👩‍👧 news", "do"), (" It helps.", ""), ("How is it?", "So?"))

    assert found() == before
    assert before["quotes"] == before["corrected texts"] == before["places of codings"] == []
