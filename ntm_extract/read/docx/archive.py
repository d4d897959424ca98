"""The container of a Word file: whether it is safe to unpack, and made whole where only a link in it is dead."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

import docx.package
from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from ntm_extract.errors import DamagedFileError, TooLargeError, UnknownKindError
from ntm_extract.read.settings import ReadSettings

MOST_PARTS = 10_000
"""Files within a Word file; a report with a picture on every page has some hundreds."""
MOST_TAGS = 4_000_000
"""Tags in the XML of a Word file, which take 100 to 150 bytes each; five hundred pages have a million."""
STRICT = b"http://purl.oclc.org/ooxml/"
_CHUNK = 2**20
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"))
_LONGEST = max(map(len, _DOCTYPES))
_LINK = re.compile(rb"<Relationship\b[^<>]*?(?:/>|>\s*</Relationship>)")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")
_BROKEN = (KeyError, ValueError, zipfile.BadZipFile, zlib.error, SyntaxError, OpcError, AttributeError)

for _kind in (
    CONTENT_TYPE.WML_DOCUMENT,
    CONTENT_TYPE.WML_DOCUMENT_MAIN,
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
):
    PartFactory.part_type_for[_kind] = DocumentPart  # files with macros, and templates, hold text as others do


def open_archive(data: bytes, settings: ReadSettings) -> DocumentPart:
    """Open a Word file as far as its main part.

    Raises:
        TooLargeError: it unpacks to more than `max_unpacked_bytes`, or to too many parts or tags.
        DamagedFileError: it is broken, or declares entities.
        UnknownKindError: it is written in the strict form of the standard, which hardly any program reads.
    """
    _check(data, settings)
    try:
        try:
            part = _main_part(data)
        except KeyError:  # a part that another one names is not there
            part = _main_part(_without_dead_links(data))
    except _BROKEN as error:
        raise DamagedFileError("Tệp Word bị hỏng, không mở được") from error
    if part.element.tag != qn("w:document") or part.element.body is None:
        raise DamagedFileError("Tệp Word bị hỏng, không có phần thân văn bản")
    return part


def _main_part(data: bytes) -> DocumentPart:
    part = docx.package.Package.open(io.BytesIO(data)).main_document_part
    if not isinstance(part, DocumentPart):
        raise DamagedFileError("Tệp Word bị hỏng, phần chính không phải là văn bản")
    return part


def _check(data: bytes, settings: ReadSettings) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise TooLargeError(f"Tệp Word gồm {len(parts)} tệp con, quá {MOST_PARTS}")
            if sum(part.file_size for part in parts) > settings.max_unpacked_bytes:
                raise TooLargeError(f"Tệp Word giải nén ra quá {settings.max_unpacked_bytes // 2**20} MiB")
            tags = 0
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    tags += _count_tags(archive, part)
                    if tags > MOST_TAGS:
                        raise TooLargeError(f"Tệp Word có quá {MOST_TAGS // 10**6} triệu thẻ XML")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise DamagedFileError("Tệp Word bị hỏng hoặc bị cắt cụt") from error


def _count_tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    tags, before = 0, b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            tags += piece.count(b"<")
            seam = before + piece
            if any(doctype in seam for doctype in _DOCTYPES):
                raise DamagedFileError("Tệp Word khai báo thực thể XML, điều mà Word không bao giờ làm")
            if part.filename == "word/document.xml" and STRICT in seam:
                raise UnknownKindError(
                    "Tệp Word ở dạng Strict Open XML", advice="Mở bằng Word, lưu lại thành .docx thường rồi chạy lại."
                )
            before = seam[-_LONGEST:]
    return tags


def _without_dead_links(data: bytes) -> bytes:
    """Write a Word file again without the relationships that lead to parts it does not have."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as mended:
        names = set(archive.namelist())
        for name in names:
            content = archive.read(name)
            if name.endswith(".rels"):
                folder = posixpath.dirname(posixpath.dirname(name))
                content = _LINK.sub(lambda link, at=folder: b"" if _is_dead(link[0], at, names) else link[0], content)  # type: ignore[misc]
            mended.writestr(name, content)
    return out.getvalue()


def _is_dead(link: bytes, folder: str, names: set[str]) -> bool:
    target = _TARGET.search(link)
    if target is None or b'"External"' in link or b"'External'" in link:
        return False
    path = posixpath.normpath(posixpath.join("/", folder, target[1].decode("utf-8", "replace")))
    return path.lstrip("/") not in names
