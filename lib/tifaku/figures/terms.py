"""Terms: how often, and how surely."""

from __future__ import annotations

from tifaku.figures.alt import listed, number
from tifaku.figures.fonts import printable
from tifaku.figures.rows import count_rows, glosses_of, name_rows, row_height
from tifaku.figures.style import INK, PAGE, Picture, empty, page, styled

BAR = "#9ECAE1"  # ColorBrewer, Blues 5 (Brewer 2003)


@styled
def plot_terms(table, most: int = 20, width: float = PAGE) -> Picture:
    """A bar chart of the most frequent terms, per 10,000 tokens, with their 95 % intervals.

    table: one row per term with term, n, per_10k, and where known df, english, share_low and share_high (0–1: the ends
    of the interval, Wilson 1927). width: inches. The interval takes tokens as drawn independently of each other;
    terms cluster in articles, so the true uncertainty is larger.

    >>> plot_terms(tifaku.term_frequency(docs))  # doctest: +SKIP
    """
    if table.empty:
        return empty("Most frequent terms", "The table has no terms.", width)
    top = table.sort_values(["n", "term"], ascending=[False, True]).head(most)
    bounds = {"share_low", "share_high"} <= set(top)
    parts = [f"{len(top)} of {len(table):,} terms", "line: 95 % interval" if bounds else "", "n: occurrences"]
    note = "; ".join([part for part in parts if part] + ["df: articles"] * ("df" in top))
    fig = page(_lead(top.iloc[0]), note, width, row_height(len(top)))
    axes = fig.add_subplot()
    rows = range(len(top))
    axes.barh(rows, top["per_10k"], height=0.68, color=BAR)
    if bounds:
        axes.hlines(rows, top["share_low"] * 10_000, top["share_high"] * 10_000, color=INK, linewidth=0.8)
    name_rows(axes, top["term"], glosses_of(top))
    count_rows(axes, {head: [number(value) for value in top[head]] for head in ("n", "df") if head in top})
    axes.set_xlabel("occurrences per 10,000 tokens", loc="right")
    axes.grid(axis="x")
    fig.alt = "Bar chart: " + listed((printable(term, 40), int(n)) for term, n in zip(top["term"], top["n"]))
    return fig


def _lead(row) -> str:
    gloss = row.get("english")
    gloss = f" ({gloss})" if isinstance(gloss, str) and gloss else ""
    return f"{printable(row['term'], 30)}{gloss} is the most frequent term: {number(row['n'])} occurrences"
