"""PDFs written object by object, so that each part can be made wrong on purpose."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

LINES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Ủy ban nhân dân xã ban hành kế hoạch xây dựng nông thôn mới",
    "trên địa bàn, phấn đấu đến năm 2027 có 05 thôn đạt chuẩn.",
)
TEXT = "\n".join(LINES)

_CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /All def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
100 beginbfrange
%s
endbfrange endcmap end end
""" % b"\n".join(
    b"<%02X00> <%02XFF> <%02X00>" % (row, row, row) for row in (0, 1, 3, 6, 0x1E, 0x20, *range(0x4E, 0xA0))
)
FONT = b"<</Type/Font/Subtype/Type0/BaseFont/Plain/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 6 0 R>>"
DESCENDANT = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Plain/DW 500/FontDescriptor 7 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
)
DESCRIPTOR = b"<</Type/FontDescriptor/FontName/Plain/Flags 4/FontBBox[0 -200 1000 900]/Ascent 900/Descent -200>>"


def shown(lines: Iterable[str] = LINES, *, x: float = 60, top: float = 760, size: float = 13) -> bytes:
    """Give the operators that write lines of text, in the font `F`."""
    pieces = [b"BT /F %g Tf %g %g Td 20 TL" % (size, x, top)]
    pieces += [b"<%s> Tj T*" % line.encode("utf-16-be").hex().encode() for line in lines]
    return b"\n".join([*pieces, b"ET"])


def packed(data: bytes) -> bytes:
    """Give a Flate stream of data, `data` told by the dictionary's entry that must go with it."""
    return zlib.compress(data, 9)


@dataclass
class Draft:
    """A PDF in the making: objects by number; 1 is the catalog, 2 the page tree, 4 to 7 the font, 10 and up free."""

    objects: dict[int, bytes] = field(default_factory=dict)
    trailer: bytes = b""

    def __post_init__(self) -> None:
        self.objects = {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            4: FONT,
            5: DESCENDANT,
            6: stream(_CMAP),
            7: DESCRIPTOR,
        } | self.objects

    def body(self, header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") -> tuple[bytes, dict[int, int]]:
        """Give the header and the objects, and the offset of each."""
        out, offsets = bytearray(header), {}
        for number, content in sorted(self.objects.items()):
            offsets[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        return bytes(out), offsets

    def write(self, *, header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") -> bytes:
        """Write the file with a right cross-reference table."""
        body, offsets = self.body(header)
        size = max(offsets) + 1
        rows = [b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n" for n in range(size)]
        table = b"xref\n0 %d\n%s" % (size, b"".join(rows))
        return body + table + self.end(len(body), size)

    def end(self, start: int, size: int) -> bytes:
        """Give the trailer, which leads to the table at `start`."""
        return b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, self.trailer, start)


def stream(data: bytes, entries: bytes = b"", *, length: bytes | None = None) -> bytes:
    """Give a stream object; `length` is written in place of the right one."""
    given = b"%d" % len(data) if length is None else length
    return b"<</Length %s%s>>\nstream\n%s\nendstream" % (given, entries, data)


def page(content: int, entries: bytes = b"", *, box: bytes = b"[0 0 595 842]", resources: bytes = b"") -> bytes:
    """Give a page object whose content stream has the number `content`."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents %d 0 R/Resources<</Font<</F 4 0 R>>%s>>%s>>" % (
        box,
        content,
        resources,
        entries,
    )


def tree(*kids: int, count: int | None = None) -> bytes:
    """Give the page tree's root."""
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    return b"<</Type/Pages/Kids[%s]/Count %d>>" % (listed, len(kids) if count is None else count)


def one_page(entries: bytes = b"", *, content: bytes | None = None, **given: bytes) -> Draft:
    """Give the draft of a page with three lines of text; the page is object 3, its content object 10."""
    return Draft({2: tree(3), 3: page(10, entries, **given), 10: stream(shown() if content is None else content)})
