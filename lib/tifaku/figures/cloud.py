"""Cloud: the most frequent terms at a glance; for reading values, plot_terms is the better picture."""

from __future__ import annotations

from tifaku.figures.fonts import chinese_font, printable
from tifaku.figures.lettering import listed
from tifaku.figures.style import PAGE, Picture, empty, page, styled

# ColorBrewer, the darker steps of PuBu 9 (Brewer 2003): one hue, the darker the more frequent, readable on white.
SHADES = ("#023858", "#045A8D", "#0570B0", "#3690C0")
SCALE = 3  # pixels a point while words are placed


@styled
def plot_wordcloud(table, most: int = 120, width: float = PAGE) -> Picture:
    """A word cloud of the most frequent terms: the size grows with n, the place means nothing.

    table: one row per term with term and n. All words lie flat and none is cut; the same table gives the same cloud
    (fixed seed). Long words look bigger than they are, which is why the counts are in plot_terms and not here.
    """
    if table.empty:
        return empty("Word cloud", "The table has no terms.", width)
    top = table.sort_values(["n", "term"], ascending=[False, True]).head(most)
    words = {printable(term, 12): float(n) for term, n in zip(top["term"][::-1], top["n"][::-1])}
    words = {word: n for word, n in reversed(words.items()) if word and n > 0}
    height = width * 0.5
    placed = _placed(words, round(width * 72 * SCALE), round(height * 72 * SCALE)) if words else []
    title = f"The {len(placed)} most frequent of {len(table):,} terms"
    note = (
        "The larger and darker, the more frequent; place has no meaning. " + "Largest: " + listed(list(words.items())[:3]) + "."
    )
    fig = page(title, note, width, height)
    axes = fig.body()
    for rank, (word, size, x, y) in enumerate(placed):
        shade = SHADES[min(rank * len(SHADES) // len(placed), len(SHADES) - 1)]
        axes.text(x, y, word, size=size, color=shade, va="baseline")
    fig.alt = "Word cloud: " + listed((word, int(n)) for word, n in words.items())
    return fig


def _placed(words: dict[str, float], width: int, height: int) -> list[tuple[str, float, float, float]]:
    """Each word that found room, with its size and the left end of its baseline in points."""
    from PIL import ImageFont
    from wordcloud import WordCloud

    path, largest = str(chinese_font()), width // 11
    cloud = WordCloud(
        font_path=path, width=width, height=height, max_words=len(words), prefer_horizontal=1, random_state=1949,
        relative_scaling=0.6, min_font_size=6 * SCALE, max_font_size=largest, margin=SCALE,
    ).generate_from_frequencies(words)  # fmt: skip
    out = []
    for (word, _), size, (y, x), _, _ in cloud.layout_:  # x, y: the upper left corner of the word's ink
        left, top, _, _ = ImageFont.truetype(path, size).getbbox(word, anchor="ls")
        out.append((word, size / SCALE, (x - left) / SCALE, (y - top) / SCALE))
    return out
