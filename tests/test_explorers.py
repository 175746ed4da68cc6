"""explorers: a widget where somebody can use it, the same table where nobody can."""

import pandas as pd
import pytest

from tifaku.corpus import read_text
from tifaku.explorers import explore_concordance, explore_table

DOCS = [read_text("开工一批、储备一批“四个一批”项目库。", doc_id="a")]  # 'start a batch, keep a batch in reserve'


@pytest.fixture
def lab(monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "03.ipynb")


def test_without_a_lab_there_is_the_table_and_no_widget(monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    bundle = explore_concordance(DOCS, "一批")._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"} and bundle["text/html"].count("<tr>") == 4


def test_in_lab_the_table_follows_what_is_typed(lab):
    explorer = explore_concordance(DOCS, "一批")
    assert any("widget-view" in name for name in explorer._repr_mimebundle_())
    box, table = explorer.widget().children
    box.value = "储备"
    assert table.value.count("<tr>") == 2
    box.value = ""
    assert "No rows." in table.value


def test_several_words_give_the_rows_of_any():
    table = pd.DataFrame({"surface": ["四抓四度", "三张牌", "11357"], "n": [2, 1, 1]})
    assert explore_table(table, "surface", "牌 113").table("牌 113").table["n"].tolist() == [1, 1]


def test_an_empty_table_can_be_explored():
    assert "No rows." in explore_table(pd.DataFrame({"surface": []}), "surface").table("x").markup
