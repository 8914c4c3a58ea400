"""Written themes: they are written, weighed, given evidence, changed, dropped and brought back."""

from __future__ import annotations

import pytest

from qualcode.model import Direction
from tests.app.conftest import pressed, words


@pytest.fixture
def sample(bare):
    """Here nobody has written anything about the interviews yet."""
    return bare


@pytest.fixture
def theme(sample):
    return sample.add_theme("Leaders *decide* <much>.", codes=["3"], priority=1)


@pytest.fixture
def opened(shown, sample):
    """The page of written themes, on its own."""

    def run():
        return shown("findings", of=sample)

    return run


def test_an_empty_page_takes_the_first_theme(sample, opened):
    app = opened()
    assert "No theme is written yet" in "".join(m.value for m in app.markdown)
    app.text_area(key="finding-new-statement-0").input("Thresholds divide.")
    app.multiselect(key="finding-new-codes-0").set_value(["8.a"]).run()
    app = pressed(app, "finding-new-go")

    [made] = sample.written_themes()
    assert (made.statement, made.codes) == ("Thresholds divide.", ("8.a",))
    assert "Thresholds divide." in words(app)
    assert sample.theme_evidence(made.id).words in words(app)


def test_an_empty_statement_is_refused_in_a_sentence(sample, opened, shown):
    app = pressed(opened(), "finding-new-go")
    assert sample.written_themes() == []
    told = pressed(page_of_themes(shown, sample), "finding-new-go")
    assert "write what the interviews say" in words(told)
    assert not app.exception


def page_of_themes(shown, sample):
    app = shown("themes", of=sample)
    app.segmented_control(key="themes_view").set_value("Written themes").run()
    assert not app.exception
    return app


def test_the_open_theme_tells_people_directions_and_who_is_silent(sample, theme, opened):
    app = opened()
    found = sample.theme_evidence(theme.id)

    assert "Leaders *decide* &lt;much&gt;." in words(app)
    assert f"{found.k} of {found.n}" in words(app)
    people, passages = found.opposite
    assert f"<b>{people} of {found.n}</b>" in words(app)
    assert f"{Direction.ABSENT.mark} absent or barrier, {passages} passages" in words(app)
    assert f"{len(found.waiting)} people are not coded through yet" in words(app)
    assert "no ranking" in words(app) and "What this cannot show" in words(app)
    groups = app.dataframe[0].value
    assert list(groups["Group"])[:4] == ["City Borough", "East Borough", "Midtown", "Southshire"]


def test_passages_are_chosen_for_and_against_and_taken_away(sample, theme, opened):
    quote, other = sample.quotes(code="3")[:2]
    app = pressed(opened(), f"finding-for-{quote.coding}")
    app = pressed(app, f"finding-against-{other.coding}")

    kept = sample.theme(theme.id)
    assert (kept.evidence, kept.counter) == ((quote.coding,), (other.coding,))
    app = pressed(app, f"finding-away-{quote.coding}")
    assert sample.theme(theme.id).evidence == ()
    assert f"finding-for-{quote.coding}" in {b.key for b in app.button}


def test_a_withdrawn_passage_is_shown_as_gone(sample, theme, opened):
    mine = next(c for c in sample.codings(code="3") if c.coder == sample.coder)
    sample.choose_passage(theme.id, mine.id, "for")
    sample.withdraw(mine.id)

    assert "A passage chosen here is gone" in words(opened())


def test_a_theme_is_changed_and_an_earlier_version_brought_back(sample, theme, opened):
    app = opened()
    app.text_area(key=f"finding-{theme.id}-statement").input("Leaders decide little.")
    app.selectbox(key=f"finding-{theme.id}-priority").set_value(2).run()
    app = pressed(app, f"finding-{theme.id}-keep")
    assert sample.theme(theme.id).statement == "Leaders decide little."
    assert sample.theme(theme.id).priority == 2

    app = pressed(app, "finding-restore-")
    assert sample.theme(theme.id) == theme
    assert app.text_area(key=f"finding-{theme.id}-statement").value == theme.statement


def test_two_tabs_at_one_theme_lose_nothing(sample, theme, opened):
    app = opened()
    app.text_area(key=f"finding-{theme.id}-statement").input("Mine.").run()
    sample.acting_as("Tom Kessler").edit_theme(theme.id, statement="Tom's.", note="Why?")
    app = pressed(app, f"finding-{theme.id}-keep")

    assert "Tom Kessler has changed the statement" in words(app)
    assert "Theirs: Tom&#x27;s." in words(app)
    assert sample.theme(theme.id).statement == "Tom's."
    app = pressed(app, f"finding-{theme.id}-mine")
    now = sample.theme(theme.id)
    assert (now.statement, now.note) == ("Mine.", "Why?")
    assert len(sample.theme_versions(theme.id)) == 3


def test_a_dropped_theme_can_be_brought_back(sample, theme, opened):
    app = pressed(opened(), f"finding-drop-{theme.id}")
    assert sample.written_themes() == []
    assert "Leaders *decide* &lt;much&gt;." in words(app)

    pressed(app, f"finding-back-{theme.id}")
    assert sample.written_themes() == [theme]


def test_a_memo_on_a_theme_is_kept(sample, theme, opened):
    app = opened()
    app.text_area(key=f"finding-memo-{theme.id}-0").input("Ask <them> again.").run()
    app = pressed(app, f"finding-memo-keep-{theme.id}")

    assert [m.text for m in sample.memos(f"theme {theme.id}")] == ["Ask <them> again."]
    assert "Ask &lt;them&gt; again." in words(app)


def test_themes_without_codes_or_with_codes_that_are_gone_are_told(sample, opened):
    sample.add_theme("On nothing yet.")
    assert "rests on no code yet" in words(opened())


def test_a_code_that_is_gone_is_told(sample, opened):
    theme = sample.add_theme("On a code.", codes=["1.a"])
    sample.merge_codes("1.a", "1.b", "The same thing")
    app = opened()

    assert "1.a stands no more in the codebook" in words(app)
    app.text_area(key=f"finding-{theme.id}-note").input("Choose.").run()
    pressed(app, f"finding-{theme.id}-keep")
    assert sample.theme(theme.id).note == "Choose."


def test_a_study_without_interviews_can_hold_a_theme(project, shown):
    project.add_theme("A hunch.", codes=["1"])

    assert "nobody was asked" in words(shown("findings"))
