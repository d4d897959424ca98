"""Fields of work of which one word was misread (tên lĩnh vực bị nhận dạng sai một chữ): never a guess between two."""

from __future__ import annotations

from ntm_extract.extract.keys import Keys
from ntm_extract.knowledge.agencies import AgencyLexicon

LONG_ENOUGH = 5
"""Words, with joiners, of a field of which one may be any word that begins alike; a shorter one must be there whole."""
ALIKE = ("dbp", "1li", "ec", "0oq", "hn")
"""First letters that are read for each other, marks aside (`Giáo dục và bào tạo`)."""


def find_near_field(keys: Keys, at: int, lexicon: AgencyLexicon, least: int) -> tuple[int, str] | None:
    """Find the one field at key `at` that the words spell, but for a word that was misread.

    Args:
        keys: the document's words.
        at: index of the first word, which must be right.
        lexicon: whose fields are looked up.
        least: only longer ones are asked for.

    Returns:
        The number of words and the field; None where no field is that near, or two are.

    Example:
        `Giáo dục và bộ tạo` is `giáo dục và đào tạo`, `Y t6` is `y tế`; `Quản lý cụm công nghiệp` is not
        `quản lý khu công nghiệp`.
    """
    if at >= len(keys):
        return None
    listed = lexicon.domains_by_first.get(keys.folded[at], ())
    near = {len(words): name for words, name in listed if len(words) > least and _is_near(keys, at, words)}
    longest = max(near, default=0)
    same = sum(len(words) == longest and _is_near(keys, at, words) for words, _ in listed)
    return (longest, near[longest]) if same == 1 else None


def _is_near(keys: Keys, at: int, words: tuple[str, ...]) -> bool:
    misread = 0
    for index, word in enumerate(words, at):
        if index >= len(keys):
            return False
        found = keys.folded[index]
        if found == word:
            continue
        misread += 1
        spelled = _with_figures(found, word)
        if misread > 1 or not (
            spelled or (len(words) >= LONG_ENOUGH and word.isalpha() and _begins_alike(found, word))
        ):
            return False
    return misread == 1


def _with_figures(found: str, word: str) -> bool:
    """Whether a word was read with figures for some of its letters: `t6` for `te`."""
    some = any(sign.isdigit() for sign in found) and any(sign.isalpha() for sign in found)
    return some and len(found) == len(word) and all(a == b or a.isdigit() for a, b in zip(found, word, strict=True))


def _begins_alike(found: str, word: str) -> bool:
    return found[0] == word[0] or any(found[0] in letters and word[0] in letters for letters in ALIKE)
