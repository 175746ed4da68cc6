"""Weights of the evidence for parallel series: fitted on looked-at gold, with figures by cross-validation over documents.

usage: python scripts/fit_slogan_weights.py GOLD... [--stories FOLDER] [--folds 10] [--out lib/tifaku/data/slogan_weights.tsv]

GOLD: folders with docs/*.txt and gold.jsonl, seeds' gold (slogans.jsonl, the texts in ./seeds), a .json file of cases.
--stories: a folder of novels in pieces. Each table is fitted by maximum likelihood with a ridge: pairs of neighbours (a quick
look, made lenient), beginnings and ends of members (one of some edges is right), series (one window of a row is right, or
none), and strength (series of the gold against whatever is found in stories; none without them). Without --out only the
figures are printed; --folds 0 for none.

The table that comes with the library: tests/gold/slogans tests/gold/seeds tests/gold/slogans_own tests/cases/parallels.json.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterable, Iterator, NamedTuple
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import tifaku
from tifaku.slogans import lexicon, pairs, rows, series, shields
from tifaku.slogans.edges import beginnings, endings
from tifaku.slogans.evidence import evidence
from tifaku.slogans.strength import signs
from tifaku.slogans.windows import windows, with_joints
from tifaku.text.laid import laid_out

SEEDS = Path("seeds")
RIDGE = {"pair": 1.0, "begin": 1.0, "end": 1.0, "series": 1.0, "strength": 1.0}
PASS = 0.99  # of the pairs of gold series that the quick look lets pass
MARGIN = 0.4  # points that are asked for beyond even odds
LEAST = 0.02  # smaller weights are left out
STORY = 1.0  # weight of a find in a story
SEEDS_WEIGHT = 3.0  # five long articles weigh like fifteen of the short ones

Places = tuple[tuple[int, int], ...]
Names = list[list[str]]
Weights = dict[str, dict[str, float]]


class Text(NamedTuple):
    """A document with its gold: the members of core series (all readings), and the spans of the marginal ones."""

    doc: Any
    core: set[Places]
    readings: list[list[Places]]
    marginal: list[set[int]]
    weight: float


class Choice(NamedTuple):
    """One decision: the evidence for each option, and which of them are right (none: silence is)."""

    options: Names
    right: list[bool]
    weight: float = 1.0


@contextmanager
def weighed_by(weights: Weights) -> Iterator[None]:
    """While it lasts, slogans are found by these weights."""
    with patch.object(lexicon, "weights", lambda: weights):
        lexicon.points.cache_clear()
        yield
    lexicon.points.cache_clear()


def texts(folder: Path) -> Iterable[Text]:
    """The documents of a gold folder, or the cases of a .json file, gold as places in the repaired text."""
    if folder.suffix == ".json":
        yield from (_case(case) for case in json.loads(folder.read_text("utf-8")))
        return
    name = folder / "gold.jsonl"
    docs = folder / "docs" if (folder / "docs").is_dir() else SEEDS
    records = defaultdict(list)
    for line in (name if name.exists() else folder / "slogans.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        records[record["doc"]].append(record)
    for path in sorted(docs.glob("*.txt")):
        doc = tifaku.read_text(path.read_bytes().decode("utf-8"), doc_id=path.stem)
        yield _text(doc, records[path.stem], SEEDS_WEIGHT if docs == SEEDS else 1.0)


def _text(doc: Any, records: list[dict], weight: float) -> Text:
    begins, ends = zip(*(doc.to_raw(n, n + 1) for n in range(len(doc.text))))

    def repaired(start: int, end: int) -> tuple[int, int]:
        return _bare(doc.text, bisect_right(ends, start), bisect_left(begins, end))

    readings, marginal = [], []
    for record in records:
        spans = [record[key] for key in ("segment_spans", "alt_segment_spans") if record.get(key)]
        found = [tuple(repaired(*span) for span in reading) for reading in spans]
        if found and record["type"] == "parallel_series" and record["status"] == "core":
            readings.append(found)
        elif found:
            marginal.append({n for reading in found for s, e in reading for n in range(s, e)})
    return Text(doc, {r for some in readings for r in some}, readings, marginal, weight)


def _case(case: dict) -> Text:
    """A case: a short text with its series, the members parted by |."""
    text, readings = case["text"], []
    for members in case.get("wanted", case["series"]):
        at, places = 0, []
        for member in members.split("|"):
            at = text.index(member, at)
            places.append((at, at + len(member)))
            at += len(member)
        readings.append([tuple(places)])
    return Text(tifaku.read_text(text), {r for some in readings for r in some}, readings, [], 1.0)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the marks and blanks at its ends; a quotation mark whose partner is inside stays."""
    while end > start and text[end - 1] in " \u3000\n，,。、;；:：!！?？·—":
        end -= 1
    while start < end and text[start] in " \u3000\n，,。、;；:：·—":
        start += 1
    return start, end


