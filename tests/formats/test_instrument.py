"""The instrument file: good, faulty, and there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.instrument import TAKEN, read_instrument, write_instrument
from qualcode.model import fold
from qualcode.model.answers import Field, FieldType, Instrument, Item, ItemType
from tests.conftest import ROOT

GOOD = """\
instrument: {id: small, name: A small one, source: invented}
items:
  - {id: first, text: What first?, type: ranking, options: [food, rest]}
  - {id: need, text: How much?, type: ordinal, steps: [1, 2, 3], between: yes}
  - {id: week, text: How long?, type: split, parts: [doing, writing]}
  - id: cases
    text: A case
    type: record
    cleared: yes
    fields:
      - {id: agreed, type: yes/no}
      - {id: way, type: category, options: [in, out]}
      - {id: phone, text: Whom to ring, contact: yes}
"""


def test_every_kind_of_item_is_read():
    instrument, problems = read_instrument(GOOD.encode())

    assert problems == []
    fields = (
        Field("agreed", "", FieldType.YES_NO),
        Field("way", "", FieldType.CATEGORY, ("in", "out")),
        Field("phone", "Whom to ring", contact=True),
    )
    assert instrument == Instrument(
        (
            Item("first", "What first?", ItemType.RANKING, ("food", "rest")),
            Item("need", "How much?", ItemType.ORDINAL, ("1", "2", "3"), between=True),
            Item("week", "How long?", ItemType.SPLIT, ("doing", "writing")),
            Item("cases", "A case", ItemType.RECORD, fields=fields, cleared=True),
        ),
        "small",
        "A small one",
        "invented",
    )
    assert instrument["need"].steps == ("1", "1/2", "2", "2/3", "3")
    assert instrument["first"].steps == ("food", "rest")


def test_the_example_that_travels_with_qualcode_is_read():
    instrument, problems = read_instrument((ROOT / "instruments" / "answers.yaml").read_bytes())

    assert problems == []
    assert {item.type for item in instrument} == set(ItemType)
    assert not any(form.cleared for form in instrument.forms)


def test_a_faulty_file_is_reported_whole_with_lines():
    instrument, problems = read_instrument(
        """\
instrumnt: {}
items:
  - {id: a b, text: T, type: ranking, options: [one]}
  - {id: item, text: T, type: ordinal, options: [x, y]}
  - {id: c, text: T, type: ordinal, steps: [a/b, c], between: yes}
  - {id: C, text: T, type: split, parts: [Doing, doing], between: no}
  - {id: e, type: guess}
  - {id: f, text: T, type: record, cleared: maybe}
  - {id: g, text: T, type: ranking, options: ['missing: x', ok], cleared: yes}
  - id: h
    text: T
    type: record
    fields:
      - {id: x, type: number, options: [a, b]}
      - {id: x, type: colour}
"""
    )

    assert instrument is None
    told = [str(p) for p in problems]
    for line, words in [
        (1, "no key 'instrumnt'"),
        (3, "only letters, figures"),
        (3, "'options' must list 2 to 200"),
        (4, "'item' is a column of the answers' own"),
        (4, "an item of type ordinal has no 'options'"),
        (5, "no step may hold a /"),
        (6, "'parts' stand twice"),
        (6, "only an ordinal item has 'between'"),
        (6, "the id 'C' is given twice"),
        (7, "an item has no 'text'"),
        (7, "the type 'guess' is none of"),
        (8, "cleared is 'maybe'"),
        (8, "a record has no 'fields'"),
        (9, "may begin with 'missing:'"),
        (9, "only a record has 'cleared'"),
        (14, "only a category has 'options'"),
        (15, "the type 'colour' is none of"),
        (15, "the id 'x' is given twice"),
    ]:
        assert any(t.startswith(f"line {line}: ") and words in t for t in told), (line, words, told)


@pytest.mark.parametrize("text", ["", "items: []\n", "# nothing\n", "items: words\n", "- a\n"])
def test_a_file_without_items_is_refused(text):
    instrument, problems = read_instrument(text)

    assert instrument is None
    assert problems


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
names = words.map(lambda w: " ".join(w.split())).filter(
    lambda w: w and "/" not in w and not fold(w).startswith("missing:")
)
choices = st.lists(names, min_size=2, max_size=6, unique_by=fold).map(tuple)
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,8}", fullmatch=True).filter(
    lambda id: id.casefold() not in TAKEN
)
texts = words.map(str.strip).filter(bool)


@st.composite
def fields(draw):
    kind = draw(st.sampled_from(FieldType))
    options = draw(choices) if kind is FieldType.CATEGORY else ()
    return Field(draw(ids), draw(texts), kind, options, draw(st.booleans()))


@st.composite
def items(draw):
    kind = draw(st.sampled_from(ItemType))
    unique = st.lists(fields(), min_size=1, max_size=4, unique_by=lambda f: f.id.casefold())
    return Item(
        draw(ids),
        draw(texts),
        kind,
        () if kind is ItemType.RECORD else draw(choices),
        kind is ItemType.ORDINAL and draw(st.booleans()),
        tuple(draw(unique)) if kind is ItemType.RECORD else (),
        kind is ItemType.RECORD and draw(st.booleans()),
    )


instruments = st.lists(items(), min_size=1, max_size=4, unique_by=lambda i: i.id.casefold()).map(
    lambda listed: Instrument(tuple(listed), "made", "Made up")
)


@given(instruments)
def test_an_instrument_written_is_read_back_equal(instrument):
    assert read_instrument(write_instrument(instrument)) == (instrument, [])
