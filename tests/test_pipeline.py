"""One document through the rooms, and a text line for line."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from ntm_extract.errors import EmptyFileError, NoTextError
from ntm_extract.pages import Page, Reading, Verdict
from ntm_extract.pipeline import Rooms, extract_bytes, identify


def refuse(*_: object) -> None:
    raise AssertionError("must not be called")


def test_the_id_is_that_of_the_contract() -> None:
    assert identify("Kế hoạch".encode()) == hashlib.sha256("Kế hoạch".encode()).hexdigest()[:16]


def test_an_empty_file_is_refused_before_any_work() -> None:
    with pytest.raises(EmptyFileError):
        extract_bytes(b"", "a.pdf", Rooms(refuse, refuse, refuse, None))  # type: ignore[arg-type]


def test_a_document_without_a_word_is_a_failure_that_says_so() -> None:
    page = Page(1, "", (), 595, 842, "ocr", Verdict("blank", "none", "Trang trắng."))
    rooms = Rooms(lambda _: Reading((page, page), "pdf", ("Trang 2 mờ.",)), refuse, refuse, None)  # type: ignore[arg-type]
    with pytest.raises(NoTextError, match=r"Không đọc được chữ nào trong văn bản\. Trang 2 mờ"):
        extract_bytes(b"%PDF", "a.pdf", rooms)


def run_python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_the_package_loads_no_heavy_library() -> None:
    heavy = "spacy", "pandas", "numpy", "pyarrow", "pydantic", "pypdfium2"
    assert run_python(f"import sys, ntm_extract; print([m for m in {heavy} if m in sys.modules])") == "[]"


def test_the_functions_of_the_package_outlive_the_import_of_the_rooms_of_the_same_name() -> None:
    code = """
import ntm_extract
from ntm_extract import extract, restore
import ntm_extract.restore, ntm_extract.restore.restoration
from ntm_extract.restore import load_restorer
assert ntm_extract.restore is restore and callable(restore)
assert ntm_extract.Plan.__name__ == "Plan" and ntm_extract.__version__
try:
    ntm_extract.nothing
except AttributeError:
    print("well")
"""
    assert run_python(code) == "well"
