"""How the app is served."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.launch import server_command

# What the server would go by, asked where the server would begin.
ASK = """
import sys
from streamlit import config
from streamlit.web import bootstrap, cli
told = lambda *given, **named: print(config.get_option("runner.postScriptGC"))
bootstrap.run = bootstrap.run_asgi_app = told
sys.argv = ["streamlit", *sys.argv[1:]]
cli.main()
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "app.py").write_text("")
    yield folder


def test_no_run_of_the_server_ends_with_a_garbage_collection(elsewhere: Path) -> None:
    """It takes a tenth of a second after every key press; see decision 5."""
    python, _, _, *arguments = server_command(8501)
    assert python == sys.executable

    def asked(arguments: list[str]) -> str:
        command = [python, "-c", ASK, *arguments]
        ran = subprocess.run(
            command, cwd=elsewhere, capture_output=True, text=True, check=True, timeout=60
        )
        return ran.stdout.strip()

    assert asked(arguments) == "False"
    # A script that lies elsewhere, without our settings beside it, shows that this can fail.
    arguments[1] = str(elsewhere / "app.py")
    assert asked(arguments) == "True"
