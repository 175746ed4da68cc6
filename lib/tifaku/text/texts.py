"""Texts: the sentences that the library says, each a whole template with named places, from data/texts.tsv."""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import cache

from tifaku.text.lexicons import rows


class _Filled(string.Formatter):
    """Fills a template: numbers with separators ({n:none}: none for 0), lists in words, {n:one|many} by the number n."""

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return one if value == 1 else many
        if format_spec == "none":
            return f"{value:,}" if value else "none"
        if isinstance(value, int) and not format_spec:
            return f"{value:,}"
        if isinstance(value, (list, tuple)):
            return listed(value)
        return super().format_field(value, format_spec)


def said(key: str, /, **values: object) -> str:
    """The sentence of that key, its places filled. KeyError for a key that data/texts.tsv lacks, or a place without a value.

    In a template {n} is a number with separators, {n:article|articles} one word or the other by the number n, {top} a list
    in words.

    >>> said("terms.term", term="发展", n=1204, df=1)  # 'development'
    '发展: 1,204 times in 1 article'
    """
    return _Filled().vformat(_templates()[key], (), values)


def listed(parts: Sequence[str]) -> str:
    """The parts as a list in words.

    >>> listed(["党员", "干部", "群众"])  # 'Party members', 'cadres', 'the masses'
    '党员, 干部 and 群众'
    """
    if len(parts) < 2:
        return "".join(parts)
    return said("and", first=", ".join(parts[:-1]), last=parts[-1])


@cache
def _templates() -> dict[str, str]:
    return {row["key"]: row["en"] for row in rows("texts")}
