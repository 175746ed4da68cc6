"""Counts where in lists and clauses words stand, from a folder of texts: the table behind every edge of an item or a segment.

    python scripts/count_places_of_words.py FOLDER > lib/tifaku/data/places_of_words.tsv

A list is a stretch without other marks that 、 cuts into three segments or more. Words are those of jieba with its guesses
at unknown words. A word is kept that has LEAST places or more there, or stands in WIDELY texts or more; the counts of the others'
places are 0. A clause is any stretch without other marks. The first row, for the word "*", holds the totals of all words.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import jieba

LEAST, WIDELY = 5, 20
PLACES = ("opens_first", "opens_middle", "in_first", "in_middle", "in_last", "ends_middle", "ends_last")
CLAUSES = ("seen", "opens_clause", "ends_clause")
STRETCH = re.compile(r"[^，。；：！？…—\s“”‘’（）《》()\"',;:!?]+")
WORD = re.compile(r"[\u4e00-\u9fff]{1,4}")


def places(segments):
    """Each word of the segments of one list, with the place where it stands."""
    for number, segment in enumerate(segments):
        words = jieba.lcut(segment)
        row = "first" if number == 0 else "last" if number == len(segments) - 1 else "middle"
        for at, word in enumerate(words):
            if at == 0:
                yield word, "opens_first" if row == "first" else "opens_middle"
            elif at < len(words) - 1:
                yield word, "in_" + row
            if at == len(words) - 1:
                yield word, "ends_last" if row == "last" else "ends_middle"


def count(folder):
    """The counts by column, and in how many texts each word stands."""
    counts: dict[str, Counter[str]] = {place: Counter() for place in (*PLACES, *CLAUSES)}
    texts: Counter[str] = Counter()
    for path in sorted(Path(folder).glob("**/*.txt")):
        stretches = STRETCH.findall(path.read_text("utf-8"))
        clauses = [jieba.lcut(part) for stretch in stretches for part in stretch.split("、") if part]
        texts.update({word for clause in clauses for word in clause})
        for words in clauses:
            counts["seen"].update(words)
            counts["opens_clause"][words[0]] += 1
            counts["ends_clause"][words[-1]] += 1
        for stretch in stretches:
            segments = [segment for segment in stretch.split("、") if segment]
            if len(segments) > 2:
                for word, place in places(segments):
                    counts[place][word] += 1
    return counts, texts


def main(folder):
    counts, texts = count(folder)
    total: Counter[str] = sum((counts[place] for place in PLACES), Counter())
    words = [word for word, n in total.most_common() if n >= LEAST and WORD.fullmatch(word)]
    kept = {*words}
    wide = [word for word, n in texts.most_common() if n >= WIDELY and WORD.fullmatch(word) and word not in kept]
    print("word", *PLACES, *CLAUSES, sep="\t")
    print("*", *(counts[place].total() for place in (*PLACES, *CLAUSES)), sep="\t")
    for word in (*words, *wide):
        in_lists = (counts[place][word] if word in kept else 0 for place in PLACES)
        print(word, *in_lists, *(counts[place][word] for place in CLAUSES), sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
