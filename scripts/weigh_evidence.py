"""Count in annotated pages how often each way of seeing a fact is right, and weigh data/evidence.tsv anew.

usage: python scripts/weigh_evidence.py FOLDER, with docs/ and gold.jsonl as in tests/gold/pages
trust = (right + 8 prior) / (right + wrong + 8): the hand-made prior counts as much as eight pages. All candidates of a page are
counted, not only the one that is chosen. Facts on which readers differ (marginal) are left out.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from unittest.mock import patch

import tifaku.corpus as corpus
from tifaku.metadata import candidates as candidates_of_pages
from tifaku.metadata.candidates import candidates

TABLE = Path("lib/tifaku/data/evidence.tsv")
PRIOR = 8
seen: list[list] = []


def kept(*arguments):
    seen.append(list(candidates(*arguments)))
    return seen[-1]


def folded(value) -> str:
    return "".join(str(value).split())


patch.object(candidates_of_pages, "candidates", kept).start()
folder = Path(sys.argv[1])
counts: dict[tuple[str, str], Counter] = {}
for gold in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines()):
    seen.clear()
    if gold.get("no_article"):
        continue
    path = folder / "docs" / gold["file"]
    list(corpus.open_file(path, path.name, gold["doc"]).reads)
    for found in seen[-1] if seen else []:
        want = gold.get(found.name)
        if found.name in gold.get("marginal", ()) or found.name not in gold:
            continue
        parts = found.value.split("、") if isinstance(want, list) else [found.value]
        right = (
            all(folded(part) in map(folded, want or []) for part in parts)
            if isinstance(want, list)
            else folded(found.value) == folded(want)
        )
        counts.setdefault((found.name, found.seen), Counter())[right] += 1
head, *rows = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines())
table = [dict(zip(head, row)) for row in rows]
print("name\tseen\tprior\tright\twrong\ttrust\tgloss")
for row in table:
    prior, count = float(row.get("prior", row["trust"])), counts.get((row["name"], row["seen"]), Counter())
    trust = (count[True] + PRIOR * prior) / (count.total() + PRIOR)
    print(f"{row['name']}\t{row['seen']}\t{prior:g}\t{count[True]}\t{count[False]}\t{trust:.3f}\t{row['gloss']}")
