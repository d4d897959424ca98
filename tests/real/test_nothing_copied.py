"""No text of the real plans stands in the repository; skips where the folder `shared` is absent."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ntm_extract.writing.orthography import strip_marks

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the folder `shared` with the real plans is absent"),
]

SUFFIXES = {".py", ".md", ".toml", ".plan", ".txt", ".json", ".csv"}
RUN = 10
"""Words in a row that two texts share only when one is copied from the other, names and formulae apart."""
KNOWN = 6
"""Words of such a run that belong to a name or formula when the run is excused."""
FORMULAE = (
    # the letterhead and the motto
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    # names of the programme and of the campaign
    "Chương trình mục tiêu quốc gia xây dựng nông thôn mới",
    "các chương trình mục tiêu quốc gia",
    "Cả nước chung sức xây dựng nông thôn mới",
    "xây dựng nông thôn mới giai đoạn 2021 - 2025",
    "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh",
    "Chương trình MTQG xây dựng nông thôn mới",
    # titles of national instruments
    "ban hành Kế hoạch tổ chức thực hiện Phong trào thi đua",
    "của Thủ tướng Chính phủ phê duyệt Chương trình mục tiêu quốc gia",
    # how instruments are cited: kind, number, day, issuer (figures are no words)
    "Căn cứ Quyết định số",
    "Căn cứ Quyết định số /QĐ-TTg ngày",
    "Kế hoạch số /KH-UBND ngày của Ủy ban nhân dân tỉnh",
    "/QĐ-UBND ngày tháng năm của Ủy ban nhân dân tỉnh về việc phê duyệt",
    "Quyết định số /QĐ-TTg ngày của Thủ tướng Chính phủ",
    "Quyết định số /QĐ-UBND ngày của UBND huyện",
    "Quyết định số /QĐ-UBND ngày của UBND huyện về việc phê duyệt",
    "Quyết định số /QĐ-UBND ngày của Ủy ban nhân dân tỉnh",
    "Kế hoạch số /KH-UBND ngày của UBND",
    "Kế hoạch số /KH-UBND ngày tháng năm của Ủy ban nhân dân",
    "Nghị quyết số /NQ-HĐND ngày của Hội đồng nhân dân tỉnh",
    "Nghị quyết số -NQ/TU ngày của Ban Chấp hành Đảng bộ tỉnh",
    # names of bodies
    "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Nông nghiệp và PTNT",
    "Phòng Nông nghiệp và Phát triển nông thôn",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Văn phòng Điều phối Chương trình xây dựng nông thôn mới",
    "Hội đồng Thi đua - Khen thưởng tỉnh",
    # those to whom every plan goes
    "TT. HĐND tỉnh; Chủ tịch, các Phó Chủ tịch UBND tỉnh",
    "Thường trực Huyện ủy; Thường trực HĐND huyện; Chủ tịch",
    # the formula by which every instrument charges one body to work with others
    "chủ trì, phối hợp với Phòng",
    "chủ trì, phối hợp với các cơ quan",
    "phối hợp với các cơ quan, đơn vị liên quan",
    # the first heading of a plan
    "I. MỤC ĐÍCH, YÊU CẦU 1. Mục đích",
)


def words_of(text: str) -> list[str]:
    """Lower-case words without figures and without marks, for texts that lost them are copies too."""
    return re.findall(r"[^\W\d_]+", strip_marks(text).lower())


def runs_of(words: list[str]) -> Iterator[int]:
    """The runs of a text, as hashes; the n-th starts at the n-th word."""
    return (hash(tuple(words[start : start + RUN])) for start in range(len(words) - RUN + 1))


def strings_of(value: Any) -> Iterator[str]:
    """All texts in the tables of a gold file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_of(part)


def known_words(words: list[str]) -> list[bool]:
    """Tell of each word whether it belongs to a formula."""
    joined = f" {' '.join(words)} "
    known = [False] * len(words)
    for formula in map(words_of, FORMULAE):
        for match in re.finditer(f"(?= {' '.join(formula)} )", joined):
            first = joined.count(" ", 0, match.start())
            known[first : first + len(formula)] = [True] * len(formula)
    return known


def text_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".plan":  # the marks of gold rows stand between the words
        text = re.sub(r"^@.*$|\[\w+:", " ", text, flags=re.MULTILINE)
    return text


def copies_in(text: str, originals: set[int]) -> list[str]:
    """The runs of a text that are copied, those that overlap as one."""
    words = words_of(text)
    known = known_words(words)
    spans: list[list[int]] = []
    for start, run in enumerate(runs_of(words)):
        if run in originals and sum(known[start : start + RUN]) < KNOWN:
            if spans and start <= spans[-1][1]:
                spans[-1][1] = start + RUN
            else:
                spans.append([start, start + RUN])
    return [" ".join(words[start:end]) for start, end in spans]


@pytest.fixture(scope="module")
def originals() -> set[int]:
    texts = [path.read_text(encoding="utf-8") for room in ("plans", "gold") for path in (SHARED / room).glob("*.txt")]
    for path in (SHARED / "gold").glob("*.json"):
        texts += strings_of(json.loads(path.read_text(encoding="utf-8")))
    return {run for text in texts for run in runs_of(words_of(text))}


def test_no_file_of_the_repository_holds_a_run_of_a_real_plan(originals: set[int]) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: which files belong to the repository is not known")
    paths = [ROOT / name for name in listed.stdout.split("\0") if Path(name).suffix in SUFFIXES]
    found = {
        str(path.relative_to(ROOT)): copies
        for path in paths
        if path.is_file() and (copies := copies_in(text_of(path), originals))
    }
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


def test_a_copied_sentence_is_found_with_and_without_its_marks_but_a_title_is_not() -> None:
    sentence = "Trưởng thôn họp dân mỗi quý một lần và công khai số tiền bà con đã góp làm đường"
    title = "Nghe đọc Quyết định số 12/QĐ-TTg ngày 03/3/2022 của Thủ tướng Chính phủ về việc trồng rừng"
    originals = {run for text in (sentence, title) for run in runs_of(words_of(text))}
    assert copies_in(f"Thôn ta: {sentence}.", originals) == [" ".join(words_of(sentence))]
    assert copies_in(strip_marks(sentence), originals)
    assert copies_in(title, originals) == []
