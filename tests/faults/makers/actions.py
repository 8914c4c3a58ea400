"""Ways a faulty file is taken in, each by the verb a person would use."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError
from tests.faults.makers import Row

PASSPHRASE = "seven brown kettles by the window"
_PATH = re.compile(r"[/\\:\n\0]|\A[-.]")


def given(row: Row, data: bytes) -> Any:
    """The file as the app hands it over."""
    from qualcode.project import Upload

    return Upload(row.name, data)


class _RefusedInBatch(QualcodeError):
    """A file of a batch was refused; its sentence is the text."""


def import_(study: Any, row: Row, data: bytes, _: Path) -> dict[str, object]:
    """Among interviews: `qualcode import`."""
    report = study.import_files([given(row, data)])
    for _, sentence in report.refused:
        raise _RefusedInBatch(sentence)
    [came] = report.imported
    text = study.transcript(came.id).text if came.what == "transcript" else ""
    told = [str(oddity) for oddity in came.oddities]
    return {"told": told, "text": text[:20_000], "length": len(text), "id": came.id}


def named(study: Any, row: Row, data: bytes, folder: Path) -> dict[str, object]:
    """Among interviews, with an id fit for any path and nothing written beside the study."""
    before = sorted(file.name for file in folder.iterdir())
    came = import_(study, row, data, folder)
    id = str(came["id"])
    assert not _PATH.search(id), "the id could be a path"
    assert len(id) <= 110, "the id is too long"
    assert sorted(file.name for file in folder.iterdir()) == before, "a file was written"
    return came


def exchange(study: Any, row: Row, data: bytes, _: Path) -> dict[str, object]:
    """A whole project: every coding's words are those of its place, or it is to be looked at."""
    told = study.import_project(given(row, data), companion=False)
    for coding in study.codings():
        text = study.transcript(coding.transcript).text
        assert text[coding.span.start : coding.span.end] == coding.quote, "a quote has moved"
    said = [str(thing) for thing in (*told.adjusted, *told.left_out)]
    return {"told": said, "text": "", "came": dict(told.came)}


def codebook(_: Any, row: Row, data: bytes, folder: Path) -> dict[str, object]:
    """A new study with this codebook."""
    from qualcode.project import new

    place = folder / "with-codebook.qualcode"
    try:
        with closing(new(place, "mk", codebook=given(row, data))) as made:
            text = "\n".join(f"{code.id}={code.name}" for code in made.codebook)
    finally:
        place.unlink(missing_ok=True)
    return {"told": [], "text": text}


def code_name(study: Any, row: Row, data: bytes, _: Path) -> dict[str, object]:
    """A code by this name in the codebook."""
    from qualcode.model import Code

    name = data.decode("utf-8")
    number = f"9{len(list(study.codebook))}"
    study.add_code(Code(number, name), "a test")
    return {"told": [], "text": f"<{study.codebook[number].name}>"}


def coder_name(study: Any, row: Row, data: bytes, _: Path) -> dict[str, object]:
    """Somebody of this name among those who code, and at work."""
    name = data.decode("utf-8")
    study.add_coder(name)
    return {"told": [], "text": f"<{study.acting_as(name).coder}>"}


def study_file(_: Any, row: Row, data: bytes, folder: Path) -> dict[str, object]:
    """A file opened as a study and written in, if it lets itself be; refused, it stays as it is."""
    from qualcode.model import Span
    from qualcode.project import Project

    place = folder / row.name
    place.write_bytes(data)
    try:
        with closing(Project.open(place, "mk")) as opened:
            opened.code(opened.transcripts()[0]["id"], Span(5, 7), opened.codebook.codes[0].id)
            text = str(len(opened.codings()))
    except QualcodeError:
        assert place.read_bytes() == data, "the file was changed"
        raise
    finally:
        place.unlink(missing_ok=True)
    return {"told": [], "text": text}


def bundle(_: Any, row: Row, data: bytes, folder: Path) -> dict[str, object]:
    """A sealed bundle, opened with its passphrase; nothing of it may be run."""
    from qualcode.formats.sealed_bundle import read_bundle

    manifest, study = read_bundle(data, passphrase=PASSPHRASE)
    assert not (folder / "ran").exists(), "a file was run"
    return {"told": [], "text": f"{manifest.codings} {len(study)}"}


BY = {
    "import": import_,
    "named": named,
    "exchange": exchange,
    "codebook": codebook,
    "code name": code_name,
    "coder name": coder_name,
    "study file": study_file,
    "bundle": bundle,
}
