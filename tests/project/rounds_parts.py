"""What tests of rounds share."""

from sqlalchemy import delete

from qualcode.store import schema


def without_rounds(project):
    """The study before anybody reviewed it: the sample has rounds of its own."""
    with project._write() as tx:
        for table in ("judged", "round_item", "round_step", "round_coding", "resolution", "round"):
            tx.connection.execute(delete(getattr(schema, table)))
    return project
