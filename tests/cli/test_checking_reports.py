"""A report is checked, and the codebook and codings are written, from the command line."""

import json


def test_a_clean_report_ends_with_nothing_to_settle(study):
    study.write("report.md", "One said: “We know who to ring.”\n\nThat was all.\n")
    told = study("check-report", "report.md", "--confirm-small-groups")

    assert told.stdout == ""
    assert "1 quotation checked: 1 verbatim. Nothing has to be settled." in told.stderr


def test_a_slip_is_a_sentence_with_its_place_and_status_1(study):
    study.write("report.md", "One said: “We know whom to ring.”\n")
    told = study("check-report", "report.md", "--confirm-small-groups", status=1)

    assert told.stdout.startswith("Line 1: “We know whom to ring.” The words differ")
    assert "1 quotation has something to be settled." in told.stderr


def test_a_slip_is_told_under_its_heading_since_nobody_counts_paragraphs(study):
    study.write("report.md", "# Found\n\nOne said: “We know whom to ring.”\n")
    told = study("check-report", "report.md", "--confirm-small-groups", status=1)

    assert told.stdout.startswith("Under “Found”, line 3: “We know whom to ring.”")


def test_every_quotation_is_listed_as_rows(study):
    study.write("report.md", "One said: “We know who to ring.” (Social worker)\n")
    told = study("check-report", "report.md", "--format", "json", status=1)

    [row] = json.loads(told.stdout)
    assert list(row) == [
        *("place", "heading", "quotation", "named", "state"),
        *("findings", "source", "interview", "likeness", "notes"),
    ]
    assert (row["place"], row["state"], row["named"]) == ("line 1", "verbatim", "Social worker")
    assert "few people" in row["findings"][0]


def test_a_file_that_is_no_report_is_refused_without_its_words(study):
    study.write("report.pdf", "secret words")
    told = study("check-report", "report.pdf", status=1)

    assert told.stderr.count("\n") == 1 and "secret" not in told.stderr


def test_the_codebook_and_the_codings_are_written(coded):
    coded("codebook", "-o", "book.docx")
    coded("codebook", "-o", "book.qdc")
    assert (coded.folder / "book.qdc").read_bytes().startswith(b"<?xml")
    told = coded("codebook", "-o", "book.csv")
    assert "The codebook, 32 codes, written to book.csv." in told.stderr

    few = coded("tidy", "-o", "codings.csv", status=1)
    assert few.stderr.count("\n") == 1 and not (coded.folder / "codings.csv").exists()
    told = coded("tidy", "-o", "codings.csv", "--confirm-small-groups")
    assert "2 rows written to codings.csv; codings-dictionary.md says" in told.stderr
    lines = (coded.folder / "codings.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("interview,person,known,speaker,passage,words,question")
    assert [line.split(",")[9] for line in lines[1:]] == ["1.a", "3.b"]


def test_a_codebook_to_another_file_is_refused(study):
    told = study("codebook", "-o", "book.pdf", status=1)

    assert "docx, .csv, .yaml or .qdc" in told.stderr
