"""python tests/benchmarks [FOLDER]: a table of ratios, each of two works measured in turns in one run, written to build/.

FOLDER holds .txt articles (unless given, those of the tests, again and again); the larger, the steadier.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "lib")]

from pairs import ROOT  # noqa: E402
from rows import ROWS, line, texts_of  # noqa: E402

PEERS = ("jieba", "rjieba", "pandas", "numpy", "duckdb", "pyarrow", "opencc")


def main() -> None:
    options = parsed()
    texts = texts_of(options.folder, options.megabytes)
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    line(texts[:1])  # what is loaded once is not counted
    written = [*about(texts), "| work | against | times | bar | |", "|---|---|---|---|---|"]
    print("\n".join(written), flush=True)
    for name in options.only or ROWS:
        more = {"sizes": options.sizes} if name == "scaling" else {}
        for row in ROWS[name](texts, options.runs, **more):
            written.append(row.shown)
            print(written[-1], flush=True)
    out = ROOT / "build" / "benchmarks.md"
    out.parent.mkdir(exist_ok=True)
    out.write_text("\n".join(written) + "\n", encoding="utf-8")
    print(f"\n{out}")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "tests" / "gold" / "dev" / "docs")
    parser.add_argument(
        "--megabytes", type=float, default=10, help="articles for the works in one process (default: %(default)g)"
    )
    parser.add_argument("--runs", type=int, default=5, help="the median of so many (default: %(default)s)")
    parser.add_argument("--sizes", type=float, nargs="+", default=(4, 16), help="megabytes for scale (default: 4 16)")
    parser.add_argument("--only", nargs="+", choices=ROWS, help="some of the works")
    return parser.parse_args()


def about(texts: list[str]) -> list[str]:
    """The machine and the versions, without which a figure says nothing."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    packages = ", ".join(f"{name} {version(name)}" for name in PEERS)
    return [f"{machine}; Python {platform.python_version()}; {packages}.", f"{len(texts)} articles, {size:.1f} MB.", ""]


if __name__ == "__main__":
    main()
