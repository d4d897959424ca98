"""What narrows a class of bodies (mệnh đề hạn định): `UBND các xã có rừng`, `các ban đảng Tỉnh ủy`."""

from __future__ import annotations

from ntm_extract.extract.agencies.levels import LEVELS
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases, words
from ntm_extract.knowledge.agencies import AgencyLexicon

HAD_LIMIT = 6
"""Words of what a class has."""
GIVEN_LIMIT = 16
"""Words of what a class is given, before `phải`."""
TRADE_LIMIT = 2
"""Words behind a trade that go on with it (`vận tải hành khách`)."""
FIELD_LIMIT = 4
"""Words of what a class of works or firms makes."""
OWN_HOUSES = (("thuộc", "bộ"), ("thuộc", "sở"))
"""Whose a class is said to be, behind another word about it, in the plan of a ministry or department."""
SEATS = {"tỉnh", "thành", "huyện", "thị", "quận"}
"""First words of a committee of the Party that `ủy` follows."""


def is_strong(keys: Keys, at: int) -> bool:
    """Whether a verb stands at key `at` by which classes of bodies are told something (`chủ trì`, `rà soát`)."""
    return any(keys.find(phrases("clauses", name), at) for name in ("strong_verbs", "narrowed_verbs"))


def restriction_end(keys: Keys, at: int) -> int:
    """Give where words at key `at` end that tell bodies by what they have, `at` itself where none stand there.

    A verb that tells somebody something must follow; a plan or a duty that bodies have narrows nothing, nor does what
    all of them are given or allowed.

    Example:
        In `UBND các xã có rừng chủ trì tuần tra`, `có rừng` does, in `UBND các xã được kiểm tra gửi báo cáo`, `được
        kiểm tra`; in `UBND các xã có kế hoạch chỉ đạo`, nothing does.
    """
    opener = keys.find(phrases("clauses", "restricting"), at)
    if opener is None or any(keys.find(phrases("clauses", name), at) for name in ("no_duties", "given_to_do")):
        return at
    begin, done = at + opener[0], opener[1] in ("đã", "được")
    if keys.find(phrases("clauses", "had_by_all"), begin) or keys.is_title(begin):
        return at
    for end in range(begin + HAD_LIMIT, min(len(keys), begin + GIVEN_LIMIT)) if opener[1] == "được" else ():
        if keys.words[end] == "phải" and all(word not in (",", ";", ".", ":", "\n") for word in keys.words[begin:end]):
            return end  # `các địa phương được bố trí vốn ngân sách trung ương … phải cam kết`
    verbs = phrases("clauses", "ordering_verbs" if opener[1] == "đã" else "narrowed_verbs")
    for end in range(begin, min(len(keys), begin + HAD_LIMIT + 1)):
        if end > begin and keys.find(phrases("clauses", "strong_verbs"), end):
            return end
        standard = keys.words[end - 2 : end + 1] == ("nông", "thôn", "mới")
        if not keys.words[end].isalpha() or (done and not standard and keys.words[end] in words("clauses", "no_field")):
            return at
        if end > begin and keys.find(verbs, end):
            return end
    return at


def tail_of(keys: Keys, at: int) -> str:
    """Give the words at key `at` that say where units of a level belong (`thành phố trực thuộc trung ương`), or ""."""
    tail = keys.find(phrases("clauses", "unit_tails"), at)
    return tail[1] if tail is not None and not keys.is_title(at + tail[0]) else ""


def kind_end(keys: Keys, at: int, lexicon: AgencyLexicon, noun: str) -> int:
    """Give where small words at key `at` end that tell of what kind a class is or what its trade is.

    Args:
        keys: the document's words.
        at: index of the first key behind the class noun.
        lexicon: whose verbs end a trade.
        noun: the class noun.

    Example:
        In `Các trường mầm non, tiểu học tổ chức` it ends before `tổ chức`; in `Các nhà máy chế biến gỗ` before `gỗ`.
    """
    trades = noun in lexicon.making or noun in words("clauses", "trading")
    trade = _trade_end(keys, at, lexicon) if trades else at
    return trade if trade > at else _kinds_end(keys, at, lexicon, noun)


def _kinds_end(keys: Keys, at: int, lexicon: AgencyLexicon, noun: str) -> int:
    """Give where kinds at key `at` end; a comma before the first joins it to a kind that is part of the noun.

    A capital begins a kind only behind a noun that begins no proper name (`Các chùa Khmer`, `các phòng Y tế, Nội vụ`).
    """
    end = at
    names = lexicon.heads.longest(tuple(noun.split()), 0) is not None
    while True:
        begin = end + ((end > at or " " in noun) and keys.words[end : end + 1] in ((",",), ("và",), ("hoặc",)))
        kind = keys.find(phrases("clauses", "kinds"), begin)
        if kind is None or (names and keys.texts[begin].istitle()):
            return end
        if begin > end and keys.find(lexicon.nouns, begin):
            return end  # `Các nhà trường, cơ sở giáo dục`
        end = begin + kind[0]


def field_end(keys: Keys, at: int, lexicon: AgencyLexicon, noun: str) -> int:
    """Give where small words at key `at` end that tell what a class of works or firms makes, before a verb.

    Example:
        In `Các nhà máy đường phải đầu tư`, `đường` does; in `Các doanh nghiệp phải đầu tư`, nothing.
    """
    if noun not in lexicon.making:
        return at
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
        verb = keys.find(lexicon.predicates, end)
        acts = acts or (verb is not None and verb[0] >= trade[0])
        end += trade[0]
        joined = keys.words[end : end + 1] in ((",",), ("và",))
        if not keys.find(phrases("clauses", "classing"), end + joined):
            break
        end += joined
    if end > at and ground_end(keys, end, lexicon) > end:
        return end
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
    """Give where words at key `at` end that say where bodies work, before what they do, `at` itself where none do.

    Example:
        In `UBND các xã trên địa bàn huyện rà soát` and `Các trường trong tỉnh mở lớp` they end before the verb.
    """
    seated = keys.find(phrases("clauses", "seated"), at)  # `… Trung ương thường trú tại tỉnh`
    begin = at + seated[0] if seated else at
    link = keys.find(phrases("clauses", "ground_links"), begin)
    if link is None:
        return at
    stop = begin + link[0]
    level = keys.find(LEVELS, stop)
    if level is None and link[1] != "trên địa bàn":
        return at
    stop += level[0] if level else 0
    if keys.is_title(stop):
        return at
    ends = stop >= len(keys) or keys.words[stop] in (",", ";", ":", ".", ")", "\n", "và", "đã")
    return stop if ends or is_strong(keys, stop) or keys.find(lexicon.predicates, stop) else at


def house_of(keys: Keys, at: int) -> str:
    """Give whose a class is by the words at key `at`, with a blank before them, in the plan of that house; or "".

    Example:
        In `Các đơn vị liên quan thuộc Bộ rà soát` it is ` thuộc Bộ`, in `… thuộc Bộ Y tế rà soát` "".
    """
    own = keys.words[at : at + 2] in OWN_HOUSES and not keys.is_title(at + 2)
    return f" thuộc {keys.words[at + 1].capitalize()}" if own else ""


def seat_end(keys: Keys, at: int) -> int:
    """Give where a committee of the Party ends that a class of bodies serves, `at` itself where none stands there.

    Example:
        `các ban đảng Tỉnh ủy`.
    """
    return at + 2 * (
        keys.words[at : at + 1] != () and keys.words[at] in SEATS and keys.words[at + 1 : at + 2] == ("ủy",)
    )
