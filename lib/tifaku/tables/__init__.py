"""Tables: the statistics of a corpus. Pure functions from DataFrame to DataFrame, one verb per module."""

from tifaku.tables.concordance import kwic
from tifaku.tables.frequencies import term_frequency

__all__ = ["kwic", "term_frequency"]
