"""What is installed with qualcode: pinned, listed, under licences we know, and honestly audited."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from email.message import Message
from importlib.metadata import distribution

import pytest
from packaging.requirements import Requirement

from release import audit, licences, lock, sbom
from release.installed import is_installed, plain, runtime, tool
from tests.conftest import ROOT

TODAY = date(2026, 3, 1)
# It comes with Python's own environments, in the version they bring.
UNPINNED = {"qualcode", "setuptools"}
LOCK = ROOT / "requirements.lock"


def test_every_distribution_that_is_shipped_has_a_licence_of_the_list() -> None:
    found = runtime(extras=("team",))

    assert {"streamlit", "spacy", "sqlcipher3", "cryptography"} <= set(found)
    assert "pytest" not in found
    assert licences.refused(found) == {}
    # No exception outlives what it was made for.
    assert set(licences.EXCEPTIONS) <= set(found)


@pytest.mark.parametrize(
    "said",
    [
        "GPL-3.0-only",
        "GNU General Public License v3 (GPLv3)",
        "AGPL-3.0",
        "MIT AND GPL-2.0-only",
        "(MIT OR Apache-2.0) AND GPL-3.0-only",
        "GPL-3.0-only AND (MIT OR Apache-2.0)",
        "MIT AND (GPL-3.0-only OR (AGPL-3.0-only OR Proprietary))",
        "(MIT",
        "MIT)",
        "MIT OR",
        "()",
        "OR MIT AND GPL-3.0-only",
        "Proprietary",
        "UNKNOWN",
        "",
    ],
)
def test_a_licence_that_is_not_on_the_list_is_refused(said: str) -> None:
    written = Message()
    written["License-Expression"] = said

    class Made:
        metadata = written

    assert list(licences.refused({"planted": Made()})) == ["planted"]  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "said",
    [
        "(MIT OR GPL-3.0-only) AND (Apache-2.0 WITH LLVM-exception)",
        "GPL-3.0-only OR MIT AND ISC",
        "((MIT))",
        "BSD License AND (MIT License OR GPL-2.0-only)",
    ],
)
def test_a_licence_with_a_choice_is_met_where_one_choice_is_on_the_list(said: str) -> None:
    assert licences.is_allowed(said)


def test_a_friendly_word_does_not_hide_a_classifier() -> None:
    written = Message()
    written["License"] = "MIT"
    written["Classifier"] = "License :: OSI Approved :: ISC License (ISCL)"

    class Made:
        metadata = written

    assert licences.refused({"planted": Made()}) == {}  # type: ignore[dict-item]
    written["Classifier"] = "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"
    assert list(licences.refused({"planted": Made()})) == ["planted"]  # type: ignore[dict-item]


AUDITED = {"name": "streamlit", "version": "1.67.0", "vulns": []}
OTHER = {"name": "lxml", "version": "6.0", "vulns": []}
OURS = {"name": "qualcode", "skip_reason": "not found on the index"}
SKIPPED = {"name": "lxml", "skip_reason": "could not be looked up"}
WEAK = {"name": "lxml", "version": "6.0", "vulns": [{"id": "PYSEC-0", "fix_versions": []}]}
WANTED = ["streamlit", "lxml", "qualcode"]


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        ([AUDITED, OTHER, OURS], audit.CLEAN, "AUDITED on 2026-03-01: 2 distributions"),
        ([AUDITED, WEAK, OURS], audit.WEAK, "weak: lxml 6.0: PYSEC-0"),
        ([AUDITED, SKIPPED, OURS], audit.NOT_AUDITED, "NOT AUDITED: 1 looked up, 1 skipped"),
        ([WEAK, {**SKIPPED, "name": "streamlit"}], audit.NOT_AUDITED, "NOT AUDITED"),
        ([OURS], audit.NOT_AUDITED, "NOT AUDITED: 0 looked up, 2 skipped"),
        ([AUDITED, OURS], audit.NOT_AUDITED, "skipped: lxml"),
        ([], audit.NOT_AUDITED, "NOT AUDITED"),
    ],
)
def test_an_audit_is_clean_only_when_everything_was_looked_up(
    answer: list[object], status: int, told: str
) -> None:
    found = audit.read(json.dumps({"dependencies": answer}), WANTED, TODAY)

    assert found.status == status
    assert told in found.told(TODAY)
    assert found.told(TODAY).startswith("NOT AUDITED") is (status == audit.NOT_AUDITED)


@pytest.mark.parametrize("answer", ["", "No known vulnerabilities found", "[]", '{"a": 1}'])
def test_an_answer_that_is_none_is_no_audit(answer: str) -> None:
    assert audit.read(answer, WANTED, TODAY).status == audit.NOT_AUDITED


def test_a_weakness_is_borne_until_its_day_only(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = json.dumps({"dependencies": [AUDITED, WEAK]})
    monkeypatch.setitem(audit.BORNE, "PYSEC-0", ("2026-03-02", "a test"))
    assert audit.read(answer, WANTED, TODAY).status == audit.CLEAN
    assert audit.read(answer, WANTED, date(2026, 3, 3)).status == audit.WEAK


def file(name: str, version: str, digest: str | None) -> dict[str, object]:
    """One line of pip's report."""
    hashes = {"sha256": digest} if digest else {"md5": "0"}
    archive = {"url": "https://elsewhere.invalid/x.whl", "archive_info": {"hashes": hashes}}
    return {"metadata": {"name": name, "version": version}, "download_info": archive}


