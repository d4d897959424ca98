"""Targets (chỉ tiêu): quantities a plan wants reached, from the anchors of each paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ntm_extract.extract.anchors import BRACKET, Anchor, find_anchors, split_names
from ntm_extract.extract.dates import TimeSpan
from ntm_extract.extract.found import Found
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.numbers import Quantity
from ntm_extract.knowledge.folding import place_tones
from ntm_extract.knowledge.indicators import IndicatorLexicon
from ntm_extract.outline.structure import Block, Outline

TARGET_ROLES = ("preamble", "item", "dash", "paragraph")
AWARD = ("đối với", "đối tượng")
FACTS = ("thực trạng", "đánh giá", "khái quát", "đặc điểm", "kết quả", "sự cần thiết")
LEAD_TRIM = re.compile(
    r"^(?:\W|và\b|cụ thể\b|trong đó\b|gồm\b|phấn đấu\b|quyết tâm\b|(?:đến )?(?:hết |cuối )?năm \d{4}\b|toàn (?:tỉnh|huyện|xã|thành phố)\b|huyện\b(?= có))+",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"[;()]|,(?!\d)|\.(?=\s|$)")
SENTENCE = re.compile(r"(?:[^.;(]|\.(?!\s|$)|\([^()]*\)|\()+[.;]?")
NAMED_AFTER = re.compile(r"(?:\b(?:là|gồm)|:)(?: các)?(?: xã| huyện| thôn| xóm| làng)? [^.;()]{2,200}")
"""A list of names behind a count: `02 xã … là A, B`; taken when there are as many as counted."""
YEARLY_UNITS = ("commune", "village", "product", "district")


@dataclass
class _Draft:
    """A row in the making: what later anchors of the same sentence may still add to."""

    values: dict[str, Any]
    anchor: Anchor
    start: int
    end: int
    confidence: float = 0.9
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TargetFinder:
    """Finds the targets of a document.

    Attributes:
        text, low: the outlined text, and its lower case with traditional tone placement (same length).
        keys, times, quantities: its words, time expressions and numbers.
        own_level: level of the plan.
        fenced: spans of citations, in which numbers mean something else.
    """

    outline: Outline
    low: str
    keys: Keys
    times: Sequence[TimeSpan]
    quantities: Sequence[Quantity]
    fenced: Sequence[tuple[int, int]]
    lexicon: IndicatorLexicon
    own_level: str | None

    def find(self) -> list[Found]:
        """Find all targets, in reading order.

        Returns:
            Rows with the fields of `plan.Target` that are its own.

        Example:
            `Phấn đấu đến năm 2025 có thêm 04 xã đạt chuẩn nông thôn mới` gives one row: `communes_ntm`, 4, `increase`,
            due 2025.
        """
        rows: list[Found] = []
        for index, block in enumerate(self.outline.blocks):
            if block.role not in TARGET_ROLES or self._is_award(index) or self._is_fact(index):
                continue
            drafts = self._of_block(index, block)
            rows.extend(self._finish(block, draft) for draft in drafts)
        return rows

    # -- what a block stands under ------------------------------------------------------------------

    def _ancestors(self, index: int) -> list[Block]:
        found = []
        parent = self.outline.blocks[index].parent
        while parent is not None:
            found.append(self.outline.blocks[parent])
            parent = self.outline.blocks[parent].parent
        return found

    def _is_award(self, index: int) -> bool:
        chain = [self.outline.blocks[index], *(b for b in self._ancestors(index) if b.parent is not None)]
        return any(self.low[b.body : b.end].startswith(AWARD) for b in chain)

    def _is_fact(self, index: int) -> bool:
        return any(b.role == "heading" and self.low[b.body : b.end].startswith(FACTS) for b in self._ancestors(index))

    def _is_triggered(self, index: int, sentence: str) -> bool:
        if self.lexicon.has("triggers", sentence):
            return True
        for block in self._ancestors(index):
            body = self.low[block.body : block.end]
            kind = "headings" if block.role == "heading" else "triggers"
            if self.lexicon.has(kind, body):
                return True
        return False

    # -- one block ----------------------------------------------------------------------------------

    def _of_block(self, index: int, block: Block) -> list[_Draft]:
        times = [t for t in self.times if block.body <= t.start < block.end]
        fenced = [*self.fenced, *((t.start, t.end) for t in times)]
        anchors = find_anchors(
            self.outline.text, self.keys, (block.body, block.end), self.quantities, fenced, self.lexicon, self.own_level
        )
        drafts: list[_Draft] = []
        for match in SENTENCE.finditer(self.outline.text, block.body, block.end):
            start, end = match.span()
            sentence = self.low[start:end]
            if self._is_achieved(sentence) or not self._is_triggered(index, self.low[block.body : end]):
                continue
            inside = [a for a in anchors if start <= a.start < end]
            drafts.extend(self._of_sentence(index, block, inside, (start, end), drafts))
        self._share_names(drafts, block)
        return drafts

    def _is_achieved(self, sentence: str) -> bool:
        return self.lexicon.has("achieved", sentence) and "phấn đấu" not in sentence

    def _of_sentence(
        self, index: int, block: Block, anchors: Sequence[Anchor], span: tuple[int, int], before: Sequence[_Draft]
    ) -> list[_Draft]:
        drafts: list[_Draft] = []
        for position, anchor in enumerate(anchors):
            previous = anchors[position - 1] if position else None
            left_start = max(span[0], previous.end if previous else span[0])
            right_end = anchors[position + 1].start if position + 1 < len(anchors) else span[1]
            if drafts and self._merges(anchor, drafts[-1], left_start):
                self._merge(anchor, drafts[-1], right_end)
                continue
            draft = self._draft(index, block, anchor, left_start, right_end, [*before, *drafts])
            if draft is not None:
                drafts.append(draft)
                drafts.extend(self._bracket_rows(draft, right_end))
        return drafts

    def _left(self, anchor: Anchor, start: int) -> str:
        """Give the words that govern an anchor from the left: since the last separator."""
        left = self.low[start : anchor.start]
        cuts = [m.end() for m in SEPARATOR.finditer(left)]
        return left[cuts[-1] :] if cuts else left

    def _right(self, anchor: Anchor, end: int) -> tuple[str, int]:
        """Give what is said of the units counted, up to a separator; brackets are passed over."""
        at, words, stop = anchor.end, [], anchor.end
        while at < end:
            char = self.low[at]
            if char == "(":
                close = self.low.find(")", at, end)
                if close < 0:
                    break
                at = close + 1
                continue
            if char in ",;:)" and not (char == "," and self.low[at + 1 : at + 2].isdigit()):
                break
            if char == "." and (at + 1 >= len(self.low) or self.low[at + 1].isspace()):
                break
            words.append(char)
            at += 1
            if not char.isspace():
                stop = at
        return "".join(words), stop

    def _status(self, text: str, *, assume: bool = False) -> str | None:
        """Name the new-rural status said in `text`: `ntm`, `advanced`, `model`."""
        if not assume and not any(w in text for w in self.lexicon.status["ntm"]):
            return None
        for status in ("modern", "model", "advanced"):
            if any(w in text for w in self.lexicon.status[status]):
                return status
        return "ntm"

    # -- what an anchor means -----------------------------------------------------------------------

    def _draft(
        self, index: int, block: Block, anchor: Anchor, left_start: int, right_end: int, before: Sequence[_Draft]
    ) -> _Draft | None:
        left = self._left(anchor, left_start)
        right, stop = self._right(anchor, right_end)
        headings = " ".join(self.low[b.body : b.end] for b in self._ancestors(index) if b.role == "heading")
        context = " ".join(self.low[b.body : b.end] for b in [*self._ancestors(index)[:1]] if b.role != "heading")
        if any(word in left[-12:] for word in self.lexicon.words["baseline"]):
            return None
        if anchor.kind == "named" and not anchor.names and not self.lexicon.has(
            "strong", self.low[block.body : anchor.start] + headings
        ):
            return None
        sibling = before[-1] if before and self._coordinated(before[-1], anchor) else None
        if anchor.kind == "share" and anchor.bracket and not right.strip() and not anchor.unit:
            return None
        indicator = self._indicator(anchor, left, right, context, block, before)
        if indicator is None:
            return None
        values = self._amount(anchor)
        values["indicator"] = indicator
        if values["comparator"] == "=" and re.match(r"\s*(?:\w+ )?trở lên", self.low[anchor.end : anchor.end + 20]):
            values["comparator"] = ">="
        values["change"] = "increase" if self._increases(left) or indicator == "criteria_gain" else "level"
        per_year = self.lexicon.has("per_year", left) and anchor.group in YEARLY_UNITS
        values["qualifier"] = None
        if sibling is not None:
            values["change"] = sibling.values["change"]
            per_year = per_year or sibling.values["unit"].endswith("/năm")
            if values["comparator"] == "=" and (sibling.values.get("at_least") or sibling.values["comparator"] == ">="):
                values["comparator"] = ">="
        values["at_least"] = values["at_least"] or any(word in left for word in self.lexicon.words["at_least"])
        values["unit"] = self._unit(anchor, indicator, per_year)
        values["baseline"] = self._baseline(anchor, right_end)
        values["due"] = self._due(index, block, anchor, stop)
        values["places"] = list(anchor.names)
        values["breakdown"] = self._is_breakdown(anchor, indicator, per_year, values, before, index)
        self._qualify(values, anchor, left, right, per_year)
        start = self._phrase_start(anchor, left_start)
        if anchor.kind == "named":
            stop = max(stop, self._year_end(anchor, right_end))
        return _Draft(values, anchor, start, max(stop, anchor.end), 0.75 if indicator == "other" else 0.9)

    def _indicator(
        self, anchor: Anchor, left: str, right: str, context: str, block: Block, before: Sequence[_Draft]
    ) -> str | None:
        low = self.low[block.body : block.end]
        said = right if self._status(right) or self._status(right, assume=True) != "ntm" else f"{left} {right}"
        status = self._status(said) or (self._status(f"{left} {right} {context}") if anchor.kind != "named" else None)
        if anchor.kind == "none":
            return "communes_below" if anchor.group == "commune" else "other"
        if self._is_kept(anchor, left, right):
            return "criteria_kept"
        if "hộ nghèo" in f"{left} {right[:40]}" and (anchor.kind == "share" or anchor.group == "household"):
            return "poverty_rate"
        if anchor.group in ("times", "money", "") and ("thu nhập" in left or self._goes_on(anchor, left, before)):
            return "rural_income"
        if anchor.group == "criterion":
            return self._criterion(anchor, left, right)
        if anchor.group == "product" and ("ocop" in low or "sao" in right):
            return "ocop_products"
        if self.low.startswith(" đã ", anchor.end - 1) or self.low.startswith("đã ", anchor.end):
            return None
        if anchor.group in ("commune", "village", "district") and not status:
            kin = next((d for d in reversed(before) if d.anchor.group == anchor.group), None)
            if kin is not None and self._increases(left):  # `trong đó năm 2023 có thêm 01 xã`
                return str(kin.values["indicator"])
        if anchor.group in ("commune", "village", "district") and status:
            if status == "modern":
                return "other"
            if anchor.group == "district":
                named = anchor.kind != "named" or re.search(
                    r"đạt chuẩn|hoàn thành|trở thành|về đích", self.low[anchor.end : anchor.end + 40]
                )
                if re.search(r"(?:giữ vững|duy trì)\s*$", left):
                    return None
                return "district_ntm" if named and not re.search(r"tỷ lệ|tiêu chí", right[:20]) else None
            table = {
                "commune": {"ntm": "communes_ntm", "advanced": "communes_ntm_advanced", "model": "communes_ntm_model"},
                "village": {"ntm": "villages_ntm", "advanced": "villages_ntm", "model": "villages_ntm_model"},
            }
            return table[anchor.group][status]
        if anchor.kind == "named":
            return None
        headings = " ".join(self.low[b.body : b.end] for b in self._ancestors(self.outline.blocks.index(block)))
        strong = self.lexicon.has("strong", f"{self.low[block.body : anchor.start]} {context} {headings}")
        return "other" if strong and (anchor.unit or anchor.kind == "share") else None

    @staticmethod
    def _goes_on(anchor: Anchor, left: str, before: Sequence[_Draft]) -> bool:
        """Whether a figure goes on about the income just named: `đạt 42 triệu đồng/người/năm, tăng 1,35 lần`."""
        last = before[-1] if before else None
        return bool(last and last.values["indicator"] == "rural_income" and re.fullmatch(r"\s*tăng(?: gấp)?\s*", left))

    def _criterion(self, anchor: Anchor, left: str, right: str) -> str | None:
        if anchor.per.endswith("năm") or "mỗi năm" in left or re.search(r"(?:tăng|thêm)(?: ít nhất| tối thiểu)?\s*$", left):
            return "criteria_gain"
        if anchor.per or "bình quân" in left or "mỗi xã" in left:
            return (
                "criteria_per_advanced_commune" if "nâng cao" in left or "nâng cao" in right else "criteria_per_commune"
            )
        return None

    def _is_kept(self, anchor: Anchor, left: str, right: str) -> bool:
        """Whether standards reached are to be kept: `giữ vững tiêu chí của 03 xã`, `11/11 xã giữ vững danh hiệu`."""
        if anchor.group == "criterion":
            return bool(re.search(r"(?:giữ vững|duy trì)[\w ]{0,20}$", left)) and "bình quân" not in left
        if anchor.group != "commune" or "bình quân" in left:
            return False
        held = re.match(r"\s*(?:giữ vững|duy trì|tiếp tục giữ|tiếp tục duy trì)", right)
        return bool(held) or ("tiêu chí" in left and any(word in left for word in self.lexicon.words["kept"]))

    def _increases(self, left: str) -> bool:
        return any(re.search(rf"\b{word}\b", left) for word in self.lexicon.words["increase"])

    def _coordinated(self, draft: _Draft, anchor: Anchor) -> bool:
        between = self.outline.text[draft.end : anchor.start]
        return bool(re.fullmatch(r"\s*(?:\([^()]*\)\s*)?(?:,|và|, và)?\s*", between))

    @staticmethod
    def _amount(anchor: Anchor) -> dict[str, Any]:
        values: dict[str, Any] = {
            "comparator": "=",
            "value": None,
            "value_max": None,
            "denominator": None,
            "share_pct": None,
            "at_least": False,
        }
        quantity = anchor.quantity
        if anchor.kind == "none":
            values["value"] = 0
        elif quantity is None:
            values["value"] = max(1, len(anchor.names))
        elif anchor.kind == "share":
            values.update(
                comparator=quantity.comparator, share_pct=quantity.percent, at_least=quantity.comparator == ">="
            )
        else:
            values.update(
                comparator=quantity.comparator,
                value=quantity.value,
                value_max=quantity.value_max,
                denominator=quantity.denominator,
            )
        return values

    @staticmethod
    def _unit(anchor: Anchor, indicator: str, per_year: bool) -> str | None:
        unit = f"{anchor.unit}{anchor.per}"
        if indicator in ("criteria_per_commune", "criteria_per_advanced_commune"):
            return "tiêu chí/xã"
        if indicator == "criteria_gain" and per_year:
            return "tiêu chí/xã/năm"
        if indicator == "criteria_kept":
            return "xã"
        if per_year and not unit.endswith("/năm"):
            unit += "/năm"
        return unit or None

    def _qualify(self, values: dict[str, Any], anchor: Anchor, left: str, right: str, per_year: bool) -> None:
        parts: list[str] = []
        if anchor.kind == "none":
            parts.append(re.search(r"dưới \d+ tiêu chí", self.low[anchor.start : anchor.end])[0])  # type: ignore[index]
        if values["indicator"] == "ocop_products":
            parts += re.findall(r"\d(?:-\d)? sao(?: trở lên)?", right)
            parts += re.findall(r"cấp (?:tỉnh|huyện|quốc gia|trung ương)", right)
        if re.search(r"\bmỗi (?:xã|huyện|thôn|làng)\b", left) and anchor.group != "criterion":
            parts.append(re.search(r"\bmỗi (?:xã|huyện|thôn|làng)\b", left)[0])  # type: ignore[index]
        if "bình quân" in left and per_year and values["breakdown"]:
            parts.append("bình quân")
        values["qualifier"] = ", ".join(parts) or None

    # -- when ---------------------------------------------------------------------------------------

    def _due(self, index: int, block: Block, anchor: Anchor, stop: int) -> str | None:
        """Find the year or date that governs an anchor: its own, the bullet's, the lead-in's."""
        own = self._own_year(anchor, stop) or self._leading_year(anchor)
        if own is not None:
            return own
        governing = [t for t in self.times if block.body <= t.start < anchor.start and self._is_due(t, block)]
        if governing:
            return governing[-1].edtf
        for parent in self._ancestors(index):
            body_times = [t for t in self.times if parent.body <= t.start < parent.end and self._is_due(t, parent)]
            leads_in = parent.role == "heading" or self.low[parent.body : parent.end].rstrip().endswith(":")
            if body_times and leads_in:
                return body_times[-1].edtf
        return None

    def _own_year(self, anchor: Anchor, stop: int) -> str | None:
        for time in self.times:
            if anchor.start < time.start and time.kind in ("year", "date", "month", "quarter") and time.edtf:
                gap = self.low[max(stop, anchor.end) : time.start] if time.start >= stop else ""
                if time.start > stop + 2 or gap.strip() or self._after_baseline(time):
                    return None
                return time.edtf
        return None

    def _leading_year(self, anchor: Anchor) -> str | None:
        """Find a bare year at the head of the anchor's own part: `trong đó năm 2023 có thêm 01 xã`."""
        for time in reversed(self.times):
            if time.start < anchor.start:
                gap = self.low[time.end : anchor.start]
                bare = time.kind in ("year", "quarter", "month") and time.edtf and not self._after_baseline(time)
                return time.edtf if bare and not SEPARATOR.search(gap) and len(gap) < 60 else None
        return None

    def _year_end(self, anchor: Anchor, limit: int) -> int:
        return max(
            (t.end for t in self.times if anchor.start < t.start < limit and "," not in self.low[anchor.end : t.start]),
            default=0,
        )

    def _is_due(self, time: TimeSpan, block: Block) -> bool:
        if (
            time.edtf is None
            or time.kind not in ("year", "date", "month", "quarter", "half")
            or self._after_baseline(time)
        ):
            return False
        heads = not self.low[block.body : time.start].strip(" -+*")
        return time.modifier == "by" or heads or block.role == "heading"

    def _after_baseline(self, time: TimeSpan) -> bool:
        before = self.low[max(0, time.start - 25) : time.start]
        return any(word in before for word in self.lexicon.words["baseline"])

    def _baseline(self, anchor: Anchor, right_end: int) -> str | None:
        for time in self.times:
            if anchor.start < time.start < right_end and self._after_baseline(time):
                return time.edtf
        return None

    # -- details, shares, names ---------------------------------------------------------------------

    def _is_breakdown(
        self,
        anchor: Anchor,
        indicator: str,
        per_year: bool,
        values: dict[str, Any],
        before: Sequence[_Draft],
        index: int,
    ) -> bool:
        total = next((d for d in before if d.values["indicator"] == indicator and not d.values["breakdown"]), None)
        if anchor.bracket and (total is not None or values["baseline"]):
            return True
        if per_year and total is not None and total.values["unit"] == anchor.unit:
            return True
        if total is not None and (anchor.kind == "named" or values["change"] == "increase"):
            between = self.low[total.end : anchor.start]
            return any(word in between for word in self.lexicon.words["detail"])
        parents = self._ancestors(index)
        if anchor.group in ("commune", "village") and parents and parents[0].role != "heading":
            body = self.low[parents[0].body : parents[0].end]
            detailed = body.rstrip().endswith(":") and any(word in body[-20:] for word in self.lexicon.words["detail"])
            return detailed and any(
                parents[0].body <= q.start < parents[0].end
                and q.value
                and anchor.unit.split(",")[0] in self.low[q.end : q.end + 12]
                for q in self.quantities
            )
        return False

    def _merges(self, anchor: Anchor, draft: _Draft, left_start: int) -> bool:
        """Whether an anchor only says the last row's amount again: `(30% thôn)`, `chiếm 63,5%`, `tương đương 54 thôn`."""
        between = self.low[draft.anchor.end : anchor.start]
        tail = between[between.rfind(",") + 1 :] if not anchor.bracket else between[between.rfind("(") + 1 :]
        says_share = any(re.search(rf"\b{word}\s*$", tail.rstrip()) for word in self.lexicon.words["share"])
        if anchor.kind == "share" and draft.anchor.kind == "count" and draft.values["share_pct"] is None:
            if anchor.bracket and not tail.strip():
                return True
            right = self.low[anchor.end : anchor.end + 30]
            return says_share and not self._status(right) and anchor.group in ("", draft.anchor.group)
        if anchor.kind == "count" and draft.anchor.kind == "share" and draft.values["value"] is None:
            return "tương đương" in tail or (anchor.bracket and draft.anchor.unit == anchor.unit)
        return False

    def _merge(self, anchor: Anchor, draft: _Draft, right_end: int) -> None:
        assert anchor.quantity is not None
        if anchor.kind == "share":
            draft.values["share_pct"] = anchor.quantity.percent
        else:
            draft.values["value"] = anchor.quantity.value
            draft.values["denominator"] = anchor.quantity.denominator
        _, stop = self._right(anchor, right_end) if anchor.kind == "share" else ("", anchor.end)
        draft.end = max(draft.end, anchor.end if anchor.bracket else min(stop, anchor.end + 60))

    def _bracket_rows(self, draft: _Draft, right_end: int) -> list[_Draft]:
        """Read the brackets behind a count: names, or names with their years."""
        if draft.anchor.kind != "count" or draft.anchor.bracket:
            return []
        rows: list[_Draft] = []
        for match in BRACKET.finditer(self.outline.text, draft.anchor.end, min(right_end, draft.end + 3) + 600):
            gap = self.outline.text[draft.end : match.start()]
            if match.start() >= right_end or (match.start() > draft.end and gap.strip()):
                break
            content = match[1]
            names = split_names(content, draft.anchor.group)
            years = [t for t in self.times if match.start(1) <= t.start < match.end(1) and t.kind == "year"]
            if not names or content.isupper() or re.search(r"\d+(?:[.,]\d+)?\s*%", content):
                continue
            if not years or draft.values["value"] == 1:
                draft.values["places"] = names
                if years and len(years) == 1:
                    draft.values["due"] = years[0].edtf
                continue
            draft.values["places"] = names
            rows += self._dated_names(draft, match.start(1), match.end(1), years)
        named = NAMED_AFTER.search(self.outline.text, draft.anchor.end, right_end)
        if named is not None and not rows and not draft.values["places"]:
            names = split_names(self.outline.text[named.start() : named.end()], draft.anchor.group)
            if len(names) == draft.values["value"]:
                draft.values["places"] = names
        listed = re.compile(r",? (?:bao )?gồm:? ").match(self.outline.text, draft.end)
        if listed is not None and not rows:
            stop = re.compile(r"[.;(]|$").search(self.outline.text, listed.end())
            end = stop.start() if stop else listed.end()
            years = [t for t in self.times if listed.end() <= t.start < end and t.kind == "year"]
            if years:
                rows += self._dated_names(draft, listed.end(), end, years)
                draft.values["places"] = [name for row in rows for name in row.values["places"]]
        return rows

    def _dated_names(self, draft: _Draft, start: int, end: int, years: Sequence[TimeSpan]) -> list[_Draft]:
        rows = []
        at = start
        for year in years:
            names = split_names(self.outline.text[at : year.start], draft.anchor.group)
            if names:
                values = {
                    **draft.values,
                    "value": len(names),
                    "denominator": None,
                    "share_pct": None,
                    "value_max": None,
                }
                values.update(places=names, due=year.edtf, breakdown=True, baseline=None, qualifier=None)
                begin = at + len(self.outline.text[at:end]) - len(self.outline.text[at:end].lstrip(" ;,"))
                if draft.anchor.group == "district":
                    values["change"] = "level"
                rows.append(_Draft(values, draft.anchor, begin, year.end, draft.confidence))
            at = year.end
        return rows

    def _share_names(self, drafts: list[_Draft], block: Block) -> None:
        """Deal the names of one list (`gồm (A, B, C)`) out to the counts before it, when the numbers add up."""
        text = self.outline.text
        for match in re.finditer(r"\bgồm(?: các xã| xã)?:?\s*\(?", text[block.body : block.end]):
            at = block.body + match.end()
            close = re.compile(r"\)|[.;]|, cụ thể").search(text, at, block.end)
            names = split_names(text[at : close.start() if close else block.end], "commune")
            counts = [
                d
                for d in drafts
                if d.anchor.kind == "count"
                and d.start < at
                and not d.values["breakdown"]
                and not d.values["places"]
                and d.anchor.group == "commune"
            ]
            for first in range(len(counts)):
                if sum(d.values["value"] or 0 for d in counts[first:]) == len(names):
                    for draft in counts[first:]:
                        size = int(draft.values["value"])
                        draft.values["places"], names = names[:size], names[size:]
                    break

    # -- words --------------------------------------------------------------------------------------

    def _phrase_start(self, anchor: Anchor, left_start: int) -> int:
        """Give where the quote begins: after the last separator before the anchor."""
        left = self.outline.text[left_start : anchor.start]
        cuts = [m.end() for m in SEPARATOR.finditer(left)]
        start = left_start + (cuts[-1] if cuts else 0)
        while start < anchor.start and self.outline.text[start] in " \t-+*–,.;:":
            start += 1
        return start

    def _finish(self, block: Block, draft: _Draft) -> Found:
        values = {key: value for key, value in draft.values.items() if key != "at_least"}
        lead = LEAD_TRIM.match(self.outline.text[draft.start : draft.end])
        text_start = draft.start + (lead.end() if lead else 0)
        values["text"] = (
            min(text_start, draft.anchor.start) if draft.anchor.start >= draft.start else text_start,
            draft.end,
        )
        return Found(
            start=draft.start,
            end=draft.end,
            address=block.address,
            values=values,
            method=f"targets:{draft.anchor.kind}",
            confidence=draft.confidence,
            doubts=tuple(draft.doubts),
        )


def lower_same_length(text: str) -> str:
    """Lower the case and make tone placement regular without moving any character."""
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    placed = place_tones(low)
    return placed if len(placed) == len(low) else low
