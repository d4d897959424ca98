"""A copy that follows the folder (bản sao): what every place can do that holds documents one by one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from ntm_extract.export.stock import Batch


class Mirror(Protocol):
    """A place that holds documents, each with the digest of the plan it was made from."""

    batch_size: int
    """Documents that are replaced in one transaction."""

    def held(self) -> dict[str, str]:
        """Give the digests of the documents in the place by `doc_id`; empty for one that did not come by export."""

    def replace(self, gone: Collection[str], batch: Batch | None) -> None:
        """Take documents out and put others in, all or nothing.

        Args:
            gone: of the documents to take out, `doc_id`; those of the batch that are held are among them.
            batch: the documents to put in, with their digests.
        """

    def close(self) -> None:
        """Let go of the place."""
