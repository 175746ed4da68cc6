"""python scripts/count_characters.py FOLDER > lib/tifaku/data/character_counts.tsv: which characters follow which, and how often.

FOLDER holds one text a file (*.txt, UTF-8). One text in ten, always the same ones, is left out, so that bench_repair.py can
test on it. A row is a context of none, one or two characters, a count, and all characters that follow the context about so
often (counts are rounded to Fibonacci numbers). Digits are counted as 0, Latin letters as a, line ends as ¶. Left out are pairs
that occur less than 3 times and runs of three that occur less than 15 times.

The thresholds of decloak and wraps were found with the counts as they are in the repository: after a rebuild, find them anew.
"""

from __future__ import annotations

import math
import re
import sys
import zlib
from collections import Counter, defaultdict
from pathlib import Path

FULL = str.maketrans(",:;?!()", "，：；？！（）")
FEWEST = {0: 1, 1: 3, 2: 15}  # by length of the context
LEVELS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181, 6765, 10946, 17711, 28657]
LEVELS += [46368, 75025, 121393, 196418, 317811]


def is_held_out(path: Path) -> bool:
    """One text in ten, always the same ones."""
    return zlib.crc32(path.stem.encode()) % 10 == 0


def plain(text: str) -> str:
    text = re.sub("[0-9０-９]", "0", text.translate(FULL))
    return re.sub(r"\s*\n\s*", "\n", re.sub("[A-Za-z]", "a", text))


def counted(paths: list[Path]) -> Counter[str]:
    """How often each run of one, two and three characters occurs."""
    counts: Counter[str] = Counter()
    for path in paths:
        text = "\n" + plain(path.read_text(encoding="utf-8"))
        counts.update(text)
        counts.update(map("".join, zip(text, text[1:])))
        counts.update(map("".join, zip(text, text[1:], text[2:])))
    return counts


def level(count: int) -> int:
    return min(LEVELS, key=lambda n: abs(math.log(n) - math.log(count)))


def rows(counts: Counter[str]) -> list[str]:
    followers: dict[tuple[str, int], list[str]] = defaultdict(list)
    for run, count in counts.items():
        if count >= FEWEST[len(run) - 1] and not (len(run) == 3 and run.startswith("00")):
            followers[run[:-1], level(count)].append(run[-1])
    table = (f"{context}\t{count}\t{''.join(sorted(found))}" for (context, count), found in sorted(followers.items()))
    return ["context\tcount\tcharacters", *(row.replace("\n", "¶") for row in table)]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    texts = [path for path in sorted(Path(sys.argv[1]).glob("*.txt")) if not is_held_out(path)]
    sys.stdout.buffer.write("".join(f"{row}\n" for row in rows(counted(texts))).encode())
