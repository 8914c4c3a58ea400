"""Folders that others copy or share are known for what they are, and no others."""

from pathlib import Path

import pytest

from qualcode.errors import Refused, StudyError
from qualcode.store import Store, places
from qualcode.store.opening import read_only_because
from tests.dump import dump

SYNCED = {
    "OneDrive": "OneDrive",
    "OneDrive - The Council": "OneDrive",
    "Dropbox": "Dropbox",
    "Dropbox (Personal)": "Dropbox",
    "iCloudDrive": "iCloud",
    "Library/Mobile Documents/com~apple~CloudDocs": "iCloud",
    "Google Drive": "Google Drive",
    "GoogleDrive-me@example.org": "Google Drive",
    "DriveFS": "Google Drive",
    "Nextcloud": "Nextcloud",
    "ownCloud": "ownCloud",
    "Library/CloudStorage/Anything": "a cloud service",
}
OWN = ["studies", "onedrives of 2006 are over", "Dropboxes", "my nextcloudy days", "iclouds", "box"]


@pytest.mark.parametrize(("folder", "service"), SYNCED.items())
def test_a_folder_that_a_service_copies_is_known_by_its_name(tmp_path, folder, service):
    assert places.trouble_at(tmp_path / folder / "deep" / "study.qualcode") == service


@pytest.mark.parametrize("folder", OWN)
def test_a_folder_of_ones_own_is_left_in_peace(tmp_path, folder):
    assert places.trouble_at(tmp_path / folder / "study.qualcode") == ""


@pytest.mark.parametrize("mark", [".dropbox", ".stfolder", ".nextcloudsync.log"])
def test_a_folder_is_known_by_what_the_service_left_in_it(tmp_path, mark):
    (tmp_path / "work").mkdir()
    (tmp_path / mark).touch()

    assert places.trouble_at(tmp_path / "work" / "study.qualcode")
    (tmp_path / mark).unlink()
    assert places.trouble_at(tmp_path / "work" / "study.qualcode") == ""


def test_a_folder_of_another_name_is_known_by_windows_own_word_for_it(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Office"))

    assert places.trouble_at(tmp_path / "Office" / "study.qualcode") == "OneDrive"
    assert places.trouble_at(tmp_path / "Other" / "study.qualcode") == ""


def test_a_link_into_such_a_folder_leads_there(tmp_path):
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "mine").symlink_to(tmp_path / "OneDrive")

    assert places.trouble_at(tmp_path / "mine" / "study.qualcode") == "OneDrive"


@pytest.mark.parametrize("share", [r"\\office\team\study.qualcode", "//office/team/study.qualcode"])
def test_a_share_is_a_network_drive(share):
    assert places.trouble_at(Path(share)) == "a network drive"


MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:50 / /home rw shared:9 - nfs4 server:/home rw
31 30 8:1 / /home/local rw - ext4 /dev/sda1 rw
32 22 0:51 / /mnt/office\\040team rw - cifs //office/team rw
33 22 0:52 / /mnt/ssh rw - fuse.sshfs me@host: rw
34 22 0:53 / /run/box rw - fuse.fuse-overlayfs fuse-overlayfs rw
35 22 0:54 / /mnt/c rw - 9p C: rw
36 22 8:2 / /media/stick rw - fuseblk /dev/sdb1 rw
37 22 0:55 / /box rw - overlay overlay rw
a broken line
"""
WHERE = {
    "/home/me/s.qualcode": True,
    "/home/local/s.qualcode": False,
    "/mnt/office team/s.qualcode": True,
    "/mnt/ssh/s.qualcode": True,
    "/run/box/s.qualcode": False,
    "/mnt/c/s.qualcode": False,
    "/media/stick/s.qualcode": False,
    "/box/s.qualcode": False,
    "/var/s.qualcode": False,
}


@pytest.mark.parametrize(("place", "remote"), WHERE.items())
def test_where_a_disk_really_is_is_asked_of_the_system(place, remote):
    assert places.is_remote(places.mounted_by_linux(MOUNTS), place) is remote


def test_a_mac_says_it_in_its_own_way():
    told = "/dev/disk1s1 on / (apfs, local)\n//me@office/team on /Volumes/team (smbfs, nodev)\n"

    assert places.is_remote(places.mounted_by_mac(told), "/Volumes/team/s.qualcode")
    assert not places.is_remote(places.mounted_by_mac(told), "/Users/me/s.qualcode")


@pytest.fixture
def synced(file, tmp_path):
    """The study in a folder that OneDrive copies."""
    folder = tmp_path / "OneDrive - The Council"
    folder.mkdir()
    return file.rename(folder / file.name)


def test_a_study_in_a_synced_folder_is_read_and_never_written(synced):
    before = synced.read_bytes()
    store = Store.open(synced)

    assert "OneDrive" in store.read_only
    assert "move-study" in store.read_only
    assert dump(store)["transcript"]
    with pytest.raises(StudyError, match="OneDrive copies"), store.write("mk") as tx:
        tx.record("star", "nothing")
    store.close()
    assert synced.read_bytes() == before
    assert [f.name for f in synced.parent.iterdir()] == [synced.name]


def test_sqlite_itself_would_refuse_to_write_there(synced):
    """The second guard: nothing that forgets the first can write."""
    store = Store.open(synced)
    store.read_only = ""

    with pytest.raises(StudyError, match="cannot be written"), store.write("mk") as tx:
        tx.record("star", "nothing")
    store.close()


def test_a_machine_can_be_set_to_write_there_all_the_same(synced, monkeypatch):
    monkeypatch.setenv(places.ALL_THE_SAME, "1")
    store = Store.open(synced)

    assert store.read_only == ""
    with store.write("mk") as tx:
        tx.record("star", "nothing")
    store.close()
    monkeypatch.setenv(places.ALL_THE_SAME, "0")
    assert "OneDrive" in read_only_because(synced)


def test_the_same_study_in_a_folder_of_ones_own_is_written(file):
    """The control: what keeps it from being written is the folder alone."""
    store = Store.open(file)

    with store.write("mk") as tx:
        tx.record("star", "nothing")
    assert store.read_only == ""
    store.close()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written_is_read(file, monkeypatch, what):
    kept = file if what == "file" else file.parent
    monkeypatch.setattr(
        "qualcode.store.opening.os.access", lambda path, mode: Path(path) != Path(kept)
    )
    store = Store.open(file)

    assert "cannot be written" in store.read_only
    assert dump(store)["transcript"]
    with pytest.raises(StudyError, match="reading only"), store.write("mk"):
        pass
    store.close()


def test_an_older_study_that_may_not_be_written_says_what_to_do(synced):
    from contextlib import closing

    from qualcode.store.engine import connect_file

    with closing(connect_file(synced, "rw")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    before = synced.read_bytes()

    with pytest.raises(StudyError, match="older qualcode"):
        Store.open(synced)
    assert synced.read_bytes() == before


COPIES = [
    "study (Ruth's conflicted copy 2026-05-01).qualcode",
    "study.sync-conflict-20260501-101010.qualcode",
    "study_conf(1).qualcode",
    "study (1).qualcode",
    "study-LAPTOP-7.qualcode",
]


def test_second_versions_beside_a_study_are_reported(file):
    for name in (*COPIES, "study two.qualcode", "other (1).qualcode", "study (1).docx"):
        file.with_name(name).touch()

    assert places.conflicted_copies(file) == sorted(COPIES)


@pytest.mark.parametrize("folder", ["OneDrive", "Dropbox (Personal)"])
def test_no_study_is_made_where_it_could_be_read_only(tmp_path, monkeypatch, folder):
    from qualcode.project import new
    from qualcode.project.bundling import unbundle
    from qualcode.project.given import Upload

    there = tmp_path / folder
    there.mkdir()
    monkeypatch.delenv(places.ALL_THE_SAME, raising=False)
    with pytest.raises(Refused, match="this machine's own disk"):
        new(there / "s.qualcode", "mk")
    with pytest.raises(Refused, match="this machine's own disk"):
        unbundle(Upload("s.qualbundle", b"no matter"), there / "s.qualcode", passphrase="x")
    assert not list(there.iterdir())
    # Whoever looks after the machine may have said that it is to be so.
    monkeypatch.setenv(places.ALL_THE_SAME, "1")
    new(there / "s.qualcode", "mk").close()
    assert (there / "s.qualcode").exists()
