"""The recovery sheet of an encrypted study, to print and lock away: what opens it, and how."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

IN_A_ROW = 4
LEAD = (
    "Whoever has this sheet can open the encrypted study named above without its passphrase. Print"
    " it or copy it by hand, lock it away apart from the computer, and do not keep it in the"
    " study's folder."
)
STEPS = (
    "In the app: open the study and type the sixteen groups where the passphrase is asked for."
    " Capitals or small letters, it makes no difference.",
    "At the command line: type the groups where the passphrase is asked for, or name a file that"
    " holds this sheet with --passphrase-file.",
    "The last sign of each group checks the group: a mistyped one is named by its number.",
    "When the passphrase is changed, a new sheet is made and this one opens older backups only."
    " Then write on it which date it ended.",
)
LOST = "Without the passphrase and without this sheet nobody can open the study: nor can we."


def as_html(title: str, day: str, groups: Sequence[str]) -> bytes:
    """The sheet as a page to print; ``title`` of the study and ``day`` it was made (ISO)."""
    rows = "".join(
        "<tr>" + "".join(f"<td><i>{n}</i> {group}</td>" for n, group in row) + "</tr>"
        for row in _rows(groups)
    )
    steps = "".join(f"<li>{escape(step)}</li>" for step in STEPS)
    page = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Recovery sheet</title><style>
body {{font:12pt/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}}
table {{border-collapse:collapse;margin:1.5rem 0;width:100%}}
td {{border:1px solid #888;padding:.6rem .3rem;text-align:center;font:600 14pt monospace}}
i {{font:9pt Georgia,serif;color:#555}}
</style></head><body>
<h1>Recovery sheet</h1>
<p><b>Study:</b> {escape(title)}<br><b>Made:</b> {escape(day)}</p>
<p>{escape(LEAD)}</p>
<table>{rows}</table>
<ol>{steps}</ol>
<p><b>{escape(LOST)}</b></p>
</body></html>
"""
    return page.encode("utf-8")


def as_text(title: str, day: str, groups: Sequence[str]) -> bytes:
    """The sheet as plain text."""
    rows = "\n".join("   ".join(f"{n:>2}  {group}" for n, group in row) for row in _rows(groups))
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(STEPS, start=1))
    text = (
        f"RECOVERY SHEET\n\nStudy: {title}\nMade: {day}\n\n{LEAD}\n\n{rows}\n\n{steps}\n\n{LOST}\n"
    )
    return text.encode("utf-8")


def _rows(groups: Sequence[str]) -> list[list[tuple[int, str]]]:
    numbered = list(enumerate(groups, start=1))
    return [numbered[n : n + IN_A_ROW] for n in range(0, len(numbered), IN_A_ROW)]
