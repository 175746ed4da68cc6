"""Tokens: cut texts into words. Numbered formulas and the user's terms stay whole, and every token keeps its place.

The only room that imports a segmenter.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from itertools import count as numbers
from pathlib import Path
from sys import intern
from typing import Callable, Iterable, Iterator, cast

import pandas as pd

from tifaku.datasets import Dataset
from tifaku.formulas import sighted
from tifaku.text.documents import Document, as_documents
from tifaku.text.findings import Findings, Formula
from tifaku.tokens.counts import Counts, count_table
from tifaku.tokens.cutting import Term, cut_document, domain_terms, place_names, read_user_terms, wholes
from tifaku.tokens.stored_tokens import StoredTokens

_LETTER = re.compile(r"[^\W_]")


def tokenize(
    docs: Document | str | Iterable[Document] | Dataset,
    segmenter: str = "jieba",
    hmm: bool = False,
    formulas: Findings | Iterable[Formula] | None = None,
    user_terms: str | Path | Iterable[str] = (),
) -> pd.DataFrame | StoredTokens:
    """One row per token of the body: doc_id, start, end, token, pos, is_formula, is_stop, sentence.

    The tokens of an article put together are its body (the whole text where it has no blocks), punctuation and spaces
    included: text[start:end] is the token (half a surrogate pair shows as �), and `words` leaves out what is no word.
    Formulas (found unless given) and user terms are cut out before the segmenter sees the text, so each stays one token;
    domain terms and place names join its dictionary.
    user_terms: strings, symbols and spaces allowed, or the path of a user_terms.tsv or of the folder it is in.
    segmenter: "jieba", or "rjieba" (the same dictionary, this call some five times as fast, and the same tokens except where
    two cuts are equally likely, as of 二是二是二). hmm=True also guesses unknown words; then the two may differ in runs like 3-5.
    pos: jieba's tag of the word whatever its context; w is punctuation, space or symbol, l a formula, x a word not listed.
    sentence: rises within a document after 。！？… and at the end of a line or block.
    Of a dataset: its stored tokens, which were cut when it was made; articles that have been decided on are cut anew.
    ValueError for another segmenter and for two documents of one doc_id.

    >>> tokenize("开展“四抓四度”行动").token.to_list()  # 'launch the “four grasps, four degrees” action'
    ['开展', '“', '四抓四度', '”', '行动']

    Limits: a dictionary decides, so new words and names that are not listed fall into single characters; a run of 2,000
    characters without any break is cut there by force.
    """
    from tifaku.tokens.cutting import token_table

    if isinstance(docs, Dataset):
        return stored(docs)
    cut = _segmenter(segmenter, hmm)
    vocabulary: dict[str, int] = defaultdict(numbers().__next__)  # gives each new word the next number
    docs = _apart(as_documents(docs))
    terms = read_user_terms(user_terms) if isinstance(user_terms, (str, Path)) else tuple(user_terms)
    given = None if formulas is None else _by_document(formulas)
    cuts = []
    for doc in docs:
        found = sighted(doc.text) if given is None else given.get(doc.doc_id, ())
        cuts.append(cut_document(doc, cut, wholes(doc.text, found, terms), vocabulary))
    return token_table([doc.doc_id for doc in docs], cuts, vocabulary, _tags)


def words(tokens: pd.DataFrame | StoredTokens | Dataset, stop_words: bool = True) -> pd.DataFrame | StoredTokens:
    """The rows of `tokens` that are words: no punctuation, spaces, symbols, nor digits unless they are a formula.

    stop_words=False leaves out stop words, too. Digits go since a figure such as 12.5% is four tokens.
    The tokens of a dataset stay on the disk, and only these are counted.
    """
    if isinstance(tokens, (StoredTokens, Dataset)):
        return stored(tokens).words(stop_words)
    digits = tokens["token"].astype("category").cat.categories
    is_word = (tokens["pos"] != "w") & (tokens["is_formula"] | ~tokens["token"].isin(digits[digits.str.isdecimal()]))
    return tokens[is_word if stop_words else is_word & ~tokens["is_stop"]]


def formula_tokens(tokens: pd.DataFrame | StoredTokens | Dataset) -> pd.DataFrame | StoredTokens:
    """The rows of `tokens` that are numbered formulas; those of a dataset stay on the disk."""
    return stored(tokens).formula_tokens() if isinstance(tokens, (StoredTokens, Dataset)) else tokens[tokens["is_formula"]]


def stored(tokens: StoredTokens | Dataset) -> StoredTokens:
    """The tokens of a dataset, left on the disk; its articles that have been decided on are cut anew."""
    if isinstance(tokens, StoredTokens):
        return tokens
    docs, found = tokens.revised
    revised = tokenize(docs, tokens.cut.segmenter, tokens.cut.hmm, found, tokens.cut.user_terms)
    return StoredTokens(tokens, cast(pd.DataFrame, revised))


def count(tokens: pd.DataFrame | StoredTokens | Dataset | Counts) -> Counts:
    """How often each term occurs in each article of a table of tokens or of a dataset; Counts are given back as they are."""
    if isinstance(tokens, Counts):
        return tokens
    return stored(tokens).counts if isinstance(tokens, (StoredTokens, Dataset)) else count_table(tokens)


def _apart(docs: list[Document]) -> list[Document]:
    names = [doc.doc_id for doc in docs]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"two documents have the doc_id {twice!r}: give each its own, for rows are joined on it")
    return docs


def _by_document(formulas: Findings | Iterable[Formula]) -> dict[str, list[Formula]]:
    found: dict[str, list[Formula]] = {}
    for formula in formulas.formulas if isinstance(formulas, Findings) else formulas:
        found.setdefault(formula.doc_id, []).append(formula)
    return found


def _tags(words: list[str]) -> list[str]:
    """The part of speech of each word; looked up, not guessed from its sentence."""
    return [known or _tag(word) for word, known in zip(words, map(_listed().get, words))]


def _tag(word: str) -> str:
    """The part of speech of a word that the dictionary lacks."""
    if word in _added():
        return _added()[word].tag
    if not (word.isalnum() or _LETTER.search(word)):
        return "w"
    return "m" if word.isdecimal() else "eng" if word.isascii() else "x"


def dictionary() -> Iterator[tuple[str, str, str]]:
    """The words of jieba's dictionary as it comes, each with its count and part of speech."""
    found = find_spec("jieba")  # the package itself takes longer to load than its words to read
    if not (found and found.origin):
        raise ModuleNotFoundError("No module named 'jieba'", name="jieba")
    cells = Path(found.origin).with_name("dict.txt").read_text(encoding="utf-8").split()
    return zip(cells[::3], cells[1::3], cells[2::3])


