"""Tables: the statistics of a corpus. Pure functions from DataFrame to DataFrame, one verb per module."""

from tifaku.tables.collocations import collocations
from tifaku.tables.compare import compare
from tifaku.tables.concordance import kwic
from tifaku.tables.dispersion import dispersion
from tifaku.tables.frequencies import term_frequency, tf_idf
from tifaku.tables.keyness import keyness
from tifaku.tables.ngrams import ngrams

__all__ = ["collocations", "compare", "dispersion", "keyness", "kwic", "ngrams", "term_frequency", "tf_idf"]
