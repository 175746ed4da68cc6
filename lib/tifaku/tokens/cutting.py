"""Cutting: documents into tokens, around what must stay whole (formulas and terms, the user's own too), and these into a table.

What depends on a word alone is worked out once a word, not once a token.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Iterable, Iterator, NamedTuple

import numpy as np
import pandas as pd

from tifaku.corpus.files import find_folder, own_table
from tifaku.corpus.spreadsheets import read_rows
from tifaku.formulas.quotations import Sighting
from tifaku.text.documents import Document, whole_characters
from tifaku.text.findings import Formula
from tifaku.text.lexicons import rows
from tifaku.text.marks import ENDING

if TYPE_CHECKING:
    import numpy as np

#: A segmenter is given at most this many characters at once; a run without any break is cut here by force.
LONGEST_PIECE = 2_000
_BREAK = re.compile(r"[^\u4E00-\u9FD5a-zA-Z0-9+#&._%\-\r]")  # here both segmenters cut, whatever stands around it


class Whole(NamedTuple):
    """A stretch of the text that stays one token."""

    start: int
    end: int
    is_formula: bool


class Cut(NamedTuple):
    """The tokens of one document by their numbers in a vocabulary, and which of them are formulas.

    stretches: (index of its first token, where that begins in the text) for each run of tokens without a gap.
    """

    tokens: np.ndarray
    stretches: list[tuple[int, int]]
    formulas: list[int]


def wholes(text: str, formulas: Iterable[Formula | Sighting], terms: Iterable[str]) -> list[Whole]:
    """The stretches of a text that stay whole, in order; of two that overlap the one that begins first, then the longer one.

    But no term cuts a formula: one that overlaps with a part of it goes, however early it begins.
    """
    found = sorted(Whole(formula.start, formula.end, True) for formula in formulas)
    found += _cutting_none(found, find_terms(text, terms))
    found.sort(key=lambda whole: (whole.start, -whole.end, not whole.is_formula))
    kept: list[Whole] = []
    for whole in found:
        if not kept or whole.start >= kept[-1].end:
            kept.append(whole)
    return kept


def _cutting_none(formulas: list[Whole], terms: list[tuple[int, int]]) -> list[Whole]:
    """The terms, in order, without those that hold a part of a formula only."""
    kept = []
    for start, end in terms:
        touched = formulas[bisect_left(formulas, start, key=attrgetter("end")) : bisect_left(formulas, (end,))]
        if all(start <= formula.start and formula.end <= end for formula in touched if formula.end > start):
            kept.append(Whole(start, end, False))
    return kept


def cut_document(doc: Document, cut: Callable[[str], list[str]], kept: list[Whole], vocabulary: dict[str, int]) -> Cut:
    """The tokens of the body, or of the whole text where there are no blocks, with the segmenter `cut` between `kept`.

    vocabulary: the number of each word; a word it hasn't met gets the next one.
    """
    import numpy as np

    numbered = vocabulary.__getitem__
    tokens: list[int] = []
    stretches, formulas = [], []
    text = whole_characters(doc.text)
    for start, end in doc.body_spans:
        stretches.append((len(tokens), start))
        for a, b, whole in _between(start, end, kept):
            if whole:
                formulas.extend([len(tokens)] * whole.is_formula)
                tokens.append(numbered(text[a:b]))
            else:
                for c, d in _pieces(text, a, b):  # piece by piece, while the words are in the cache
                    words = cut(text[c:d])
                    tokens += itemgetter(*words)(vocabulary) if len(words) > 1 else map(numbered, words)
    return Cut(np.fromiter(tokens, np.int32, len(tokens)), stretches, formulas)


def _between(start: int, end: int, kept: list[Whole]) -> Iterator[tuple[int, int, Whole | None]]:
    """The parts of text[start:end]: what stays whole, with it, and what lies between, with None."""
    at = start
    for whole in kept[bisect_left(kept, (start,)) :]:
        if whole.end > end:
            break
        if at < whole.start:
            yield at, whole.start, None
        yield whole.start, whole.end, whole
        at = whole.end
    if at < end:
        yield at, end, None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of text[start:end] that a segmenter can take, cut where it would cut anyway."""
    while end - start > LONGEST_PIECE:
        limit = start + LONGEST_PIECE
        stop = next((i for i in range(limit, start, -1) if _BREAK.match(text, i - 1)), limit)
        yield start, stop
        start = stop
    yield start, end


