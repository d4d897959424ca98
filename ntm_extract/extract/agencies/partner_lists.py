"""Lists of partners behind `phối hợp với` that semicolons part (danh sách cơ quan phối hợp)."""

from __future__ import annotations

from ntm_extract.extract.agencies.agencies import Agency, AgencyReader
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases


def pass_phrases(keys: Keys, at: int, last: int, name: str) -> int:
    """Pass over the phrases of a list of `duties.toml` from key `at` on."""
    while at < last and (found := keys.find(phrases("duties", name), at)):
        at += found[0]
    return at


def read_partners(keys: Keys, at: int, last: int, reader: AgencyReader) -> tuple[list[Agency], int]:
    """Read the partners listed from key `at` on, also over semicolons where the clause goes on behind them."""
    found, end = reader.read_list(keys, at, unnamed=True)
    if end < last and keys.words[end] == ";":
        found, end = reader.read_list(keys, at, semicolons=True, unnamed=True)
    return found, end


def open_list_end(keys: Keys, at: int, last: int, reader: AgencyReader) -> int:
    """Give where a list of partners ends behind which alone the main verb stands, `at` itself where none is such.

    Args:
        keys: the document's words.
        at: index of the first key behind a subject.
        last: index behind the block's last key.
        reader: of agencies.

    Example:
        In `Sở A chủ trì, phối hợp với Sở B; UBND các xã; các đơn vị liên quan thực hiện …` it ends before `thực hiện`.
    """
    begin = pass_phrases(keys, at, last, "fillers")
    begin += begin < last and keys.words[begin] == ","
    link = keys.find(phrases("duties", "partner_links"), begin) if begin < last else None
    if link is None:
        return at
    begin = pass_phrases(keys, begin + link[0], last, "coordination_links")
    found, plain = reader.read_list(keys, begin, unnamed=True)
    if not found or keys.words[plain : plain + 1] != (";",):
        return at
    _, end = read_partners(keys, begin, last, reader)
    leads = keys.find(phrases("clauses", "strong_verbs"), end) or keys.find(phrases("duties", "partner_links"), end)
    acts = end < last and keys.find(reader.lexicon.predicates, end) and not leads
    return end if acts else at
