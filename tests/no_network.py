"""The guard under every test: whoever reaches for another machine is noticed, and refused.

It stands before Python's own doors to the network: `socket.connect`, `connect_ex`, `sendto` and
the look-up of names. What a program started by a test does is seen by `faults/test_network.py`.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

# What was reached for in this process, whoever swallowed the refusal.
strays: list[str] = []
LOCAL_NAMES = frozenset({"", "localhost", "localhost.localdomain", socket.gethostname()})


class LeftTheMachine(OSError):
    """A test, or what it tests, reached for another machine."""


def is_local(host: object) -> bool:
    """Whether a host of an address is this machine."""
    if host is None or (isinstance(host, str | bytes) and not host):
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        found = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return name in LOCAL_NAMES
    return found.is_loopback or found.is_unspecified


def _judge(where: object) -> None:
    if not is_local(where):
        strays.append(str(where))
        raise LeftTheMachine(f"reached for {where}, which is not this machine")


def _guarded(plain: Callable[..., Any], at: int) -> Callable[..., Any]:
    def asked(self: socket.socket, *given: Any) -> Any:
        if self.family != getattr(socket, "AF_UNIX", None) and given:
            address = given[at]
            if isinstance(address, tuple):
                _judge(address[0])
        return plain(self, *given)

    return asked


def _looked_up(plain: Callable[..., Any]) -> Callable[..., Any]:
    def asked(host: object, *given: Any, **named: Any) -> Any:
        _judge(host)
        return plain(host, *given, **named)

    return asked


def stand_guard() -> None:
    """From now on, in this process. Once is enough."""
    if hasattr(socket.socket, "unguarded_connect"):
        return
    socket.socket.unguarded_connect = socket.socket.connect  # type: ignore[attr-defined]
    for name, at in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name), at))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        setattr(socket, name, _looked_up(getattr(socket, name)))
