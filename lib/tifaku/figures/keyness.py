"""Keyness: which terms set one corpus apart from another, by how much, and how surely."""

from __future__ import annotations

from tifaku.figures.fonts import printable
from tifaku.figures.lettering import glosses_of, listed, place_labels
from tifaku.figures.style import BLUE, GREY, HALF, PAGE, RULE, SMALL, TEXT, VERMILION, Picture, empty, page, styled

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
    _draw(fig.add_subplot(), rows, sure, top, width)
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


def _draw(axes, rows, sure, top, width: float) -> None:
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
    """Colour and shape tell the same, for readers who can't tell the colours apart."""
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