def pair_choices(text: Text) -> list[tuple[int, np.ndarray, np.ndarray]]:
    """By level, the evidence about every pair of neighbours, and whether they follow each other in a gold series."""
    laid = laid_out(text.doc.text)
    meets = {(one[1], two[0]) for members in text.core for one, two in zip(members, members[1:])}
    found = []
    for near in rows.neighbours(laid):
        right = []
        for n in near.numbers.tolist():
            one = _bare(text.doc.text, *laid.span(near.starts[n], near.ends[n]))
            two = _bare(text.doc.text, *laid.span(near.starts[n + 1], near.ends[n + 1]))
            right.append((one[1], two[0]) in meets)
        found.append((near.level, near.evidence, np.array(right)))
    return found


def edge_choices(text: Text) -> dict[str, list[Choice]]:
    """For the first and the last member of every gold series that stands in a row: where it could begin and end, and does."""
    laid = laid_out(text.doc.text)
    found: dict[str, list[Choice]] = {"begin": [], "end": []}
    for row in (joined for row in rows.rows(laid) for joined in with_joints(row)):
        pieces = [laid.span(s, s + len(w)) for s, w in zip(row.starts, row.words)]
        for members in text.core:
            n = _where(pieces, members)
            if n is None:
                continue
            last = n + len(members) - 1
            for side, edges, at in (("begin", beginnings(row, n), n), ("end", endings(row, last), last)):
                want = members[0][0] if side == "begin" else members[-1][1]
                place = [laid.span(row.starts[at], row.starts[at] + e.at)[1] if e.at else pieces[at][0] for e in edges]
                right = [_touch(text.doc.text, p, want) for p in place]
                if any(right):
                    found[side].append(
                        Choice([[name for names in e.evidence for name in names] for e in edges], right, text.weight)
                    )
    return found