@cache
def _listed() -> dict[str, str]:
    """The words of the dictionary with their part of speech."""
    return {word: intern(tag) for word, _, tag in dictionary()}


@cache
def _added() -> dict[str, Term]:
    """The terms and places that the dictionary lacks."""
    return {term.term: term for term in (*place_names(), *domain_terms()) if term.term not in _listed()}


def plainly_cut(text: str) -> list[str]:
    """The words into which the dictionary as it comes cuts a text, without formulas, terms and places that tifaku knows.

    >>> plainly_cut("四抓四度")  # 'four grasps, four degrees'
    ['四', '抓', '四度']
    """
    import rjieba

    return rjieba.Jieba().cut(text, False)


def _jieba_module():
    with warnings.catch_warnings():  # its source has escapes that newer Pythons warn of, with paths
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba


@cache
def _jieba():
    """The jieba segmenter; its dictionary is read here, since jieba itself would read a cache that anyone may have written."""
    engine = _jieba_module().Tokenizer()
    engine.FREQ, engine.total = engine.gen_pfdict(engine.get_dict_file())
    engine.initialized = True
    for term in _added().values():
        engine.add_word(*term)
    return engine


@cache
def _rjieba():
    """The rjieba segmenter, the same in Rust; one per process, for it can't be sent to another."""
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
