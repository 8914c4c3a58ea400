"""An encrypted study: nothing of it in plain anywhere, all of its verbs as before, two ways in."""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import Damaged, Locked, Refused, StudyError, UnreadableFile
from qualcode.formats import age
from qualcode.formats.age import unseal
from qualcode.formats.sealed_bundle import read_bundle
from qualcode.model import CoderRole
from qualcode.project import Project, bundling, encrypting, new
from qualcode.project.bundling import unbundle
from qualcode.project.encrypting import sheet_of
from qualcode.project.given import Upload
from qualcode.project.unlocking import draw, key_for, key_typed
from qualcode.store import backups
from qualcode.store.engine import connect_file
from qualcode.store.in_hand import is_in_hand
from tests.conftest import TWO_PEOPLE

WORDS, OTHER = "otter lamp seven gravel", "harbour tin ninety quilt"
SAID = b"We argue about thresholds. Nobody agrees what counts."


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Little stretching of bundles' passphrases, which is asked for elsewhere."""
    monkeypatch.setattr(age, "WORK", 4)


def confirmed(words=WORDS):
    drawn = draw(words)
    drawn.confirm_saved(sheet_of(drawn.key, "Study", "2026-11-23", "txt").decode())
    return drawn


@pytest.fixture
def sealed(project, interview):
    """The study with one interview and one coding, encrypted."""
    [first, *_] = [s for s in project.segments(interview) if not s.interviewer]
    project.code(interview, first.span, "1.a")
    project.encrypt(confirmed())
    return project


def pieces(data):
    """Every run of eight bytes."""
    return {data[n : n + 8] for n in range(len(data) - 7)}


def holds_words(folder):
    """Names of files in which eight bytes of the interview stand."""
    known = pieces(SAID) | pieces(b"SQLite format 3") | pieces(b"CREATE TABLE")
    files = [p for p in Path(folder).rglob("*") if p.is_file()]
    return {p.name for p in files if pieces(p.read_bytes()) & known}


def test_a_plain_study_can_be_read_by_anybody_which_is_what_the_next_tests_look_for(
    project, interview, tmp_path
):
    # The control: the same look finds the words while the study is plain.
    assert project.store.place.name in holds_words(tmp_path)
    assert not project.encrypted


def test_study_journal_and_backup_hold_no_eight_bytes_of_what_was_said(sealed, interview, tmp_path):
    (tmp_path / "talk.md").unlink()
    with sealed._write() as tx:
        tx.connection.exec_driver_sql("UPDATE transcript SET title = 'Nobody agrees'")
        names = {p.name for p in tmp_path.iterdir()}
        during = holds_words(tmp_path)
    backup = sealed.backup(name="before the holidays")

    assert f"{sealed.store.place.name}-journal" in names
    assert during == set()
    assert backup is not None
    assert any(p.suffix == ".backup" for p in tmp_path.rglob("*"))
    assert holds_words(tmp_path) == set()


def test_everything_in_it_is_as_before(sealed, interview):
    assert sealed.encrypted
    assert [c.code for c in sealed.codings()] == ["1.a"]
    assert sealed.transcript(interview).text.count("thresholds") == 1
    assert sealed.check_history() is None
    assert "encrypted the study's file" in sealed.audit()[0].words


def test_the_passphrase_and_the_sheet_open_it_and_nothing_else_does(sealed):
    place, groups = sealed.store.place, confirmed_groups(sealed)
    sealed.close()

    for way in ({"passphrase": f" {WORDS} "}, {"recovery": groups}, {"key": sealed.store.key}):
        with closing(Project.open(place, "mk", **way)) as opened:
            assert len(opened.codings()) == 1
    for way in ({}, {"passphrase": OTHER}, {"passphrase": ""}, {"key": bytes(48)}):
        with pytest.raises(Locked):
            Project.open(place, "mk", **way)


def confirmed_groups(project):
    from qualcode.store.key import groups_of

    return " ".join(groups_of(project.store.key))


