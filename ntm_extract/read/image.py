"""Reading picture files: PNG, JPEG, and TIFF with many frames, one page a frame."""

from __future__ import annotations

import io
import warnings

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from ntm_extract.errors import DamagedFileError, TimeLimitError, TooLargeError
from ntm_extract.pages import Page, Reading, Verdict
from ntm_extract.read import verdict
from ntm_extract.read.cache import read_scan_cached
from ntm_extract.read.layout import compose
from ntm_extract.read.scan import turn_note
from ntm_extract.read.settings import ReadSettings

A4_WIDTH_IN = 8.27
PLAUSIBLE_DPI = range(90, 1201)
"""Resolutions a scanner writes; a screen's 72 or a phone's 1 says nothing of the paper."""
USUAL_DPI = 200


def read_image(data: bytes, settings: ReadSettings) -> Reading:
    """Read a picture file, each frame as a page.

    Raises:
        DamagedFileError: the picture is broken or cut off.
        TooLargeError: it declares more pixels or frames than the settings allow.
    """
    notes: list[str] = []
    pages: list[Page] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; the limit is checked below
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
        with image:
            frames = getattr(image, "n_frames", 1)
            if frames > settings.max_pages:
                raise TooLargeError(f"Ảnh có {frames} khung, quá {settings.max_pages} trang")
            for index in range(frames):
                image.seek(index)
                if image.width * image.height > settings.max_pixels:
                    raise TooLargeError(
                        f"Ảnh {image.width} × {image.height} điểm, quá {settings.max_pixels // 10**6} triệu điểm ảnh",
                        page=index + 1,
                    )
                raster, dpi = _raster(image, settings)
                pages.append(_read_frame(raster, dpi, index + 1, settings, notes))
    except Image.DecompressionBombError as error:
        raise TooLargeError(f"Ảnh khai báo quá {settings.max_pixels // 10**6} triệu điểm ảnh") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:  # what Pillow's decoders raise
        raise DamagedFileError("Tệp ảnh bị hỏng hoặc bị cắt cụt") from error
    return Reading(tuple(pages), "image", tuple(notes))


def _raster(image: Image.Image, settings: ReadSettings) -> tuple[npt.NDArray[np.uint8], int]:
    """Give a frame's pixels, stood up as the camera says, at a resolution that is worth reading."""
    dpi = _resolution(image)
    frame = ImageOps.exif_transpose(image)
    if "A" in frame.getbands() or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        frame = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame)
    if frame.mode.startswith("I") or frame.mode == "F":  # 16-bit grey
        values = np.asarray(frame, dtype=np.float32)
        frame = Image.fromarray((values * (255 / max(float(values.max()), 1.0))).astype(np.uint8))
    frame = frame.convert("L" if frame.mode in ("1", "L") else "RGB")
    wanted = min(max(dpi, settings.min_dpi), settings.max_dpi)
    if wanted != dpi:
        size = (max(1, frame.width * wanted // dpi), max(1, frame.height * wanted // dpi))
        if size[0] * size[1] <= settings.max_pixels:
            frame, dpi = frame.resize(size, Image.Resampling.LANCZOS), wanted
    return np.asarray(frame), dpi


def _resolution(image: Image.Image) -> int:
    """Give the resolution a picture declares, or the one at which it would be as wide as an A4 sheet."""
    declared = image.info.get("dpi", (0, 0))[0]
    if round(float(declared)) in PLAUSIBLE_DPI:
        return round(float(declared))
    narrow, wide = sorted(image.size)
    guess = round(narrow / A4_WIDTH_IN)
    return guess if 1.2 < wide / narrow < 1.6 and guess in PLAUSIBLE_DPI else USUAL_DPI


def _read_frame(raster: npt.NDArray[np.uint8], dpi: int, number: int, settings: ReadSettings, notes: list[str]) -> Page:
    width, height = raster.shape[1] * 72 / dpi, raster.shape[0] * 72 / dpi
    try:
        scan = read_scan_cached(raster, dpi, settings)
    except (TimeLimitError, DamagedFileError) as error:
        notes.append(f"Trang {number}: {error.reason}, trang chưa đọc được.")
        return Page(number, "", (), width, height, "ocr", verdict.unread(f"{error.reason}: trang chưa đọc được."))
    if scan.is_turn_unknown:
        notes.append(turn_note(number))
    if not scan.fragments:
        return Page(number, "", (), width, height, "ocr", verdict.blank(scan.ink))
    text, words, tables = compose(scan.fragments, scan.grids, scan.to_page)
    scores = {"dpi": float(dpi), "skew": round(scan.skew, 2), "turned": float(scan.turned)}
    found = Verdict("picture", "ocr", "Tệp là ảnh: nhận dạng chữ từ ảnh.", scores)
    return Page(number, text, words, width, height, "ocr", found, tables)
