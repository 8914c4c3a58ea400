"""How coefficients of agreement are written, wherever they stand."""

from __future__ import annotations

import math
import re

UNDEFINED = "undefined"
# How sentences begin that mean nothing to whoever sees no coefficient.
_OF_COEFFICIENTS = ("Alpha", "AC1", "Interval")


def in_figures(value: float | None) -> str:
    """A coefficient as it is written everywhere; undefined is undefined.

    >>> in_figures(0.674), in_figures(-0.001), in_figures(None)
    ('0.67', '0.00', 'undefined')
    """
    if value is None or math.isnan(value):
        return UNDEFINED
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def of_counts(remark: str) -> str:
    """What a remark says of counts alone, without what it says of coefficients.

    >>> of_counts("Only Ruth gave this code. AC1 is high. No verdict: fewer than 30 passages.")
    'Only Ruth gave this code. No verdict: fewer than 30 passages.'
    """
    said = re.split(r"(?<=[.]) (?=[A-Z])", remark)
    return " ".join(line for line in said if not line.startswith(_OF_COEFFICIENTS))
