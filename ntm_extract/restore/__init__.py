"""Words with lost marks and misread letters → Vietnamese text, aligned to its source, honest about doubts."""

from ntm_extract.alignment import Alignment
from ntm_extract.pages import PAGE_BREAK, Reading
from ntm_extract.restore.offers import Offer
from ntm_extract.restore.restoration import Restoration, Syllable
from ntm_extract.restore.restorer import Restorer, RestorerSettings, load_restorer

__all__ = ["Restoration", "Restorer", "RestorerSettings", "Syllable", "load_restorer", "restore", "restore_reading"]


def restore(text: str, *, restorer: Restorer | None = None) -> Restoration:
    """Restore the diacritics and OCR-damaged letters of a text; text that is right stays as it is.

    Figures, dates and numbers of instruments are never changed; symbols of instruments by a closed list only.
    The result is NFC and has as many lines as `text`.

    Example: `restore("Huyen tich cuc van dong nguoi darn hien dat, d6n nam 2024 cd 5 thon dat chuan")` →
    `Huyện tích cực vận động người dân hiến đất, đến năm 2024 có 5 thôn đạt chuẩn`.
    """
    return (restorer or load_restorer()).restore(text)


def restore_reading(reading: Reading, restorer: Restorer) -> Restoration:
    """Restore the pages of a document that need it; `source` of the result is `reading.text`."""
    texts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    syllables: list[Syllable] = []
    s = t = 0
    for page in reading.pages:
        if texts:
            pieces.append((s, s + len(PAGE_BREAK), t, t + len(PAGE_BREAK)))
            s, t = s + len(PAGE_BREAK), t + len(PAGE_BREAK)
        if page.needs_restoring:
            offers = [Offer(word.start, word.end, word.candidates) for word in page.words if word.candidates]
            done = restorer.restore(page.text, offers, head=texts[0] if texts else "")
        else:
            done = Restoration(page.text, page.text, Alignment.identity(len(page.text)))
        texts.append(done.text)
        pieces.extend((a + s, b + s, c + t, d + t) for a, b, c, d in done.alignment.pieces)
        syllables.extend(
            Syllable(x.start + t, x.end + t, x.source_start + s, x.source_end + s, x.confidence, x.candidates, x.flag)
            for x in done.syllables
        )
        s, t = s + len(page.text), t + len(done.text)
    return Restoration(reading.text, PAGE_BREAK.join(texts), Alignment(tuple(pieces)), tuple(syllables))
