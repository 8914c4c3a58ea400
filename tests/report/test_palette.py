"""One hue per indicator, readable on both grounds."""

from __future__ import annotations

import pytest

from qualcode.model import Code, Codebook
from qualcode.report.heatmap_layout import DARK, LIGHT
from qualcode.report.palette import (
    DARK_GROUND,
    HUES,
    LIGHT_GROUND,
    colours,
    contrast,
    shade,
)


@pytest.mark.parametrize("ground", [LIGHT_GROUND, DARK_GROUND])
@pytest.mark.parametrize("hue", HUES)
def test_every_hue_and_every_shade_of_it_stands_out_from_both_grounds(hue, ground):
    assert contrast(hue, ground) >= 3
    assert all(contrast(shade(hue, k, 4), ground) >= 3 for k in range(4))


@pytest.mark.parametrize(("theme", "ground"), [(LIGHT, LIGHT_GROUND), (DARK, DARK_GROUND)])
def test_words_in_cells_can_be_read_on_every_fill(theme, ground):
    for fill in (theme.low, theme.high, theme.hover, theme.kept_back):
        assert contrast(theme.ink, fill) >= 4.5
    for fill in (theme.zero, theme.unknown, ground):
        assert contrast(theme.quiet, fill) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_larger_share_is_told_from_a_smaller_one_by_its_shade(theme):
    assert contrast(theme.low, theme.high) >= 1.7


def test_contrast_is_that_of_wcag():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_letter_is_a_shade_of_its_indicator_and_own_colours_stand():
    book = Codebook(
        codes=(
            Code("1", "One"),
            Code("1.a", "A", "1"),
            Code("1.b", "B", "1"),
            Code("2", "Two", colour="#112233"),
        )
    )
    found = colours(book)

    assert found["1"] == HUES[0] and found["2"] == "#112233"
    assert found["1.a"] != found["1.b"]
