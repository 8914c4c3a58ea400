"""Codings as columns are the codings that stand, on both databases."""

from qualcode.store import coded
from qualcode.store.coding_columns import COLUMNS, load_columns
from tests.store.test_codings import coding


def told(store):
    with store.read() as connection:
        columns = load_columns(connection)
        values = coded.load_codings(connection)
    assert list(columns) == list(COLUMNS)
    rows = list(zip(*(columns[name].tolist() for name in COLUMNS), strict=True))
    return rows, [
        (
            *(c.id, c.transcript, c.span.start, c.span.end, c.quote, c.code),
            *(c.direction.value, c.coder, c.made_at, c.starred),
        )
        for c in values
    ]


def test_nothing_coded_is_no_row(store):
    assert told(store) == ([], [])


def test_what_was_withdrawn_is_left_out_and_the_order_is_the_texts(store):
    with store.write("mk") as tx:
        coded.save_codings(tx, [coding("c2", 24, 29), coding(), coding("c3", 30, 31)])
        coded.save_withdrawal(tx, "c3")

    rows, values = told(store)
    assert rows == values
    assert [row[0] for row in rows] == ["c1", "c2"]
    assert all(type(row[-1]) in (bool, int) for row in rows)
