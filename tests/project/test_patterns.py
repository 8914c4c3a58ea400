"""Patterns of the sample study, and files of them that name nobody."""

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from qualcode.errors import Refused, UnknownCode, UnknownTranscript
from qualcode.model import Code, Consent, Origin
from qualcode.project import Project, new


def pair(table, a, b):
    [row] = [r for r in table.records() if (r["a"], r["b"]) == (a, b)]
    return row


def passages_with_both(sample: Project, a: str, b: str) -> set:
    """Counted without the tables: passages of respondents that codings of both touch."""
    found = set()
    for row in sample.transcripts():
        if row["kind"] not in ("interview", "focus group"):
            continue
        for passage in sample.passages(row["id"]):
            tops = {sample.codebook.top(c.code) for c in passage.codings}
            if not passage.segment.interviewer and {a, b} <= tops:
                found.add(passage.id)
    return found


def test_pairs_agree_with_the_passages(sample):
    both = passages_with_both(sample, "4", "8")
    row = pair(sample.cooccurrence(), "4", "8")

    assert row["shared"] == len(both) > 0
    assert row["interviews"] == len({id.rpartition(":")[0] for id in both})


def test_quotes_of_a_pair_come_from_passages_with_both(sample):
    both = passages_with_both(sample, "4", "8")
    quotes = sample.pair_quotes("8", "4")

    assert {sample.codebook.top(q.code) for q in quotes} == {"4", "8"}
    assert {q.transcript for q in quotes} == {id.rpartition(":")[0] for id in both}
    assert sample.pair_quotes("4", "8", where={"authority": "Midtown"}) == [
        q for q in sample.pair_quotes("4", "8") if q.authority == "Midtown"
    ]


def test_units_widen_from_passage_to_turn_to_interview(sample):
    tables = [sample.cooccurrence(unit, "letters") for unit in ("passage", "turn", "interview")]
    met = [(t.rows["interviews"] > 0).sum() for t in tables]

    assert met[0] <= met[1] < met[2]


@pytest.mark.parametrize(
    "asked",
    [
        {"unit": "page"},
        {"level": "words"},
        {"where": {"shoe": "5"}},
        {"where": {"authority": "Atlantis"}},
        {"direction": "sideways"},
    ],
    ids=str,
)
def test_what_is_not_known_is_refused(sample, asked):
    with pytest.raises(Refused):
        sample.cooccurrence(**asked)
    with pytest.raises(UnknownCode):
        sample.pair_quotes("4", "99")


def test_pairs_leave_without_numbers_of_few_people(sample):
    before = len(sample.history())
    text = sample.cooccurrence_file("csv", level="both").decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(sample.cooccurrence_file(".xlsx")))

    assert "What this cannot show" in text and "Codebook version 1" in text
    hidden = [row for row in csv.DictReader(io.StringIO(text)) if row["suppressed"] == "True"]
    assert hidden
    for name in ("interviews", "participants", "shared", "jaccard"):
        assert {row[name] for row in hidden} == {""}
    shown = list(book["Pairs"].iter_rows(min_row=2, values_only=True))
    assert all(row[7] is None or 6 <= row[7] < row[8] for row in shown)
    acts = [event.act for event in sample.history()]
    # Who was counted is kept once for both.
    assert len(acts) == before + 3
    assert acts.count("export pattern") == 2


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_pictures_leave_with_their_caption(sample, kind):
    data = sample.cooccurrence_file(kind)

    assert data.startswith(b"\x89PNG" if kind == "png" else b"<svg")
    if kind == "svg":
        assert b"What this cannot show" in data
        # Five people: their number stands nowhere, not even in what a screen reader says.
        assert b"in 5 of 28 interviews" not in data


def test_an_ending_nobody_knows_is_refused(sample):
    with pytest.raises(Refused, match=r"\.csv, \.xlsx, \.png, \.svg"):
        sample.cooccurrence_file("pdf")


