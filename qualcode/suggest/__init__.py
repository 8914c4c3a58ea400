"""Transcript and codebook -> suggestions with reasons (scikit-learn). Never codings."""

from qualcode.suggest.engine import Engine
from qualcode.suggest.layers import ENGINE
from qualcode.suggest.ranked import Ranked
from qualcode.suggest.record import Judged, Record

__all__ = ["ENGINE", "Engine", "Judged", "Ranked", "Record"]
