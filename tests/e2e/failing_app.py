"""The app's own door before pages that fail; see `test_hostile_page.py`."""

from pathlib import Path

from streamlit import App

from qualcode.app.doorway import doorway

app = App(**(doorway() | {"script_path": Path(__file__).with_name("failing_face.py")}))
