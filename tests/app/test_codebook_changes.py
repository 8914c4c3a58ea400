"""The Codebook page's acts: each shows what it brings, asks why, and does it on one press."""

import json

import pytest

from qualcode.model import Code, Span
from qualcode.project import new
from tests.app.conftest import pressed, words

LONG = "Reaching *agreement* on <b>who</b> does what " * 8


@pytest.fixture
def used(sample):
    """A code that both coders of the sample have used."""
    counts = sample.code_counts()
    return max(
        {c for c, _ in counts},
        key=lambda c: min(
            sum(n for (code, coder), n in counts.items() if (code, coder) == (c, who))
            for who in ("Ruth Adeyemi", "Tom Kessler")
        ),
    )


def begun(shown, project, code, act):
    app = shown("codebook", of=project, code_open=code)
    return pressed(app, f"act-{act}")


def filled(app, **fields):
    for key, value in fields.items():
        key = key.replace("__", "-")
        kinds = (app.text_input, app.text_area, app.selectbox, app.multiselect, app.checkbox)
        [field] = [w for kind in kinds for w in kind if w.key == key]
        field.set_value(value)
    return app


def typed(app, **fields):
    filled(app, **fields).run()
    assert not app.exception
    return app


def saved(app, why="because", **fields):
    """A form is sent as a whole, with the press of its button."""
    return pressed(filled(app, act__reason=why, **fields), "act-do")


def done(app, why="because"):
    return pressed(typed(app, act__reason=why), "act-do")


def test_an_edit_saves_what_was_changed_as_a_version_and_says_so(project, shown):
    app = begun(shown, project, "1.a", "edit")
    before = project.codebook["1.a"]
    # Somebody else changes another field meanwhile: it is not undone by saving.
    project.acting_as("tk").add_cue("1.a", "a cue of tk's")

    own = {"edit__own-colour": True}
    saved(app, "clearer", edit__definition=LONG, edit__examples="one\n\ntwo", **own)

    after = project.codebook["1.a"]
    assert (after.definition, after.examples) == (LONG.strip(), ("one", "two"))
    assert after.include_when == before.include_when
    assert after.cues == (*before.cues, "a cue of tk's")
    assert after.colour
    version = project.codebook_versions()[0]
    assert (version.n, version.reason) == (3, "clearer")
    assert "1.a is saved. The codebook is now version 3." in words(app)
    assert "&lt;b&gt;who&lt;/b&gt;" in words(app)
    assert "act-edit" in {b.key for b in app.button}


def test_an_edit_without_reason_or_change_is_refused_in_place(project, shown):
    app = begun(shown, project, "1.a", "edit")
    saved(app, "", edit__name="Another")
    assert "Write why" in words(app)
    assert app.text_input(key="edit-name").value == "Another"

    saved(app, edit__name=project.codebook["1.a"].name)
    assert "Nothing was changed" in words(app)
    assert project.codebook_version == 1

    pressed(app, "act-cancel")
    assert "act-do" not in {b.key for b in app.button}


def test_a_code_is_added_where_it_was_asked_with_a_free_number(project, shown):
    app = pressed(shown("codebook", of=project, code_open="1.a"), "book-add")
    assert app.text_input(key="add-number-1").value == "1.d"

    typed(app, add__name="Luck", add__definition="What nobody planned")
    done(app)

    code = project.codebook["1.d"]
    assert (code.name, code.parent, code.definition) == ("Luck", "1", "What nobody planned")
    assert app.session_state["code-open"] == "1.d"

    app = pressed(app, "book-add")
    typed(app, add__parent="")
    assert app.text_input(key="add-number-").value == "9"
    done(typed(app, add__name=""))
    assert "name has 1 to 400 characters" in words(app)
    assert len(project.codebook) == 33


def test_an_empty_codebook_takes_its_first_code_by_hand(tmp_path, shown):
    empty = new(tmp_path / "empty.qualcode", "mk")
    app = shown("codebook", of=empty)

    done(typed(app, add__name="First"))

    assert [c.title for c in empty.codes()] == ["1 First"]
    empty.close()


def test_a_rename_with_a_new_number_shows_who_follows_and_what_to_read_again(sample, shown, used):
    codings = [c for c in sample.codings() if c.code == used]
    app = begun(shown, sample, used, "rename")
    assert "Its number stays, so no coding changes." in words(app)

    typed(app, act__number="9.new", act__name="New *name*")
    assert f"<b>{len(codings)} codings</b> will carry 9.new" in words(app)
    assert "Ruth Adeyemi" in words(app)
    titles = {r["id"]: r["title"] for r in sample.transcripts()}
    touched = {c.transcript for c in codings}
    assert all(titles[id] in words(app) for id in touched)
    assert used in sample.codebook
    done(app)

    assert len([c for c in sample.codings() if c.code == "9.new"]) == len(codings)
    assert sample.codebook["9.new"].name == "New *name*"
    assert {b.key for b in app.button if b.key.startswith("again-")} == {
        "again-away",
        *(f"again-{id}" for id in touched),
    }
    pressed(app, "again-away")
    assert not [b for b in app.button if b.key.startswith("again-")]


