"""Taking a person out of a study that is really encrypted, of its backup, and the whole study."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.store import Store
from qualcode.store.erasing_proof import held_in, held_in_rows
from tests.project.test_encrypting import WORDS, confirmed
from tests.project.test_erasing import MARKERS, built_planted  # noqa: F401


@pytest.fixture(scope="module")
def built_sealed(
    built_planted: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, bytes]:
    """The folder of the planted study, encrypted, with an encrypted backup; and its key."""
    place = tmp_path_factory.mktemp("sealed") / "study.qualcode"
    shutil.copy(built_planted, place)
    with closing(Project.open(place, "mk")) as project:
        project.encrypt(confirmed())
        project.backup(name="named")
        key = project.store.key
    assert key is not None
    return place.parent, key


@pytest.fixture
def sealed(built_sealed: tuple[Path, bytes], tmp_path: Path) -> Iterator[Project]:
    """A copy of it, in mk's hands."""
    shutil.copytree(built_sealed[0], tmp_path / "kept")
    with closing(
        Project.open(tmp_path / "kept" / "study.qualcode", "mk", key=built_sealed[1])
    ) as p:
        yield p


def rows_with_markers(place: Path, key: bytes) -> dict[str, set[str]]:
    """Table -> the markers in it, read as a person with the key would."""
    with closing(Store.open(place, key)) as store:
        return held_in_rows(store, MARKERS)


def backups_of(project: Project) -> list[Path]:
    return sorted(Path(project.store.place).with_name("study.backups").glob("*.backup"))


def test_erased_from_an_encrypted_study_a_person_is_in_no_row_of_it_or_its_backup(sealed, tmp_path):
    place, key = Path(sealed.store.place), sealed.store.key
    older = shutil.copy(place, tmp_path / "older.copy")
    copies = backups_of(sealed)
    opened = [Path(shutil.copy(one, tmp_path / f"{n}.qualcode")) for n, one in enumerate(copies)]
    assert copies
    # The control: the same look finds the words before, in the study and in each backup.
    assert all(len(rows_with_markers(one, key)) > 3 for one in (place, *opened))

    done = sealed.erase_participant("P07", typed="P07")

    assert done.proof.holds and len(done.copies) == len(copies) and not done.unopened
    assert held_in_rows(sealed.store, MARKERS) == {}
    sealed.store.engine.dispose()
    for n, one in enumerate(backups_of(sealed)):
        again = Path(shutil.copy(one, tmp_path / f"after{n}.qualcode"))
        assert rows_with_markers(again, key) == {}
    # Still sealed: no word of anybody stands in any byte.
    assert held_in([f for f in place.parent.rglob("*") if f.is_file()], MARKERS) == {}
    sealed.close()
    # An older copy put back forgets the person before anybody reads it.
    shutil.copy(older, place)
    with closing(Project.open(place, "mk", passphrase=WORDS)) as again:
        assert [p.id for p in again.participants()] == ["P08", "P09"]
        assert held_in_rows(again.store, MARKERS) == {}


def test_a_purged_encrypted_study_leaves_no_file_and_its_passphrase_opens_nothing(sealed):
    place = Path(sealed.store.place)
    assert backups_of(sealed)

    done = sealed.purge(typed="study")

    assert done.proof.holds and done.files >= 2
    assert [file for file in place.parent.rglob("*") if file.is_file()] == []
    with pytest.raises(QualcodeError):
        Project.open(place, "mk", passphrase=WORDS)
