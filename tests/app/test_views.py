"""A page with several views: which one is shown."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def shown(app: AppTest) -> str:
    return app.text[0].value


def page() -> None:
    import streamlit as st

    from qualcode.app import views

    views.show_one(None, "views", {name: lambda _, n=name: st.text(n) for name in ("One", "Two")})


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(page)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_the_first_view_is_shown_where_none_is_asked_for_or_an_unknown_one():
    assert shown(opened()) == "One"
    assert shown(opened(view="Three")) == "One"


def test_a_link_names_a_view_whatever_its_case():
    assert shown(opened(view="two")) == "Two"


def test_a_link_from_inside_the_app_wins_over_the_view_last_open():
    app = opened()
    assert shown(app) == "One"

    app.query_params["view"] = "two"
    app.run()

    assert shown(app) == "Two"


def test_a_press_wins_over_the_address_the_page_wrote_itself():
    app = opened(view="two")

    app.segmented_control[0].set_value("One").run()

    assert shown(app) == "One"
    assert app.query_params["view"] == "One"
    app.run()
    assert shown(app) == "One"
