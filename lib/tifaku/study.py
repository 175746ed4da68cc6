"""Study: a scholar's corpus, whatever it is kept in, and what is found in it with the scholar's decisions."""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tifaku.corpus import read_corpus_at
from tifaku.corpus.files import find_corpus, room_for, stated_roles
from tifaku.corpus.folders import shown
from tifaku.datasets import DATASET, Dataset, Revision, open_dataset
from tifaku.decisions import Decision, obey
from tifaku.decisions.files import decisions_of
from tifaku.decisions.grant import granted, two_readers
from tifaku.decisions.proposals import Proposal, proposals_of
from tifaku.formulas import find_formulas
from tifaku.slogans import slogans_of
from tifaku.text.corpora import Corpus, NoSuchArticle
from tifaku.text.documents import Document, as_documents
from tifaku.text.findings import Findings


def open_corpus(place: str | Path, skip: Collection[str] = (), columns: Mapping[str, str] | None = None) -> Corpus | Dataset:
    """The articles of a folder or a file: a Corpus, read and repaired, or the Dataset that `tifaku scale` has written there.

    A file is a table of articles (CSV, XLSX, JSON, Parquet …; docs/inputs.md lists them), an export, or one article. `skip` names
    rules of repair to be left out; `columns` says what the columns of a table are where their names don't tell, as
    {"text": "内容"}. Decisions beside a dataset are applied to its tables. FileNotFoundError or ValueError (no article in it, no
    such rule, a rule of a dataset) with the next step.

    >>> open_corpus("seeds")
    <Corpus seeds: 5 articles, 0 problems>
    """
    root = find_corpus(place)
    root = root.parent if root.name == DATASET else root
    if not (root / DATASET).is_file():
        kept = None if skip or columns else _kept()
        if kept and kept.root == root.resolve():
            return replace(kept.corpus, folder=root if root.is_dir() else root.parent)
        return read_corpus_at(root, skip, {**stated_roles(), **(columns or {})})
    if skip:
        how = "give the folder of articles to skip a rule"
        raise ValueError(f"{shown(place)} is a dataset, and was repaired when it was made: {how}")
    dataset = open_dataset(root)
    return replace(dataset, revised=_revision(dataset, decisions_of(dataset)))


read_corpus = open_corpus  # its earlier name


def find(
    docs: Document | str | Iterable[Document],
    decisions: Sequence[Decision] | None = None,
    proposals: Sequence[Proposal] | None = None,
) -> Findings:
    """All formulas and slogans of some articles, with the scholar's decisions applied; of a Dataset those of its sample.

    decisions: those of the decisions.csv that stands beside a Corpus, unless others are given; () for none. A formula that
    they reject is in no table, figure or page made from the Findings, nor does it count as a coinage for its quotation marks;
    it stays in the record, `decisions_record(found)`. proposals: likewise those of the proposals.jsonl or .csv beside a Corpus;
    what the articles grant of them is a second reading, as `decisions.grant.two_readers` says, and what they don't is in
    `refused`. Beside a Dataset proposals are not read.

    >>> found = find("打好“绿色、生态、有机”三张牌")  # 'play the three cards: green, ecological, organic'
    >>> [f.surface for f in found.formulas], [s.type for s in found.slogans]
    (['三张牌'], ['coinage'])
    """
    docs = docs.sample() if isinstance(docs, Dataset) else docs
    known = _kept() if isinstance(docs, Corpus) and decisions is None and proposals is None else None
    if known and isinstance(docs, Corpus) and docs.documents == known.corpus.documents and _root(docs) == known.root:
        return known.found
    if decisions is None:
        decisions = decisions_of(docs) if isinstance(docs, Corpus) else ()
    if proposals is None:
        proposals = proposals_of(docs) if isinstance(docs, Corpus) else ()
    docs = as_documents(docs)
    before = [formula for doc in docs for formula in find_formulas(doc)]
    before, refused = two_readers(before, granted(docs, proposals)) if proposals else (before, ())
    formulas, outcomes = obey(docs, before, decisions)
    found = Findings(tuple(formulas), (), tuple(outcomes), refused)
    own, kept = found.formulas_by_article(), {(f.doc_id, f.start, f.end) for f in formulas}
    gone = Findings(tuple(f for f in before if (f.doc_id, f.start, f.end) not in kept)).formulas_by_article()
    slogans = slogans_of((doc, own.get(doc.doc_id, ()), gone.get(doc.doc_id, ())) for doc in docs)
    return replace(found, slogans=tuple(chain.from_iterable(slogans)))


class _Kept(NamedTuple):
    """What was read of a folder and found in it by the program that has started this one."""

    root: Path | None
    corpus: Corpus
    found: Findings


#: What this process keeps, for itself and for those that are forked from it.
_HELD: list[_Kept] = []
#: The variable of the environment in which a program tells those that it starts where that is: a sha256, and a file.
_KEPT = "TIFAKU_KEPT"


@contextmanager
def kept(corpus: Corpus, found: Findings) -> Iterator[None]:
    """Keep a corpus and its findings in the memory of this process, where those that are forked from it meanwhile find them.

    In them `open_corpus` of the same folder and `find` of the same articles give what is kept.
    """
    _HELD.append(_Kept(_root(corpus), corpus, found))
    try:
        yield
    finally:
        _HELD.pop()


@contextmanager
def kept_in(folder: Path, corpus: Corpus, found: Findings) -> Iterator[None]:
    """As `kept`, for programs that are started meanwhile: in a private file below `folder`, which goes at the end.

    Its digest goes through the environment, so that nothing but what this very run has written is ever unpacked.
    """
    with room_for(folder), TemporaryDirectory(dir=folder, prefix=".found-", ignore_cleanup_errors=True) as private:
        data, path = pickle.dumps(_Kept(_root(corpus), corpus, found), protocol=5), Path(private, "found")
        path.write_bytes(data)
        os.environ[_KEPT] = f"{hashlib.sha256(data).hexdigest()} {path}"
        try:
            yield
        finally:
            del os.environ[_KEPT]


def _kept() -> _Kept | None:
    return _HELD[-1] if _HELD else _unpacked(os.environ.get(_KEPT, ""))


@cache
def _unpacked(said: str) -> _Kept | None:
    digest, _, path = said.partition(" ")
    data = Path(path).read_bytes() if os.path.isfile(path) else b""
    if not data or hashlib.sha256(data).hexdigest() != digest:
        return None
    collecting = gc.isenabled()
    gc.disable()  # nothing of it is rubbish, and looking for some takes as long as unpacking
    try:
        return pickle.loads(data)
    finally:
        gc.enable() if collecting else None


def _root(corpus: Corpus) -> Path | None:
    return corpus.folder.resolve() if corpus.folder else None


def _revision(dataset: Dataset, decisions: Sequence[Decision]) -> Revision:
    """The articles of a dataset that have been decided on, and what is found in them."""
    docs = []
    for doc_id in sorted({decision.doc_id for decision in decisions}):
        try:
            docs.append(dataset[doc_id])
        except NoSuchArticle:  # `find` says so of the sample
            continue
    return Revision(tuple(docs), find(docs, [d for d in decisions if d.doc_id in {doc.doc_id for doc in docs}]))
