"""Encryption in the app: the sheet comes first, locking forgets the key, and no word stays."""

from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest

from qualcode.app import keeping_offer
from qualcode.project import Project, new
from qualcode.project.unlocking import draw
from qualcode.store.engine import looks_like_study
from qualcode.store.key import groups_of
from tests.app.conftest import pressed, words

WORDS, OTHER = "otter lamp seven gravel", "harbour tin ninety quilt"


@pytest.fixture(autouse=True)
def own_desk():
    """Keys are kept by the server: every test begins without any."""
    from qualcode.app import hand

    yield
    hand._desk.clear()
    hand._store.clear()


def section(project):
    def page(project):
        from qualcode.app import keeping_encryption, parts

        parts.title("Safe keeping")
        keeping_encryption.render(project)

    return AppTest.from_function(page, args=(project,), default_timeout=60).run()


def typed(app, **fields):
    for key, value in fields.items():
        app.text_input(key=key.replace("_", "-")).set_value(value)
    return app


def confirmed(app, name):
    """The second step: two groups are read back from the sheet."""
    drawn = app.session_state[f"{name}-drawn"]
    for n in drawn.asked:
        app.text_input(key=f"{name}-group-{n}").set_value(drawn.groups[n - 1])
    return pressed(app, f"{name}-done")


def test_a_study_is_encrypted_once_its_sheet_was_read_back(project, interview):
    app = section(project)
    pressed(typed(app, encrypt_words=WORDS, encrypt_again=OTHER), "encrypt-go")
    assert "not the same" in words(app)
    pressed(typed(app, encrypt_words=WORDS, encrypt_again=WORDS), "encrypt-go")
    drawn = app.session_state["encrypt-drawn"]
    first, second = drawn.asked
    pressed(app, "encrypt-done")
    assert f"Type group {first} and group {second} of the recovery sheet first." in words(app)
    for n, other in ((first, second), (second, first)):
        app.text_input(key=f"encrypt-group-{n}").set_value(drawn.groups[other - 1])
    pressed(app, "encrypt-done")
    assert f"That is group {second} of the sheet; type group {first}." in words(app)
    mistyped = drawn.groups[first - 1][:-1] + ("0" if drawn.groups[first - 1][-1] != "0" else "1")
    app.text_input(key=f"encrypt-group-{first}").set_value(mistyped)
    pressed(app, "encrypt-done")
    assert f"Group {first} is mistyped; compare it with the sheet." in words(app)
    assert not project.encrypted
    assert words(app).count("delete the file and empty the bin") == 1

    confirmed(app, "encrypt")

    assert project.encrypted
    assert "Have you printed the recovery sheet?" in words(app)
    assert not looks_like_study(project.store.place)
    assert "The study is encrypted." in words(app)
    with closing(Project.open(project.store.place, "mk", passphrase=WORDS)) as opened:
        assert opened.transcripts()


def test_whoever_gives_up_is_told_that_the_sheet_opens_nothing(project):
    app = section(project)
    pressed(typed(app, encrypt_words=WORDS, encrypt_again=WORDS), "encrypt-go")
    pressed(app, "encrypt-not")

    assert "Nothing was encrypted, and the recovery sheet opens nothing" in words(app)
    assert "encrypt-drawn" not in app.session_state
    assert not project.encrypted


def test_the_fields_for_the_groups_stand_in_a_form(project):
    """Outside of one, leaving the last field by the keyboard loses what was typed in it."""
    app = section(project)
    pressed(typed(app, encrypt_words=WORDS, encrypt_again=WORDS), "encrypt-go")

    fields = [one for one in app.text_input if one.key.startswith("encrypt-group-")]
    assert {one.proto.form_id for one in fields} == {"encrypt-groups"}


def test_a_weak_passphrase_is_refused_on_the_page(project):
    app = section(project)

    pressed(typed(app, encrypt_words="short", encrypt_again="short"), "encrypt-go")

    assert "needs 12" in words(app)
    assert "encrypt-drawn" not in app.session_state


def test_the_passphrase_is_changed_and_the_encryption_taken_off(tmp_path):
    with closing(new(tmp_path / "study", "mk", passphrase=WORDS)) as project:
        app = section(project)
        pressed(typed(app, change_words=OTHER, change_again=OTHER), "change-go")
        confirmed(app, "change")
        assert "it opens with the new passphrase" in words(app)
        with closing(Project.open(project.store.place, "mk", passphrase=OTHER)):
            pass

        app.checkbox(key="decrypt-sure").check().run()
        pressed(app, "decrypt")

        assert not project.encrypted
        assert looks_like_study(project.store.place)


@pytest.fixture
def whole(tmp_path, monkeypatch):
    """The app on an encrypted study of one's own."""
    place = tmp_path / "study.qualcode"
    made = new(place, "mk", passphrase=WORDS)
    key = made.store.key
    made.add_memo("Ana spoke of thresholds.")
    made.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUALCODE_STUDY", str(place))
    monkeypatch.setenv("QUALCODE_CODER", "mk")

    def page():
        from qualcode.app import main

        main()

    app = AppTest.from_function(page, default_timeout=90).run()
    return app, key