def test_a_passphrase_or_a_sheet_may_be_typed_in_the_same_field(sealed):
    place, key = sealed.store.place, sealed.store.key

    assert key_typed(place, WORDS) == key
    assert key_typed(place, confirmed_groups(sealed).lower()) == key
    mistyped = confirmed_groups(sealed).split()
    mistyped[4] = mistyped[4][:-1] + ("0" if mistyped[4][-1] != "0" else "1")
    with pytest.raises(Refused, match="group 5"):
        key_typed(place, " ".join(mistyped))


def test_a_new_passphrase_leaves_the_old_one_and_the_old_sheet_useless(sealed):
    place, old = sealed.store.place, confirmed_groups(sealed)

    sealed.change_passphrase(confirmed(OTHER))

    assert len(sealed.codings()) == 1
    sealed.close()
    for way in ({"passphrase": WORDS}, {"recovery": old}):
        with pytest.raises(Locked, match="it is an older passphrase or sheet"):
            Project.open(place, "mk", **way)
    with closing(Project.open(place, "mk", passphrase=OTHER)) as opened:
        assert "gave the study another passphrase" in opened.audit()[0].words


def test_after_each_change_of_the_key_a_good_backup_opens_as_the_study_does(project, interview):
    place = Path(project.store.place)
    for change in ("encrypted", "new-passphrase", "decrypted"):
        told = {
            "encrypted": lambda: project.encrypt(confirmed()),
            "new-passphrase": lambda: project.change_passphrase(confirmed(OTHER)),
            "decrypted": project.decrypt,
        }[change]()

        backup, held = backups.newest_good(place, project.store.key)
        assert (backup.reason, held.acts) == (change, project.version)
        assert "backup was made and checked at once" in told.backup
        assert backup.path.name not in (*told.plain, *told.sealed)
    closed = [one.closed for one in project.backups()]
    assert closed == ["", *["encrypted, as the study was then"] * 2]


def test_a_passphrase_is_changed_though_no_backup_can_be_made_and_that_is_told(sealed, monkeypatch):
    def full(*given, **named):
        raise StudyError("The backup could not be written; free some space and retry.")

    monkeypatch.setattr(backups, "make", full)
    told = sealed.change_passphrase(confirmed(OTHER)).backup

    assert "could be made: the backup could not be written; free some space" in told
    sealed.close()
    Project.open(sealed.store.place, "mk", passphrase=OTHER).close()


def test_an_older_backup_says_why_it_does_not_open_and_is_put_back_with_its_own_key(sealed):
    [first] = sealed.backups()
    old = sealed.store.key
    sealed.add_memo("later")
    sealed.change_passphrase(confirmed(OTHER))
    for one in backups.backups_of(Path(sealed.store.place))[:1]:
        one.path.unlink()

    [told] = sealed.backups()
    assert (told.codings, told.closed) == (None, "older passphrase")
    for which in ("", first.file):
        with pytest.raises(Refused, match=r"under another passphrase.*the study had then"):
            sealed.restore(which)
    assert len(sealed.memos()) == 1
    assert sealed.restore(first.file, other=old).codings == 1
    assert sealed.memos() == []
    sealed.close()
    Project.open(sealed.store.place, "mk", passphrase=OTHER).close()


def test_encryption_is_not_taken_off_while_backups_go_where_others_read_them(sealed, tmp_path):
    (tmp_path / "OneDrive").mkdir()
    sealed.set_backup_folder(tmp_path / "OneDrive")

    with pytest.raises(Refused, match="choose another folder for them first"):
        sealed.decrypt()
    sealed.set_backup_folder(None)
    sealed.decrypt()

    assert not list((tmp_path / "OneDrive").rglob("*.backup"))


def test_taken_off_the_study_opens_without_any(sealed):
    place = sealed.store.place

    sealed.decrypt()

    assert not sealed.encrypted
    sealed.close()
    with closing(Project.open(place, "mk")) as opened:
        assert len(opened.codings()) == 1


