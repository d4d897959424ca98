"""What is written onto a page rather than into it: filled fields of forms, and notes typed on the paper."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_LONGEST_NAME = 16
_WRITTEN = ("", "Tx", "Ch")
"""Kinds of field that hold text; a field of kind `Sig` shows who signed the file, and when, over the letterhead."""


def write_out_fields(page: pdfium.PdfPage, document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Make filled fields and typed notes part of the page's text, as a reader of the printed page would see them.

    Args:
        page: open; it is closed where it is given anew.
        document: changed in memory only.
        index: of the page, from 0.

    Returns:
        The page, opened anew where it had any of them.
    """
    count = raw.FPDFPage_GetAnnotCount(page)
    written = [at for at in range(count) if _is_written(page, at)]
    if not written:
        return page
    for at in reversed(range(count)):
        if at not in written:
            raw.FPDFPage_RemoveAnnot(page, at)
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _is_written(page: pdfium.PdfPage, at: int) -> bool:
    annotation = raw.FPDFPage_GetAnnot(page, at)
    if not annotation:
        return False
    try:
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind == raw.FPDF_ANNOT_WIDGET:
            value = (raw.FPDF_WCHAR * _LONGEST_NAME)()
            length = raw.FPDFAnnot_GetStringValue(annotation, b"FT", value, _LONGEST_NAME)
            return bytes(value)[:length].decode("utf-16-le", "replace").rstrip("\0") in _WRITTEN
        return bool(kind == raw.FPDF_ANNOT_FREETEXT)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)
