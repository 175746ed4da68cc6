"""Readers of gold for `make score PROPOSALS=file`: the rules, what is proposed, and both together.

Each is a function from a Document to its formulas, which the scorer of tests/gold can call in place of tifaku.find_formulas. Of
the gold only those articles are scored that are proposed about: by doc_id, with a name where the proposal says that it stands.
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import tifaku
from tifaku.decisions.grant import granted, two_readers
from tifaku.decisions.proposals import read_proposals
from tifaku.formulas import detect


def readers(path, find):
    """By name: the rules alone (`find`), the proposals of a file alone, and both."""
    proposals = by_article(path)

    def proposed(doc):
        names = [replace(formula, doc_id=doc.doc_id) for formula in detect(doc.text)]
        return two_readers(names, granted([doc], proposals[doc.doc_id]))[0]

    def both(doc):
        return two_readers(find(doc), granted([doc], proposals[doc.doc_id]))[0]

    return {"rules": find, "proposals": proposed, "both": both}


def keep_proposed(path, folder):
    """Leave in a folder of gold only the articles that are proposed about; how many these are."""
    proposals, kept = by_article(path), 0
    for file in sorted((Path(folder) / "docs").glob("*.txt")):
        doc = tifaku.read_text(file.read_bytes().decode(), doc_id=file.stem)
        if granted([doc], proposals[doc.doc_id]).formulas:
            kept += 1
        else:
            file.unlink()
    return kept


def by_article(path):
    proposals = defaultdict(list)
    for proposal in read_proposals(path):
        proposals[proposal.doc_id].append(proposal)
    return proposals
