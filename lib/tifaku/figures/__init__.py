"""Figures: each plot_* function turns a table into a matplotlib Figure, sized for a page, with an alt text (fig.alt).

Every plot takes width=PAGE or width=HALF (inches). Shown as the last expression of a cell, a figure appears once.
"""

from tifaku.figures.anatomy import plot_anatomy, plot_series
from tifaku.figures.dispersion import plot_dispersion
from tifaku.figures.fonts import MissingFont, MissingGlyph, printable
from tifaku.figures.formulas import plot_places, plot_timeline, plot_verdicts
from tifaku.figures.lives import plot_adoption, plot_biography, plot_heat, plot_lives, plot_tiles
from tifaku.figures.matrix import plot_formula_matrix
from tifaku.figures.network import plot_network
from tifaku.figures.positions import plot_positions
from tifaku.figures.repair import plot_repair
from tifaku.figures.style import HALF, PAGE, Picture, save_figure
from tifaku.figures.terms import plot_keyness, plot_terms, plot_wordcloud

__all__ = [
    "HALF", "PAGE", "MissingFont", "MissingGlyph", "Picture", "plot_adoption", "plot_anatomy", "plot_biography",
    "plot_dispersion", "plot_formula_matrix", "plot_heat", "plot_keyness", "plot_lives", "plot_network", "plot_places",
    "plot_positions", "plot_repair", "plot_series", "plot_terms", "plot_tiles", "plot_timeline", "plot_verdicts",
    "plot_wordcloud", "printable", "save_figure",
]  # fmt: skip
