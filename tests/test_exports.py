"""exports: the articles of a file that holds several are told apart, and are those of single files; one article stays one."""
# ruff: noqa: E501

import os
from pathlib import Path

import pytest

import exports
import inputs
import tifaku
from test_tables import findings

NUMBER = 300 if os.environ.get("TIFAKU_TRIALS") == "1" else 6
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def made():
    return inputs.articles(NUMBER)


@pytest.fixture(scope="module")
def of_txt(made, tmp_path_factory):
    return findings(tifaku.open_corpus(inputs.write("txt", tmp_path_factory.mktemp("txt") / "mine", made)))


@pytest.mark.parametrize("form", exports.TEXTS)
def test_an_export_gives_the_findings_of_single_files(form, made, of_txt, tmp_path):
    write, suffix = exports.TEXTS[form]
    path = tmp_path / f"news{suffix}"
    path.write_text(write(made), encoding="utf-8", newline="")
    docs = tifaku.open_corpus(tmp_path)
    assert len(docs) == NUMBER and not docs.found_problems
    assert docs.read_as[0].articles == NUMBER and {doc.doc_id for doc in docs} == {f"news#{k + 1}" for k in range(NUMBER)}
    assert findings(docs) == of_txt


def test_a_ruled_line_above_comments_parts_no_articles(tmp_path):
    # as in a forum: a signature, and who said what when
    text = "平邑的金银花\n2010-06-14\n" + "平邑县种金银花已有二百多年，面积六十五万亩。" * 3
    (tmp_path / "a.txt").write_text(
        f"{text}\n--------\n走遍天下\n1楼 回复日期：2010-06-14\n顶！\n2楼 回复日期：2010-06-15\n楼上说得在理。\n", "utf-8"
    )
    assert [doc.doc_id for doc in tifaku.open_corpus(tmp_path)] == ["a"]


def test_a_day_of_news_is_dated_as_a_whole(made, tmp_path):
    (tmp_path / "day.md").write_text(exports.day(made), encoding="utf-8")
    docs = tifaku.open_corpus(tmp_path)
    assert {facts for facts in findings(docs)} == {(a.title, a.date, a.outlet) for a in exports.of_day(made)}


def test_a_word_file_by_its_headings(made, of_txt, tmp_path):
    exports.as_docx(tmp_path / "a.docx", made)
    assert findings(tifaku.open_corpus(tmp_path)) == of_txt


@pytest.mark.parametrize("form", ["wisers", "brackets", "nexis", "front matters", "ruled"])
def test_every_character_leads_back_to_the_file(form, made, tmp_path):
    text = exports.TEXTS[form][0](made)
    (tmp_path / f"news{exports.TEXTS[form][1]}").write_text(text, encoding="utf-8", newline="")
    for doc in tifaku.open_corpus(tmp_path):
        for block in doc.blocks:
            assert text[slice(*doc.to_file(block.start, block.end))] == doc.text[block.start : block.end]
        assert text[doc.source["offset"] :].startswith(doc.raw)


def test_what_heads_and_numbers_state_is_no_part_of_the_text(made, tmp_path):
    (tmp_path / "news.txt").write_text(exports.wisers(made), encoding="utf-8")
    doc = tifaku.open_corpus(tmp_path)["news#1"]
    assert doc.text == f"{made[0].title}\n{made[0].text}"
    assert {name: (fact.value, fact.basis) for name, fact in doc.metadata.items() if name in ("author", "section")} == {
        "author": ("王小川", "export"), "section": ("A02 要闻", "export"),
    }  # fmt: skip


ONE = {
    "sections of Markdown": "# 青石县党建报告\n\n## 一、成效\n\n党建引领成效显著。\n\n## 二、问题\n\n基层治理仍有短板。\n",
    "numbered sections": "# 青石县党建报告\n\n## 1. 成效\n\n党建引领成效显著。\n\n## 2. 问题\n\n基层治理仍有短板。\n",
    "a ruled line below the title": "青石县党建报告\n=====\n2021-07-22 来源：青石日报\n党建引领成效显著，基层治理能力明显提升，群众满意。\n",
    "dashes between parts": "青石县党建报告\n党建引领成效显著，群众得到实惠，治理能力明显提升。\n-----\n基层治理仍有短板，下一步要补齐，还要久久为功。\n",
    "form feeds between pages": "青石县党建报告\n党建引领成效显著，群众得到实惠，治理能力明显\f提升，全县上下一心，各项工作走在前列，群众满意。\n",
    "labels of one article": "标题：青石县党建\n日期：2021-07-22\n来源：青石日报\n正文：党建引领成效显著，群众得到实惠。\n",
    "an interview": "记者：您怎么看党建引领？\n王小川：成效显著，群众得到实惠。\n记者：下一步呢？\n王小川：补齐短板，久久为功。\n" * 4,
    "times of an agenda": "时间：7月22日\n地点：青石县\n时间：7月23日\n地点：云岭县\n内容：党建引领座谈会\n",
}  # fmt: skip


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_one_article_stays_one(text, suffix, tmp_path):
    (tmp_path / f"a{suffix}").write_text(text, encoding="utf-8")
    docs = tifaku.open_corpus(tmp_path)
    assert [doc.doc_id for doc in docs] == ["a"] and not docs.read_as


def test_no_article_of_the_gold_sets_is_taken_for_several(tmp_path):
    folders = [path for path in ROOT.glob("tests/gold/*/docs")] + [ROOT / "seeds"]
    taken = [(path.name, one) for path in folders for one in tifaku.open_corpus(path).read_as]
    assert len(folders) > 3 and taken == []


def test_many_in_an_unknown_form_are_a_problem_with_the_next_step(made, tmp_path):
    (tmp_path / "a.txt").write_text("\n\n".join(a.written for a in made), encoding="utf-8")
    docs = tifaku.open_corpus(tmp_path)
    (problem,) = docs.found_problems
    assert len(docs) == 0 and problem.reason.startswith(f"seems to hold {NUMBER} articles") and "split it" in problem.what_to_do


def test_front_matter_of_one_article(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: 青石县党建\ndate: 2021/7/22\nauthor: 王小川\n---\n# 青石县党建\n\n成效显著。\n", encoding="utf-8"
    )
    doc = tifaku.open_corpus(tmp_path)["a"]
    assert {name: fact.value for name, fact in doc.metadata.items()} == {
        "title": "青石县党建",
        "date": "2021-07-22",
        "author": "王小川",
    }
    assert "王小川" not in doc.text


def test_an_export_at_scale_is_the_one_in_memory(made, tmp_path):
    from tifaku.datasets import stored_documents
    from tifaku.scale.batches import batches_of
    from tifaku.scale.partitions import Settings, work_on

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "news.txt").write_text(exports.wisers(made), encoding="utf-8")
    docs = tifaku.open_corpus(tmp_path / "in")
    (batch,) = batches_of(tmp_path / "in", 10**9)[0]
    part = work_on(batch, Settings("rjieba", False, (), "x"), str(tmp_path))
    assert {doc.doc_id: doc for doc in stored_documents(tmp_path / "articles" / part.articles)} == {
        doc.doc_id: doc for doc in docs
    }
