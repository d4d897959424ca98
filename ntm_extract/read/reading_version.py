"""What the reading of a picture rests on besides the picture: code, models, libraries, Tesseract and its data."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
FIRST = "ntm_extract.read.picture.scan"
"""The module a picture is given to; what it imports, directly or not, is what the reading rests on."""
LIBRARIES = ("numpy", "onnxruntime", "pillow", "pytesseract")
"""Distributions whose version may change what is read."""


@cache
def reading_version(language: str, package: Path = PACKAGE) -> str:
    """Give a digest that stays the same as long as pictures are read in the same way.

    Comments, docstrings and the layout of the code do not count, nor do rooms that have no part in the reading: a new
    version of the program that reads as the old one did finds what the old one read.

    Args:
        language: Tesseract's language data, `vie`.
        package: where the program's files are.
    """
    digest = hashlib.blake2b(digest_size=20)
    modules = _modules(package)
    for path in [*modules, *_data_beside(modules, package)]:
        content = _code_of(modules[path]) if path in modules else path.read_bytes()
        digest.update(f"{path.relative_to(package)} {len(content)}\n".encode())
        digest.update(content)
    for name in LIBRARIES:
        digest.update(f"{name} {_version_of(name)}\n".encode())
    digest.update(_engine(language))
    return digest.hexdigest()


def reading_files(package: Path = PACKAGE) -> list[Path]:
    """Give the package's files that the reading of a picture rests on: modules, and the data of their rooms."""
    modules = _modules(package)
    return [*modules, *_data_beside(modules, package)]


def _modules(package: Path) -> dict[Path, ast.Module]:
    found: dict[Path, ast.Module] = {}
    waiting = [FIRST]
    while waiting:
        room, *names = waiting.pop().split(".")
        path = package.joinpath(*names).with_suffix(".py")
        if room == package.name and path not in found and path.is_file():
            found[path] = ast.parse(path.read_bytes())
            waiting += _imports(found[path])
    return dict(sorted(found.items()))


def _data_beside(modules: Iterable[Path], package: Path) -> list[Path]:
    rooms = {path.parent for path in modules} - {package}
    return sorted(path for room in rooms for path in (room / "data").rglob("*") if path.is_file())


def _imports(tree: ast.AST) -> Iterator[str]:
    """Give the names of modules that code imports, and those that may be modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _code_of(module: ast.Module) -> bytes:
    return ast.dump(_WithoutWords().visit(module)).encode()


class _WithoutWords(ast.NodeTransformer):
    """Takes docstrings out of code."""

    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if is_text else node


def _version_of(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _engine(language: str) -> bytes:
    """Give what tells one Tesseract from another: its version, and a digest of its language data."""
    try:
        engine = _ask("--version").partition("\n")[0]
        folder = re.search('"(.+)"', _ask("--list-langs"))
        data = Path(folder[1]) / f"{language}.traineddata" if folder else None
        letters = hashlib.blake2b(data.read_bytes()).hexdigest() if data and data.is_file() else ""
    except (OSError, subprocess.TimeoutExpired):
        return b""  # not installed, or out of order: nothing is read with it
    return f"{engine} {letters}".encode()


def _ask(question: str) -> str:
    done = subprocess.run(["tesseract", question], capture_output=True, text=True, timeout=30, check=False)
    return done.stdout + done.stderr