def test_a_study_of_one_person_takes_nothing_along(project, interview):
    [segment] = [s for s in project.segments(interview) if not s.interviewer][:1]
    project.code(interview, segment.span, "1.a")

    assert pair(project.cooccurrence(), "1", "2")["of_participants"] == 1
    with pytest.raises(Refused, match="fewer than 6 people"):
        project.cooccurrence_file("csv")
    with pytest.raises(Refused, match="fewer than 6 people"):
        project.portrait_file("png", [interview])


def test_a_portrait_that_leaves_holds_no_title(sample):
    ids = list(sample.frames().titles)[:8]
    svg = sample.portrait_file("svg", ids).decode()

    assert "Interview 8" in svg
    assert not [t for t in sample.frames().titles.values() if t in svg]
    assert not [c.id for c in sample.codings() if c.id in svg]
    with pytest.raises(Refused, match="at least 6 people"):
        sample.portrait_file("svg", ids[:5])


def test_a_second_portrait_is_of_the_same_interviews_or_of_others(sample):
    ids = list(sample.frames().titles)
    sample.portrait_file("svg", ids[:6])
    sample.portrait_file("png", ids[:6][::-1])

    # One changed, one more, and one that stands in both pictures.
    for other in ([*ids[:5], ids[6]], ids[:7], ids[5:12]):
        with pytest.raises(Refused, match="fewer than 6 people"):
            sample.portrait_file("svg", other)
        assert sample.portrait_refusal(other)
    sample.portrait_file("svg", ids[6:14])
    acts = [event.act for event in sample.history()]
    assert acts.count("export pattern") == 3
    assert not [e for e in sample.history() if e.act == "keep portrait" and e.subject in ids]


def test_three_portraits_do_not_tell_apart_what_two_did_not(sample):
    ids = list(sample.frames().titles)
    sample.portrait_file("svg", ids[:12])
    sample.portrait_file("svg", ids[12:24])
    sample.portrait_file("svg", ids[:6])
    with pytest.raises(Refused, match="fewer than 6 people"):
        sample.portrait_file("svg", [*ids[:3], *ids[6:9]])


def test_a_person_who_withdrew_is_in_no_curve_and_no_portrait(sample):
    found, frames = sample.saturation(), sample.frames()
    alone = frames.people.groupby("transcript")["participant"].agg(list)
    [id, *_] = [t for t in found.interviews if len(alone[t]) == 1]
    [gone] = [p for p in sample.participants() if p.id == alone[id][0]]
    sample.set_participants([replace(gone, consent=Consent.WITHDRAWN)])

    assert id not in sample.saturation().interviews
    assert id not in sample.frames().titles
    with pytest.raises(UnknownTranscript):
        sample.portrait([id])


def test_a_portrait_takes_up_to_twelve_interviews_of_the_study(sample):
    ids = list(sample.frames().titles)

    assert len(sample.portrait(ids[:12]).strips) == 12
    with pytest.raises(Refused, match="12"):
        sample.portrait(ids[:13])
    with pytest.raises(UnknownTranscript):
        sample.portrait(["nowhere"])


def test_uncoded_talk_agrees_with_the_passages(sample):
    id = "midtown-01-programme-manager"
    own = [p for p in sample.passages(id) if not p.segment.interviewer]
    [row] = [r for r in sample.uncoded().records() if r["transcript"] == id]

    assert row["passages"] == len(own)
    assert row["uncoded_passages"] == sum(not p.codings for p in own) > 0
    assert row["uncoded_words"] == sum(len(p.words.split()) for p in own if not p.codings)
    for one in sample.uncoded(most=3).longest:
        text = sample.transcript(one.transcript).text[one.start : one.end]
        assert len(text.split()) == one.words


def test_uncoded_talk_leaves_by_groups_only(sample):
    text = sample.uncoded_file("csv", "role").decode("utf-8-sig")

    # One role has fewer than six people.
    assert "Everyone together: by role" in text
    assert text.splitlines()[1].startswith("everyone,")
    with pytest.raises(Refused, match="by interview"):
        sample.uncoded_file("csv", "interview")
    with pytest.raises(Refused):
        sample.uncoded("shoe size")


