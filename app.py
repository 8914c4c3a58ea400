"""The face of the app: `streamlit run app.py` shows what `qualcode app` shows."""

from qualcode.app import main

main()
