"""Reference: what a term's frequency is compared with; counts of work reports, of jieba's dictionary, or the user's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import pandas as pd

from tifaku.corpus.encodings import decode
from tifaku.study import open_corpus
from tifaku.tokens import count, dictionary, tokenize, words


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
    counts = pd.Series({word: int(count) for word, count, _ in dictionary()})
    return Reference("jieba's dictionary", counts, int(counts.sum()))


def read_reference(path: str | Path, complete: bool | None = None, name: str | None = None) -> Reference:
    """A Reference from a folder of articles, or from a frequency list: a term and its count a line, split by a tab.

    More columns and a head line (term, n …) may be there; # opens a remark. A folder counts as complete and a list does
    not, unless said. FileNotFoundError for what is not there, ValueError with the line for a count that is no number.
    """
    path = Path(path)
    if path.is_dir():
        counts = count(words(tokenize(open_corpus(path), segmenter="rjieba")))
        return Reference(name or path.name, pd.Series(counts.term_n, counts.terms), counts.total, counts.documents, True)
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
