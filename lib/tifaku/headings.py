"""Heading series: the heads of an article, stand-alone or run-in, that are made in one mould."""

from __future__ import annotations

from typing import Iterator

from tifaku.coinages import Find
from tifaku.documents import Document


def heading_series(doc: Document) -> Iterator[Find]:
    """The heading series of an article, stand-alone and run-in heads each for themselves."""
    return iter(())
