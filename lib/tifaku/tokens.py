"""Tokens: cut texts into words. Numbered formulas and the user's terms stay whole, and every token keeps its place.

The only room that imports a segmenter.
"""

from __future__ import annotations

import logging
import re
import warnings
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Iterable, Iterator, NamedTuple

from tifaku.corpus import as_document
from tifaku.documents import Document
from tifaku.formulas import Formula, detect
from tifaku.terms import Term, domain_terms, find_terms, place_names, read_user_terms, stopwords

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: A segmenter is given at most this many characters at once; a run without any break is cut here by force.
LONGEST_PIECE = 2_000
_BREAK = re.compile(r"[^\u4E00-\u9FD5a-zA-Z0-9+#&._%\-\r]")  # here both segmenters cut, whatever stands around it
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_LETTER = re.compile(r"[^\W_]")

Docs = Document | str | Iterable[Document]


class _Whole(NamedTuple):
    """A stretch of the text that stays one token."""

    start: int
    end: int
    is_formula: bool


class _Cut(NamedTuple):
    """The tokens of one document; stretches: (index of its first token, where that begins) for each run of tokens."""

    tokens: list[str]
    stretches: list[tuple[int, int]]
    formulas: list[int]


def tokenize(
    docs: Docs,
    segmenter: str = "jieba",
    hmm: bool = False,
    formulas: Iterable[Formula] | None = None,
    user_terms: str | Path | Iterable[str] = (),
) -> pd.DataFrame:
    """One row per token of the body: doc_id, start, end, token, pos, is_formula, is_stop, sentence.

    The tokens of an article put together are its body (the whole text where it has no blocks), punctuation and spaces
    included; text[start:end] is the token (half a surrogate pair shows as �), and `words` leaves out what is no word. Formulas (found unless given) and user
    terms are cut out before the segmenter sees the text, so each stays one token; domain terms and places join its
    dictionary. user_terms: strings, with symbols and spaces if need be, or the path of a user_terms.tsv or its folder.
    segmenter: "jieba", or "rjieba" (the same dictionary and the same tokens, faster). hmm=True also guesses unknown
    words; then the two may differ in runs like 3-5. ValueError for another name and for two documents of one doc_id.
    pos: jieba's tag of the word whatever its context; w is punctuation, space or symbol, x a word not listed.
    sentence: rises within a document after 。！？ and at the end of a line or block.

    >>> tokenize("开展“四抓四度”行动").token.to_list()  # 'launch the “four grasps, four degrees” action'
    ['开展', '“', '四抓四度', '”', '行动']

    Limits: a dictionary decides, so new words and names that are not listed fall into single characters.
    """
    cut = _segmenter(segmenter, hmm)
    docs = [as_document(doc) for doc in ([docs] if isinstance(docs, (Document, str)) else docs)]
    terms = read_user_terms(user_terms) if isinstance(user_terms, (str, Path)) else tuple(user_terms)
    given = None if formulas is None else _by_document(formulas)
    names = [doc.doc_id for doc in docs]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"two documents have the doc_id {twice!r}: give each its own, for rows are joined on it")
    return _frame(names, [_cut(doc, cut, _wholes(doc, given, terms)) for doc in docs])


def words(tokens: pd.DataFrame, stop_words: bool = True) -> pd.DataFrame:
    """The rows of `tokens` that are words: no punctuation, spaces, symbols, nor digits unless they are a formula.

    stop_words=False leaves out stop words, too. Digits go since a figure such as 12.5% is four tokens.
    """
    digits = tokens["token"].astype("category").cat.categories
    is_word = (tokens["pos"] != "w") & (tokens["is_formula"] | ~tokens["token"].isin(digits[digits.str.isdecimal()]))
    return tokens[is_word if stop_words else is_word & ~tokens["is_stop"]]


def _by_document(formulas: Iterable[Formula]) -> dict[str, list[Formula]]:
    found: dict[str, list[Formula]] = {}
    for formula in formulas:
        found.setdefault(formula.doc_id, []).append(formula)
    return found


def _wholes(doc: Document, given: dict[str, list[Formula]] | None, terms: tuple[str, ...]) -> list[_Whole]:
    """What stays whole in a document, in order; of two that overlap the one that begins first, then the longer one."""
    formulas = detect(doc.text) if given is None else given.get(doc.doc_id, ())
    wholes = [_Whole(f.start, f.end, True) for f in formulas]
    wholes += [_Whole(start, end, False) for start, end in find_terms(doc.text, terms)]
    wholes.sort(key=lambda w: (w.start, -w.end, not w.is_formula))
    kept: list[_Whole] = []
    for whole in wholes:
        if not kept or whole.start >= kept[-1].end:
            kept.append(whole)
    return kept


def _cut(doc: Document, cut: Callable[[str], list[str]], wholes: list[_Whole]) -> _Cut:
    done = _Cut([], [], [])
    text = _HALF_CHARACTER.sub("\ufffd", doc.text)  # neither rjieba nor pandas can hold half a surrogate pair
    for start, end in doc.body_spans if doc.blocks else ((0, len(text)),) if text else ():
        done.stretches.append((len(done.tokens), start))
        for a, b, whole in _between(start, end, wholes):
            if whole:
                done.formulas.extend([len(done.tokens)] * whole.is_formula)
                done.tokens.append(text[a:b])
                continue
            for c, d in _pieces(text, a, b):
                done.tokens.extend(cut(text[c:d]))
    return done


