"""Files into values and back: transcripts, codebooks, participants, exchange files.

Each format's reader, and the library it needs, is imported when a file of it is read.
"""

from qualcode.formats.draft import Draft, Found, ReadTranscript
from qualcode.formats.reading import READABLE, read_transcript

__all__ = ["READABLE", "Draft", "Found", "ReadTranscript", "read_transcript"]
