"""The Quotes page: chosen, captioned, counted, refused and taken along."""

from qualcode.model import CoderRole, Direction
from tests.app.conftest import pressed, words


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
    names = ("Word", "Web page, to print", "Table (Excel)", "Table (CSV)", "Markdown")
    assert downloads(app) == dict.fromkeys(names, False)


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
    # How a quote would read with its names replaced is seen all the same.
    assert "Would leave edited: “" in words(app) and "[area manager]" in words(app)

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


def test_at_most_one_of_a_person_and_counter_examples_set_apart(sample, shown):
    app = choose(shown("quotes", of=sample), "quotes_code", "3.b")
    against = sample.counter_quotes(code="3.b")
    choose(app, "quotes_most", 1)
    assert "of people with enough others" in words(app)
    assert "Is left out: others of this person come first." in words(app)

    choose(app, "quotes_most", 0)
    app.toggle(key="quotes_counter").set_value(True).run()
    assert not app.exception
    assert against and "They say: absent or barrier." in words(app)
    assert cards(app) == len(sample.quotes(code="3.b"))


def test_the_order_of_people_needs_a_tick(sample, shown):
    app = choose(shown("quotes", of=sample), "quotes_code", "3")
    choose(app, "quotes_order", "person")
    assert "all that one person said stands together" in words(app)
    assert all(downloads(app).values())

    app.checkbox(key="quotes_confirmed").check().run()
    assert not app.exception and not any(downloads(app).values())
    choose(app, "quotes_style", "none")
    choose(app, "quotes_order", "authority")
    assert "These captions name no authority" in words(app) and all(downloads(app).values())


def test_a_quote_is_edited_for_export_and_taken_back(sample, shown):
    quote = next(q for q in sample.quotes(code="3.b") if not q.withheld)
    first, second = quote.words.split()[:2]
    app = choose(shown("quotes", of=sample), "quotes_code", "3.b")
    pressed(app, next(b.key for b in app.button if b.key.endswith(f"-{quote.coding}")
                      and "-edit-" in b.key))  # fmt: skip

    app.text_area(key="quote-edit-part").set_value("nobody said this").run()
    pressed(app, "quote-edit-cut")
    assert "These words are not in the quote" in words(app)
    assert sample.quote_edits(quote.coding) == ()

    app.text_area(key="quote-edit-part").set_value(f"{first} {second}").run()
    app.text_input(key="quote-edit-instead").set_value("the nurse").run()
    pressed(app, "quote-edit-replace")
    [edit] = sample.quote_edits(quote.coding)
    assert edit.sign == "[the nurse]" and "“[the nurse]" in words(app)
    assert app.text_area(key="quote-edit-part").value == ""

    pressed(app, "quote-edit-back")
    # In some of the others names are replaced.
    edited = sum(bool(q.edits) for q in sample.edited_quotes(sample.quotes(code="3.b")))
    assert "edited: “[the nurse]" in words(app) and f"{edited} are edited" in words(app)
    [card] = [b.key for b in app.button if b.key.endswith(f"-{quote.coding}") and "-edit-" in b.key]
    pressed(pressed(app, card), "quote-edit-back-0")
    assert sample.quote_edits(quote.coding) == () and "Nothing is edited yet" in words(app)


def test_a_quote_of_a_file_is_found_by_its_source_id(sample, shown):
    quote = sample.quotes(code="3.b")[0]
    app = shown("quotes", of=sample)
    app.text_input(key="quotes_source").set_value("zzzzzzzz").run()
    pressed(app, "quotes_source_find")
    assert "No quote has a source id" in words(app)

    app.text_input(key="quotes_source").set_value(quote.coding[:8]).run()
    app.button(key="quotes_source_find").click().run()
    assert not app.exception and "All quotes" in app.button[0].label


def test_an_empty_study_says_what_belongs_here(project, shown):
    app = shown("quotes")

    assert [b.label for b in app.button] == ["Start coding"]
    assert not app.get("download_button")


def test_an_address_that_names_no_quote_says_so_and_names_no_command(sample, shown):
    sample.add_coder("Margaret Osei", CoderRole.MENTOR)
    app = shown("quotes", of=sample.acting_as("Margaret Osei"), quote_open="nothing")

    assert "The address names a quote that is not in this study." in words(app)
    assert "`qualcode" not in words(app)
