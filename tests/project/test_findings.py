"""Themes are written, kept in every version, and meet what the codings say to them."""

from __future__ import annotations

import io

import docx
import pytest

from qualcode.errors import Refused, UnknownCode, UnknownItem
from qualcode.model import Direction
from qualcode.model.theme import Status


@pytest.fixture
def sample(bare):
    """Here nobody has written anything about the interviews yet."""
    return bare


@pytest.fixture
def coded(project, interview):
    """Two codings of the interview's two answers: 1.a as a barrier, 3.b as present."""
    first, second = (s for s in project.segments(interview) if not s.interviewer)
    return (
        project.code(interview, first.span, "1.a", direction=Direction.ABSENT),
        project.code(interview, second.span, "3.b"),
    )


def test_a_theme_is_written_and_found_again(project, coded):
    made = project.add_theme(
        "  Thresholds divide.  ", codes=["1", "1"], counter=[coded[0].id], priority=1, note="Ask."
    )

    assert project.theme(made.id) == made
    assert (made.statement, made.codes, made.counter) == (
        "Thresholds divide.",
        ("1",),
        (coded[0].id,),
    )
    assert project.history(last=1)[0].act == "keep theme"
    assert "Thresholds" not in project.history(last=1)[0].detail


def test_themes_stand_by_priority_then_as_they_were_written(project):
    names = [("c", None), ("b", 2), ("a", 1), ("d", None)]
    for name, priority in names:
        project.add_theme(name, priority=priority)
    first = project.written_themes()[-1]
    project.edit_theme(first.id, note="later")

    assert [t.statement for t in project.written_themes()] == ["a", "b", "c", "d"]


def test_unknown_codes_and_codings_are_refused(project, coded):
    with pytest.raises(UnknownCode, match="no code"):
        project.add_theme("We argue.", codes=["1.z"])
    with pytest.raises(UnknownItem):
        project.add_theme("We argue.", evidence=["no-such"])
    with pytest.raises(Refused, match="no field 'colour'"):
        project.edit_theme(project.add_theme("We argue.").id, colour="red")
    with pytest.raises(Refused, match="open, keep, drop"):
        project.add_theme("We argue.", status="perhaps")
    with pytest.raises(UnknownItem, match="no such theme"):
        project.edit_theme("nothing", note="x")


def test_every_version_is_kept_and_one_can_be_brought_back(project):
    theme = project.add_theme("First words.")
    project.edit_theme(theme.id, statement="Second words.", status="keep")
    project.drop_theme(theme.id)
    versions = project.theme_versions(theme.id)

    assert [v.theme and v.theme.statement for v in versions] == [
        None,
        "Second words.",
        "First words.",
    ]
    assert project.written_themes() == []
    [(dropped, version)] = project.dropped_themes()
    assert (dropped.statement, version) == ("Second words.", versions[1].id)
    project.restore_theme(theme.id, versions[2].id)
    assert project.theme(theme.id).statement == "First words."
    assert project.dropped_themes() == []
    with pytest.raises(UnknownItem, match="no such version"):
        project.restore_theme(theme.id, versions[0].id)


def test_the_list_of_any_date_can_be_told_again(project):
    theme = project.add_theme("First words.")
    at = project.theme_versions(theme.id)[0].made_at
    project.edit_theme(theme.id, statement="Second words.")

    assert [t.statement for t in project.written_themes(at)] == ["First words."]
    assert [t.statement for t in project.written_themes(at[:10])] == ["Second words."]
    assert project.written_themes("1999-12-31") == []


def test_saving_the_same_again_makes_no_version(project):
    theme = project.add_theme("We argue.")
    project.edit_theme(theme.id, statement=" We argue. ")

    assert len(project.theme_versions(theme.id)) == 1


def test_two_people_at_one_theme_lose_nothing(project):
    theme = project.add_theme("We argue.")
    [start] = project.theme_versions(theme.id)
    project.acting_as("Tom").edit_theme(theme.id, statement="They argue.", based_on=start.id)

    # Another field of the same theme: both changes stand.
    project.edit_theme(theme.id, note="Ask again.", based_on=start.id)
    assert project.theme(theme.id).statement == "They argue."
    with pytest.raises(Refused, match="Tom has changed the statement"):
        project.edit_theme(theme.id, statement="We all argue.", based_on=start.id)
    assert project.theme(theme.id).statement == "They argue."
    project.edit_theme(theme.id, statement="We all argue.")
    assert [v.theme.statement for v in project.theme_versions(theme.id)] == [
        "We all argue.",
        "They argue.",
        "They argue.",
        "We argue.",
    ]


