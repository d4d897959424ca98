"""What narrows a class of bodies (mệnh đề hạn định): `UBND các xã có rừng`, `các ban đảng Tỉnh ủy`."""

from __future__ import annotations

from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases, words
from ntm_extract.knowledge.agencies import AgencyLexicon

HAD_LIMIT = 6
"""Words of what a class has."""
TRADE_LIMIT = 2
"""Words behind a trade that go on with it (`vận tải hành khách`)."""
FIELD_LIMIT = 4
"""Words of what a class of works or firms makes."""
SEATS = {"tỉnh", "thành", "huyện", "thị", "quận"}
"""First words of a committee of the Party that `ủy` follows."""


def is_strong(keys: Keys, at: int) -> bool:
    """Whether a verb stands at key `at` by which classes of bodies are told something (`chủ trì`, `rà soát`)."""
    return any(keys.find(phrases("clauses", name), at) for name in ("strong_verbs", "narrowed_verbs"))


def restriction_end(keys: Keys, at: int) -> int:
    """Give where words at key `at` end that tell bodies by what they have, `at` itself where none stand there.

    A verb that tells somebody something must follow; a plan or a duty that bodies have narrows nothing.

    Example:
        In `UBND các xã có rừng chủ trì tuần tra`, `có rừng` does; in `UBND các xã có kế hoạch chỉ đạo`, nothing does.
    """
    if keys.words[at : at + 1] != ("có",) or keys.find(phrases("clauses", "had_by_all"), at + 1):
        return at
    for end in range(at + 1, min(len(keys), at + HAD_LIMIT + 2)):
        if end > at + 1 and keys.find(phrases("clauses", "strong_verbs"), end):
            return end
        if not keys.words[end].isalpha():
            return at
        if end > at + 1 and keys.find(phrases("clauses", "narrowed_verbs"), end):
            return end
    return at


def tail_of(keys: Keys, at: int) -> str:
    """Give the words at key `at` that say where units of a level belong (`thành phố trực thuộc trung ương`), or ""."""
    tail = keys.find(phrases("clauses", "unit_tails"), at)
    return tail[1] if tail is not None and not keys.is_title(at + tail[0]) else ""


def field_end(keys: Keys, at: int, lexicon: AgencyLexicon, noun: str) -> int:
    """Give where small words at key `at` end that tell what a class of works, firms or offices does, before a verb.

    Example:
        In `Các nhà máy đường phải đầu tư`, `đường` does; in `Các đơn vị cấp nước súc rửa`, `cấp nước`.
    """
    makes, trades = noun in lexicon.making, noun in words("clauses", "trading")
    trade = _trade_end(keys, at, lexicon) if makes or trades else at
    if trade > at or not makes:
        return trade
    for end in range(at, min(len(keys), at + FIELD_LIMIT + 1)):
        if end > at and is_strong(keys, end):
            return end
        if not keys.words[end].isalpha() or keys.is_title(end) or keys.words[end] in words("clauses", "no_field"):
            return at
        if end == at and (keys.find(phrases("clauses", "narrowed_verbs"), end) or keys.find(lexicon.predicates, end)):
            return at
    return at


def _trade_end(keys: Keys, at: int, lexicon: AgencyLexicon) -> int:
    """Give where a known trade at key `at` ends (`cấp nước`), `at` itself where none stands there or it is the verb."""
    end, acts = at, False
    while (trade := keys.find(phrases("clauses", "classing"), end)) is not None and not keys.is_title(end):
        acts = acts or keys.find(lexicon.predicates, end) is not None
        end += trade[0]
        if keys.words[end : end + 1] not in ((",",), ("và",)) or not keys.find(phrases("clauses", "classing"), end + 1):
            break
        end += 1
    for stop in range(end, min(len(keys), end + TRADE_LIMIT + 1)) if end > at else ():
        if keys.words[stop] == ":" or keys.find(phrases("clauses", "strong_verbs"), stop):
            return stop
        if keys.words[stop] in ("\n", ".", ";") and not acts:  # `Các doanh nghiệp xuất khẩu hàng hóa`, a heading
            return stop
        if not keys.words[stop].isalpha() or keys.is_title(stop) or keys.words[stop] in words("clauses", "no_field"):
            return at if acts else end
        if not acts and keys.find(lexicon.predicates, stop):
            return stop
    return at if acts else end


def ground_end(keys: Keys, at: int, lexicon: AgencyLexicon) -> int:
    """Give where a bare `trên địa bàn` at key `at` ends, before a verb, `at` itself where none stands there."""
    stop = at + 3
    bare = keys.words[at:stop] == ("trên", "địa", "bàn") and not keys.is_title(stop)
    return stop if bare and (is_strong(keys, stop) or keys.find(lexicon.predicates, stop)) else at


def seat_end(keys: Keys, at: int) -> int:
    """Give where a committee of the Party ends that a class of bodies serves, `at` itself where none stands there.

    Example:
        `các ban đảng Tỉnh ủy`.
    """
    return at + 2 * (
        keys.words[at : at + 1] != () and keys.words[at] in SEATS and keys.words[at + 1 : at + 2] == ("ủy",)
    )
