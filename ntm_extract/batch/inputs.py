"""Which documents are meant: files, folders in depth, patterns, URLs, standard input."""

from __future__ import annotations

import glob
import os
import stat
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from importlib import resources
from pathlib import Path

from ntm_extract.errors import DocumentError, NoDocumentsError, UnreadableFileError
from ntm_extract.store.folder import REVIEWS

STDIN = "-"


@dataclass(frozen=True)
class Inputs:
    """What the words on the command line mean.

    Attributes:
        sources: paths and URLs in order, each once.
        problems: words that mean nothing that can be read, with why.
        passed_over: files in folders that are not documents (see `passed_over.toml`).
        results: output folders of other runs that lie in the folders; what was made there is no document.
    """

    sources: tuple[str, ...]
    problems: tuple[tuple[str, DocumentError], ...]
    passed_over: tuple[str, ...]
    results: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Habits:
    """Name patterns of files that are not documents."""

    traces: tuple[str, ...]
    others: tuple[str, ...]


@cache
def _load_habits() -> _Habits:
    data = tomllib.loads(resources.files(__package__).joinpath("passed_over.toml").read_text(encoding="utf-8"))
    return _Habits(tuple(data["traces"]), tuple(data["others"]))


def find_inputs(words: Iterable[str], out: Path) -> Inputs:
    """Find the documents that the words of the command line mean.

    A file that is named is always taken, whatever its name; a folder is searched in depth without following links to
    folders; a pattern (`*.pdf`, `**/2022/*`) is matched here, for shells that do not.

    Args:
        words: paths, patterns, URLs, or `-`.
        out: the output folder, which is never searched.
    """
    search = _Search(out.resolve())
    for word in words:
        search.add(word)
    return Inputs(tuple(search.sources), tuple(search.problems), tuple(search.passed_over), tuple(search.results))


class _Search:
    def __init__(self, out: Path) -> None:
        self.out = out
        self.closed = {out / name for name in _RESULTS}
        self.sources: dict[str, None] = {}
        self.problems: list[tuple[str, DocumentError]] = []
        self.passed_over: list[str] = []
        self.results: dict[str, None] = {}

    def add(self, word: str) -> None:
        path = Path(word)
        if word == STDIN or "://" in word or not (os.path.lexists(path) or glob.has_magic(word)):
            self.sources[word] = None  # one that does not exist is told of when it is fetched
        elif path.is_dir():
            self._add_folder(path)
        elif os.path.lexists(path):
            if not self._is_special(path):
                self.sources[word] = None
        else:
            self._add_pattern(word)

    def _add_folder(self, folder: Path) -> None:
        found = sum(1 for path in self._walk(folder) if self._take(path))
        if not found and not any(Path(source).is_relative_to(folder) for source, _ in self.problems):
            self.problems.append((printable(str(folder)), NoDocumentsError("Thư mục không có văn bản nào đọc được")))

    def _add_pattern(self, pattern: str) -> None:
        found = 0
        for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 (Path.glob takes no absolute pattern)
            path = Path(name)
            part = path if path.is_dir() else path.parent
            if self._is_closed(part) and not str(Path(pattern)).startswith(f"{part}{os.sep}"):
                continue  # caught by a wildcard, not meant by name
            paths = self._walk(path) if path.is_dir() else [path]
            found += sum(1 for path in paths if self._take(path))
        if not found:
            self.problems.append((printable(pattern), NoDocumentsError("Không có văn bản nào khớp với mẫu tên này")))

    def _take(self, path: Path) -> bool:
        habits = _load_habits()
        if _matches(path.name, habits.traces):
            return False
        if _is_record(path):
            return False
        if _matches(path.name, habits.others):
            self.passed_over.append(printable(str(path)))
            return False
        if self._is_special(path):
            return False
        self.sources[str(path)] = None
        return True

    def _is_special(self, path: Path) -> bool:
        """Whether a path is a named pipe, socket or device, which could be waited on for ever; it is told of."""
        try:
            mode = path.stat().st_mode
        except OSError:
            return False  # whoever opens it says why it cannot be read
        if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
            return False
        error = UnreadableFileError(
            "Không phải tệp thông thường (là ống dẫn, socket hoặc thiết bị)",
            advice="Chép nội dung ra một tệp thông thường, hoặc bỏ nó khỏi thư mục.",
        )
        self.problems.append((printable(str(path)), error))
        return True

    def _walk(self, folder: Path) -> Iterator[Path]:
        def refuse(error: OSError) -> None:
            reason = f"Không mở được thư mục ({error.strerror})"
            self.problems.append((printable(str(error.filename)), UnreadableFileError(reason)))

        for root, folders, files in os.walk(folder, onerror=refuse):
            here = Path(root)
            folders[:] = sorted(name for name in folders if self._enters(here / name))
            yield from (here / name for name in sorted(files) if not name.startswith("."))

    def _enters(self, folder: Path) -> bool:
        hidden = folder.name.startswith(".") or _matches(folder.name, _load_habits().traces)
        return not hidden and folder.resolve() != self.out and not self._is_closed(folder)

    def _is_closed(self, folder: Path) -> bool:
        """Whether a folder holds results, of this run or of another one (which is then noted)."""
        if folder.resolve() in self.closed:
            return True
        if folder.name in _RESULTS and _is_result(folder.parent):
            self.results[printable(str(folder.parent))] = None
            return True
        return False


_RESULTS = frozenset({"plans", "text", "tables", REVIEWS})
_RECORDS = frozenset({"changes.jsonl", "ledger.jsonl", "ntm.db"})


def _is_result(folder: Path) -> bool:
    """Whether a run has written its results here; documents may lie beside them."""
    return (folder / "ledger.jsonl").is_file() and (folder / "plans").is_dir()


def _is_record(path: Path) -> bool:
    return path.name in _RECORDS and _is_result(path.parent)


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name.lower(), pattern.lower()) for pattern in patterns)


def printable(name: str) -> str:
    r"""Give a file name as text; bytes in it that are not UTF-8 (old zip archives make such names) become `\xNN`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
