"""Figures: each plot_* function turns a table into a matplotlib Figure, sized for a page, with an alt text (fig.alt).

Every plot takes width=PAGE or width=HALF (inches). Shown as the last expression of a cell, a figure appears once.
"""

from tifaku.figures.anatomy import plot_anatomy
from tifaku.figures.cloud import plot_wordcloud
from tifaku.figures.dispersion import plot_dispersion
from tifaku.figures.fonts import MissingFont, MissingGlyph, printable
from tifaku.figures.keyness import plot_keyness
from tifaku.figures.network import plot_network
from tifaku.figures.repair import plot_repair
from tifaku.figures.save import save_figure
from tifaku.figures.series import plot_series
from tifaku.figures.spread import plot_places, plot_timeline
from tifaku.figures.style import HALF, PAGE, Picture
from tifaku.figures.terms import plot_terms
from tifaku.figures.verdicts import plot_formula_matrix, plot_verdicts

__all__ = [
    "HALF", "PAGE", "MissingFont", "MissingGlyph", "Picture", "plot_anatomy", "plot_dispersion", "plot_formula_matrix",
    "plot_keyness", "plot_network", "plot_places", "plot_repair", "plot_series", "plot_terms", "plot_timeline",
    "plot_verdicts", "plot_wordcloud", "printable", "save_figure",
]  # fmt: skip
