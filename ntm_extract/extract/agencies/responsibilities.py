"""Who does what (phân công): one row per item, agency and role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ntm_extract.extract.agencies.agencies import Agency, AgencyReader
from ntm_extract.extract.agencies.clauses import Clause, ClauseReader, Mode
from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.agencies.partners import begins_together, find_fellows, find_partners, find_receivers
from ntm_extract.extract.agencies.sections import begin_anew, is_award, stands_under
from ntm_extract.extract.found import Found
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.times.timeline import Timeline
from ntm_extract.extract.wording import phrases, words
from ntm_extract.outline.structure import Block, Outline
from ntm_extract.plan import Role

KEYED = "responsibilities:keys"
"""Method of a row that a key-value line gave."""
DETAIL_REACH = 5
"""Words before a colon among which it stands that details follow (`trong đó chú trọng:`)."""
DUTY_ROLES = ("item", "dash", "paragraph", "heading")


@dataclass(frozen=True)
class Item:
    """A block with its clauses and the agencies it stands under.

    Attributes:
        inherited: the subject of the block it stands under, if any.
        mode: whether the inherited subject is told or asked; also of what stands under a bare `Đề nghị:`.
        heading_subject: the parent only names agencies (`1. Sở Nội vụ`) or ends in a colon, so that a lettered item is
            the duty of its subject.
        leads_below: it only says whom with whom over lettered items: its subject leads in each of them, not here.
        tells_past: it stands under a heading of what was done: nobody is told anything.
        task: the span of the first line under a heading that only names bodies, which says their task; or None.
        states_facts: it stands under a heading of facts (`Thực trạng`): its times are no deadlines.
        states_aims: it stands under a heading of aims (`Mục tiêu cụ thể`): only of what is to be done are they.
        names_only: the block itself only names agencies; what is told them stands in the items under it, or nowhere.
    """

    block: Block
    clauses: tuple[Clause, ...]
    inherited: tuple[Agency, ...]
    mode: Mode
    heading_subject: bool
    leads_below: bool
    names_only: bool
    tells_past: bool
    states_facts: bool
    states_aims: bool
    task: tuple[int, int] | None = None


def read_items(outline: Outline, keys: Keys, clauses: ClauseReader, times: Timeline) -> list[Item]:
    """Cut every block that may assign a duty into clauses, with what it inherits from the block above."""
    items: dict[int, Item] = {}
    anew = begin_anew(outline)
    asking: set[int] = set()
    announced = _announced(outline)
    for index, block in enumerate(outline.blocks):
        title = outline.text[block.body : block.end].isupper()  # TỔ CHỨC THỰC HIỆN
        if title and _asks(block, keys):
            asking.add(index)
        if block.role not in DUTY_ROLES or title or block.address == "preamble" or is_award(outline, index):
            continue
        first, last = keys.index_at(block.body), keys.index_at(block.end)
        children = outline.children.get(index, [])
        heads = block.role in ("item", "heading") and bool(children)
        above = items.get(announced.get(index, -1))
        parent = items.get(block.parent) if block.parent is not None else None
        parent = above if above is not None and above.names_only else parent
        inherited = _subject_of(parent) if parent else ()
        read = tuple(clauses.read(keys, first, last, times.ends, heads=heads))
        if parent is not None and _leads_others(parent, inherited, first, keys):
            read = (replace(read[0], subject=(), after_subject=read[0].first), *read[1:])
        lettered = index in announced.values() or any(outline.blocks[child].role == "item" for child in children)
        items[index] = Item(
            block,
            read,
            inherited,
            _mode_of(parent, keys) if parent else "request" if block.parent in asking else "lead",
            bool(parent and (parent.names_only or _announces(parent, block, keys, clauses))),
            lettered and _opens_list(block, read, keys, clauses),
            (lettered and _names_only(read, keys)) or (not children and _is_bare(read, keys)),
            stands_under(outline, index, "past", anew),
            stands_under(outline, index, "facts", anew),
            stands_under(outline, index, "aims", anew),
        )
    return [
        _told_below(item, [items[at] for at in outline.children.get(index, []) if at in items], keys)
        for index, item in items.items()
    ]


def _leads_others(parent: Item, told: Sequence[Agency], at: int, keys: Keys) -> bool:
    """Whether a line tells those it stands under to lead others or to ask something of them.

    Example:
        Under `1. Đảng ủy xã` the line `a) Lãnh đạo UBND xã xây dựng kế hoạch` tells the committee, and `Lãnh đạo` is no
        office; under `2. Bộ trưởng Bộ Y tế:` the line `a) Yêu cầu Cục Phòng bệnh trực 24/24 giờ` tells the minister.
    """
    if not (told and parent.names_only):
        return False
    committees = all(agency.name.startswith(words("clauses", "party_heads")) for agency in told)
    asks = keys.words[at : at + 2] == ("yêu", "cầu") and all(agency.specific for agency in told)
    return asks or (committees and keys.words[at : at + 2] == ("lãnh", "đạo"))


def _announced(outline: Outline) -> dict[int, int]:
    """Give, for the index of a numbered item, that of the paragraph beside it that announces it, where one does.

    Example:
        `Giao Sở Y tế thực hiện các nhiệm vụ sau:` announces `1. …` and `2. …` behind it.
    """
    found: dict[int, int] = {}
    for index, block in enumerate(outline.blocks):
        if block.role == "item":
            lead = next(iter(outline.governors_of(index)), None)
            if lead is not None and lead != block.parent:
                found[index] = lead
    return found


def _told_below(item: Item, below: Sequence[Item], keys: Keys) -> Item:
    """Let a heading have its task from the line below, and tell nobody where each line says which body is told.

    Example:
        Under `2. Sở Nội vụ, Sở Y tế` the line `Sở Nội vụ chủ trì, phối hợp với Sở Y tế tuyển dụng …` tells the first;
        under `2. Các hội, đoàn thể xã` each of `- Hội Nông dân …`, `- Hội Cựu chiến binh …` tells another.
    """
    if not below or not _names_only(item.clauses, keys):
        return item
    named = {agency.name for agency in _subject_of(item)}
    classed = not any(agency.specific for agency in _subject_of(item))
    told = [line.clauses[0].subject if line.clauses else () for line in below]
    stated = all(line and (classed or named.issuperset(agency.name for agency in line)) for line in told)
    line = below[0]
    own = bool(line.clauses) and not line.clauses[0].subject and line.block.role in ("dash", "paragraph")
    task = (keys.starts[line.clauses[0].first], keys.ends[line.clauses[0].last - 1]) if own else None
    return replace(item, names_only=item.names_only or bool(stated), task=task)


def _is_bare(clauses: Sequence[Clause], keys: Keys) -> bool:
    """Whether a block is nothing but names (of a list), and nobody is told or asked by a word before them."""
    if len(clauses) != 1 or not clauses[0].subject:
        return False
    clause = clauses[0]
    told = keys.starts[clause.first] < clause.subject[0].start
    return not told and not any(word.isalpha() for word in keys.words[clause.after_subject : clause.last])


def _asks(title: Block, keys: Keys) -> bool:
    """Whether a title begins by asking: `ĐỀ NGHỊ MẶT TRẬN TỔ QUỐC VÀ CÁC ĐOÀN THỂ`."""
    return keys.find(phrases("clauses", "request_openers"), keys.index_at(title.body)) is not None


def _mode_of(parent: Item, keys: Keys) -> Mode:
    """Give whether what stands under a block is told or asked: by its subject, or by its bare `Đề nghị:`."""
    subject = next((clause for clause in reversed(parent.clauses) if clause.subject), None)
    if subject is not None:
        return subject.mode
    first, last = keys.index_at(parent.block.body), keys.index_at(parent.block.end)
    found = keys.find(phrases("clauses", "request_openers"), first)
    bare = found is not None and _is_formula(keys, first + found[0], last)
    return "request" if bare else parent.mode


def _opens_list(block: Block, read: Sequence[Clause], keys: Keys, clauses: ClauseReader) -> bool:
    """Whether a block only says whom with whom and ends in a colon: what follows is that subject's duty.

    Example:
        `3. Bộ Y tế chủ trì, phối hợp với các cơ quan:` and `3. Bộ Y tế chỉ đạo các bệnh viện:` do, `UBND xã phát động,
        chú trọng:` does not.
    """
    last = keys.index_at(block.end)
    if len(read) != 1 or not read[0].subject or keys.words[last - 1 : last] != (":",):
        return False
    partners, main = find_partners(read[0], keys, clauses)
    return (bool(partners) and _is_formula(keys, main, last)) or _directs_others(read[0], keys, clauses)


def _announces(parent: Item, block: Block, keys: Keys, clauses: ClauseReader) -> bool:
    """Whether a block above tells its subject what stands in an item below it.

    Example:
        `2. Bộ Y tế hoàn thiện thể chế, tập trung vào:` does so over `a) Ban hành …`, and over no dash; `2. Bộ Y tế phát
        động phong trào, trong đó chú trọng:` does not.
    """
    if _opens_list(parent.block, parent.clauses, keys, clauses):
        return True
    last = keys.index_at(parent.block.end)
    told = any(clause.subject for clause in parent.clauses) and keys.words[last - 1 : last] == (":",)
    details = any(keys.find(phrases("clauses", "detailing"), at) for at in range(last - DETAIL_REACH, last))
    return told and not details and block.role == "item" and parent.block.role == "item"


def _directs_others(clause: Clause, keys: Keys, clauses: ClauseReader) -> bool:
    """Whether a lead-in only says whom a body directs: `Chủ tịch UBND tỉnh chỉ đạo các sở, ngành của tỉnh:`."""
    verb = keys.find(phrases("clauses", "directing"), clause.after_subject)
    if verb is None:
        return False
    led, end = clauses.agencies.read_list(keys, clause.after_subject + verb[0])
    owned = keys.words[end : end + 1] in (("của",), ("thuộc",))
    return bool(led) and end + 2 * owned == clause.last - 1


def _subject_of(item: Item) -> tuple[Agency, ...]:
    return next((clause.subject for clause in reversed(item.clauses) if clause.subject), item.inherited)


def _names_only(clauses: Sequence[Clause], keys: Keys) -> bool:
    """Whether the block is an agency as heading, without a verb of its own."""
    if len(clauses) != 1 or not clauses[0].subject:
        return False
    return _is_formula(keys, clauses[0].after_subject, clauses[0].last)


def _is_formula(keys: Keys, at: int, last: int) -> bool:
    """Whether keys `[at, last)` only say that there are duties (`có trách nhiệm thực hiện các nhiệm vụ sau:`)."""
    while at < last:
        formula = keys.find(phrases("clauses", "formulas"), at)
        if formula is None and keys.words[at].isalpha():
            return False
        at += formula[0] if formula else 1
    return True


def find_responsibilities(
    items: Sequence[Item],
    keys: Keys,
    clauses: ClauseReader,
    locality: Locality,
    fenced: Spans,
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
        for found in _of_item(item, keys, clauses, locality, fenced):
            identity = _identity(found)
            if identity not in seen:
                seen.add(identity)
                rows.append(found)
    return rows


def drop_keyed(rows: Sequence[Found], tabled: Sequence[Found]) -> list[Found]:
    """Leave out what a key-value line of the same item has told already (`Cơ quan thực hiện: Bộ Công an`)."""
    told = {_identity(row) for row in tabled if row.method == KEYED}
    return [row for row in rows if _identity(row) not in told]


def _identity(row: Found) -> tuple[str, str, str]:
    return row.address, row.values["agency"].lower(), row.values["role"]


def _of_item(item: Item, keys: Keys, clauses: ClauseReader, locality: Locality, fenced: Spans) -> Iterator[Found]:
    block = item.block

    def rows(agencies: Sequence[Agency], role: Role, task_at: int, clause: Clause, pattern: str) -> Iterator[Found]:
        told = [agency for agency in agencies if not fenced.holds(agency.start)]
        return _rows(told, role, task_at, clause, keys, block, locality, pattern)

    subject = item.inherited
    reader = clauses.agencies
    if item.names_only or item.tells_past or (item.states_aims and _names_only(item.clauses, keys)):
        return
    leads = item.heading_subject and not item.states_aims and item.clauses and not item.clauses[0].subject
    if leads and (block.role == "item" or _begins_task(item.clauses[0], keys, reader)):
        clause = item.clauses[0]
        yield from rows(item.inherited, item.mode, clause.first, clause, "letter")
    for clause in item.clauses:
        partners, main = find_partners(clause, keys, clauses)
        if clause.subject:
            subject = clause.subject
            mode: Mode = "request" if item.mode == "request" else clause.mode
            if not (item.leads_below or _names_others(clause, keys)):
                found = rows(
                    [*subject, *find_fellows(clause, keys, clauses)],
                    mode,
                    main,
                    clause,
                    "described" if clause.described else "subject",
                )
                yield from (
                    (replace(row, values={**row.values, "task": item.task}) for row in found) if item.task else found
                )
        receivers, verb = find_receivers(clause, keys, clauses)
        if not subject:
            if begins_together(clause, keys):
                yield from rows(partners, "coordinate", main, clause, "phối hợp")
            if block.role in ("item", "dash"):
                yield from rows(receivers, "receive", verb, clause, "báo cáo")
            continue
        yield from rows(partners, "coordinate", main, clause, "phối hợp")
        yield from rows(receivers, "receive", verb, clause, "báo cáo")
        for at in range(clause.after_subject + 1, clause.last - 1):
            if keys.words[at] == "giao" and keys.words[at - 1] in words("duties", "giving"):
                given, end = reader.read_list(keys, at + 1 + (keys.words[at + 1] == "cho"))
                if given and all(a.specific for a in given) and keys.find(reader.lexicon.predicates, end):
                    yield from rows(given, "lead", at, clause, "giao")
        for at in range(clause.after_subject, clause.last - 1):
            if keys.words[at : at + 2] == ("đề", "nghị") and keys.is_boundary(at):
                asked, end = reader.read_list(keys, at + 2)
                if asked and all(a.specific for a in asked) and end <= clause.last:
                    yield from rows(asked, "request", at, clause, "đề nghị")


def _names_others(clause: Clause, keys: Keys) -> bool:
    """Whether a lead-in says that the bodies of a class are named below: `Đề nghị các tổ chức sau đây tham gia:`."""
    named = keys.find(phrases("clauses", "named_below"), clause.after_subject)
    return named is not None and keys.words[clause.last - 1 : clause.last] == (":",)


def _begins_task(clause: Clause, keys: Keys, reader: AgencyReader) -> bool:
    """Whether a line that stands before lettered items begins with a verb, and does not only lead in to them."""
    acts = keys.is_title(clause.first) and keys.find(reader.lexicon.predicates, clause.first)
    leads_in = keys.words[clause.last - 1] == ":" or _is_formula(keys, clause.first, clause.last)
    return bool(acts) and not leads_in


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
    if not any(word.isalpha() for word in keys.words[task_at : clause.last]):
        task_at = clause.first
    whole = role in ("lead", "request")
    start = keys.starts[clause.first if whole else task_at]
    task_start = keys.starts[task_at] if task_at < clause.last else start
    for agency in agencies:
        if not agency.canonical(locality):
            continue
        yield Found(
            start=min(start, agency.start) if clause.first <= keys.index_at(agency.start) < clause.last else start,
            end=end,
            address=block.address,
            values={"agency": agency.canonical(locality), "role": role, "task": (task_start, end)},
            method=f"responsibilities:{pattern}",
            confidence=0.7 if pattern == "described" else 0.9 if agency.specific else 0.85,
        )
