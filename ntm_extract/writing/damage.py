"""What has befallen the letters of a text on its way from the writer, and the text made right as far as can be.

`repair` treats, in this order, UTF-8 read wrongly, old encodings, capitals of old fonts, marks beside their letters
and syllables in pieces. Each line is judged by the syllables that come of it, right ones stay as they are, and the
number of lines does not change. Lost letters are told (`Repaired.loss`) and left to the restorer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from ntm_extract.alignment import Alignment, Edit, apply_edits, compose
from ntm_extract.errors import IllegibleTextError
from ntm_extract.writing.capitals import find_half_raised
from ntm_extract.writing.clones import find_clones
from ntm_extract.writing.legacy import find_legacy
from ntm_extract.writing.legibility import find_illegible
from ntm_extract.writing.loss import LOST, Loss, find_long_holes, find_loss
from ntm_extract.writing.marks import BLANKS, find_eths, find_loose_marks, normalize
from ntm_extract.writing.mojibake import DEEPEST, find_mojibake
from ntm_extract.writing.pieces import find_pieces

Kind = Literal[
    "illegible",
    "other-script",
    "mojibake",
    "legacy-charset",
    "lost-latin1",
    "lost-letters",
    "split-marks",
    "variant-letters",
    "sound",
]
_GRAVITY: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Diagnosis:
    """What has befallen a text; of several troubles the one that stands first in this list.

    Attributes:
        kind: `illegible`: nothing can be read; `other-script`: in letters that are not Latin; `mojibake`: UTF-8 read
            with another table; `legacy-charset`: TCVN3, VNI, Windows-1258, or capitals of their fonts; `lost-latin1`,
            `lost-letters`: see `Loss`; `split-marks`: marks or marked letters apart from their syllable;
            `variant-letters`: decomposed, or look-alikes of other scripts; `sound`.
        encoding: of mojibake `utf-8`; `tcvn3`, `vni` or `cp1258`; of lost letters the table that is left; of a
            text that cannot be treated why not; else `unicode`.
        share: how much of the text is concerned: of its words for lost letters, else of its lines that have words.
        placeholder: what stands for a lost letter; None where none is lost.
    """

    kind: Kind
    encoding: str = "unicode"
    share: float = 0.0
    placeholder: str | None = None


@dataclass(frozen=True)
class Repaired:
    """A text made right as far as can be.

    Attributes:
        text: in NFC; it has as many lines as the source.
        alignment: from source to text.
        diagnosis: of the source.
        loss: the letters that `text` still lacks, or None.
    """

    text: str
    alignment: Alignment
    diagnosis: Diagnosis
    loss: Loss | None = None


def diagnose(text: str) -> Diagnosis:
    """Tell what has befallen a text, also one that cannot be repaired.

    Example: `diagnose("ñy ban nh©n d©n x·")` is a legacy-charset, tcvn3.
    """
    return treat(text).diagnosis


def repair(text: str) -> Repaired:
    """Make a text right as far as can be; one that is right stays as it is.

    Raises:
        IllegibleTextError: nothing can be read of it, or it is in another script.

    Example: `repair("Kế ho ạ ch th ự c hi ệ n").text` is `Kế hoạch thực hiện`.
    """
    treated = treat(text)
    if treated.diagnosis.kind in ("illegible", "other-script"):
        raise refusal(treated.diagnosis)
    return treated


def refusal(diagnosis: Diagnosis) -> IllegibleTextError:
    """Give the error by which an illegible text, or one in another script, is refused."""
    return IllegibleTextError(_REASONS[diagnosis.encoding])


NOTES: dict[Kind, str] = {
    "legacy-charset": "Chữ dùng bảng mã cũ đã được chuyển sang Unicode.",
    "mojibake": "Chữ bị đọc sai bảng mã đã được giải mã lại.",
    "split-marks": "Dấu bị tách rời khỏi chữ đã được ghép lại.",
    "lost-latin1": "Những chữ cái có trong bảng mã Latin-1 đã mất; đã đoán lại theo ngữ cảnh, cần xem lại.",
    "lost-letters": "Một số chữ cái đã mất khi chuyển mã; đã đoán lại theo ngữ cảnh, cần xem lại.",
}
"""What a clerk is told of each trouble that was treated."""

_REASONS = {
    "replaced": "Phần lớn chữ đã mất khi chuyển mã, chỉ còn ký hiệu thay thế",
    "font-codes": "Chữ chỉ còn là mã riêng của phông chữ, không biết là chữ nào",
    "binary": "Nội dung không phải là chữ",
    "other-script": "Văn bản không viết bằng chữ Việt",
}


def treat(text: str) -> Repaired:
    """Do what `repair` does, but leave an illegible text, or one in another script, as it is."""
    now, alignment = text, Alignment.identity(len(text))
    met: list[Diagnosis] = []
    idle = None
    for find in _TREATMENTS:
        if find is idle:
            continue  # it found nothing, and the text is still the same
        kind, encoding, edits = find(now)
        if not edits:
            idle = find
        else:
            met.append(Diagnosis(kind, encoding, _share_of_lines(now, edits)))
            now, step = apply_edits(now, edits)
            alignment = compose(alignment, step)
    normal, step = normalize(now)
    if normal != now:
        now, alignment = normal, compose(alignment, step)
    if reason := find_illegible(now):
        refused: Kind = "other-script" if reason == "other-script" else "illegible"
        return Repaired(text, Alignment.identity(len(text)), Diagnosis(refused, reason, 1.0))
    loss = find_loss(now)
    if loss:
        met.append(Diagnosis(loss.kind, loss.kept, loss.share, loss.placeholder))
        if holes := find_long_holes(now, loss.placeholder):
            now, step = apply_edits(now, holes)
            alignment = compose(alignment, step)
    gravest = min(met, key=lambda diagnosis: _GRAVITY.index(diagnosis.kind), default=Diagnosis("sound"))
    return Repaired(now, alignment, gravest, loss)


_Found = tuple[Kind, str, list[Edit]]


def _undo_mojibake(text: str) -> _Found:
    return "mojibake", "utf-8", find_mojibake(text)


def _decode_lines(text: str) -> _Found:
    encoding, edits = find_legacy(text)
    return "legacy-charset", encoding, edits


def _raise_capitals(text: str) -> _Found:
    return "legacy-charset", "tcvn3", find_half_raised(text)


def _join_marks(text: str) -> _Found:
    edits = find_loose_marks(text)
    apart = any(blank in text[edit.start : edit.end] for edit in edits for blank in BLANKS)
    return "split-marks" if apart else "variant-letters", "unicode", edits


def _replace_eths(text: str) -> _Found:
    return "variant-letters", "unicode", find_eths(text)


def _attach_clones(text: str) -> _Found:
    return "split-marks", "unicode", find_clones(text)


def _join_pieces(text: str) -> _Found:
    edits = find_pieces(text)
    loss = find_loss(apply_edits(text, edits)[0]) if edits else None
    if loss and (loss.kept != "unicode" or loss.placeholder != LOST):
        edits = []  # what look like pieces are syllables that have lost a letter
    return "split-marks", "unicode", edits


_TREATMENTS: tuple[Callable[[str], _Found], ...] = (
    *(_undo_mojibake,) * DEEPEST,
    _decode_lines,
    _raise_capitals,
    _join_marks,
    _replace_eths,
    _attach_clones,
    _join_pieces,
)


def _share_of_lines(text: str, edits: Iterable[Edit]) -> float:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    touched = {bisect_right(starts, edit.start) for edit in edits}
    return len(touched) / max(sum(bool(line.strip()) for line in text.split("\n")), 1)
