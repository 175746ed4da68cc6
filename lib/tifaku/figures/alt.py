"""Alt text: what a figure shows, in words, made from the table that it was drawn from."""

from __future__ import annotations

from collections.abc import Iterable


def number(value: float) -> str:
    """A number as it is read: whole ones in full with thousands marked, others with three significant figures.

    >>> number(11357), number(0.98765), number(84.0)
    ('11,357', '0.988', '84')
    """
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def listed(items: Iterable[tuple[object, object]], most: int = 12) -> str:
    """Names with their values, and how many more there are.

    >>> listed([("党建", 120), ("发展", 98), ("治理", 31)], most=2)  # 'Party building', 'development', 'governance'
    '党建 120, 发展 98, … and 1 more'
    """
    pairs = [f"{name} {number(value) if isinstance(value, (int, float)) else value}".strip() for name, value in items]
    more = [f"… and {len(pairs) - most:,} more"] if len(pairs) > most else []
    return ", ".join(pairs[:most] + more)
