"""Shares as they are printed (tỷ lệ phần trăm): rounded or cut at their last figure, or a bound (`trên 50%`)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

DIGITS = 3
"""Decimals up to which a printed share is taken at its word."""
_SLACK = 1e-9

Floats = npt.NDArray[np.float64]


def disagree(count: Floats, whole: Floats, stated: Floats, comparators: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Tell which printed shares are not those of their counts.

    A share is right when it is less than one unit of its last figure away, so rounded up, down or cut; beside
    `trên`, `ít nhất`, `dưới`, `không quá` it is a bound: 8 of 13 are the fewest that are at least 60 %.

    Args:
        count: 2 in 02/13; NaN where there is none.
        whole: 13 in 02/13.
        stated: the shares as printed; NaN where none is.
        comparators: of the contract, one a share.

    Example:
        02/13 is 15.38 %: 15, 16, 15.3 and 15.4 are right, 25 is not (`02/13 xã (25%)`).
    """
    words = np.asarray(comparators, dtype=object)
    with np.errstate(invalid="ignore", divide="ignore"):
        exact, one = 100 * count / whole, 100 / whole
        fewest = np.isin(words, (">=", "<=")) & (np.abs(exact - stated) < one)
        wrong = np.abs(exact - stated) >= _step(stated) - _SLACK
        bound = ((words == ">") & (exact > stated)) | ((words == "<") & (exact < stated))
        bound |= fewest & np.where(words == ">=", exact > stated, exact < stated)
    return np.asarray(wrong & ~bound & np.isfinite(exact) & np.isfinite(stated))


def _step(shares: Floats) -> Floats:
    """Give one unit of the last decimal printed: 1 for 25, 0.1 for 63.5."""
    steps = np.ones(len(shares))
    for digits in range(1, DIGITS + 1):
        finer = np.abs(np.round(shares, digits - 1) - shares) > _SLACK
        steps[finer] = 10.0**-digits
    return steps
