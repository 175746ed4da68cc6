"""components: every component with its place, in the text and in the file."""

import tifaku

# 'start a batch, build a batch: “two batches”'
DOC = tifaku.read_text("推进開工一批、在建一批“兩個一批”項目庫。落实“五星三强”。", "a")


def test_each_component_has_a_row_and_leads_back():
    table = tifaku.components_table([DOC], tifaku.find_formulas(DOC))
    assert table.component.to_list() == ["开工一批", "在建一批"] and table.item.to_list() == [1, 2]
    assert [DOC.text[r.start : r.end] for r in table.itertuples()] == table.component.to_list()
    assert [DOC.raw[r.raw_start : r.raw_end] for r in table.itertuples()] == ["開工一批", "在建一批"]
    assert all("declared 2, found 2" in because for because in table.because)


def test_the_best_explained_formula_has_most_components():
    assert tifaku.best_explained(tifaku.find_formulas(DOC)).surface == "两个一批"


def test_where_nothing_is_explained_there_is_no_best_and_no_row():
    found = tifaku.find_formulas("落实“五星三强”。")
    assert tifaku.best_explained(found) is None
    assert tifaku.components_table([tifaku.read_text("落实“五星三强”。")], found).empty
