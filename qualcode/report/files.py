"""Writing a file so that the old one or the new one stands there, never half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from qualcode.errors import Refused


def replace_file(target: Path, data: bytes) -> None:
    """Put a file in place in one step.

    Raises
    ------
    Refused
        The folder is absent or cannot be written, or the disk is full; the old file stays.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise Refused(
            f"{target.name} could not be written; check the folder and the space on the disk."
        ) from error
