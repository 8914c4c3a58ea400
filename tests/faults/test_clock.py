"""The machine's clock goes back, changes to summer time, or is far ahead: the order stays."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from qualcode.store import Store, checks, events, utc_now

NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
SUMMER = timezone(timedelta(hours=1))


def told(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


CLOCKS = {
    "a day back": [NOON, NOON - timedelta(days=1), NOON - timedelta(days=1, hours=-1)],
    "summer time": [
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 2, 1, tzinfo=SUMMER),
    ],
    "winter time": [
        datetime(2026, 10, 25, 1, 30, tzinfo=SUMMER),
        datetime(2026, 10, 25, 1, 10, tzinfo=UTC),
    ],
    "after 2038": [
        NOON,
        datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
        datetime(2100, 1, 1, tzinfo=UTC),
    ],
    "1970": [NOON, datetime(1970, 1, 1, tzinfo=UTC)],
}


@pytest.mark.parametrize("name", CLOCKS)
def test_acts_keep_their_order_and_the_chain_holds(file, name):
    with closing(Store.open(Path(file))) as store:
        begun = 0
        with store.read() as connection:
            begun = events.load_count(connection)
        # The study itself was made now; the first act puts the clock where the case begins.
        for n, moment in enumerate(CLOCKS[name]):
            store.clock = lambda moment=moment: told(moment)
            with store.write("mk") as tx:
                tx.record("star", f"c{n}")
        with store.read() as connection:
            acts = list(events.load_events(connection))[begun:]
            broken = events.find_break(connection)

    assert [one.subject for one in acts] == [f"c{n}" for n in range(len(acts))]
    assert [one.at for one in acts] == [told(moment) for moment in CLOCKS[name]]
    assert broken is None


def test_a_clock_that_was_set_back_is_told_and_nothing_is_wrong(file):
    with closing(Store.open(Path(file))) as store:
        before = datetime.now(UTC) - timedelta(days=1)
        store.clock = lambda: told(before)
        with store.write("mk") as tx:
            tx.record("star", "c1")
        with store.read() as connection:
            found = checks.check_up(connection, file, None, utc_now())

    assert "clock" in [one.check for one in found.findings if not one.wrong]
