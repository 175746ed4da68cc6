"""Reference: what a term's frequency is compared with; counts of work reports, of jieba's dictionary, or the user's own.

`python -m tifaku.reference FOLDER OUT.tsv` counts the articles of a folder; so was data/reference_work_reports.tsv made.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import pandas as pd

from tifaku.corpus.encodings import decode
from tifaku.whole_files import whole


@dataclass(frozen=True, eq=False)
class Reference:
    """Counts to compare with: occurrences by term, their total, and the number of documents where known.

    complete: a term that is not listed does not occur; otherwise nothing is known of it.
    """

    name: str
    counts: pd.Series
    total: int
    documents: int | None = None
    complete: bool = False


@cache
def work_reports() -> Reference:
    """Word counts of 630 government work reports of provinces, prefectures and cities, 2003–2026, cut by tokenize.

    They are the same register as local news on policy, but reports: longer, yearly, by one author each.
    """
    with as_file(files("tifaku") / "data" / "reference_work_reports.tsv") as path:
        return read_reference(path, complete=True, name="local government work reports")


@cache
def general() -> Reference:
    """The word counts in jieba's dictionary: general Chinese of before 2012, source and size of the corpus not stated.

    It lacks words that came later, which says nothing of how frequent they are.
    """
    from tifaku.tokens import dictionary

    counts = pd.Series({word: int(count) for word, count, _ in dictionary()})
    return Reference("jieba's dictionary", counts, int(counts.sum()))


def read_reference(path: str | Path, complete: bool | None = None, name: str | None = None) -> Reference:
    """A Reference from a folder of articles, or from a frequency list: a term and its count a line, split by a tab.

    More columns and a head line (term, n …) may be there; # opens a remark. A folder counts as complete and a list does
    not, unless said. FileNotFoundError for what is not there, ValueError with the line for a count that is no number.
    """
    path = Path(path)
    if path.is_dir():
        counts = count_folder(path)
        return Reference(name or path.name, counts["n"], int(counts["n"].sum()), counts.attrs["documents"], True)
    counts, documents = _read_list(path)
    return Reference(name or path.stem, counts, int(counts.sum()), documents, bool(complete))


def _read_list(path: Path) -> tuple[pd.Series, int | None]:
    """The counts of a list, and the number of documents if a remark states it."""
    counts: dict[str, int] = {}
    documents = None
    for number, line in enumerate(decode(path.read_bytes()).text.splitlines(), 1):
        if line.startswith("#"):
            stated = re.search(r"\bdocuments=(\d+)", line)
            documents = int(stated[1]) if stated else documents
            continue
        term, _, rest = line.partition("\t")
        count = rest.split("\t")[0].strip()
        if count.isdecimal():
            counts[term] = counts.get(term, 0) + int(count)
        elif line.strip() and number > 1 and counts:
            raise ValueError(f"{path.name}, line {number}: {count!r} is no count; write a term, a tab and a whole number")
    if not counts:
        raise ValueError(f"{path.name} has no counts; write a term, a tab and a whole number in each line")
    return pd.Series(counts), documents


def count_folder(folder: str | Path) -> pd.DataFrame:
    """One row per word of the articles of a folder: n and df, by term; attrs["documents"] says how many articles."""
    from tifaku.corpus import read_corpus
    from tifaku.tables import term_frequency
    from tifaku.tokens import tokenize, words

    docs = read_corpus(folder)
    table = term_frequency(words(tokenize(docs, segmenter="rjieba"))).set_index("term")[["n", "df"]]
    table.attrs["documents"] = len(docs)
    return table


def write_reference(folder: str | Path, out: str | Path) -> None:
    """Count the articles of a folder and write them as a list: term, n, n_documents."""
    table = count_folder(folder)
    with whole(out) as part, part.open("w", encoding="utf-8", newline="\n") as lines:
        lines.write(f"# {Path(folder).name}: documents={table.attrs['documents']} words={table['n'].sum()}\n")
        lines.write("term\tn\tn_documents\n")
        lines.writelines(f"{term}\t{n}\t{df}\n" for term, n, df in table.itertuples())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m tifaku.reference FOLDER OUT.tsv")
    write_reference(*sys.argv[1:])
