"""Methods: a paragraph for a paper, in English and Chinese, with the numbers of one run, and what to cite."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tifaku.decisions import question
from tifaku.decisions.coders import LEVEL
from tifaku.decisions.grant import RULES
from tifaku.notebook.coding import Validation
from tifaku.report.manifest import Manifest
from tifaku.tables.overview import counted_characters
from tifaku.text.corpora import Corpus
from tifaku.text.findings import Findings

if TYPE_CHECKING:
    import pandas as pd

TEMPLATE = Path(__file__).parent / "template"


def run_table(corpus: Corpus, found: Findings, manifest: Manifest, validation: Validation) -> pd.DataFrame:
    """One row per number that the methods paragraph may name: measure, value."""
    import pandas as pd

    verdicts = [formula.verdict for formula in found.formulas]
    values: dict[str, object] = {
        "corpus": corpus.name, "articles": len(corpus), "problems": len(corpus.problems),
        "characters": sum(map(counted_characters, corpus)), "edits": sum(len(doc.edits) for doc in corpus),
        "doubtful_edits": sum(len(doc.doubts) for doc in corpus), "formulas": len(found.formulas),
        "names": len({formula.surface for formula in found.formulas}),
        **{verdict: verdicts.count(verdict) for verdict in ("complete", "probable", "partial", "unresolved")},
        "slogans": len(found.slogans), "decisions": len(found.outcomes),
        "decisions_applied": sum(outcome.applied for outcome in found.outcomes),
        "questions_open": sum(bool(question(formula)) for formula in found.formulas),
        "coders": len(validation.coding.answers), "units": len(validation.coding.sample), "level_percent": round(LEVEL * 100),
        **{name: value for name, value in manifest.versions.items() if name in ("tifaku", "python")},
    }  # fmt: skip
    if by := {said.by for formula in found.formulas for said in formula.said} - {RULES}:
        proposed = [f for f in found.formulas if any(said.by != RULES and said.words for said in f.said)]
        values |= {"proposers": ", ".join(sorted(by)), "proposed": len(proposed), "refused_components": len(found.refused)}
        values |= {
            "proposed_alike": sum(f.verdict == "complete" for f in proposed),
            "disputed": sum(f.disputed for f in proposed),
        }
    for row in _of_all(validation.scores).itertuples():
        values |= {f"{row.measure}_{row.question}{end}": f"{getattr(row, name):.2f}" for end, name in _ENDS}
    for row in validation.agreement.itertuples():
        values |= {f"kappa_{row.question}": f"{row.kappa:.2f}", f"alpha_{row.question}": f"{row.alpha:.2f}"}
    return pd.DataFrame([(name, str(value)) for name, value in values.items()], columns=["measure", "value"])


_ENDS = (("", "estimate"), ("_low", "low"), ("_high", "high"))


def _of_all(scores: pd.DataFrame) -> pd.DataFrame:
    return scores[(scores["stratum"] == "") & (scores["doc_id"] == "")]


def paragraphs(run: Mapping[str, str], validation: Validation) -> str:
    """METHODS.md: the paragraph in English and in Chinese; every number in it stands in the table 0_run."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    names = [f"{row.measure}_{row.question}" for row in _of_all(validation.scores).itertuples()]
    rates = [f"{name.replace('_', ' ')} {run[name]} ({run[name + '_low']}–{run[name + '_high']})" for name in names]
    asked = [row.question for row in validation.agreement.itertuples()]
    agreed = [f"{name.replace('_', ' ')} κ = {run[f'kappa_{name}']}, α = {run[f'alpha_{name}']}" for name in asked]
    template = Environment(loader=FileSystemLoader(TEMPLATE), undefined=StrictUndefined).get_template("methods.md.j2")
    return template.render(rates=rates, agreed=agreed, **run) + "\n"


def references(versions: Mapping[str, str]) -> str:
    """references.bib: this program, and the works whose measures the tables use."""
    return (TEMPLATE / "references.bib").read_text(encoding="utf-8").replace("VERSION", versions["tifaku"])
