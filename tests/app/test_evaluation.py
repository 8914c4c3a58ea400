"""The Evaluation page: a button, figures in words, and “too few” where it is too few."""

import pytest

from qualcode.errors import Refused
from qualcode.project.evaluating import EvaluationVerbs
from qualcode.suggest import Engine
from tests.app.conftest import pressed, words


@pytest.fixture(autouse=True)
def unlearning(monkeypatch):
    """An engine that learns nothing, since learning anew for every interview takes long."""
    monkeypatch.setattr(
        EvaluationVerbs, "_engine_maker", lambda self, codebook: lambda record: Engine(codebook)
    )


@pytest.fixture
def evaluated(sample, shown):
    app = shown("evaluation", of=sample)
    app.session_state["evaluation-whose"] = "Tom Kessler"
    return pressed(app, "evaluation-go")


def test_without_interviews_coded_through_the_page_says_what_it_needs(project, interview, shown):
    project.done(interview)
    app = shown("evaluation")

    assert app.button(key="empty-go").label == "Code an interview"
    assert not [b for b in app.button if b.key == "evaluation-go"]


def test_nothing_is_evaluated_before_the_button_is_pressed(sample, shown):
    app = shown("evaluation", of=sample)

    assert app.button(key="evaluation-go").label == "Evaluate now"
    assert "Nothing is stored" in words(app)
    assert "<table" not in words(app)


def test_the_figures_are_told_as_counts_of_passages(sample, evaluated):
    found = sample.evaluate(coder="Tom Kessler")
    strong = found.finest.strong
    told = words(evaluated)

    assert f"<b>{strong.k} of {strong.n}</b>" in told
    assert "suggestions it called strong that people agreed with" in told
    assert "coded through by Tom Kessler" in told
    assert "What this cannot say" in [s.value for s in evaluated.subheader]
    assert evaluated.button(key="evaluation-go").label == "Evaluate again"


def test_a_code_of_few_passages_is_called_too_few(sample, evaluated):
    found = sample.evaluate(coder="Tom Kessler").evaluation
    few = next(c for c in found.codes if c.too_few)
    title = sample.codebook[few.code].title
    row = words(evaluated).partition(title)[2].partition("</tr>")[0]

    assert row.count("too few") == 6


def test_indicators_alone_can_be_shown(evaluated):
    both = words(evaluated).count('class="qce-below" style')
    evaluated.segmented_control(key="evaluation-level").set_value("Indicators").run()

    assert both == 24
    assert words(evaluated).count('class="qce-below" style') == 0
    assert words(evaluated).count('class="qce-top"') == 8


def test_a_curve_can_be_drawn_for_one_code(evaluated):
    before = evaluated.get("plotly_chart")[0].proto.spec
    evaluated.selectbox(key="evaluation-curve").set_value("5").run()

    assert not evaluated.exception
    assert evaluated.get("plotly_chart")[0].proto.spec != before


def test_two_coders_are_set_beside_the_suggestions(sample, shown):
    app = pressed(shown("evaluation", of=sample), "evaluation-go")

    assert "Two people" in words(app)
    assert "Ruth Adeyemi against Tom Kessler" in words(app)


def test_a_later_act_is_told(sample, evaluated):
    sample.add_memo("A thought.")
    evaluated.run()

    assert "The study has changed since (1 act)" in words(evaluated)


def test_blind_decisions_are_said_to_be_none_yet(evaluated):
    assert "Decided before seeing the suggestion: none yet" in words(evaluated)


def test_a_refusal_is_a_sentence_on_the_page(sample, shown, monkeypatch):
    def refuse(self, **options):
        raise Refused("Nothing to compare <b>with</b>.")

    monkeypatch.setattr(EvaluationVerbs, "evaluate", refuse)
    app = pressed(shown("evaluation", of=sample), "evaluation-go")

    assert "Nothing to compare &lt;b&gt;with&lt;/b&gt;." in words(app)


def test_names_are_shown_as_they_are(sample, shown):
    import dataclasses

    codes = [
        dataclasses.replace(c, name="<img src=x> **bold**") if c.id == "1" else c
        for c in sample.codebook
    ]
    sample.set_codebook(dataclasses.replace(sample.codebook, codes=tuple(codes)), "a test")
    app = pressed(shown("evaluation", of=sample), "evaluation-go")

    assert "<img" not in words(app)
    assert "&lt;img src=x&gt; **bold**" in words(app)


def test_a_reflexive_study_is_shown_no_agreement_between_people(sample, shown):
    sample.set_profile("reflexive")
    app = pressed(shown("evaluation", of=sample), "evaluation-go")

    assert "How far two people agree is not shown" in words(app)
    assert "Two people" not in words(app) and "against Tom Kessler" not in words(app)
