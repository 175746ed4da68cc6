"""Terms: the words that a general dictionary lacks, the user's own, and the stop words; where a user's term stands."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Iterable, NamedTuple

from tifaku.corpus.files import find_folder, own_table
from tifaku.corpus.spreadsheets import read_rows
from tifaku.text.lexicons import rows

#: The names that a user's table of terms may have.
_FILES = ("user_terms.tsv", "user_terms.txt", "user_terms.csv", "user_terms.xlsx")
_HEADS = frozenset({"term", "terms", "word", "词", "词语", "术语"})  # a head row is no term
_JIEBA = re.compile(r"(?<=[\u3400-\u9fff])\s+(?:\d+(?:\s+[a-zA-Z]{1,3})?|[a-z]{1,3})$")


class Term(NamedTuple):
    """A word for the segmenter's dictionary: freq is its weight there, tag its part of speech (jieba's letters)."""

    term: str
    freq: int
    tag: str


@cache
def domain_terms() -> tuple[Term, ...]:
    """Terms of official language that jieba's dictionary lacks (data/terms.tsv, source and counts in each row)."""
    return tuple(Term(row["term"], int(row["freq"]), row["tag"]) for row in rows("terms"))


@cache
def place_names() -> tuple[Term, ...]:
    """Names of provinces down to townships (data/divisions.tsv, townships.tsv), also without 县, 镇 … if three characters stay.

    Shorter ones would be found inside other words: 范县 in 示范县 'model county'. Their weight is the least there is.
    """
    names = {row["name"] for row in rows("divisions")}
    names.update(name for row in rows("townships") for name in row["townships"].split())
    names |= {name[:-1] for name in names if len(name) == 4 and name[-1] in "市县区镇乡"}
    return tuple(Term(name, 1, "ns") for name in sorted(names) if len(name) >= 3)


@cache
def stopwords() -> frozenset[str]:
    """The stop words (data/stopwords.tsv, source in each row): function words, of no interest to most counts."""
    return frozenset(row["term"] for row in rows("stopwords"))


def read_user_terms(path: str | Path) -> tuple[str, ...]:
    """The terms of a user_terms.tsv (.txt, .csv, .xlsx): the first cell of each row; spaces, symbols allowed; # opens a remark.

    jieba's own format is read too (打底裤 10 n, a word, its frequency and its part of speech). A folder, found as
    `find_folder` does, stands for the table in it, if there is one that is an ordinary file and no link out of the folder.
    FileNotFoundError for what isn't there, ValueError for a pipe or a device, or what is no table.
    """
    path = Path(path)
    if path.exists() and not path.is_file() and not path.is_dir():
        raise ValueError(f"{path} is a pipe or a device: give a file with one term a line")
    found = path if path.is_file() else next(filter(None, (own_table(find_folder(path), name) for name in _FILES)), None)
    cells = (row[0].strip("\ufeff \t\u3000") for _, row in read_rows(found, ("term",)) if row) if found else ()
    terms = (_JIEBA.sub("", cell) for cell in cells if not cell.startswith("#"))
    return tuple(dict.fromkeys(term for term in terms if term and term.lower() not in _HEADS))


def find_terms(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Where the terms stand in the text, as (start, end), the longest where several begin at one place, none overlapping.

    Ten thousand terms take a tenth of the time of a pattern of them all: places are told by their first two characters.
    """
    known, place, lengths = _sought(tuple(filter(None, terms)))
    found: list[tuple[int, int]] = []
    for match in place.finditer(text) if known else ():
        start = match.start()
        if found and start < found[-1][1]:
            continue
        for length in (*lengths.get(text[start : start + 2], ()), *lengths.get(text[start], ())):
            if text[start : start + length] in known:
                found.append((start, start + length))
                break
    return found


@lru_cache(maxsize=8)
def _sought(terms: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str], dict[str, list[int]]]:
    """The terms, a pattern of two characters with which one may begin, and how long those are that begin with the same two."""
    lengths: dict[str, set[int]] = {}
    for term in terms:
        lengths.setdefault(term[:2], set()).add(len(term))
    first, second, alone = (
        _one_of(pair[k : k + 1] for pair in lengths if len(pair) == size) for k, size in ((0, 2), (1, 2), (0, 1))
    )
    place = re.compile(f"{first}(?={second})|{alone}")
    return frozenset(terms), place, {pair: sorted(own, reverse=True) for pair, own in lengths.items()}


def _one_of(letters: Iterable[str]) -> str:
    """A pattern of any of these characters; of none, one that nothing matches."""
    inside = "".join(re.escape(letter) for letter in sorted(set(letters)))
    return f"[{inside}]" if inside else "(?!)"
