"""Whole studies to and from other programs for qualitative analysis, by REFI-QDA."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from qualcode.errors import InvalidFile, Refused, UnreadableFile
from qualcode.model import Coder, Problem
from qualcode.project.blind import refuse_apart
from qualcode.project.exchange_told import ExportTold, ImportTold
from qualcode.project.given import Upload, content
from qualcode.project.names_away import words_of_book
from qualcode.project.taking import TakingVerbs
from qualcode.store import Writing, people

if TYPE_CHECKING:
    from qualcode.model.exchange import RefiProject
    from qualcode.project.exchange_gather import Gathered

PROJECT, CODEBOOK, BARE = ".qdpx", ".qdc", ".qde"
ENDINGS = (PROJECT, CODEBOOK, BARE)
PROFILES = ("strict", "nvivo")
Profile = Literal["strict", "nvivo"]


class ExchangeVerbs(TakingVerbs):
    """A study out to another program, and one of another program in."""

    def export_project(
        self,
        target: Path,
        *,
        profile: str = "strict",
        companion: bool = True,
        raw_names: bool = False,
        progress: Callable[[float], None] | None = None,
    ) -> ExportTold:
        """Write the whole study as a REFI-QDA project (.qdpx), and its companion beside it.

        The file is for your own use in another program: it holds whole interviews. ``profile``
        ``strict`` follows the standard; ``nvivo`` counts positions as NVivo does. The companion,
        ``NAME.companion.json``, holds what the standard has no place for; with it
        `import_project` brings everything back. Names replaced in the study are replaced there,
        and no companion is written, but for ``raw_names``. Recorded.

        Raises
        ------
        Refused
            The ending or the profile is another one; the acting person codes apart from others
            now; or a file cannot be written.
        """
        from qualcode.report.files import replace_file

        if target.suffix.lower() != PROJECT:
            raise Refused("A whole study goes to a .qdpx file; name one.")
        files, told = self._exchanged(target.name, profile, companion, raw_names, progress)
        with self._exchange_noted("project", told, profile=profile, raw_names=raw_names):
            for name, data in files.items():
                replace_file(target.with_name(name), data)
        return told

    def project_files(
        self,
        name: str = "study.qdpx",
        *,
        profile: str = "strict",
        companion: bool = True,
        raw_names: bool = False,
        progress: Callable[[float], None] | None = None,
    ) -> tuple[dict[str, bytes], ExportTold]:
        """The files of `export_project` as name -> content; refused and recorded like it."""
        files, told = self._exchanged(name, profile, companion, raw_names, progress)
        with self._exchange_noted("project", told, profile=profile, raw_names=raw_names):
            return files, told

    def export_codebook(self, target: Path) -> ExportTold:
        """Write the codebook as a REFI-QDA codebook (.qdc); recorded.

        It may be passed on: examples and phrases that somebody said who does not allow quotes, or
        withdrew, are left out of it.

        Raises
        ------
        Refused
            The ending is another one, there are no codes, or the file cannot be written.
        """
        from qualcode.report.files import replace_file

        if target.suffix.lower() != CODEBOOK:
            raise Refused("A codebook for other programs goes to a .qdc file; name one.")
        data, told = self._exchanged_codebook(target.name)
        with self._exchange_noted("codebook", told):
            replace_file(target, data)
        return told

    def codebook_qdc(self, name: str = "codebook.qdc") -> tuple[bytes, ExportTold]:
        """The file of `export_codebook` as its content; recorded like it."""
        data, told = self._exchanged_codebook(name)
        with self._exchange_noted("codebook", told):
            return data, told

    def import_project(
        self,
        file: Path | Upload,
        *,
        companion: Path | Upload | Literal[False] | None = None,
        dry_run: bool = False,
        progress: Callable[[float], None] | None = None,
    ) -> ImportTold:
        """Take in a REFI-QDA project (.qdpx, .qde) or codebook (.qdc) of any program.

        Taguette's own project file (.sqlite3) and QualCoder's folder or its ``data.qda`` too.
        Everything is one transaction. Codes are found in the codebook by their number or name,
        else added; texts that stand here letter by letter are not taken twice, nor codings by
        their ids, so that the same file brings nothing a second time.

        Parameters
        ----------
        companion
            The file our own export wrote beside the project; found there by itself where ``file``
            is a path. False leaves it out.
        dry_run
            Do all of it and take it back: the answer says what would come.
        progress
            Is told how much is done, 0 to 1.

        Raises
        ------
        UnreadableFile, InvalidFile
            The file is absent, damaged, hostile or no such project; the study is unchanged.
        Refused
            The companion is damaged or of another file.
        """
        from qualcode.project.exchange_companion import companion_of

        tell, file = progress or _untold, _project_file(file)
        data = content(file)
        tell(0.05)
        project, problems = _read(data, file.name)
        tell(0.4)
        beside, adjusted = companion_of(file, data, companion, PROJECT)
        try:
            with self._write() as tx:
                people.save_coder(tx, Coder(tx.who))
                if beside is None:
                    told = _take(tx, project, problems, lambda done: tell(0.4 + 0.6 * done))
                else:
                    told = _take_with(tx, project, *beside)
                told = dataclasses.replace(
                    told,
                    dry_run=dry_run,
                    origin=project.origin,
                    adjusted=(*adjusted, *told.adjusted),
                )
                if dry_run or told.nothing_new:
                    raise _NotKeptError(told)
                tx.record(
                    "import project",
                    "study",
                    companion=told.companion,
                    **_counted(told.came),
                )
        except _NotKeptError as end:
            return end.told
        self._codebook = None
        return told

    def _exchanged(
        self,
        name: str,
        profile: str,
        companion: bool,
        raw_names: bool,
        tell: Callable[[float], None] | None,
    ) -> tuple[dict[str, bytes], ExportTold]:
        """The files of a whole study, and what they hold and lack."""
        from qualcode.formats.refi import lost_in_writing, write_qdpx
        from qualcode.project.exchange_companion import make_companion, name_of
        from qualcode.project.exchange_gather import gathered
        from qualcode.project.exchange_lost import lost_of
        from qualcode.project.exchange_names import (
            AS_TYPED,
            names_replaced,
            without_names,
            written_in,
        )
        from qualcode.project.exchange_out import refi_of
        from qualcode.project.exchange_tally import sentence

        chosen, tell = _checked_profile(profile), tell or _untold
        with self._read() as connection:
            study = gathered(connection)
            replaced = not raw_names and names_replaced(connection)
            if replaced:
                study, companion = without_names(self, connection, study), False
            tell(0.3)
            project = refi_of(study)
            tell(0.5)
            data = write_qdpx(project, chosen)
            tell(0.8)
            files = {name: data}
            if companion:
                files[name_of(name)] = make_companion(connection, study, data)
        # Not while the study is read: what is confirmed by the way is written. With no name
        # replaced the interviews go as they were typed, which is told.
        if replaced:
            said = [line for t in study.transcripts for line in t.text.splitlines()]
            self._refuse_names(said, written=written_in(study))
        lost = [*lost_of(study, companion=companion)]
        if not replaced:
            lost.append(AS_TYPED)
        lost += [sentence(str(one)) for one in lost_in_writing(project, chosen)]
        return files, ExportTold(tuple(files), _counts(study, project), study.left_out, tuple(lost))

    def _exchanged_codebook(self, name: str) -> tuple[bytes, ExportTold]:
        from qualcode.formats.refi import write_qdc
        from qualcode.model.exchange import RefiProject
        from qualcode.project.exchange_lost import book_lost
        from qualcode.project.exchange_origins import load_origins
        from qualcode.project.exchange_out import ORIGIN
        from qualcode.project.exchange_out_codes import refi_codes

        whole, versions = self._numbered_codebook()
        book, withheld = self._without_withheld(whole)
        if not len(book):
            raise Refused("The codebook has no codes yet, so there is nothing to write.")
        self._refuse_names(written=words_of_book(book))
        with self._read() as connection:
            origins = load_origins(connection)
        coded = set(self.frames().codings["code"])
        codes = refi_codes(str(self.about()["uuid"]), book, origins, coded)
        data = write_qdc(RefiProject(name=book.name, origin=ORIGIN, codes=codes))
        lost = book_lost(book, versions, kept="they stay in the study")
        left = _withheld(withheld)
        return data, ExportTold((name,), (("codes", len(book)),), left, tuple(lost))

    @contextmanager
    def _exchange_noted(self, what: str, told: ExportTold, **detail: object) -> Iterator[None]:
        """Note an export in one transaction with the writing of its files."""
        with self._write() as tx:
            refuse_apart(tx)
            tx.record(f"export {what}", what, **detail, **_counted(told.counts))
            yield


class _NotKeptError(Exception):
    """Ends a transaction that is to leave nothing behind."""

    def __init__(self, told: ImportTold) -> None:
        super().__init__()
        self.told = told


def _checked_profile(profile: str) -> Profile:
    if profile == "strict":
        return "strict"
    if profile == "nvivo":
        return "nvivo"
    raise Refused(f"There is no profile {profile!r}; choose one of {', '.join(PROFILES)}.")


def _counts(study: Gathered, project: RefiProject) -> tuple[tuple[str, int], ...]:
    counted = {
        "interviews and texts": len(project.sources),
        "codes": len(project.codes),
        "codings": len(study.codings),
        "memos": len(study.memos),
        "participants": len(project.cases),
        "coders": len(project.users),
    }
    return tuple((kind, n) for kind, n in counted.items() if n)


def _withheld(n: int) -> tuple[str, ...]:
    """What is left out of a codebook that may be passed on."""
    if not n:
        return ()
    texts = "1 text of the codebook is" if n == 1 else f"{n} texts of the codebook are"
    return (f"{texts} left out: somebody said it who does not allow quotes, or withdrew.",)


def _counted(counts: tuple[tuple[str, int], ...]) -> dict[str, int]:
    """Counts by names a history can hold."""
    return {kind.replace(" ", "_"): n for kind, n in counts}


def _read(data: bytes, name: str) -> tuple[RefiProject, list[Problem]]:
    """The project in a file: a database of another program by its content, else by its ending.

    Raises
    ------
    UnreadableFile, InvalidFile
        It is none, or refused; the first problem is the sentence.
    """
    from qualcode.formats import refi
    from qualcode.formats.projects import is_database, read_project

    readers = {PROJECT: refi.read_qdpx, BARE: refi.read_qde, CODEBOOK: refi.read_qdc}
    reader = read_project if is_database(data) else readers.get(Path(name).suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"{name} is no project of another program; choose a {PROJECT}, {BARE} or {CODEBOOK}"
            " file, or a project of Taguette (.sqlite3) or QualCoder (data.qda)."
        )
    project, problems = reader(data, name)
    if project is None:
        raise InvalidFile(str(problems[0]), problems)
    return project, list(problems)


def _project_file(file: Path | Upload) -> Path | Upload:
    """The file itself; of a QualCoder folder its database."""
    from qualcode.formats.projects import project_file

    return project_file(file) if isinstance(file, Path) else file


def _take(
    tx: Writing, project: RefiProject, problems: list[Problem], tell: Callable[[float], None]
) -> ImportTold:
    from qualcode.project.exchange_in import take_project

    return take_project(tx, project, tell).tally.told(project, problems)


def _untold(done: float) -> None:
    """Nobody asks how much is done."""


def _take_with(tx: Writing, project: RefiProject, body: dict[str, Any], name: str) -> ImportTold:
    from qualcode.project.exchange_companion import opened_companion
    from qualcode.project.exchange_merge import take_companion

    with opened_companion(body, project, name) as theirs:
        return take_companion(tx, theirs)
