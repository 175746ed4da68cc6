"""Dispersion: where in each article a term or a formula stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tifaku.figures.alt import listed
from tifaku.figures.fonts import printable
from tifaku.figures.rows import article_key, count_rows, letter, name_rows, row_height
from tifaku.figures.style import BLUE, PAGE, Picture, empty, page, styled


@styled
def plot_dispersion(
    table, terms: Sequence[str], titles: Mapping[str, str] | None = None, lengths: Mapping[str, int] | None = None, width: float = PAGE
) -> Picture:
    """A stroke for each occurrence, at its place in its article; a row per term, the articles side by side.

    table: one row per occurrence with doc_id, start, end and the term in token (tokenize), surface (formulas_table) or
    formulation (diffusion.formulations).
    lengths: the articles' lengths in characters, where known; else an article ends with its last row of the table. Articles
    are as wide as they are long; beyond 26 those with most occurrences are shown.
    """
    column = next((name for name in ("token", "surface", "formulation") if name in table), None)
    hits = table[table[column].isin(list(terms))] if column else table.head(0)
    if hits.empty:
        named = ", ".join(map(str, terms))
        return empty("Where the terms stand", f"None of {printable(named, 80)} occurs." if named else "No term was given.", width)
    ends = dict(lengths) if lengths else table.groupby("doc_id")["end"].max().to_dict()
    docs = sorted(sorted(ends, key=lambda doc: (-(hits["doc_id"] == doc).sum(), doc))[:26])
    hits = hits[hits["doc_id"].isin(docs)]
    starts = _side_by_side(docs, ends)
    fig = _draw(hits, column, list(dict.fromkeys(terms)), docs, starts, ends, article_key(docs, titles or {}, width), width)
    counts = hits[column].value_counts()
    fig.alt = "Dispersion plot: " + listed((printable(term, 30), int(counts.get(term, 0))) for term in dict.fromkeys(terms))
    return fig


def _side_by_side(docs: list[str], ends: Mapping[str, int]) -> dict[str, float]:
    """Where each article begins on the axis, with a gap between two of them."""
    gap, at, starts = 0.02 * sum(ends[doc] for doc in docs), 0.0, {}
    for doc in docs:
        starts[doc] = at
        at += ends[doc] + gap
    return starts


def _draw(hits, column: str, terms: list[str], docs: list[str], starts, ends, key: list[str], width: float) -> Picture:
    spread = hits.groupby(column)["doc_id"].nunique()
    widest = max(spread.index, key=lambda term: (spread[term], -terms.index(term)))
    title = f"{printable(widest, 20)} stands in {spread[widest]} of {len(ends)} articles"
    note = "A stroke is an occurrence; articles are as wide as they are long. n: occurrences; df: articles."
    fig = page(title, note, width, row_height(len(terms)), key)
    axes = fig.add_subplot()
    axes.spines[["left", "bottom"]].set_visible(False)
    for row, term in enumerate(terms):
        axes.hlines([row] * len(docs), [starts[d] for d in docs], [starts[d] + ends[d] for d in docs], color="#E4E4E4", linewidth=0.6)
        places = [starts[doc] + at for doc, at in hits.loc[hits[column] == term, ["doc_id", "start"]].itertuples(index=False)]
        axes.vlines(places, row - 0.36, row + 0.36, color=BLUE, linewidth=0.9)
    axes.set_xlim(0, starts[docs[-1]] + ends[docs[-1]])
    name_rows(axes, terms)
    counts = hits[column].value_counts()
    count_rows(axes, {"n": [f"{counts.get(t, 0):,}" for t in terms], "df": [f"{spread.get(t, 0):,}" for t in terms]})
    axes.set_xticks([starts[doc] + ends[doc] / 2 for doc in docs], [letter(i) for i in range(len(docs))])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    return fig
