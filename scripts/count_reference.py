"""python scripts/count_reference.py FOLDER OUT.tsv: count the words of a folder's articles as a list that read_reference takes.

So was lib/tifaku/data/reference_work_reports.tsv made, of 630 government work reports.
"""

import sys
from pathlib import Path

import tifaku
from tifaku.corpus.files import whole


def write_reference(folder: str | Path, out: str | Path) -> None:
    """Write a head line with the number of articles and words, then term, n, n_documents."""
    docs = tifaku.open_corpus(folder)
    table = tifaku.term_frequency(tifaku.words(tifaku.tokenize(docs, segmenter="rjieba")))
    with whole(out) as part, part.open("w", encoding="utf-8", newline="\n") as lines:
        lines.write(f"# {Path(folder).name}: documents={len(docs)} words={table['n'].sum()}\n")
        lines.write("term\tn\tn_documents\n")
        lines.writelines(f"{row.term}\t{row.n}\t{row.df}\n" for row in table.itertuples())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"usage: {__doc__}")
    write_reference(*sys.argv[1:])
