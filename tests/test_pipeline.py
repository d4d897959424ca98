"""One document through the rooms, and a text line for line."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_extract.errors import EmptyFileError, NoTextError
from ntm_extract.pages import Page, Reading, Verdict
from ntm_extract.pipeline import PORTION, Rooms, extract_bytes, identify, restore_lines


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


def shout(text: str) -> str:
    return text.upper()


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (b"", ""),
        (b"mot\nhai", "MOT\nHAI"),
        (b"mot\r\n\r\nhai\r\n", "MOT\r\n\r\nHAI\r\n"),
        (b"\xef\xbb\xbfmot\n", "MOT\n"),
        ("một\u2028hai\x0cba\n".encode(), "MỘT\u2028HAI\x0cBA\n"),
        (b"\n\n\n", "\n\n\n"),
    ],
)
def test_text_is_restored_line_for_line(given_: bytes, expected: str) -> None:
    assert "".join(restore_lines(given_.splitlines(keepends=True), shout)) == expected


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), max_size=30)))
def test_no_line_is_lost_or_joined(lines: list[str]) -> None:
    data = [f"{line}\n".encode() for line in lines]
    assert "".join(restore_lines(data, lambda text: text)).encode() == b"".join(data).removeprefix(b"\xef\xbb\xbf")


def test_a_long_text_is_restored_in_portions_that_end_at_empty_lines() -> None:
    seen: list[str] = []

    def note(text: str) -> str:
        seen.append(text)
        return text

    paragraph = "uy ban nhan dan huyen\n" * 100 + "\n"
    text = paragraph * 100 + "x" * (3 * PORTION)
    assert "".join(restore_lines((line.encode() for line in text.splitlines(keepends=True)), note)) == text
    assert len(seen) > 8
    assert max(map(len, seen[:-1])) < 2 * PORTION
    assert all(portion.endswith("\n") for portion in seen[:-1])


def test_text_of_another_encoding_is_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        list(restore_lines(["Uỷ ban".encode("utf-16")], shout))


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
