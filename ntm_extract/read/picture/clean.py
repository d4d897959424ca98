"""Making a scanned page readable: red ink lifted, background levelled, speckle removed, skew straightened.

Every step is a pure function over a grey picture (0 black, 255 white).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageFilter

Gray = npt.NDArray[np.uint8]

INK = 128
"""Darker than this is ink, once the background is level."""
RED = 15
"""A pixel is red ink when its red is this much lighter than its green and blue."""
STEEPEST_SKEW = 4.0
"""Skew that is looked for, in degrees either way; a feeder or a glass plate seldom gives more."""
BAND = 256
"""Rows that are worked on at once where a step needs several times the memory of the picture."""
SMALLEST_SKEW = 0.1
"""A page straighter than this is left alone: turning it would only blur it."""


def lift_red_ink(picture: npt.NDArray[np.uint8]) -> Gray:
    """Make an RGB picture grey in such a way that stamps fade and the black letters under them stay."""
    lifted = np.empty(picture.shape[:2], np.uint8)
    for band in _bands(len(picture)):
        image = Image.fromarray(picture[band])
        red, green, blue = image.split()
        reddish = ImageChops.subtract(red, ImageChops.lighter(green, blue)).point(lambda v: 255 * (v > RED))
        gray = image.convert("L")
        lifted[band] = np.asarray(Image.composite(ImageChops.lighter(gray, red), gray, reddish))
    return lifted


def level_background(picture: Gray) -> Gray:
    """Bring paper to white where shadow or bleed-through darkens it, without hardening the letters' edges."""
    height, width = picture.shape
    small = Image.fromarray(picture).resize((max(1, width // 8), max(1, height // 8)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.BoxBlur(3))
    ground = np.asarray(paper.resize((width, height), Image.Resampling.BILINEAR))
    level = np.empty_like(picture)
    for band in _bands(height):
        lighter = np.float32(250) / np.maximum(ground[band], 60).astype(np.float32)
        level[band] = np.minimum(picture[band] * lighter, 255).astype(np.uint8)
    return level


def _bands(rows: int) -> Iterator[slice]:
    """Cut a picture into bands, so that what a step needs on the way is small."""
    return (slice(top, min(top + BAND, rows)) for top in range(0, rows, BAND))


def remove_speckle(picture: Gray, dpi: int) -> Gray:
    """Whiten dark dots that stand alone; marks and full stops are larger and stay."""
    reach = max(1, round(dpi / 130))  # half a window of about half a millimetre
    largest = max(2, round((dpi / 80) ** 2))
    dark = picture < INK + 40
    count = box_sum(dark, reach)
    lonely = dark & (count <= largest) & (box_sum(dark, 2 * reach) == count)
    return np.where(lonely, np.uint8(255), picture)


def box_sum(mask: npt.NDArray[np.bool_], reach: int) -> npt.NDArray[np.uint8]:
    """Count the set pixels in the square of `2 * reach + 1` (at most 15) around each pixel."""
    area = (2 * reach + 1) ** 2  # Pillow's box mean is quick, and fine enough to give the count back
    blurred = np.asarray(Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.BoxBlur(reach)))
    counts = np.round(np.arange(256) * area / 255).astype(np.uint8)
    return np.asarray(counts[blurred])


def find_skew(picture: Gray, dpi: int) -> float:
    """Find the angle in degrees, counter-clockwise positive, by which the lines of a page rise.

    The right angle is the one at which ink gathers in the fewest rows (projection profile).
    """
    return _sharpest(picture, dpi)[0]


def lies_on_side(picture: Gray, dpi: int) -> bool:
    """Whether the lines of a page seem to run up and down: ink then gathers in columns rather than in rows."""
    return _sharpest(np.ascontiguousarray(picture.T), dpi)[1] > _sharpest(picture, dpi)[1]


def _sharpest(picture: Gray, dpi: int) -> tuple[float, float]:
    """Give the angle at which ink gathers in the fewest rows, and how much it does."""
    step = max(1, round(dpi / 100))
    rows, columns = np.nonzero(_inner(picture)[::step, ::step] < INK)
    if len(rows) < 100:
        return 0.0, 0.0
    if len(rows) > 60_000:
        rows, columns = rows[:: len(rows) // 60_000 + 1], columns[:: len(rows) // 60_000 + 1]

    def sharpness(angle: float) -> float:
        shifted = rows + columns * math.tan(math.radians(angle))
        profile = np.bincount((shifted - shifted.min()).astype(np.int64)).astype(np.float64)
        return float(np.sum(np.diff(profile) ** 2))

    best = max(np.arange(-STEEPEST_SKEW, STEEPEST_SKEW + 0.1, 0.25), key=sharpness)
    angle = float(max(np.arange(best - 0.2, best + 0.21, 0.05), key=sharpness))
    return angle, sharpness(angle)


def _inner(picture: Gray) -> Gray:
    """Leave the margin out, where the edges of the paper and of the glass leave lines of their own."""
    height, width = picture.shape
    return picture[height // 20 : height - height // 20, width // 20 : width - width // 20]


def widen(mask: npt.NDArray[np.bool_], reach: int) -> npt.NDArray[np.bool_]:
    """Grow a mask by `reach` pixels on all sides."""
    return box_sum(mask, reach) > 0


def turn(picture: Gray, angle: float) -> Gray:
    """Turn a picture clockwise by a few degrees about its middle, its size kept, corners white."""
    turned = Image.fromarray(picture).rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(turned)


def ink_share(picture: Gray) -> float:
    """Give the share of pixels that are ink."""
    return float(np.count_nonzero(picture < INK)) / picture.size
