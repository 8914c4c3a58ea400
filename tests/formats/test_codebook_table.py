"""A codebook as a table: what is written is read back, and no spreadsheet runs it."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.codebook import read_codebook
from qualcode.formats.codebook_table import from_pairs, write_codebook_table
from qualcode.model import Code, Codebook, Origin

# What a reader of tables trims or turns into line ends is no part of a codebook's words.
TEXT = st.text(
    st.sampled_from(list("ab |\\='\"=+-@#,;é…\n"))
    | st.characters(codec="utf-8", categories=("L",)),
    max_size=14,
).map(str.strip)
WORDS = TEXT.filter(bool)


@st.composite
def codebooks(draw):
    ids = draw(st.lists(WORDS, unique=True, max_size=4))
    lists = st.lists(WORDS, max_size=3).map(tuple)
    known = st.lists(st.sampled_from(ids), max_size=2).map(tuple) if ids else st.just(())
    codes = [
        Code(
            id,
            draw(WORDS),
            parent=draw(st.sampled_from([None, *ids[:i]])),
            definition=draw(TEXT),
            include_when=draw(lists),
            confused_with=draw(known),
            examples=draw(lists),
            cues=draw(lists),
            origin=draw(st.sampled_from(Origin)),
            colour=draw(st.sampled_from([None, "#1b9e77"])),
            retired=draw(st.booleans()),
            labels=draw(st.dictionaries(WORDS, TEXT, max_size=2)),
            added_in=draw(st.none() | WORDS),
        )
        for i, id in enumerate(ids)
    ]
    return Codebook("book", "book", tuple(codes))


@given(codebooks())
def test_what_is_written_as_a_table_is_read_back_equal(codebook):
    read, problems = read_codebook(write_codebook_table(codebook).encode("utf-8-sig"), "book.csv")

    assert problems == []
    assert read == codebook


def test_no_cell_is_run_by_a_spreadsheet():
    code = Code("-1", "=1+1", definition="@cmd", cues=("+44",), examples=("'=x",))
    rows = list(csv.DictReader(io.StringIO(write_codebook_table(Codebook(codes=(code,))))))

    assert (rows[0]["id"], rows[0]["name"], rows[0]["definition"]) == ("'-1", "'=1+1", "'@cmd")
    assert (rows[0]["cues"], rows[0]["examples"]) == ("'+44", "''=x")


def test_a_label_without_a_value_is_kept():
    assert from_pairs("short=A | long") == {"short": "A", "long": ""}
