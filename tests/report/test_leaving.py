"""Quotes leaving a study: one place makes the bytes, and every export is recorded."""

from __future__ import annotations

import csv
import io

import pytest

from qualcode.errors import Refused, StudyError
from qualcode.model import Consent
from qualcode.project import Project
from qualcode.project.sharing import STYLES
from qualcode.report.attribution import FewPeople


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "csv", "md"])
def test_a_file_to_download_and_a_file_on_disk_hold_the_same(sample, tmp_path, ending):
    quotes = sample.quotes(code="3")
    target = tmp_path / f"out.{ending}"

    count = sample.export_quotes(target, quotes)
    data = sample.quotes_file(quotes, ending)

    assert count == sum(not q.withheld for q in quotes) > 5
    if ending in ("docx", "xlsx"):
        assert abs(len(data) - target.stat().st_size) < 20
    else:
        assert data == target.read_bytes()
    assert [e.act for e in sample.history(last=2)] == ["export quotes", "export quotes"]


def test_nothing_is_recorded_when_an_export_is_refused(sample):
    before = sample.version

    for options in ({"attribution": "role-authority"}, {"attribution": "initials"}):
        with pytest.raises(Refused):
            sample.quotes_file(sample.quotes(), "csv", **options)
    with pytest.raises(Refused):
        sample.quotes_file(sample.quotes(), "pdf")
    assert sample.version == before


def test_a_confirmation_is_recorded_beside_its_export(sample):
    sample.quotes_file(sample.quotes(), "csv", attribution="role-authority", confirmed=True)

    assert [e.act for e in sample.history(last=2)] == ["confirm small groups", "export quotes"]
    assert {e.who for e in sample.history(last=2)} == {"Ruth Adeyemi"}


def test_roles_of_few_people_are_named_only_when_confirmed_and_that_is_recorded(sample):
    quotes, before = sample.quotes(), sample.version

    with pytest.raises(FewPeople, match=r"^\d+ roles have fewer than 6 people in them") as refused:
        sample.quotes_file(quotes, "csv", attribution="role")
    assert not any(r.name in str(refused.value) for r in sample.respondents.roles)
    assert sample.version == before
    sample.quotes_file(quotes, "csv", attribution="role", confirmed=True)
    assert [e.act for e in sample.history(last=2)] == ["confirm small groups", "export quotes"]


@pytest.mark.parametrize("style", STYLES)
def test_quotes_that_are_all_of_few_people_leave_only_when_confirmed(sample, tmp_path, style):
    quotes = [q for q in sample.quotes() if not q.withheld]
    people = list(dict.fromkeys(q.participant for q in quotes))
    mine = [q for q in quotes if q.participant == people[0]]
    five = [q for q in quotes if q.participant in people[:5]]
    target = tmp_path / "out.md"

    for few, told in ((mine, "of one person, fewer than 6"), (five, "of 5 people, fewer than 6")):
        with pytest.raises(FewPeople, match=told if style in ("none", "ladder") else None):
            sample.export_quotes(target, few, attribution=style)
    assert not target.exists()
    assert sample.export_quotes(target, mine, attribution=style, confirmed=True) == len(mine)
    assert [e.act for e in sample.history(last=2)] == ["confirm small groups", "export quotes"]
    six = [q for q in quotes if q.participant in people[:6]]
    assert len(sample.captioned(six)) == len(six)


def test_ids_and_words_of_people_who_allow_no_quotes_never_leave(sample):
    quotes = sample.quotes()
    held = [q for q in quotes if q.withheld]
    text = sample.quotes_file(quotes, "csv", attribution="role", confirmed=True).decode("utf-8-sig")

    assert held and not any(q.words in text for q in held)
    assert not any(t["id"] in text for t in sample.transcripts())
    assert not any(f",{p.id}," in text or f"({p.id}" in text for p in sample.participants())


def test_the_ladder_names_no_pair_in_a_study_of_27_people(sample):
    captions = {q.attribution for q in sample.captioned(sample.quotes())}

    assert captions and not any(
        a.name in c for c in captions for a in sample.respondents.authorities
    )
    assert Consent.NO_QUOTE in {p.consent for p in sample.participants()}


def test_two_coders_words_leave_once(sample):
    coded = sample.codings()
    quotes = sample.quotes()

    assert len(quotes) < len(coded)
    assert any(len(q.coders) == 2 for q in quotes)
    assert {c.coder for c in coded} == {name for q in quotes for name in q.coders}


