"""agreement: shares of right finds against an annotation; silent where no article is annotated."""

import pandas as pd

import tifaku
from conftest import ROOT
from tifaku.tables.agreement import agreement

GOLD = ROOT / "tests" / "gold" / "seeds"


def test_the_seeds_agree_as_the_scorer_says():
    table = agreement(tifaku.formulas_table(tifaku.read_corpus(ROOT / "seeds")), GOLD).set_index("measure")
    assert table.loc["recall", "of"] == 61 and (table["share"] >= 0.98).all()


def test_a_wrong_find_costs_precision_and_a_missed_one_recall():
    formulas = tifaku.formulas_table(tifaku.read_corpus(ROOT / "seeds"))
    wrong = formulas.assign(surface=formulas["surface"].where(formulas.index > 5, "错"))
    table = agreement(wrong, GOLD).set_index("measure")
    assert table.loc["precision", "share"] < 0.95 and table.loc["recall", "share"] < 0.95


def test_other_articles_have_no_agreement():
    other = tifaku.formulas_table([tifaku.read_text("“三张牌”", "other")])
    assert agreement(other, GOLD).empty and isinstance(agreement(other, GOLD), pd.DataFrame)
