"""A page of the app, run without a browser."""

from __future__ import annotations

import functools

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from qualcode.project import Project

# Before the first run of each page Streamlit looks through every installed package for components,
# which takes longer than the run. They are the same ones each time.
manifest_scanner.scan_component_manifests = functools.cache(
    manifest_scanner.scan_component_manifests
)


@pytest.fixture
def shown(project: Project):
    """Runs one page of the study pages by its module's name and returns it."""

    def run(name: str, of: Project | None = None, **state: object) -> AppTest:
        def page(project, name):
            from importlib import import_module

            import_module(f"qualcode.app.{name}").render(project)

        app = AppTest.from_function(page, args=(of or project, name), default_timeout=60)
        for key, value in state.items():
            app.session_state[key.replace("_", "-")] = value
        app.run()
        assert not app.exception
        return app

    return run


def pressed(app: AppTest, key: str) -> AppTest:
    """The page after a button of this key, or of one that begins with it, was pressed."""
    found = [b for b in app.button if b.key == key]
    [button] = found or [b for b in app.button if b.key and b.key.startswith(key)]
    button.click().run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """All HTML on the page, in order."""
    return "\n".join(str(block.proto.body) for block in app.get("html"))
