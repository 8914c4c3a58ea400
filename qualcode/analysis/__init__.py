"""Codings -> tables (pandas)."""
