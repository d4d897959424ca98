"""Charts in a page: Vega-Lite specifications, and the JavaScript that draws them, from the package vl-convert."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from ntm_extract.errors import MissingToolError

PALETTE = ("#0b5a66", "#b8651b", "#5b4a8a", "#3d7a35", "#a23b52", "#5d6b73")
"""Colours of series, dark enough for text on white (contrast at least 4.5)."""


@dataclass(frozen=True)
class Chart:
    """A chart of a page.

    Attributes:
        name: unique on the page; the figure's anchor is `chart-NAME`.
        title: what it shows.
        description: the same at length, for those who cannot see it.
        spec: the Vega-Lite specification.
    """

    name: str
    title: str
    description: str
    spec: dict[str, Any]


def load_altair() -> ModuleType:
    """Import altair.

    Raises:
        MissingToolError: the extra `charts` is not installed.
    """
    try:
        import altair
    except ImportError as error:
        raise _missing(error) from error
    return altair


def make_chart(drawing: Any, *, name: str, title: str, description: str) -> Chart:
    """Make a chart of a page from a chart of altair, in the look that all pages have.

    Args:
        drawing: an `altair` chart with its data in it.
        name: unique on the page.
        title: what it shows.
        description: the same at length, for those who cannot see it.
    """
    spec = drawing.to_dict()
    spec["config"] = {**_LOOK, "aria": True}
    spec["description"] = description
    return Chart(name, title, description, spec)


@cache
def load_vega() -> str:
    """Give the JavaScript of Vega, Vega-Lite and Vega-Embed, which draws without network and without `eval`.

    Raises:
        MissingToolError: the extra `charts` is not installed.
    """
    altair = load_altair()
    try:
        import vl_convert
    except ImportError as error:
        raise _missing(error) from error
    version = ".".join(altair.SCHEMA_VERSION.split(".")[:2])
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", version)


def _missing(error: ImportError) -> MissingToolError:
    return MissingToolError(
        f"Trang HTML có biểu đồ cần gói phụ charts, hiện chưa cài ({error.name})",
        advice="Cài đặt: pip install 'ntm-extract[charts]'. Các định dạng xlsx, csv, json không cần gói này.",
    )


_FONT = "'Segoe UI', 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"
_LOOK: dict[str, Any] = {
    "font": _FONT,
    "background": "#ffffff",
    "view": {"stroke": "#d3dce0"},
    "axis": {
        "labelColor": "#1e2b31",
        "titleColor": "#1e2b31",
        "gridColor": "#e6ecee",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 600,
        "labelLimit": 260,
    },
    "header": {"labelColor": "#1e2b31", "labelFontSize": 12, "labelFontWeight": 600, "labelLimit": 260},
    "legend": {"labelColor": "#1e2b31", "titleColor": "#1e2b31", "labelFontSize": 12, "titleFontSize": 12},
    "mark": {"color": PALETTE[0]},
    "range": {"category": list(PALETTE)},
}
