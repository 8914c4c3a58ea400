"""`qualcode matrix`: how cells stand on the terminal, and the matrix as a file."""

import io

import docx


def test_cells_are_listed_with_their_state(coded):
    rows = coded.rows("matrix")

    assert {r["row"] for r in rows} == {"Midtown"} and len(rows) == 8
    assert rows[0] == {
        "row": "Midtown",
        "code": "1",
        "name": "Clarity and agreement around respective aims and objectives",
        "participants": 1,
        "of_participants": 1,
        "segments": 1,
        "quotable": 1,
        "state": "to write",
        "summary": None,
    }
    assert rows[1]["state"] == "not yet coded"
    table = coded("matrix", "--level", "letters", "--rows", "participant")
    assert table.stdout.splitlines()[1].startswith("P01")
    assert "Codebook version 1." in table.stderr and "What this cannot show" in table.stderr


def test_the_file_holds_the_matrix_and_names_nobody(coded):
    told = coded("matrix", "--rows", "participant", "-o", "matrix.docx")
    made = docx.Document(io.BytesIO((coded.folder / "matrix.docx").read_bytes()))

    assert told.stderr.endswith("8 cells written to matrix.docx.\n") and told.stdout == ""
    assert told.stderr.startswith("Of 1 person it is not known whether")
    assert made.tables[0].cell(1, 0).text == "1. Participant"
    assert coded("matrix", "-o", "matrix.xlsx").exit_code == 0


def test_what_cannot_be_listed_is_one_sentence(coded):
    assert "choose from participant" in coded("matrix", "--rows", "colour", status=1).stderr
    assert "Nobody in the study" in coded("matrix", "--where", "wave=ninth", status=1).stderr
    assert ".docx or .xlsx" in coded("matrix", "-o", "matrix.pdf", status=1).stderr
    assert not (coded.folder / "matrix.pdf").exists()


def test_a_codebook_without_letters_says_that_there_are_no_columns(coded):
    told = coded("matrix", "--level", "letters").stderr
    assert "no columns" not in told
    codes = "codes:\n  - id: '1'\n    name: Aims\n"
    book = coded.write("plain.yaml", f"codebook:\n  id: plain\n  name: Plain\n{codes}")
    coded("new", "plain.qualcode", "--codebook", book)
    told = coded("--study", "plain.qualcode", "matrix", "--level", "letters")

    assert "The codebook has no letters, so the matrix has no columns" in told.stderr
