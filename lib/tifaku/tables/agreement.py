"""Agreement: how far the formulas found agree with a hand-made annotation of the same articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tifaku.corpus.files import find_folder

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["measure", "share", "of", "meaning"]


def agreement(formulas: pd.DataFrame, folder: str | Path) -> pd.DataFrame:
    """One row per measure: share (0–1), of how many, and what it means; no row where no article is annotated.

    `formulas` is a formulas_table; the folder holds formulas.jsonl with doc, start and end in the raw text, kind, status and
    resolution. Core records count; a find on a marginal record is neither right nor wrong.
    Limit: spans are compared to the character, but a pinyin gloss that follows one is forgiven.
    """
    import pandas as pd

    gold = _gold(find_folder(folder) / "formulas.jsonl", set(formulas["doc_id"]))
    core = {at: r for at, r in gold.items() if r["status"] == "core" and r["kind"] != "negative"}
    ignored = {at for at, r in gold.items() if r["status"] != "core" and r["kind"] != "negative"}
    annotated = {doc_id for doc_id, _ in gold}
    found = {(r.doc_id, r.raw_start): r for r in formulas.itertuples() if r.doc_id in annotated}
    judged = {at: r for at, r in found.items() if at in core or at not in ignored}
    hits = {at: r for at, r in judged.items() if at in core and r.surface == core[at]["surface_simplified"]}
    ruled = [(core[at], r) for at, r in hits.items() if core[at].get("expansion_status", "core") == "core"]
    rows = [
        ("precision", len(hits), len(judged), "of the formulas found, are in the annotation"),
        ("recall", len(hits), len(core), "of the annotated formulas, were found"),
        ("kind", sum(r.kind == core[at]["kind"] for at, r in hits.items()), len(hits), "of those, have the annotated kind"),
        ("verdict", sum(r.verdict == row["resolution"] for row, r in ruled), len(ruled), "have the annotated verdict"),
    ]
    return pd.DataFrame([(name, k / n, n, meaning) for name, k, n, meaning in rows if n], columns=COLUMNS)


def _gold(path: Path, doc_ids: set[str]) -> dict[tuple[str, int], dict]:
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(r["doc"], r["start"]): r for r in records if r["doc"] in doc_ids}
