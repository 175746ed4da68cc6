"""Reading, stage by stage, as multiples of jieba.lcut on the same text in the same run.

    python tests/benchmarks/bench_reading.py FOLDER_OF_TXT [MEGABYTES …]

For each size (default: 1 and 10 MB) articles of the folder are copied until it is reached, and read one after the other.
"""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "lib"))

import tifaku


def seconds(work) -> float:
    """CPU seconds, which other work on the machine disturbs less; all stages run in one process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def fill(folder: Path, articles: list[bytes], size: float) -> int:
    """Write articles into the folder until `size` bytes are there; returns how many there are."""
    done = 0
    for number, article in enumerate(cycle(articles)):
        if done >= size:
            return done
        done += (folder / f"{number:06}.txt").write_bytes(article)


def jieba_rate(articles: list[bytes], size: int = 1_000_000) -> float:
    """Megabytes of UTF-8 that jieba.lcut cuts in a second."""
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    text = b"".join(articles[:60])[:size].decode("utf-8", "replace")
    return size / 1e6 / seconds(lambda: jieba.lcut(text))


def measure(label: str, articles: list[bytes], size: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        megabytes = fill(Path(folder), articles, size * 1e6) / 1e6
        docs: list = []
        reading = megabytes / seconds(lambda: docs.append(tifaku.read_corpus(folder)))
        clusters = megabytes / seconds(lambda: tifaku.cluster_of(docs[0]))
        jieba = jieba_rate(articles)
        print(
            f"{label} {megabytes:6.1f} MB in {len(docs[0]):5} articles: reading and repair {reading:5.1f} MB/s = "
            f"{reading / jieba:4.1f} × jieba; clusters {clusters / jieba:4.1f} × jieba ({jieba:.2f} MB/s)"
        )


def main(source: str, *sizes: str) -> None:
    from opencc import OpenCC

    articles = [path.read_bytes() for path in sorted(Path(source).glob("*.txt"))[:300]]
    traditional = [OpenCC("s2t").convert(article.decode("utf-8", "replace")).encode() for article in articles[:60]]
    for text in (articles[0], traditional[0]):
        tifaku.read_text(text.decode("utf-8", "replace"))  # what is loaded once is not counted
    for size in map(float, sizes or ("1", "10")):
        measure("simplified ", articles, size)
        measure("traditional", traditional, size)


if __name__ == "__main__":
    main(*sys.argv[1:])
