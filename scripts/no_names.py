"""Make data/no_names.tsv: common words that begin with a surname and are as long as a name (方便 'convenient', 单位 'unit').

usage: python scripts/no_names.py > lib/tifaku/data/no_names.tsv
From jieba's dictionary (MIT): words of two or three characters, not tagged as names of persons, counted at least 30 times.
"""

from pathlib import Path

import jieba

LEAST = 30
tables = (Path(f"lib/tifaku/data/surnames{part}.tsv").read_text("utf-8") for part in ("", "_by_hand"))
surnames = {line.split("\t")[0] for table in tables for line in table.splitlines()[1:]}
print("word\tcount\tsource")
for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
    word, count, tag = line.split()
    if word[0] in surnames and 1 < len(word) < 4 and int(count) >= LEAST and not tag.startswith("nr"):
        print(f"{word}\t{count}\tjieba 0.42.1 dictionary")
