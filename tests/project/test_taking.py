"""The codebook and the codings taken along, counted as the study counts, naming nobody."""

import dataclasses
import io
import re
import zipfile

import pandas as pd
import pytest

from qualcode.errors import Refused
from qualcode.formats.codebook import read_codebook
from qualcode.model import Consent, Span
from qualcode.project import Upload
from qualcode.report.codebook_words import rule_words


def acts(project, n=3):
    return [e.act for e in project.history(last=n)]


def table(data, ending):
    if ending == "parquet":
        return pd.read_parquet(io.BytesIO(data))
    return pd.read_csv(io.BytesIO(data), dtype={"code": str, "indicator": str, "question": str})


def test_the_codebook_is_written_and_read_back_equal(project, tmp_path):
    for ending in ("yaml", "csv"):
        left_out = project.export_codebook_file(tmp_path / f"book.{ending}")
        read, problems = read_codebook((tmp_path / f"book.{ending}").read_bytes(), f"book.{ending}")
        assert (problems, left_out) == ([], 0)
        assert read.codes == project.codebook.codes
        assert (read == project.codebook) == (ending == "yaml")
    assert acts(project, 2) == ["export codebook file"] * 2


def test_the_codebook_in_word_says_all_its_rules(project):
    import docx

    made = docx.Document(io.BytesIO(project.codebook_file("docx")))
    told = "\n".join(p.text for p in made.paragraphs)
    for code in project.codebook:
        assert code.title in told and code.definition in told
        rules = (*code.include_when, *code.exclude_when)
        assert all(rule_words(rule) in told for rule in rules)
    heads = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert len([h for h in heads if h != "Rules for coding"]) == len(
        project.codebook.children(None)
    )


def test_an_example_of_somebody_who_no_more_allows_quotes_stays(project, interview, tmp_path):
    project.add_example("8.a", "We argue about thresholds.")
    project.add_example("8.a", "A phrase of my own making, for all I know.")
    assert b"We argue about thresholds" in project.codebook_file("yaml")

    for consent in (Consent.NO_QUOTE, Consent.WITHDRAWN):
        [person] = project.participants()
        project.set_participants([type(person)(**{**vars(person), "consent": consent})])
        assert project.export_codebook_file(tmp_path / "book.yaml") == 1
        left = (tmp_path / "book.yaml").read_text("utf-8")
        assert "We argue about thresholds" not in left and "of my own making" in left


# Invented; the one who said it allows no quotes, or withdrew.
HELD = "They came at night and took the boy away without telling his grandmother a thing."
CHANGED = (
    "They came at night […] without telling his grandmother",
    "They came at night and really took the boy away without telling his grandmother a thing.",
    "Somebody said: took the boy away without telling his grandmother, and so on.",
)


def test_all_talk_is_read_for_a_codebook_only_where_somebodys_words_are_kept_back(
    project, interview, monkeypatch
):
    read, look = [], type(project)._talk_in_rows
    monkeypatch.setattr(
        type(project), "_talk_in_rows", lambda self, frames: read.append(1) or look(self, frames)
    )
    project.codebook_file("yaml")
    assert read == []

    [person] = project.participants()
    project.set_participants([dataclasses.replace(person, consent=Consent.NO_QUOTE)])
    project.codebook_file("yaml")
    assert read


@pytest.fixture
def held(project):
    """A study of one who may be quoted and one who said something that may not leave."""
    project.import_files(
        Upload(
            f"talk-{n}.md",
            f"---\nparticipant: P{n:02}\nrole: Social worker\nauthority: Midtown\n"
            f"consent: {consent}\n---\n\nInterviewer: And then?\n\nP{n:02}: {said}\n".encode(),
        )
        for n, consent, said in (
            (1, "quote", "It was Anna who rang the desk that day, as she always did for us."),
            (2, "no quote", HELD),
        )
    )
    return project


@pytest.fixture(params=[Consent.NO_QUOTE, Consent.WITHDRAWN])
def unsaid(held, request):
    """That study, with either consent that forbids quoting."""
    people = [
        dataclasses.replace(p, consent=request.param) if p.id == "P02" else p
        for p in held.participants()
    ]
    held.set_participants(people)
    return held


