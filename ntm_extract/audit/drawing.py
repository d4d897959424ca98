"""The picture of the graph as an SVG element of a page: it needs neither script nor network, and prints."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from ntm_extract.audit.layout import ARCS, Heading, Layout, Place, Strand, lay_out
from ntm_extract.audit.picture import Box, Picture
from ntm_extract.publish.numbers import format_number
from ntm_extract.publish.words import Words, load_words

INKS = {
    "central": ("#8c2f39", "#fbf2f2"), "province": ("#1f5f8b", "#f1f6fb"), "district": ("#2f6f4f", "#f1f7f3"),
    "commune": ("#7a5c1e", "#f8f4ea"), "unknown": ("#5f6b70", "#f4f6f7"), "plans": ("#0b5a66", "#eef6f7"),
}  # fmt: skip
"""Ink and ground of each level."""
STROKES = {"legal_basis": ("#24435c", ""), "implements": ("#c2571a", "9 4"), "per": ("#6f7f87", "2 3.5")}
"""Colour and dashes of each relation."""
INK, SOFT = "#1e2b31", "#51626a"
_BOLD = 650


def draw_picture(picture: Picture) -> Markup:
    """Draw a picture, with its legend.

    Hovering over a box shows its own lines alone, and what it stands for in full; boxes lead to where the page tells of
    them.
    """
    words = load_words("audit", picture.lang)
    layout = lay_out(picture, words["level"], words["picture"]["plans_head"])
    parts = [
        f'<svg class="citations" viewBox="0 0 {layout.width:.0f} {layout.height:.0f}" role="group" '
        f'aria-label="{escape(words["picture"]["title"])}" xmlns="http://www.w3.org/2000/svg">',
        f"<style>{_style(layout)}</style>",
        _markers(),
        *_legend(words),
        *([_text(0, 44, words["picture"]["bundles"], 12, ink=SOFT)] if layout.bars else []),
        *(_heading(heading) for heading in layout.headings),
        *(_line(strand, picture, words) for strand in layout.strands),
        *(_pill(bar.x, bar.y, bar.width, bar.height, INKS[layer][0]) for layer, bar in layout.bars.items()),
        *(_box(at, box, layout.places[at], picture) for at, box in enumerate(picture.boxes)),
        "</svg>",
    ]
    return Markup("\n".join(parts))


def _style(layout: Layout) -> str:
    ended = sorted({at for strand in layout.strands for at in (strand.source, strand.target) if at is not None})
    pointed = ".citations:has(.b{}:is(:hover,:focus-visible))"
    rules = [
        ".citations text{font-family:inherit}",
        ".citations a{text-decoration:none}",
        ".citations a:hover .frame,.citations a:focus-visible .frame{stroke-width:3}",
        ".citations .l{fill:none;opacity:.62}.citations .l:hover{opacity:1}.citations .o{display:none}",
        *(f"{pointed.format(at)} .l:not(.b{at}){{opacity:.07}}" for at in ended),
        *(f"{pointed.format(at)} .o.b{at}{{display:inline;opacity:.85}}" for at in ended),
    ]
    if layout.bars:  # the bundles give way to the lines of the box itself
        rules += [".citations .band{opacity:.38}"]
        rules += [f"{pointed.format(at)} .band{{opacity:.08}}" for at in ended]
    return "".join(rules)


def _markers() -> str:
    heads = (
        f'<marker id="head-{name}" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="8" refX="8" refY="4" '
        f'orient="auto"><path d="M0 0L9 4L0 8z" fill="{ink}"/></marker>'
        for name, (ink, _) in STROKES.items()
    )
    return f"<defs>{''.join(heads)}</defs>"


def _legend(words: Words) -> list[str]:
    """Tell what lines, borders and figures mean, in one row."""
    parts, x = [], 0.0
    for relation, (ink, dashes) in STROKES.items():
        parts.append(f'<path d="M{x:.0f} 14h34" stroke="{ink}" stroke-width="2.4" {_dashes(dashes, 2.4)}/>')
        parts.append(_text(x + 42, 18, words["relation"][relation], 12))
        x += 42 + _length(words["relation"][relation], 12) + 24
    for here in (True, False):
        text = words["picture"]["here" if here else "not_here"]
        parts += [_frame(x, 6, 26, 16, INK, "#e3ecef" if here else "#fff", here), _text(x + 34, 18, text, 12)]
        x += 34 + _length(text, 12) + 24
    figure = _text(x + 12, 18, "3", 11, weight=700, ink="#fff", anchor="middle")
    return [*parts, _pill(x, 6, 24, 16, INK), figure, _text(x + 32, 18, words["picture"]["figure"], 12)]


def _text(
    x: float, y: float, text: str, size: float, *, weight: int = 400, ink: str = INK, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{ink}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def _frame(x: float, y: float, width: float, height: float, ink: str, ground: str, here: bool) -> str:
    """Draw a border: a firm one round what is in the collection, a broken one round what is not."""
    border = 'stroke-width="1.8"' if here else 'stroke-width="1.2" stroke-dasharray="4 3"'
    return (
        f'<rect class="frame" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="6" '
        f'fill="{ground}" stroke="{ink}" {border}/>'
    )


def _pill(x: float, y: float, width: float, height: float, ink: str) -> str:
    round_ = min(width, height) / 2
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{round_:.1f}" fill="{ink}"/>'


def _heading(heading: Heading) -> str:
    size, weight = (15, 700) if heading.large else (12, 600)
    return _text(heading.x, heading.y, heading.text, size, weight=weight, ink=INKS[heading.layer][0])


def _line(strand: Strand, picture: Picture, words: Words) -> str:
    (x1, y1), (x2, y2) = strand.start, strand.end
    ink, dashes = STROKES[strand.relation] if strand.relation else (INKS[strand.layer][0], "")
    if strand.source is None or picture.boxes[strand.source].layer == "plans":
        first, second = x1 - (x1 - x2) / 2, x2 + (x1 - x2) / 2
    else:  # around the left of the boxes between
        first = second = min(x1, x2) - min(ARCS - 4, 24 + abs(y1 - y2) * 0.12)
    way = f"M{x1:.1f} {y1:.1f}C{first:.1f} {y1:.1f} {second:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    boxes = [f"b{at}" for at in (strand.source, strand.target) if at is not None]
    kind = "l o" if strand.shown == "hover" else "l" if strand.relation else "l band"
    head = "" if strand.layer or strand.width >= 3 else f' marker-end="url(#head-{strand.relation})"'
    title = "" if strand.shown == "hover" else f"<title>{escape(_said(strand, picture, words))}</title>"
    return (
        f'<path class="{" ".join([kind, *boxes])}" d="{way}" stroke="{ink}" stroke-width="{strand.width:.1f}" '
        f"{_dashes(dashes, strand.width)}{head}>{title}</path>"
    )


def _said(strand: Strand, picture: Picture, words: Words) -> str:
    """Say what a line stands for: `Cao Bằng – Trung ương: căn cứ 12, theo 3`."""
    level = words["level"].get(strand.layer, "")
    ends = [level if at is None else picture.boxes[at].name for at in (strand.source, strand.target)]
    counts = (
        f"{words['relation'][relation]} {format_number(count, picture.lang)}"
        for relation, count in strand.relations.items()
        if count
    )
    return f"{ends[0]} – {ends[1]}: {', '.join(counts)}"


def _dashes(pattern: str, width: float) -> str:
    """Give the dashes of a line; wide ones have longer dashes."""
    if not pattern:
        return ""
    scale = max(1.0, width / 5)
    return f'stroke-dasharray="{" ".join(f"{float(part) * scale:.1f}" for part in pattern.split())}"'


def _box(at: int, box: Box, place: Place, picture: Picture) -> str:
    ink, ground = INKS[box.layer]
    x, y, middle = place.x, place.y, place.middle
    count = "" if box.layer == "plans" or box.folded else format_number(box.cited_by, picture.lang)
    pill = _length(count, 11) * 1.1 + 14 if count else 0.0
    room = place.width - 26 - pill
    if box.folded:
        size = f'width="{place.width}" height="{place.height}"'
        frame = f'<rect class="frame" x="{x:.1f}" y="{y:.1f}" {size} rx="6" fill="{ground}"/>'
    else:
        frame = _frame(x, y, place.width, place.height, ink, ground if box.here else "#fff", box.here)
    body = [
        f"<title>{escape(box.title)}</title>",
        frame,
        _pill(x, y, 6, place.height, ink),
        _text(x + 16, middle - 3, _cut(box.name, 13.5, room, bold=True), 13.5, weight=_BOLD),
        _text(x + 16, middle + 12, _cut(box.line, 11, room), 11, ink=SOFT),
    ]
    if count:
        right = x + place.width - 8
        body.append(_pill(right - pill, middle - 9, pill, 18, ink))
        body.append(_text(right - pill / 2, middle + 4, count, 11, weight=700, ink="#fff", anchor="middle"))
    inner = "".join(body)
    return f'<a class="b{at}" href="{escape(box.href)}">{inner}</a>' if box.href else f'<g class="b{at}">{inner}</g>'


_NARROW, _WIDE = frozenset("iljtfrI.,:;/()|'’ -"), frozenset("mwMWƯƠĐQOG@—…%")


def _length(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate how wide a text is set in a sans-serif face."""
    units = sum(0.33 if c in _NARROW else 0.82 if c in _WIDE else 0.66 if c.isupper() else 0.555 for c in text)
    return units * size * (1.06 if bold else 1.0)


def _cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Cut a text to the room there is, with a sign."""
    if _length(text, size, bold=bold) <= room:
        return text
    while text and _length(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip(" ·,-") + "…"
