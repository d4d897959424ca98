"""What kind of file it is, told by its content and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from ntm_extract.errors import DamagedFileError, EncryptedFileError, UnknownKindError

Kind = Literal["pdf", "image", "docx", "text"]

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_WINDOW = 1024  # readers accept a PDF header anywhere in the first KiB (ISO 32000-1, annex H)
_PDF_OBJECT = re.compile(rb"(?:^|[\r\n])\d{1,10} \d{1,5} obj\b")


def find_kind(data: bytes) -> Kind:
    """Tell what a file is from its first bytes.

    Returns:
        `pdf`, `image` (PNG, JPEG, TIFF), `docx`, or `text` for everything that may be text; whether it is text
        at all is for the decoding to say.

    Raises:
        UnknownKindError: an old Word file, another Office file, RTF, another archive.
        EncryptedFileError: a Word file with a password (which is an OLE container).
        DamagedFileError: a ZIP container that is cut off, a PDF without its beginning.
    """
    if data.startswith(_IMAGES):
        return "image"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedFileError("Tệp Word được đặt mật khẩu")
        raise UnknownKindError("Tệp Word đời cũ (.doc)", advice="Mở bằng Word, lưu lại thành .docx rồi chạy lại.")
    if data.startswith(b"{\\rtf"):
        raise UnknownKindError("Tệp RTF", advice="Mở bằng Word, lưu lại thành .docx rồi chạy lại.")
    if b"%PDF-" in data[:_HEADER_WINDOW]:
        return "pdf"
    if b"endobj" in data and _PDF_OBJECT.search(data):
        raise DamagedFileError("Tệp PDF thiếu phần đầu, hoặc phần đầu nằm sau dữ liệu khác")
    return "text"


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise DamagedFileError("Tệp nén bị hỏng hoặc bị cắt cụt") from error
    if "word/document.xml" in names:
        return "docx"
    raise UnknownKindError("Tệp nén nhưng không phải văn bản Word")
