"""The ablation leaves out what it says, counts how often that was asked for, and puts it back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytesseract
import pytest
from PIL import Image

from benchmarks import ablation
from benchmarks.ablation import STEPS, Uses, read_without, variants_of, without
from benchmarks.reading.document import Document, Truth
from benchmarks.reading.readings import PageRead
from ntm_extract.read.picture import clean

LEVEL = Image.fromarray(np.repeat(np.tile(np.array([[250], [40], [250]], np.uint8), (20, 400)), 8, axis=0))
STRIPES = np.asarray(LEVEL.rotate(2, fillcolor=250))


@pytest.mark.parametrize(
    ("name", "call", "expected"),
    [
        ("red ink lifted", lambda: clean.lift_red_ink(np.full((9, 9, 3), (200, 20, 20), np.uint8)).max(), 74),
        ("background levelled", lambda: clean.level_background(np.full((64, 64), 200, np.uint8)).max(), 200),
        ("speckle removed", lambda: clean.remove_speckle(np.pad([[0]], 9, constant_values=255), 200).min(), 0),
        ("straightened", lambda: clean.find_skew(STRIPES, 100), 0.0),
        ("rules wiped", lambda: clean.widen(np.ones((9, 9), bool), 1).any(), False),
    ],
)
def test_a_step_does_nothing_while_it_is_left_out(name: str, call: Any, expected: object) -> None:
    uses = Uses()
    before = call()
    with without(STEPS[name], uses):
        assert call() == expected
    assert uses.count == 1
    assert call() == before != expected


def test_tesseract_is_told_to_remove_noise_besides_what_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *given, **more: (given, more))
    with without(STEPS["noise removed by Tesseract"], Uses()):
        given, more = pytesseract.image_to_data("picture", lang="vie", config="--psm 6")
    assert (given, more) == (("picture",), {"lang": "vie", "config": "--psm 6 -c textord_heavy_nr=1"})


def test_a_step_that_the_product_no_longer_has_is_told() -> None:
    with pytest.raises(AttributeError), without(ablation.Step((clean, "no_such_step"), lambda: None), Uses()):
        pass


def test_each_step_has_a_row_and_all_that_can_go_have_one_together() -> None:
    found = variants_of(list(STEPS))
    assert next(iter(found)) == "as it is" and not found["as it is"]
    assert [name[0] for name in list(found)[1:]] == ["-"] * 5 + ["+"] * 2 + ["-"]
    assert found["- all of these"] == [step for step in STEPS.values() if not step.is_extra]
    assert list(variants_of(["straightened", "rendered at 300 dpi"])) == [
        "as it is", "- straightened", "+ rendered at 300 dpi",
    ]  # fmt: skip


def test_settings_of_a_step_reach_the_reader_and_pages_are_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, int]] = []

    def load(preset: str, **limits: int) -> Any:
        asked.append(limits)
        return lambda document: (PageRead(f"xã {clean.find_skew(STRIPES, 100):.0f}", "xã"),)

    monkeypatch.setattr(ablation, "load_product", load)
    document = Document("a", "bad200", None, (Truth("xã 0"),))  # type: ignore[arg-type]
    scored, _, uses = read_without([STEPS["rendered at 300 dpi"], STEPS["straightened"]], [document])
    assert asked == [{"min_dpi": 300, "max_dpi": 300}]
    assert (scored[0].pages[0].edits, uses) == (0, 1)
