"""The face of the app: `streamlit run app.py` shows what `qualcode app` shows."""

from streamlit import App

from qualcode.app.doorway import doorway

app = App(**doorway())
