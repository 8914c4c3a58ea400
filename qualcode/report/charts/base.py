"""What every chart shares: its type, its ground, and how it becomes a picture."""

from __future__ import annotations

from functools import cache
from typing import Any

from qualcode.model import Direction
from qualcode.report.heatmap_layout import DARK, LIGHT, Ground

FONT = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
CLICK = "chosen"  # the name of the selection a page listens to
PICTURE_SCALE = 2.0
# A direction is a mark, never a colour alone: these go with the signs of model.Direction.
SHAPES = {
    Direction.PRESENT: "circle",
    Direction.ABSENT: "cross",
    Direction.PLANNED: "diamond",
    Direction.MIXED: "triangle-up",
}


def ground(dark: bool) -> Ground:
    """The colours of the light or the dark theme; pictures for reports are light."""
    return DARK if dark else LIGHT


def styled(chart: Any, on: Ground) -> Any:
    """A finished chart (layered, faceted or plain) in our type and colours, on a clear ground.

    Names and axes stand outside its width: a page would squeeze them into it otherwise.
    """
    words = {"labelColor": on.ink, "titleColor": on.quiet, "labelFontSize": 12}
    # All at once: each step by itself would copy the whole chart anew.
    return chart.properties(autosize={"type": "pad", "contains": "padding"}).configure(
        background="transparent",
        font=FONT,
        view={"strokeWidth": 0},
        axis={
            **words,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "domainColor": on.quiet,
            "tickColor": on.quiet,
            "gridColor": on.kept_back,
            "labelLimit": 320,
        },
        header=words,
        legend={**words, "labelLimit": 320},
        title={"color": on.ink, "fontSize": 13, "anchor": "start", "fontWeight": "normal"},
    )


def as_png(chart: Any) -> bytes:
    """The chart as a picture on white, at twice the size of the screen."""
    return bytes(_convert().vegalite_to_png(_on_white(chart), scale=PICTURE_SCALE))


def as_svg(chart: Any) -> bytes:
    """The chart as lines and letters, on white."""
    return str(_convert().vegalite_to_svg(_on_white(chart))).encode("utf-8")


def _on_white(chart: Any) -> dict[str, Any]:
    # Every chart is held against the grammar in the tests; here it would take half the time.
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec.setdefault("config", {})["background"] = "#FFFFFF"
    return spec


@cache
def _convert() -> Any:
    import vl_convert

    return vl_convert
