"""From a quote to its page in the document."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from ntm_extract.publish.links import source_link

NAME = 'kế hoạch #1 100%?"<b>.pdf'


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder as `run` was called in: `ke-hoach/` beside `trang/`."""
    (tmp_path / "ke-hoach").mkdir()
    (tmp_path / "trang").mkdir()
    (tmp_path / "ke-hoach" / NAME).write_bytes(b"%PDF-1.7\n")
    (tmp_path / "ke-hoach" / "a:b.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "ke-hoach" / "gia.pdf").write_bytes(b"<html><script>alert(1)</script>")
    (tmp_path / "ke-hoach" / "chu.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    return tmp_path


def test_link_leads_from_the_page_to_the_pdf(desk: Path) -> None:
    link = source_link(f"ke-hoach/{NAME}", 3, base=desk, html=desk / "trang" / "so-sanh.html")
    assert link is not None
    way, _, page = link.partition("#")
    assert page == "page=3"
    assert not set('"<>?% ') & set(way.replace("%", "", way.count("%")))
    assert (desk / "trang" / unquote(way)).resolve() == (desk / "ke-hoach" / NAME).resolve()


def test_link_without_a_page_opens_the_document(desk: Path) -> None:
    link = source_link("ke-hoach/a:b.pdf", None, base=desk, html=desk / "ke-hoach" / "x.html")
    assert link == "./a%3Ab.pdf"  # no scheme called `a`


def test_absolute_paths_and_pages_without_a_place(desk: Path) -> None:
    source = str(desk / "ke-hoach" / "a:b.pdf")
    link = source_link(source, 1, base=Path("/nowhere"), html=None)
    assert link == (desk / "ke-hoach" / "a:b.pdf").as_uri() + "#page=1"


@pytest.mark.parametrize(
    "source",
    [
        *("ke-hoach/chu.txt", "ke-hoach/gia.pdf", "ke-hoach/khong-co.pdf", "ke-hoach", "-", ""),
        *("https://example.vn/a.pdf", "javascript://%0aalert(1)", "zip://a.pdf::b.zip", "a\0b"),
    ],
)
def test_what_cannot_be_opened_from_here_gets_no_link(desk: Path, source: str) -> None:
    assert source_link(source, 1, base=desk, html=desk / "trang" / "x.html") is None
