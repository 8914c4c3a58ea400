"""Transcript and codebook -> suggestions with reasons (scikit-learn). Never codings."""

from qualcode.suggest.engine import ENGINE, Engine
from qualcode.suggest.ranked import Ranked
from qualcode.suggest.record import Judged, Record

__all__ = ["ENGINE", "Engine", "Judged", "Ranked", "Record"]
