"""python scripts/count_reference.py FOLDER OUT.tsv: count the words of a folder's articles as a list that read_reference takes.

The list says how the words lie over the articles, so that keyness can test against it.
"""

import sys
from pathlib import Path

import tifaku
from tifaku.corpus.files import whole
from tifaku.tables.reference import spread_table
from tifaku.tokens import count


def write_reference(folder: str | Path, out: str | Path) -> None:
    """Write a head line with the number of articles and words, then the columns of spread_table."""
    counts = count(tifaku.words(tifaku.tokenize(tifaku.open_corpus(folder), segmenter="rjieba")))
    with whole(out) as part, part.open("w", encoding="utf-8", newline="\n") as lines:
        lines.write(f"# {Path(folder).name}: documents={counts.documents} words={counts.total}; rates per million words\n")
        spread_table(counts).to_csv(lines, sep="\t", index=False, float_format="%.4g", quoting=3, lineterminator="\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"usage: {__doc__}")
    write_reference(*sys.argv[1:])
