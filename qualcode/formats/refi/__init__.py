"""REFI-QDA, the exchange standard of qualitative analysis programs: .qdpx, .qde and .qdc."""

from qualcode.formats.refi.reading import read_qdc, read_qde, read_qdpx
from qualcode.formats.refi.writing import lost_in_writing, write_qdc, write_qdpx

__all__ = ["lost_in_writing", "read_qdc", "read_qde", "read_qdpx", "write_qdc", "write_qdpx"]
