import pytest

from tifaku.slogans import find_slogans
from tifaku.text.documents import Block, Document


def article(heads, kind="heading"):
    """A document of these heads, each with a paragraph under it or after it."""
    text, blocks = "", []
    for head in heads:
        start = len(text)
        text += head + ("\n" if kind == "heading" else "")
        if kind == "heading":
            blocks.append(Block(kind, start, len(text) - 1))
        begin = len(text) if kind == "heading" else start
        text += "各项工作有序开展。\n"
        blocks.append(Block("paragraph", begin, len(text) - 1))
        if kind != "heading":
            blocks.append(Block(kind, start, start + len(head), level=1))
    return Document("x", text, text, blocks=tuple(blocks))


def series(doc, kind):
    return [("|".join(g.text for g in s.segments), s.template) for s in find_slogans(doc) if s.type == kind]


@pytest.mark.parametrize("kind", ["heading", "run_in_heading"])
def test_heads_in_one_mould(kind):
    heads = ["一、深化改革，激发活力。", "二、深化开放，拓展空间。", "三、深化治理，保障民生。"]
    assert series(article(heads, kind), "parallel_headings") == [
        ("深化改革，激发活力|深化开放，拓展空间|深化治理，保障民生", "深化X，Y")  # deepen reform, open up, govern …
    ]


def test_heads_of_one_rhythm():
    heads = ["一线奔忙促脱贫", "立足岗位战贫困", "把准方向奔小康"]
    assert [words for words, _ in series(article(heads), "parallel_headings")] == ["|".join(heads)]


def test_a_head_outside_the_mould_is_left_out():
    heads = ["党建+产业促发展", "四大主题深度融合，推进基层党建全领域互动交融", "党建+文旅添活力"]
    assert [words for words, _ in series(article(heads), "parallel_headings")] == [f"{heads[0]}|{heads[2]}"]


def test_plain_heads_are_no_series():
    heads = ["过去一年工作回顾", "下一步打算", "几点建议和需要县委县政府协调解决的问题"]  # 'review', 'next steps', 'requests'
    assert series(article(heads), "parallel_headings") == []


def test_two_halves_that_both_keep_the_mould():
    heads = ["抓组织领导，工作谋划有高度", "抓责任挂链，工作落实有力度", "抓具体实际，作用发挥有深度"]
    halves = [words for words, _ in series(article(heads), "parallel_series")]
    assert halves == ["抓组织领导|工作谋划有高度", "抓责任挂链|工作落实有力度", "抓具体实际|作用发挥有深度"]


def test_heads_of_the_usual_rhythm_are_no_couplets_but_one_that_stands_out_is():
    heads = ["聚焦头等大事，脱贫攻坚取得胜利", "走好绿色新路，产业转型稳步推进", "胸怀千秋伟业，恰是百年风华"]
    assert [words for words, _ in series(article(heads), "parallel_series")] == ["胸怀千秋伟业|恰是百年风华"]
