"""Terms: how often, and how surely; which set articles apart from a reference; and a cloud of them at a glance."""

from __future__ import annotations

from tifaku.figures.fonts import chinese_font, printable
from tifaku.figures.lettering import count_rows, glosses_of, listed, name_rows, number, place_labels, row_height
from tifaku.figures.style import BLUE, GREY, HALF, INK, PAGE, RULE, SMALL, TEXT, VERMILION, Picture, empty, page, styled

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


SURE = ("key", "underused")
MOVES = "moves with the register"
UNTESTED = ("not in the reference", "not tested")


@styled
def plot_keyness(
    table, names: tuple[str, str] = ("these articles", "the reference"), most: int = 30, width: float = PAGE
) -> Picture:
    """A volcano plot: how many times more frequent a term is here than in a reference, and how surely its articles say so.

    table: one row per term with term, n, n_reference, z_articles (the height, without its sign), log_ratio, its interval
    log_ratio_low and log_ratio_high, and status, as keyness gives it; names: what the two sides are called. Coloured are the
    terms of status key or underused; of these, up to `most` with the highest z are named, those that find room, and have their
    95% interval drawn. Terms that were not tested are counted in the note and left out.
    """
    tested = table[~table["status"].isin(UNTESTED)].dropna(subset=["log_ratio", "z_articles"]) if not table.empty else table
    if tested.empty:
        return empty("Key terms", _sentence(table.attrs.get("notice", "the table has no terms that were tested")), width)
    rows = tested.assign(height=tested["z_articles"].abs(), x=_finite(tested["log_ratio"]))
    rows = rows.sort_values(["height", "term"], ascending=[False, True])
    sure = rows["status"].isin(SURE)
    here, there = (int((rows["status"] == status).sum()) for status in SURE)
    title = f"{here:,} of {len(rows):,} terms {'is' if here == 1 else 'are'} key in {names[0]}, {there:,} underused"
    fig = page(title, _note(table, rows, names), width, width * 0.66)
    top = rows[sure].head(most)
    _draw_volcano(fig.add_subplot(), rows, sure, top, width)
    fig.alt = f"Volcano plot, key in {names[0]} (n here:n there): {_leaders(top[top['x'] > 0])}"
    fig.alt += f"; underused: {_leaders(top[top['x'] < 0])}"
    return fig


def _sentence(notice: str) -> str:
    return notice[:1].upper() + notice[1:].rstrip(".") + "."


def _note(table, rows, names: tuple[str, str]) -> str:
    moving = int((rows["status"] == MOVES).sum())
    parts = [f"Right: more frequent in {names[0]}; left: in {names[1]}. Grey: not significant"]
    parts += [f" or moving with the register ({moving:,})"] if moving else []
    missing, untested = (int((table["status"] == status).sum()) for status in UNTESTED)
    parts += [f". {untested:,} terms of few articles, of places or of title lines are not tested"] if untested else []
    parts += [f". {missing:,} terms that {names[1]} lacks are not tested"] if missing else []
    return "".join(parts) + "."


def _draw_volcano(axes, rows, sure, top, width: float) -> None:
    axes.axvline(0, color=GREY, linewidth=0.6)
    for some, colour, marker in _classes(rows, sure):
        axes.scatter(some["x"], some["height"], s=9, c=colour, marker=marker, linewidths=0, alpha=0.8)
    ends = (_finite(top[f"log_ratio_{end}"]) for end in ("low", "high"))
    axes.hlines(top["height"], *ends, color=RULE, linewidth=0.6, zorder=0)
    axes.set(xlabel="log ratio (1 = twice, 2 = four times as frequent)", ylabel="z of the rank sum over articles")
    axes.margins(x=0.12, y=0.08)
    place_labels(axes, list(zip(top["x"], top["height"])), _names(top, width), TEXT if width > HALF else SMALL)


def _finite(ratios):
    """Ratios without a number (a term that one side lacks) one step beyond the largest that has one."""
    import numpy as np

    limit = np.abs(ratios[np.isfinite(ratios)]).max() if np.isfinite(ratios).any() else 0
    return ratios.clip(-limit - 1, limit + 1)


def _classes(rows, sure):
    """The classes of terms with colour and shape, which say the same, for readers who can't tell the colours apart."""
    yield rows[~sure], "#BBBBBB", "o"
    yield rows[sure & (rows["x"] >= 0)], BLUE, "o"
    yield rows[sure & (rows["x"] < 0)], VERMILION, "D"


def _names(top, width: float) -> list[str]:
    names = [printable(term, 14) for term in top["term"]]
    if width <= HALF:
        return names
    return [f"{name} {printable(gloss, 24)}".strip() for name, gloss in zip(names, glosses_of(top) or [""] * len(names))]


def _leaders(rows) -> str:
    return (
        listed(((printable(t, 30), f"{n:,}:{m:,}") for t, n, m in zip(rows["term"], rows["n"], rows["n_reference"])), 8) or "none"
    )
