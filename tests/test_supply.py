"""What is installed with qualcode: pinned, listed, under licences we know, and honestly audited."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from email.message import Message

import pytest

from release import audit, licences, lock, sbom
from release.installed import plain, runtime, tool
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
    if not LOCK.exists():
        pytest.skip("requirements.lock has not been made: `make lock` makes it, with a network")
    text = LOCK.read_text("utf-8")
    line = re.compile(r"[a-z0-9-]+==[^ ]+( --hash=sha256:[0-9a-f]{64})+")
    lines = [one for one in text.splitlines() if not one.startswith("#")]

    assert [one for one in lines if not line.fullmatch(one)] == []
    assert "://" not in text
    locked = dict(one.split(" ")[0].split("==") for one in lines)
    wanted = {name: version for name, version in pinned().items() if name in locked}
    assert wanted.items() <= locked.items()
    assert set(runtime()) - {"qualcode"} <= set(locked)


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
