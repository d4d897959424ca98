"""Key-value blocks under a task (`Thời gian hoàn thành: …`, `Đơn vị chủ trì: …`), also in one line behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from ntm_extract.extract.found import Found
from ntm_extract.extract.tables.agency_cells import Named, read_bodies, split_roles, tells_deeds
from ntm_extract.extract.tables.columns import key_of, table_words
from ntm_extract.extract.tables.task_tables import SURE, TRUSTED, TableGround, TaskRows
from ntm_extract.extract.tables.time_cells import read_when
from ntm_extract.outline.structure import Block, Outline

ROLES = ("item", "dash", "paragraph", "heading")
_PAIR = re.compile(
    r"(?:^|[.;,(–-])\s{0,3}[-–+•*]?\s{0,2}(?P<key>(?:(?:Các )?[Cc]ơ quan, )?[^\W\d_][^:;.,()]{1,60})\s?:"
)
_TAIL = " \t-–+•*;,.("
"""What ends a value and is no part of it."""
ROWS = ("lead", "coordinate", "time")
"""Kinds of keys that give rows."""
_SENTENCE = re.compile(r"(?<=\w{3})\.\s{1,3}(?=[^\W\d_])")
"""A full stop behind bodies, with a further sentence behind it; `TP.` has none."""
_TIMED = re.compile(
    r";\s{0,3}(?=(?:(?P<end>hoàn thành|xong|hoàn tất)|đợt \d|từ (?:ngày|tháng|quý|năm)|trước (?:ngày|tháng|quý)"
    r"|trong (?:tháng|quý|năm)|chậm nhất|quý (?:[IV]{1,3}|\d)|tháng \d|hằng|(?:hàng|mỗi) (?:tháng|quý|năm)|định kỳ)\b)",
    re.IGNORECASE,
)
"""What parts a time without a key from the bodies before it: `Phối hợp: Sở Nội vụ; hoàn thành trước ngày 05/3/2026`."""
_LIMIT_KEY, _TIME_KEY = "hoàn thành", "thời gian"
"""The keys that such times would have."""
_LEAST_TASK = 2
"""Words before the first key that make them the task; fewer are a number or a dash."""


@dataclass(frozen=True)
class Pair:
    """One key with its value.

    Attributes:
        kind: `lead`, `coordinate`, `time`, `product` or `other`.
        key: the key as printed.
        start, end: span of key and value in the outlined text.
        value: offset at which the value begins.
    """

    kind: str
    key: str
    start: int
    end: int
    value: int


@dataclass
class _Run:
    """The pairs that belong to one task."""

    task: tuple[int, int]
    address: str
    pairs: list[Pair] = field(default_factory=list)


@dataclass(frozen=True)
class KeyedRows:
    """The rows of key-value blocks, and the parts of the text that have been read so."""

    rows: TaskRows
    spans: list[tuple[int, int]]


def read_key_values(outline: Outline, tables: Sequence[tuple[int, int]], ground: TableGround) -> KeyedRows:
    """Read the key-value blocks of a document.

    Args:
        outline: its structure.
        tables: spans that have been read as tables.
        ground: what the document tells.

    Returns:
        One deadline for each time, one responsibility for each body; the task is that of the item they stand under.

    Example:
        `2. Mở điểm tư vấn` with `Thời hạn: trước ngày 30/9/2026` and `Chủ trì: Phòng Kinh tế` below it gives a deadline
        at section 2 with `Phòng Kinh tế` as actor, and a responsibility.
    """
    rows = TaskRows([], [])
    spans: list[tuple[int, int]] = []
    for run in _runs(outline, tables):
        if all(pair.kind not in ROWS or key_of(pair.key) in table_words()["keys"]["beside"] for pair in run.pairs):
            continue
        if len(run.pairs) == 1 and _is_sentence(outline.text[run.pairs[0].value : run.pairs[0].end], ground):
            continue
        spans += [(pair.start, pair.end) for pair in run.pairs]
        _read_run(outline, run, ground, rows)
    return KeyedRows(rows, spans)


def find_pairs(text: str, start: int, end: int) -> list[Pair]:
    """Find the known keys of a paragraph, each with its value up to the next one.

    Example:
        `Rà soát dữ liệu (chủ trì: Sở Nội vụ; thời gian: Quý III/2025)` has two.
    """
    heads = []
    for match in _PAIR.finditer(text[start:end]):
        kind = _kinds().get(key_of(match["key"]))
        if kind is not None:
            heads.append((start + match.start("key"), start + match.end(), kind, match["key"]))
    pairs = []
    for index, (at, value, kind, key) in enumerate(heads):
        stop = heads[index + 1][0] if index + 1 < len(heads) else end
        over = _SENTENCE.search(text, value, stop) if kind in ("lead", "coordinate") else None
        stop = over.start() if over else stop
        timed = _TIMED.search(text, value, stop) if kind in ("lead", "coordinate") else None
        close = timed.start() if timed else stop
        pairs.append(Pair(kind, key, at, value + len(text[value:close].rstrip(_TAIL)), value))
        if timed:
            told = _LIMIT_KEY if timed["end"] else _TIME_KEY
            pairs.append(
                Pair("time", told, timed.end(), timed.end() + len(text[timed.end() : stop].rstrip(_TAIL)), timed.end())
            )
    return pairs


@cache
def _kinds() -> dict[str, str]:
    return {
        key: kind for kind, keys in table_words()["keys"].items() if kind not in ("beside", "names") for key in keys
    }


def _runs(outline: Outline, tables: Sequence[tuple[int, int]]) -> Iterator[_Run]:
    """Group the pairs by the task they stand under."""
    fenced = sorted(tables)
    at = 0
    run: _Run | None = None
    task: Block | None = None
    for block in outline.blocks:
        while at < len(fenced) and fenced[at][1] <= block.start:
            at += 1
        if block.role not in ROLES or (at < len(fenced) and fenced[at][0] <= block.start):
            if run is not None:
                yield run
            run = task = None
            continue
        pairs = find_pairs(outline.text, block.body, block.end)
        if not pairs:
            if run is not None:
                yield run
            run, task = None, block
            continue
        before = outline.text[block.body : pairs[0].start]
        if len(re.findall(r"\w+", before)) >= _LEAST_TASK:
            if run is not None:
                yield run
            run, task = _Run((block.body, pairs[0].start), block.address), block
        elif run is None or (task is not None and task.address != block.address):
            if run is not None:
                yield run
            named = _named(outline, task) if task is not None and task.parent == block.parent else None
            if named is not None:
                run = _Run(named, block.address)
            else:
                run = _Run((task.body, task.end), block.address) if task is not None and _is_over(task, block) else None
        if run is not None:
            run.pairs += pairs
    if run is not None:
        yield run


def _named(outline: Outline, task: Block) -> tuple[int, int] | None:
    """Give the span of a task that has a number and a key of its own: `1. Tên nhiệm vụ: …` above `2. Chủ trì: …`."""
    key, colon, _ = outline.text[task.body : task.end].partition(":")
    is_name = bool(colon) and key_of(key) in table_words()["keys"]["names"]
    return (task.body + len(key) + 1, task.end) if is_name else None


def _is_sentence(value: str, ground: TableGround) -> bool:
    """Whether a value goes on to what is to be done: `Phòng Y tế chủ trì, phối hợp với các xã rà soát hồ sơ`."""
    _, helping = split_roles(value)
    return bool(helping) and tells_deeds(helping, ground.reader)


def _is_over(task: Block, block: Block) -> bool:
    """Whether a block right before the keys is what they are about."""
    return task.address == block.address or block.address.startswith(f"{task.address}.")


def _read_run(outline: Outline, run: _Run, ground: TableGround, rows: TaskRows) -> None:
    task = " ".join(outline.text[slice(*run.task)].split()).strip(" ,;:.(-–")
    leads: list[tuple[Pair, Named]] = []
    partners: list[tuple[Pair, Named]] = []
    for pair in run.pairs:
        value = outline.text[pair.value : pair.end]
        if pair.kind == "lead":
            told, helping = split_roles(value)
            leads += [(pair, body) for body in _read(told, ground)]
            partners += [(pair, body) for body in _read(helping, ground)]
        elif pair.kind == "coordinate":
            partners += [(pair, body) for body in _read(value, ground)]
    seen: set[tuple[str, str]] = set()
    for role, named in (("lead", leads), ("coordinate", partners)):
        for pair, body in named:
            if (body.name.lower(), role) in seen or (body.name.lower(), "lead") in seen:
                continue
            seen.add((body.name.lower(), role))
            values = {"agency": body.name, "role": role, "task": task}
            doubts = () if body.known else ("cơ quan: tên không có trong danh mục, lấy theo khóa đứng trước",)
            confidence = SURE if body.known else TRUSTED
            rows.responsibilities.append(
                Found(pair.start, pair.end, run.address, values, "responsibilities:keys", confidence, doubts)
            )
    actors = list(dict.fromkeys(body.name for _, body in leads))
    for pair in run.pairs:
        if pair.kind == "time":
            value = outline.text[pair.value : pair.end]
            for when in read_when(value, pair.key, year=ground.year, issued_on=ground.issued_on, period=ground.period):
                told_of = {"when": when.when, "recurrence": when.recurrence, "modifier": when.modifier}
                confidence = 0.7 if when.doubts else SURE
                rows.deadlines.append(
                    Found(
                        pair.start,
                        pair.end,
                        run.address,
                        told_of | {"action": task, "actors": actors},
                        "deadlines:keys",
                        confidence,
                        when.doubts,
                    )
                )


def _read(text: str, ground: TableGround) -> list[Named]:
    return read_bodies([text], ground.reader, ground.reader.lexicon.abbreviations, ground.locality) if text else []
