"""python tests/benchmarks/bench_scale.py [MEGABYTES …] [--texts FOLDER]: what a megabyte costs in small and in large corpora.

For each size a corpus of that many megabytes goes through `python -m tifaku.scale` (30, 300 and 1000 take half an hour on two
cores). What was measured is kept in build/, so that a run that was stopped goes on where it was; the corpora are not.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from functools import partial
from itertools import chain, count
from math import log
from pathlib import Path
from typing import Iterator, Sequence

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[2] / "lib")]

from pairs import ROOT, Row, Spent, cpu, spent  # noqa: E402

from tifaku.scale.batches import batches_of  # noqa: E402
from tifaku.scale.partitions import (  # noqa: E402
    Settings,
    library,
    work_on,  # noqa: E402
)
from tifaku.scale.running import BATCH, listed  # noqa: E402

TEXTS = ROOT / "tests" / "gold" / "dev" / "docs"
MEASURED = ROOT / "build" / "benchmarks_scale.json"
#: Bytes on the disk for a byte of articles: themselves, and what is found in them.
ROOM = 4


def json_lines(path: Path, texts: Sequence[str], most: float) -> None:
    """The articles, each once, and then others made of thirds of three of them (always the same): real prose, few reprints."""
    luck = random.Random(1)
    thirds = (
        [text[len(text) * k // 3 : len(text) * (k + 1) // 3] for k, text in enumerate(luck.choices(texts, k=3))] for _ in count()
    )
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(chain(texts, map("".join, thirds))):
            if file.tell() >= most * 1e6:
                break
            file.write(json.dumps({"doc_id": f"{number:07}", "text": text}, ensure_ascii=False) + "\n")


def in_one_loop(path: Path, out: Path) -> None:
    """What `tifaku scale` does, without workers; what is loaded once was loaded before."""
    settings = Settings("rjieba", False, (), library())
    for name in ("articles", "tokens", "whole"):
        (out / name).mkdir(parents=True, exist_ok=True)
    batches, problems, _ = batches_of(path, BATCH)
    listed(out, [work_on(batch, settings, str(out)) for batch in batches], problems, settings)


def measured(texts: Sequence[str], megabytes: float, workers: int) -> Spent:
    """The cost of a corpus of that size with so many workers; 0 is the plain loop."""
    with tempfile.TemporaryDirectory() as folder:
        if shutil.disk_usage(folder).free < ROOM * megabytes * 1e6:
            sys.exit(f"{folder} has no room for {ROOM * megabytes:,.0f} MB: set TMPDIR to a folder that has")
        path, out = Path(folder, "articles.jsonl"), Path(folder, "out")
        json_lines(path, texts, megabytes)
        if workers:
            return spent("tifaku.scale", path, out, "--workers", workers)
        json_lines(small := Path(folder, "small.jsonl"), texts, 0.1)
        in_one_loop(small, Path(folder, "warm"))
        seconds = cpu(partial(in_one_loop, path, out))
        return Spent(seconds, seconds, 0)


def runs_of(sizes: Sequence[float]) -> list[tuple[float, int]]:
    """Sizes and workers, the long ones last."""
    return [(sizes[0], 0), (sizes[0], 1), *((size, 2) for size in sizes), *((size, 1) for size in sizes[1:2])]


def remembered(texts: Sequence[str], sizes: Sequence[float]) -> Iterator[tuple[float, int, Spent]]:
    """Each run and its cost, measured unless an earlier call with the same library and texts has done it."""
    known = json.loads(MEASURED.read_text()) if MEASURED.exists() else {}
    for size, workers in runs_of(sizes):
        key = f"{size:g} {workers} {library()[:12]} {sum(map(len, texts))}"
        if key not in known:
            known[key] = measured(texts, size, workers)
            MEASURED.parent.mkdir(exist_ok=True)
            MEASURED.write_text(json.dumps(known, indent=1))
        yield size, workers, Spent(*known[key])


def scaling(texts: Sequence[str], runs: int, sizes: Sequence[float] = (4, 16)) -> Iterator[Row]:
    """Each size once, since it takes long; a line a run goes to stderr."""
    found: dict[tuple[float, int], Spent] = {}
    for size, workers, cost in remembered(texts, sizes):
        found[size, workers] = cost
        how = f"{workers} workers" if workers else "plain loop"
        print(f"{size:g} MB, {how}: {cost.clock:.0f} s, {cost.cpu:.0f} CPU s, {cost.cpu / size:.2f} CPU s/MB, "
              f"peak {cost.megabytes:.0f} MB", file=sys.stderr, flush=True)  # fmt: skip
    yield from _rows(found, sizes)


def _rows(found: dict[tuple[float, int], Spent], sizes: Sequence[float]) -> Iterator[Row]:
    first, last = sizes[0], sizes[-1]
    plain, two = found[first, 0], found[first, 2]
    for size in sizes[1:]:
        cost = found[size, 2].cpu / size / (two.cpu / first)
        yield Row(f"scale, cost of a MB at {size:g} MB", f"at {first:g} MB", cost, "≤ 1.15")
    if len(sizes) > 1:
        times = log(found[last, 2].cpu / two.cpu) / log(last / first)
        yield Row(f"scale, cost exponent, {first:g} to {last:g} MB", "1", times, "≤ 1.05")
    peak = max(cost.megabytes for cost in found.values())
    yield Row("scale, peak memory of all processes, GB", "1", peak / 1e3, "≤ 1.5")
    for size in sizes[:2]:
        times = found[size, 1].clock / found[size, 2].clock
        yield Row(f"scale, two workers, clock, start included, {size:g} MB", "one worker", times, "≥ 1.6")
    yield Row(f"scale, two workers, CPU, start included, {first:g} MB", "the same in a plain loop", two.cpu / plain.cpu, "≤ 1.3")
    if len(sizes) > 1:
        slope = (found[sizes[1], 2].cpu - two.cpu) / (sizes[1] - first)
        yield Row(
            f"scale, two workers, CPU of a further MB after {first:g}", "the plain loop's", slope / (plain.cpu / first), "≤ 1.3"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", nargs="*", type=float, default=[4, 16], help="sizes, rising (default: 4 16)")
    parser.add_argument("--texts", type=Path, default=TEXTS, help="folder of .txt that are the articles (default: the tests')")
    options = parser.parse_args()
    texts = [path.read_text("utf-8", "replace") for path in sorted(options.texts.rglob("*.txt"))]
    for row in scaling(texts, 1, sorted(options.megabytes)):
        print(row.shown)


if __name__ == "__main__":
    main()
