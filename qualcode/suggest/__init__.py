"""Transcript and codebook -> suggestions with reasons (scikit-learn). Never codings."""

from qualcode.suggest.engine import ENGINE, Engine, Ranked

__all__ = ["ENGINE", "Engine", "Ranked"]
