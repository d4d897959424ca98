"""Bodies in cells whose letters were misread (tên cơ quan đọc nhầm trong ô): which known one was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.extract.keys import Keys
from ntm_extract.extract.misread_names import FIGURES
from ntm_extract.extract.tables.agency_cells import read_bodies
from ntm_extract.extract.tables.misread_lines import titles_rows
from ntm_extract.extract.tables.task_tables import TableGround
from ntm_extract.extract.tokenizer import cut
from ntm_extract.knowledge.agencies import load_agencies
from ntm_extract.knowledge.folding import fold

HEADS = ("sở", "bộ", "phòng", "vụ", "cục", "ban", "viện")
OFFICES_OF = ("hội đồng nhân dân", "ủy ban nhân dân", "huyện ủy", "tỉnh ủy", "đảng ủy")
"""How the names begin behind `Văn phòng`."""
"""Heads before a field of work that names are told by, all letters together."""
LEVELS = ("tỉnh", "thành phố", "huyện", "xã", "phường", "các tỉnh", "các huyện", "các xã")
NAME_LINES = 3
"""Printed lines of a name at most."""
LETTERS_WRONG = 6
"""One letter in so many may be wrong."""
SHORTEST, LONGEST = 6, 60
"""Letters of a name that is told so."""
_LETTERS = str.maketrans({**{figure: letters[0] for figure, letters in FIGURES.items()}, "@": "o", "$": "s"})
_NO_LETTER = re.compile(r"[^a-z]")
_SHORT = re.compile(r"[A-ZĐ&]{2,8}")


def spelled_lines(lines: Sequence[str], ground: TableGround) -> list[str]:
    """Give the lines of a row, those that are one known body, misread, as they were printed.

    Args:
        lines: its printed lines.
        ground: what the document tells.

    Returns:
        As many lines; of a name on several the first holds all of it and the others are "".

    Example:
        `S@Taichinh`, `Hợp đồng` are `Sở Tài chính`, `Hợp đồng`; `Văn phongHDND`, `và UBND xã` are one body.
    """
    told = list(lines)
    for at, line in enumerate(lines):
        if (
            not told[at]
            or not line[:1].isupper()
            or titles_rows(line)
            or _is_known(" ".join(lines[at : at + NAME_LINES]), ground)
        ):
            continue
        for stop in range(at + 1, min(at + NAME_LINES, len(lines)) + 1):
            if stop - at > 1 and _is_known(lines[stop - 1], ground):
                break
            whole = " ".join(lines[at:stop])
            words = whole.rstrip(" ;,.")
            known = _nearest(_letters(words)) if SHORTEST <= len(words) <= LONGEST else None
            if known:
                told[at:stop] = [f"{known}{whole[len(words) :]}", *[""] * (stop - at - 1)]
                break
    return told


def _is_known(words: str, ground: TableGround) -> bool:
    reader = ground.reader
    return reader.read(Keys.of(cut(words), reader.lexicon.abbreviations), 0) is not None


def spelled_cell(lines: Sequence[str], ground: TableGround) -> tuple[str, ...]:
    """Give the lines of a cell of bodies, one for each body, where the name of one was misread; else as they are.

    Example:
        `Bộ ông`, `nghiệp và Môi`, `trường` is `Bộ Nông nghiệp và Môi trường`.
    """
    reader = ground.reader
    named = read_bodies(lines, reader, reader.lexicon.abbreviations, ground.locality)
    told = [body.name if body.known else _nearest(_letters(body.name)) or body.name for body in named]
    if told == [body.name for body in named]:
        return tuple(lines)
    return tuple(f"{name};" for name in told)


def _letters(words: str) -> str:
    return _NO_LETTER.sub("", fold(words.lower()).translate(_LETTERS))


@cache
def _nearest(letters: str) -> str | None:
    """Give the known body whose letters are nearest; None where none is near, or two are as near."""
    best: list[tuple[int, str]] = []
    for length in range(len(letters) - len(letters) // LETTERS_WRONG, len(letters) * 6 // 5 + 1):
        most = length // LETTERS_WRONG
        for plain, name in _names().get(length, ()):
            if (cost := levenshtein(letters, plain, most)) <= most:
                best.append((cost, name))
    best.sort()
    if not best or len({name for cost, name in best if cost == best[0][0]}) > 1:
        return None
    return best[0][1]


@cache
def _names() -> dict[int, list[tuple[str, str]]]:
    """Give the names that are told by their letters, each with them, by how many they are."""
    found: dict[str, str] = {}
    for letters, name in chain(_fields(), _bodies()):
        found.setdefault(letters, name)
    named: dict[int, list[tuple[str, str]]] = {}
    for letters, name in found.items():
        if len(letters) >= SHORTEST:
            named.setdefault(len(letters), []).append((letters, name))
    return named


def _fields() -> Iterator[tuple[str, str]]:
    lexicon = load_agencies()
    fields = [" ".join(words).replace(" ,", ",") for words, _ in lexicon.domains if len(words) > 1]
    for head in (*HEADS, "văn phòng"):
        for field in fields if head in HEADS else [field for field in fields if field.startswith(OFFICES_OF)]:
            yield from _forms(f"{head.capitalize()} {field[:1].upper()}{field[1:]}")
        for short in lexicon.abbreviations:
            if _SHORT.fullmatch(short) and len(short) > 3:
                yield _letters(f"{head} {short}"), f"{head.capitalize()} {short}"


def _bodies() -> Iterator[tuple[str, str]]:
    for words, body in load_agencies().bodies:
        if not body.open and len(words) > 1:
            name = " ".join(words).replace(" ,", ",")
            yield from _forms(f"{name[:1].upper()}{name[1:]}")


def _forms(name: str) -> Iterator[tuple[str, str]]:
    """Give the letters of a name, in full and written short, with each level behind it."""
    plain = name.lower()
    short = plain.replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd")
    for form in dict.fromkeys((plain, short)):
        yield _letters(form), name
        for level in LEVELS:
            yield _letters(f"{form} {level}"), f"{name} {level}"