def test_a_lock_holds_versions_and_digests_of_all_systems_and_no_addresses() -> None:
    one = lock.digests({"install": [file("A_b", "1.0", "f" * 64), file("qualcode", "0.1", None)]})
    two = lock.digests({"install": [file("a-b", "1.0", "0" * 64), file("c", "2.0", "1" * 64)]})

    text = lock.written([one, two])
    assert text.splitlines()[1:] == [
        f"a-b==1.0 --hash=sha256:{'0' * 64} --hash=sha256:{'f' * 64}",
        f"c==2.0 --hash=sha256:{'1' * 64}",
    ]
    with pytest.raises(ValueError, match="has no digest"):
        lock.digests({"install": [file("c", "2.0", None)]})
    with pytest.raises(ValueError, match="different versions on different systems: c"):
        lock.written([two, lock.digests({"install": [file("c", "3.0", "1" * 64)]})])


def pinned() -> dict[str, str]:
    """What the tests run with, by plain name."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if "==" in line]
    return {plain(name): version.split(";")[0].strip() for name, version in pairs}


def test_every_shipped_distribution_is_pinned_as_it_is_installed() -> None:
    found, versions = runtime(extras=("team",)), pinned()

    loose = {
        name: made.version
        for name, made in found.items()
        if name not in UNPINNED and versions.get(name) != made.version
    }
    assert loose == {}


def test_the_lock_pins_what_the_tests_run_with() -> None:
    text = LOCK.read_text("utf-8")
    line = re.compile(r"[a-z0-9-]+==[^ ]+( --hash=sha256:[0-9a-f]{64})+")
    lines = [one for one in text.splitlines() if not one.startswith("#")]

    assert [one for one in lines if not line.fullmatch(one)] == []
    assert "://" not in text
    locked = dict(one.split(" ")[0].split("==") for one in lines)
    wanted = {name: version for name, version in pinned().items() if name in locked}
    assert wanted.items() <= locked.items()
    assert set(runtime(extras=("team",))) - {"qualcode"} <= set(locked)


PLACES = [(python, system) for python in lock.PYTHONS for system in lock.SYSTEMS]


def installable(names: Iterable[str]) -> dict[str, object]:
    """These distributions as pip would report them, with what those that are here ask for."""
    asks = {name: distribution(name).requires or [] for name in names if is_installed(name)}
    made = [{"name": name, "requires_dist": asks.get(name, [])} for name in names]
    return {"install": [{"metadata": one} for one in made]}


def test_the_lock_holds_what_each_system_and_python_asks_for() -> None:
    """By the markers of every place, not by those of the machine that made the lock."""
    names = [line.split("==")[0] for line in LOCK.read_text("utf-8").splitlines() if "==" in line]
    whole = installable(names)
    without = installable([name for name in names if name != "colorama"])

    for place in PLACES:
        here = lock.environment(*place)
        assert lock.missing(whole, lock.wanted(), here) == [], place
        # The control: what Windows alone asks for is missed there and nowhere else.
        lacking = {Requirement(line).name for line in lock.missing(without, lock.wanted(), here)}
        assert lacking == ({"colorama"} if here["os_name"] == "nt" else set()), place


def test_what_is_missing_for_a_system_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asks = {"click": ['colorama; sys_platform == "win32"'], "colorama": []}
    calls: list[list[str]] = []

    def asked(python: str, system: tuple[str, ...], more: Iterable[str] = ()) -> dict[str, object]:
        calls.append(list(more))
        names = ["click", *(Requirement(line).name for line in more)]
        made = [{"name": name, "requires_dist": asks[name]} for name in names]
        return {"install": [{"metadata": one} for one in made]}

    monkeypatch.setattr(lock, "asked", asked)
    monkeypatch.setattr(lock, "wanted", lambda: ["click"])

    for system, again in ((lock.SYSTEMS[0], False), (lock.SYSTEMS[1], True)):
        calls.clear()
        report = lock.chosen("3.12", system)
        assert calls == [[], ["colorama"]] if again else [[]]
        assert [one["metadata"]["name"] for one in report["install"]][1:] == ["colorama"] * again


def test_a_list_of_parts_names_what_is_shipped_and_nothing_else() -> None:
    whole = {
        "components": [
            {"name": "Streamlit", "bom-ref": "s"},
            {"name": "pytest", "bom-ref": "p"},
        ],
        "dependencies": [{"ref": "s", "dependsOn": ["p"]}, {"ref": "p"}],
    }
    kept = sbom.shipped_only(whole, {"streamlit"})

    assert [c["name"] for c in kept["components"]] == ["Streamlit"]
    assert kept["dependencies"] == [{"ref": "s", "dependsOn": []}]


@pytest.mark.long
def test_the_list_of_parts_of_this_environment_is_whole() -> None:
    if tool() == sys.executable:
        pytest.skip("the tools of a release are not made: `make sbom` makes them")
    listed = {plain(c["name"]) for c in sbom.made()["components"]}

    assert set(runtime(extras=("team",))) - {"qualcode"} <= listed
    assert "pytest" not in listed


SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{16}"),
    "an age identity": re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{50}"),
    "a token of a forge": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20})"),
    "a token of an index": re.compile(r"\bpypi-[A-Za-z0-9_-]{40}"),
    "a token of a cloud": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a password in an address": re.compile(r"\b[a-z+]+://[^\s:/@'\"`{<]+:[^\s@/'\"`{<]+@"),
}
# Addresses of examples and tests, whose passwords are nobody's.
NOBODYS = re.compile(r"(USER|user|name|mk|postgres|a|ruth):(PASSWORD|password|secret|word|pw|b)@")


def kept() -> list[str]:
    """Every file of the repository, or of a copy of it without its history."""
    asked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if asked.returncode == 0:
        return asked.stdout.splitlines()
    skipped = {".venv", ".git", "__pycache__", ".hypothesis"}
    files = (f for f in ROOT.rglob("*") if f.is_file() and not skipped & set(f.parts))
    return [str(f.relative_to(ROOT)) for f in files]


def secrets_in(text: str) -> list[str]:
    return [
        kind
        for kind, form in SECRETS.items()
        if any(not NOBODYS.search(found[0]) for found in form.finditer(text))
    ]


def test_no_key_and_no_token_stands_in_the_repository() -> None:
    files = kept()
    found = {}
    for name in files:
        path = ROOT / name
        if path.is_file() and path.stat().st_size < 5_000_000:
            text = path.read_bytes().decode("utf-8", "replace")
            if secret := secrets_in(text):
                found[name] = secret
    assert len(files) > 500
    assert found == {}


def test_a_planted_key_or_token_is_found() -> None:
    planted = [
        "-----BEGIN " + "PRIVATE KEY-----\n" + "A" * 32,
        "AGE-SECRET" + "-KEY-1" + "Q" * 58,
        "ghp" + "_" + "a" * 36,
        "pypi" + "-" + "a" * 60,
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "postgresql" + "://ruth:hunter22@" + "db.example/study",
    ]
    assert [secrets_in(text) for text in planted] == [[kind] for kind in SECRETS]


def test_the_audit_of_a_machine_without_network_says_not_audited() -> None:
    """What `make audit` prints when it could look nothing up; no network is asked here."""
    script = (
        "import subprocess, sys\n"
        "from release import audit\n"
        "class Asked: stdout, returncode = 'No known vulnerabilities found', 0\n"
        "audit.subprocess.run = lambda *a, **k: Asked\n"
        "sys.exit(audit.main())\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == audit.NOT_AUDITED
    assert ran.stdout.startswith("NOT AUDITED: 0 looked up")
