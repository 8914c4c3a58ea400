"""The Suggestions page: one after another, and only acceptance makes a coding."""

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from qualcode.app.code_card import highlighted
from qualcode.app.literal import escaped as escape
from qualcode.app.suggestion_cues import phrases
from qualcode.app.suggestion_reasons import as_html, sentence
from qualcode.model import Direction, Reason, Span
from qualcode.project.deciding_first import offered_on
from qualcode.suggest.proposals import Proposal, Weak


def page(project):
    from qualcode.app import suggestions

    suggestions.render(project)


def opened(project):
    app = AppTest.from_function(page, args=(project,), default_timeout=30).run()
    assert not app.exception
    return app


def pressed(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def texts(app):
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.fixture
def at(project, interview):
    """Finds words of the interview: their span."""

    def find(words):
        start = project.transcript(interview).text.index(words)
        return Span(start, start + len(words))

    return find


@pytest.fixture
def offered(project, interview):
    """What waits first in the one interview."""
    project.suggest()
    found = project.queue()
    assert found
    return project.suggestion(found[0].id)


@pytest.fixture
def first(sample):
    """The sample study, every passage to be decided on first."""
    sample.set_options(decide_first=1.0)
    return sample


def keys(app):
    return [button.key for button in app.button]


def test_without_interviews_the_page_says_what_belongs_here(project):
    assert opened(project).button(key="empty-go").label == "Upload transcripts"


def test_one_button_makes_the_first_suggestions(project, interview):
    app = opened(project)
    assert app.button(key="empty-go").label == "Suggest for all interviews"
    pressed(app, "empty-go")

    assert project.queue()
    assert project.codings() == []
    assert "for you to decide on" in texts(app)


def test_the_card_shows_the_strongest_with_question_code_and_reason(project, offered):
    shown = texts(opened(project))

    assert offered.score == max(one.score for one in project.queue())
    assert "How do referrals go?" in shown
    assert project.codebook[offered.code].title in shown
    assert "<mark>" in shown
    assert escape(sentence(offered)) in shown
    assert "%" not in re.sub(r"<style>.*?</style>|style=\"[^\"]*\"", "", shown, flags=re.S)


def test_words_that_are_offered_stand_in_their_passage(project, interview, at):
    from qualcode.app.suggestion_card import in_context

    span = at("Nobody agrees what counts.")
    shown = in_context(project, interview, span, {interview: "A <b>title</b>"})

    assert "A &lt;b&gt;title&lt;/b&gt;" in shown
    assert '<span class="qco-around">We argue about thresholds. </span>' in shown
    assert '<span class="qco-own">Nobody agrees what counts.</span>' in shown
    assert "How do referrals go?" in shown


def test_a_very_long_passage_is_cut_away_from_the_words(project, tmp_path):
    from qualcode.app.suggestion_card import in_context

    (tmp_path / "long.md").write_text(f"P: {'before ' * 900}here it is {'after ' * 900}")
    [made] = project.import_files([tmp_path / "long.md"]).imported
    start = project.transcript(made.id).text.index("here")
    shown = in_context(project, made.id, Span(start, start + 10), {})

    assert "… before" in shown
    assert "after …" in shown
    assert len(shown) < 2000


def test_accepting_makes_a_coding_by_the_coder(project, offered):
    app = opened(project)
    app.button_group(key="offers-direction").set_value(Direction.ABSENT).run()
    pressed(app, f"accept-{offered.id}")

    [coding] = project.codings()
    assert (coding.code, coding.coder, coding.direction) == (offered.code, "mk", Direction.ABSENT)
    assert app.session_state["offers-direction"] == Direction.PRESENT
    assert f"Coded as {offered.code}, absent or barrier." in texts(app)


@pytest.mark.parametrize("verdict", ["reject", "skip"])
def test_neither_rejecting_nor_skipping_codes(project, offered, verdict):
    app = opened(project)
    pressed(app, f"{verdict}-{offered.id}")

    assert project.codings() == []
    assert [d.verdict.value for d in project.decisions()] == [verdict]
    assert (offered.id in {one.id for one in project.queue()}) == (verdict == "skip")


@pytest.mark.parametrize("verdict", ["accept", "reject", "skip"])
def test_one_after_the_other_can_be_taken_back(sample, verdict):
    app = opened(sample)
    before = [one.id for one in sample.queue()]
    codings = len(sample.codings())
    here = [key.removeprefix("accept-") for key in keys(app) if key.startswith("accept-")]
    pressed(app, f"{verdict}-{here[0]}")
    here += [key.removeprefix("accept-") for key in keys(app) if key.startswith("accept-")]
    pressed(app, f"{verdict}-{here[1]}")
    assert here[0] != here[1]

    for id in reversed(here):
        pressed(app, "offers-undo")
        assert f"accept-{id}" in keys(app)

    assert "offers-undo" not in keys(app)
    assert sorted(one.id for one in sample.queue()) == sorted(before)
    assert len(sample.codings()) == codings


def test_a_second_click_decides_nothing(project, offered, monkeypatch):
    import streamlit as st

    from qualcode.app import suggestion_acts

    monkeypatch.setattr(st, "session_state", {"offers-direction": Direction.ABSENT})
    suggestion_acts.decide(project, offered, "accept")
    suggestion_acts.decide(project, offered, "accept")

    assert [c.direction for c in project.codings()] == [Direction.ABSENT]
    assert "told" not in st.session_state


def test_accepting_with_another_code(project, offered):
    app = opened(project)
    assert app.button(key=f"other-{offered.id}").disabled
    app.selectbox(key=f"offers-other-{offered.id}").select("6").run()
    pressed(app, f"other-{offered.id}")

    assert [c.code for c in project.codings()] == ["6"]
    assert [d.code for d in project.decisions()] == ["6"]


def test_the_page_goes_by_interview_strongest_first_and_says_how_far(sample):
    app = opened(sample)
    app.selectbox(key="offers-interview").select("midtown-07-programme-manager").run()
    own = [w for w in sample.queue() if w.transcript == "midtown-07-programme-manager"]
    assert f"accept-{own[0].id}" in keys(app)
    assert f"<b>0 of {len(own)}</b> in this interview" in texts(app)

    pressed(app, f"reject-{own[0].id}")
    assert f"<b>1 of {len(own)}</b> in this interview" in texts(app)
    assert f"accept-{own[1].id}" in keys(app)


def test_the_page_goes_by_code_its_letters_included(sample):
    app = opened(sample)
    app.selectbox(key="offers-interview").select("all").run()
    top = sample.codebook.top(sample.queue()[-1].code)
    app.selectbox(key="offers-code").select(top).run()
    own = [w for w in sample.queue() if sample.codebook.top(w.code) == top]

    assert f"accept-{own[0].id}" in keys(app)
    assert f"<b>0 of {len(own)}</b> for this code in all interviews" in texts(app)


def test_an_interview_with_nothing_left_is_followed_by_the_next(sample):
    app = opened(sample)
    here = app.selectbox(key="offers-interview").value
    for one in sample.queue():
        if one.transcript == here:
            sample.decide(one.id, "reject")
    app.run()

    assert not app.exception
    after = app.selectbox(key="offers-interview").value
    assert after in {one.transcript for one in sample.queue()}


def test_when_all_is_decided_the_page_says_so_and_undo_stays(sample):
    *rest, last = sample.queue()
    for one in rest:
        sample.decide(one.id, "reject")
    app = opened(sample)
    pressed(app, f"reject-{last.id}")

    assert any("none waits" in block.value for block in app.markdown)
    pressed(app, "offers-undo")
    assert f"accept-{last.id}" in keys(app)


def test_suggestions_are_made_anew_for_one_interview(sample):
    app = opened(sample)
    app.session_state["offers-settings"] = True
    app.run()
    app.selectbox(key="offers-for").select("midtown-04-social-services-manager").run()
    pressed(app, "offers-go")

    made = {one.transcript for one in sample.queue()}
    assert "midtown-04-social-services-manager" in made
    assert "midtown-05-family-support-worker" not in made


def test_suggestions_are_switched_off_and_on_for_the_study(sample):
    app = opened(sample)
    app.session_state["offers-settings"] = True
    app.run()
    app.toggle(key="offers-on").set_value(False).run()

    assert sample.about()["options"]["suggestions"] is False
    assert not [key for key in keys(app) if key.startswith("accept-")]
    pressed(app, "offers-switch-on")
    assert sample.about()["options"]["suggestions"] is True
    assert [key for key in keys(app) if key.startswith("accept-")]


def test_the_share_to_decide_on_first_is_chosen_in_words(sample):
    app = opened(sample)
    app.session_state["offers-settings"] = True
    app.run()
    assert app.selectbox(key="offers-share").value == 0.0
    app.selectbox(key="offers-share").select(0.2).run()

    assert sample.about()["options"]["decide_first"] == 0.2
    assert "1 in 5" in app.selectbox(key="offers-share").options


def test_a_share_no_list_has_is_shown_as_it_is(sample):
    sample.set_options(decide_first=0.25)
    app = opened(sample)
    app.session_state["offers-settings"] = True
    app.run()

    assert app.selectbox(key="offers-share").value == 0.25
    assert "25 in 100" in app.selectbox(key="offers-share").options


def test_a_passage_to_decide_on_first_shows_no_code_until_the_person_has_decided(first):
    app = opened(first)
    asked = next(s for s in first.blind_passages() if s.transcript == here(app))
    hidden = behind(first, asked)
    shown = texts(app)

    assert "your decision first" in shown
    assert not [key for key in keys(app) if key.startswith(("accept-", "reject-"))]
    assert "<mark>" not in shown
    assert not any(escape(sentence(s)) in shown for s in hidden)
    assert app.button(key="first-give").disabled


def behind(project, segment):
    """What is suggested on a passage, hidden or not."""
    with project.store.read() as connection:
        return offered_on(connection, project.codebook, segment)


def here(app):
    return app.selectbox(key="offers-interview").value


def with_hidden(app, project):
    """Put passages off until one comes that has something hidden; that passage."""
    for asked in [s for s in project.blind_passages() if s.transcript == here(app)]:
        if behind(project, asked):
            return asked
        pressed(app, "first-skip")
    raise AssertionError("nothing is hidden here")


def test_own_codes_are_given_and_then_what_was_hidden_is_shown(first):
    app = opened(first)
    asked = with_hidden(app, first)
    hidden = behind(first, asked)
    before = len(first.codings())
    app.selectbox(key="first-codes").select(hidden[0].code).run()
    other = next(c.id for c in first.codebook if c.id not in {s.code for s in hidden})
    app.selectbox(key="first-codes").select(other).run()
    app.selectbox(key=f"first-way-{asked.id}-{other}").select(Direction.PLANNED).run()
    pressed(app, "first-give")

    made = first.codings()
    assert len(made) == before + 2
    [decided] = first.first_decisions()
    assert decided.codes == ((hidden[0].code, Direction.PRESENT), (other, Direction.PLANNED))
    assert "This would have been suggested" in texts(app)
    assert "You gave it too." in texts(app)
    accepts = [key for key in keys(app) if key.startswith("accept-")]
    assert accepts == [f"accept-{s.id}" for s in hidden if s.code != hidden[0].code]
    pressed(app, "first-on")
    assert "your decision first" in texts(app)


def test_a_code_chosen_by_mistake_is_taken_away_again(first):
    app = opened(first)
    app.selectbox(key="first-codes").select("3.a").run()
    assert app.button(key="first-none").disabled
    pressed(app, "first-away-3.a")

    assert app.button(key="first-give").disabled
    assert not app.button(key="first-none").disabled


def test_no_code_fits_is_kept_and_what_was_hidden_waits_behind_the_others(first):
    app = opened(first)
    asked = with_hidden(app, first)
    hidden = behind(first, asked)
    pressed(app, "first-none")
    pressed(app, "first-on")

    assert [d.codes for d in first.first_decisions()] == [()]
    assert {d.verdict.value for d in first.decisions()} == {"skip"}
    assert [one.id for one in first.queue()] == [s.id for s in hidden]


def test_undo_withdraws_what_was_decided_first_and_hides_nothing_again(first):
    app = opened(first)
    asked = with_hidden(app, first)
    before = len(first.codings())
    app.selectbox(key="first-codes").select("3.a").run()
    pressed(app, "first-give")
    pressed(app, "offers-undo")

    assert len(first.codings()) == before
    assert asked not in first.blind_passages()
    assert len(first.first_decisions()) == 1


def test_passages_to_decide_on_first_are_spread_over_the_work(sample):
    sample.set_options(decide_first=0.4)
    app = opened(sample)
    kinds = ""
    for _ in range(12):
        if "first-none" in keys(app):
            kinds += "b"
            pressed(app, "first-none")
            pressed(app, "first-on")
        else:
            kinds += "s"
            pressed(app, next(key for key in keys(app) if key.startswith("reject-")))

    assert kinds.startswith("s")
    assert "b" in kinds
    assert "bbbbbb" not in kinds


def test_words_of_a_passage_just_coded_become_a_cue(project, offered):
    app = opened(project)
    pressed(app, f"accept-{offered.id}")
    [coding] = project.codings()
    version = project.codebook_version
    box = app.selectbox(key=f"cue-words-{coding.id}")
    words = box.options[0]
    pressed(app, f"cue-add-{coding.id}")

    assert words in project.codebook[coding.code].cues
    assert project.codebook_version == version + 1
    assert f"“{words}” is a cue of {coding.code} now" in texts(app)


def test_words_marked_with_the_mouse_are_taken_for_the_cue(project, offered, monkeypatch):
    app = opened(project)
    pressed(app, f"accept-{offered.id}")
    [coding] = project.codings()
    marked = " ".join(coding.quote.split()[:2])
    app.session_state["cue-marked"] = marked
    app.session_state["cue-marked-new"] = True
    app.run()
    assert app.selectbox(key=f"cue-words-{coding.id}").value == marked

    app.session_state["cue-marked"] = "words nobody said here"
    app.session_state["cue-marked-new"] = True
    app.run()
    assert "words nobody said here" not in app.selectbox(key=f"cue-words-{coding.id}").options


def test_words_that_are_a_cue_already_are_refused_in_a_sentence(project, offered):
    app = opened(project)
    pressed(app, f"accept-{offered.id}")
    [coding] = project.codings()
    app.session_state["cue-marked"] = known = "thresholds"
    app.session_state["cue-marked-new"] = True
    app.run()
    project.add_cue(coding.code, known)
    before = project.codebook_version
    pressed(app, f"cue-add-{coding.id}")

    assert project.codebook_version == before
    assert "already" in texts(app)


def test_proposed_cues_are_added_or_put_off(project, offered):
    project.decide(offered.id, "accept")
    project.propose_cues = lambda code: [
        Proposal("<b>ring</b> round", 3.1, 3, ("we <i>ring</i> round",), ("the ring road",)),
        Proposal("duty rota", 2.5, 4, ("the duty rota",), ()),
    ]
    app = with_proposals(project)
    shown = texts(app)
    assert "&lt;b&gt;ring&lt;/b&gt; round" in shown
    assert "in 4 interviews" in shown
    assert "we &lt;i&gt;ring&lt;/i&gt; round" in shown
    assert "the ring road" in shown

    pressed(app, "cue-leave-0")
    assert "ring&lt;/b&gt; round" not in texts(app)
    pressed(app, "cue-take-0")
    assert "duty rota" in project.codebook[offered.code].cues


def test_a_cue_that_is_mostly_wrong_is_taken_out_or_left(project, offered):
    project.decide(offered.id, "accept")
    first, second, *_ = project.codebook[offered.code].cues
    project.weak_cues = lambda: {
        offered.code: [Weak(first, 1, 12, 4, 0.2), Weak(second, 0, 9, 3, 0.1)]
    }
    app = with_proposals(project)
    assert "accepted 1 of 12, in 4 interviews" in texts(app)
    pressed(app, "weak-leave-1")
    assert "accepted 0 of 9" not in texts(app)
    pressed(app, "weak-out-0")

    assert first not in project.codebook[offered.code].cues
    assert second in project.codebook[offered.code].cues
    assert "is no cue of" in texts(app)


def with_proposals(project):
    app = opened(project)
    app.session_state["cue-proposals"] = True
    app.run()
    assert not app.exception
    return app


def test_proposals_of_the_sample_study_are_shown(sample):
    app = with_proposals(sample)

    for code in app.selectbox(key="cue-code").options[:3]:
        app.selectbox(key="cue-code").select(code).run()
        assert not app.exception
    assert "three" in texts(app)


def test_phrases_are_runs_of_telling_words_near_the_codes_own_first():
    quote = (
        "We argue about thresholds, and I’ve rung the duty desk 14 times. Referral forms get lost."
    )

    assert phrases(quote, about="A referral is made.")[0] == "Referral forms"
    assert phrases(quote, ["Referral forms"], "A referral is made.")[0] != "referral forms"
    assert not [p for p in phrases(quote) if "14" in p or "I’ve" in p]
    assert phrases("It is. We were, though?") == []


def test_names_and_words_with_markup_are_shown_as_they_are(project, tmp_path):
    odd = "Information sharing protocols: <img src=x onerror=alert(1)> **well** :smile: $5 $6."
    (tmp_path / "odd.md").write_text(f"---\ntitle: '**T** <i>t</i>'\n---\n\nI: And?\n\nP: {odd}\n")
    [made] = project.import_files([tmp_path / "odd.md"]).imported
    project.describe_transcript(made.id, title="**T** <i>" + "long " * 60)
    project.suggest()
    app = opened(project)

    shown = texts(app)
    assert "&lt;img src=x onerror=alert(1)&gt; **well**" in shown
    assert "<img" not in shown
    assert "**T** &lt;i&gt;long" in shown
    first = project.queue()[0]
    pressed(app, f"accept-{first.id}")
    assert [c.quote for c in project.codings()] == [project.suggestion(first.id).quote]


def test_cue_words_are_marked_and_everything_else_is_literal():
    marked = highlighted("a <b> & c", 100, [Span(102, 105), Span(103, 106), Span(90, 101)])

    assert marked == "<mark>a</mark> <mark>&lt;b&gt; </mark>&amp; c"


def test_a_cue_is_told_by_the_words_that_were_found(offered):
    cue = Reason("cue", "cue “argu*/row about”", 0.8, (Span(100, 105),), (("negated", "x"),))
    other = Reason("definition", "shares the word row with the definition", 0.9)
    made = replace(
        offered, span=Span(98, 120), quote="a Rowed about it, yes!", reasons=(other, cue)
    )

    assert sentence(made) == ("The passage says “Rowed”, said to be missing, a cue of this code.")
    two = replace(cue, spans=(Span(100, 105), Span(106, 111)))
    assert "“Rowed” and “about”, cues of this code." in sentence(replace(made, reasons=(two,)))
    assert "argu*/row about" in as_html(made)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (("definition", "shares the word rota with the definition"), "It shares the word rota"),
        (("example", "like “a rota” (talk, mk)"), "It is like “a rota” (talk, mk)."),
        (("model", "learned from 30 accepted passages: rota"), "It has what was learned from 30"),
    ],
)
def test_without_a_cue_the_strongest_layer_speaks(offered, reason, said):
    record = Reason("record", "of 20 like this in other interviews 15 were accepted", 0.75)
    weak = Reason("definition", "shares the word tea with the definition", 0.01)
    made = replace(offered, reasons=(weak, Reason(*reason, 0.9)))

    assert sentence(made).startswith(said)
    told = sentence(replace(made, reasons=(*made.reasons, record)))
    assert told.endswith("; of 20 like this in other interviews 15 were accepted.")
    assert sentence(replace(made, reasons=())) == ""
