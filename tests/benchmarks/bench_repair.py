"""The repair rules: how much of simulated damage they undo, what they do to clean text, and how fast they are.

    python tests/benchmarks/bench_repair.py FOLDER_OF_TXT [MEGABYTES]

Damage is simulated on texts that character_counts.tsv was not built from (one in ten, see scripts/count_characters.py).
Speeds are multiples of jieba.lcut on the same text in the same run.
"""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "lib"), str(HERE.parents[1] / "scripts"), str(HERE.parent), str(HERE)]

from count_characters import is_held_out  # noqa: E402

from cloaking import cloak, scored, to_traditional  # noqa: E402
from tifaku.repair import RULES, repair  # noqa: E402
from tifaku.repair.decloak import decloak  # noqa: E402
from tifaku.text.documents import as_document  # noqa: E402

LESSONS = "汉语(hànyǔ)：学(xué)、习(xí)。漢語(hànyǔ)：學(xué)、習(xí)、我(wǒ)。对吗？？ Is it (an) answer? Yes (the) end.\n"


def texts(paths: list[Path], size: int) -> list[str]:
    """Texts of so many bytes together, or all there are."""
    out: list[str] = []
    for path in paths:
        if sum(len(text.encode()) for text in out) >= size:
            break
        out.append(path.read_text(encoding="utf-8"))
    return out


def accuracy(held_out: list[str]) -> None:
    for cut in (False, True):
        score = scored([cloak(text, seed, 450, cut) for seed, text in enumerate(held_out)], decloak)
        print(
            f"{'with cuts' if cut else 'annotated'}: {score.places} places, {score.exact:.2%} exact, "
            f"{score.unflagged:.2%} wrong without a doubt, {score.characters:.4%} of characters right"
        )


def clean(held_out: list[str]) -> None:
    for name, script in (("simplified", str), ("traditional", to_traditional)):
        edits = sum(len(decloak(script(text) + LESSONS)) for text in held_out)
        print(f"clean {name} text with lessons and English: {edits} edits by decloak")


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def speed(sample: list[str]) -> None:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    for name, script in (("simplified", str), ("traditional", to_traditional)):
        docs = [as_document(script(text)) for text in sample]
        repair(docs[0])  # tables are loaded once
        reference = seconds(lambda docs=docs: [jieba.lcut(doc.text) for doc in docs])
        for rule in RULES:
            took = seconds(lambda docs=docs, rule=rule: [rule(doc.text) for doc in docs])
            print(f"{name} {rule.__name__}: {reference / took:.1f} times jieba.lcut")
        print(f"{name} all rules: {reference / seconds(lambda docs=docs: [repair(doc) for doc in docs]):.1f} times jieba.lcut")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    size = int(float(sys.argv[2] if len(sys.argv) == 3 else 1.2) * 1e6)
    paths = sorted(Path(sys.argv[1]).glob("*.txt"))
    held_out = texts([path for path in paths if is_held_out(path)], size)
    print(f"{sum(len(text.encode()) for text in held_out):,} bytes held out")
    accuracy(held_out)
    clean(held_out)
    speed(held_out)
