"""Files that were a study once: what is told of each, and where a moved study went."""

from pathlib import Path

import pytest

from qualcode.errors import StudyError
from qualcode.store import Store
from qualcode.store.set_aside import (
    kept_of,
    moved_away,
    moved_from,
    no_study,
    note_move,
    what_it_is,
)

AT = "2026-11-23T16:30:00.000000+00:00"


def test_where_a_study_was_it_is_told_when_it_was_moved_and_where_to(tmp_path):
    old, new = tmp_path / "a.qualcode", tmp_path / "mine" / "a.qualcode"
    assert moved_away(old) == moved_from(tmp_path) == ""
    assert "There is no study a.qualcode" in str(no_study(old))
    note_move(old, new, AT)

    for told in (moved_away(old), moved_from(tmp_path), str(no_study(old))):
        assert told.startswith("a.qualcode was moved on 23 November 2026, ")
        assert told.endswith(f"to {new.parent}. Open it there.")
    with pytest.raises(StudyError, match="was moved on 23 November 2026"):
        Store.open(old)
    note_move(new, old, AT)
    assert moved_away(old) == ""


@pytest.mark.parametrize("note", [None, "spoilt", "Moved: soon\nTo: nowhere\n"])
def test_without_a_note_that_can_be_read_the_file_that_was_left_tells(tmp_path, note):
    old = tmp_path / "a.qualcode"
    (tmp_path / "a.qualcode.moved-2").touch()
    if note:
        (tmp_path / "a.moved-to.txt").write_text(note)

    assert "was moved to another folder" in moved_away(old)


def test_a_file_that_was_a_study_says_what_it_is_and_takes_no_work(tmp_path):
    Store.create(tmp_path / "a.qualcode").close()
    note_move(tmp_path / "a.qualcode", tmp_path / "mine" / "a.qualcode", AT)
    names = {
        "a.qualcode": "",
        "a.qualcode.moved": "moved on 23 November 2026",
        "a.qualcode.moved-2": "moved on 23 November 2026",
        "b.qualcode.moved": "moved to another folder",
        "a.qualcode.before-restore-20261123163232-e424ee.qualcode-kept": "until 23 November 2026",
        "a.20261123T124803-123456.backup": "This is a backup",
    }
    study = (tmp_path / "a.qualcode").read_bytes()
    for name, words in names.items():
        (tmp_path / name).write_bytes(study)
        store = Store.open(tmp_path / name)
        assert words in store.read_only
        assert bool(store.read_only) is bool(words)
        if words:
            with pytest.raises(StudyError, match="reading only"), store.write("mk"):
                pass
        store.close()
    assert what_it_is(Path("a.moved.qualcode")) == ""


def test_what_was_kept_is_found_by_its_name_newest_first(tmp_path):
    stem = "a.qualcode.before-restore"
    for rest in ("20260101000000-aaaaaa", "20261123163232-e424ee", "20269999999999-aaaaaa"):
        (tmp_path / f"{stem}-{rest}.qualcode-kept").write_text("x")
    (tmp_path / f"{stem}-20260101000000-aaaaaa.qualcode-kept-journal").write_text("x")
    (tmp_path / "ab.qualcode.before-restore-20260101000000-aaaaaa.qualcode-kept").touch()

    assert [b.made_at[:19] for b in kept_of(tmp_path / "a.qualcode")] == [
        "2026-11-23T16:32:32",
        "2026-01-01T00:00:00",
    ]
