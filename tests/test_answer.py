"""The index answers by itself: what the corpus is, what its formulas stand for, what stays open, what was repaired."""

import dataclasses
import re

import pandas as pd
import pytest

import tifaku
from conftest import ROOT
from rendered import SEEDS, broken_links, read, render, write_articles
from tifaku.notebook.explorers import explore_table
from tifaku.report import cards, index
from tifaku.report.wording import say, zh
from tifaku.tables.names import formula_entries, names_table
from tifaku.text.texts import day

#: What 四抓四度 'four grasps, four degrees' stands for in seed 001.
EIGHT = (
    "抓组织领导",
    "抓责任挂链",
    "抓具体实际",
    "抓示范引领",
    "工作谋划有高度",
    "工作落实有力度",
    "作用发挥有深度",
    "效果影响有广度",
)


@pytest.fixture(scope="module")
def five(tmp_path_factory):
    return render(ROOT / "seeds", tmp_path_factory.mktemp("five") / "html")


@pytest.fixture(scope="module")
def said(five):
    return read(five / "index.html").said


def test_what_a_formula_stands_for_stands_on_the_first_page(said):
    assert all(component in said for component in EIGHT)
    assert said.index("四抓四度") < said.index("What the articles leave open")


def test_what_the_corpus_is_stands_in_the_first_lines(said):
    for fact in ("57 numbered formulas in 5 articles", "巧家县 (Yunnan)", "25 May 2020 to 1 March 2022", "2,184 logged edits"):
        assert fact in said[: said.index("What they stand for")], fact


def test_the_source_and_the_repairs_are_one_click_away(five):
    links = read(five / "index.html").links
    assert "articles/0002.html#r222" in links and "articles/0003.html#source" in links
    assert "r222" in read(five / "articles/0002.html").ids and "source" in read(five / "articles/0003.html").ids


def test_what_is_local_is_said_with_its_reason(five):
    page = (five / "index.html").read_text(encoding="utf-8")
    card = page[page.index('<article class="card wide2">') :]
    assert "only here: not among the 8,457 formulations counted in 2,938 reports" in card[: card.index("</article>")]


def test_each_formula_has_one_row_with_all_its_occurrences(five):
    page = (five / "formulas.html").read_text(encoding="utf-8")
    assert page.count('<tr class="f"') == 57 and page.count("<bdi>") == 65
    assert "elsewhere" in page and "建好、管好、护好、运营好" in page  # 'well built, managed, maintained, operated'


def test_every_link_lands_at_five_and_at_sixty_articles(five, tmp_path):
    assert broken_links(five) == []
    sixty = render(write_articles(tmp_path / "sixty", 60), tmp_path / "html")
    assert broken_links(sixty) == []
    assert "The first 50 of 60 articles" in read(sixty / "index.html").said


def test_no_article_no_answer_but_a_page(tmp_path):
    (tmp_path / "none").mkdir()
    (tmp_path / "none/a.txt").write_bytes(b"\x00\x01\x02" * 50)
    out = render(tmp_path / "none", tmp_path / "html")
    assert "No numbered formula was found in 0 articles" in read(out / "index.html").said
    assert broken_links(out) == []


def test_a_name_in_an_article_that_is_nothing_but_its_title_has_its_note(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "one/a.txt").write_text("青石县：“163”党建工作思路助力开年“开跑”\n", encoding="utf-8")  # 'the 163 line of work …'
    assert broken_links(render(tmp_path / "one", tmp_path / "html")) == []


def test_withheld_texts_are_shown_in_short_passages_only(tmp_path, monkeypatch):
    monkeypatch.setenv("TIFAKU_TEXTS", "no")
    out = render(ROOT / "seeds", tmp_path / "html")
    assert not list(out.glob("articles/*")) and broken_links(out) == []
    for name in ("index", "formulas"):
        text = read(out / f"{name}.html").said
        assert not [p for seed in SEEDS for p in re.findall(".{70}", seed) if p in text], name


def test_entries_are_ranked_by_what_they_tell():
    docs = [tifaku.read_text("打好“绿色、生态、有机”三张牌，落实“双培双带”，建成3个中心。")]  # 'play three cards: green, …'
    table = names_table(docs)
    assert table["surface"].tolist()[:2] == ["三张牌", "双培双带"]
    assert table["stands_for"][0] == "绿色、生态、有机" and table["n"].sum() == len(tifaku.find_formulas(docs[0]))


def test_variants_of_writing_are_one_entry():
    entries = formula_entries([tifaku.read_text("推进“5大主题”。落实“５大主题”，坚持“五大主题”。")])  # 'five themes', three times
    assert [(entry.name, len(entry.occurrences)) for entry in entries] == [("五大主题", 3)]


