"""Speed of wraps, stops, blocks and metadata as multiples of jieba.lcut on the same text, and recall of wraps on a folder.

usage: python tests/benchmarks/bench_layout.py FOLDER     (a folder of .txt files, UTF-8)
"""

import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "lib"), str(HERE.parent)]

from tifaku.layout.blocks import find_blocks  # noqa: E402
from tifaku.metadata import find_metadata  # noqa: E402
from tifaku.repair.width import stops  # noqa: E402
from tifaku.repair.wraps import wraps  # noqa: E402
from wrapping import STYLES, wrapped  # noqa: E402


def seconds(work, texts):
    work(texts[0])  # tables are read at the first call
    began = time.perf_counter()
    for text in texts:
        work(text)
    return time.perf_counter() - began


def speed(texts):
    import jieba

    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    sample = "".join(texts)[:300_000]
    baseline = seconds(jieba.lcut, [sample]) / (len(sample.encode()) / 1e6)
    works = {"wraps": wraps, "stops": stops, "blocks": find_blocks, "metadata": lambda text: find_metadata(text, blocks[text])}
    blocks = {text: find_blocks(text) for text in texts}
    spent = {name: seconds(work, texts) / megabytes for name, work in works.items()}
    for name, each in (*spent.items(), ("all four", sum(spent.values()))):
        print(f"{name:9} {1 / each:7.1f} MB/s  {baseline / each:5.1f} times jieba.lcut")


def scaling():
    for name, piece in {"one line": "坚持党建引领，推进乡村振兴。", "empty lines": "\n", "short lines": "深化改革\n"}.items():
        for size in (250_000, 1_000_000):
            text = piece * (size // len(piece))
            print(f"{name:11} {size:>9,} characters  {seconds(lambda t: (wraps(t), stops(t), find_blocks(t)), [text]):6.2f} s")


def recall(texts):
    for style in STYLES:
        right = found = wanted = 0
        for seed, text in enumerate(texts):
            if not wraps(text):  # a text that is broken already tells nothing
                broken, breaks = wrapped([line.strip() for line in text.splitlines() if line.strip()][:60], style, seed)
                got = {edit.raw_start for edit in wraps(broken)}
                right, found, wanted = right + len(got & breaks), found + len(got), wanted + len(breaks)
        print(f"{style:32} recall {right / wanted:.4f}  precision {right / found:.4f}  ({wanted} wraps)")


if __name__ == "__main__":
    chosen = [path.read_text("utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt"))[:60]]
    speed(chosen)
    scaling()
    recall(chosen)
