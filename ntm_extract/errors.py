"""What can go wrong with a document, each kind with its code and with what to do next.

A message names the reason and the remedy; the caller knows the file and adds it. The codes are those of the
`failures` table.
"""

from __future__ import annotations


class DocumentError(Exception):
    """A document that cannot be turned into a plan.

    Attributes:
        code: a stable word for the failures table, e.g. `encrypted`.
        advice: what the user can do next, one sentence in Vietnamese.
        page: the 1-based page the trouble is on, or None.
    """

    code = "failed"
    advice = "Kiểm tra lại tệp rồi chạy lại với --retry-failed."

    def __init__(self, reason: str, *, advice: str | None = None, page: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.page = page
        if advice is not None:
            self.advice = advice

    def __str__(self) -> str:
        where = f" (trang {self.page})" if self.page is not None else ""
        return f"{self.reason}{where}. {self.advice}"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.reason, self.advice, self.page)


def _rebuild(kind: type[DocumentError], reason: str, advice: str, page: int | None) -> DocumentError:
    return kind(reason, advice=advice, page=page)


class UnreadableFileError(DocumentError):
    """The bytes cannot be fetched: missing, no permission, a broken URL."""

    code = "unreadable"
    advice = "Kiểm tra đường dẫn và quyền đọc tệp."


class EmptyFileError(DocumentError):
    """The file holds no bytes, or no page."""

    code = "empty"
    advice = "Xin lại tệp từ nơi gửi: tệp này không có nội dung."


class UnknownKindError(DocumentError):
    """The content is none of the kinds that are read (PDF, PNG, JPEG, TIFF, DOCX, text)."""

    code = "unknown-kind"
    advice = "Chuyển tệp sang PDF, DOCX, ảnh hoặc văn bản thuần rồi chạy lại."


class EncryptedFileError(DocumentError):
    """The document asks for a password."""

    code = "encrypted"
    advice = "Xin bản không đặt mật khẩu, hoặc gỡ mật khẩu (ví dụ: qpdf --decrypt) rồi chạy lại."


class DamagedFileError(DocumentError):
    """The file is of a known kind but is broken or cut off."""

    code = "damaged"
    advice = "Xin lại tệp từ nơi gửi, hoặc mở và lưu lại bằng phần mềm đọc PDF/Word."


class TooLargeError(DocumentError):
    """The document is over a limit of size, pages or pixels."""

    code = "too-large"
    advice = "Tách tệp thành nhiều phần nhỏ hơn rồi chạy lại."


class TimeLimitError(DocumentError):
    """Work on the document took longer than it may."""

    code = "timeout"
    advice = "Chạy lại riêng tệp này với --timeout lớn hơn."


class MissingToolError(DocumentError):
    """Something that must be installed is not (Tesseract, its Vietnamese data, an extra)."""

    code = "missing-tool"
    advice = "Cài đặt: apt-get install tesseract-ocr tesseract-ocr-vie"


class NoTextError(DocumentError):
    """The document was read but holds no text."""

    code = "no-text"
    advice = "Kiểm tra xem tệp có phải là trang trắng hoặc ảnh không có chữ."


class IllegibleTextError(DocumentError):
    """The text was read but its letters are lost, or are no Vietnamese ones: nothing can be made of it."""

    code = "illegible"
    advice = "Xin bản gốc (Word) hoặc bản quét của văn bản rồi chạy lại."


class CrashedError(DocumentError):
    """The process that worked on the document died (killed, out of memory, a fault in a library)."""

    code = "crashed"
    advice = "Thử chạy lại với --retry-failed --jobs 1; nếu vẫn lỗi, mở và lưu lại tệp bằng phần mềm khác."


class NoDocumentsError(DocumentError):
    """A folder or a pattern in which there is nothing to read."""

    code = "no-documents"
    advice = "Kiểm tra lại đường dẫn; các loại tệp đọc được: PDF, PNG, JPEG, TIFF, DOCX, TXT, MD."


class StoreError(Exception):
    """A place where results are kept cannot be used; the message says why and what to do, in Vietnamese."""