def _between(start: int, end: int, wholes: list[_Whole]) -> Iterator[tuple[int, int, _Whole | None]]:
    """The parts of text[start:end]: what stays whole, with it, and what lies between, with None."""
    at = start
    for whole in wholes[bisect_left(wholes, (start,)) :]:
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


class _Vocabulary(dict):
    """Numbers the words in the order in which they are first asked for."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def _frame(doc_ids: list[str], cuts: list[_Cut]) -> pd.DataFrame:
    """The table of all tokens; what depends on the word alone is worked out once a word and not once a token."""
    import numpy as np
    import pandas as pd

    sizes = np.array([len(cut.tokens) for cut in cuts], np.int64)
    words, code = _coded(cuts)
    length = np.array([len(word) for word in words], np.int32)[code]
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
            "pos": _pos(words, code, is_formula),
            "is_formula": is_formula,
            "is_stop": np.array([word in stopwords() for word in words], bool)[code],
            "sentence": _sentences(np.array([bool(_SENTENCE_END.search(w)) for w in words], bool)[code], firsts, sizes),
        }
    )


def _coded(cuts: list[_Cut]) -> tuple[list[str], np.ndarray]:
    """All words in order of their characters, and each token as its number in them."""
    import numpy as np

    vocabulary = _Vocabulary()
    codes = [np.fromiter(map(vocabulary.__getitem__, cut.tokens), np.int32, len(cut.tokens)) for cut in cuts]
    words = sorted(vocabulary)
    rank = np.empty(len(words), np.int32)
    rank[[vocabulary[word] for word in words]] = np.arange(len(words))
    return words, rank[np.concatenate(codes)] if codes else rank


def _starts(length: np.ndarray, firsts: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """Where each token starts in its text: within a stretch, one follows the other."""
    import numpy as np

    if not len(length):
        return np.zeros(0, np.int64)
    at = np.cumsum(length, dtype=np.int64) - length
    return at + np.repeat(begins - at[firsts], np.diff(firsts, append=len(length)))


def _sentences(ends: np.ndarray, firsts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The number of each token's sentence, from 0 in each document."""
    import numpy as np

    opens = np.zeros(len(ends), np.int32)
    opens[1:] = ends[:-1]
    opens[firsts] = 1
    number = np.cumsum(opens, dtype=np.int32)
    full = sizes > 0
    return number - np.repeat(number[(np.cumsum(sizes) - sizes)[full]], sizes[full])


def _categorical(codes: np.ndarray, names: list[str]) -> pd.Categorical:
    import pandas as pd

    return pd.Categorical.from_codes(codes, pd.Index(names, dtype=object))


def _pos(words: list[str], code: np.ndarray, is_formula: np.ndarray) -> pd.Categorical:
    """jieba's tag of each word; l, its tag for a set phrase, for a formula."""
    import numpy as np

    tags = [_tag(word) for word in words] + ["l"]
    kinds = sorted(set(tags))
    number = np.array([kinds.index(tag) for tag in tags], np.int8)[np.where(is_formula, len(words), code)]
    return _categorical(number, kinds)


def _tag(word: str) -> str:
    if not _LETTER.search(word):
        return "w"
    tag = _listed().get(word) or getattr(_added().get(word), "tag", None)
    return tag or ("m" if word.isdecimal() else "eng" if word.isascii() else "x")


def dictionary() -> Iterator[tuple[str, str, str]]:
    """The words of jieba's dictionary as it comes, each with its count and part of speech."""
    with _jieba_module().get_dict_file() as file:
        cells = iter(file.read().decode("utf-8").split())
    return zip(cells, cells, cells)


@cache
def _listed() -> dict[str, str]:
    """The words of the dictionary with their part of speech."""
    return {word: tag for word, _, tag in dictionary()}


@cache
def _added() -> dict[str, Term]:
    """The terms and places that the dictionary lacks."""
    return {term.term: term for term in (*place_names(), *domain_terms()) if term.term not in _listed()}


def _jieba_module():
    with warnings.catch_warnings():  # its source has escapes that newer Pythons warn of, with paths
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba


@cache
def _jieba():
    """The jieba segmenter; its dictionary is read here since its own way reads a cache that anyone can have put there."""
    engine = _jieba_module().Tokenizer()
    engine.FREQ, engine.total = engine.gen_pfdict(engine.get_dict_file())
    engine.initialized = True
    for term in _added().values():
        engine.add_word(*term)
    return engine


@cache
def _rjieba():
    """The same in Rust; one per process, for it can't be sent to another."""
    import rjieba

    engine = rjieba.Jieba()
    for term in _added().values():
        engine.add_word(*term)
    return engine


def _segmenter(name: str, hmm: bool) -> Callable[[str], list[str]]:
    if name == "jieba":
        engine = _jieba()
        return lambda text: engine.lcut(text, HMM=hmm)
    if name == "rjieba":
        engine = _rjieba()
        return lambda text: engine.cut(text, hmm)
    raise ValueError(f"there is no segmenter {name!r}: choose 'jieba' or 'rjieba'")
