"""Speed of detection as a multiple of jieba.lcut on the same text in the same run, and on texts made to be slow.

python tests/benchmarks/bench_formulas.py [FOLDER OF TEXTS]      default: the seeds and the development texts
"""

import logging
import sys
import time
from pathlib import Path

import jieba

from tifaku.formulas import detect

TESTS = Path(__file__).resolve().parents[1]
HARD = {
    "一 × 10⁶": "一" * 10**6,
    "10,000 nested quotes": "“" * 10_000 + "三张牌" + "”" * 10_000,
    "5 MB of 、": "、" * (5_000_000 // 3),
    "digits × 10⁶": "1" * 10**6,
    "1+ × 500,000": "1+" * 500_000,
    "三张 × 500,000": "三张" * 500_000,
    "一村 × 500,000": "一村" * 500_000,
    "“三” × 300,000": "“三张牌”" * 200_000,
    "Han × 10⁶": "三大" + "产" * 10**6,
}


def seconds(function, text):
    """CPU time of the better of two runs."""
    times = []
    for _ in range(2):
        start = time.process_time()
        function(text)
        times.append(time.process_time() - start)
    return min(times)


def main(folder=None):
    here = [*TESTS.parent.glob("seeds/*.txt"), *TESTS.glob("gold/dev/docs/*.txt")]
    paths = sorted(Path(folder).glob("*.txt") if folder else here)
    text = "\n".join(path.read_text("utf-8") for path in paths)
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    sample = text[:300_000]
    ours, theirs = seconds(detect, sample), seconds(jieba.lcut, sample)
    print(f"{len(sample):,} characters: jieba {theirs:.2f} s, detect {ours:.3f} s, {theirs / ours:.1f} times")
    for size in (3_300, 33_000, 330_000, 3_300_000, 6_600_000):  # characters; three bytes each
        piece = (text * (size // len(text) + 1))[:size]
        print(f"{3 * size:>12,} bytes: {1e6 * seconds(detect, piece) / size:.3f} µs a character")
    for name, hard in HARD.items():
        print(f"{name:>22}: {1e6 * seconds(detect, hard) / len(hard):.3f} µs a character")


if __name__ == "__main__":
    main(*sys.argv[1:])