def test_encrypting_names_the_copies_that_anybody_can_still_read(project, interview):
    project.backup(name="old")

    copies = project.encrypt(confirmed())
    again = project.change_passphrase(confirmed(OTHER))

    assert any("old" in name for name in copies.plain)
    assert copies.sealed == ()
    assert again.plain == copies.plain


def test_without_a_safe_sheet_nothing_is_encrypted(project, tmp_path):
    drawn = draw(WORDS)

    with pytest.raises(Refused, match="recovery sheet is not confirmed"):
        project.encrypt(drawn)
    with pytest.raises(Refused, match="recovery sheet is not confirmed"):
        new(tmp_path / "another", "mk", drawn=drawn)

    assert not project.encrypted
    assert not (tmp_path / "another.qualcode").exists()


def test_two_groups_are_typed_back_from_the_sheet():
    drawn = draw(WORDS)
    first, second = (drawn.groups[n - 1] for n in drawn.asked)

    for typed in ((first, first), (second, first), (first, ""), (first,), ()):
        with pytest.raises(Refused):
            drawn.confirm(*typed)
    assert not drawn.confirmed
    drawn.confirm(f" {first.lower()}", second)
    assert drawn.confirmed


def test_the_sheet_holds_all_groups_and_says_whose_it_is_and_no_more(sealed):
    html, text = sealed.recovery_sheet(), sealed.recovery_sheet("txt")

    for group in confirmed_groups(sealed).split():
        assert group.encode() in html
        assert group.encode() in text
    assert b"study" in text
    assert WORDS.encode() not in html + text
    assert b"<script" not in html
    with pytest.raises(Refused, match=r"\.html or a \.txt"):
        sealed.recovery_sheet("docx")
    assert sealed.audit()[0].words == "mk wrote the recovery sheet again."


def test_a_title_cannot_put_markup_on_the_sheet():
    assert b"<b>x" not in sheet_of(bytes(48), "<b>x", "2026-11-23")


@pytest.mark.parametrize("words", ["short", "password2026", "aaaaaaaaaaaaaaaa", "Qwertyuiop123"])
def test_a_weak_passphrase_is_refused_with_advice(words):
    with pytest.raises(Refused, match="four words"):
        draw(words)


def test_a_study_made_with_a_passphrase_was_never_plain(tmp_path):
    with closing(new(tmp_path / "midtown", "mk", passphrase=WORDS)) as made:
        assert made.encrypted
        assert holds_words(tmp_path) == set()
    with closing(Project.open(tmp_path / "midtown.qualcode", "mk", passphrase=WORDS)) as opened:
        assert opened.about()["title"] == "midtown"


def test_what_makes_no_sense_is_refused(project, sealed):
    with pytest.raises(Refused, match="encrypted already"):
        sealed.encrypt(confirmed())
    sealed.decrypt()
    for verb in (sealed.decrypt, sealed.recovery_sheet):
        with pytest.raises(Refused, match="not encrypted"):
            verb()
    with pytest.raises(Refused, match="no passphrase yet"):
        sealed.change_passphrase(confirmed())
    with pytest.raises(Refused, match="disk encryption"):
        new("postgresql://nobody@localhost/none", "mk", passphrase=WORDS)


def test_a_damaged_first_page_is_told_with_the_newest_backup(sealed):
    place = sealed.store.place
    sealed.backup()
    sealed.close()
    data = bytearray(place.read_bytes())
    data[2_000] ^= 1
    place.write_bytes(data)

    with pytest.raises(Damaged, match="newest good backup"):
        Project.open(place, "mk", passphrase=WORDS)
    with pytest.raises(Locked, match="wrong, or the file is damaged"):
        Project.open(place, "mk", passphrase=OTHER)


def temporary(monkeypatch):
    """Notes, each time a temporary folder is given up, which files in it hold words."""
    left = []
    cleanup = tempfile.TemporaryDirectory.cleanup

    def looked(folder):
        left.append(({p.name for p in Path(folder.name).iterdir()}, holds_words(folder.name)))
        cleanup(folder)

    monkeypatch.setattr(tempfile.TemporaryDirectory, "cleanup", looked)
    return left


