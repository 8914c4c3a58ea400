"""SQL <-> model: SQLite through sqlcipher3, PostgreSQL, migrations, history."""

from sqlalchemy import Connection

from qualcode.store.session import Store, Writing, utc_now

__all__ = ["Connection", "Store", "Writing", "utc_now"]
