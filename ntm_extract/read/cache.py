"""What was read from pictures of pages, kept by their content: a picture that comes again is not recognised again.

An entry is the `Scan` of one picture, in one small file of a folder. Its name is a digest of everything the reading
depends on: the pixels, the resolution, the settings, the code, the engine and its language data. So it serves whichever
document the picture comes in, and is no longer found once any of these differs. A folder that cannot be used costs time
and never a document.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from uuid import uuid4

import numpy as np
import numpy.typing as npt
from pydantic import ConfigDict, TypeAdapter

from ntm_extract.read.layout.composition import Fragment
from ntm_extract.read.picture.scan import Scan, read_scan
from ntm_extract.read.reading_version import reading_version
from ntm_extract.read.settings import ReadSettings

LIMIT = 2**30
"""Bytes a folder may take, 1 GiB: some fifty thousand pages. Those not asked for the longest make room."""
LARGEST = 64 * 2**20
"""Bytes one entry may unpack to; a page of the smallest print is far below it, only a forged one comes to it."""
WRITES_BETWEEN_SWEEPS = 250
"""Pages a process keeps before it looks at the folder's size again."""
ABANDONED_S = 3600.0
"""Seconds after which a half-written file belongs to a process that was killed."""
OF_OTHER_ROOMS = frozenset(
    {"cache", "max_bytes", "max_unpacked_bytes", "max_pages", "max_pixels", "max_dpi", "min_dpi", "drawn_dpi"}
)
"""Settings that say which pictures there are, and nothing of how one is read; one that is added counts until named."""
SUFFIX = ".scan"
TAG = "CACHEDIR.TAG"
SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n# Pages read by ntm-extract; may be deleted at any time.\n"
"""By this file programs that make backups know a folder that need not be copied (https://bford.info/cachedir)."""

_log = logging.getLogger(__name__)
_entry = TypeAdapter(tuple[Scan], config=ConfigDict(allow_inf_nan=False))


def read_scan_cached(
    raster: npt.NDArray[np.uint8], dpi: int, settings: ReadSettings, layer: Sequence[Fragment] = ()
) -> Scan:
    """Read a raster as `read_scan` does, or find what was read from the same one before in `settings.cache`.

    Args:
        raster: rows × columns (grey) or rows × columns × 3 (RGB).
        dpi: its resolution.
        settings: for `read_scan`; without `cache` nothing is looked up or kept.
        layer: for `read_scan`.

    Raises:
        TimeLimitError, DamagedFileError, MissingToolError: as `read_scan`; what failed is not kept.
    """
    if settings.cache is None:
        return read_scan(raster, dpi, settings, layer)
    store, key = open_store(settings.cache), key_of(raster, dpi, settings, layer)
    scan = store.find(key)
    if scan is None:
        scan = read_scan(raster, dpi, settings, layer)
        store.keep(key, scan)
    return scan


def key_of(raster: npt.NDArray[np.uint8], dpi: int, settings: ReadSettings, layer: Sequence[Fragment] = ()) -> str:
    """Give the name under which the reading of a raster is kept, 40 hex digits."""
    given = {name: value for name, value in asdict(settings).items() if name not in OF_OTHER_ROOMS}
    about = [
        raster.shape,
        raster.dtype.str,
        dpi,
        given,
        reading_version(settings.language),
        [(f.text, f.box) for f in layer],
    ]
    digest = hashlib.blake2b(json.dumps(about, sort_keys=True).encode(), digest_size=20)
    digest.update(np.ascontiguousarray(raster).data)
    return digest.hexdigest()


def find_obstacle(folder: Path) -> str | None:
    """Say why pages cannot be kept in a folder, or None where nothing stands in the way.

    It need not exist. For a caller who starts several processes: each of them would say it by itself.
    """
    if not os.path.lexists(folder):
        return None
    if not folder.is_dir():
        return f"{folder} không phải là thư mục"
    return None if os.access(folder, os.W_OK | os.X_OK) else f"không có quyền ghi vào {folder}"


@cache
def open_store(folder: Path) -> PageStore:
    """Give the store of a folder, one for each process, so that what is wrong with it is said once."""
    return PageStore(folder)


class PageStore:
    """A folder of readings that several processes may use at the same time.

    Args:
        folder: made when the first page is kept.
        limit: bytes it may take.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._written = 0
        self._is_told = False

    def find(self, key: str) -> Scan | None:
        """Give the reading kept under a key; None where there is none that can be used."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                packed = file.read(LARGEST + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._say_unusable("Không đọc được", error)
            return None
        try:
            scan = _unpack(packed)
        except (zlib.error, ValueError):
            _log.warning("Tệp %s trong bộ nhớ đệm bị hỏng; trang này được nhận dạng chữ lại.", path)
            return None
        with suppress(OSError):  # a folder that is only read has no order of use to keep
            os.utime(path)
        return scan

    def keep(self, key: str, scan: Scan) -> None:
        """Keep a reading; the file is there as a whole or not at all."""
        path = self._path(key)
        temporary = path.with_name(f".{uuid4().hex}.tmp")
        try:
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True, exist_ok=True)
                (self._folder / TAG).write_text(SIGNATURE, encoding="ascii")
            temporary.write_bytes(zlib.compress(_entry.dump_json((scan,))))
            temporary.replace(path)
            if self._written % WRITES_BETWEEN_SWEEPS == 0:
                self._sweep()
            self._written += 1
        except OSError as error:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            self._say_unusable("Không ghi được", error)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}{SUFFIX}"

    def _sweep(self) -> None:
        """Clear away what killed processes left, and the entries not used the longest where there are too many."""
        with (self._folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return  # another process is at it
            entries: list[tuple[float, int, Path]] = []
            for path in self._folder.glob("[0-9a-f][0-9a-f]/*"):
                with suppress(FileNotFoundError):
                    state = path.stat()
                    if path.suffix == SUFFIX:
                        entries.append((state.st_mtime, state.st_size, path))
                    elif state.st_mtime < time.time() - ABANDONED_S:
                        path.unlink()
            excess = sum(size for _, size, _ in entries) - self._limit
            for _, size, path in sorted(entries):
                if excess <= 0:
                    break
                path.unlink(missing_ok=True)
                excess -= size

    def _say_unusable(self, what: str, error: OSError) -> None:
        if self._is_told:
            return
        self._is_told = True
        _log.warning(
            "%s bộ nhớ đệm %s (%s). Văn bản vẫn được đọc, nhưng lần sau phải nhận dạng chữ lại.",
            what,
            self._folder,
            error.strerror,
        )


def _unpack(packed: bytes) -> Scan:
    stream = zlib.decompressobj()
    content = stream.decompress(packed, LARGEST)
    if not stream.eof:
        raise ValueError("cut off, or larger than an entry can be")
    return _entry.validate_json(content)[0]
