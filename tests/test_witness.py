"""A witness for moving rooms: all that is found in the gold texts and the seeds, as one digest a kind, unchanged by a move.

python tests/test_witness.py          prints the digests
python tests/test_witness.py FILE     writes every line that goes into them, to compare two trees with diff
"""

import hashlib
import sys
from functools import cache
from pathlib import Path

import pytest

import tifaku

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = [ROOT / "seeds", *(ROOT / "tests" / "gold" / name / "docs" for name in ("dev", "articles", "fresh"))]
DIGESTS = {
    "edits": "0248fa7a64a1c56c",  # 3,076
    "blocks": "511f575b66a1f4b3",  # 785
    "metadata": "70018405c69c47f0",  # 143
    "formulas": "10b9ffad32fba991",  # 689
    "slogans": "05666ca7748e08e9",  # 690
    "tokens": "cb6d0619470fafde",  # 37,999
    "tables": "4b63eadc3c66c43d",  # 10,271
}


def _place(span):
    return f"{span.text}@{span.start}-{span.end}"


def _formula(f):
    groups = [(str(g.numeral), g.head, [_place(c) for c in g.components]) for g in f.groups]
    return f.doc_id, f.start, f.end, f.surface, f.kind, groups, f.head_noun, f.quoted, f.verdict, f.because


def _slogan(s):
    segments = [_place(g) for g in s.segments]
    return s.doc_id, s.type, s.start, s.end, s.surface, segments, s.template, s.rhythm, s.heading, s.expands_formula


def _fact(doc, name, fact):
    return doc.doc_id, name, fact.value, fact.start, fact.end, fact.basis, fact.note


@cache
def lines():
    found = {kind: [] for kind in ("edits", "blocks", "metadata", "formulas", "slogans", "tokens")}
    for folder in FOLDERS:
        docs = tifaku.read_corpus(folder)
        for doc in docs:
            found["edits"] += [(doc.doc_id, *edit) for edit in doc.edits]
            found["blocks"] += [(doc.doc_id, b.kind, b.start, b.end, b.level, b.role) for b in doc.blocks]
            found["metadata"] += [_fact(doc, *item) for item in sorted(doc.metadata.items())]
            found["formulas"] += map(_formula, tifaku.find_formulas(doc))
            found["slogans"] += map(_slogan, tifaku.find_slogans(doc))
        found["tokens"] += map(tuple, tifaku.tokenize(docs).astype(object).to_numpy().tolist())
    found["tables"] = [row for table in _tables() for row in table.astype(object).to_numpy().tolist()]
    return {kind: [repr(row) for row in rows] for kind, rows in found.items()}


def _tables():
    """The tables of the seeds, cell by cell."""
    docs = tifaku.read_corpus(ROOT / "seeds")
    words, found = tifaku.words(tifaku.tokenize(docs)), [f for doc in docs for f in tifaku.find_formulas(doc)]
    yield from (tifaku.corpus_table(docs), tifaku.edits_table(docs), tifaku.blocks_table(docs), tifaku.metadata_table(docs))
    yield from (tifaku.formulas_table(docs), tifaku.components_table(docs, found), tifaku.lookalikes_table(docs))
    yield from (tifaku.slogans_table(docs), tifaku.frames(docs), tifaku.kwic(docs, "党建"))
    yield from (tifaku.term_frequency(words), tifaku.dispersion(words), tifaku.ngrams(words), tifaku.collocations(words, "党建"))


def digest(kind):
    return hashlib.sha256("\n".join(lines()[kind]).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@pytest.mark.parametrize("kind", DIGESTS)
def test_unchanged(kind):
    assert digest(kind) == DIGESTS[kind]


if __name__ == "__main__":
    for name, rows in lines().items():
        print(f'    "{name}": "{digest(name)}",  # {len(rows):,}')
    for path in sys.argv[1:]:
        Path(path).write_text("\n".join(f"{k}\t{row}" for k, rows in lines().items() for row in rows), "utf-8", "surrogatepass")
