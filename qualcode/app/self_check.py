"""The self-check at start: the server goes by the settings that keep the study here, or not at all.

`launch.SETTINGS` says what must hold. Whatever else could set it (a settings file in the home or
the working folder, an environment variable, an option on the command line) is asked for here as
the server itself goes by it.
"""

from __future__ import annotations

from streamlit import config

from qualcode.errors import Refused
from qualcode.launch import SETTINGS


def check_settings() -> None:
    """Go on only where every setting is as it must be.

    Raises
    ------
    Refused
        Some differ; they are named, with what they must be.
    """
    wrong = [n for n, must in SETTINGS.items() if _plain(config.get_option(n)) != _plain(must)]
    if wrong:
        named = ", ".join(f"{name} must be {_written(SETTINGS[name])}" for name in wrong)
        raise Refused(
            f"qualcode does not start with these settings of Streamlit: {named}."
            " Start it with `qualcode app`, which sets them."
        )


def _plain(value: object) -> object:
    # An option that may be a word stays one when the command line says true or false.
    return list(value) if isinstance(value, list | tuple) else str(value).lower()


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list):
        return " and ".join(value) or "empty"
    return str(value) or "empty"
