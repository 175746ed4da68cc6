"""Make data/kept_words.tsv: words in which 著 and 徵 stay what they are when traditional text becomes simplified.

usage: python scripts/kept_words.py > lib/tifaku/data/kept_words.tsv
A word is one of jieba's dictionary (MIT) that the way through OpenCC (s2tw, then tw2s) spoils, at least as frequent there as
its rival with 着 or 征; of those with 徵 only names, for the rest is traditional
spelling that the dictionary has in passing. not_before: what may not follow, since it makes a word with 着 (草原著火 'the steppe
is on fire' is no 原著 'original work').
"""

import csv
import sys
from pathlib import Path

import jieba
from opencc import OpenCC

CHANGED = str.maketrans("著徵", "着征")
AUTHORS = ("合著", "所著")  # 'jointly by', 'written by', which the dictionary does not list
LEAST, LEAST_VERB = 5, 30
dictionary = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
counts = {word: (int(count), tag) for word, count, tag in map(str.split, dictionary)}
there, back = OpenCC("s2tw"), OpenCC("tw2s")
followers = "".join(sorted(w[1] for w, (count, _) in counts.items() if len(w) == 2 and w[0] == "着" and count >= LEAST_VERB))


def kept(word: str, count: int, tag: str) -> bool:
    if len(word) < 2 or back.convert(there.convert(word)) == word or counts.get(word.translate(CHANGED), (0,))[0] > count:
        return False
    if "著" in word:
        verb = len(word) == 3 and word[2] == "著" and word[:2] in counts
        return count >= LEAST and word[0] != "著" and not verb and not (tag.startswith("nr") and word[-1] == "著")
    return "徵" in word and tag == "nr"


rows = csv.writer(sys.stdout, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
rows.writerow(("word", "not_before", "source"))
for word in sorted((*AUTHORS, *(w for w, (count, tag) in counts.items() if set(w) & set("著徵") and kept(w, count, tag)))):
    source = "hand" if word in AUTHORS else "jieba 0.42.1 dictionary"
    rows.writerow((word, followers if word[-1] == "著" else "", source))