def test_a_move_offers_no_place_under_itself(project, shown):
    app = begun(shown, project, "1", "move")
    places = app.selectbox(key="act-parent").options
    assert places[0] == "At the top"
    assert not [p for p in places if p.startswith("Under 1")]

    done(typed(app, act__parent="2"))

    assert project.codebook["1"].parent == "2"
    assert project.codebook["1.a"].parent == "1"


def test_a_merge_needs_a_code_and_shows_twins(sample, shown, used):
    into = next(c.id for c in sample.codes() if c.id not in (used, used[0]))
    twin = next(c for c in sample.codings(coder="Ruth Adeyemi") if c.code == used)
    sample.code(twin.transcript, twin.span, into, direction=twin.direction)
    count = len(sample.codings())
    app = begun(shown, sample, used, "merge")
    done(app)
    assert "Choose the code to merge it into." in words(app)

    typed(app, act__into=into)
    assert "1 of them has a twin" in words(app)
    assert f"{used} leaves the codebook" in words(app)
    pressed(app, "act-do")

    assert used not in sample.codebook
    assert len(sample.codings()) == count - 1
    assert app.session_state["code-open"] == into


def test_a_split_lists_every_passage_with_a_choice(project, interview, shown):
    text = project.transcript(interview).text
    start = text.index("We argue")
    many = [project.code(interview, Span(start, start + n), "1.a") for n in range(1, 14)]
    app = begun(shown, project, "1.a", "split")
    assert "Name a new code first" in words(app)

    typed(app, **{"split-0-name": "First part"})
    first = [b.key for b in app.selectbox if b.key.startswith("split-") and b.label == "Goes to"]
    assert len(first) == 10
    typed(app, **{f"split-{many[0].id}": 0})
    typed(app, **{"split-page": 2})
    typed(app, **{f"split-{many[12].id}": 0})
    assert "<b>2 codings</b> will carry a new code; 11 codings will stay with 1.a" in words(app)
    pressed(app, "split-more")
    assert app.text_input(key="split-2-number-1").value == "1.f"
    done(app)

    carried = {c.code: c.replaces for c in project.codings() if c.code != "1.a"}
    assert set(carried) == {"1.d"}
    assert {c.replaces for c in project.codings(code="1.d")} == {many[0].id, many[12].id}
    assert len(project.codings(code="1.a")) == 11
    assert "1.a is split: 1.d." in words(app)


def test_what_was_chosen_for_a_passage_holds_when_the_new_code_gets_another_number(
    project, interview, shown
):
    text = project.transcript(interview).text
    start = text.index("We argue")
    first, second = (project.code(interview, Span(start, start + n), "1.a") for n in (3, 8))
    app = begun(shown, project, "1.a", "split")
    typed(app, **{"split-0-name": "First part", "split-1-name": "Second part"})
    typed(app, **{f"split-{first.id}": 1})
    typed(app, **{f"split-{second.id}": 0})

    typed(app, **{"split-1-number-1": "1.y"})
    done(app)

    assert {c.replaces: c.code for c in project.codings()} == {first.id: "1.y", second.id: "1.d"}


def test_a_retired_code_that_is_moved_stays_under_its_retired_parent_unless_told(project, shown):
    project.retire_code("1", "not used")
    app = begun(shown, project, "1.a", "move")
    assert app.selectbox(key="act-parent").value == "1"
    typed(app, **{"act-number": "1.q"})
    done(app)

    assert project.codebook["1.q"].parent == "1"


def test_a_retired_code_stands_apart_at_the_end_and_comes_back(project, shown):
    app = begun(shown, project, "1", "retire")
    assert "1.a, 1.b, 1.c" in words(app)
    done(app)

    items = json.loads(app.get("bidi_component")[0].proto.json)["items"]
    assert [i["id"] for i in items[-4:]] == ["1", "1.a", "1.b", "1.c"]
    assert [bool(i["head"]) for i in items[-5:]] == [False, True, False, False, False]
    assert "Retired: it is offered for no new coding." in words(app)

    pressed(app, "act-restore")
    done(app)
    assert [c.id for c in project.codes() if c.retired] == ["1.a", "1.b", "1.c"]


def test_checks_are_doors_to_their_codes(project, shown):
    project.edit_code("3.a", "planted", definition=project.codebook["3.b"].definition)
    app = shown("codebook", of=project, book_view="checks")
    assert "3.a and 3.b have almost the same definition" in words(app)
    alike = [b.key for b in app.button if b.key.endswith("-other")]

    pressed(app, alike[0])

    assert app.session_state["code-open"] == "3.b"
    assert app.session_state["book-view"] == "codes"
    assert project.codebook["3.b"].definition in words(app)


def test_versions_say_who_when_why_and_what_changed(project, shown):
    for n in range(12):
        project.add_code(Code(f"9.{n}", "A <i>name</i>"), f"reason <{n}>")
    app = shown("codebook", of=project, book_view="versions")

    assert "Version 13" in words(app)
    assert "reason &lt;11&gt;" in words(app)
    assert "New: 9.11 A &lt;i&gt;name&lt;/i&gt;." in words(app)
    assert "The first version." not in words(app)
    pressed(app, "versions-more")
    assert "The first version." in words(app)


def test_an_act_begun_on_one_code_is_not_done_to_another(project, shown):
    app = begun(shown, project, "1.a", "retire")
    app.session_state["code-open"] = "2"
    app.run()

    assert "act-do" not in {b.key for b in app.button}
    assert "act-edit" in {b.key for b in app.button}
