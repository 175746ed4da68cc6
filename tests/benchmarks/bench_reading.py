"""Reading, stage by stage, as multiples of jieba.lcut on the same text in the same run.

    python tests/benchmarks/bench_reading.py FOLDER_OF_TXT [MEGABYTES …]

For each size (default: 1 and 10 MB) articles of the folder are copied until it is reached, and read one after the other.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "lib"))

import tifaku  # noqa: E402


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def fill(folder: Path, articles: list[Path], size: int) -> int:
    """Copy articles into the folder until `size` bytes are there; returns how many there are."""
    done = 0
    for number, path in enumerate(cycle(articles)):
        if done >= size:
            return done
        shutil.copyfile(path, folder / f"{number:06}.txt")
        done += path.stat().st_size


def jieba_rate(articles: list[Path], size: int = 1_000_000) -> float:
    """Megabytes of UTF-8 that jieba.lcut cuts in a second."""
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    text = "".join(path.read_text(encoding="utf-8", errors="replace") for path in articles[:60])[: size // 3]
    return len(text.encode()) / 1e6 / seconds(lambda: jieba.lcut(text))


def main(source: str, *sizes: str) -> None:
    articles = sorted(Path(source).glob("*.txt"))
    tifaku.read_text("党建")  # what is loaded once is not counted
    for size in map(float, sizes or ("1", "10")):
        with tempfile.TemporaryDirectory() as folder:
            megabytes = fill(Path(folder), articles, int(size * 1e6)) / 1e6
            docs: list = []
            reading = seconds(lambda: docs.append(tifaku.read_corpus(folder)))
            clusters = seconds(lambda: tifaku.cluster_of(docs[0]))
            jieba = jieba_rate(articles)
            print(
                f"{megabytes:6.1f} MB in {len(docs[0])} articles: reading and repair {megabytes / reading:5.1f} MB/s = "
                f"{megabytes / reading / jieba:4.1f} × jieba; clusters {megabytes / clusters / jieba:4.1f} × jieba ({jieba:.2f} MB/s)"
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