def test_an_unknown_direction_is_a_sentence(sample):
    with pytest.raises(Refused, match="There is no direction"):
        sample.quotes(direction="sideways")


def test_no_file_leaves_unrecorded_and_none_that_stayed_is_recorded(sample, tmp_path):
    other = Project.open(sample.store.place, "Tom Kessler")
    quotes, before = sample.quotes(code="3"), sample.version

    # While somebody else is writing, nothing can be recorded.
    with other.store.write("Tom Kessler"), pytest.raises(StudyError, match="Another program"):
        sample.export_quotes(tmp_path / "out.csv", quotes)
    with pytest.raises(Refused, match="could not be written"):
        sample.export_quotes(tmp_path / "nowhere" / "out.csv", quotes)

    assert not (tmp_path / "out.csv").exists()
    assert sample.version == before
    other.close()


def test_in_the_order_of_people_quotes_leave_only_when_confirmed(sample):
    quotes, before = sample.quotes(code="3"), sample.version

    with pytest.raises(FewPeople, match="all that one person said stands together"):
        sample.quotes_file(quotes, "md", order="person")
    with pytest.raises(Refused, match="name no authority"):
        sample.quotes_file(quotes, "md", order="authority", attribution="role", confirmed=True)
    with pytest.raises(Refused, match="order of code, authority or person"):
        sample.quotes_file(quotes, "md", order="alphabet")
    assert sample.version == before
    text = sample.quotes_file(quotes, "md", order="person", confirmed=True).decode()
    assert "## Person 1: Manager" in text and "What one person said stands together" in text


def test_by_authority_under_the_ladder_no_quote_stands_where_its_caption_does_not(sample):
    text = sample.quotes_file(sample.quotes(), "html", order="authority").decode()

    assert "Authority not named" in text
    assert not any(a.name in text.partition("</nav>")[0] for a in sample.respondents.authorities)


def test_at_most_one_of_a_person_leaves_and_counter_examples_stand_apart(sample, tmp_path):
    quotes, against = sample.quotes(code="3.b"), sample.counter_quotes(code="3.b")
    count = sample.export_quotes(tmp_path / "q.md", quotes, per_person=1, counter=against)
    text = (tmp_path / "q.md").read_text(encoding="utf-8")

    free = [q for q in quotes if not q.withheld]
    apart = {q.coding for q in against}
    speakers = [
        {q.participant or q.person for q in own if not q.withheld}
        for own in ([q for q in free if q.coding not in apart], against)
    ]
    assert count == len(speakers[0]) + len(speakers[1]) < len(free)
    assert "#### Counter\\-examples" in text or "#### Counter-examples" in text
    assert "At most 1 quote of a person under each code" in text
    assert all(q.directions == ("absent_or_barrier",) for q in against)


def test_counter_examples_of_a_barrier_are_present_and_of_mixed_there_are_none(sample):
    found = sample.counter_quotes(code="3", direction="absent_or_barrier")

    assert found and all("present" in q.directions for q in found)
    with pytest.raises(Refused, match="says both already"):
        sample.counter_quotes(code="3", direction="mixed")


def test_only_withheld_quotes_make_no_file(sample, tmp_path):
    held = [q for q in sample.quotes() if q.withheld]

    for options in ({}, {"per_person": 1}, {"counter": held}):
        with pytest.raises(Refused, match="None of these people allow quotes"):
            sample.export_quotes(tmp_path / "q.docx", held, **options)
    assert held and not list(tmp_path.glob("q.*"))


def test_a_table_tells_of_a_speaker_no_more_than_the_caption_allows(sample):
    def rows(style, **options):
        data = sample.quotes_file(sample.quotes(), "csv", attribution=style, **options)
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))

    names = [a.name for a in sample.respondents.authorities]
    ladder = rows("ladder")
    assert {row["authority"] for row in ladder} == {""}
    assert {row["role"] for row in ladder} <= {"Manager", "Practitioner", "Participant"}
    assert not any(name in str(ladder) for name in names if name not in str(sample.quotes()))
    nobody = rows("none")
    assert {(row["role"], row["authority"], row["attribution"]) for row in nobody} == {("", "", "")}
    assert not {"wave", "agency"} & set(nobody[0])
    both = rows("role-authority", confirmed=True)
    assert {row["authority"] for row in both} & set(names)