def _touch(text: str, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return not text[low:high].strip("，；、 　\n")


def _where(pieces: list[tuple[int, int]], members: Places) -> int | None:
    """The number of the piece in which a series begins, if all its members fill pieces but at its two outer edges."""
    for n in range(len(pieces) - len(members) + 1):
        here = pieces[n : n + len(members)]
        inner = tuple(here[1:-1]) == members[1:-1] and here[0][1] == members[0][1] and here[-1][0] == members[-1][0]
        if inner and here[0][0] <= members[0][0] and members[-1][1] <= here[-1][1]:
            return n
    return None


def series_choices(text: Text, weights: Weights) -> tuple[list[Choice], list[list[Places]]]:
    """For every row its windows, and which of them are gold; what is only marginal is left out."""
    laid = laid_out(text.doc.text)
    found: list[Choice] = []
    where: list[list[Places]] = []
    taken = shields(text.doc)
    with weighed_by(weights):
        for row in rows.rows(laid):
            options, places = [], []
            for joined in with_joints(row):
                for window in (w for tried in windows(joined, series.choose_edges) for w in tried):
                    parts = tuple(_bare(text.doc.text, *laid.span(*place)) for place in window.places())
                    if taken.intersection((*parts, (parts[0][0], parts[-1][1]))):
                        continue
                    if parts in text.core or not _is_marginal(parts, text.marginal):
                        options.append([name for names in evidence(window) for name in names])
                        places.append(parts)
            if options:
                found += _choices(options, places, text)
                where.append(places)
    return found, where


def _is_marginal(parts: Places, marginal: list[set[int]]) -> bool:
    mine = {n for s, e in parts for n in range(s, e)}
    return any(2 * len(mine & other) >= len(mine) and 3 * len(mine & other) >= len(other) for other in marginal)


def _choices(options: Names, places: list[Places], text: Text) -> Iterable[Choice]:
    """One decision for a row; where it holds two series, one for each, without what overlaps the other."""
    right = [p in text.core for p in places]
    gold = sorted({p for p, r in zip(places, right) if r})
    if len(gold) < 2:
        yield Choice(options, right, text.weight)
        return
    for one in gold:
        others = [p for p in gold if p != one and not _overlap(p, one)]
        keep = [n for n, p in enumerate(places) if not any(_overlap(p, other) for other in others)]
        yield Choice([options[n] for n in keep], [right[n] for n in keep], text.weight)


def _overlap(one: Places, other: Places) -> bool:
    return one[0][0] < other[-1][1] and other[0][0] < one[-1][1]


def fit_pairs(found: list[tuple[int, np.ndarray, np.ndarray]]) -> Weights:
    """Weights of the quick look, with the bias at which PASS of the gold pairs are above 0."""
    weights: Weights = {}
    for level, mark in rows.LEVELS.items():
        parts = [(m, y) for n, m, y in found if n == level]
        x, y = np.concatenate([m for m, _ in parts]), np.concatenate([y for _, y in parts])

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            z = x @ w
            p = 1 / (1 + np.exp(-z))
            lost = np.logaddexp(0, z).sum() - z[y].sum() + RIDGE["pair"] * (w[1:] ** 2).sum() / 2
            return float(lost), x.T @ (p - y) + RIDGE["pair"] * np.append(0, w[1:])

        w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
        if y.any():
            w[0] -= np.quantile(x[y] @ w, 1 - PASS) - 1e-3
        weights[f"pair {mark}"] = dict(zip(pairs.pair_names(), w.tolist()))
    return weights


def fit_choices(choices: list[Choice], ridge: float, silent: bool) -> dict[str, float]:
    """Weights under which the right option of each decision is likeliest; where `silent`, none of them is an option, too."""
    names = sorted({name for c in choices for option in c.options for name in option})
    number = {name: n for n, name in enumerate(names)}
    flat = [option for c in choices for option in c.options]
    cells = [(n, number[name]) for n, option in enumerate(flat) for name in option]
    x = csr_matrix((np.ones(len(cells)), tuple(zip(*cells))), shape=(len(flat), len(names)))
    right = np.array([r for c in choices for r in c.right])
    sizes = np.array([len(c.options) for c in choices])
    starts, group = np.append(0, np.cumsum(sizes)[:-1]), np.repeat(np.arange(len(sizes)), sizes)
    weight, none = np.array([c.weight for c in choices]), np.array([not any(c.right) for c in choices])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w[1:] + w[0]
        top = np.maximum.reduceat(score, starts)
        top = np.maximum(top, 0) if silent else top
        mass = np.exp(score - top[group])
        silence = np.exp(-top) if silent else np.zeros(len(top))
        total, hit = np.add.reduceat(mass, starts) + silence, np.add.reduceat(mass * right, starts)
        share = np.where(none[group], 0, mass * right / np.maximum(hit[group], 1e-300)) - mass / total[group]
        slope = weight[group] * share
        gain = weight * (np.log(np.where(none, silence, hit) + 1e-300) - np.log(total))
        rise = np.append(slope.sum() if silent else 0, x.T @ slope) - ridge * np.append(0, w[1:])
        return float(ridge * (w[1:] ** 2).sum() / 2 - gain.sum()), -rise

    w = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {"always": float(w[0]) if silent else 0.0, **dict(zip(names, w[1:].tolist()))}


def fit(some: list[Text]) -> Weights:
    """All four tables, each on what the ones before it let through."""
    gold = [text for text in some if text.weight >= 1]
    weights = fit_pairs([found for text in gold for found in pair_choices(text)])
    with weighed_by(weights):
        edges = [edge_choices(text) for text in gold]
    for side in ("begin", "end"):
        weights[side] = fit_choices([c for e in edges for c in e[side]], RIDGE[side], False)
    weights["series"] = fit_choices([c for text in some for c in series_choices(text, weights)[0]], RIDGE["series"], True)
    weights["series"]["always"] -= MARGIN
    return weights


def fit_strength(gold: list[Text], stories: Path, weights: Weights) -> dict[str, float]:
    """Weights that tell the series of the gold from what is found in stories."""
    choices = []
    with weighed_by(weights):
        for text in gold:
            found = {find.parts: find for find in series.find_series(text.doc.text, shields(text.doc))}
            hits = [find for parts, find in found.items() if tuple(_bare(text.doc.text, *p) for p in parts) in text.core]
            choices += [Choice([list(signs(find, text.doc.text, False, False, False))], [True]) for find in hits]
        for path in sorted(stories.glob("*.txt")):
            story = path.read_text("utf-8")
            told = series.find_series(story)
            choices += [Choice([list(signs(find, story, False, False, False))], [False], STORY) for find in told]
    return {**fit_choices(choices, RIDGE["strength"], True), "heading": 1.0, "formula": 1.0, "repeated": 0.5}


def score(text: Text, weights: Weights) -> Counter:
    """Hits, false ones, core series, and of the hits those with every edge right."""
    with weighed_by(weights):
        found = [find.parts for find in series.find_series(text.doc.text, shields(text.doc))]
    left, count = [tuple(_bare(text.doc.text, *p) for p in parts) for parts in found], Counter(core=len(text.readings))
    for readings in text.readings:
        hit = next((p for p in left for r in readings if len(set(p) & set(r)) >= 0.8 * max(len(p), len(r))), None)
        if hit:
            left.remove(hit)
            count["hit"] += 1
            count["exact"] += hit in readings
    count["false"] = sum(not _is_marginal(p, text.marginal) for p in left)
    return count


def figures(count: Counter) -> str:
    hit, false, core = count["hit"], count["false"], count["core"]
    precision, recall, f1 = hit / max(1, hit + false), hit / max(1, core), 2 * hit / max(1, core + hit + false)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, edges exact {count['exact'] / max(1, hit):.3f}, of {core}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--stories", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    sets = {folder: list(texts(folder)) for folder in args.gold}
    every = [(folder, text) for folder in sets for text in sets[folder]]
    counts: dict[Path, Counter] = defaultdict(Counter)
    for fold in range(args.folds):
        weights = fit([text for n, (_, text) in enumerate(every) if n % args.folds != fold])
        for n, (folder, text) in enumerate(every):
            if n % args.folds == fold:
                counts[folder] += score(text, weights)
    for folder, count in counts.items():
        print(f"{folder}: cross-validated {figures(count)}")
    weights = fit([text for _, text in every])
    if args.stories:
        weights["strength"] = fit_strength([text for _, text in every], args.stories, weights)
    for folder in sets:
        print(f"{folder}: fitted {figures(sum((score(text, weights) for text in sets[folder]), Counter()))}")
    if args.out:
        lines = [f"{of}\t{name}\t{w:.2f}" for of, table in weights.items() for name, w in table.items() if abs(w) >= LEAST]
        args.out.write_text("\n".join(["of\tevidence\tweight", *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
