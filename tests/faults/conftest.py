"""The study that is worked on while things fail, as the store's tests have it."""

from tests.store.conftest import file, filled_sqlite, kept_safe

__all__ = ["file", "filled_sqlite", "kept_safe"]
