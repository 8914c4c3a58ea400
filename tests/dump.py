"""Everything a study's tables hold, to compare two states of it."""

from sqlalchemy import select

from qualcode.store import Store
from qualcode.store.schema import metadata


def dump(store: Store, *, without: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Table name -> its rows in a fixed order."""
    with store.read() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in without
        }
