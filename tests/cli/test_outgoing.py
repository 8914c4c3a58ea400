"""Tables and quotes out from the command line."""

import csv
import io
import zipfile

import pytest


def test_themes_have_the_keys_of_the_interface_with_every_code_and_zeros(coded):
    rows = coded.rows("themes", "--by", "authority", "--by", "role")

    assert list(rows[0]) == [
        *("code", "name", "authority", "role"),
        *("participants", "of_participants", "segments", "suppressed"),
    ]
    assert [r["code"] for r in rows] == [c["id"] for c in coded.rows("codes")]
    counted = {r["code"]: (r["participants"], r["of_participants"], r["segments"]) for r in rows}
    assert counted["3"] == counted["3.b"] == (1, 1, 1)
    assert counted["1"] == (1, 1, 1)
    assert counted["2"] == (0, 1, 0)
    assert {(r["authority"], r["suppressed"]) for r in rows} == {("Midtown", False)}


def test_the_caption_stands_on_standard_error_and_the_table_alone_on_standard_output(coded):
    told = coded("themes", "--format", "csv")

    rows = list(csv.reader(io.StringIO(told.stdout)))
    assert len(rows) == 33
    assert "distinct participants" in told.stderr
    assert "Coders: mk." in told.stderr


def test_themes_are_filtered_by_direction_coder_and_attribute(coded):
    def segments(*options):
        return {r["code"]: r["segments"] for r in coded.rows("themes", *options) if r["segments"]}

    assert segments("--direction", "present") == {"3": 1, "3.b": 1}
    assert segments("--coder", "Ruth") == {}
    assert segments("--where", "authority=Midtown") == segments()
    assert segments("--where", "authority=Southshire") == {}
    split = coded.rows("themes", "--by", "direction")
    assert {(r["code"], r["direction"]) for r in split if r["segments"]} == {
        *{("1", "absent_or_barrier"), ("1.a", "absent_or_barrier")},
        *{("3", "present"), ("3.b", "present")},
    }


@pytest.mark.parametrize(
    "options",
    [
        ("--by", "colour"),
        ("--by", "role", "--by", "role"),
        ("--where", "colour=red"),
        ("--where", "authority=Nowhere"),
    ],
)
def test_themes_by_what_is_not_known_are_refused(coded, options):
    told = coded("themes", *options, status=1)

    assert told.stdout == ""
    assert told.stderr.count("\n") == 1


def test_quotes_are_written_and_counted(coded):
    told = coded("quotes", "-o", "quotes.csv", "--confirm-small-groups")

    assert told.stdout == ""
    assert "2 quotes written to quotes.csv" in told.stderr
    text = (coded.folder / "quotes.csv").read_text(encoding="utf-8-sig")
    assert "We know who to ring" in text
    assert "P01" not in text


def test_where_no_quote_is_asked_for_no_file_is_written(coded):
    told = coded("quotes", "-o", "q.csv", "--starred", "--confirm-small-groups", status=1)

    assert "There is no such quote, so nothing was written" in told.stderr
    assert not (coded.folder / "q.csv").exists()


def test_quotes_of_one_code_go_to_word_and_markdown(coded):
    coded("quotes", "--code", "3", "-o", "quotes.docx", "--confirm-small-groups")
    coded("quotes", "--code", "3", "-o", "quotes.md", "--confirm-small-groups")

    with zipfile.ZipFile(coded.folder / "quotes.docx") as packed:
        document = packed.read("word/document.xml").decode("utf-8")
    markdown = (coded.folder / "quotes.md").read_text(encoding="utf-8")
    for text in (document, markdown):
        assert "We know who to ring" in text
        assert "We argue" not in text


def test_quotes_that_cannot_be_written_leave_no_file(coded):
    for arguments in (
        ("-o", "quotes.pdf"),
        ("-o", "absent/quotes.csv"),
        ("-o", "quotes.csv", "--code", "99"),
        ("-o", "quotes.csv", "--where", "colour=red"),
        ("-o", "quotes.csv", "--attribution", "role-authority"),
        ("-o", "quotes.csv", "--attribution", "role"),
        ("-o", "quotes.csv"),
    ):
        told = coded("quotes", *arguments, status=1)
        lines = [line for line in told.stderr.splitlines() if not line.startswith("Of 1 person")]
        assert len(lines) == 1
        assert "thresholds" not in told.stderr
    assert not list(coded.folder.glob("quotes.*"))


