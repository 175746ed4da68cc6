"""Measures: the closed formulas that several tables share, on arrays."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri, xlogy

Z = ndtri(0.975)  # of a 95 % interval


def log_likelihood(*cells: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """G² = 2 Σ O ln(O/E) of cells (observed, expected); an empty cell adds nothing."""
    ratios = [np.divide(o, e, out=np.ones(np.shape(e)), where=np.not_equal(e, 0)) for o, e in cells]
    return 2 * sum(xlogy(observed, ratio) for (observed, _), ratio in zip(cells, ratios))


def log_ratio(a: np.ndarray, n1: int, b: np.ndarray, n2: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The binary logarithm of (a/n1) / (b/n2) and its 95 % interval; a or b of 0 counts as 0.5."""
    a, b = np.where(a, a, 0.5), np.where(b, b, 0.5)
    ratio = np.log2(a / n1 / (b / n2))
    half = Z * np.sqrt(1 / a - 1 / n1 + 1 / b - 1 / n2) / np.log(2)
    return ratio, ratio - half, ratio + half


def wilson(k: np.ndarray, n: int | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % interval of each share k / n (Wilson 1927); of no trials it is 0 to 1.

    scipy has it for one share at a time only, half a millisecond each.
    """
    z2 = Z**2
    centre = (k + z2 / 2) / (n + z2)
    half = np.sqrt(z2 * (k * (n - k) / np.maximum(n, 1) + z2 / 4)) / (n + z2)
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)
