"""The page Safe keeping, a damaged study, and a study that may only be read."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qualcode.app import hand, keeping, keeping_offer, keeping_watch
from qualcode.model import CoderRole
from qualcode.project import Project, keeping_backups, new
from qualcode.project.unlocking import draw
from qualcode.store.closed_backups import OLDER
from tests.app.conftest import pressed, words


@pytest.fixture(autouse=True)
def nothing_in_hand(monkeypatch):
    """A server that has just started."""
    for name in ("QUALCODE_STUDY", "QUALCODE_CODER"):
        monkeypatch.delenv(name, raising=False)
    held = (hand._desk, hand._store, keeping_watch._watches)
    for cache in held:
        cache.clear()
    yield
    for cache in held:
        cache.clear()


def test_an_empty_page_says_that_a_backup_comes_by_itself(project, shown):
    app = shown("keeping")

    assert "There is no backup yet. One is made by itself after" in words(app)
    assert not app.dataframe


def test_interviews_that_are_in_no_backup_are_a_warning(project, interview, shown):
    app = shown("keeping")
    assert "There is no backup yet, and 1 interview is in the study alone" in words(app)
    assert "qc-error" in words(app)

    project.backup()
    assert "in the study alone" not in words(app.run())


def test_a_backup_is_made_by_a_press_and_listed(project, shown):
    app = shown("keeping")
    app.text_input(key=keeping.NAME).input("Before <b>May</b>").run()
    pressed(app, "keeping-now")

    [made] = project.backups()
    assert made.name == "before-b-may-b"
    assert "opened and checked. It holds 0 codings" in words(app)
    assert list(app.dataframe[0].value["Opens"]) == ["yes"]
    assert app.text_input(key=keeping.NAME).value == ""
    place = Path(project.store.place)
    told = [t.value for t in app.text]
    assert f"Study: {place}" in told
    assert f"Backups: {place.with_name('study.backups')}" in told


def test_going_back_says_first_what_would_change(project, interview, shown):
    made = project.backup()
    project.add_memo("later")
    app = shown("keeping")
    pressed(app, "keeping-ask")

    assert "The codings are the same in both" in words(app)
    pressed(app, "keeping-leave")
    project.code(interview, project.segments(interview)[-1].span, "3.b")
    pressed(app, "keeping-ask")
    assert "1 coding that stands in the study now would be gone. The study as" in words(app)
    pressed(app, "keeping-leave")
    assert [m.text for m in project.memos()] == ["later"]
    pressed(app, "keeping-ask")
    pressed(app, "keeping-restore")

    with closing(Project.open(project.store.place, "mk")) as again:
        assert again.memos() == []
        assert again.history(last=1)[0].act == "restore backup"
    assert made.file in [b.file for b in project.backups()]


def test_what_the_study_was_before_it_was_put_back_can_be_had_again(project, interview, shown):
    project.backup()
    project.add_memo("an hour of work")
    project.restore()
    app = shown("keeping")

    [aside] = [b for b in project.backups() if b.is_aside]
    assert aside.told in list(app.dataframe[0].value["Name"])
    app.selectbox(key=keeping.CHOSEN).set_value(aside.file).run()
    pressed(app, "keeping-ask")
    pressed(app, "keeping-restore")

    assert "The study is as it was until" in words(app)
    with closing(Project.open(project.store.place, "mk")) as again:
        assert [m.text for m in again.memos()] == ["an hour of work"]


def test_a_backup_that_does_not_open_cannot_be_gone_back_to(project, shown):
    project.backup().path.write_bytes(b"spoilt")
    app = shown("keeping")

    assert list(app.dataframe[0].value["Opens"]) == ["no: damaged"]
    assert not app.selectbox
    assert "None of the backups opens with the study" in words(app)


def test_a_backup_under_an_older_passphrase_is_gone_back_to_with_that_one(tmp_path, shown):
    with closing(new(tmp_path / "sealed", "mk", passphrase="otter lamp seven gravel")) as sealed:
        sealed.backup()
        drawn = draw("harbour tin ninety quilt")
        drawn.confirm(*(drawn.groups[n - 1] for n in drawn.asked))
        sealed.change_passphrase(drawn)
        sealed.add_memo("later")
        app = shown("keeping", of=sealed)
        assert list(app.dataframe[0].value["Opens"]) == ["yes", f"no: {OLDER}"]
        older = sealed.backups()[1].file
        app.selectbox(key=keeping.CHOSEN).set_value(older).run()
        for typed in ("harbour tin ninety quilt", "otter lamp seven gravel"):
            app.text_input(key=keeping.WORDS).set_value(typed)
            [open_it] = [b for b in app.button if b.label == "Open it"]
            open_it.click().run()
            assert ("does not open this backup" in words(app)) is typed.startswith("harbour")
        pressed(app, "keeping-restore")

        assert not app.exception
    with closing(Project.open(sealed.store.place, "mk", key=drawn.key)) as again:
        assert again.memos() == []
        assert again.history(last=1)[0].act == "restore backup"


def test_a_folder_that_is_not_there_is_one_sentence(project, shown):
    app = shown("keeping")
    pressed(app, "keeping-use")
    assert "Type the folder" in words(app)
    app.text_input(key=keeping.FOLDER).input("/no/such/folder").run()
    pressed(app, "keeping-use")

    assert "That folder is not there" in words(app)


def test_a_second_coder_makes_backups_and_puts_none_back(project, shown):
    project.add_coder("Tom", CoderRole.SECOND_CODER)
    project.backup()
    app = shown("keeping", of=project.acting_as("Tom"))

    keys = [b.key for b in app.button]
    assert "keeping-now" in keys
    assert not {"keeping-ask", "keeping-use", "keeping-move-there"} & set(keys)


@pytest.fixture
def synced(project, interview, tmp_path):
    """The study in a folder that OneDrive copies."""
    project.close()
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    Path(project.store.place).rename(folder / "study.qualcode")
    with closing(Project.open(folder / "study.qualcode", "mk")) as opened:
        yield opened


def test_a_study_in_a_synced_folder_is_moved_by_one_press(synced, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    app = pressed(whole(synced.store.place, monkeypatch), "keeping-move")

    place = tmp_path / "qualcode" / "study.qualcode"
    assert app.session_state[hand.STUDY] == str(place)
    with closing(Project.open(place, "mk")) as again:
        assert again.read_only == ""
        assert len(again.transcripts()) == 1
    assert "reading only" not in words(app.run())


def whole(place, monkeypatch):
    """The whole app, at its opening page, on a study."""
    monkeypatch.setenv("QUALCODE_STUDY", str(place))
    monkeypatch.setenv("QUALCODE_CODER", "mk")

    def page():
        from qualcode.app import frame

        frame.show()

    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    return app


def test_no_plain_backup_is_laid_into_a_synced_folder(synced, shown, tmp_path):
    app = shown("keeping", of=synced)

    assert not {"keeping-now", "keeping-ask"} & {b.key for b in app.button}
    assert "Backups of this study would lie on OneDrive" in words(app)
    assert "in the study alone: see below" in words(app)
    assert list((tmp_path / "OneDrive").iterdir()) == [Path(synced.store.place)]


def test_every_page_says_that_a_study_may_only_be_read(synced, monkeypatch):
    app = whole(synced.store.place, monkeypatch)

    assert "OneDrive copies to other machines" in words(app)
    assert "`qualcode" not in words(app)


def test_a_study_of_ones_own_has_no_such_line(project, monkeypatch):
    assert "reading only" not in words(whole(project.store.place, monkeypatch))


def test_a_damaged_study_offers_the_newest_good_backup_and_opens_it(
    project, interview, monkeypatch
):
    project.backup()
    project.close()
    place = Path(project.store.place)
    place.write_bytes(b"\0" * 9000)
    app = whole(place, monkeypatch)

    assert "study.qualcode is damaged. The newest good backup" in words(app)
    [button] = [b for b in app.button if b.key == keeping_offer.BUTTON]
    assert button.label.startswith("Open the newest good backup (")
    assert button.label.endswith(", 0 codings)")
    button.click().run()

    assert not app.exception
    assert "what was done since then is not in it" in words(app)
    assert "The damaged file is kept beside it as study.qualcode.before-restore-" in words(app)
    with closing(Project.open(place, "mk")) as again:
        assert len(again.transcripts()) == 1
    assert [k.read_bytes() for k in place.parent.glob("*qualcode-kept")] == [b"\0" * 9000]


def test_a_damaged_encrypted_study_asks_for_the_passphrase_of_its_backups(tmp_path, monkeypatch):
    words_of_it = "otter lamp seven gravel"
    made = new(tmp_path / "study.qualcode", "mk", passphrase=words_of_it)
    made.backup()
    made.close()
    place = tmp_path / "study.qualcode"
    place.write_bytes(bytes(4096) + place.read_bytes()[4096:])
    app = whole(place, monkeypatch)

    assert "Its backups are encrypted" in words(app)
    for typed in ("harbour tin ninety quilt", words_of_it):
        [field] = [f for f in app.text_input if f.key == f"{keeping_offer.BUTTON}-words"]
        field.set_value(typed)
        [look] = [b for b in app.button if b.key == f"{keeping_offer.BUTTON}-look"]
        look.click().run()
        assert ("opens no backup" in words(app)) is (typed != words_of_it)
    [button] = [b for b in app.button if b.key == keeping_offer.BUTTON]
    button.click().run()

    assert not app.exception
    with closing(Project.open(place, "mk", passphrase=words_of_it)) as again:
        assert again.history(last=1)[0].act == "restore backup"


def test_a_study_that_gets_damaged_while_it_is_open_offers_it_too(project, interview, monkeypatch):
    project.backup()
    place = Path(project.store.place)
    app = whole(place, monkeypatch)
    sound = place.read_bytes()
    place.write_bytes(sound[:4096] + b"\x55" * (len(sound) - 4096))
    app.run()

    assert not app.exception
    assert keeping_offer.BUTTON in [b.key for b in app.button]


def test_a_damaged_study_without_a_backup_takes_one_from_another_disk(
    project, tmp_path, monkeypatch
):
    (tmp_path / "disk").mkdir()
    made = project.backup(to=tmp_path / "disk")
    project.close()
    place = Path(project.store.place)
    place.write_bytes(b"\0" * 9000)
    app = whole(place, monkeypatch)

    assert words(app).count("another disk") == 2  # the sentence, and the field
    assert keeping_offer.BUTTON not in [b.key for b in app.button]
    told = {"": "Type the file", "/none": "no file of that name", str(made.path): "the backup of"}
    for typed, said in told.items():
        app.text_input(key=keeping_offer.FILE).set_value(typed)
        [go] = [b for b in app.button if b.label == "Open this backup"]
        go.click().run()
        assert said in words(app)

    assert not app.exception
    assert app.session_state["project"].history(last=1)[0].act == "restore backup"


def test_a_damaged_study_that_is_opened_beside_another_leads_to_its_backup(
    project, interview, tmp_path, monkeypatch
):
    project.backup()
    project.close()
    place = Path(project.store.place)
    place.write_bytes(b"\0" * 9000)
    other = new(tmp_path / "other.qualcode", "mk")
    other.close()
    app = whole(tmp_path / "other.qualcode", monkeypatch)
    (tmp_path / "no-study.txt").write_text("something else")
    for typed in (tmp_path / "no-study.txt", place):
        assert keeping_offer.BUTTON not in [b.key for b in app.button]
        app.text_input(key="open-path").set_value(str(typed)).run()
        pressed(app, "open-typed")
        assert "damaged" in words(app)

    pressed(app, keeping_offer.BUTTON)
    assert len(app.session_state["project"].transcripts()) == 1


def test_whoever_has_a_study_open_is_told_that_it_was_put_back(project, interview, monkeypatch):
    project.backup()
    project.add_memo("it was on the page")
    app = whole(project.store.place, monkeypatch)
    assert "put the study back" not in words(app)

    project.acting_as("Maria").restore()
    app.run()
    assert "Maria put the study back to how it was on" in words(app)
    assert "put the study back" in words(app.run())
    pressed(app, "put-back-read")
    assert "put the study back" not in words(app)
    assert "put the study back" not in words(app.run())


def test_the_app_makes_a_backup_by_itself_beside_the_pages(project, interview, monkeypatch):
    from datetime import timedelta

    monkeypatch.setattr(keeping_backups, "EVERY", timedelta())
    whole(project.store.place, monkeypatch)
    keeping_watch._watches()[str(project.store.place)].thread.join(20)

    assert len(project.backups()) == 1


def test_what_hinders_backups_stands_on_every_page(project, monkeypatch, tmp_path):
    from datetime import timedelta

    monkeypatch.setattr(keeping_backups, "EVERY", timedelta())
    disk = tmp_path / "disk"
    disk.mkdir()
    project.set_backup_folder(disk)
    shutil.rmtree(disk)
    app = whole(project.store.place, monkeypatch)
    keeping_watch._watches()[str(project.store.place)].thread.join(20)
    app.run()

    assert "There is no new backup: the folder for backups is not there" in words(app)
