"""The product's own reader of print (bộ nhận dạng chữ): crops of lines to words with alternatives, on the CPU.

A small network, trained on printed and spoilt pages (`train/`, card in `corpora/recognizer-model.md`), run by
onnxruntime. It tells for every tenth of a line's height which letter stands there and how sure it is, so that any
reading of a word, its own or another reader's, can be held against the picture.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt
import onnxruntime

from ntm_extract.errors import TimeLimitError
from ntm_extract.pages import Box
from ntm_extract.read.picture.ctc import Floats, Stretch, find_words
from ntm_extract.read.picture.line_crops import HEIGHT, STRIDE, cut_line
from ntm_extract.read.picture.line_finder import TextLine

Gray = npt.NDArray[np.uint8]
WIDEST_BATCH = 3000
"""Columns of crops that are read together; wider batches gain nothing on a CPU and take memory."""


@dataclass(frozen=True)
class RecognizedLine:
    """A line as recognised.

    Attributes:
        line: where it stands, in pixels.
        letters: steps × classes, log-probabilities.
        words: its likeliest words.
        again: letters of further readings, of crops a little higher or lower, over the same columns.
    """

    line: TextLine
    letters: Floats
    words: tuple[Stretch, ...]
    again: tuple[Floats, ...] = ()

    def views(self, word: Stretch) -> list[Floats]:
        """Give the steps of a word in every reading of the line, the first one first."""
        seen = [self.letters[word.start : word.end]]
        for letters in self.again:
            scale = len(letters) / len(self.letters)
            seen.append(letters[int(word.start * scale) : max(int(word.start * scale) + 1, round(word.end * scale))])
        return seen

    def box_of(self, start: int, end: int) -> Box:
        """Give the box of a stretch of steps in pixels of the picture."""
        box = self.line.box
        step = STRIDE * (box.bottom - box.top) / HEIGHT
        return Box(box.x0 + start * step, box.top, min(box.x0 + end * step, box.x1), box.bottom)


CROPS_AGAIN = ((0.10, 0.06), (-0.04, -0.05))
"""What is added above and below, in heights of the line, when it is looked at again: the letters get another size."""


class Recognizer:
    """The network, loaded once; safe to use from one thread."""

    def __init__(self, model: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # it keeps a plan for each width of lines: 50 MB more after 240 of them
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def read(self, picture: Gray, lines: Sequence[TextLine], deadline: float = math.inf) -> list[RecognizedLine]:
        """Read lines of a cleaned, upright grey picture.

        Args:
            picture: rows × columns, 0 black.
            lines: where they stand.
            deadline: moment of `time.monotonic()` after which the reading is given up.

        Raises:
            TimeLimitError: the deadline passed; a page of noise may have thousands of lines.
        """
        read = self._run([cut_line(picture, line.box) for line in lines], deadline)
        return [
            RecognizedLine(line, letters, tuple(find_words(letters))) for line, letters in zip(lines, read, strict=True)
        ]

    def read_again(
        self, picture: Gray, lines: Sequence[RecognizedLine], deadline: float = math.inf
    ) -> list[RecognizedLine]:
        """Look at lines again, at letters a little smaller and a little larger; what was read first stays first.

        Raises:
            TimeLimitError: as in `read`.
        """
        crops = []
        for recognised in lines:
            b = recognised.line.box
            height = b.bottom - b.top
            crops += [
                cut_line(picture, Box(b.x0, b.top - up * height, b.x1, b.bottom + down * height))
                for up, down in CROPS_AGAIN
            ]
        read = self._run(crops, deadline)
        each = len(CROPS_AGAIN)
        return [replace(line, again=tuple(read[i * each : (i + 1) * each])) for i, line in enumerate(lines)]

    def _run(self, crops: Sequence[Gray], deadline: float) -> list[Floats]:
        """Give steps × classes for each crop."""
        read: list[Floats] = [np.empty((0, 0), np.float32)] * len(crops)
        for group in _batches([crop.shape[1] for crop in crops]):
            if time.monotonic() > deadline:
                raise TimeLimitError("Nhận dạng chữ quá thời hạn cho một trang")
            batch = np.zeros((len(group), 1, HEIGHT, max(crops[i].shape[1] for i in group)), np.float32)
            for row, i in enumerate(group):
                batch[row, 0, :, : crops[i].shape[1]] = (255.0 - crops[i]) / 255.0
            (found,) = self._session.run(None, {"pictures": batch})
            for row, i in enumerate(group):
                read[i] = np.ascontiguousarray(found[row, : crops[i].shape[1] // STRIDE])
        return read


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Put lines of similar width together, none wider than `WIDEST_BATCH` in all unless alone."""
    group: list[int] = []
    for i in sorted(range(len(widths)), key=lambda i: widths[i]):
        if group and (len(group) + 1) * widths[i] > WIDEST_BATCH:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


@cache
def load_recognizer() -> Recognizer:
    """Load the shipped network; about 0.1 s, once a process."""
    with as_file(files("ntm_extract.read.picture") / "data" / "recognizer.onnx") as path:
        return Recognizer(path.read_bytes())
