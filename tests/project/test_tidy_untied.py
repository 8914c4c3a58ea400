"""A table of codings that nobody weighed: it cannot be laid beside a file of quotes."""

import csv
import dataclasses
import io


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_unless_weighed_nothing_in_it_says_whose_quote_it_is(sample):
    quotes = {r["source"] for r in rows(sample.quotes_file(list(sample.quotes()), ".csv"))}
    shy, again, close = (
        rows(sample.tidy_codings(".csv", confirmed=confirmed)) for confirmed in (False, False, True)
    )

    assert quotes & {r["coding"] for r in close}
    assert not quotes & {r["coding"] for r in shy}
    for column in ("coding", "person", "interview"):
        assert len({r[column] for r in shy}) == len({r[column] for r in close})
    # Neither the numbers nor the order of rows is the study's, nor that of another file.
    orders = [[(r["passage"], r["code"]) for r in one] for one in (shy, again, close)]
    assert orders[0] != orders[2] and orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[2])
    # A length or a day would find the quote again.
    assert {int(r["words"]) % 10 for r in shy} == {0, 5} and len({r["words"] for r in shy}) > 3
    assert len({int(r["words"]) % 10 for r in close}) == 10
    assert {r["made_on"] for r in shy} == {""} != {r["made_on"] for r in close}
    assert "to the nearest ten" in sample.tidy_dictionary()
    assert "in no way `coding` here" in sample.tidy_dictionary()
    assert "`source` is `coding` here" in sample.tidy_dictionary(confirmed=True)


def test_an_attributes_name_is_no_formula_and_breaks_no_table(sample):
    armed, broken = '=HYPERLINK("http://x","y")', "a | b\nc"
    sample.set_participants(
        [
            dataclasses.replace(p, attributes={**p.attributes, armed: "yes", broken: "no"})
            for p in sample.participants()
        ]
    )
    head = next(csv.reader(io.StringIO(sample.tidy_codings(".csv", confirmed=True).decode())))
    assert f"'{armed}" in head and armed not in head
    told = sample.tidy_dictionary(confirmed=True).splitlines()
    assert any(line.startswith(r"| `a \| b c` | text |") for line in told)
