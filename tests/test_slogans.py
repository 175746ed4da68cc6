from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import tifaku
from tifaku import slogans_in_short, slogans_table
from tifaku.slogans import find_slogans, slogans_of
from tifaku.slogans.strength import STRONG
from tifaku.text.documents import as_document

SEEDS = Path(__file__).parent.parent / "seeds"


@given(st.text("抓党建促发展，。、“”+·\n得用心\ud800\0", max_size=80))
def test_every_span_says_what_it_covers(text):
    text = as_document(text).text  # half a surrogate pair is read as U+FFFD
    for slogan in find_slogans(text):
        assert text[slogan.start : slogan.end] == slogan.surface
        assert all(text[s.start : s.end] == s.text for s in slogan.segments)


def test_articles_together_have_the_same_slogans_as_one_by_one():
    texts = [
        "坚持科技兴农、产业强农、人才",  # broken off: the next article does not go on with it
        "人才兴农、绿色惠农。不怕困难，",  # 'men of skill, green farming; unafraid of difficulties'
        "",
        "不怕困难，不怕牺牲。打造选得准、树得住、叫得响的品牌。",  # 'unafraid of sacrifice; well chosen, firm, ringing out'
    ]
    docs = [*map(as_document, texts), *tifaku.read_corpus(SEEDS)]
    together = list(slogans_of((doc, (), ()) for doc in docs))
    assert together == [find_slogans(doc, ()) for doc in docs] and any(together[:4])


def test_rhythm_counts_characters_not_marks():
    slogan = next(s for s in find_slogans("党支部发挥“堡垒”作用、党员发挥“先锋”作用。") if s.segments)
    assert slogan.rhythm == "9+8"


def test_series_that_are_the_components_of_a_formula():
    (doc,) = (doc for doc in tifaku.read_corpus(SEEDS) if doc.doc_id.startswith("003"))
    expanding = [s.surface for s in find_slogans(doc) if s.expands_formula]
    assert expanding == ["开工一批、在建一批、投产一批、储备一批"]  # the four batches 四个一批


def test_a_series_in_a_title_is_a_heading():
    doc = tifaku.read_text("党建引领谱新篇 扬帆奋进正当时\n\n近年来，各项工作有序开展，取得了新的成绩。\n")
    (slogan,) = [s for s in find_slogans(doc) if s.type == "parallel_series"]
    assert slogan.heading and [s.text for s in slogan.segments] == ["党建引领谱新篇", "扬帆奋进正当时"]


def test_part_of_a_formula_is_no_coinage():
    text = "建设“一城三镇”，着重在“一城”中打造“样板”。"
    assert [s.surface for s in find_slogans(text) if s.type == "coinage"] == ["样板"]


def test_table_is_not_lossy():
    docs = tifaku.read_corpus(SEEDS)
    table = slogans_table(docs)
    found = [slogan for doc in docs for slogan in find_slogans(doc)]
    assert len(table) == len(found) and table["surface"].tolist() == [slogan.surface for slogan in found]
    assert table["segments"].str.count(r"\|").tolist() == [max(0, len(slogan.segments) - 1) for slogan in found]
    assert slogans_table([]).columns.tolist() == table.columns.tolist()


def test_table_of_one_article_or_of_a_str():
    text = "打造选得准、树得住、叫得响的品牌。"  # 'a brand well chosen, standing firm, ringing out'
    one, plain = slogans_table(tifaku.read_text(text)), slogans_table(text)
    assert one["template"].tolist() == plain["template"].tolist() == ["X得Y"]
    assert slogans_table([tifaku.read_text(text)]).equals(one)


def test_parallel_headings_are_read_by_their_headings():
    docs = tifaku.read_corpus(Path(__file__).resolve().parents[1] / "seeds")
    table = slogans_table(docs)
    short = slogans_in_short(table)
    assert short["strength"].is_monotonic_decreasing and short["strong"].tolist() == short["strength"].ge(STRONG).tolist()
    table = table.loc[short.index]
    series = (table["type"] == "parallel_headings").to_numpy()
    assert series.any() and len(short) == len(table)
    assert short["slogan"][series].str.split("／").str.len().ge(2).all() and short["slogan"][series].str.len().max() < 200
    assert short["slogan"][~series].tolist() == table["surface"][~series].tolist()
