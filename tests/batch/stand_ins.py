"""Stand-ins for the rooms, which worker processes import by name: what a document's words say is what happens."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

from ntm_extract.alignment import Alignment
from ntm_extract.batch.messages import MEMORY, Workshop
from ntm_extract.errors import EmptyFileError, EncryptedFileError, UnreadableFileError
from ntm_extract.extract.row_ids import row_ids
from ntm_extract.outline.structure import Outline
from ntm_extract.pages import Box, Leaf, Media, Page, PagedDocument, Reading, Verdict, bind
from ntm_extract.pipeline import Rooms
from ntm_extract.plan import DocumentHead, PageVerdict, Plan, Reference, Target, Unread
from ntm_extract.restore.restoration import Restoration

ORIGIN = {
    "page": None,
    "bbox": None,
    "bbox_pages": None,
    "char_start": 0,
    "char_end": 5,
    "source_quote": "dat",
}


def a_plan(source: str, doc_id: str, text: str) -> Plan:
    """Give a plan with one target for each word `xã`, and one reference that quotes the text.

    A page with `viết-tay` has a number that could not be read surely.
    """
    head = dict.fromkeys(DocumentHead.model_fields) | {"doc_id": doc_id, "source": source, "kind": "Kế hoạch"}
    head |= {"recipients": ["Huyện ủy", "Lưu: VT"], "pages": 1, "text_origin": "plain", "restored": False}
    target = dict.fromkeys(Target.model_fields) | ORIGIN | {
        "section": "I.1", "quote": "đạt chuẩn", "method": "test", "doubts": [], "indicator": "communes_ntm",
        "comparator": "=", "value": 2.0, "change": "level", "places": ["Phong Lộc"], "text": text, "breakdown": False,
    }  # fmt: skip
    reference = dict.fromkeys(Reference.model_fields) | ORIGIN | {
        "section": "preamble", "quote": text, "confidence": 0.95, "method": "test", "doubts": [],
        "kind": "Quyết định", "number": "12/QĐ-UBND", "relation": "legal_basis",
    }  # fmt: skip
    unread = [
        Unread(
            field="number", page=text.split("\f").index(page) + 1, bbox=[(60.0, 90.0, 200.0, 110.0)],
            source_quote="Số: 1S/KH-UBND", candidates=[("15/KH-UBND", 0.5)], picture=None, note="số hiệu: chưa chắc",
        )
        for page in text.split("\f") if "viết-tay" in page
    ]  # fmt: skip
    verdict = PageVerdict(page=1, origin="plain", label="plain", remedy="take", reason="Văn bản thuần.", scores={})
    targets = [target | {"confidence": 0.5 + 0.4 * (n % 2)} for n in range(text.split().count("xã"))]
    names = row_ids(doc_id, "targets", targets)
    return Plan(
        document=DocumentHead(**head),
        targets=[Target(**(row | {"row_id": name})) for name, row in zip(names, targets, strict=True)],
        deadlines=[],
        responsibilities=[],
        references=[Reference(**(reference | {"row_id": row_ids(doc_id, "references", [reference])[0]}))],
        achievements=[],
        page_verdicts=[verdict],
        unread=unread,
        notes=[*(place.note for place in unread), *(["Bỏ qua một hình."] if "hình" in text else [])],
    )


def fetch(source: str) -> bytes:
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise UnreadableFileError("Không tìm thấy tệp") from error


def open_(data: bytes, *, path: Path | None = None) -> Reading | PagedDocument:
    """Open a document: `trang` in it makes it one of pages, which form feeds part; any other is read at once."""
    if not data:
        raise EmptyFileError("Tệp rỗng (0 byte)")
    text = data.decode("utf-8")
    if "trang" in text.split():
        return Sheets(text.split("\f"))
    return bind([Leaf(read_page(1, text))], "text")


class Sheets:
    media: Media = "pdf"
    notes = ("Tài liệu nhiều trang.",)

    def __init__(self, texts: list[str]) -> None:
        self.texts, self.count = texts, len(texts)

    def read(self, index: int) -> Leaf:
        text = self.texts[index]
        return Leaf(read_page(index + 1, text), ("mờ.",) if "mờ" in text else ())

    def close(self) -> None: ...


def read_page(number: int, text: str) -> Page:
    match text.split():
        case ["treo", *_]:  # hangs
            time.sleep(600)
        case ["treo-chương-trình", pid_file, *_]:  # hangs in a program that it started
            program = subprocess.Popen(["sleep", "600"])
            Path(pid_file).write_text(str(program.pid))
            program.wait()
        case ["chết", *_]:  # dies as if the system had killed it
            os.kill(os.getpid(), signal.SIGKILL)
        case ["chết-một-lần", mark, *_] if not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case ["chết-hẳn", *_]:  # dies of a fault of its own
            os.abort()
        case ["phình", *_]:  # wants more memory than there is, as a library in C does
            ctypes.memset(ctypes.CDLL(None).malloc(MEMORY), 1, MEMORY)
        case ["ghi-đè", path, *_]:
            Path(path).write_text("khác rồi")
            time.sleep(1.0)
        case ["mật-khẩu", *_]:
            raise EncryptedFileError("Tệp có mật khẩu", page=1)
        case ["bất-ngờ", *_]:
            raise ZeroDivisionError("chia cho không")
    if "chậm" in text.split():
        time.sleep(float(text.split("chậm")[1].split()[0]))
    for sign, what in (("ai:", str(os.getpid())), ("giờ:", str(time.time()))):
        if sign in text:  # leaves a trace of who read it, or when
            with Path(text.split(sign)[1].split()[0]).open("a") as trace:
                trace.write(f"{what} ")
    if "đếm:" in text:  # leaves a trace of each time it is worked on
        with Path(text.split("đếm:")[1].split()[0]).open("a") as trace:
            trace.write("x")
    return Page(number, text, (), 0, 0, "plain", Verdict("plain", "take", "Văn bản thuần."))


def restore(reading: Reading) -> Restoration:
    return Restoration(reading.text, reading.text, Alignment.identity(len(reading.text)))


def outline(restored_text: str, *, misread: bool) -> Outline:
    return Outline(restored_text, Alignment.identity(len(restored_text)), ())


class Extractor:
    def extract(
        self, outline: Outline, restoration: Restoration, reading: Reading, *, source: str, doc_id: str
    ) -> Plan:
        plan = a_plan(source, doc_id, outline.text)
        verdicts = [PageVerdict(page=page.number, origin=page.origin, **vars(page.verdict)) for page in reading.pages]
        return plan.model_copy(update={"page_verdicts": verdicts, "notes": [*plan.notes, *reading.notes]})


def load() -> Rooms:
    return Rooms(refuse, restore, outline, Extractor())


def refuse(data: bytes) -> Reading:
    raise AssertionError("documents are opened, and read page by page")


def draw(data: bytes, number: int, box: Box, *, turned: int = 0, path: Path | None = None) -> bytes:
    text = data.decode()
    for sign in ("vẽ-hỏng", "vẽ-treo", "vẽ-chết"):
        if sign in text.split():
            match sign:
                case "vẽ-hỏng":
                    raise ZeroDivisionError("chia cho không")
                case "vẽ-treo":
                    time.sleep(600)
                case _:
                    os.abort()
    return f"trang {number}, {box.top:g} đến {box.bottom:g}, xoay {turned}".encode()


WORKSHOP = Workshop(fetch, open_, load, "program 1", draw)
