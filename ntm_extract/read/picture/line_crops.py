"""Lines of print cut out of a page, all made equally high for the recogniser."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from ntm_extract.pages import Box

Gray = npt.NDArray[np.uint8]
HEIGHT = 40
"""Rows of a crop: small letters are about 14 rows high, as 14-point type scanned at 150 dpi."""
STRIDE = 4
"""Columns of a crop that make one step of the recogniser."""


def cut_line(picture: Gray, box: Box) -> Gray:
    """Cut a box out of a picture and scale it to `HEIGHT` rows; what lies outside the picture is white.

    Returns:
        Rows × columns; the columns are a multiple of `STRIDE`, at least four of them.
    """
    x0, top, x1, bottom = box
    height = max(bottom - top, 1.0)
    width = max(4 * STRIDE, round((x1 - x0) * HEIGHT / height / STRIDE) * STRIDE)
    image = Image.fromarray(picture[max(0, int(top) - 4) : max(1, int(bottom) + 5)])
    above = max(0, int(top) - 4)
    inside = (
        max(0.0, x0),
        max(0.0, top - above),
        min(float(image.width), x0 + width * height / HEIGHT),
        min(float(image.height), bottom - above),
    )
    if inside[2] <= inside[0] or inside[3] <= inside[1]:
        return np.full((HEIGHT, width), 255, np.uint8)
    size = (
        max(1, min(width, round((inside[2] - inside[0]) * HEIGHT / height))),
        max(1, min(HEIGHT, round((inside[3] - inside[1]) * HEIGHT / height))),
    )
    crop = np.full((HEIGHT, width), 255, np.uint8)
    left = min(round((inside[0] - x0) * HEIGHT / height), width - size[0])
    down = min(round((inside[1] - (top - above)) * HEIGHT / height), HEIGHT - size[1])
    scaled = image.resize(size, Image.Resampling.BILINEAR, box=inside, reducing_gap=3.0)
    crop[max(0, down) : max(0, down) + size[1], max(0, left) : max(0, left) + size[0]] = np.asarray(scaled)
    return crop
