"""How far coders agree: on which interviews, by whose codings, and what is refused."""

import csv
import io
import re
import shutil
from contextlib import closing

import openpyxl
import pytest

from qualcode.errors import Refused, UnknownItem
from qualcode.model import CoderRole, Span
from qualcode.project import Project, new
from qualcode.store.readings import load_readings
from tests.conftest import ROOT
from tests.project.conftest import talk
from tests.project.rounds_parts import without_rounds

SAID = "We trust the school. They ring us every week. It takes time to build. Nobody is to blame."


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two studies, made once: six interviews, of mk, tom and eve; and the same coded by two."""
    folder = tmp_path_factory.mktemp("agreeing")
    book = ROOT / "codebooks" / "good_practice_indicators.yaml"
    with closing(new(folder / "six.qualcode", "mk", codebook=book)) as made:
        made.set_options(decide_first=0.0)
        made.import_files(
            [talk(f"talk{n}.txt", f"{SAID} In talk {n} we say so.") for n in range(6)]
        )
        for name in ("tom", "eve"):
            made.add_coder(name, CoderRole.SECOND_CODER)
    shutil.copy(folder / "six.qualcode", folder / "both.qualcode")
    with closing(Project.open(folder / "both.qualcode", "mk")) as made:
        code_both(made)
    return folder


def opened(place, folder):
    shutil.copy(place, folder / "study.qualcode")
    with closing(Project.open(folder / "study.qualcode", "mk")) as project:
        yield project


@pytest.fixture
def six(built, tmp_path):
    """Six interviews, and three people who have coded nothing yet."""
    yield from opened(built / "six.qualcode", tmp_path)


@pytest.fixture
def both(built, tmp_path):
    """mk and tom have coded five through; in two they share a letter, in a third an indicator."""
    yield from opened(built / "both.qualcode", tmp_path)


def gives(project, who, n, words, code):
    text = project.transcript(f"talk{n}").text
    start = text.index(words)
    return project.acting_as(who).code(f"talk{n}", Span(start, start + len(words)), code)


def through(project, who, *numbers):
    for n in numbers:
        project.acting_as(who).done(f"talk{n}", True)


def of(found, code):
    return next(f for f in found.codes if f.code == code)


def code_both(study):
    for n, (one, two) in enumerate([("3.a", "3.a"), ("3.a", "3.a"), ("3.a", "3.b"), ("5", None)]):
        gives(study, "mk", n, "trust the school", one)
        if two:
            gives(study, "tom", n, "the school. They ring", two)
    gives(study, "tom", 5, "trust", "3.a")
    through(study, "mk", 0, 1, 2, 3, 4, 5)
    through(study, "tom", 0, 1, 2, 3, 4)


def test_only_what_both_have_coded_through_counts(both):
    found = both.agreement()

    assert found.coders == ("mk", "tom")
    assert (found.interviews, found.units, found.left_out) == (5, 5, 1)
    assert of(found, "3.a").counts == (3, 2)
    assert (of(found, "3.a").both, of(found, "3").both) == (2, 3)
    assert of(found, "5").counts == (1, 0)
    assert of(found, "3").indicator
    assert of(found, "3").alpha == 1.0
    assert not of(found, "3.a").indicator
    assert [f.code for f in found.codes] == [code.id for code in both.codebook]
    told = " ".join(found.in_words())
    assert "5 passages of respondents in 5 interviews both have coded through" in told
    assert "Left out: 1 interview" in told
    assert "at least one whole word" in told
    assert "Codebook version 1" in told


def test_the_unit_is_chosen(both):
    sentences, characters = both.agreement(unit="sentence"), both.agreement(unit="character")

    assert sentences.units == 5 * 5
    # tom's words reach into a second sentence, which mk left out.
    assert of(sentences, "3.a").counts == (3, 4)
    assert of(characters, "3.a").both == 2 * len("the school")
    assert of(characters, "3.a").unitized == of(sentences, "3.a").unitized
    assert of(characters, "3.a").overlap == pytest.approx(10 / len("trust the school. They ring"))


def test_a_reading_taken_back_leaves_the_interview_out(both):
    both.acting_as("tom").done("talk0", False)

    assert both.agreement().interviews == 4


def test_those_who_share_most_are_compared_and_others_when_named(both):
    through(both, "eve", 0, 1)
    gives(both, "eve", 0, "trust", "3.a")

    assert both.agreement().coders == ("mk", "tom")
    three = both.agreement(["eve", "TOM", "mk"])
    assert (three.coders, three.interviews) == (("eve", "tom", "mk"), 2)
    assert (of(three, "3.a").both, of(three, "3.a").counts) == (1, (1, 2, 2))
    assert of(three, "3.a").kappa is None
    assert of(three, "3.a").alpha is not None
    through(both, "eve", 2, 3, 4)
    assert both.agreement().coders == ("eve", "mk", "tom")


def test_what_is_settled_stays_out_of_agreement_and_is_reported_apart(both):
    before = both.agreement()
    [other] = [d for d in both.disagreements("mk", "tom").differences if d.lane == "code"]
    both.settle(other.key, "keep", "It is about trust.", keep="first")

    assert [c.code for c in both.codings(transcript="talk2")] == ["3.a", "3.a"]
    assert both.agreement().codes == before.codes
    after = both.agreement(reconciled=True)
    assert (after.reconciled, of(after, "3.a").both) == (True, 3)
    assert "after what was talked over" in " ".join(after.in_words())


def test_a_round_keeps_what_was_handed_in(six):
    made = six.start_round(over="interviews", coders=["mk", "tom"])
    for who, code in (("mk", "3.a"), ("tom", "3.b")):
        acting = six.acting_as(who)
        acting.begin_round(made.id)
        for n in range(6):
            gives(six, who, n, "trust the school", code)
        through(six, who, *range(6))
        if who == "mk":
            with pytest.raises(Refused, match="still coded apart"):
                six.agreement(["mk", "tom"])
            with pytest.raises(Refused, match="mk and tom have not submitted round 1"):
                six.agreement(round=1)
            acting.submit_round(made.id)
    with pytest.raises(Refused, match="tom has not submitted"):
        six.agreement(round=1)
    with pytest.raises(Refused, match="coded apart"):
        six.agreement(["mk", "tom"])
    six.acting_as("tom").submit_round(made.id)
    # Tom thinks again without settling anything.
    tom = six.acting_as("tom")
    for coding in tom.codings(coder="tom"):
        tom.withdraw(coding.id)
        gives(six, "tom", int(coding.transcript[-1]), "trust the school", "3.a")

    for found in (six.agreement(), six.agreement(round=1), six.agreement(round=made.id)):
        assert (of(found, "3.a").counts, of(found, "3.b").counts) == ((6, 0), (0, 6))
        assert of(found, "3").alpha is None
        assert "Undefined: all of them gave it to all passages" in of(found, "3").remark
    assert six.agreement(round=1).round == 1
    assert of(six.agreement(reconciled=True), "3.a").both == 6


def test_a_round_that_has_no_agreement_of_its_own_is_refused(both):
    made = both.start_round(over="codings")

    with pytest.raises(Refused, match="Nobody coded apart in round 1"):
        both.agreement(round=made.number)
    with pytest.raises(UnknownItem, match="no round 7"):
        both.agreement(round=7)


def test_interviews_coded_through_before_their_round_are_told_beside_its_figures(both):
    made = both.start_round(over="interviews", coders=["mk", "tom"])
    told = "coded through by a coder of it before the round began"
    for who in ("mk", "tom"):
        both.acting_as(who).begin_round(made.id)
        through(both, who, *range(6))
        both.acting_as(who).submit_round(made.id)

    found = both.agreement(round=1)

    assert found.through_before == made.drawn["through"] > 0
    assert told in " ".join(found.in_words())
    assert told not in " ".join(both.agreement().in_words())


def test_accepted_suggestions_are_counted_and_told(both):
    suggested = gives(both, "tom", 4, "trust", "3.a")
    with both._write() as tx:
        from sqlalchemy import update

        from qualcode.store import schema

        at = schema.coding.c.id == suggested.id
        tx.connection.execute(update(schema.coding).where(at).values(basis="suggestion s1"))
    found = both.agreement()

    assert found.from_suggestions == 1
    assert of(found, "3.a").counts == (3, 3)
    assert "no coder here" in " ".join(found.in_words())


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"unit": "page"}, "no unit 'page'"),
        ({"seed": -1}, "seed is 0 or more"),
        ({"coders": ["mk"]}, "between two coders or more"),
        ({"coders": ["mk", "MK"]}, "between two coders or more"),
        ({"coders": ["mk", "ben"]}, "Nobody named ben codes in this study"),
        ({"coders": ["mk", "mentor"]}, "Nobody named mentor codes"),
        ({"coders": ["mk", "eve"]}, "coded through by mk and eve"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_next_step(both, asked, sentence):
    both.add_coder("mentor", CoderRole.MENTOR)

    with pytest.raises(Refused, match=sentence) as refused:
        both.agreement(**asked)
    assert re.search("choose|name|mark", str(refused.value))


def test_one_coder_or_no_overlap_is_told_with_what_to_do(six):
    with pytest.raises(Refused, match="No two people have coded an interview through"):
        six.agreement()
    through(six, "mk", 0, 1)
    with pytest.raises(Refused, match="Only mk has coded an interview through; let a second"):
        six.agreement()
    through(six, "tom", 2, 3)
    with pytest.raises(Refused, match="No two people"):
        six.agreement()
    with pytest.raises(Refused, match="No interview is coded through by mk and tom yet"):
        six.agreement(["mk", "tom"])


def test_reflexive_analysis_counts_no_agreement(both):
    both.set_profile("reflexive")

    with pytest.raises(Refused, match="each reader's own"):
        both.agreement()
    with pytest.raises(Refused, match="each reader's own"):
        both.agreement_file("csv")


def test_a_mentor_sees_the_figures_and_takes_no_file(both):
    both.add_coder("mentor", CoderRole.MENTOR)
    seen = both.acting_as("mentor")

    assert seen.agreement().codes == both.agreement().codes
    with pytest.raises(Refused):
        seen.agreement_file("csv")


def test_nothing_is_written_into_the_study_by_looking(both):
    before = both.version
    both.agreement(unit="character")

    assert both.version == before


def test_files_hold_the_figures_and_their_notes(both, tmp_path):
    rows = list(csv.DictReader(io.StringIO(both.agreement_file("csv").decode("utf-8-sig"))))
    [row] = [r for r in rows if r["code"] == "3.a"]
    assert (row["passages of mk"], row["passages of tom"], row["both"]) == ("3", "2", "2")
    assert float(row["alpha"]) == round(of(both.agreement(), "3.a").alpha, 4)
    assert [r for r in rows if r["code"].startswith("alpha") or "Krippendorff" in r["code"]]

    target = tmp_path / "agreement.xlsx"
    before = both.version
    both.export_agreement(target, unit="sentence")
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Agreement", "Notes"]
    assert both.version == before + 1
    assert both.agreement_file(".svg").startswith(b"<svg")


def test_no_other_kind_of_file_is_written(both, tmp_path):
    with pytest.raises(Refused, match="choose one of these endings"):
        both.export_agreement(tmp_path / "agreement.docx")
    before = both.version
    with pytest.raises(Refused, match="could not be written"):
        both.export_agreement(tmp_path / "nowhere" / "agreement.csv")
    assert both.version == before


def test_the_sample_study_agrees_as_its_passages_do(sample):
    found = without_rounds(sample).agreement(reconciled=True)
    with sample._read() as connection:
        done = {(r.transcript, r.coder) for r in load_readings(connection) if r.done_at}
    both = {id for id, _ in done if all((id, who) in done for who in found.coders)}
    # Every coding of the sample holds whole words of each passage it touches.
    marks = {}
    for id in both & set(sample.frames().titles):
        for passage in sample.passages(id):
            for coding in passage.codings:
                if not passage.segment.interviewer:
                    top = sample.codebook.top(coding.code)
                    marks.setdefault((coding.coder, top), set()).add(passage.id)

    assert len(found.coders) == 2
    for figures in (f for f in found.codes if f.indicator):
        one, two = (marks[who, figures.code] for who in found.coders)
        assert (figures.counts, figures.both) == ((len(one), len(two)), len(one & two))
        assert figures.low < figures.alpha < figures.high
    assert 0 < found.overall_alpha < 1