Tagger = Callable[[list[str]], list[str]]
_SENTENCE_ENDS = frozenset([*ENDING, "\n", "\r\n"])


def token_table(doc_ids: list[str], cuts: list[Cut], vocabulary: dict[str, int], tags: Tagger) -> pd.DataFrame:
    """The table that tokenize gives; `tags` is the function from a list of words to their parts of speech."""
    sizes = np.array([len(cut.tokens) for cut in cuts], np.int64)
    words, code = _coded(cuts, vocabulary)
    length = np.fromiter(map(len, words), np.int32, len(words))[code]
    before = np.cumsum(sizes) - sizes
    firsts = np.array([n + first for n, cut in zip(before, cuts) for first, _ in cut.stretches], np.int64)
    begins = np.array([start for cut in cuts for _, start in cut.stretches], np.int64)
    start = _starts(length, firsts, begins)
    is_formula = np.zeros(len(code), bool)
    is_formula[[n + at for n, cut in zip(before, cuts) for at in cut.formulas]] = True
    return pd.DataFrame(
        {
            "doc_id": _categorical(np.repeat(np.arange(len(doc_ids)), sizes), doc_ids),
            "start": start,
            "end": start + length,
            "token": _categorical(code, words),
            "pos": _pos(tags(words), code, is_formula),
            "is_formula": is_formula,
            "is_stop": _of_words(stopwords(), words, code),
            "sentence": _sentences(_of_words(_SENTENCE_ENDS, words, code), firsts, sizes),
        },
        copy=False,
    )


def _coded(cuts: list[Cut], vocabulary: dict[str, int]) -> tuple[list[str], np.ndarray]:
    """All words in order of their characters, and each token as its number in them."""
    words = list(vocabulary)
    order = sorted(range(len(words)), key=words.__getitem__)
    rank = np.empty(len(words), np.int32)
    rank[order] = np.arange(len(words))
    return [words[i] for i in order], rank[np.concatenate([cut.tokens for cut in cuts])] if cuts else rank


def _of_words(chosen: frozenset[str], words: list[str], code: np.ndarray) -> np.ndarray:
    """Which tokens are among the words chosen."""
    return np.fromiter(map(chosen.__contains__, words), bool, len(words))[code]


def _starts(length: np.ndarray, firsts: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """Where each token starts in its text: within a stretch, one follows the other."""
    if not len(length):
        return np.zeros(0, np.int64)
    at = np.cumsum(length, dtype=np.int64)
    at -= length
    at += np.repeat(begins - at[firsts], np.diff(firsts, append=len(length)))
    return at


def _sentences(ends: np.ndarray, firsts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The number of each token's sentence, from 0 in each document."""
    opens = np.zeros(len(ends), np.int32)
    opens[1:] = ends[:-1]
    opens[firsts] = 1
    number = np.cumsum(opens, dtype=np.int32)
    full = sizes > 0
    return number - np.repeat(number[(np.cumsum(sizes) - sizes)[full]], sizes[full])


def _categorical(codes: np.ndarray, names: list[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, pd.Index(names, dtype=object))


def _pos(tags: list[str], code: np.ndarray, is_formula: np.ndarray) -> pd.Categorical:
    """The tag of each word; l, jieba's tag for a set phrase, for a formula."""
    number = {tag: i for i, tag in enumerate(sorted({*tags, "l"}))}
    numbers = np.fromiter(map(number.__getitem__, tags), np.int8, len(tags))[code]
    numbers[is_formula] = number["l"]
    return _categorical(numbers, list(number))


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
