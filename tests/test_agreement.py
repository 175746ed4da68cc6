"""agreement: shares of right finds against an annotation; silent where no article is annotated."""

import json

import pandas as pd

import tifaku
from conftest import ROOT
from tifaku.tables.agreement import agreement

GOLD = ROOT / "tests" / "gold" / "seeds"


def test_the_seeds_agree_as_the_scorer_says():
    table = agreement(tifaku.formulas_table(tifaku.read_corpus(ROOT / "seeds")), GOLD).set_index("measure")
    assert table.loc["recall", "of"] == 61 and (table["share"] >= 0.98).all()
    assert table[["low", "high"]].isna().all(axis=None)  # five articles have no interval


def test_the_interval_is_that_of_articles(tmp_path):
    """Twelve articles of two formulas; in three of them both are missed."""
    texts = {f"{k:02}": "打好“三张牌”，抓好“四个一批”。" for k in range(12)}  # 'play three cards, do four batches'
    rows = [
        {
            "doc": name,
            "start": text.index(word),
            "status": "core",
            "kind": "counted",
            "surface_simplified": word,
            "resolution": "unresolved",
        }
        for name, text in texts.items()
        for word in ("三张牌", "四个一批")
    ]
    (tmp_path / "formulas.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    formulas = tifaku.formulas_table([tifaku.read_text(text, name) for name, text in texts.items()])
    formulas.loc[formulas["doc_id"] < "03", "surface"] = "错"
    row = agreement(formulas, tmp_path).set_index("measure").loc["recall"]
    low, high = 0.4677, 0.9111  # Wilson, 9 of 12: two formulas of an article that go together are one; t widens it
    assert (row["share"], row["of"]) == (0.75, 24) and row["low"] < low < 0.75 < high < row["high"]


def test_a_wrong_find_costs_precision_and_a_missed_one_recall():
    formulas = tifaku.formulas_table(tifaku.read_corpus(ROOT / "seeds"))
    wrong = formulas.assign(surface=formulas["surface"].where(formulas.index > 5, "错"))
    table = agreement(wrong, GOLD).set_index("measure")
    assert table.loc["precision", "share"] < 0.95 and table.loc["recall", "share"] < 0.95


def test_other_articles_have_no_agreement():
    other = tifaku.formulas_table([tifaku.read_text("“三张牌”", "other")])
    assert agreement(other, GOLD).empty and isinstance(agreement(other, GOLD), pd.DataFrame)
