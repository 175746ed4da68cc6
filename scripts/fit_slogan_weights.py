"""Weights of the evidence for parallel series: fitted on looked-at gold, with figures by cross-validation over documents.

usage: python scripts/fit_slogan_weights.py GOLD... [--stories FOLDER] [--folds 10] [--out lib/tifaku/data/slogan_weights.tsv]

GOLD: folders with docs/*.txt and gold.jsonl, seeds' gold (slogans.jsonl, the texts in ./seeds), a .json file of cases.
--stories: a folder of novels in pieces. Each table is fitted by maximum likelihood with a ridge: pairs of neighbours (a quick
look, made lenient), beginnings and ends of members (one of some edges is right), series (one window of a row is right, or
none), and strength (series of the gold against whatever is found in stories; none without them). Without --out only the
figures are printed; --folds 0 for none.

The table that comes with the library: tests/gold/slogans tests/gold/seeds tests/gold/slogans_own tests/gold/slogans_fresh
tests/gold/slogans_reports tests/gold/slogans_unseen tests/gold/slogans_reports_2
tests/gold/slogans_reports_3 tests/cases/parallels.json.
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
from tifaku.slogans import edges, lexicon, pieces, series, shields, weighing
from tifaku.slogans.evidence import closer_look, first_look
from tifaku.slogans.strength import signs
from tifaku.slogans.weighing import Seen
from tifaku.slogans.windows import with_joints
from tifaku.slogans.wording import text_of
from tifaku.text.laid import laid_out

SEEDS = Path("seeds")
RIDGE = {"pair": 1.0, "begin": 1.0, "end": 1.0, "series": 0.6, "strength": 1.0}
PASS = 0.99  # of the pairs of gold series that the quick look lets pass
MARGIN = 0.2  # points that are asked for beyond even odds
SLACK = 0.3  # points by which a first look may miss more
LEAST = 0.02  # smaller weights are left out
STORY = 1.0  # weight of a find in a story
SEEDS_WEIGHT = 8.0  # five long articles weigh like so many times as many short ones

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


@contextmanager
def weighed_by(weights: Weights) -> Iterator[None]:
    """While it lasts, slogans are found by these weights."""
    with patch.object(lexicon, "weights", lambda: weights):
        weighing.weights.cache_clear()
        yield
    weighing.weights.cache_clear()


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


class Numbers:
    """A number for each name of evidence, so that groups of names become rows of numbers."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {"": 0}

    def rows(self, seen: Seen) -> np.ndarray:
        """For each thing the numbers of the names that hold, 0 for none, one column a group."""
        columns = []
        for names, held, bits in seen:
            table = np.array([self.of.setdefault(name, len(self.of)) for name in names])
            columns += [number * (held >> n & 1) for n, number in enumerate(table)] if bits else [table[held]]
        return np.stack(columns, 1)


class Choices(NamedTuple):
    """Decisions one after the other: for each option its evidence, whether it is right, and the number of the decision."""

    seen: np.ndarray
    right: np.ndarray
    of: np.ndarray
    weight: np.ndarray


def joined(parts: Iterable[Choices]) -> Choices:
    """All of them as one, decisions numbered anew."""
    some = [part for part in parts if len(part.of)]
    before = np.cumsum([0, *(part.of.max() + 1 for part in some)])
    of = np.concatenate([part.of + n for part, n in zip(some, before)])
    return Choices(np.concatenate([p.seen for p in some]), np.concatenate([p.right for p in some]), of,
                   np.concatenate([p.weight for p in some]))  # fmt: skip


def pair_choices(text: Text, numbers: Numbers) -> Choices:
    """The evidence about every pair of neighbours, and whether they follow each other in a gold series; `of`: their level."""
    laid = laid_out(text.doc.text)
    meets = {(one[1], two[0]) for members in text.core for one, two in zip(members, members[1:])}
    found = pieces.cut(laid)
    near = np.flatnonzero(found.joined)
    bare = [_bare(text.doc.text, *laid.span(s, e)) if e > s else (0, 0) for s, e in zip(found.start.tolist(), found.end.tolist())]
    right = np.array([(bare[n][1], bare[n + 1][0]) in meets for n in near.tolist()], bool)
    return Choices(numbers.rows(pieces.pair_evidence(laid, found, near)), right, found.level[near], np.ones(len(near)))


