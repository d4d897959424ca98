"""A last room that only keeps what was read, beside the document; worker processes import it by name."""

from __future__ import annotations

import pickle
from functools import partial
from pathlib import Path

from ntm_extract.batch.messages import Workshop
from ntm_extract.outline.structure import Outline
from ntm_extract.pages import Reading
from ntm_extract.pipeline import Rooms
from ntm_extract.plan import Plan
from ntm_extract.read import ReadSettings, fetch, open_document
from ntm_extract.read.clipping import clip
from ntm_extract.restore.restoration import Restoration
from tests.batch.stand_ins import a_plan, outline, refuse, restore

MEMORY = 700 * 2**20
"""Less than workers have, so that what blows up does so sooner."""


class Copyist:
    def extract(
        self, outline: Outline, restoration: Restoration, reading: Reading, *, source: str, doc_id: str
    ) -> Plan:
        kept_at(source).write_bytes(pickle.dumps(reading))
        return a_plan(source, doc_id, "")


def kept_at(source: str) -> Path:
    return Path(f"{source}.reading")


def load() -> Rooms:
    return Rooms(refuse, restore, outline, Copyist())


WORKSHOP = Workshop(fetch, partial(open_document, settings=ReadSettings()), load, "program 1", clip, memory=MEMORY)
