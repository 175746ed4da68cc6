"""Agreement: how far the formulas found agree with a hand-made annotation of the same articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Iterator

from tifaku.corpus.files import find_folder

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["measure", "share", "low", "high", "of", "meaning"]
MEANINGS = {
    "precision": "of the formulas found, are in the annotation", "recall": "of the annotated formulas, were found",
    "kind": "of those, have the annotated kind", "verdict": "have the annotated verdict",
}  # fmt: skip


def agreement(formulas: pd.DataFrame, folder: str | Path) -> pd.DataFrame:
    """One row per measure: share (0–1), of how many, its 95% interval (low, high), and what it means.

    `formulas` is a formulas_table; the folder holds formulas.jsonl with doc, start and end in the raw text, kind, status and
    resolution. Core records count; a find on a marginal record is neither right nor wrong. No row where no article is
    annotated. The interval takes the annotated articles, not their formulas, as the sample (tables.measures.share_by_article);
    below 10 of them there is none.
    Limit: spans are compared to the character, but a pinyin gloss that follows one is forgiven.
    """
    import pandas as pd

    from tifaku.tables.measures import share_by_article

    cases = pd.DataFrame(_cases(formulas, _gold(find_folder(folder) / "formulas.jsonl", set(formulas["doc_id"]))))
    rows = []
    for measure, own in cases.groupby(0, sort=False) if len(cases) else ():
        by_article = own.groupby(1)[2].agg(["sum", "size"])
        right, of = by_article["sum"].to_numpy(), by_article["size"].to_numpy()
        rows.append((measure, right.sum() / of.sum(), *share_by_article(right, of), of.sum(), MEANINGS[measure]))
    return pd.DataFrame(rows, columns=COLUMNS)


def _cases(formulas: pd.DataFrame, gold: dict[tuple[str, int], dict]) -> Iterator[tuple[str, str, bool]]:
    """Measure, article and whether it is right, for each formula found, annotated, or both."""
    core = {at: r for at, r in gold.items() if r["status"] == "core" and r["kind"] != "negative"}
    ignored = {at for at, r in gold.items() if r["status"] != "core" and r["kind"] != "negative"}
    annotated = {doc_id for doc_id, _ in gold}
    found = {(r.doc_id, r.raw_start): r for r in formulas.itertuples() if r.doc_id in annotated}
    hits = {at: r for at, r in found.items() if at in core and r.surface == core[at]["surface_simplified"]}
    yield from (("precision", at[0], at in hits) for at in found if at in core or at not in ignored)
    yield from (("recall", at[0], at in hits) for at in core)
    yield from (("kind", at[0], r.kind == core[at]["kind"]) for at, r in hits.items())
    ruled = {at: r for at, r in hits.items() if core[at].get("expansion_status", "core") == "core"}
    said = {at: "complete" if r.verdict == "probable" else r.verdict for at, r in ruled.items()}
    yield from (("verdict", at[0], verdict == core[at]["resolution"]) for at, verdict in said.items())


def _gold(path: Path, doc_ids: set[str]) -> dict[tuple[str, int], dict]:
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(r["doc"], r["start"]): r for r in records if r["doc"] in doc_ids}
