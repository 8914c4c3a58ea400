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
    for name, words in (("words.txt", f"{WORDS}\n"), ("other.txt", OTHER)):
        shell.write(name, words)
        (shell.folder / name).chmod(0o600)
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
        groups = found_groups((home / "recovery-sheet-study.html").read_text()).split()
        return groups[int(prompt.split()[1]) - 1] if len(asked) > slips else "?????"

    monkeypatch.setattr("qualcode.cli.passphrases.click.prompt", read_back)
    monkeypatch.setattr("pathlib.Path.home", lambda: shell.folder / "home")
    home = shell.folder / "home"
    home.mkdir()
    slips = 6
    told = opened(shell, "new", "study", "--encrypt", status=1).stderr
    assert told.count("is mistyped; compare it with the sheet") == 3
    assert "No study was made, and recovery-sheet-study.html was taken away" in told
    assert not (shell.folder / "study.qualcode").exists()
    assert list(home.iterdir()) == []
    assert len(set(asked)) == 1 and len(asked) == 3

    # A slip of the pen is asked for again, and that group alone.
    asked.clear()
    slips = 1
    told = opened(shell, "new", "study", "--encrypt").stderr

    assert [asked.count(one) for one in dict.fromkeys(asked)] == [2, 1]
    assert "own folder" not in told
    opened(shell, "codes")


def test_whoever_gives_up_is_told_that_nothing_was_made_and_has_no_useless_sheet(shell):
    told = opened(shell, "new", "study", "--encrypt", "--sheet", "s.txt", status=1).stderr

    assert "was not read back" in told and "--confirm-sheet" in told
    assert told.count("No study was made, and s.txt was taken away") == 1
    assert not list(shell.folder.glob("s.txt")) + list(shell.folder.glob("*.qualcode"))


def test_a_sheet_of_a_study_that_was_not_made_after_all_is_said_to_open_nothing(shell):
    way = ("new", "study", "--encrypt", "--sheet", "s.txt", "--confirm-sheet")
    told = opened(shell, *way, "--codebook", shell.write("bad.yaml", "codes: 7"), status=1).stderr

    assert "No study was made: throw the recovery sheet away" in told
    assert not (shell.folder / "study.qualcode").exists()


def test_a_sheet_in_the_studys_own_folder_is_not_saved_without_a_word(shell):
    way = ("new", "study", "--encrypt", "--sheet", "s.txt", "--confirm-sheet")

    assert "s.txt lies in the study's own folder" in opened(shell, *way).stderr


def test_a_wrong_passphrase_that_is_typed_is_asked_for_three_times(sealed):
    found = typing([OTHER, "five other plain words", WORDS], "codes")
    lost = typing([OTHER] * 4, "codes")

    assert (found.exit_code, found.output.count("Once more:")) == (0, 2)
    assert (lost.exit_code, lost.output.count("Once more:")) == (1, 2)


def test_a_common_passphrase_is_refused_before_it_is_typed_again(shell):
    lines = ["password1234", WORDS, OTHER, WORDS, WORDS, "", "", ""]
    result = typing(lines, "new", "study", "--encrypt", "--sheet", "s.txt", "--confirm-sheet")

    assert result.exit_code == 0
    assert result.output.count("New passphrase") == 3
    assert result.output.count("The same again") == 2
    assert "among the first that are tried" in result.output
    assert "not the same" in result.output
    opened(shell, "codes")


def test_a_passphrase_file_that_others_may_read_is_taken_with_a_warning(sealed):
    assert "may read" not in opened(sealed, "codes").stderr
    (sealed.folder / "words.txt").chmod(0o644)

    told = opened(sealed, "codes").stderr
    assert told == (
        "Others on this machine may read words.txt; `chmod 600 words.txt` keeps it to your own"
        " account.\n"
    )


def test_after_a_new_passphrase_a_backup_is_made_and_the_older_one_names_its_way(sealed):
    opened(sealed, "backup")
    new = ("--new-passphrase-file", "other.txt", "--sheet", "two.txt", "--confirm-sheet")
    told = opened(sealed, "passphrase", *new).stderr
    listed = opened(sealed, "backups", words="other.txt")
    [fresh, older] = listed.stdout.splitlines()[1:]
    file = older.split()[0]

    assert "A backup was made and checked at once; it opens with the new passphrase." in told
    assert "made when the passphrase was changed" in fresh and fresh.endswith("MB  yes")
    assert older.endswith("no: older passphrase")
    assert "--backup-passphrase-file" in listed.stderr
    refused = opened(sealed, "restore", file, "--yes", words="other.txt", status=1).stderr
    assert "Use the passphrase or the recovery sheet that the study had then" in refused
    way = ("restore", file, "--yes", "--backup-passphrase-file", "sheet.txt")
    opened(sealed, *way, words="other.txt")
    opened(sealed, "codes", words="two.txt")


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
    told = opened(sealed, "unbundle", "a.qualbundle", "theirs", words="other.txt").stderr
    assert "theirs.qualcode: 0 codings, bundled on" in told
    assert "made for a mentor, and whoever works in it begins as a researcher" in told
    assert "It has no recovery sheet yet" in told and "recovery-sheet -o FILE" in told
    opened(sealed, "--study", "theirs.qualcode", "codes", words="other.txt")
    opened(sealed, "unbundle", "a.qualbundle", "plain", "--plain", words="other.txt")

    assert looks_like_study(sealed.folder / "plain.qualcode")
    merge = ("--study", "study.qualcode", "merge", "theirs.qualcode")
    opened(sealed, *merge, "--other-passphrase-file", "other.txt")
    opened(sealed, *merge, "--other-passphrase-file", "words.txt", status=1)


def test_a_bundles_wrong_passphrase_is_asked_for_again_and_another_fault_is_not(sealed):
    out = ("bundle", "-o", "a.qualbundle", "--for", "colleague")
    opened(sealed, *out, "--bundle-passphrase-file", "other.txt")
    sealed.write("no.qualbundle", "no bundle")

    found = typing([WORDS, OTHER], "unbundle", "a.qualbundle", "theirs")
    other = typing([OTHER, OTHER], "unbundle", "no.qualbundle", "others")

    assert (found.exit_code, found.output.count("Once more:")) == (0, 1)
    assert (other.exit_code, other.output.count("Once more:")) == (1, 0)


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
