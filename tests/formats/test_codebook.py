from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.codebook import read_codebook, write_codebook
from qualcode.model import Code, Codebook, Origin

CODEBOOKS = Path(__file__).parents[2] / "codebooks"

GOOD = """\
codebook:
  id: small
  name: A small codebook
  version: "2"
  rules:
    - Zero is a result.
  reporting_groups:
    - ["1", "1.a"]
codes:
  - id: "1"
    name: Aims
    labels:
      short: A
  - id: 1.a
    parent: "1"
    name: Shared aims
    origin: in vivo
    added_in: part_two
    definition: People say what the work
      is for.
    include_when: [a shared aim, "a: b"]
    exclude_when: []
    confused_with: ["1"]
    examples: [we all want that]
    cues:
      - common goal
      - NO
    colour: "#1b9e77"
"""


def problems_of(text, name="codebook.yaml"):
    codebook, problems = read_codebook(text, name)
    assert codebook is None
    return [str(problem) for problem in problems]


def with_code(lines):
    return "codes:\n  - id: a\n    name: A\n" + lines


def test_a_codebook_is_read_with_all_its_keys():
    codebook, problems = read_codebook(GOOD.encode(), "small.yaml")

    assert problems == []
    assert codebook == Codebook(
        "small",
        "A small codebook",
        version="2",
        rules=("Zero is a result.",),
        reporting_groups=(("1", "1.a"),),
        codes=(
            Code("1", "Aims", labels={"short": "A"}),
            Code(
                "1.a",
                "Shared aims",
                parent="1",
                definition="People say what the work is for.",
                include_when=("a shared aim", "a: b"),
                confused_with=("1",),
                examples=("we all want that",),
                cues=("common goal", "NO"),
                origin=Origin.IN_VIVO,
                colour="#1b9e77",
                added_in="part_two",
            ),
        ),
    )


def test_the_indicators_of_good_practice_are_read():
    codebook, problems = read_codebook((CODEBOOKS / "good_practice_indicators.yaml").read_bytes())

    assert problems == []
    assert len(codebook) == 32
    assert len(codebook.children(None)) == 8
    assert read_codebook(write_codebook(codebook)) == (codebook, [])


def test_an_empty_codebook_is_a_codebook():
    assert read_codebook("codes: []\n") == (Codebook(), [])


def test_all_breaches_are_reported_at_once_with_their_lines():
    assert problems_of(
        """\
codebook: {id: x, nmae: X, reporting_groups: [[a, gone]]}
codes:
  - id: a
    name: A
    name: B
  - id: a
    name: Again
  - id: b
    parent: z
    name: B
    confused_with: [q]
  - id: c
    parent: d
    name: C
  - id: d
    parent: c
  - name: Nameless
    cues: one
    origin: guess
    colour: red
    retired: maybe
"""
    ) == [
        "line 1: the codebook has no key 'nmae'; the keys are id, name, version, source, rules,"
        " reporting_groups",
        "line 1: reporting_groups names 'gone', which is not in the codebook",
        "line 5: the key 'name' already stands in line 4",
        "line 6: the code 'a' is defined twice",
        "line 8: the parent 'z' of 'b' is not in the codebook",
        "line 8: 'b' names 'q' under confused_with, which is not in the codebook",
        "line 12: the parents of 'c' lead back to itself",
        "line 15: a code has no 'name'",
        "line 15: the parents of 'd' lead back to itself",
        "line 17: the origin 'guess' is none of literature, emergent, in vivo",
        "line 17: the colour 'red' is not written like '#1b9e77'",
        "line 17: a code has no 'id'",
        "line 17: retired is 'maybe'; write true, or leave the key out",
        "line 18: 'cues' must be a list, each item after a hyphen",
    ]


@pytest.mark.parametrize(
    ("id", "meaning"),
    [
        ("NO", "a truth value"),
        ("y", "a truth value"),
        ("1", "a number"),
        ("1.10", "a number"),
        ("1e5", "a number"),
        ("12:30:45", "a number"),
        ("2006-01-02", "a date"),
    ],
)
def test_an_id_that_other_programs_misread_must_stand_in_quotation_marks(id, meaning):
    assert problems_of(f"codes:\n  - id: {id}\n    name: A\n") == [
        f"line 2: {id} without quotation marks is {meaning} to other programs; write '{id}'"
    ]

    codebook, _ = read_codebook(f"codes:\n  - id: '{id}'\n    name: A\n")
    assert codebook.codes[0].id == id