def in_words(data):
    """The text of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode())


def test_withheld_words_leave_neither_changed_nor_by_rules_and_definitions(unsaid):
    unsaid.edit_code(
        "8.a",
        "To see what leaves.",
        examples=(*CHANGED, "An invented sentence about the desk and its telephone."),
        include_when=(f"As in: {HELD}", "The threshold itself is named."),
        definition=f"What people say of thresholds, such as “{HELD}”",
    )
    files = {kind: unsaid.codebook_file(kind) for kind in ("yaml", "csv", "docx")}
    told = [files["yaml"].decode(), files["csv"].decode(), in_words(files["docx"])]
    told += [unsaid.codebook_qdc()[0].decode(), in_words(unsaid.report("indicators").data)]

    for text in (" ".join(one.split()) for one in told):
        assert "without telling" not in text and "at night" not in text
        assert "threshold itself is named" in text
    assert all("sentence about the desk" in text for text in told[:4:3])
    assert unsaid.codebook["8.a"].examples[:3] == CHANGED


def test_how_many_texts_were_left_out_is_said(held, tmp_path):
    held.edit_code("8.a", "To count.", examples=CHANGED, definition=HELD)

    assert held.export_codebook_file(tmp_path / "book.yaml") == 4


def test_a_name_of_a_code_in_withheld_words_is_refused_without_saying_them(held):
    held.edit_code("8.a", "In their words.", name=HELD)
    before = held.version

    with pytest.raises(Refused, match="rename it") as refused:
        held.codebook_file("yaml")
    assert "grandmother" not in str(refused.value) and held.version == before


def test_an_example_that_is_an_edited_quote_leaves_edited(held):
    held.names_seen = True  # Anna is looked at elsewhere: tests/project/test_last_look.py
    text = held.transcript("talk-1").text
    start = text.index("It was Anna")
    coding = held.code("talk-1", Span(start, text.index(", as she")), "8.a")
    words = held.quote_words(coding.id)
    longer = f"{words}, as she always did for us."
    held.edit_code("8.a", "Two examples.", examples=(words, longer), definition=f"As: {longer}")
    assert held.codebook_file("yaml").count(b"Anna") == 3

    held.edit_quote(coding.id, replacements={Span(7, 11): "the nurse"})
    left = held.codebook_file("yaml")
    assert b"Anna" not in left and b"It was [the nurse] who rang" in left


@pytest.mark.parametrize("verb", ["codebook_file", "tidy_codings"])
def test_other_endings_are_refused_and_nothing_is_recorded(sample, verb):
    before = sample.version
    with pytest.raises(Refused):
        getattr(sample, verb)("pdf")
    assert sample.version == before


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_counting_the_table_gives_the_studys_own_numbers(sample, ending):
    rows = table(sample.tidy_codings(ending), ending)
    people = rows[rows["known"]]
    passages = rows.drop_duplicates(["interview", "passage"])
    counted = sample.themes().records()

    assert len(passages) == len(sample.frames().segments)
    assert any(r["participants"] for r in counted)
    for row in counted:
        column = "indicator" if "." not in row["code"] else "code"
        own = rows[rows[column] == row["code"]]
        assert own[own["known"]]["person"].nunique() == row["participants"]
        assert people["person"].nunique() == row["of_participants"]
        assert len(own.drop_duplicates(["interview", "passage"])) == row["segments"]


def test_the_table_names_nobody_and_holds_nobodys_words(sample):
    text = sample.tidy_codings("csv").decode("utf-8")

    told = sample.transcripts()
    assert not any(row["id"] in text or row["title"] in text for row in told)
    assert not any(f",{p.id}," in text for p in sample.participants())
    assert not any(q.words in text for q in sample.quotes())
    assert acts(sample, 1) == ["export codings"]


def test_attributes_stand_only_where_enough_people_share_them(sample):
    shy = table(sample.tidy_codings("parquet"), "parquet")
    close = table(sample.tidy_codings("parquet", confirmed=True), "parquet")

    assert "authority" not in shy and "authority" in close
    assert close["authority"].notna().any()
    small = sample.about()["options"]["small_group"]
    known = shy[shy["known"]]
    told = known.columns[16:].tolist()
    sizes = known.groupby(["speaker", *told], dropna=False)["person"].nunique()
    assert len(sizes) > 1 and (sizes >= small).all()
    assert acts(sample, 2) == ["confirm small groups", "export codings"] or acts(sample, 2) == [
        "export codings",
        "confirm small groups",
    ]


def test_few_people_leave_only_when_it_was_weighed(project, interview, tmp_path):
    with pytest.raises(Refused, match="fewer than 6 people"):
        project.export_tidy(tmp_path / "codings.csv")
    assert list(tmp_path.glob("codings*")) == []

    rows, told = project.export_tidy(tmp_path / "codings.csv", confirmed=True)
    assert rows == 2 and told.name == "codings-dictionary.md"
    read = table((tmp_path / "codings.csv").read_bytes(), "csv")
    assert read["code"].isna().all() and set(read["person"]) == {"R001"}


def test_every_column_stands_in_the_dictionary(sample, tmp_path):
    for confirmed in (False, True):
        sample.export_tidy(tmp_path / "codings.parquet", confirmed=confirmed)
        told = (tmp_path / "codings-dictionary.md").read_text("utf-8")
        for name in pd.read_parquet(tmp_path / "codings.parquet").columns:
            assert f"| `{name}` |" in told
        assert sample.tidy_dictionary(confirmed=confirmed) == told


def test_an_export_that_cannot_be_written_is_not_recorded_and_leaves_the_old_file(sample, tmp_path):
    before = sample.version
    with pytest.raises(Refused):
        sample.export_tidy(tmp_path / "absent" / "codings.csv")
    with pytest.raises(Refused):
        sample.export_codebook_file(tmp_path / "absent" / "book.docx")
    assert sample.version == before


def test_a_study_without_codings_or_people_is_a_table_too(project):
    rows = table(project.tidy_codings("csv", confirmed=True), "csv")
    assert len(rows) == 0 and "coding" in rows

    project.import_files([Upload("a.md", b"---\nparticipant: P1\n---\n\nQ: So?\n\nP1: =1+1.\n")])
    with pytest.raises(Refused, match="1 person has come or gone"):
        project.tidy_codings("parquet", confirmed=True)
    project.confirm_release()
    assert len(table(project.tidy_codings("parquet", confirmed=True), "parquet")) == 1


def test_the_word_file_is_one_that_opens(sample):
    with zipfile.ZipFile(io.BytesIO(sample.codebook_file("docx"))) as packed:
        assert packed.testzip() is None