def test_a_passage_is_cut_at_lines_and_marked():
    text = "前言\n坚持“绿色、生态、有机”三张牌。\n后话"
    doc = tifaku.read_text(text)
    formula = tifaku.find_formulas(doc)[0]
    pieces = cards.passage(doc, formula)
    assert "".join(part for _, part in pieces) == "坚持“绿色、生态、有机”三张牌。"
    assert [part for kind, part in pieces if kind == "component"] == ["绿色", "生态", "有机"]


def test_components_that_stand_elsewhere_are_shown_line_by_line():
    docs = tifaku.open_corpus(ROOT / "seeds")
    entry = next(e for e in formula_entries(docs) if e.surface == "四抓四度")
    pieces = cards.passage(docs[entry.best.doc_id], entry.best)
    assert [part for kind, part in pieces if kind == "component"] == [part for two in zip(EIGHT, EIGHT[4:]) for part in two]
    assert sum(kind == "line" for kind, _ in pieces) == 4 and sum(kind == "name" for kind, _ in pieces) == 1


def test_a_name_of_one_province_says_of_which():
    docs = tifaku.open_corpus(ROOT / "seeds")
    words = {e.surface: cards.reach(e)["label_words"] for e in formula_entries(docs)}
    assert words["三张牌"] == "one province: Yunnan"  # 'three cards', in a text of Sichuan
    assert words["八大战役"] == "one province: Sichuan"  # 'eight campaigns' of Sichuan, in a text of Sichuan


def test_what_a_section_of_a_notebook_says_is_one_row():
    body = '<h2 id="part-1">1 <b>What</b>?</h2><p class="reading">One.</p><p class="reading">Two.</p><h2 id="part-2">2</h2>'
    heard: set[str] = set()
    assert index.readings_of(body, heard) == [("part-1", "1 What?", "One. Two.")]
    assert index.readings_of(body.replace("Two", "Three"), heard) == [("part-1", "1 What?", "Three.")]  # One was said before


def test_a_name_of_several_places_here_is_not_only_here():
    text = "{}政府工作报告\n\n打好工业强攻战、招商引资大会战、城市建设攻坚战“三大战役”。"  # 'three campaigns'
    places = ("四川省内江市", "山西省晋城市")  # 'Neijiang in Sichuan', 'Jincheng in Shanxi'
    docs = [dataclasses.replace(tifaku.read_text(text.format(place)), doc_id=place) for place in places]
    (entry,) = formula_entries(docs)
    assert (entry.known["label"], len(entry.places)) == ("few places", 2)
    assert str(entry.known["label_because"]).startswith("in 2 places of these articles; not among the 8,457")


def test_the_repair_shown_is_the_repair_made():
    doc = tifaku.read_text("三級(jí)書記(jì)抓扶貧。\n全面脫貧")
    pairs = index.repaired_passage(doc)
    assert "".join(after for _, after, _ in pairs) in doc.text
    assert "".join(before for before, _, _ in pairs) in doc.raw
    assert any(rule == "script" for *_, rule in pairs)


def test_sentences_are_markup_in_which_values_are_text():
    assert str(say("articles", n=1)) == "1 article" and str(say("articles", n=1234)) == "1,234 articles"
    assert str(say("failed", name="<b>", error="x")) == "&lt;b&gt; failed: x"
    assert str(zh("<四>")) == '<span lang="zh">&lt;四&gt;</span>' and day("20 x") == "20 x"


def test_the_words_of_the_index_are_those_of_the_notebook():
    table = pd.DataFrame({"term": ["发展", "党建"], "n": [20_030, 7], "per_10k": [1234.0, 0.01], "df": [1_000, 2]})
    data, told = explore_table(table, "term", find="term")._repr_mimebundle_()  # 'development', 'Party building'
    book = {"cells": [{"cell_type": "code", "outputs": [{"output_type": "display_data", "data": data, "metadata": told}]}]}
    assert index.terms_of([{"cells": []}, book]) == [("发展", 20_030, 1_000, 1234.0), ("党建", 7, 2, 0.01)]
    assert index.terms_of([{"cells": [{"cell_type": "markdown", "source": "发展"}]}]) == []


def test_articles_that_explain_the_same_are_drawn_once():
    told = ["打好“绿色、生态、有机”三张牌。", "落实开工一批、在建一批、投产一批、储备一批“四个一批”机制。", "推进发展。"]
    docs = [tifaku.read_text(told[k % 3], doc_id=f"a{k:02}") for k in range(30)]  # three cards, four batches, nothing
    formulas = tifaku.find(docs).formulas_by_article()
    ranked = index.by_telling(docs, formulas)
    assert [doc.doc_id for doc in index._few(ranked, formulas)] == ["a00", "a01", "a02"]
    assert len(index._few(ranked[:10], formulas)) == 10
