"""The recogniser's network: convolutions that see letters, then convolutions along the line that see their neighbours.

It is told no place of a letter, only the text of a line; connectionist temporal classification (Graves et al., 2006)
finds the places. Needs PyTorch, at training only: what is trained runs with onnxruntime.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from ntm_extract.read.picture.alphabet import LETTERS
from ntm_extract.read.picture.line_crops import HEIGHT


@dataclass(frozen=True)
class NetworkSettings:
    """Size of the network.

    Attributes:
        widths: channels of the four stages of picture convolutions.
        line: channels along the line.
        dilations: one block along the line each; together they see some eight letters on either side.
    """

    widths: tuple[int, int, int, int] = (20, 40, 80, 128)
    line: int = 192
    dilations: tuple[int, ...] = (1, 2, 4, 1, 2)


class Recognizer(nn.Module):
    """Pictures of lines, 1 black, to log-probabilities of letters at each step (four columns)."""

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        a, b, c, d = settings.widths
        self.look = nn.Sequential(
            _convolution(1, a),
            nn.MaxPool2d(2, 2),
            _convolution(a, b),
            nn.MaxPool2d(2, 2),
            _convolution(b, c),
            _Residual(c),
            nn.MaxPool2d((2, 1), (2, 1)),
            _convolution(c, d),
            _Residual(d),
        )
        self.collapse = nn.Sequential(
            nn.Conv2d(d, settings.line, (HEIGHT // 8, 1), bias=False), nn.BatchNorm2d(settings.line), nn.ReLU()
        )
        self.along = nn.Sequential(*(_Along(settings.line, dilation) for dilation in settings.dilations))
        self.norm = nn.LayerNorm(settings.line)
        self.letters = nn.Linear(settings.line, len(LETTERS) + 1)

    def forward(self, pictures: Tensor) -> Tensor:
        """Give the log-probability of each letter at each step of each line."""
        steps = self.along(self.collapse(self.look(pictures)).squeeze(2))
        return functional.log_softmax(self.letters(self.norm(steps.transpose(1, 2))).float(), dim=2)


def _convolution(before: int, after: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU())


class _Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.change = nn.Sequential(nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(x + self.change(x))


class _Along(nn.Module):
    """A block along the line (after ConvNeXt): each channel looks about by itself, then they mix."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.about = nn.Conv1d(width, width, 7, padding=3 * dilation, dilation=dilation, groups=width)
        self.norm = nn.BatchNorm1d(width)
        self.mix = nn.Sequential(nn.Conv1d(width, 2 * width, 1), nn.GELU(), nn.Conv1d(2 * width, width, 1))

    def forward(self, x: Tensor) -> Tensor:
        mixed: Tensor = x + self.mix(self.norm(self.about(x)))
        return mixed


def export(network: Recognizer, path: Path) -> None:
    """Write a network for onnxruntime."""
    network.eval()
    torch.onnx.export(
        network,
        (torch.zeros(1, 1, HEIGHT, 320),),
        str(path),
        input_names=["pictures"],
        output_names=["letters"],
        dynamic_axes={"pictures": {0: "lines", 3: "columns"}, "letters": {0: "lines", 1: "steps"}},
        opset_version=17,
        dynamo=False,
    )
