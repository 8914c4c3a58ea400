"""Runs a command where the only network is this machine's own: `python tests/offline.py COMMAND`.

It makes a network namespace (Linux), switches its loopback on and runs the command inside it.
Says so and ends with 77 where the system makes none.
"""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import sys

NOT_HERE = 77
_SET_FLAGS, _UP_AND_RUNNING = 0x8914, 0x1 | 0x40


def inside(command: list[str]) -> None:
    """Switch the loopback on, and become the command."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh22x", b"lo", _UP_AND_RUNNING))
    os.execvp(command[0], command)


def command_without_network(command: list[str]) -> list[str] | None:
    """The command to run a command so; None where the system makes no such place."""
    apart = shutil.which("unshare")
    if apart is None:
        return None
    for way in (["-n"], ["-rn"]):
        made = [apart, *way, sys.executable, __file__, "--inside"]
        if subprocess.run([*made, "true"], capture_output=True).returncode == 0:
            return [*made, *command]
    return None


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        inside(sys.argv[2:])
    ready = command_without_network(sys.argv[1:])
    if ready is None:
        sys.stderr.write("This system makes no place without a network, so nothing was run.\n")
        sys.exit(NOT_HERE)
    os.execvp(ready[0], ready)
