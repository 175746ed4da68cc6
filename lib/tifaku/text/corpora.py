"""Corpora: articles held together in memory, and what every collection of articles can do."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tifaku.text.documents import Document

if TYPE_CHECKING:
    import pandas as pd

#: The file that marks a folder as a dataset, which `tifaku scale` has written.
DATASET = "dataset.json"
#: How many articles are drawn, evenly spread, from a collection that is too large for memory.
SAMPLE = 200


class Problem(NamedTuple):
    """One problem with one file; `read` says whether the file is in the corpus all the same (a notice, not a loss)."""

    file: str
    reason: str
    what_to_do: str
    read: bool = False


class ReadAs(NamedTuple):
    """How a file that holds several articles was read (CSV table, 正文 as text …), and how many articles it gave."""

    file: str
    how: str
    articles: int


class NoSuchArticle(KeyError):
    """No article has this doc_id; the message names the doc_ids that are most like it."""

    def __str__(self) -> str:
        return str(self.args[0])


class Articles(Protocol):
    """What a corpus in memory and a dataset on the disk can both do: go through their Documents, find one, give a sample."""

    @property
    def name(self) -> str: ...

    def __iter__(self) -> Iterator[Document]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, doc_id: str) -> Document: ...

    def sample(self, most: int = SAMPLE) -> Corpus: ...

    def facts(self, field: str) -> dict[str, object]: ...

    @property
    def folder(self) -> Path | None: ...

    @property
    def problems(self) -> pd.DataFrame: ...


@dataclass(frozen=True, repr=False)
class Corpus:
    """The articles of one folder or file as Documents, sorted by doc_id, and what could not be read.

    `read_as` says how files that hold several articles were read.

    >>> import tifaku
    >>> docs = tifaku.open_corpus("seeds")
    >>> docs, docs["001_41b2eeaf16b5bc54"].source["encoding"]
    (<Corpus seeds: 5 articles, 0 problems>, 'utf-8')
    """

    name: str
    documents: tuple[Document, ...]
    found_problems: tuple[Problem, ...] = ()
    folder: Path | None = None
    read_as: tuple[ReadAs, ...] = ()

    def __repr__(self) -> str:
        return f"<Corpus {self.name}: {len(self)} articles, {len(self.found_problems)} problems>"

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    def __getitem__(self, doc_id: str) -> Document:
        if doc_id not in self._by_id:
            raise NoSuchArticle(self._no_such(str(doc_id)))
        return self._by_id[doc_id]

    def sample(self, most: int = SAMPLE) -> Corpus:
        """The whole corpus, since it is in memory; a Dataset gives `most` of its articles."""
        return self

    def facts(self, field: str) -> dict[str, object]:
        """The value of one metadata field by doc_id, for those articles that have one."""
        return {doc.doc_id: doc.metadata[field].value for doc in self if field in doc.metadata}

    @cached_property
    def _by_id(self) -> dict[str, Document]:
        return {doc.doc_id: doc for doc in self.documents}

    def _no_such(self, doc_id: str) -> str:
        ids = list(self._by_id)
        near = [i for i in ids if i.startswith(doc_id)] or difflib.get_close_matches(doc_id, ids) or ids
        return f"{self.name} has no article {doc_id!r}; it has {', '.join(near[:5])}{' …' if len(near) > 5 else ''}"

    @property
    def problems(self) -> pd.DataFrame:
        """One row per problem: file, reason, what_to_do, and whether the file was read all the same."""
        import pandas as pd

        return pd.DataFrame(self.found_problems, columns=Problem._fields)
