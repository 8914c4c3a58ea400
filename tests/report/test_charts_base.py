"""A chart becomes the same picture wherever it is made, in letters every machine has."""

import struct

import altair as alt
import pytest

from qualcode.model import Direction
from qualcode.report.charts.base import SHAPES, as_png, as_svg, ground, styled


def chart(dark=False, width=200):
    values = alt.Data(values=[{"who": "Midtown ● & <b>", "n": 3}])
    bars = alt.Chart(values, width=width, height=60).mark_bar()
    return styled(bars.encode(x="n:Q", y="who:N"), ground(dark))


def test_a_picture_is_twice_the_size_of_the_screen():
    data = as_png(chart(width=200))

    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    assert width > 400 and height > 120


def test_lines_and_letters_hold_the_words_and_no_address_but_the_namespace():
    told = as_svg(chart()).decode()

    assert "Midtown ● &amp; &lt;b&gt;" in told
    assert told.replace("http://www.w3.org/", "").count("http") == 0


@pytest.mark.parametrize("dark", [False, True])
def test_on_the_page_the_ground_is_clear_and_in_a_picture_it_is_white(dark):
    assert chart(dark).to_dict()["config"]["background"] == "transparent"
    assert "#FFFFFF" in as_svg(chart(dark)).decode().upper()


def test_every_direction_has_a_mark_of_its_own():
    assert set(SHAPES) == set(Direction)
    assert len(set(SHAPES.values())) == len(Direction)
