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
    app.text_input(key="names-hand-words").set_value("everybody").run()
    app.text_input(key="names-hand-instead").set_value("the team").run()
    app.button(key="names-hand").click().run()
    assert not app.exception
    assert "knows [the team]." in project.masked_text(id)


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
    app.text_input(key="names-key-who").set_value("[team manager]").run()
    app.button(key="names-key-forget").click().run()

    assert not app.exception
    assert "1 name taken out of the names key" in shown(app)
    with pytest.raises(UnknownItem):
        project.who_is_meant(file, words, "team manager")
