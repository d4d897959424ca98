"""Reading a picture of a page with Tesseract, one process a reading, so that a crash or a hang costs one page."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from functools import cache

import numpy as np
import numpy.typing as npt

from ntm_extract.errors import DamagedFileError, MissingToolError, TimeLimitError
from ntm_extract.pages import Box
from ntm_extract.read.layout import Fragment

Gray = npt.NDArray[np.uint8]

_WORD_LEVEL, _LINE_LEVEL = "5", "4"


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
    height, width = picture.shape
    command = ["tesseract", "stdin", "stdout", "-l", language, "--dpi", str(dpi), "--psm", str(segmentation), "tsv"]
    try:
        done = subprocess.run(
            command,
            input=b"P5 %d %d 255\n" % (width, height) + np.ascontiguousarray(picture).tobytes(),
            capture_output=True,
            timeout=timeout_s,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads cost more than they give
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeLimitError(f"Nhận dạng chữ quá {timeout_s:.0f} giây") from error
    if done.returncode != 0:
        raise DamagedFileError(f"Tesseract dừng với mã lỗi {done.returncode} khi nhận dạng chữ")
    return _fragments_of(done.stdout.decode("utf-8", "replace"))


def find_turn(picture: Gray, *, dpi: int, timeout_s: float) -> int:
    """Find by how many degrees clockwise (0, 90, 180, 270) a picture must be turned to stand upright.

    Tesseract's orientation detection is asked; where it sees too few letters the answer is 0.
    """
    require_tesseract("osd")
    height, width = picture.shape
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "--dpi", str(dpi), "--psm", "0"],
            input=b"P5 %d %d 255\n" % (width, height) + np.ascontiguousarray(picture).tobytes(),
            capture_output=True,
            timeout=timeout_s,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 0
    found = dict(
        line.split(":", 1) for line in done.stdout.decode("utf-8", "replace").splitlines() if line.count(":") == 1
    )
    return int(found.get("Rotate", "0"))


@cache
def require_tesseract(language: str) -> None:
    """Make sure that Tesseract and its data for a language are there.

    Raises:
        MissingToolError: they are not; the message says how to install them.
    """
    if shutil.which("tesseract") is None:
        raise MissingToolError("Chưa cài Tesseract để nhận dạng chữ trong ảnh")
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=30)
    if language not in (done.stdout + done.stderr).split():
        raise MissingToolError(f"Tesseract chưa có dữ liệu ngôn ngữ “{language}”")


def _fragments_of(tsv: str) -> list[Fragment]:
    """Make fragments of Tesseract's table; each carries the top and bottom of its line."""
    fragments: list[Fragment] = []
    top = bottom = 0.0
    for row in csv.DictReader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] not in (_LINE_LEVEL, _WORD_LEVEL):
            continue
        x, y, w, h = (float(row[name]) for name in ("left", "top", "width", "height"))
        if row["level"] == _LINE_LEVEL:
            top, bottom = y, y + h
            continue
        text = (row["text"] or "").strip()
        if text:
            confidence = max(0.0, float(row["conf"])) / 100
            fragments.append(Fragment(text, Box(x, y, x + w, y + h), top, bottom, confidence))
    return fragments
