"""Counts where in lists words stand, from a folder of plain texts: the table behind every edge of an item or a segment.

    python scripts/count_places_of_words.py FOLDER > lib/tifaku/data/places_of_words.tsv

A list is a stretch without other marks that 、 cuts into three segments or more. Words are those of jieba without its guesses
at unknown words. A word is kept with LEAST places or more; the first row, for the word "*", holds the totals of all words.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import jieba

LEAST = 5
PLACES = ("opens_first", "opens_middle", "in_first", "in_middle", "in_last", "ends_middle", "ends_last")
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
    counts: dict[str, Counter[str]] = {place: Counter() for place in PLACES}
    for path in sorted(Path(folder).glob("**/*.txt")):
        for stretch in STRETCH.findall(path.read_text("utf-8")):
            segments = [segment for segment in stretch.split("、") if segment]
            if len(segments) > 2:
                for word, place in places(segments):
                    counts[place][word] += 1
    return counts


def main(folder):
    counts = count(folder)
    total: Counter[str] = sum(counts.values(), Counter())
    words = [word for word, n in total.most_common() if n >= LEAST and WORD.fullmatch(word)]
    print("word", *PLACES, sep="\t")
    print("*", *(counts[place].total() for place in PLACES), sep="\t")
    for word in words:
        print(word, *(counts[place][word] for place in PLACES), sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
