"""What befalls a printed page until it is read: thin toner, ink of the other side, specks, seals, skew, JPEG."""

from __future__ import annotations

import io
import random

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from ntm_extract.read.picture import clean
from ntm_extract.read.picture.train.printing import PrintedPage

Gray = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


def age(page: PrintedPage, behind: PrintedPage | None, chance: random.Random) -> Gray:
    """Age a page and clean it again as the product does, so that a network learns what it will be shown.

    Args:
        page: as printed.
        behind: another page of the same resolution, whose ink shows through; None for a thick sheet.
        chance: decides what befalls it.

    Returns:
        The grey picture, of the same size; lines stand where they stood, but for a residual skew.
    """
    noise = np.random.default_rng(chance.randrange(2**32))
    bad = chance.choice((0.0, 0.3, 0.6, 0.8, 1.0, 1.0))
    ink = 255.0 - page.picture.astype(np.float32)
    if chance.random() < 0.3:
        ink = _spread_ink(ink, chance)
    if chance.random() < 0.6 * bad + 0.1:
        ink *= 1.0 - chance.uniform(0.1, 0.65) * bad * _clouds(ink.shape, noise)
    if behind is not None and chance.random() < 0.75 * bad:
        ink = np.maximum(ink, chance.uniform(0.05, 0.34) * _mirrored(behind, ink.shape, chance))
    if chance.random() < 0.7 * bad:
        ink = np.maximum(ink, _specks(ink.shape, chance.choice((0.0002, 0.0006, 0.0012, 0.003)), noise))
    paper = chance.uniform(225, 255)
    gray = paper - ink * (paper / 255.0)
    if chance.random() < 0.12:
        gray = _stamped(gray, page.dpi, chance)
    picture = Image.fromarray(np.clip(gray, 0, 255).astype(np.uint8))
    angle = chance.uniform(-0.13, 0.13)
    if chance.random() < 0.6 * bad:
        there = chance.choice((-1, 1)) * chance.uniform(0.3, 2.2)
        picture = picture.rotate(there, Image.Resampling.BICUBIC, fillcolor=round(paper))
        angle -= there
        turned = True
    else:
        turned = chance.random() < 0.5
    blur = chance.uniform(0.0, 0.5 + 0.5 * bad) * page.dpi / 200
    if blur > 0.2:
        picture = picture.filter(ImageFilter.GaussianBlur(blur))
    values = np.asarray(picture).astype(np.float32)
    if chance.random() < 0.8:
        values += noise.normal(0.0, chance.uniform(1, 4 + 9 * bad), values.shape).astype(np.float32)
    if chance.random() < 0.5 * bad:
        across = np.linspace(0, 1, values.shape[1], dtype=np.float32)
        edge = across if chance.random() < 0.5 else 1 - across
        values -= chance.uniform(20, 130) * np.exp(-edge / chance.uniform(0.02, 0.2))[None, :]
    picture = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    if chance.random() < 0.9:
        store = io.BytesIO()
        picture.save(store, "JPEG", quality=chance.randint(28, 60) if chance.random() < bad else chance.randint(60, 92))
        picture = Image.open(store)
    cleaned = clean.level_background(np.asarray(picture)) if chance.random() < 0.92 else np.asarray(picture)
    if chance.random() < 0.85:
        cleaned = clean.remove_speckle(cleaned, page.dpi)
    return clean.turn(cleaned, -angle) if turned else cleaned


def _spread_ink(ink: Floats, chance: random.Random) -> Floats:
    """Make strokes a little thicker, or thinner."""
    picture = Image.fromarray(np.clip(ink, 0, 255).astype(np.uint8))
    other = picture.filter(ImageFilter.MaxFilter(3) if chance.random() < 0.5 else ImageFilter.MinFilter(3))
    share = chance.uniform(0.1, 0.5)
    return ink * (1 - share) + np.asarray(other).astype(np.float32) * share


def _clouds(shape: tuple[int, ...], noise: np.random.Generator) -> Floats:
    coarse = Image.fromarray((noise.random((5, 7)) * 255).astype(np.uint8))
    smooth = np.asarray(coarse.resize((shape[1], shape[0]), Image.Resampling.BICUBIC)).astype(np.float32)
    return smooth / np.float32(255)


def _mirrored(behind: PrintedPage, shape: tuple[int, ...], chance: random.Random) -> Floats:
    back = Image.fromarray(behind.picture).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    back = back.resize((shape[1], shape[0])).filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 1.8)))
    shifted = np.roll(np.asarray(back), chance.randint(-20, 20), axis=0)
    return 255.0 - shifted.astype(np.float32)


def _specks(shape: tuple[int, ...], share: float, noise: np.random.Generator) -> Floats:
    ink = np.zeros(shape, dtype=np.float32)
    for width, part in ((1, 0.6), (2, 0.3), (3, 0.1)):
        count = int(ink.size * share * part / width)
        rows, columns = noise.integers(0, shape[0] - 3, count), noise.integers(0, shape[1] - 3, count)
        depth = noise.uniform(70, 250, count).astype(np.float32)
        for down in range(width):
            for across in range(width):
                ink[rows + down, columns + across] = depth
    return ink


def _stamped(gray: Floats, dpi: int, chance: random.Random) -> Floats:
    """Leave what remains of a seal after its colour was lifted, and strokes of a pen."""
    layer = Image.new("L", (gray.shape[1], gray.shape[0]), 255)
    draw = ImageDraw.Draw(layer)
    x, y = chance.uniform(0, layer.width), chance.uniform(0, layer.height)
    radius = chance.uniform(0.4, 0.75) * dpi
    tone = chance.randint(120, 230)
    for ring in (1.0, 0.92, 0.6):
        r = radius * ring
        draw.ellipse((x - r, y - r, x + r, y + r), outline=tone, width=chance.randint(1, 3))
    if chance.random() < 0.5:
        points = [(x + t * dpi / 40, y + chance.uniform(-0.15, 0.15) * dpi) for t in range(-20, 20)]
        draw.line(points, fill=chance.randint(30, 120), width=max(1, dpi // 90), joint="curve")
    return np.minimum(gray, np.asarray(layer).astype(np.float32) * gray / 255)