@pytest.mark.parametrize("nothing", ["~", "null", "Null"])
def test_a_value_that_means_nothing_is_refused(nothing):
    assert problems_of(with_code(f"    parent: {nothing}\n"))[0].startswith(
        f"line 4: {nothing} means nothing in YAML"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (with_code("    definition: &x b\n"), "line 4: an anchor (&)"),
        (with_code("    definition: *x\n"), "line 4: an alias (*)"),
        (with_code("    definition: !!int 3\n"), "line 4: a tag (!)"),
        (with_code("\tdefinition: b\n"), "line 4: a tab stands before the words"),
        (with_code("    definition: a: b\n"), "line 4: a colon followed by a blank"),
        (with_code("    definition: 'a\n"), "line 5: a quotation mark or bracket is not closed"),
        (with_code("    definition: [a]\n"), "line 4: 'definition' must be words"),
        (with_code("    labels: [a]\n"), "line 4: 'labels' must be keys with values"),
        (with_code("    deffinition: a\n"), "line 4: a code has no key 'deffinition'"),
        (with_code("    ? [a]\n    : b\n"), "line 4: a key must be a word"),
        (with_code("---\ncodes: []\n"), "line 4: a second document starts"),
        (with_code("    definition: \x01\n"), "holds a character that YAML does not allow"),
        ("codes: " + "[" * 1000 + "]" * 1000, "line 1: nested more than 20 levels deep"),
        ("codes:\n  - just words\n", "line 2: a code must be keys with values"),
        ("- a\n", "line 1: a codebook file must be keys with values"),
        ("codebook: {id: a}\n", "line 1: the file has no key 'codes'"),
        ("# nothing\n", "the file has no codes"),
    ],
)
def test_what_strict_yaml_does_not_allow_is_refused_with_its_line(text, problem):
    assert any(said.startswith(problem) for said in problems_of(text)), problems_of(text)


def test_an_alias_bomb_is_refused_quickly_and_small():
    levels = "".join(
        f"{c}: &{c} [{', '.join(['*' + p] * 9)}]\n"
        for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )

    said = problems_of("a: &a [x]\n" + levels + "codes: []\n")

    assert "line 1: an anchor (&) stands here; write the words out where they are needed" in said


def test_a_deep_chain_of_parents_is_read():
    codes = [Code("c0", "C")] + [Code(f"c{i}", "C", parent=f"c{i - 1}") for i in range(1, 300)]
    book = Codebook(codes=tuple(codes))

    assert read_codebook(write_codebook(book)) == (book, [])


WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)
NAMES = WORDS.filter(str.strip)
IDS = st.one_of(
    st.sampled_from(
        ["NO", "1.10", "12:30:45", "2006-01-02", "~", "null", "y", "1e5", "1.b", "-", "<<"]
    ),
    NAMES,
)


@st.composite
def codebooks(draw):
    ids = draw(st.lists(IDS, unique=True, max_size=5))
    lists = st.lists(WORDS, max_size=3).map(tuple)
    known = st.lists(st.sampled_from(ids), max_size=2).map(tuple) if ids else st.just(())
    codes = [
        Code(
            id,
            draw(NAMES),
            parent=draw(st.sampled_from([None, *ids[:i]])),
            definition=draw(WORDS),
            include_when=draw(lists),
            exclude_when=draw(lists),
            confused_with=draw(known),
            examples=draw(lists),
            cues=draw(lists),
            origin=draw(st.sampled_from(Origin)),
            colour=draw(st.sampled_from([None, "#1b9e77", "#000000"])),
            retired=draw(st.booleans()),
            labels=draw(st.dictionaries(NAMES, WORDS, max_size=2)),
            added_in=draw(st.none() | NAMES),
        )
        for i, id in enumerate(ids)
    ]
    groups = st.lists(known, max_size=2).map(tuple)
    return Codebook(
        draw(NAMES), draw(NAMES), tuple(codes), draw(NAMES), draw(WORDS), draw(lists), draw(groups)
    )


@given(codebooks())
def test_what_is_written_is_read_back_equal(codebook):
    assert read_codebook(write_codebook(codebook)) == (codebook, [])


def test_a_table_is_a_codebook_too():
    codebook, problems = read_codebook(
        b"id,parent,name,definition,cues,confused_with,origin,colour\n"
        b"1,,Aims,What for,common goal | same page,,,\n1.a,1,Shared,,,1,emergent,#1b9e77\n",
        "small.csv",
    )

    assert problems == []
    assert codebook == Codebook(
        "small",
        "small",
        (
            Code("1", "Aims", definition="What for", cues=("common goal", "same page")),
            Code(
                "1.a",
                "Shared",
                parent="1",
                confused_with=("1",),
                origin=Origin.EMERGENT,
                colour="#1b9e77",
            ),
        ),
    )


def test_a_faulty_table_is_reported_by_row():
    assert problems_of(b"id,name,colr\n1,A,x\n1,,y\n,B,\n2,C\n", "c.csv") == [
        "line 1: a code has no column 'colr'; the columns are id, parent, name, labels, origin,"
        " added_in, definition, include_when, exclude_when, confused_with, examples, cues,"
        " colour, retired",
        "line 3: the column 'name' is empty",
        "line 3: the code '1' is defined twice",
        "line 4: the column 'id' is empty",
        "line 5: has only 2 cells where the heading has 3",
    ]
    assert problems_of(b"code\nx\n", "c.csv") == ["the table lacks the columns 'id', 'name'"]


def test_taguettes_tags_nest_under_tags_that_exist():
    codebook, problems = read_codebook(
        b"tag,description,number of highlights\nwork,About work,3\nwork.pay,,1\n"
        b"work.pay.late,,1\nhome.garden,,0\n",
        "tags.csv",
    )

    assert problems == []
    assert [(c.id, c.parent, c.definition) for c in codebook] == [
        ("work", None, "About work"),
        ("work.pay", "work", ""),
        ("work.pay.late", "work.pay", ""),
        ("home.garden", None, ""),
    ]
