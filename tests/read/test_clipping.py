"""A small picture of one place: upright, legible, of few bytes, whatever file and page it comes from."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ntm_extract.errors import DamagedFileError
from ntm_extract.pages import Box
from ntm_extract.read.clipping import MOST_BYTES, clip

SIZE = (850, 1100)
"""Of a page of 612 × 792 points at 100 dpi."""
PLACE = Box(144.0, 72.0, 288.0, 86.4)
"""Two inches from the left edge to four, an inch from the top."""


def sheet() -> Image.Image:
    """Draw a page with a red word at the left end of the place and a blue one at its right end."""
    page = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((200, 102, 250, 118), fill="red")
    draw.rectangle((350, 102, 398, 118), fill="blue")
    draw.rectangle((0, 400, 850, 500), fill="black")
    return page


def written(page: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    pages = [Image.new("RGB", SIZE, "white")] if kind in ("TIFF", "PDF") else []
    first, *rest = [*pages, page]
    more = {"save_all": True, "append_images": rest} if rest else {}
    first.save(out, kind, **({"resolution": 100.0} if kind == "PDF" else {"dpi": (100, 100)}), **more)  # type: ignore[arg-type]
    return out.getvalue()


def colours_along(png: bytes) -> tuple[float, float, tuple[int, int]]:
    """Give how far across the picture red and blue stand, and its size."""
    shown = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    red = np.nonzero((shown[..., 0] > 200) & (shown[..., 2] < 100))[1].mean() / shown.shape[1]
    blue = np.nonzero((shown[..., 2] > 200) & (shown[..., 0] < 100))[1].mean() / shown.shape[1]
    assert (shown.sum(axis=-1) < 100).mean() < 0.01  # nothing of the black bar below
    return float(red), float(blue), (shown.shape[1], shown.shape[0])


@pytest.mark.parametrize(("kind", "page"), [("PNG", 1), ("TIFF", 2), ("PDF", 2)])
def test_the_place_is_shown_with_a_margin(kind: str, page: int, tmp_path: Path) -> None:
    data = written(sheet(), kind)
    path = tmp_path / "tệp"
    path.write_bytes(data)
    for png in (clip(data, page, PLACE), clip(data, page, PLACE, path=path)):
        red, blue, (width, height) = colours_along(png)
        assert red < 0.3
        assert blue > 0.7
        assert width / height == pytest.approx((144 + 2 * 8.64) / (14.4 + 2 * 8.64), rel=0.02)
        assert len(png) < MOST_BYTES


@pytest.mark.parametrize(
    ("turned", "lay_down", "place"),
    [
        (90, Image.Transpose.ROTATE_90, Box(72.0, 612 - 288.0, 86.4, 612 - 144.0)),
        (180, Image.Transpose.ROTATE_180, Box(612 - 288.0, 792 - 86.4, 612 - 144.0, 792 - 72.0)),
        (270, Image.Transpose.ROTATE_270, Box(792 - 86.4, 144.0, 792 - 72.0, 288.0)),
    ],
)
def test_a_page_that_lies_on_its_side_is_shown_upright(turned: int, lay_down: Image.Transpose, place: Box) -> None:
    data = written(sheet().transpose(lay_down), "PNG")
    red, blue, (width, height) = colours_along(clip(data, 1, place, turned=turned))
    assert (red < 0.3, blue > 0.7, width > 3 * height) == (True, True, True)


def test_a_large_noisy_place_is_made_small_enough() -> None:
    chance = np.random.default_rng(5)
    noise = Image.fromarray(chance.integers(0, 256, (1100, 850, 3), dtype=np.uint8))
    png = clip(written(noise, "PNG"), 1, Box(0, 0, 612, 300))
    assert len(png) <= MOST_BYTES
    assert Image.open(io.BytesIO(png)).width > 200


def test_a_line_over_a_sheet_of_many_metres_takes_no_memory() -> None:
    out = io.BytesIO()
    Image.new("L", (100, 100), "white").save(out, "PDF", resolution=0.5)  # 200 inches
    png = clip(out.getvalue(), 1, Box(0, 0, 14_000, 14_000))
    assert Image.open(io.BytesIO(png)).width < 2000


@pytest.mark.parametrize("spoil", [lambda data: data[:200], lambda data: data[:8] + b"\0" * 2000])
def test_a_file_that_is_broken_by_now_says_so(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(DamagedFileError):
        clip(spoil(written(sheet(), "PDF")), 1, PLACE)


def test_a_place_beside_the_page_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        clip(written(sheet(), "PNG"), 1, Box(900.0, 10.0, 950.0, 20.0))