def test_a_copy_made_before_or_after_is_merged_and_no_plain_copy_of_it_lies_about(
    sealed, tmp_path, monkeypatch
):
    place = sealed.store.place
    beside = tmp_path / "copy.qualcode"
    shutil.copy(place, beside)
    with closing(Project.open(beside, "Tom", passphrase=WORDS)) as tom:
        [interview] = [row["id"] for row in tom.transcripts()]
        tom.code(interview, tom.segments(interview)[-1].span, "3.b")
    left = temporary(monkeypatch)

    assert dict(sealed.merge(beside).added)["codings"] == 1
    sealed.change_passphrase(confirmed(OTHER))
    with pytest.raises(Locked, match="passphrase of its own"):
        sealed.merge(beside)
    with pytest.raises(Locked, match="passphrase of the other copy is wrong"):
        sealed.merge(beside, passphrase=OTHER)
    assert sealed.merge(beside, passphrase=WORDS).nothing_new
    sealed.decrypt()
    assert sealed.merge(beside, passphrase=WORDS).nothing_new

    assert len(sealed.codings()) == 2
    assert left
    assert all(words == set() for _, words in left)
    assert any("other.qualcode" in names for names, _ in left)


def test_a_companion_is_read_by_way_of_an_encrypted_file(sealed, tmp_path, monkeypatch):
    sealed.export_project(tmp_path / "out.qdpx")
    left = temporary(monkeypatch)

    with closing(new(tmp_path / "back", "mk", passphrase=OTHER)) as back:
        back.import_project(tmp_path / "out.qdpx", companion=tmp_path / "out.companion.json")
        assert len(back.codings()) == 1

    assert any("companion.qualcode" in names for names, _ in left)
    assert all(words == set() for _, words in left)


def test_a_bundle_brings_the_whole_study_to_a_colleague(sealed, tmp_path, monkeypatch):
    left = temporary(monkeypatch)

    data = sealed.bundle(purpose="colleague", passphrase=OTHER)
    place, held = unbundle(Upload("a.qualbundle", data), tmp_path / "theirs", passphrase=OTHER)

    assert not pieces(data) & pieces(SAID)
    assert all(words == set() for _, words in left)
    assert (held.codings, held.purpose) == (1, "colleague")
    with closing(Project.open(place, "Tom", passphrase=OTHER)) as theirs:
        assert [c.code for c in theirs.codings()] == ["1.a"]
        assert theirs.check_history() is None
    assert sealed.audit()[0].words == "mk sealed the whole study into a bundle for a colleague."


def test_a_plain_study_comes_out_encrypted_too_unless_asked_otherwise(project, interview, tmp_path):
    data = project.bundle(purpose="colleague", passphrase=OTHER)

    sealed, _ = unbundle(Upload("a", data), tmp_path / "sealed", passphrase=OTHER)
    plain, _ = unbundle(Upload("a", data), tmp_path / "plain", passphrase=OTHER, plain=True)

    assert key_for(plain) is None
    assert sealed.name not in holds_words(tmp_path)
    assert plain.name in holds_words(tmp_path)


def test_a_mentors_bundle_leaves_only_when_somebody_has_weighed_it(sealed):
    with pytest.raises(Refused, match="interviews as they were typed"):
        sealed.bundle(purpose="mentor", passphrase=OTHER)

    assert sealed.bundle(purpose="mentor", passphrase=OTHER, raw_words=True)
    assert "as it was typed, into a bundle for a mentor" in sealed.audit()[0].words


