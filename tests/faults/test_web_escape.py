"""User text reaches a page by one path: no label, heading or HTML holds it unescaped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.model import Code, Codebook
from qualcode.report.palette import colours
from tests.conftest import ROOT
from tests.faults.escape_lint import FOLLOWED, Found, Lint

APP = ROOT / "qualcode" / "app"


def lint(source: str, **others: str) -> list[Found]:
    written = "import streamlit as st\nfrom qualcode.app.literal import escaped, in_label\n"
    return Lint({"planted": written + source, **others}).found()


def test_no_page_hands_text_that_is_not_ours_to_markdown_or_html() -> None:
    found = Lint.of(APP).found()

    loose = [str(one) for one in found if (one.module, one.words) not in FOLLOWED]
    assert loose == [], (
        "Put it through escaped (HTML) or in_label (labels), use st.text, or say in"
        " escape_lint.AUDITED why it is ours."
    )
    # What was followed by hand is still there: the list does not outgrow the app.
    assert set(FOLLOWED) == {(one.module, one.words) for one in found}


PLANTED = {
    "a label": "def f(code):\n    st.button(f'Open {code.name}')\n",
    "a heading": "def f(theme):\n    st.subheader(theme.statement)\n",
    "a column's caption": "def f(c, memo):\n    c.caption(memo.text)\n",
    "a message": "def f(error):\n    st.error(str(error))\n",
    "a help text": "def f(code):\n    st.toggle('Show', help=code.definition)\n",
    "a name kept for later": "def f(p):\n    said = p.title\n    st.write('Of ' + said)\n",
    "a choice": "def f(codes):\n    st.radio('Which', codes)\n",
    "words for a choice": (
        "def f(book):\n    st.segmented_control('Which', [1], format_func=lambda c: book[c].name)\n"
    ),
    "HTML": "def f(code):\n    st.html(f'<b>{code.name}</b>')\n",
    "Markdown's escape is none for HTML": "def f(c):\n    st.html(in_label(c.name) + c.name)\n",
    "HTML's escape is none for a label": "def f(c):\n    st.button(escaped(c.name))\n",
    "by way of another function": (
        "def words(c):\n    return f'<i>{c.name}</i>'\ndef f(c):\n    st.html(words(c))\n"
    ),
    "by way of a parameter": (
        "def shown(words):\n    st.caption(words)\ndef f(c):\n    shown(c.name)\n"
    ),
    "HTML let loose": "def f():\n    st.markdown('<b>', unsafe_allow_html=True)\n",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str) -> None:
    assert len(lint(PLANTED[fault])) == 1


@pytest.mark.parametrize(
    "fine",
    [
        "def f(code):\n    st.button(f'Open {in_label(code.name)}')\n",
        "def f(code):\n    st.html(f'<b>{escaped(code.name)}</b>')\n",
        "def f(n: int):\n    st.button(f'Show {n} more')\n",
        "def f(code):\n    st.text(code.name)\n",
        "WORDS = {'a': 'One', 'b': 'Two'}\ndef f():\n    st.radio('Which', list(WORDS))\n",
        "def shown(words):\n    st.caption(words)\ndef f():\n    shown('Ours')\n",
    ],
)
def test_what_is_escaped_or_ours_is_let_be(fine: str) -> None:
    assert lint(fine) == []


def test_a_colour_that_is_none_never_becomes_part_of_a_style() -> None:
    broken = Code("1", "Trust", colour='#123456"><img src=http://elsewhere.invalid/x>')

    assert colours(Codebook(codes=(replace(broken, colour="#123456"),)))["1"] == "#123456"
    assert "<" not in colours(Codebook(codes=(broken,)))["1"]
