"""The Disagreements and Confusion views: what is shown, what a press settles, what is refused."""

import pytest

from qualcode.app import confusion
from qualcode.app.literal import in_label
from qualcode.model import Code, CoderRole
from tests.app.conftest import pressed, words

TOM = "Tom Kessler"


def reason(app, text="The definition says so"):
    [field] = [area for area in app.text_area if area.key.startswith("difference-reason-")]
    field.set_value(text)
    return app


def lane(app, name):
    app.segmented_control(key="differences-lane").set_value(name).run()
    assert not app.exception
    return app


def test_before_two_people_coded_the_same_interview_the_next_step_is_told(shown, project):
    app = shown("disagreements")

    assert "No interview is coded through by two people yet" in app.markdown[0].value
    assert [b.label for b in app.button] == ["Go to coding"]
    assert "Go to coding" in [b.label for b in shown("confusion").button]


def test_a_difference_shows_both_codings_in_the_words_with_their_definitions(shown, sample):
    app = shown("disagreements", sample)
    html, one = words(app), sample.disagreements().differences[0]

    assert f"1 of {sample.disagreements().open}" in html
    assert 'class="qcd-first qcd-second"' in html
    assert sample.codebook[one.one.code].definition[:40] in html
    assert "Ruth Adeyemi" in html and TOM in html


def test_a_press_settles_the_difference_and_brings_the_next(shown, sample):
    app = lane(shown("disagreements", sample), "code")
    one, two, *_ = sample.disagreements(lane="code").differences
    pressed(reason(app), "difference-keep-second")

    assert f"Settled: {TOM}’s coding was kept." in words(app)
    settled = sample.disagreements().find(one.key)
    assert (settled.resolution.reason, settled.resolution.who) == (
        "The definition says so",
        "Ruth Adeyemi",
    )
    assert app.session_state["differences-at"] == two.key


def test_without_a_reason_nothing_is_settled_and_the_sentence_says_so(shown, sample):
    app = pressed(shown("disagreements", sample), "difference-both")

    assert "Write why it is settled so" in words(app)
    assert sample.disagreements().settled == 0


def test_what_was_typed_survives_a_refusal_by_another_tab(shown, sample):
    app = reason(lane(shown("disagreements", sample), "code"), "Mine")
    one = sample.disagreements(lane="code").differences[0]
    sample.acting_as(TOM).settle(one.key, "open", "Theirs")
    pressed(app, "difference-keep-first")

    assert f"{TOM} has settled this already: left open as ambiguous" in words(app)
    assert "The reason: Theirs" in words(app)
    assert [a.value for a in app.text_area if "reason" in a.key] == ["Mine"]
    pressed(app, "difference-keep-first")
    assert len(sample.settlings(one.key)) == 2


def test_a_definition_is_changed_beside_the_difference(shown, sample):
    app = reason(lane(shown("disagreements", sample), "code"))
    one = sample.disagreements(lane="code").differences[0]
    before = sample.codebook[one.codes[0]]
    fields = {
        name: area
        for area in app.text_area
        for name in ("definition", "include_when", "exclude_when")
        if area.key.startswith("difference-definition-") and area.key.endswith(f"-{name}")
    }
    fields["definition"].set_value("Sharper than before.")
    fields["exclude_when"].set_value("\n".join([*before.exclude_when, "Only hoped for"]))
    pressed(app, "difference-amend")

    after = sample.codebook[one.codes[0]]
    assert after.definition == "Sharper than before."
    assert after.exclude_when == (*before.exclude_when, "Only hoped for")
    assert after.include_when == before.include_when
    assert sample.disagreements().find(one.key).resolution.codebook_version


def test_a_definition_that_was_not_changed_settles_nothing_and_says_so(shown, sample):
    app = reason(lane(shown("disagreements", sample), "code"))
    pressed(app, "difference-amend")

    assert "Nothing was changed" in words(app)
    assert sample.disagreements().settled == 0


def test_both_are_made_something_else(shown, sample):
    app = reason(lane(shown("disagreements", sample), "boundary"))
    one = sample.disagreements(lane="boundary").differences[0]
    [chosen] = [box for box in app.selectbox if box.key.startswith("difference-span-")]
    chosen.set_value(f"{TOM}’s").run()
    pressed(app, "difference-change")

    assert {sample.coding(c.id).span for c in (one.first, one.second)} == {one.second.span}


def test_a_link_opens_one_difference_and_a_dead_one_says_so(sample):
    from streamlit.testing.v1 import AppTest

    def page(project):
        from qualcode.app import disagreements

        disagreements.render(project)

    wanted = sample.disagreements().differences[7]
    app = AppTest.from_function(page, args=(sample,), default_timeout=60)
    app.query_params["difference"] = wanted.key
    app.run()
    assert app.session_state["differences-at"] == wanted.key
    dead = AppTest.from_function(page, args=(sample,), default_timeout=60)
    dead.query_params["difference"] = "pair a b"
    assert "not there any more" in words(dead.run())


def test_a_mentor_reads_captions_and_no_names_and_can_press_nothing_that_settles(shown, sample):
    sample.add_coder("Margaret", CoderRole.MENTOR)
    app = shown("disagreements", sample.acting_as("Margaret"))
    html = words(app)

    assert sample.in_context(sample.disagreements().differences[0].one.id).caption in html
    for row in sample.transcripts():
        assert row["title"] not in html and row["id"] not in html
    assert {b.key for b in app.button} == {"difference-previous", "difference-next"}
    assert not app.text_area


def test_names_of_people_never_become_markdown_or_html(shown, sample):
    odd = "**Zoe** <b>_x_</b>"
    sample.add_coder(odd, CoderRole.SECOND_CODER)
    other = sample.acting_as(odd)
    for row in sample.transcripts()[:1]:
        other.done(row["id"])
    app = shown("disagreements", sample)
    app.selectbox(key="differences-pair").select_index(1).run()
    assert not app.exception

    assert "<b>_x_</b>" not in words(app)
    options = app.segmented_control(key="differences-lane").options
    assert any(in_label(odd.partition(" ")[0]) in option for option in options)


def test_the_table_counts_and_leads_to_the_passages_of_two_codes(shown, sample):
    app = shown("confusion", sample)
    found = sample.confusion(unit="indicators")
    html = words(app)
    assert sum(found.counts.values()) == 181
    assert "101 of 181 times both gave the same code" in html
    one, two, n = found.mixed_up()[0]
    pressed(app, "confusion-look-0")

    assert (app.session_state["confusion-one"], app.session_state["confusion-other"]) == (one, two)
    assert f"1 of {n}" in words(app)
    pressed(reason(app), "difference-leave-open")
    assert sample.disagreements().settled == 1


def test_names_of_codes_are_shown_as_they_are(project):
    from qualcode.analysis.confusion import Confusion

    code = ("x", "<img src=x onerror=alert(1)>")
    table = confusion._table(Confusion(("a<b", "c"), "letters", (code,), {("x", "x"): 2}, 1))

    assert "<img" not in table and "a<b" not in table
    assert Code(*code).title[:6] in table.replace("&lt;", "<")


@pytest.mark.parametrize("name", ["Ruth", "a_b*c", "[x](y)"])
def test_a_plain_label_keeps_letters_and_escapes_signs(name):
    shown = in_label(name)

    assert shown.replace("\\", "") == name
    assert (shown == name) == name.isalnum()
