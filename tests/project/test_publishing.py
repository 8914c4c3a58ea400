"""Tables that leave a study, and the register of what has left."""

import json
from dataclasses import replace

import pytest

from qualcode.errors import Refused
from qualcode.model import Consent, Span
from tests.project.conftest import upload


def interview_all(project, name, people):
    """Import one answer each of (participant, authority, role label, codes) and code it."""
    rows = ["id,participant,authority,role,agency,text"]
    rows += [
        f"{n},{person},{authority},{role},{agency},Answer of {person} to all of it."
        for n, (person, authority, (role, agency), _) in enumerate(people)
    ]
    [made] = project.import_files([upload(f"{name}.csv", "\n".join(rows) + "\n")]).imported
    text = project.transcript(made.id).text
    for person, *_, codes in people:
        start = text.index(f"Answer of {person} ")
        for code in codes:
            project.code(made.id, Span(start, start + 20), code)


MIDWIFE, TEACHER = ("Midwife", "health"), ("Teacher", "education")


def crowd(first, n, authority, role=MIDWIFE, codes=()):
    return [(f"P{first + i:03}", authority, role, codes) for i in range(n)]


@pytest.fixture
def filled(project):
    """20 people in Midtown, 14 in East Borough and 3 in Southshire; all of few codes."""
    people = [
        *crowd(100, 12, "Midtown", codes=("8.a",)),
        *crowd(120, 8, "Midtown", codes=("1.a",)),
        *crowd(140, 7, "East Borough", codes=("8.a",)),
        *crowd(150, 7, "East Borough", TEACHER),
        *crowd(160, 2, "Southshire", codes=("8.a",)),
        *crowd(170, 1, "Southshire"),
    ]
    interview_all(project, "answers", people)
    return project


def told(table, *by):
    return {
        (r["code"], *(r[n] for n in by)): (r["participants"], r["segments"])
        for r in table.records()
    }


def test_small_groups_and_what_would_give_them_back_are_kept_back(filled):
    table = filled.publish(["authority"])

    found = told(table, "authority")
    assert table.by == ("authority",)
    assert found["8.a", "Southshire"] == (None, None)
    assert found["8.a", "East Borough"] == (None, None)
    assert found["8.a", "Midtown"] == (12, 12)
    assert "c stands for a count kept back" in table.caption
    assert all(r["suppressed"] == (r["of_participants"] is None) for r in table.records())
    assert told(filled.themes(["authority"]), "authority")["8.a", "Southshire"] == (2, 2)


def test_the_threshold_is_the_studys(filled):
    filled.set_options(small_group=3)

    table = filled.publish(["authority"], level="letters")

    assert told(table, "authority")["8.a", "East Borough"] == (None, None)
    assert told(table, "authority")["1.a", "Midtown"] == (8, 8)
    assert "1 to 2 people" in table.caption
    assert {r["code"] for r in table.records()}.isdisjoint({"1", "8"})


def test_a_table_that_would_be_empty_for_the_most_is_made_coarser_and_says_why(filled):
    table = filled.publish(["authority", "role"])

    assert table.by != ("authority", "role")
    assert "More than half of the table by authority and role" in table.caption


def test_a_post_each_authority_has_once_is_never_named_with_it(project):
    head = ("Head of commissioning", "social_services")
    people = [
        *crowd(100, 30, "Midtown", head, ("8.a",)),
        *crowd(140, 30, "Midtown", codes=("8.a",)),
        *crowd(180, 30, "East Borough", TEACHER),
        *crowd(220, 30, "East Borough", codes=("8.a",)),
        *crowd(260, 30, "Midtown", TEACHER, ("1.a",)),
    ]
    interview_all(project, "answers", people)

    table = project.publishable(["authority", "role"])
    found = told(table, "authority", "role")

    assert table.by == ("authority", "role")
    assert found["8.a", "Midtown", "head_of_commissioning"] == (None, None)
    assert found["2.a", "Midtown", "head_of_commissioning"] == (None, None)


def test_one_person_more_is_refused_until_it_is_confirmed(filled):
    filled.publish(["authority"])
    interview_all(filled, "late", crowd(200, 1, "Midtown", codes=("1.a",)))

    for verb in (filled.publish, filled.publishable):
        with pytest.raises(Refused, match="1 person has come or gone since the release of 20"):
            verb(["authority"])
    with pytest.raises(Refused):
        filled.publish()
    before = len(filled.history())
    filled.publish(["authority"], confirmed=True)
    acts = [event.act for event in filled.history()[-4:]]
    assert len(filled.history()) > before and "confirm release" in acts
    assert filled.publish(["authority"]).by == ("authority",)


