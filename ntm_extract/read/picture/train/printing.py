"""Pages printed to learn from: lines of text in many typefaces, of which it is known which word stands where."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ntm_extract.pages import Box
from ntm_extract.read.picture.train.numbers import make_number

STYLES = ("regular", "bold", "italic", "bold_italic")
QUOTES = (('"', '"'), ('"', '"'), ("“", "”"), ("“", "”"), ("'", "'"), ("‘", "’"), ("«", "»"), ("(", ")"), ("[", "]"))
RAISED = "\ue000"
"""Stands before figures that are set small and high, as those of footnotes are."""
Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class PrintedWord:
    """A word and where it stands, in pixels; its box is as high as the typeface, not as the word."""

    text: str
    box: Box


@dataclass(frozen=True)
class PrintedPage:
    """A page as it leaves the printer: grey picture, its words line by line, its resolution."""

    picture: npt.NDArray[np.uint8]
    lines: tuple[tuple[PrintedWord, ...], ...]
    dpi: int


@dataclass(frozen=True)
class Typefaces:
    """The files that are installed: families with their weights, and hands."""

    families: tuple[dict[str, str], ...]
    weights: tuple[float, ...]
    hands: tuple[str, ...]


@cache
def find_typefaces() -> Typefaces:
    """Find which of the typefaces in `fonts.toml` are installed."""
    listed = tomllib.loads(files(__package__).joinpath("fonts.toml").read_text("utf-8"))
    folder = Path(listed["folder"])
    families, weights = [], []
    for family in listed["family"]:
        found = {style: str(folder / family[style]) for style in STYLES if (folder / family[style]).is_file()}
        if "regular" in found:
            families.append(found)
            weights.append(float(family["weight"]))
    hands = tuple(str(folder / hand["file"]) for hand in listed["hand"] if (folder / hand["file"]).is_file())
    return Typefaces(tuple(families), tuple(weights), hands)


@lru_cache(maxsize=256)
def _font(file: str, size: int) -> Font:
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def print_page(paragraphs: Iterator[str], chance: random.Random, dpi: int) -> PrintedPage:
    """Print one page of A4's width, half as high, full of lines.

    Args:
        paragraphs: where the text comes from.
        chance: decides on typeface, sizes, style, what stands where.
        dpi: resolution.
    """
    return _Printer(chance, dpi).run(paragraphs)


class _Printer:
    def __init__(self, chance: random.Random, dpi: int) -> None:
        self._chance = chance
        self._scale = dpi / 72
        self._dpi = dpi
        width, height = round(595 * self._scale), round(chance.choice((300, 421)) * self._scale)
        self._page = Image.new("L", (width, height), 255)
        self._draw = ImageDraw.Draw(self._page)
        faces = find_typefaces()
        self._family = chance.choices(faces.families, faces.weights)[0]
        self._hands = faces.hands
        self._black = chance.choice((0, 0, 0, 20, 40, 60, 80))
        self._lines: list[tuple[PrintedWord, ...]] = []

    def run(self, paragraphs: Iterator[str]) -> PrintedPage:
        chance, scale = self._chance, self._scale
        pitch = chance.choice((chance.uniform(1.14, 1.55), chance.uniform(1.14, 1.55), chance.uniform(0.98, 1.14)))
        body = chance.choice((11, 12, 13, 13, 13.5, 14, 14, 14, 14, 10, 9))
        y = chance.uniform(12, 30) * scale
        bottom = self._page.height - 12 * scale
        while y < bottom - body * scale * 1.3:
            y = self._paragraph(next(paragraphs), body, pitch, y, bottom)
            y += chance.choice((0, 0, 3, 6, 10)) * scale
        return PrintedPage(np.asarray(self._page), tuple(self._lines), self._dpi)

    def _paragraph(self, text: str, body: float, pitch: float, y: float, bottom: float) -> float:
        chance, scale = self._chance, self._scale
        kinds = {"body": 56, "heading": 15, "cells": 11, "number": 4, "small": 5, "columns": 4, "lone": 5}
        kind = chance.choices(list(kinds), list(kinds.values()))[0]
        left, right = chance.uniform(50, 85) * scale, self._page.width - chance.uniform(35, 60) * scale
        style = chance.choices(STYLES, (72, 14, 10, 4))[0]
        size = body
        if kind == "heading":
            style = chance.choices(STYLES, (15, 65, 8, 12))[0]
            if chance.random() < 0.6:
                text = text.upper()
            text = " ".join(text.split()[: chance.randint(2, 14)])
        elif kind == "small":
            size = body - chance.choice((1, 2, 3, 4))
            text = f"{RAISED}{chance.randint(1, 12)} {text}"
        if kind == "cells":
            return self._cells(text, size, style, left, right, y)
        if kind == "number":
            return self._number_line(size, left, right, y)
        if kind == "lone":
            return self._lone(size, style, left, right, y)
        if kind == "columns":
            right = left + (right - left) * chance.uniform(0.3, 0.5)
        font = self._face(style, size)
        words = self._sprinkled(text.split())
        most = chance.choice((1, 2, 3, 4, 6))
        indent = chance.choice((0, 28, 36)) * scale
        for _ in range(most):
            if not words or y + 1.3 * size * scale > bottom:
                break
            words = self._line(words, font, style, size, left + indent, right, y, kind == "heading")
            indent = 0
            y += size * scale * pitch
        return y

    def _face(self, style: str, size: float) -> Font:
        return _font(self._family.get(style, self._family["regular"]), max(8, round(size * self._scale)))

    def _sprinkled(self, words: list[str]) -> list[str]:
        """Put numbers, dates, symbols and quotation marks among the words, and strokes between two."""
        chance = self._chance
        if chance.random() > 0.5:
            return words
        out: list[str] = []
        for word in words:
            if chance.random() < 0.05:
                start, end = chance.choice(QUOTES)
                word = chance.choice((start + word, word + end, start + word + end))
            elif chance.random() < 0.03 and out:
                word = out.pop().rstrip(".,;:") + chance.choice(("/", "/", "-", "–")) + word
            if chance.random() < 0.02 and word[-1].isalpha():
                word += (
                    RAISED + str(chance.choice((1, 2, 3, 4, chance.randint(1, 40)))) + chance.choice(("", "", *",.;:"))
                )
            out.append(word)
            if chance.random() < 0.1:
                out += make_number(chance).split()
        return [*out, "./."] if chance.random() < 0.05 else out

    def _line(
        self, words: list[str], font: Font, style: str, size: float, left: float, right: float, y: float, centred: bool
    ) -> list[str]:
        """Set one line and give the words that found no room on it."""
        chance = self._chance
        space = font.getlength(" ")
        bold = self._face("bold" if style == "regular" else "bold_italic", size)
        fonts: list[Font] = []
        taken: list[str] = []
        length = 0.0
        strong = chance.random() < 0.06
        for word in words:
            face = bold if strong and chance.random() < 0.4 else font
            width = face.getlength(word)
            if taken and length + space + width > right - left:
                break
            length += width + (space if taken else 0)
            taken.append(word)
            fonts.append(face)
        rest = words[len(taken) :]
        is_last = not rest
        gap = space
        if not centred and not is_last and len(taken) > 1 and chance.random() < 0.8:
            gap = space + min((right - left - length) / (len(taken) - 1), 2.5 * space)
        x = left + ((right - left - length) / 2 if centred else 0)
        self._write(taken, fonts, x, y, gap)
        return rest

    def _write(self, words: list[str], fonts: list[Font], x: float, y: float, gap: float) -> None:
        chance = self._chance
        row = []
        tracking = chance.choice((0, 0, 0, 0, 0, 0, 0.03, 0.08, -0.02))
        start = x
        base = y + fonts[0].getmetrics()[0]
        for word, font in zip(words, fonts, strict=True):
            up, down = font.getmetrics()
            if RAISED in word:
                word, width = self._raised(word, font, x, base)
            elif tracking and len(words) < 12:
                at = x
                for letter in word:
                    self._draw.text((at, base), letter, self._black, font=font, anchor="ls")
                    at += font.getlength(letter) + tracking * font.size
                width = at - x
            else:
                self._draw.text((x, base), word, self._black, font=font, anchor="ls")
                width = font.getlength(word)
            row.append(PrintedWord(word, Box(x, base - up, x + width, base + down)))
            x += width + gap
        if chance.random() < 0.03:
            line = base + fonts[0].getmetrics()[1] * chance.uniform(0.4, 0.9)
            self._draw.line((start, line, x - gap, line), self._black, max(1, round(self._scale * 0.6)))
        self._lines.append(tuple(row))

    def _raised(self, word: str, font: Font, x: float, base: float) -> tuple[str, float]:
        """Set a word with the raised figure of a footnote in it; gives it without the sign, and its width."""
        before, _, after = word.partition(RAISED)
        figures = after.rstrip(".,;:")
        small = _font(str(font.path), max(6, round(font.size * self._chance.uniform(0.58, 0.7))))
        at = x
        for text, face, up in ((before, font, 0.0), (figures, small, 0.34), (after[len(figures) :], font, 0.0)):
            self._draw.text((at, base - up * font.size), text, self._black, font=face, anchor="ls")
            at += face.getlength(text)
        return before + after, at - x

    def _lone(self, size: float, style: str, left: float, right: float, y: float) -> float:
        """Set a page number, or a figure or short word that stands alone, with much white around it."""
        chance, scale = self._chance, self._scale
        font = self._face(style, size)
        for _ in range(chance.randint(1, 3)):
            text = chance.choice(
                (str(chance.randint(1, 30)), str(chance.randint(1, 9)), make_number(chance, True).split()[0])
            )
            width = font.getlength(text)
            x = chance.choice(((left + right - width) / 2, chance.uniform(left, right - width), right - width))
            self._write([text], [font], x, y, 0.0)
            y += size * scale * chance.uniform(1.3, 3.0)
        return y

    def _cells(self, text: str, size: float, style: str, left: float, right: float, y: float) -> float:
        """Set a row of a table: words and figures far apart, at times with rules between them."""
        chance, scale = self._chance, self._scale
        font = self._face(style, size)
        words = text.split()
        x = left
        ruled = chance.random() < 0.35
        top = y
        while x < right - 40 * scale:
            room = chance.uniform(25, 160) * scale
            content = make_number(chance, in_table=True).split() if chance.random() < 0.6 else words[:4]
            words = words[4:] or words
            while content and sum(font.getlength(w) for w in content) + font.getlength(" ") * len(content) > room:
                content.pop()
            if content and x + room < right:
                self._write(content, [font] * len(content), x, y, font.getlength(" "))
            x += room + chance.uniform(6, 14) * scale
            if ruled:
                across = x - chance.uniform(2, 5) * scale
                self._draw.line((across, top, across, top + size * scale * 1.4), self._black, max(1, round(scale / 2)))
        return y + size * scale * chance.uniform(1.25, 1.9)

    def _number_line(self, size: float, left: float, right: float, y: float) -> float:
        """Set the number and date line, its figures at times written by hand."""
        chance, scale = self._chance, self._scale
        hand = chance.choice(self._hands) if self._hands and chance.random() < 0.6 else ""
        font = self._face("regular", size)
        pen = _font(hand, round(size * scale * chance.uniform(1.1, 1.8))) if hand else font
        number = str(chance.choice((chance.randint(1, 99), chance.randint(100, 4999))))
        symbol = "/" + chance.choice(("KH-UBND", "QĐ-UBND", "KH-HĐND", "CTr-UBND", "NQ-HĐND", "BC-UBND", "TB-VP"))
        self._pieces([("Số:", font), (" ", font), (number, pen), (symbol, font)], left, y)
        italic = self._face("italic", size)
        inked = pen if hand else italic
        day, month = f"{chance.randint(1, 31):02d}", f"{chance.randint(1, 12):02d}"
        month = month if month in ("01", "02") else str(int(month))
        first = [("ngày", italic), (" ", italic), (day, inked), (" ", italic), ("tháng", italic), (" ", italic)]
        rest = [(month, inked if chance.random() < 0.3 else italic), (" ", italic), ("năm", italic), (" ", italic)]
        self._pieces([*first, *rest, (str(chance.randint(1998, 2032)), italic)], (left + right) / 2, y)
        return y + size * scale * 1.7

    def _pieces(self, pieces: list[tuple[str, Font]], x: float, y: float) -> None:
        base = y + max(font.getmetrics()[0] for _, font in pieces) * 0.9
        row: list[PrintedWord] = []
        text, start = "", x
        up, down = pieces[0][1].getmetrics()
        for piece, font in [*pieces, (" ", pieces[0][1])]:
            if piece == " ":
                if text:
                    row.append(PrintedWord(text, Box(start, base - up, x, base + down)))
                text = ""
                x += pieces[0][1].getlength(" ")
                start = x
                continue
            black = self._black if font.path == pieces[0][1].path else self._chance.choice((0, 40, 90, 110))
            self._draw.text((x, base), piece, black, font=font, anchor="ls")
            text += piece
            x += font.getlength(piece)
        self._lines.append(tuple(row))