def test_the_app_asks_for_the_passphrase_and_forgets_it_when_it_is_locked(whole):
    from qualcode.app import hand

    app, key = whole
    place = hand._desk().study
    assert "This study is encrypted" in {one.value for one in app.subheader}
    pressed(app, "unlock-go")
    assert "Type the passphrase first." in words(app)
    assert "nobody can open the study or its backups: there is no other way in" in words(app)
    pressed(typed(app, unlock_words=OTHER), "unlock-go")
    assert "passphrase is wrong, or the file is damaged" in words(app)
    assert hand._desk().keys == {}

    pressed(typed(app, unlock_words=WORDS), "unlock-go")
    held = app.session_state["project"]
    assert hand._desk().keys == {place: key}
    assert len(held.memos()) == 1

    pressed(app, "lock")
    assert hand._desk().keys == {}
    assert held.store.key is None
    assert "project" not in app.session_state
    assert "This study is encrypted" in {one.value for one in app.subheader}


def test_an_older_passphrase_leads_back_to_its_backup(whole, tmp_path):
    app, key = whole
    place = tmp_path / "study.qualcode"
    with closing(Project.open(place, "mk", key=key)) as project:
        project.backup()
        project.add_memo("later")
        drawn = draw(OTHER)
        drawn.confirm(*(drawn.groups[n - 1] for n in drawn.asked))
        project.change_passphrase(drawn)
    pressed(typed(app, unlock_words=WORDS), "unlock-go")
    assert "That opens the backup of" in words(app)
    assert "`qualcode" not in words(app)

    pressed(app, f"{keeping_offer.BUTTON}-older")

    assert "The study as it was is kept beside it" in words(app)
    assert len(app.session_state["project"].memos()) == 1
    with closing(Project.open(place, "mk", passphrase=WORDS)) as again:
        assert again.history(last=1)[0].act == "restore backup"


def test_a_right_passphrase_for_a_damaged_study_offers_its_backup(whole, tmp_path):
    app, key = whole
    place = tmp_path / "study.qualcode"
    with closing(Project.open(place, "mk", key=key)) as project:
        project.backup()
    data = bytearray(place.read_bytes())
    data[3] ^= 1
    place.write_bytes(data)

    pressed(typed(app, unlock_words=OTHER), "unlock-go")
    assert "wrong, or the file is damaged" in words(app)
    pressed(typed(app, unlock_words=WORDS), "unlock-go")
    assert "study.qualcode is damaged. The newest good backup is of" in words(app)
    pressed(app, keeping_offer.BUTTON)

    assert len(app.session_state["project"].memos()) == 1


def test_the_recovery_sheet_opens_it_in_the_same_field(whole):
    app, key = whole

    pressed(typed(app, unlock_words=" ".join(groups_of(key)).lower()), "unlock-go")

    assert len(app.session_state["project"].memos()) == 1


def test_an_encrypted_study_is_made_on_the_first_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUALCODE_STUDY", raising=False)

    def page():
        from qualcode.app import main

        main()

    app = AppTest.from_function(page, default_timeout=90).run()
    typed(app, new_title="Midtown", new_coder="mk")
    app.checkbox(key="new-sealed").check().run()
    assert "nobody can open the study again" in words(app)
    pressed(typed(app, new_words=WORDS, new_again=WORDS), "make")
    assert not (tmp_path / "midtown.qualcode").exists()
    confirmed(app, "new")

    assert app.session_state["project"].encrypted
    with closing(Project.open(tmp_path / "midtown.qualcode", "mk", passphrase=WORDS)) as opened:
        assert opened.about()["title"] == "Midtown"


def test_the_passphrase_is_in_no_environment_and_no_argument_of_the_server(monkeypatch):
    from qualcode import launch

    started = []

    class Server:
        def __init__(self, command, env):
            started.append((command, env))

        def wait(self):
            return 0

    monkeypatch.setattr(launch.subprocess, "Popen", Server)
    launch.launch(None, coder="mk", browser=False)

    [(command, env)] = started
    assert not any("passphrase" in part.lower() for part in command)
    assert WORDS not in " ".join([*command, *env.values()])


def test_a_bundle_is_made_on_the_page_and_taken_out_on_another(project, tmp_path, monkeypatch):
    from qualcode.formats import age

    monkeypatch.setattr(age, "WORK", 4)

    def page(project):
        from qualcode.app import bundles, parts

        parts.title("Exchange")
        bundles.send(project)

    app = AppTest.from_function(page, args=(project,), default_timeout=60).run()
    app.radio(key="bundle-for").set_value("mentor").run()
    for bad, said in (("", "Type a passphrase for the bundle"), ("short", "needs 12")):
        pressed(typed(app, bundle_words=bad), "bundle-make")
        assert said in words(app) and "this mentor may have them" not in words(app)
    pressed(typed(app, bundle_words=OTHER), "bundle-make")
    assert "this mentor may have them" in words(app)
    assert "bundle-made" not in app.session_state
    app.checkbox(key="bundle-raw").check()
    pressed(typed(app, bundle_words=OTHER), "bundle-make")

    assert app.session_state["bundle-made"].startswith(b"age-encryption.org/v1")
    assert project.audit()[0].words.endswith("into a bundle for a mentor.")


def test_a_key_that_was_drawn_is_shown_by_nothing_that_prints_it():
    drawn = draw(WORDS)

    assert drawn.key.hex() not in repr(drawn)
    assert repr(drawn.key) not in repr(drawn)
