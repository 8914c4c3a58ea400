"""The Participants page: the table is kept, unknowns stand on top, roles are settled."""

from qualcode.model import Consent, Participant
from tests.app.conftest import pressed, words


def edit(app, **columns):
    """The page after the first row of the table was edited."""
    key = app.dataframe[0].key
    app.session_state[key] = {"edited_rows": {0: columns}, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.exception
    return app


def table(app):
    return app.dataframe[0].value


def test_an_empty_page_leads_to_the_transcripts(shown):
    app = shown("participants")

    assert app.button(key="empty-go").label == "Go to the transcripts"


def test_people_of_whom_something_is_unknown_stand_on_top(project, shown):
    known = Participant(
        "P01",
        role_label="Teacher",
        agency_label="school",
        authority="Midtown",
        consent=Consent.QUOTE,
    )
    project.set_participants([known, Participant("P02", role_label="Teacher")])

    app = shown("participants")

    assert list(table(app)["Id"]) == ["P02", "P01"]
    assert table(app)["Not known"][0] == "authority, consent"
    assert list(table(app)["Role"]) == ["Teacher", "Teacher"]


def test_an_edited_row_is_kept_and_its_role_found_anew(project, shown):
    project.set_participants([Participant("P01", role_label="Teacher", attributes={"age": "40"})])

    app = edit(shown("participants"), **{"Role as written": "Midwife", "Consent": "no quote"})
    assert app.button(key="participants-save").label == "Keep the changes to 1 participant"
    pressed(app, "participants-save")

    [person] = project.participants()
    assert (person.role, person.consent) == ("midwife", Consent.NO_QUOTE)
    assert person.attributes == {"age": "40"}


def test_saving_says_what_stays_unknown(project, shown):
    project.set_participants([Participant("P01", role_label="Teacher")])

    app = edit(shown("participants"), **{"Role as written": "Chief *Wizard*"})
    pressed(app, "participants-save")

    assert "Still open: the role &#x27;Chief *Wizard*&#x27; is not in the" in words(app)
    assert app.subheader[0].value == "1 role to settle"


def test_a_role_is_kept_as_one_of_its_own(project, shown):
    project.set_participants([Participant("P01", role_label="Chief Wizard")])

    [own] = [b for b in shown("participants").button if b.label == "Keep as a role of its own"]
    own.click().run()

    assert project.participants()[0].role == "chief_wizard"


def test_a_role_is_settled_as_the_same_as_another(project, shown):
    project.set_participants([Participant("P01", role_label="Chief Wizard")])
    app = shown("participants")
    [like] = [s for s in app.selectbox if s.label == "Or: this is the same as"]
    like.select("teacher").run()
    [same] = [b for b in app.button if b.label == "The same"]
    same.click().run()

    assert project.participants()[0].role == "teacher"
    assert "Chief Wizard is settled as Teacher." in words(app)


def test_a_participant_is_added_once(project, shown):
    app = shown("participants")
    app.text_input(key="add-id").input("P01")
    app.text_input(key="add-role").input("Teacher")
    [add] = [b for b in app.button if b.label == "Add"]
    add.click().run()
    assert [(p.id, p.role) for p in project.participants()] == [("P01", "teacher")]

    app = shown("participants")
    app.text_input(key="add-id").input("P01")
    [add] = [b for b in app.button if b.label == "Add"]
    add.click().run()
    assert "participant with this id already" in words(app)
    assert project.participants()[0].role == "teacher"
