"""Counts: how often each term stands in each document; all tables of tokens begin here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class Counts:
    """How often terms occur: an entry for each document and term in it, by their positions in doc_ids and terms, with n."""

    doc_ids: pd.Index
    terms: pd.Index
    doc: np.ndarray
    term: np.ndarray
    n: np.ndarray

    @cached_property
    def term_n(self) -> np.ndarray:
        """How often each term occurs."""
        return self.per_term(self.n).astype(np.int64)

    @cached_property
    def df(self) -> np.ndarray:
        """In how many documents each term occurs."""
        return np.bincount(self.term, minlength=len(self.terms))

    @cached_property
    def doc_n(self) -> np.ndarray:
        """How many tokens each document has."""
        return np.bincount(self.doc, self.n, minlength=len(self.doc_ids)).astype(np.int64)

    @cached_property
    def squares(self) -> np.ndarray:
        """The sum over the documents of n², for each term."""
        return self.per_term(self.n.astype(float) ** 2)

    @cached_property
    def products(self) -> np.ndarray:
        """The sum over the documents of n times the tokens of the document, for each term."""
        return self.per_term(self.n * self.doc_n[self.doc].astype(float))

    @property
    def total(self) -> int:
        """How many tokens there are."""
        return int(self.n.sum())

    @cached_property
    def documents(self) -> int:
        """How many documents have tokens."""
        return int(np.count_nonzero(self.doc_n))

    def rates(self) -> tuple[np.ndarray, np.ndarray]:
        """The mean of each term's relative frequencies in the documents with tokens, and their summed squared deviations."""
        rate = self.n / self.doc_n[self.doc]
        mean = self.per_term(rate) / max(self.documents, 1)
        absent = (self.documents - self.df) * mean**2
        return mean, self.per_term((rate - mean[self.term]) ** 2) + absent

    def per_term(self, values: np.ndarray) -> np.ndarray:
        """The sum for each term of a value given for each entry."""
        return np.bincount(self.term, values, minlength=len(self.terms))

    def only(self, doc: np.ndarray) -> Counts:
        """The counts of the documents for which `doc` is true, without terms that none of them has."""
        kept = doc[self.doc]
        used = np.bincount(self.term[kept], minlength=len(self.terms)) > 0
        number, code = np.cumsum(doc) - 1, np.cumsum(used) - 1
        return Counts(self.doc_ids[doc], self.terms[used], number[self.doc[kept]], code[self.term[kept]], self.n[kept])


def count_table(tokens: pd.DataFrame) -> Counts:
    """The counts of a table with the columns doc_id and token, whatever order its rows are in.

    A document without any row counts where doc_id is categorical and names it, as `tokenize` has it.
    """
    tokens = checked(tokens, "doc_id", "token")
    doc, doc_ids = coded(tokens["doc_id"])
    term, terms = coded(tokens["token"])
    width = max(len(terms), 1)
    key: np.ndarray = doc.astype(np.int32 if len(doc_ids) * width < 2**31 else np.int64)  # the smaller, the faster
    key *= width
    key += term
    key.sort()
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if len(key) else np.empty(0, int)
    rows, key = len(key), key[first]  # the memory of all rows can go
    doc, term = np.divmod(key, width)
    used = np.bincount(term, minlength=len(terms)) > 0
    return Counts(doc_ids, terms[used], doc, (np.cumsum(used) - 1)[term], np.diff(first, append=rows))


def checked(tokens: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The table itself; TypeError or ValueError, with the next step, where it is no table or lacks a column."""
    if not isinstance(tokens, pd.DataFrame):
        raise TypeError(f"this needs the table of tokens, not {type(tokens).__name__}: give it tifaku.tokenize(docs)")
    missing = [name for name in columns if name not in tokens]
    if missing:
        raise ValueError(f"the table of tokens has no column {', '.join(missing)}: keep the columns of tifaku.tokenize(docs)")
    return tokens


def coded(column: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """A column as numbers, and the values they stand for in the order of their characters."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.array.codes, column.cat.categories.astype(object)
    else:
        codes, values = pd.factorize(column)
        values = pd.Index(values, dtype=object)
    if values.is_monotonic_increasing:
        return codes, values
    order = values.argsort()
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    return rank[codes], values[order]
