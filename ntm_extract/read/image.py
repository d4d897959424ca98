"""Reading picture files: PNG, JPEG, and TIFF with many frames, one page a frame."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ntm_extract.errors import DamagedFileError, DocumentError, TimeLimitError, TooLargeError
from ntm_extract.pages import Leaf, Media, Verdict
from ntm_extract.read.raster_page import LEAST_INK, Sheet, blank, find_ink, read_raster
from ntm_extract.read.settings import ReadSettings

A4_WIDTH_IN = 8.27
PLAUSIBLE_DPI = range(90, 1201)
"""Resolutions a scanner writes; a screen's 72 or a phone's 1 says nothing of the paper."""
USUAL_DPI = 200


class PicturePages:
    """The frames of a picture file, each a page.

    Args:
        source: the file's content, or where it lies.
        settings: limits, and how pictures are read.

    Raises:
        DamagedFileError: the picture is broken or cut off.
        TooLargeError: it declares more pixels or frames than the settings allow.
    """

    media: Media = "image"
    notes: tuple[str, ...] = ()

    def __init__(self, source: bytes | Path, settings: ReadSettings) -> None:
        self._settings = settings
        with _as_named_failures(settings), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; the limit is checked frame by frame
            opened = source.open("rb") if isinstance(source, Path) else io.BytesIO(source)
            self._image = Image.open(opened, formats=("PNG", "JPEG", "TIFF"))
            self.count: int = getattr(self._image, "n_frames", 1)
        if self.count > settings.max_pages:
            self.close()
            raise TooLargeError(f"Ảnh có {self.count} khung, quá {settings.max_pages} trang")

    def read(self, index: int) -> Leaf:
        """Read the frame at `index`, from 0.

        Raises:
            DamagedFileError, TooLargeError: the only frame of a file is broken, or too large.
        """
        try:
            with _as_named_failures(self._settings):
                frame, dpi = self.take(index)
        except DocumentError as error:
            if self.count == 1:
                raise
            return _unread(index, error)
        found = Verdict("picture", "ocr", "Tệp là ảnh: nhận dạng chữ từ ảnh.", {})
        sheet = Sheet(index + 1, frame.width * 72 / dpi, frame.height * 72 / dpi, found)
        ink = find_ink(np.asarray(frame), dpi)
        if ink < LEAST_INK:
            return blank(sheet, ink)
        frame, dpi = _resize(frame, dpi, self._settings)
        try:
            return read_raster(np.asarray(frame), dpi, sheet, self._settings)
        except (TimeLimitError, DamagedFileError) as error:
            return _unread(index, error)

    def close(self) -> None:
        """Close the file."""
        self._image.close()

    def take(self, index: int) -> tuple[Image.Image, int]:
        """Give the frame at `index`, stood up, and its resolution."""
        image, most = self._image, self._settings.max_pixels
        image.seek(index)
        if image.width * image.height > most:
            raise TooLargeError(f"Ảnh {image.width} × {image.height} điểm, quá {most // 10**6} triệu điểm ảnh")
        return _stand_up(image), _resolution(image)


def _unread(index: int, error: DocumentError) -> Leaf:
    reason = f"{error.reason[:1].lower()}{error.reason[1:]}, trang chưa đọc được."
    return Leaf.unread(index + 1, reason, origin="ocr")


@contextmanager
def _as_named_failures(settings: ReadSettings) -> Iterator[None]:
    """Name what Pillow's decoders raise."""
    try:
        yield
    except Image.DecompressionBombError as error:
        raise TooLargeError(f"Ảnh khai báo quá {settings.max_pixels // 10**6} triệu điểm ảnh") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise DamagedFileError("Tệp ảnh bị hỏng hoặc bị cắt cụt") from error


def _stand_up(image: Image.Image) -> Image.Image:
    """Give a frame in grey or RGB, stood up as the camera says."""
    frame = ImageOps.exif_transpose(image)
    if "A" in frame.getbands() or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        frame = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame)
    if frame.mode.startswith("I") or frame.mode == "F":  # 16-bit grey
        values = np.asarray(frame, dtype=np.float32)
        frame = Image.fromarray((values * (255 / max(float(values.max()), 1.0))).astype(np.uint8))
    return frame.convert("L" if frame.mode in ("1", "L") else "RGB")


def _resize(frame: Image.Image, dpi: int, settings: ReadSettings) -> tuple[Image.Image, int]:
    """Bring a frame to a resolution that is worth reading, where the budget of pixels allows it."""
    wanted = min(max(dpi, settings.min_dpi), settings.max_dpi)
    size = (max(1, frame.width * wanted // dpi), max(1, frame.height * wanted // dpi))
    if wanted == dpi or size[0] * size[1] > settings.max_pixels:
        return frame, dpi
    return frame.resize(size, Image.Resampling.LANCZOS), wanted


def _resolution(image: Image.Image) -> int:
    """Give the resolution a picture declares, or the one at which it would be as wide as an A4 sheet."""
    declared = image.info.get("dpi", (0, 0))[0]
    if round(float(declared)) in PLAUSIBLE_DPI:
        return round(float(declared))
    narrow, wide = sorted(image.size)
    guess = round(narrow / A4_WIDTH_IN)
    return guess if 1.2 < wide / narrow < 1.6 and guess in PLAUSIBLE_DPI else USUAL_DPI