def test_a_code_added_later_calls_for_another_reading(sample):
    assert sample.to_reread() == []
    sample.add_code(Code("9", "Recruitment", origin=Origin.EMERGENT), "came up")

    found = sample.to_reread()
    assert {one.codes for one in found} == {("9",)}
    id = found[0].transcript
    sample.done(id, True)
    assert id not in {one.transcript for one in sample.to_reread()}
    sample.rename_code("8.a", "8.z", reason="clearer")
    assert {one.codes for one in sample.to_reread()} == {("9",)}


def test_saturation_follows_the_dates_and_leaves_out_what_is_not_coded_through(sample):
    found = sample.saturation()
    dates = {row["id"]: row["date"] for row in sample.transcripts()}

    assert set(found.interviews) == set(sample.frames().coded_through)
    assert [dates[id] for id in found.interviews] == sorted(dates[id] for id in found.interviews)
    first = {c.code for c in sample.codings(transcript=found.interviews[0]) if "." in c.code}
    assert found.new[0] == len(first)
    assert "24 interviews coded through" in found.caption


def test_interviews_without_dates_stand_last(sample):
    id = sample.saturation().interviews[0]
    sample.describe_transcript(id, date=None)

    found = sample.saturation()
    assert found.interviews[-1] == id
    assert "1 interview has no date" in found.caption


def test_saturation_is_refused_where_it_makes_no_sense(sample):
    for wrong in ({"base": 0}, {"run": 0}, {"threshold": 1.0}, {"codes": "all"}, {"order": "mood"}):
        with pytest.raises(Refused):
            sample.saturation(**wrong)


def test_emergent_codes_count_alone(sample):
    # The eighth indicator came out of the data.
    emergent = {c.id for c in sample.codebook if c.origin is Origin.EMERGENT}
    assert emergent and all(id.startswith("8") for id in emergent)
    found = sample.saturation(codes="emergent")

    used = {c.code for c in sample.codings() if c.transcript in found.interviews}
    assert sum(found.new) == len(used & emergent)


def test_saturation_leaves_as_numbers_without_names(sample, tmp_path):
    target = tmp_path / "curve.csv"
    sample.saturation_file("csv", target=target)
    text = target.read_text("utf-8-sig")

    assert "Result: 4+2" in text
    assert not [id for id in sample.frames().titles if id in text]
    assert "new_codes" not in text and "base carry" not in text
    assert sample.saturation_file("png").startswith(b"\x89PNG")


def test_a_curve_of_few_people_stays(sample, monkeypatch):
    whole = sample.frames()
    five = sorted(whole.coded_through)[:5]
    monkeypatch.setattr(sample, "frames", lambda: replace(whole, coded_through=frozenset(five)))

    assert len(sample.saturation().interviews) == 5
    with pytest.raises(Refused, match="hold fewer than 6 people"):
        sample.saturation_file("csv")


def test_a_book_without_emergent_codes_is_told(sample):
    book = sample.codebook
    plain = [replace(code, origin=Origin.LITERATURE) for code in book]
    sample.set_codebook(replace(book, codes=tuple(plain)), "all from the literature")

    with pytest.raises(Refused, match="emergent or in vivo"):
        sample.saturation(codes="emergent")


def test_reflexive_analysis_knows_no_saturation(tmp_path):
    study = new(tmp_path / "own.qualcode", "mk", profile="reflexive")
    with pytest.raises(Refused, match="Reflexive analysis"):
        study.saturation()
    study.close()


def test_nothing_coded_through_has_no_curve(project, interview):
    found = project.saturation()

    assert found.new == ()
    assert found.result == "too few to tell"
    with pytest.raises(Refused, match="fewer than 6 people"):
        project.saturation_file("png")


def test_the_history_holds_no_words_of_people(sample):
    sample.cooccurrence_file("csv")
    [event] = [e for e in sample.history() if e.act == "export pattern"]

    assert event.subject == "cooccurrence.csv"
    assert set(json.loads(event.detail)) == {"bytes"}
