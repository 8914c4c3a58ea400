"""How much of a table is read, whatever program wrote it."""

MAX_ROWS = 200_000
