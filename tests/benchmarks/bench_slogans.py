"""Slogans with templates, as multiples of jieba.lcut on the same text in the same run, one core; and whether they are linear.

python tests/benchmarks/bench_slogans.py FOLDER_OF_TXT [ARTICLES]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "lib"))

from tifaku.formulas import find_formulas  # noqa: E402
from tifaku.layout.blocks import find_blocks  # noqa: E402
from tifaku.slogans import find_slogans  # noqa: E402
from tifaku.text.documents import Document  # noqa: E402


def seconds(work, items) -> float:
    """The least processor time of three runs over all items."""
    times = []
    for _ in range(3):
        start = time.process_time()
        for item in items:
            work(item)
        times.append(time.process_time() - start)
    return min(times)


def main(folder: str, number: str = "30") -> None:
    import jieba

    jieba.initialize()
    paths = sorted(Path(folder).glob("*.txt"))
    texts = [path.read_text("utf-8") for path in paths[:: max(1, len(paths) // int(number))]]
    docs = [(Document("x", text, text, blocks=find_blocks(text)), find_formulas(text)) for text in texts]
    cutting = seconds(jieba.lcut, texts)
    print(f"{sum(map(len, texts))} characters; jieba.lcut {cutting:.2f} s")
    for name, taken in {
        "blocks and formulas at hand": seconds(lambda item: find_slogans(*item), docs),
        "find_slogans from a str": seconds(find_slogans, texts),
    }.items():
        print(f"{name}: {taken:.2f} s, {cutting / taken:.1f} times as fast as jieba.lcut")
    sentence = "".join(texts).translate(str.maketrans("。！？\n", "，，，，"))
    for size in (87_500, 175_000, 350_000):  # 350,000 characters are a megabyte
        print(f"one sentence of {size} characters: {seconds(find_slogans, [sentence[:size]]):.2f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
