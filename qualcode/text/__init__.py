"""Words in context: segments of a transcript, and phrases found by their lemmas (spaCy)."""

from qualcode.text.segments import merge_segments, segments_of, split_segment

__all__ = ["merge_segments", "segments_of", "split_segment"]
