"""explorers: a widget where somebody can use it, the same table where nobody can."""

import pandas as pd
import pytest

from tifaku.corpus import read_text
from tifaku.notebook.explorers import explore_concordance, explore_table
from tifaku.tables.formulas import formulas_table

DOCS = [read_text("开工一批、储备一批“四个一批”项目库。", doc_id="a")]  # 'start a batch, keep a batch in reserve'


@pytest.fixture
def lab(monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "03.ipynb")


def test_without_a_lab_there_is_the_table_and_no_widget(monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    bundle = explore_concordance(DOCS, "一批")._repr_mimebundle_()[0]
    assert set(bundle) == {"text/html", "text/plain"} and bundle["text/html"].count("<tr>") == 4


def test_in_lab_the_table_follows_what_is_typed(lab):
    explorer = explore_concordance(DOCS, "一批")
    bundle = explorer._repr_mimebundle_()[0]
    assert any("widget-view" in name for name in bundle)
    assert "<table" in bundle["text/html"]  # for whoever opens the saved notebook where no widget lives
    box, table, *_ = explorer.widget().children
    box.value = "储备"
    assert table.value.count("<tr>") == 2
    box.value = ""
    assert "No rows." in table.value


def test_several_keywords_give_the_lines_of_each():
    assert explore_concordance(DOCS, ["开工", "储备"])._repr_mimebundle_()[0]["text/html"].count("<tr>") == 3


def test_what_is_explored_may_lead_to_its_passages():
    table = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [4], "surface": ["四个一批"]})
    explorer = explore_table(table, "surface", link="surface", hide=("start", "end"), caption="Occurrences")
    assert 'data-at="0-4 a"' in explorer.table("一批").markup and "Occurrences" in explorer.table("").markup


def test_several_words_give_the_rows_of_any():
    table = pd.DataFrame({"surface": ["四抓四度", "三张牌", "11357"], "n": [2, 1, 1]})
    assert explore_table(table, "surface", "牌 113").table("牌 113").table["n"].tolist() == [1, 1]


def test_an_empty_table_can_be_explored():
    assert "No rows." in explore_table(pd.DataFrame({"surface": []}), "surface").table("x").markup


def test_in_lab_the_passage_of_a_row_can_be_read(monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "x")
    doc = read_text("某县党建\n\n坚持“四抓四度”工作法，<b>推进</b>乡村振兴。", doc_id="a")  # 'four grasps, four degrees'
    _, _, chosen, passage = explore_table(formulas_table([doc]), "surface", docs=[doc], link="surface").widget().children
    assert [label for label, _ in chosen.options] == ["choose a row", "1  四抓四度"]
    chosen.index = 1
    assert "坚持“<mark>四抓四度</mark>”工作法" in passage.value and "<b>" not in passage.value
    assert "in the source" in passage.value
    chosen.index = 0
    assert passage.value == ""
