"""Encryption at the command line: passphrases from a file or typed unseen, sheets confirmed."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from qualcode.cli import main
from qualcode.formats import age
from qualcode.store.engine import looks_like_study
from qualcode.store.key import found_groups

WORDS, OTHER = "otter lamp seven gravel", "harbour tin ninety quilt"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Little stretching of bundles' passphrases, which is asked for elsewhere."""
    monkeypatch.setattr(age, "WORK", 4)


@pytest.fixture
def shell(shell):
    """The command line beside two files with a passphrase each."""
    shell.write("words.txt", f"{WORDS}\n")
    shell.write("other.txt", OTHER)
    return shell


def opened(shell, *arguments, words="words.txt", **more):
    return shell("--passphrase-file", words, *arguments, **more)


@pytest.fixture
def sealed(shell):
    """A folder with an encrypted study and its saved sheet."""
    opened(shell, "new", "study", "--encrypt", "--sheet", "sheet.txt", "--confirm-sheet")
    return shell


def typing(lines, *arguments):
    """A command with somebody at the keyboard."""
    return CliRunner().invoke(main, arguments, input="\n".join(lines) + "\n")


def test_a_study_made_encrypted_opens_with_its_passphrase_or_its_sheet(sealed):
    study = sealed.folder / "study.qualcode"

    assert not looks_like_study(study)
    for words in ("words.txt", "sheet.txt"):
        opened(sealed, "codes", words=words)
    sealed("codes", QUALCODE_PASSPHRASE_FILE="words.txt")
    told = opened(sealed, "codes", words="other.txt", status=1).stderr
    assert told.startswith("qualcode: The passphrase is wrong, or the file is damaged")


def test_where_nobody_can_type_the_way_on_is_named(sealed):
    assert "--passphrase-file" in sealed("codes", status=1).stderr


def test_a_typed_passphrase_opens_it_and_is_not_shown(sealed):
    result = typing([WORDS], "codes")

    assert result.exit_code == 0
    assert WORDS not in result.output


def test_two_groups_are_typed_back_before_anything_is_made(shell, monkeypatch):
    asked = []

    def read_back(prompt, **named):
        if not prompt.startswith("Group"):
            return named.get("default")
        asked.append(prompt)
        groups = found_groups((shell.folder / "recovery-sheet.html").read_text()).split()
        return groups[int(prompt.split()[1]) - 1] if len(asked) > slips else "00000"

    monkeypatch.setattr("qualcode.cli.passphrases.click.prompt", read_back)
    slips = 6
    told = opened(shell, "new", "study", "--encrypt", status=1).stderr
    assert "is another one on the sheet" in told and "Nothing was encrypted" in told
    assert not (shell.folder / "study.qualcode").exists()
    assert not (shell.folder / "recovery-sheet.html").exists()
    assert len(asked) == 6

    # A slip of the pen is asked for again.
    asked.clear()
    slips = 1
    opened(shell, "new", "study", "--encrypt")

    assert len(asked) == 4
    opened(shell, "codes")


def test_a_sheet_is_not_confirmed_by_a_script_that_types_nothing(shell):
    told = opened(shell, "new", "study", "--encrypt", "--sheet", "s.txt", status=1).stderr

    assert "--confirm-sheet" in told
    assert not (shell.folder / "study.qualcode").exists()


def test_an_older_sheet_is_not_written_over(sealed):
    told = opened(
        sealed, "new", "b", "--encrypt", "--sheet", "sheet.txt", "--confirm-sheet", status=1
    ).stderr

    assert "sheet.txt exists already" in told


def test_a_study_is_encrypted_given_another_passphrase_and_made_plain_again(study):
    study.write("words.txt", WORDS)
    study.write("other.txt", OTHER)
    [place] = study.folder.glob("*.qualcode")

    def sheet(name, words):
        return "--new-passphrase-file", words, "--sheet", name, "--confirm-sheet"

    study("encrypt", *sheet("one.html", "words.txt"))
    assert not looks_like_study(place)
    opened(study, "encrypt", *sheet("x.html", "words.txt"), status=1)
    opened(study, "passphrase", *sheet("two.html", "other.txt"))
    opened(study, "codes", status=1)
    assert "older passphrase" in opened(study, "codes", words="one.html", status=1).stderr
    opened(study, "recovery-sheet", "-o", "again.txt", words="two.html")
    opened(study, "codes", words="again.txt")
    opened(study, "decrypt", "--yes", words="other.txt")

    assert looks_like_study(place)
    assert study.rows("transcripts")
    assert "not encrypted" in study("decrypt", "--yes", status=1).stderr


def test_a_bundle_goes_out_and_comes_in(sealed):
    told = opened(sealed, "bundle", "-o", "a.qualbundle", "--for", "mentor", status=1).stderr
    assert "interviews as they were typed" in told
    out = ("bundle", "-o", "a.qualbundle", "--for", "mentor", "--raw-words-may-go")
    opened(sealed, *out, "--bundle-passphrase-file", "other.txt")

    opened(sealed, "unbundle", "a.qualbundle", "theirs", words="words.txt", status=1)
    opened(sealed, "unbundle", "a.qualbundle", "theirs", words="other.txt")
    opened(sealed, "--study", "theirs.qualcode", "codes", words="other.txt")
    opened(sealed, "unbundle", "a.qualbundle", "plain", "--plain", words="other.txt")

    assert looks_like_study(sealed.folder / "plain.qualcode")
    merge = ("--study", "study.qualcode", "merge", "theirs.qualcode")
    opened(sealed, *merge, "--other-passphrase-file", "other.txt")
    opened(sealed, *merge, "--other-passphrase-file", "words.txt", status=1)


def test_a_bundle_for_a_key_is_opened_with_that_key(sealed):
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    sealed.write("key.txt", f"# created: today\n{identity}\n")
    out = ("bundle", "-o", "a.qualbundle", "--for", "colleague")
    told = opened(sealed, *out, "--recipient", "age1nothing", status=1).stderr
    assert "no public key" in told
    opened(sealed, *out, "--recipient", str(identity.to_public()))
    key = ("--key-file", "key.txt", "--new-passphrase-file", "other.txt")

    sealed("unbundle", "a.qualbundle", "theirs", *key)

    opened(sealed, "--study", "theirs.qualcode", "codes", words="other.txt")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"a\nb\n", "more than one line"), (b"\xff\xfe\x00", "cannot be read")],
)
def test_a_passphrase_file_that_is_none_is_refused(sealed, content, said):
    (sealed.folder / "bad.txt").write_bytes(content)

    assert said in opened(sealed, "codes", words="bad.txt", status=1).stderr
    assert "cannot be read" in opened(sealed, "codes", words="none.txt", status=1).stderr


def test_no_option_takes_a_passphrase_itself():
    told = {p.name: p for c in [main, *main.commands.values()] for p in c.params}
    secret = [name for name in told if "passphrase" in (name or "")]

    assert secret
    assert all(told[name].type.name in ("file", "path", "filename") for name in secret)


def test_a_wrong_passphrase_prints_one_line_of_a_real_command(sealed):
    command = [sys.executable, "-m", "qualcode", "--passphrase-file", "other.txt", "codes"]
    done = subprocess.run(command, cwd=sealed.folder, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
