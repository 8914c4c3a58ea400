"""The page Names: what a person presses, and what the study says then."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from qualcode.app.names_one import key_of
from qualcode.errors import UnknownItem
from qualcode.model import Span

TALK = """---
participant: P01
role: Social worker
authority: Midtown
---

Interviewer: Who do you ring?

P01: Keith, mostly. keith knows everybody. Grace sat in too, by God’s grace, & <b>Nkechi</b>.
I asked bex, and bex rang.
"""


def page(project):
    from qualcode.app import names

    names.render(project)


def opened(project, tmp_path):
    file = tmp_path / "one.md"
    file.write_text(TALK, encoding="utf-8")
    [one] = project.import_files([file]).imported
    app = AppTest.from_function(page, args=(project,), default_timeout=60).run()
    assert not app.exception
    return one.id, app


def found(project, id, words):
    return next(one for one in project.propose_names(id) if one.words == words)


def shown(app):
    return " ".join(block.proto.body for block in app.get("html"))


def test_a_name_is_replaced_everywhere_and_taken_back(project, tmp_path):
    id, app = opened(project, tmp_path)
    keith = found(project, id, "Keith")
    assert "<mark>Keith</mark>" in shown(app)
    assert "<b>Nkechi</b>" not in shown(app)
    app.text_input(key=key_of(keith, "instead")).set_value("[team manager]").run()
    app.button(key=key_of(keith, "everywhere")).click().run()

    assert not app.exception
    assert "[team manager], mostly. [team manager] knows" in project.masked_text(id)
    assert "Replaced: 2 places in 1 interview." in shown(app)
    app.button(key=f"names-back-all-{project.names_of(id)[0].id}").click().run()
    assert project.names_of(id) == []


def test_an_ordinary_word_says_so_and_is_let_stand(project, tmp_path):
    id, app = opened(project, tmp_path)
    grace = found(project, id, "Grace")
    assert "ordinary word too" in shown(app)
    app.button(key=key_of(grace, "stand")).click().run()
    assert not app.exception
    [decided] = project.names_of(id)
    assert not decided.replaced
    assert app.get("progress")


def test_words_that_cannot_stand_there_are_refused_in_a_sentence(project, tmp_path):
    id, app = opened(project, tmp_path)
    keith = found(project, id, "Keith")
    app.text_input(key=key_of(keith, "instead")).set_value("a [b] c").run()
    app.button(key=key_of(keith, "here")).click().run()
    assert not app.exception
    assert project.names_of(id) == []
    assert "without brackets" in shown(app)


def test_a_name_the_aid_did_not_see_is_added_by_hand(project, tmp_path):
    id, app = opened(project, tmp_path)
    app.text_input(key="names-hand-words").set_value("bex").run()
    app.text_input(key="names-hand-instead").set_value("nursery nurse").run()
    assert "Without doubt: 2 places in this interview" in shown(app)
    assert "In the whole study 2 places in 1 interview would be replaced" in shown(app)
    assert project.names_of(id) == []
    app.button(key="names-hand").click().run()
    assert not app.exception
    assert "[nursery nurse], and [nursery nurse] rang" in project.masked_text(id)


def test_an_ordinary_word_added_by_hand_is_shown_and_replaced_place_by_place(project, tmp_path):
    id, app = opened(project, tmp_path)
    app.text_input(key="names-hand-words").set_value("everybody").run()
    app.text_input(key="names-hand-instead").set_value("the team").run()
    assert not [b for b in app.button if b.key == "names-hand"]
    assert "each is decided by itself" in shown(app)
    at = project.transcript(id).text.index("everybody")
    app.button(key=f"names-hand-{id}-{at}").click().run()
    assert not app.exception
    assert "knows [the team]." in project.masked_text(id)


def test_a_nickname_gets_the_words_of_its_owner_or_a_number_at_one_press(project, tmp_path):
    id, app = opened(project, tmp_path)
    project.replace_name(id, found(project, id, "Keith").span, "team manager")
    app.run()
    other = found(project, id, "Nkechi")
    app.text_input(key=key_of(other, "instead")).set_value("team manager").run()
    app.button(key=key_of(other, "everywhere")).click().run()

    assert "stands for another name already" in shown(app)
    labels = {b.key: b.label for b in app.button}
    assert labels[key_of(other, "asked") + "-else"] == "Somebody else: \\[team manager 2\\]"
    app.button(key=key_of(other, "asked") + "-same").click().run()
    assert not app.exception
    assert [(one.instead, one.places) for one in project.pseudonyms()] == [("team manager", 3)]
    assert "stands for another name already" not in shown(app)


def test_of_two_people_of_one_name_none_is_taken_by_pressing_on(project, tmp_path):
    file = tmp_path / "one.md"
    told = "Denise Abara came. Denise Wray did not. Denise laughed."
    file.write_text(f"P01: {told}\n", encoding="utf-8")
    [made] = project.import_files([file]).imported
    for name, instead in (("Denise Abara", "nurse"), ("Denise Wray", "teacher")):
        project.replace_name(made.id, found(project, made.id, name).span, instead)
    app = AppTest.from_function(page, args=(project,), default_timeout=60).run()
    alone = found(project, made.id, "Denise")
    assert app.text_input(key=key_of(alone, "instead")).value == ""
    app.button(key=key_of(alone, "here")).click().run()
    assert "Denise laughed" in project.masked_text(made.id)
    app.button(key=f"{key_of(alone, 'here')}-teacher").click().run()

    assert not app.exception
    assert project.masked_text(made.id).endswith(
        "[nurse] came. [teacher] did not. [teacher] laughed.\n"
    )


def test_a_field_keeps_no_proposal_that_has_become_another_name_s(project, tmp_path):
    id, app = opened(project, tmp_path)
    assert found(project, id, "Grace").instead == "person 2"
    nkechi = found(project, id, "Nkechi")
    assert nkechi.instead == "person 3"
    app.text_input(key=key_of(nkechi, "instead")).set_value("person 2").run()
    app.button(key=key_of(nkechi, "everywhere")).click().run()

    assert not app.exception
    fields = [f.value for f in app.text_input if f.label == "Words in its place"]
    assert fields == [one.instead for one in project.propose_names(id)]
    assert "person 2" not in fields


def test_what_would_leave_is_listed_and_confirmed(project, tmp_path):
    id, app = opened(project, tmp_path)
    at = project.transcript(id).text.index("keith knows")
    project.code(id, Span(at - 15, at + 5), "1.a")
    app.run()
    app.button(key="names-look").click().run()
    assert "Keith" in shown(app)
    app.button(key="names-confirm").click().run()
    assert not app.exception
    assert project.residual_names() == []


def test_somebody_is_taken_out_of_the_names_key(project, tmp_path):
    id, app = opened(project, tmp_path)
    project.replace_name(id, found(project, id, "Keith").span, "team manager")
    words, file = "otter lantern seventeen marsh", tmp_path / "study.names"
    project.keep_names_key(file, words)
    app.text_input(key="names-key-file").set_value(str(file)).run()
    app.text_input(key="names-key-passphrase").set_value(words)
    app.text_input(key="names-key-who").set_value("[team manager]")
    app.button(key="names-key-forget").click().run()

    assert not app.exception
    assert "1 name taken out of the names key" in shown(app)
    with pytest.raises(UnknownItem):
        project.who_is_meant(file, words, "team manager")


def test_the_names_key_is_proposed_apart_from_the_study(
    project, tmp_path, tmp_path_factory, monkeypatch
):
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setattr("pathlib.Path.home", lambda: home)
    id, app = opened(project, tmp_path)
    project.replace_name(id, found(project, id, "Keith").span, "team manager")
    for field in ("passphrase", "again"):
        app.text_input(key=f"names-key-{field}").set_value("otter lantern seventeen marsh")
    app.button(key="names-key-write").click().run()

    assert not app.exception
    assert [key.parent.parent for key in home.rglob("*.names")] == [home]
    assert not list(tmp_path.rglob("*.names"))
    assert "The names key holds 1 name" in shown(app)
