"""The one visual language: a hue per indicator, a shade per letter, a mark per direction."""

from __future__ import annotations

import colorsys
import re

from qualcode.model import Code, Codebook

# Okabe & Ito's colour-blind-safe hues, darkened or lightened until each, and each of its letters'
# shades, keeps a contrast of 3:1 against both the light and the dark ground (a test measures it).
HUES = ("#C27400", "#3187BE", "#0B8F6B", "#9C8400", "#4A74C9", "#D55E00", "#BD6397", "#7C7F86")
UNKNOWN_HUE = "#7C7F86"  # of a code the codebook no longer holds
LIGHT_GROUND = "#FFFFFF"
DARK_GROUND = "#14181D"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def colours(codebook: Codebook) -> dict[str, str]:
    """A colour for every code: its own where the codebook gives one, else by its indicator."""
    found: dict[str, str] = {}
    for n, indicator in enumerate(codebook.children(None)):
        hue = _own(indicator) or HUES[n % len(HUES)]
        found[indicator.id] = hue
        family = [
            c for c in codebook if c.id != indicator.id and codebook.top(c.id) == indicator.id
        ]
        for k, letter in enumerate(family):
            found[letter.id] = _own(letter) or shade(hue, k, len(family))
    return found


def _own(code: Code) -> str | None:
    # It becomes part of a style: whoever wrote it into the study's file, it must be a colour.
    return code.colour if code.colour and _COLOUR.fullmatch(code.colour) else None


def shade(hue: str, k: int, of: int) -> str:
    """The ``k``-th of ``of`` shades around a hue, near enough to be seen as its own."""
    red, green, blue = (int(hue[i : i + 2], 16) / 255 for i in (1, 3, 5))
    h, lightness, s = colorsys.rgb_to_hls(red, green, blue)
    offset = 0.0 if of < 2 else (k / (of - 1) - 0.5) * 0.06
    shaded = colorsys.hls_to_rgb(h, min(max(lightness + offset, 0.0), 1.0), s)
    return "#" + "".join(f"{round(part * 255):02X}" for part in shaded)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours, 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