def edge_choices(text: Text, numbers: Numbers) -> list[Choices]:
    """For the first and the last member of every gold series that stands in a run: where it could begin and end, and does."""
    laid = laid_out(text.doc.text)
    run = pieces.runs(laid)
    if not len(run.start):
        return []
    words = text_of(laid.codes, run.start, run.end)
    run = with_joints(words, run)
    spans = [laid.span(s, e) for s, e in zip(run.start.tolist(), run.end.tolist())]
    found = []
    for end in (False, True):
        piece, at = edges.candidates(words, run, end)
        place = [laid.span(n - 1, n)[1] if end else laid.span(n, n + 1)[0] for n in at.tolist()]
        seen = numbers.rows(edges.evidence(words, run, piece, at, end))
        chosen: list[int] = []
        right: list[bool] = []
        of: list[int] = []
        for members in text.core:
            for n in _where(spans, run, members):
                n, want = (n + len(members) - 1, members[-1][1]) if end else (n, members[0][0])
                options = np.flatnonzero(piece == n)
                hit = [_touch(text.doc.text, place[option], want) for option in options]
                if any(hit):
                    chosen += options.tolist()
                    right += hit
                    of += [max(of, default=-1) + 1] * len(hit)
        found.append(Choices(seen[chosen], np.array(right, bool), np.array(of, int), np.full(len(of), text.weight)))
    return found


