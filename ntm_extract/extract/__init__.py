"""From an outlined document to its tables: a spaCy pipeline of rules, and the making of the plan.

`load_extractor()` gives the pipeline; `Extractor.extract` takes a document through it.
"""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.vocab import Vocab

from ntm_extract.extract import components, tokenizer
from ntm_extract.extract.assembly import assemble_plan
from ntm_extract.extract.confidence import Weigh, weigh
from ntm_extract.extract.origins import Origins
from ntm_extract.outline.structure import Outline
from ntm_extract.pages import Reading
from ntm_extract.plan import Plan
from ntm_extract.restore.restoration import Restoration

__all__ = ["Extractor", "load_extractor"]

PIPES = (
    "ntm_grounds",
    "ntm_head",
    "ntm_references",
    "ntm_tables",
    "ntm_targets",
    "ntm_responsibilities",
    "ntm_deadlines",
)
"""The components in order: later ones look at what earlier ones found."""


class Extractor:
    """The spaCy pipeline that turns an outline into a plan.

    Attributes:
        nlp: `spacy.blank("vi")` with the package's tokenizer and components.
        weigh: makes what speaks for and against a row its confidence.
    """

    def __init__(self, nlp: Language, weigh: Weigh = weigh) -> None:
        self.nlp, self.weigh = nlp, weigh

    def extract(
        self, outline: Outline, restoration: Restoration, reading: Reading, *, source: str, doc_id: str
    ) -> Plan:
        """Extract a document's head and tables.

        Args:
            outline: the document's structure.
            restoration: its restored text, to which the rows' spans refer.
            reading: its pages, in which their boxes are looked up.
            source: path or URL as given.
            doc_id: first 16 hex digits of the SHA-256 of the input bytes.
        """
        with self.nlp.memory_zone():  # or the words of every document met would stay in the vocabulary
            doc = self.nlp.make_doc(outline.text)
            doc._.outline, doc._.origins = outline, Origins(outline, restoration, reading)
            return assemble_plan(self.nlp(doc), source=source, doc_id=doc_id, weigh=self.weigh)


@cache
def load_extractor() -> Extractor:
    """Build the pipeline once; look-ups are shared by all documents."""
    assert components and tokenizer  # importing them registers the factories
    # an empty vocabulary: shapes, stop words and the like of every word are of no use here, and cost time
    nlp = spacy.blank("vi", vocab=Vocab(), config={"nlp": {"tokenizer": {"@tokenizers": "ntm_extract.tokenizer.v1"}}})
    nlp.max_length = 50_000_000  # the limit guards models' memory; rules are linear
    for pipe in PIPES:
        nlp.add_pipe(pipe)
    return Extractor(nlp)
