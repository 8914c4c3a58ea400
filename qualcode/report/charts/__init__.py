"""Charts: one specification for the page and for the picture in a report."""