def test_a_chosen_passage_follows_the_coding_that_replaced_it(project, coded):
    theme = project.add_theme("Thresholds divide.", codes=["1"])
    project.choose_passage(theme.id, coded[0].id, "for")
    changed = project.change_direction(coded[0].id, Direction.MIXED)

    [chosen], [] = project.chosen_passages(theme.id)
    assert (chosen.coding, chosen.quotes[0].coding) == (coded[0].id, changed.id)
    assert chosen.quotes[0].direction == "mixed"
    # It is the same passage, so it changes sides and does not stand on both.
    after = project.choose_passage(theme.id, changed.id, "against")
    assert (after.evidence, after.counter) == ((), (changed.id,))
    assert project.choose_passage(theme.id, coded[0].id, None).counter == ()


def test_a_withdrawn_passage_is_shown_as_gone(project, coded):
    theme = project.add_theme("Thresholds divide.", evidence=[c.id for c in coded])
    project.withdraw(coded[1].id)

    chosen, _ = project.chosen_passages(theme.id)
    assert [len(c.quotes) for c in chosen] == [1, 0]
    # What is gone may stay while other things change.
    project.edit_theme(theme.id, note="Look again.")
    with pytest.raises(Refused, match="'for' a theme or 'against' it"):
        project.choose_passage(theme.id, coded[0].id, "beside")


def test_evidence_tells_who_and_who_not(sample):
    theme = sample.add_theme("Leaders decide.", codes=["3"])
    found = sample.theme_evidence(theme.id)
    table = sample.themes()
    [row] = table.rows[table.rows["code"] == "3"].to_dict("records")

    assert (found.k, found.n, found.segments) == (
        row["participants"],
        row["of_participants"],
        row["segments"],
    )
    assert found.k + len(found.silent) + len(found.waiting) + len(found.not_asked) == found.n
    assert found.waiting, "four interviews of the sample are not coded yet"


def test_a_code_that_is_gone_counts_nothing_and_the_theme_stays(project, coded):
    theme = project.add_theme("Thresholds divide.", codes=["1.a", "8.a"])
    project.merge_codes("1.a", "1.b", "The same thing")

    assert project.theme(theme.id).codes == ("1.a", "8.a")
    assert project.theme_evidence(theme.id).k == 0
    project.edit_theme(theme.id, note="Still ours.")


def _rare(sample):
    rows = sample.themes().rows
    return rows[rows["participants"].between(1, 5)]["code"].tolist()[0]


def test_the_plain_list_holds_no_quote_no_note_and_no_small_number(sample):
    quote = sample.quotes(code="3")[0]
    sample.add_theme("Leaders decide *much*.", codes=["3"], priority=1, evidence=[quote.coding],
                     note="Private.")  # fmt: skip
    sample.add_theme("Few voices.", codes=[_rare(sample)])
    sample.add_theme("Gone.", codes=["3"], status=Status.DROP)
    text = sample.themes_list("md").decode("utf-8")

    small = sample.about()["options"]["small_group"]
    many, few = (sample.theme_evidence(t) for t in sample.written_themes()[:2])
    assert "Leaders decide \\*much\\*." in text
    assert "Private" not in text and "Gone" not in text and quote.words not in text
    assert few.k < small < many.k < many.n
    assert text.count("Spoken of by at least 6 people, for or against.") == 1
    assert f"{many.k} of" not in text and f"{many.n} participants" in text
    assert sample.claims()[:40] in text and "Codebook version" in text
    assert sample.history(last=1)[0].act == "export themes"


def test_no_two_themes_of_the_list_differ_by_a_countable_number(sample):
    """Over growing sets of codes the step from 40 to 41 people would be one of them."""
    codes = [code.id for code in sample.codebook if code.parent is None]
    for n in range(1, len(codes) + 1):
        sample.add_theme(f"Theme {'x' * n}.", codes=codes[:n])
    counts = {sample.theme_evidence(theme).k for theme in sample.written_themes()}
    lines = [line.strip() for line in sample.themes_list("md").decode("utf-8").splitlines()]

    assert any(k + 1 in counts for k in counts), "two themes are one person apart"
    assert {line for line in lines if "Spoken of" in line} == {
        "Spoken of by at least 6 people, for or against."
    }


def test_of_a_study_of_few_not_even_the_number_of_interviews_leaves(project, coded):
    project.add_theme("Thresholds divide.", codes=["1"])
    text = project.themes_list("md").decode("utf-8")

    assert "In scope: fewer than 6 participants (c)." in text and "interview," not in text
    assert "Spoken of" not in text


def test_the_list_goes_to_word_and_to_no_other_ending(sample, tmp_path):
    with pytest.raises(Refused, match="no theme to list"):
        sample.export_themes(tmp_path / "t.docx")
    sample.add_theme("Leaders decide.", codes=["3"])
    assert sample.export_themes(tmp_path / "t.docx") == 1
    made = docx.Document(io.BytesIO((tmp_path / "t.docx").read_bytes()))
    words = "\n".join(p.text for p in made.paragraphs)

    assert "1.  Leaders decide." in words and "Spoken of by" in words
    assert made.core_properties.author == ""
    events = sample.version
    with pytest.raises(Refused, match="goes to"):
        sample.export_themes(tmp_path / "t.csv")
    assert sample.version == events