def _touch(text: str, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return not text[low:high].strip("，；、 　\n")


def _where(spans: list[tuple[int, int]], run: pieces.Pieces, members: Places) -> Iterator[int]:
    """The numbers of the pieces in which a series begins, if all its members fill pieces but at its two outer edges."""
    for n in range(len(spans) - len(members) + 1):
        here = spans[n : n + len(members)]
        inner = tuple(here[1:-1]) == members[1:-1] and here[0][1] == members[0][1] and here[-1][0] == members[-1][0]
        one_run = run.first[n] == run.first[n + len(members) - 1]
        if inner and one_run and here[0][0] <= members[0][0] and members[-1][1] <= here[-1][1]:
            yield n


def series_choices(text: Text, numbers: Numbers) -> Choices | None:
    """For every run its windows, and which of them are gold; what is only marginal is left out."""
    laid = laid_out(text.doc.text)
    looked = series.look(laid, -99.0)
    if not looked:
        return None
    taken = shields(text.doc)
    runs: dict[tuple[int, int], list[tuple[int, Places]]] = defaultdict(list)
    for n, first in enumerate(looked.pieces.first[looked.windows.first].tolist()):
        parts = tuple([_bare(text.doc.text, *laid.span(*place)) for place in series.places(laid, looked, n)])
        if not taken.intersection((*parts, (parts[0][0], parts[-1][1]))):
            if parts in text.core or not _is_marginal(parts, text.marginal):
                runs[int(looked.pieces.level[first]), int(looked.pieces.start[first])].append((n, parts))
    decisions = [choice for windows in runs.values() for choice in _choices(windows, text)]
    chosen = [n for choice in decisions for n, _ in choice]
    if not chosen:
        return None
    of = np.repeat(np.arange(len(decisions)), list(map(len, decisions)))
    right = np.array([right for choice in decisions for _, right in choice])
    begins, ends = (numbers.rows(side.seen) for side in (looked.begins, looked.ends))
    seen = numbers.rows(first_look(looked.around) + closer_look(looked.around))
    seen = np.concatenate([begins[looked.windows.begins], ends[looked.windows.ends], seen], 1)
    return Choices(seen[chosen], right, of, np.full(len(of), text.weight))


def _is_marginal(parts: Places, marginal: list[set[int]]) -> bool:
    mine = {n for s, e in parts for n in range(s, e)}
    return any(2 * len(mine & other) >= len(mine) and 3 * len(mine & other) >= len(other) for other in marginal)


def _choices(windows: list[tuple[int, Places]], text: Text) -> Iterator[list[tuple[int, bool]]]:
    """One decision for a run; where it holds two series, one for each, without what overlaps the other."""
    gold = sorted({parts for _, parts in windows if parts in text.core})
    if len(gold) < 2:
        yield [(n, parts in text.core) for n, parts in windows]
        return
    for one in gold:
        others = [parts for parts in gold if parts != one and not _overlap(parts, one)]
        yield [(n, p in text.core) for n, p in windows if not any(_overlap(p, other) for other in others)]


def _overlap(one: Places, other: Places) -> bool:
    return one[0][0] < other[-1][1] and other[0][0] < one[-1][1]


def matrix(seen: np.ndarray, size: int) -> csr_matrix:
    """The evidence as ones in a column each."""
    rows, _ = np.nonzero(seen)
    return csr_matrix((np.ones(len(rows)), (rows, seen[seen > 0])), shape=(len(seen), size))


def fit_pairs(found: list[Choices], numbers: Numbers) -> dict[str, float]:
    """Weights of the quick look, with for each level the bias at which PASS of the gold pairs are above 0."""
    seen, y = np.concatenate([c.seen for c in found]), np.concatenate([c.right for c in found])
    level, x = np.concatenate([c.of for c in found]), matrix(seen, len(numbers.of))
    free = np.array(["any" in name for name in numbers.of])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z, held = x @ w, np.where(free, 0, w)
        p = 1 / (1 + np.exp(-z))
        lost = np.logaddexp(0, z).sum() - z[y].sum() + RIDGE["pair"] * (held**2).sum() / 2
        return float(lost), x.T @ (p - y) + RIDGE["pair"] * held

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    weights = dict(zip(numbers.of, w.tolist()))
    for n, mark in enumerate(pieces.LEVELS):
        if (y & (level == n)).any():
            weights[f"{mark}, any"] -= np.quantile((x @ w)[y & (level == n)], 1 - PASS) - 1e-3
    return weights


def fit_choices(choices: Choices, numbers: Numbers, ridge: float, silent: bool) -> dict[str, float]:
    """Weights under which the right option of each decision is likeliest; where `silent`, none of them is an option, too."""
    x, right, group = matrix(choices.seen, len(numbers.of)), choices.right, choices.of
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    weight, none = choices.weight[starts], ~np.logical_or.reduceat(right, starts)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w + w[0]
        top = np.maximum.reduceat(score, starts)
        top = np.maximum(top, 0) if silent else top
        mass = np.exp(score - top[group])
        silence = np.exp(-top) if silent else np.zeros(len(top))
        total, hit = np.add.reduceat(mass, starts) + silence, np.add.reduceat(mass * right, starts)
        share = np.where(none[group], 0, mass * right / np.maximum(hit[group], 1e-300)) - mass / total[group]
        slope = weight[group] * share
        gain = weight * (np.log(np.where(none, silence, hit) + 1e-300) - np.log(total))
        held = np.append(0, w[1:])
        rise = x.T @ slope - ridge * held
        rise[0] = slope.sum() if silent else 0
        return float(ridge * (held**2).sum() / 2 - gain.sum()), -rise

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights = dict(zip(numbers.of, w.tolist()))
    weights["always"] = weights.pop("") if silent else 0.0 * weights.pop("")
    return weights


def fit(some: list[Text]) -> Weights:
    """All four tables, each on what the ones before it let through."""
    numbers = [Numbers() for _ in range(4)]
    weights = {"pair": fit_pairs([pair_choices(text, numbers[0]) for text in some], numbers[0])}
    with weighed_by(weights):
        found = [edge_choices(text, numbers[1]) for text in some]
    for n, side in enumerate(edges.SIDES):
        weights[side] = fit_choices(joined([sides[n] for sides in found if sides]), numbers[1], RIDGE[side], False)
    with weighed_by(weights):
        choices = [choices for text in some if (choices := series_choices(text, numbers[2]))]
    weights["series"] = fit_choices(joined(choices), numbers[2], RIDGE["series"], True)
    weights["series"]["always"] -= MARGIN
    weights["series"]["closer"] = closer(some, weights)
    return weights


def closer(some: list[Text], weights: Weights) -> float:
    """The points that a first look must give: so few that no window with points of its own in these texts is left out."""
    least = []
    with weighed_by(weights):
        for looked in [series.look(laid_out(text.doc.text), -99.0) for text in some]:
            if looked and (looked.points > 0).any():
                around = looked.around.only(looked.points > 0)
                least.append((looked.points[looked.points > 0] - weighing.points("series", closer_look(around))).min())
    return float(min(least, default=0.0)) - SLACK


def fit_strength(gold: list[Text], stories: Path, weights: Weights) -> dict[str, float]:
    """Weights that tell the series of the gold from what is found in stories."""
    choices = []
    with weighed_by(weights):
        for text in gold:
            found = {find.parts: find for find in series.find_series(text.doc.text, shields(text.doc))}
            hits = [find for parts, find in found.items() if tuple(_bare(text.doc.text, *p) for p in parts) in text.core]
            choices += [(list(signs(find, text.doc.text, False, False, False)), True) for find in hits]
        for path in sorted(stories.glob("*.txt")):
            story = path.read_text("utf-8")
            told = series.find_series(story)
            choices += [(list(signs(find, story, False, False, False)), False) for find in told]
    numbers, names = Numbers(), sorted({name for found, _ in choices for name in found})
    seen = numbers.rows([weighing.yes(name, np.array([name in found for found, _ in choices])) for name in names])
    right, of = np.array([right for _, right in choices]), np.arange(len(choices))
    fitted = fit_choices(Choices(seen, right, of, np.where(right, 1.0, STORY)), numbers, RIDGE["strength"], True)
    return {**fitted, "heading": 1.0, "formula": 1.0, "repeated": 0.5}


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
    weights.setdefault("strength", lexicon.weights()["strength"])
    for folder in sets:
        print(f"{folder}: fitted {figures(sum((score(text, weights) for text in sets[folder]), Counter()))}")
    if args.out:
        named = [(of, name, w) for of, table in weights.items() for name, w in table.items() if name and abs(w) >= LEAST]
        lines = [f"{of}\t{name}\t{w:.2f}" for of, name, w in named]
        args.out.write_text("\n".join(["of\tevidence\tweight", *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