def test_a_small_group_is_named_only_when_confirmed_and_that_is_recorded(coded):
    from qualcode.project import Project

    coded(
        *("quotes", "-o", "q.csv", "--attribution", "role-authority", "--confirm-small-groups"),
    )

    project = Project.open(coded.folder / "study.qualcode", "mk")
    assert "confirm small groups" in {e.act for e in project.history()}
    project.close()


def test_a_value_nobody_has_is_refused_and_the_nearest_named(coded):
    for command in (("themes",), ("quotes", "-o", "quotes.csv")):
        told = coded(*command, "--where", "authority=Midtwon", status=1)
        assert "Did you mean 'Midtown'?" in told.stderr
    assert not (coded.folder / "quotes.csv").exists()


def test_every_style_of_attribution_is_offered_by_command_and_page():
    from qualcode.app.quotes_leaving import STYLES as ON_THE_PAGE
    from qualcode.cli.outgoing import quotes
    from qualcode.project.sharing import STYLES

    [option] = [o for o in quotes.params if o.name == "attribution"]
    assert list(option.type.choices) == list(ON_THE_PAGE) == list(STYLES)


def test_quotes_go_to_a_web_page_and_a_workbook_in_the_order_asked_for(coded):
    shared = ("--confirm-small-groups", "--per-person", "1", "--counter")
    coded("quotes", "-o", "quotes.html", "--order", "person", *shared)
    told = coded("quotes", "-o", "quotes.xlsx", "--code", "3", *shared)

    page = (coded.folder / "quotes.html").read_text(encoding="utf-8")
    assert "Person 1" in page and "We know who to ring" in page and "P01" not in page
    assert zipfile.is_zipfile(coded.folder / "quotes.xlsx")
    assert "1 quote written to quotes.xlsx" in told.stderr


def test_the_order_of_people_is_refused_unless_confirmed_and_pdf_is_printed(coded):
    coded("quotes", "-o", "q.md", "--order", "person", status=1)
    told = coded("quotes", "-o", "q.pdf", "--confirm-small-groups", status=1)

    assert "print it to PDF" in told.stderr and not list(coded.folder.glob("q.*"))
    coded("quotes", "-o", "q.md", "--per-person", "0", status=2)
    told = coded("quotes", "-o", "q.md", "--counter", "--direction", "mixed", status=1)
    assert "says both already" in told.stderr


def test_a_quote_is_edited_shown_found_again_and_let_go(coded):
    [coding] = [c for c in coded.rows("codings") if c["code"] == "3.b"]
    source = coding["id"][:8]
    told = coded("edit-quote", source, "--replace", "We", "The team", "--cut", "who to ring")
    assert told.stdout == "[The team] know […]\n"

    coded("quotes", "-o", "quotes.csv", "--confirm-small-groups")
    text = (coded.folder / "quotes.csv").read_text(encoding="utf-8-sig")
    assert "[The team] know […]" in text and "who to ring" not in text
    [row] = coded.rows("source", source)
    assert (row["id"], row["quote"]) == (coding["id"], coding["quote"])
    assert coded("edit-quote", source).stdout == told.stdout
    assert coded("edit-quote", source, "--clear").stdout.strip() == coding["quote"]


def test_edits_that_do_not_fit_are_refused_in_a_line_without_the_words(coded):
    [coding] = [c for c in coded.rows("codings") if c["code"] == "3.b"]
    told = coded("edit-quote", coding["id"], "--cut", "secret words", status=1)

    assert told.stdout == "" and told.stderr.count("\n") == 1 and "secret" not in told.stderr
    coded("edit-quote", coding["id"], "--cut", "We", "--clear", status=2)
    coded("edit-quote", "zzzzzzzz", "--cut", "We", status=1)
    coded("source", "abc", status=1)