def test_six_people_more_are_published(filled):
    filled.publish(["authority"])
    interview_all(filled, "late", crowd(200, 6, "Midtown", codes=("8.a",)))

    assert told(filled.publish(["authority"]), "authority")["8.a", "Midtown"] == (18, 18)


def test_the_same_table_again_is_the_same_and_is_remembered_once(filled):
    first, again = filled.publish(["authority"]), filled.publish(["authority"])

    assert first.records() == again.records()
    acts = [event.act for event in filled.history()]
    assert acts.count("export table") == 2
    assert acts.count("keep release") == 1


def test_a_preview_records_nothing(filled):
    before = filled.version
    assert filled.publishable(["authority"]).records() == filled.publish(["authority"]).records()
    assert filled.version > before
    again = filled.version
    filled.publishable(["authority"])
    assert filled.version == again


def test_neither_history_nor_register_hold_ids_of_people(filled):
    filled.publish(["authority"])

    assert "P100" not in "".join(repr(e) for e in filled.history() if "release" in e.act)
    with filled.store.read() as connection:
        from qualcode.store.kept import load_kept

        [kept] = load_kept(connection, "release")
    assert "P100" not in json.dumps(kept.body)
    assert len(kept.body["people"]) == 37


def test_people_not_known_are_kept_back_by_their_segments(project):
    rows = "".join(f"{n},Something said here number {n}.\n" for n in range(9))
    [made] = project.import_files([upload("open.csv", "id,text\n" + rows)]).imported
    spans = [s.span for s in project.segments(made.id) if not s.interviewer]
    for span in spans[:7]:
        project.code(made.id, span, "8.a")
    for span in spans[:4]:
        project.code(made.id, span, "1.a")

    table = project.publish()

    assert told(table)["8.a",] == (None, 7)
    assert told(table)["1.a",] == (None, None)
    assert {r["code"] for r in table.records() if r["suppressed"]} >= {"1", "1.a"}
    assert "Where people are not known" in table.caption


def test_one_participant_no_coding_or_nobody_is_a_table_with_a_sentence(project, interview):
    table = project.publish(["role"])

    assert table.by == () and all(r["suppressed"] for r in table.records())
    assert table.caption.startswith("Fewer than 6 people are in scope")


def test_a_study_without_transcripts_has_a_table_of_nobody(project):
    assert {r["participants"] for r in project.publish().records()} <= {0, None}


@pytest.mark.parametrize(
    "by", [["authority"], ["authority", "role"], ["authority", "direction"], ["question"]]
)
def test_groups_of_nobody_are_a_table_without_rows(project, by):
    previewed, table = project.publishable(by), project.publish(by)

    assert previewed.records() == table.records() == []
    assert table.by == tuple(by)
    assert "In scope: 0 participants in 0 transcripts" in table.caption


def test_where_everybody_withdrew_since_a_release_nothing_is_in_scope(filled):
    released = filled.publish(["authority"])
    filled.set_participants(
        [replace(person, consent=Consent.WITHDRAWN) for person in filled.participants()]
    )

    table = filled.publish(["authority", "role"], confirmed=True)

    assert released.records() and table.records() == []


def test_an_attribute_of_300_values_is_published_as_the_total(project):
    interview_all(project, "answers", crowd(100, 310, "Midtown"))
    rows = "".join(f"P{n:03},b{n % 300}\n" for n in range(100, 410))
    project.import_files([upload("people.csv", "participant,borough\n" + rows)])

    table = project.publish(["borough"])

    assert table.by == ()
    assert "More than half of the table by borough" in table.caption
    assert told(table)["8.a",] == (0, 0)


@pytest.mark.parametrize(
    "asked",
    [
        {"by": ["shoe size"]},
        {"by": ["role", "role"]},
        {"where": {"authority": "Nowhere"}},
        {"by": ["authority", "role", "wave", "level", "agency"]},
        {"level": "everything"},
    ],
)
def test_what_cannot_be_published_is_refused_in_a_sentence(filled, asked):
    with pytest.raises(Refused) as told_why:
        filled.publish(**asked)
    assert str(told_why.value).count("\n") == 0


def test_rows_put_together_at_will_are_not_published(sample):
    own = sample.codebook.reporting_groups[0]
    sample.publishable(groups=[own])

    with pytest.raises(Refused, match="Only the reporting groups of the codebook"):
        sample.publishable(groups=[("3.b", "8.a")])


def test_a_release_that_told_nothing_holds_nothing_back(project):
    project.publish()
    project.import_files([upload("talk.md", "Interviewer: Well?\n\nP01: We share it all.\n")])

    assert project.publishable().rows["suppressed"].any()
