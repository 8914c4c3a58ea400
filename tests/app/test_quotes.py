"""The Quotes page: chosen, captioned, counted, refused and taken along."""

from qualcode.model import Direction
from tests.app.conftest import words


def cards(app):
    return words(app).count('<article class="qc-quote"')


def choose(app, key, value):
    app.selectbox(key=key).set_value(value).run()
    assert not app.exception
    return app


def downloads(app):
    return {b.proto.label: b.proto.disabled for b in app.get("download_button")}


def test_the_first_hundred_are_shown_and_the_rest_counted(sample, shown):
    app = shown("quotes", of=sample)
    found = sample.quotes()
    held = sum(bool(q.withheld) for q in found)

    assert len(found) > 100 and cards(app) == 100
    assert f"{len(found) - 100} more quotes will be in the file" in words(app)
    assert f"{len(found) - held} quotes can leave; {held} more stay in the study" in words(app)
    assert downloads(app) == {"Word": False, "Table (CSV)": False, "Markdown": False}


def test_each_quote_shows_the_caption_it_would_leave_with(sample, shown):
    app = choose(shown("quotes", of=sample), "quotes_code", "3")
    assert "Leaves as: Manager" in words(app) or "Leaves as: Practitioner" in words(app)
    choose(app, "quotes_style", "role")
    assert "fewer than 6 people in them" in words(app) and all(downloads(app).values())
    app.checkbox(key="quotes_confirmed").check().run()
    assert "Leaves as: Programme manager<" in words(app)
    choose(app, "quotes_style", "none")
    assert "Leaves as" not in words(app)


def test_who_allows_no_quotes_stays(sample, shown):
    app = shown("quotes", of=sample)
    held = [q for q in sample.quotes() if q.withheld]
    choose(app, "quotes_code", held[0].code)

    assert "Stays in the study: the participant allows no quotes." in words(app)


def test_small_groups_need_a_tick_and_the_refusal_is_a_sentence(sample, shown):
    app = choose(shown("quotes", of=sample), "quotes_style", "role-authority")
    assert "could give a person away" in words(app)
    assert all(downloads(app).values())

    app.checkbox(key="quotes_confirmed").check().run()
    assert not app.exception
    assert "could give a person away" not in words(app)
    assert not any(downloads(app).values())
    assert "Leaves as: Programme manager, Midtown" in words(app)


def test_quotes_of_few_people_need_a_tick_of_their_own(sample, shown):
    def people(code):
        return len({q.participant for q in sample.quotes(code=code) if not q.withheld})

    first, second, *_ = [code.id for code in sample.codebook if 0 < people(code.id) < 6]
    app = choose(shown("quotes", of=sample), "quotes_code", first)
    assert "All these quotes are of" in words(app) and all(downloads(app).values())

    app.checkbox(key="quotes_confirmed").check().run()
    assert "All these quotes are of" not in words(app) and not any(downloads(app).values())
    choose(app, "quotes_code", second)
    assert "All these quotes are of" in words(app) and all(downloads(app).values())


def test_filters_narrow_the_list(sample, shown):
    app = choose(shown("quotes", of=sample), "quotes_code", "3.b")
    every = cards(app)
    choose(app, "quotes_direction", Direction.ABSENT)
    assert 0 < cards(app) < every
    app.checkbox(key="quotes_starred").check().run()
    assert "No quote is left by these filters" in words(app)

    [first, *_] = sample.quotes(code="3.b", direction=Direction.ABSENT)
    sample.acting_as(first.coder).star(first.coding)
    app.run()
    assert cards(app) == 1 and "★" in words(app)


def test_an_empty_study_says_what_belongs_here(project, shown):
    app = shown("quotes")

    assert [b.label for b in app.button] == ["Start coding"]
    assert not app.get("download_button")
