"""The commands: one short function each."""

from qualcode.cli.main import main

__all__ = ["main"]
