"""The script behind the app's door: `app.py` serves it, and every run of a page begins here."""

from qualcode.app import main

main()
