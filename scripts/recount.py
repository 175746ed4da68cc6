"""python scripts/recount.py FOLDER TABLE: the rows of bare_names, bound_words or terms, counted anew in the texts of a folder.

FOLDER holds one text a file (*.txt, UTF-8); the counts in the repository are of local government work reports. The rows stay as
they are: which names and words stand in these tables was chosen by reading, and this script does not choose. The new table goes
to standard output.
"""

import re
import sys
from pathlib import Path
from typing import Callable

DATA = Path(__file__).resolve().parents[1] / "lib/tifaku/data"
#: A term's weight for each time it was seen: jieba's dictionary counts 60,101,967 words, the 630 reports hold 5,973,264.
WEIGHT = 60_101_967 / 5_973_264

Row = dict[str, str]


def bare_name(row: Row, texts: list[str]) -> Row:
    """How often the name stands alone in quotation marks, and how often at all."""
    quoted = re.compile('[“‘"「『]' + re.escape(row["name"]) + '[”’"」』]')
    counts = sum(len(quoted.findall(text)) for text in texts), sum(text.count(row["name"]) for text in texts)
    return row | dict(zip(("n_quoted", "n_all"), map(str, counts)))


def bound_word(row: Row, texts: list[str]) -> Row:
    """How often the word occurs as a string."""
    return row | {"n": str(sum(text.count(row["word"]) for text in texts))}


def term(row: Row, texts: list[str]) -> Row:
    """How often the term occurs as a string, in how many texts, and its weight in jieba's dictionary."""
    counts = [text.count(row["term"]) for text in texts]
    return row | {"n": str(sum(counts)), "n_reports": str(sum(map(bool, counts))), "freq": str(max(1, int(sum(counts) * WEIGHT)))}


COUNTS: dict[str, Callable[[Row, list[str]], Row]] = {"bare_names": bare_name, "bound_words": bound_word, "terms": term}


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[2] not in COUNTS:
        sys.exit(__doc__)
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
    head, *lines = (DATA / f"{sys.argv[2]}.tsv").read_text(encoding="utf-8").splitlines()
    table = (dict(zip(head.split("\t"), line.split("\t"))) for line in lines)
    counted = ("\t".join(COUNTS[sys.argv[2]](row, texts).values()) for row in table)
    sys.stdout.buffer.write("".join(f"{line}\n" for line in (head, *counted)).encode())
