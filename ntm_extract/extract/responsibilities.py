"""Who does what (phân công): one row per item, agency and role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntm_extract.extract.agencies import Agency
from ntm_extract.extract.clauses import Clause, ClauseReader
from ntm_extract.extract.found import Found
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.locality import Locality
from ntm_extract.outline.structure import Block, Outline
from ntm_extract.plan import Role

TASK_LIMIT = 300
"""Characters of a task, as the contract has it."""

DUTY_ROLES = ("item", "dash", "paragraph", "heading")
AWARD_WORDS = ("đối với", "đối tượng", "tiêu chuẩn xét", "điều kiện xét")
"""How sections begin that say who is awarded for what; they assign nothing (contract: award criteria)."""

FACT_WORDS = (
    "thực trạng",
    "đánh giá",
    "khái quát",
    "đặc điểm",
    "kết quả",
    "mục tiêu",
    "chỉ tiêu",
    "quan điểm, mục tiêu",
    "sự cần thiết",
)
"""How headings begin under which facts or targets stand, and no tasks."""

COORDINATION_ADVERBS = {
    "chặt",
    "chẽ",
    "đồng",
    "bộ",
    "thường",
    "xuyên",
    "cùng",
    "với",
    "giữa",
    "tốt",
    "có",
    "hiệu",
    "quả",
}
NOUNS_IN_TRINH = {"chương", "công", "quá", "lộ", "quy", "giáo", "tiến", "hành", "tường", "phúc"}
RECEIVING_VERBS = (("báo", "cáo"), ("trình",), ("gửi",), ("phản", "ánh"), ("qua",), ("thông", "qua"))
RECEIVING_LINKS = {"về", "cho", "đến", "tới", "lên", "với"}
REPORT_VERBS = (("báo", "cáo"), ("gửi",), ("phản", "ánh"), ("nộp",), ("tổng", "hợp"))
FILLERS = (
    ("có", "trách", "nhiệm"),
    ("chịu", "trách", "nhiệm", "chủ", "trì"),
    ("có", "nhiệm", "vụ"),
    ("chủ", "trì"),
)


@dataclass(frozen=True)
class Item:
    """A block with its clauses and the agencies it stands under.

    Attributes:
        inherited: the subject of the block it stands under, if any.
        heading_subject: the parent only names agencies (`1. Sở Nội vụ`), so that a lettered item is its duty.
        states_facts: it stands under a heading of facts or targets (`Thực trạng`, `Mục tiêu cụ thể`), or names a document
            (`Kèm theo Kế hoạch số …`): its times are no deadlines.
        names_only: the block itself only names agencies; what is told them stands in the items under it.
    """

    block: Block
    clauses: tuple[Clause, ...]
    inherited: tuple[Agency, ...]
    heading_subject: bool
    names_only: bool
    states_facts: bool


def read_items(outline: Outline, keys: Keys, clauses: ClauseReader, times: Sequence[tuple[int, int]]) -> list[Item]:
    """Cut every block that may assign a duty into clauses, with what it inherits from the block above."""
    items: dict[int, Item] = {}
    for index, block in enumerate(outline.blocks):
        title = outline.text[block.body : block.end].isupper()  # TỔ CHỨC THỰC HIỆN
        if block.role not in DUTY_ROLES or title or block.address == "preamble" or _is_award(outline, index):
            continue
        first, last = keys.index_at(block.body), keys.index_at(block.end)
        read = tuple(clauses.read(keys, first, last, times))
        parent = items.get(block.parent) if block.parent is not None else None
        inherited = _subject_of(parent) if parent else ()
        children = outline.children.get(index, [])
        lettered = any(outline.blocks[child].role == "item" for child in children)
        items[index] = Item(
            block,
            read,
            inherited,
            bool(parent and parent.names_only),
            lettered and _names_only(read, keys),
            _states_facts(outline, index),
        )
    return list(items.values())


def _subject_of(item: Item) -> tuple[Agency, ...]:
    return next((clause.subject for clause in reversed(item.clauses) if clause.subject), item.inherited)


def _names_only(clauses: Sequence[Clause], keys: Keys) -> bool:
    """Whether the block is an agency as heading, without a verb of its own."""
    if len(clauses) != 1 or not clauses[0].subject:
        return False
    return all(not word.isalpha() for word in keys.words[clauses[0].after_subject : clauses[0].last])


def _is_award(outline: Outline, index: int) -> bool:
    at: int | None = index
    while at is not None:
        block = outline.blocks[at]
        if block.parent is None and at != index:
            return False  # a chapter may name several things: ĐỐI TƯỢNG, TIÊU CHÍ VÀ HÌNH THỨC KHEN THƯỞNG
        body = outline.text[block.body : block.end].lower()
        if body.startswith(AWARD_WORDS):
            return True
        at = block.parent
    return False


def _states_facts(outline: Outline, index: int) -> bool:
    body = outline.text[outline.blocks[index].body : outline.blocks[index].end].lower()
    if body.startswith(("(kèm theo", "trên đây là")):
        return True
    at = outline.blocks[index].parent
    while at is not None:
        block = outline.blocks[at]
        heading = outline.text[block.body : block.end].lower()
        if block.role == "heading" and heading.startswith(FACT_WORDS):
            return True
        at = block.parent
    return False


def find_responsibilities(
    items: Sequence[Item],
    keys: Keys,
    clauses: ClauseReader,
    locality: Locality,
    fenced: Sequence[tuple[int, int]],
) -> list[Found]:
    """Find who is told to do what.

    Args:
        items: from `read_items`.
        keys: the document's words.
        clauses: the reader the items were cut with.
        locality: fills in the plan's own level.
        fenced: spans of citations; what is told in a title cited is no duty.

    Returns:
        Rows with `agency`, `role`, `task`; one per address, agency and role.

    Example:
        `2. Phòng Nội vụ chủ trì, phối hợp với Phòng Y tế rà soát …` gives `Phòng Nội vụ` as lead and `Phòng Y tế` as
        coordinate.
    """
    rows: list[Found] = []
    seen: set[tuple[str, str, str]] = set()
    for item in items:
        for found in _of_item(item, keys, clauses, locality):
            identity = (found.address, found.values["agency"].lower(), found.values["role"])
            if identity not in seen and not any(a < found.start < b for a, b in fenced):
                seen.add(identity)
                rows.append(found)
    return rows


def _of_item(item: Item, keys: Keys, clauses: ClauseReader, locality: Locality) -> Iterator[Found]:
    block = item.block
    subject = item.inherited
    reader = clauses.agencies
    if item.names_only:
        return
    if item.heading_subject and block.role == "item" and item.clauses and not item.clauses[0].subject:
        clause = item.clauses[0]
        yield from _rows(item.inherited, "lead", clause.first, clause, keys, block, locality, "letter")
    for clause in item.clauses:
        partners, main = _coordination(clause, keys, clauses)
        if clause.subject:
            subject = clause.subject
            role: Role = "request" if clause.mode == "request" else "lead"
            pattern = "subject"
            yield from _rows(subject, role, main, clause, keys, block, locality, pattern)
        if not subject:
            continue
        yield from _rows(partners, "coordinate", main, clause, keys, block, locality, "phối hợp")
        receivers, verb = _receivers(clause, keys, clauses)
        yield from _rows(receivers, "receive", verb, clause, keys, block, locality, "báo cáo")
        for at in range(clause.after_subject, clause.last - 1):
            if keys.words[at : at + 2] == ("đề", "nghị") and keys.is_boundary(at):
                asked, end = reader.read_list(keys, at + 2)
                if asked and all(a.specific for a in asked) and end <= clause.last:
                    yield from _rows(asked, "request", at, clause, keys, block, locality, "đề nghị")


def _rows(
    agencies: Sequence[Agency],
    role: Role,
    task_at: int,
    clause: Clause,
    keys: Keys,
    block: Block,
    locality: Locality,
    pattern: str,
) -> Iterator[Found]:
    end = keys.ends[clause.last - 1] if clause.last > clause.first else keys.starts[clause.first]
    start = keys.starts[clause.first] if role in ("lead", "request") else keys.starts[min(task_at, clause.last - 1)]
    task_start = keys.starts[task_at] if task_at < clause.last else start
    for agency in agencies:
        yield Found(
            start=min(start, agency.start) if clause.first <= keys.index_at(agency.start) < clause.last else start,
            end=end,
            address=block.address,
            values={"agency": agency.canonical(locality), "role": role, "task": (task_start, end)},
            method=f"responsibilities:{pattern}",
            confidence=0.9 if agency.specific else 0.85,
        )


def _coordination(clause: Clause, keys: Keys, clauses: ClauseReader) -> tuple[list[Agency], int]:
    """Find the partners of `phối hợp với …`, and where the main verb begins."""
    words = keys.words
    partners: list[Agency] = []
    main = clause.after_subject
    for filler in FILLERS:
        if words[main : main + len(filler)] == filler:
            main += len(filler)
    main += main < clause.last and words[main] == ","
    for at in range(clause.first, clause.last - 1):
        if words[at : at + 2] != ("phối", "hợp"):
            continue
        after = at + 2
        while after < clause.last and words[after] in COORDINATION_ADVERBS:
            after += 1
        found, end = clauses.agencies.read_list(keys, after)
        if found and end <= clause.last:
            partners.extend(found)
            if at <= main:
                main = end + (words[end : end + 1] == (",",))
    return partners, main


def _receivers(clause: Clause, keys: Keys, clauses: ClauseReader) -> tuple[list[Agency], int]:
    """Find whom a report goes to: `báo cáo X`, `trình X`, `gửi về X`, `qua X`, `báo cáo … về X`."""
    words = keys.words
    found: list[Agency] = []
    verb_at = clause.after_subject
    reporting: int | None = None
    at = clause.after_subject
    while at < clause.last:
        if any(words[at : at + len(v)] == v for v in REPORT_VERBS):
            reporting = at
        verb = next((v for v in RECEIVING_VERBS if words[at : at + len(v)] == v), None)
        if verb == ("trình",) and at > 0 and words[at - 1] in NOUNS_IN_TRINH:
            verb = None
        if verb == ("qua",) and at > 0 and words[at - 1] in ("thông", "vượt", "trải", "vừa"):
            verb = None
        after = at + len(verb) if verb else (at + 1 if words[at] == "về" and reporting is not None else at)
        if after > at:
            while after < clause.last and words[after] in RECEIVING_LINKS:
                after += 1
            agencies, end = clauses.agencies.read_list(keys, after)
            if agencies and end <= clause.last and all(a.specific for a in agencies):
                verb_at = min(reporting if reporting is not None else at, at) if not found else verb_at
                found.extend(agencies)
                at = end
                continue
        at += 1
    return found, verb_at
