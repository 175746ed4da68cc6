"""Dispersion: where in each article a term or a formula stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tifaku.figures.fonts import printable
from tifaku.figures.lettering import article_key, count_rows, letter, listed, name_rows, row_height
from tifaku.figures.style import BLUE, PAGE, RULE, Picture, empty, page, styled
from tifaku.text.documents import whole_characters

LETTERS, FEW = 26, 12  # articles that are all drawn; how many of more


@styled
def plot_dispersion(
    table,
    terms: Sequence[str],
    titles: Mapping[str, str] | None = None,
    lengths: Mapping[str, int] | None = None,
    width: float = PAGE,
) -> Picture:
    """A dispersion plot: a row per term, the articles side by side, and a stroke where the term occurs in its article.

    table: one row per occurrence with doc_id, start, end and the term in token (tokenize), surface (formulas_table) or
    formulation (diffusion.formulations).
    lengths: the articles' lengths in characters, where known; else an article ends with its last row of the table. Articles
    are as wide as they are long; of more than 26 the twelve with most occurrences are shown.
    """
    terms = [whole_characters(term) for term in dict.fromkeys(terms)]
    column = next((name for name in ("token", "surface", "formulation") if name in table), None)
    hits = table[table[column].isin(terms)] if column else table.head(0)
    if hits.empty:
        named = ", ".join(terms)
        return empty("Where the terms stand", f"None of {printable(named, 80)} occurs." if named else "No term was given.", width)
    ends = table.groupby("doc_id")["end"].max().to_dict() | dict(lengths or {})
    often = hits["doc_id"].value_counts()
    drawn = LETTERS if len(ends) <= LETTERS else FEW
    docs = sorted(sorted(ends, key=lambda doc: (-often.get(doc, 0), doc))[:drawn])
    counts, spread = hits[column].value_counts(), hits.groupby(column)["doc_id"].nunique()
    widest = max(spread.index, key=lambda term: (spread[term], -terms.index(term)))
    note = "A stroke is an occurrence; articles are as wide as they are long. n: occurrences; df: articles."
    note += f" {len(docs)} of {len(ends):,} articles drawn." if len(docs) < len(ends) else ""
    title = f"{printable(widest, 20)} occurs in {spread[widest]:,} of {len(ends):,} articles"
    fig = page(title, note, width, row_height(len(terms)), article_key(docs, titles or {}, width))
    axes = fig.add_subplot()
    _draw(axes, [hits[hits[column] == term] for term in terms], _side_by_side(docs, ends), ends)
    name_rows(axes, terms)
    count_rows(axes, {"n": [f"{counts.get(t, 0):,}" for t in terms], "df": [f"{spread.get(t, 0):,}" for t in terms]})
    fig.alt = "Dispersion plot: " + listed((printable(term, 30), int(counts.get(term, 0))) for term in terms)
    return fig


def _side_by_side(docs: list[str], ends: Mapping[str, int]) -> dict[str, float]:
    """Where each article begins on the axis, with a gap between two of them."""
    gap, at, starts = 0.02 * sum(ends[doc] for doc in docs), 0.0, {}
    for doc in docs:
        starts[doc] = at
        at += ends[doc] + gap
    return starts


def _draw(axes, rows: list, starts: Mapping[str, float], ends: Mapping[str, int]) -> None:
    """The strokes of each row's occurrences, on a grey line for each article."""
    lefts, rights = list(starts.values()), [start + ends[doc] for doc, start in starts.items()]
    for row, hits in enumerate(rows):
        axes.hlines([row] * len(starts), lefts, rights, color=RULE, linewidth=0.6)
        places = [starts[doc] + at for doc, at in zip(hits["doc_id"], hits["start"]) if doc in starts]
        axes.vlines(places, row - 0.36, row + 0.36, color=BLUE, linewidth=0.9)
    axes.set_xlim(0, rights[-1])
    axes.set_xticks([(left + right) / 2 for left, right in zip(lefts, rights)], [letter(i) for i in range(len(starts))])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
