"""Make data/taiwan_words.tsv: Taiwan's words as OpenCC's tw2s leaves them, and what the mainland says.

usage: python scripts/taiwan_words.py TWPhrases.txt TWPhrasesRev.txt > lib/tifaku/data/taiwan_words.tsv
The two files are OpenCC's data/dictionary (Apache-2.0). Left out: words of one character or with Latin letters, those that
jieba's dictionary (mainland usage) has as well, those with several mainland words, and those of two characters that two other
words often make where they meet (数字|元素 'digit, element' has 字元 'character'). `when`: always; or beside others, for words
made of mainland words (资料来源 'source of data') and for those of two characters.
"""

import csv
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import jieba
from opencc import OpenCC

dictionary = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
counts = {word: int(count) for word, count, _ in map(str.split, dictionary)}
total = sum(counts.values())
last: Counter[str] = Counter()
first: Counter[str] = Counter()
for word, count in counts.items():
    first[word[0]] += count
    last[word[-1]] += count
plain = OpenCC("tw2s").convert
USED = 20  # a word that the dictionary has seldomer is not mainland usage
MEETINGS = 100  # so often, in the dictionary's 60 million words, may chance put the two characters side by side
SUFFIXES = "式性型长化器机卡"


@cache
def made_of_words(word: str) -> bool:
    if len(word) < 2:
        return word == "" or word in SUFFIXES
    return any(counts.get(word[:at], 0) >= USED and made_of_words(word[at:]) for at in range(2, len(word) + 1))


def by_chance(word: str) -> bool:
    return len(word) == 2 and last[word[0]] * first[word[1]] / total > MEETINGS


pairs: dict[str, set[str]] = defaultdict(set)
for number, path in enumerate(sys.argv[1:]):
    for line in Path(path).read_text("utf-8").splitlines():
        if "\t" in line and not line.startswith("#"):
            one, others = line.split("\t")
            for other in others.split():
                taiwan, mainland = (one, other) if number else (other, one)
                pairs[plain(taiwan)].add(plain(mainland))
by_hand = {line.split("\t")[0] for line in Path("lib/tifaku/data/mainland_vocabulary.tsv").read_text("utf-8").splitlines()}
rows = csv.writer(sys.stdout, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
rows.writerow(("converted", "mainland", "when", "unless", "source"))
for word, meant in sorted(pairs.items()):
    known = counts.get(word, 0) >= USED or word in by_hand
    if (
        len(word) < 2
        or known
        or by_chance(word)
        or not all("\u3400" <= c <= "\u9fff" for c in word)
        or len(meant) > 1
        or word in meant
    ):
        continue
    held = " ".join(sorted(w for w in counts if word in w and len(w) > len(word) and w not in pairs))
    when = "beside others" if len(word) == 2 or made_of_words(word) else "always"
    rows.writerow((word, *meant, when, held, "OpenCC TWPhrases"))