def test_a_bundle_for_a_key_needs_no_passphrase_and_holds_the_study_alone(sealed, tmp_path):
    import pyrage

    (tmp_path / "study.names").write_bytes(b"whatever lies beside the study")
    identity = pyrage.x25519.Identity.generate()
    data = sealed.bundle(purpose="colleague", recipient=str(identity.to_public()))

    manifest, copy = read_bundle(data, identity=str(identity))
    assert b"names" not in unseal(data, identity=str(identity)).replace(copy, b"")
    assert manifest.acts == sealed.audit()[0].seq - 1
    with pytest.raises(Refused, match="Give a passphrase"):
        unbundle(Upload("a", data), tmp_path / "out", identity=str(identity))
    unbundle(Upload("a", data), tmp_path / "out", identity=str(identity), new_passphrase=OTHER)
    Project.open(tmp_path / "out.qualcode", "mk", passphrase=OTHER).close()


def test_a_bundle_is_not_opened_by_another_passphrase_nor_over_another_study(sealed, tmp_path):
    data = sealed.bundle(purpose="colleague", passphrase=OTHER)
    before = set(tmp_path.iterdir())

    with pytest.raises(UnreadableFile, match="wrong, or the file is damaged"):
        unbundle(Upload("a", data), tmp_path / "out", passphrase=WORDS)
    with pytest.raises(StudyError, match="exists already"):
        unbundle(Upload("a", data), sealed.store.place, passphrase=OTHER)
    with pytest.raises(Refused, match="mentor or for a colleague"):
        sealed.bundle(purpose="friend", passphrase=OTHER)
    with pytest.raises(Refused, match="four words"):
        sealed.bundle(purpose="colleague", passphrase="short")

    assert set(tmp_path.iterdir()) == before


def test_a_locked_study_is_read_by_nobody_who_still_holds_it(sealed):
    sealed.store.lock()

    with pytest.raises(Locked, match="locked"):
        sealed.codings()
    assert sealed.store.key is None


def test_only_researchers_decide_who_can_open_the_file(sealed):
    sealed.add_coder("Tom", CoderRole.SECOND_CODER)
    tom = sealed.acting_as("Tom")

    for verb in (tom.decrypt, tom.recovery_sheet):
        with pytest.raises(Refused, match="second coder"):
            verb()


def test_the_study_opens_where_its_reader_knows_sqlcipher_alone(sealed):
    with closing(connect_file(sealed.store.place, "ro", sealed.store.key)) as connection:
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert SAID.decode()[:20] in connection.execute("SELECT text FROM transcript").fetchone()[0]


def test_the_interview_of_these_tests_says_what_they_look_for():
    assert SAID.decode() in TWO_PEOPLE


def test_after_a_refused_encryption_the_file_is_still_known_as_open(project, monkeypatch):
    """Else whoever looks at it lets go of the locks on it, and two programs can write at once."""
    seen = []

    def refused(path, old, new, finish):
        seen.append(is_in_hand(path))
        raise StudyError("Another program is writing to this study.")

    monkeypatch.setattr(encrypting, "rewrite", refused)
    with pytest.raises(StudyError, match="Another program"):
        project.encrypt(confirmed())

    assert [*seen, is_in_hand(project.store.place)] == [True, True]
    project.add_memo("and work goes on")


def test_old_bytes_that_are_still_there_are_told(project, monkeypatch):
    monkeypatch.setattr("qualcode.store.rekeying.sync_folder", lambda folder: False)

    assert "could not be written over" in project.encrypt(confirmed()).left
    project.add_memo("and work goes on")


def test_a_study_made_meanwhile_under_the_name_of_a_bundle_is_left_alone(
    sealed, tmp_path, monkeypatch
):
    data = sealed.bundle(purpose="colleague", passphrase=OTHER)
    target = tmp_path / "out.qualcode"

    def slow(*given, **more):
        target.write_bytes(b"somebody else's work")
        return read_bundle(*given, **more)

    monkeypatch.setattr(bundling, "read_bundle", slow)
    with pytest.raises(StudyError, match="exists already"):
        unbundle(Upload("a", data), target, passphrase=OTHER)

    assert target.read_bytes() == b"somebody else's work"
    assert list(tmp_path.glob(".*")) == []
