"""Where a study may lie: a file that is copied or shared by others while it is open gets damaged.

Programs that copy a folder to other machines take a study's file in the middle of a change, or put
an older one over it; file systems of other machines do not keep the locks that let two programs
write in turn. The reasons are in docs/decisions/0021-backups-and-where-a-study-may-live.md.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from qualcode.errors import Refused

# Set by whoever looks after a machine whose only disk for people is a network's.
ALL_THE_SAME = "QUALCODE_HERE_ALL_THE_SAME"

# A folder's name, in small letters, begins so -> who copies it.
_SYNCED = {
    "onedrive": "OneDrive",
    "sharepoint": "SharePoint",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "drivefs": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "seafile": "Seafile",
    "pcloud": "pCloud",
    "megasync": "MEGA",
    "box sync": "Box",
    "syncthing": "Syncthing",
    "cloudstorage": "a cloud service",
}
# What follows the beginning: "OneDrive - The Council", "Dropbox (Personal)", "GoogleDrive-me".
_AFTER = re.compile(r"$|[ ._(~-]|drive|photos", re.ASCII)
# Files and folders that such a program leaves in the folder it copies.
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".sync.ffs_db": "FreeFileSync",
}
_VARIABLES = {
    "OneDrive": "OneDrive",
    "OneDriveCommercial": "OneDrive",
    "OneDriveConsumer": "OneDrive",
}
_NETWORK = "a network drive"
# Kinds of mount that lie on another machine. 9p and virtiofs are the own disk of a virtual
# machine's host, and a container's layers are local too.
_REMOTE = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs"}
    | {"davfs2", "ncpfs", "afs", "ceph", "glusterfs", "lustre"}
)
_LOCAL_FUSE = frozenset(
    {"fuse-overlayfs", "lxcfs", "ntfs", "ntfs-3g", "exfat", "ext2", "fuse-ext2"}
)


def trouble_at(path: Path) -> str:
    """Who copies or shares the folder a file lies in, such as ``OneDrive``; empty where nobody.

    A file that is not there yet is judged by the folders above it.
    """
    if os.fspath(path).startswith(("\\\\", "//")):
        return _NETWORK
    place = path.absolute()
    return _synced(place) or (_NETWORK if _on_network(place) else "")


def refuse_here(path: Path) -> None:
    """Refuse to make a study where it could be read only as soon as it is opened again.

    Raises
    ------
    Refused
        The folder is copied or shared by others.
    """
    trouble = "" if allowed_all_the_same() else trouble_at(path)
    if trouble:
        raise Refused(
            f"That folder is on {trouble}, where a study can be damaged; choose a folder on this"
            " machine's own disk."
        )


def allowed_all_the_same() -> bool:
    """Whether this machine is set to open studies for writing wherever they lie."""
    return os.environ.get(ALL_THE_SAME, "") not in ("", "0")


def _synced(place: Path) -> str:
    """The service that copies one of the folders above a file; empty when none is known."""
    # A link into such a folder leads there as well.
    for folder in {*place.parents, *place.resolve().parents}:
        name = folder.name.casefold()
        for begins, service in _SYNCED.items():
            if name.startswith(begins) and _AFTER.match(name, len(begins)):
                return service
        for mark, service in _MARKS.items():
            if os.path.lexists(folder / mark):
                return service
        for variable, service in _VARIABLES.items():
            named = os.environ.get(variable)
            if named and Path(named) == folder:
                return service
    return ""


def _on_network(place: Path) -> bool:
    real = str(place.resolve())
    if sys.platform == "win32":
        return _is_mapped_drive(real)
    if sys.platform == "darwin":
        return is_remote(mounted_by_mac(_told_by_mount()), real)
    try:
        told = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        # A system that tells nothing of its mounts: nothing speaks against it.
        return False
    return is_remote(mounted_by_linux(told), real)


def mounted_by_linux(told: str) -> dict[str, str]:
    r"""Mount point -> kind, from /proc/self/mountinfo; the last one at a point is the one in use.

    >>> mounted_by_linux("36 35 98:0 / /home/a\\040b rw - nfs4 server:/home rw")
    {'/home/a b': 'nfs4'}
    """
    mounts = {}
    for line in told.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")[0]
        if len(fields) > 4 and kind:
            point = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[4])
            mounts[point] = kind
    return mounts


def mounted_by_mac(told: str) -> dict[str, str]:
    """The same from what `mount` says on a Mac.

    >>> mounted_by_mac("//me@office/team on /Volumes/team (smbfs, nodev, mounted by me)")
    {'/Volumes/team': 'smbfs'}
    """
    lines = re.findall(r"^.* on (/.*?) \(([\w.-]+)", told, re.MULTILINE)
    return dict(lines)


def is_remote(mounts: dict[str, str], place: str) -> bool:
    """Whether the mount a place belongs to lies on another machine."""
    above = [place, *map(str, Path(place).parents)]
    kind = next((mounts[point] for point in above if point in mounts), "")
    if kind.startswith("fuse."):
        return kind.removeprefix("fuse.") not in _LOCAL_FUSE
    return kind in _REMOTE


def _told_by_mount() -> str:
    try:
        ran = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return ran.stdout


def _is_mapped_drive(real: str) -> bool:
    """Whether a Windows drive letter stands for a network folder."""
    if sys.platform != "win32":
        return False
    import ctypes

    remote = 4  # DRIVE_REMOTE
    return bool(ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(real)[0] + "\\") == remote)


_CONFLICT = re.compile(
    r"conflicted copy|case conflict|sync-conflict|\[conflict\]|_conf\(|konflikt|\(\d+\)$|~\d+$",
    re.IGNORECASE,
)


def conflicted_copies(place: Path) -> list[str]:
    """Names of files beside a study that a synchronising program made of a second version of it.

    OneDrive adds the machine's name (``study-LAPTOP.qualcode``), so that every study whose name
    goes on from this one's with a hyphen counts too.
    """
    stem, ending = place.stem, place.suffix
    try:
        beside = [p for p in place.parent.iterdir() if p.suffix == ending and p.name != place.name]
    except OSError:
        return []
    found = []
    for path in beside:
        rest = path.stem.removeprefix(stem)
        if rest != path.stem and (_CONFLICT.search(rest) or re.fullmatch(r"-[A-Z0-9-]+", rest)):
            found.append(path.name)
    return sorted(found)
