"""Terms: how often, and how surely."""

from __future__ import annotations

from tifaku.figures.fonts import printable
from tifaku.figures.lettering import count_rows, glosses_of, listed, name_rows, number, row_height
from tifaku.figures.style import HALF, INK, PAGE, Picture, empty, page, styled

BAR = "#9ECAE1"  # ColorBrewer, Blues 5 (Brewer 2003)


@styled
def plot_terms(table, most: int = 20, width: float = PAGE) -> Picture:
    """A bar chart of the most frequent terms per 10,000 tokens; beside it the share of articles that have them.

    table: one row per term with term, n, per_10k, and where known df, df_share with its 95% interval df_share_low and
    df_share_high (0 to 1), per_10k_low and per_10k_high, english; as term_frequency gives it. width: inches. Intervals take
    the articles as a sample of more of their kind; where there are none (nan, below 10 articles) no line is drawn.

    >>> plot_terms(tifaku.term_frequency(words))  # doctest: +SKIP
    """
    if table.empty:
        return empty("Most frequent terms", "The table has no terms.", width)
    top = table.sort_values(["n", "term"], ascending=[False, True]).head(most)
    shares = {"df_share", "df_share_low", "df_share_high"} <= set(top)
    note = f"{len(top)} of {len(table):,} terms; n: occurrences" + ("; df: articles" if "df" in top else "")
    note += "; point: share of articles" if shares else ""
    note += "; lines: 95% intervals of articles" if shares and top["df_share_low"].notna().any() else ""
    fig = page(_lead(top.iloc[0]), note, width, row_height(len(top)))
    parts = fig.subplots(1, 2, squeeze=False, width_ratios=(5, 3))[0] if shares else [fig.add_subplot()]
    parts[0].barh(range(len(top)), top["per_10k"], height=0.68, color=BAR)
    if {"per_10k_low", "per_10k_high"} <= set(top):
        parts[0].hlines(range(len(top)), top["per_10k_low"], top["per_10k_high"], color=INK, linewidth=0.8)
    parts[0].set_xlabel("per 10,000 tokens" if width > HALF else "per 10,000", loc="left")
    parts[0].grid(axis="x")
    name_rows(parts[0], top["term"], glosses_of(top))
    if shares:
        _draw_shares(parts[1], top, width > HALF)
    count_rows(parts[-1], {head: [number(value) for value in top[head]] for head in ("n", "df") if head in top})
    fig.alt = "Bar chart: " + listed((printable(term, 40), int(n)) for term, n in zip(top["term"], top["n"]))
    return fig


def _draw_shares(axes, top, wide: bool) -> None:
    rows = range(len(top))
    axes.hlines(rows, 100 * top["df_share_low"], 100 * top["df_share_high"], color=INK, linewidth=0.8)
    axes.scatter(100 * top["df_share"], rows, s=14, c=INK, linewidths=0, clip_on=False, zorder=3)
    axes.set_ylim(len(top) - 0.4, -0.6)
    axes.set_yticks([])
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 50, 100] if wide else [0, 100])
    axes.set_xlabel("% of articles" if wide else "% articles", loc="right")
    axes.grid(axis="x")


def _lead(row) -> str:
    gloss = row.get("english")
    gloss = f" ({gloss})" if isinstance(gloss, str) and gloss else ""
    return f"{printable(row['term'], 30)}{gloss} is the most frequent term: {number(row['n'])} occurrences"
