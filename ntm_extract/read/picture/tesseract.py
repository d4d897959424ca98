"""Reading a picture of a page with Tesseract, one process a reading, so that a crash or a hang costs one page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytesseract
from PIL import Image

from ntm_extract.errors import DamagedFileError, MissingToolError, TimeLimitError
from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Fragment

Gray = npt.NDArray[np.uint8]

LINE_LEVEL, WORD_LEVEL = 4, 5
"""Levels of Tesseract's table."""
THREADS = "OMP_THREAD_LIMIT"


def read_picture(picture: Gray, *, dpi: int, language: str, timeout_s: float, segmentation: int = 3) -> list[Fragment]:
    """Read the words of an upright grey picture.

    Args:
        picture: rows × columns, 0 black.
        dpi: its resolution, which Tesseract's layout analysis goes by.
        language: language data, `vie`.
        timeout_s: after so many seconds the reading is given up.
        segmentation: Tesseract's page segmentation mode: 3 a page, 6 one block, 7 one line.

    Returns:
        Fragments in pixels of the picture, confidence 0 to 1.

    Raises:
        TimeLimitError: the reading took longer than `timeout_s`.
        DamagedFileError: Tesseract failed on the picture, or crashed.
        MissingToolError: Tesseract or its language data is not installed.
    """
    require_tesseract(language)
    config = f"--psm {segmentation} --dpi {dpi}"
    try:
        with _one_thread():
            table = pytesseract.image_to_data(
                _bitmap(picture), lang=language, config=config, timeout=timeout_s, output_type=pytesseract.Output.DICT
            )
    except pytesseract.TesseractError as error:
        raise DamagedFileError(f"Tesseract dừng với mã lỗi {error.status} khi nhận dạng chữ") from error
    except RuntimeError as error:  # pytesseract's word for a timeout
        raise TimeLimitError(f"Nhận dạng chữ quá {timeout_s:.0f} giây") from error
    return _fragments_of(table)


@cache
def require_tesseract(language: str) -> None:
    """Make sure that Tesseract and its data for a language are there.

    Raises:
        MissingToolError: they are not; the message says how to install them.
    """
    try:
        languages = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError as error:
        raise MissingToolError("Chưa cài Tesseract để nhận dạng chữ trong ảnh") from error
    if language not in languages:
        raise MissingToolError(f"Tesseract chưa có dữ liệu ngôn ngữ “{language}”")


def _bitmap(picture: Gray) -> Image.Image:
    """Give a picture as pytesseract takes it: uncompressed, as packing it would cost more than it saves."""
    bitmap = Image.fromarray(np.ascontiguousarray(picture))
    bitmap.format = "BMP"
    return bitmap


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let Tesseract run on one thread: more of them cost several times what they give; pages run side by side."""
    before = os.environ.get(THREADS)
    os.environ[THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[THREADS]
        else:
            os.environ[THREADS] = before


def _fragments_of(table: dict[str, list[Any]]) -> list[Fragment]:
    """Make fragments of Tesseract's table; each carries the top and bottom of its line."""
    fragments: list[Fragment] = []
    top = bottom = 0.0
    for i, level in enumerate(table["level"]):
        if level not in (LINE_LEVEL, WORD_LEVEL):
            continue
        x, y, w, h = (float(table[name][i]) for name in ("left", "top", "width", "height"))
        if level == LINE_LEVEL:
            top, bottom = y, y + h
            continue
        text = str(table["text"][i]).strip()
        if text:
            confidence = max(0.0, float(table["conf"][i])) / 100
            fragments.append(Fragment(text, Box(x, y, x + w, y + h), top, bottom, confidence))
    return fragments
