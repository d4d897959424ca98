"""How good the tables are: an output folder scored against gold tables."""

from ntm_extract.evaluate.scoring import Scores, evaluate

__all__ = ["Scores", "evaluate"]
