"""The folder of the script alone: Streamlit puts it first among the places modules come from, where
a page called `profile` or `code` would stand in for Python's own.
"""
