"""Projects of other analysis programs, whichever program wrote them; told by their content."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import QualcodeError, UnreadableFile
from qualcode.formats.sqlite_tables import MAGIC, has_unsaved_log, opened_tables
from qualcode.model import Problem
from qualcode.model.exchange import RefiProject

ENDINGS = (".qdpx", ".qde", ".qdc")
DATABASE = "data.qda"
_OURS = frozenset(["study", "transcript", "coding", "event"])
_RQDA = frozenset(["freecode", "codecat", "source"])


def read_project(data: bytes, name: str) -> tuple[RefiProject | None, list[Problem]]:
    """A project of a REFI-QDA file, a Taguette file or a QualCoder database, and what was odd.

    ``name`` is the file's name. None stands for a file that is refused; then the only problem is
    the sentence that says why.
    """
    if not is_database(data):
        return _exchanged(data, name)
    try:
        project, problems = _stored(data, name)
    except QualcodeError as error:
        return None, [Problem(str(error))]
    if has_unsaved_log(data):
        problems.append(
            Problem("the last changes may be missing unless the program was closed before copying")
        )
    return project, problems


def is_database(data: bytes) -> bool:
    """Whether a file is a SQLite database, as Taguette and QualCoder keep their projects."""
    return data.startswith(MAGIC)


def is_project(path: Path) -> bool:
    """Whether a path is a whole project: by its ending, as a folder of QualCoder's, by content."""
    if path.is_dir():
        return path.suffix.lower() == ".qda" or (path / DATABASE).exists()
    if path.suffix.lower() in ENDINGS:
        return True
    try:
        with path.open("rb") as file:
            return is_database(file.read(len(MAGIC)))
    except OSError:
        return False


def project_file(path: Path) -> Path:
    """The file of a project given by its path: a QualCoder folder's database, else the path itself.

    Raises
    ------
    UnreadableFile
        A folder without a QualCoder database.
    """
    if not path.is_dir():
        return path
    inside = path / DATABASE
    # A link could lead to any file of the computer.
    if inside.is_symlink() or not inside.is_file():
        raise UnreadableFile(
            f"{path.name} is no QualCoder project: a folder of that kind holds the file {DATABASE}."
        )
    return inside


def _exchanged(data: bytes, name: str) -> tuple[RefiProject | None, list[Problem]]:
    from qualcode.formats.refi import read_qdc, read_qde, read_qdpx

    ending = Path(name).suffix.lower()
    if ending == ".qdc":
        return read_qdc(data, name)
    return read_qde(data, name) if ending == ".qde" else read_qdpx(data, name)


def _stored(data: bytes, name: str) -> tuple[RefiProject, list[Problem]]:
    from qualcode.formats import qualcoder, taguette

    with opened_tables(data, name) as tables:
        if tables.names >= taguette.TABLES:
            return taguette.read_taguette(tables, name)
        if tables.names >= qualcoder.TABLES:
            return qualcoder.read_qualcoder(tables, name)
        if tables.names >= _OURS:
            raise UnreadableFile(
                f"{name} is a study of qualcode; open it, or merge it into this one."
            )
        if tables.names >= _RQDA:
            raise UnreadableFile(
                f"{name} is an RQDA project; QualCoder imports those, and its project can be"
                " imported here."
            )
    raise UnreadableFile(
        f"{name} is a database of neither Taguette nor QualCoder; export the project as REFI-QDA"
        " (.qdpx) and import that."
    )
