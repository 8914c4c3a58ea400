"""`python -m release.licences`: each installed distribution's licence, held against a list.

What is not on the list fails, and so does what says nothing. An exception is written here with its
reason. The General Public Licences are on neither: qualcode may be passed on under the MIT licence.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from importlib.metadata import Distribution

from release.installed import ROOT, plain, runtime

# SPDX identifiers that may stand in what is shipped.
ALLOWED = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CNRI-Python",
        "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense",
        "Zlib", "NCSA", "OFL-1.1", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "Unicode-3.0", "Unicode-DFS-2016", "BlueOak-1.0.0",
    }
)  # fmt: skip
# The older ways to say the same.
SPELLINGS = {
    "apache": "Apache-2.0",
    "apache license": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache software license 2.0": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache-2": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd-3": "BSD-3-Clause",
    "bsd-2": "BSD-2-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "lgpl": "LGPL-3.0-or-later",
    "lgplv2.1": "LGPL-2.1-or-later",
    "gnu lesser general public license v2.1": "LGPL-2.1-or-later",
    "mit license": "MIT",
    "the mit license": "MIT",
    "the mit license (mit)": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psf": "PSF-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
    "the unlicense (unlicense)": "Unlicense",
    "zlib license": "Zlib",
    "zlib/libpng license": "Zlib",
}
# Distribution -> (its licence, where that was read). A version is not named: the reason must hold
# for those to come, or the entry goes.
EXCEPTIONS: dict[str, tuple[str, str]] = {
    "pyrage": ("MIT", "the licence file of the distribution"),
    "sqlcipher3": ("Zlib", "the licence file of the distribution"),
}
# In a classifier: it is not hidden by a friendlier word beside it.
GENERAL_PUBLIC = re.compile(r"\bA?GPL", re.I)
OPERATORS = frozenset({"AND", "OR", "(", ")"})


def said(made: Distribution) -> str:
    """What a distribution says of its licence: an SPDX expression, words or classifiers."""
    meta = made.metadata
    expression = meta.get("License-Expression")
    if expression:
        return str(expression)
    classified = [
        line.rpartition(" :: ")[2]
        for line in meta.get_all("Classifier") or []
        if line.startswith("License ::") and line != "License :: OSI Approved"
    ]
    words = str(meta.get("License") or "").strip()
    # Some give the whole text; its first line is its name.
    short = words.splitlines()[0].strip() if words else ""
    hidden = any(GENERAL_PUBLIC.search(line) for line in classified)
    if short and (not classified or (spelt(short) in ALLOWED and not hidden)) and len(short) < 60:
        return short
    # As SPDX writes them: a classifier may hold brackets of its own.
    return " AND ".join(spelt(line) for line in classified)


def spelt(word: str) -> str:
    """A licence's name as SPDX writes it, where we know the spelling."""
    return SPELLINGS.get(word.strip().casefold(), word.strip())


def is_allowed(expression: str) -> bool:
    """Whether an expression can be met with licences of the list.

    >>> is_allowed("MIT"), is_allowed("GPL-3.0-only OR MIT"), is_allowed("MIT AND GPL-3.0-only")
    (True, True, False)
    >>> is_allowed("(MIT OR Apache-2.0) AND GPL-3.0-only"), is_allowed("MIT AND (ISC OR AGPL-3.0)")
    (False, True)
    >>> is_allowed("Apache Software License"), is_allowed(""), is_allowed("(MIT")
    (True, False, False)
    """
    if spelt(expression) in ALLOWED:
        return True
    waiting = _parts(expression)
    try:
        met = _either(waiting)
    except ValueError:
        return False
    return met and not waiting


def _parts(expression: str) -> list[str]:
    """Operators, brackets and the names between them, which may be of several words."""
    parts: list[str] = []
    for word in expression.replace("(", " ( ").replace(")", " ) ").split():
        if word in OPERATORS or not parts or parts[-1] in OPERATORS:
            parts.append(word)
        else:
            parts[-1] += f" {word}"
    return parts


def _either(waiting: list[str]) -> bool:
    """One or more choices joined by OR, taken off the beginning; AND binds closer."""
    met = _all(waiting)
    while waiting[:1] == ["OR"]:
        del waiting[0]
        # Both are read in any case: what follows must be well formed too.
        met = _all(waiting) or met
    return met


def _all(waiting: list[str]) -> bool:
    met = _one(waiting)
    while waiting[:1] == ["AND"]:
        del waiting[0]
        met = _one(waiting) and met
    return met


def _one(waiting: list[str]) -> bool:
    part = waiting.pop(0) if waiting else ")"
    if part == "(":
        met = _either(waiting)
        if waiting[:1] != [")"]:
            raise ValueError("a bracket is not closed")
        del waiting[0]
        return met
    if part in OPERATORS:
        raise ValueError("a licence is missing")
    return spelt(re.sub(r"\s+WITH\s+\S+$", "", part)) in ALLOWED


def refused(found: Mapping[str, Distribution]) -> dict[str, str]:
    """The distributions that may not be shipped, with what they say of themselves."""
    bad = {}
    for name, made in found.items():
        licence = EXCEPTIONS[name][0] if name in EXCEPTIONS else said(made)
        if not is_allowed(licence):
            bad[name] = licence or "says nothing"
    return bad


def main() -> int:
    """Print the list; 1 where something may not be shipped."""
    found = runtime(extras=("team",))
    for name in sorted(found):
        licence = EXCEPTIONS[name][0] if name in EXCEPTIONS else said(found[name])
        sys.stdout.write(f"{name}=={found[name].version}\t{licence}\n")
    bad = refused(found)
    for name, licence in sorted(bad.items()):
        sys.stderr.write(f"NOT ALLOWED: {name}: {licence}\n")
    sys.stderr.write(f"{len(found)} distributions, {len(bad)} not allowed.\n")
    return 1 if bad else 0


__all__ = ["ALLOWED", "EXCEPTIONS", "ROOT", "is_allowed", "main", "plain", "refused", "said"]

if __name__ == "__main__":
    sys.exit(main())
