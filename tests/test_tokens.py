"""tokens: the tokens are the body, what must stay whole stays whole, and both segmenters agree."""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tifaku import read_corpus
from tifaku.corpus import read_text
from tifaku.text.documents import Block, Document
from tifaku.text.findings import Formula
from tifaku.tokens import tokenize, words
from tifaku.tokens.cutting import LONGEST_PIECE

ROOT = Path(__file__).parent.parent
CASES = json.loads((ROOT / "tests/cases/tokens.json").read_text(encoding="utf-8"))
ODD = st.text(alphabet=st.sampled_from("中国四抓度“”、。，！？\n\r\t A1.%-+\x00\x1c\u3000𠀀㐀龥鿿\ud800é"), max_size=60)


@pytest.fixture(scope="module")
def seeds():
    return read_corpus(ROOT / "seeds")


@pytest.fixture(scope="module")
def dev():
    texts = sorted((ROOT / "tests/gold/dev/docs").glob("*.txt"))
    return [read_text(path.read_text(encoding="utf-8"), doc_id=path.stem) for path in texts]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
@pytest.mark.parametrize("segmenter", ["jieba", "rjieba"])
def test_cases(case, segmenter):
    found = words(tokenize(case["text"], segmenter, user_terms=case.get("user_terms", ())))
    assert found.token.to_list() == case["words"], case["english"]


@settings(deadline=None)
@given(ODD)
def test_tokens_partition_any_text_and_segmenters_agree(text):
    one, two = tokenize(text, "jieba"), tokenize(text, "rjieba")
    assert "".join(one.token) == text.replace("\ud800", "\ufffd")
    assert one.end.to_list()[:-1] == one.start.to_list()[1:]
    assert one.equals(two)


def test_tokens_partition_the_body_of_every_article(seeds, dev):
    for doc in (*seeds, *dev):
        table = tokenize(doc, "rjieba")
        body = doc.body_spans
        pieces = [("".join(table.token[table.start.between(a, b - 1)]), doc.text[a:b]) for a, b in body]
        assert all(found == text for found, text in pieces)
        assert len(table) and sum(len(text) for _, text in pieces) == (table.end - table.start).sum()
        assert all(doc.text[a:b] == token for a, b, token in zip(table.start, table.end, table.token))


def test_segmenters_agree_on_all_articles(seeds, dev):
    docs = [*seeds, *dev]
    assert tokenize(docs, "jieba").equals(tokenize(docs, "rjieba"))


def test_captions_are_not_counted():
    text = "图为产业园\n产业兴旺"
    doc = Document("x", text, text, blocks=(Block("caption", 0, 5), Block("paragraph", 6, 10)))
    assert tokenize(doc)[["start", "end", "token"]].values.tolist() == [[6, 8, "产业"], [8, 10, "兴旺"]]


def test_given_formulas_are_kept_and_no_others():
    text = "“四抓四度”和五星三强"
    one = Formula("text", 9, 11, "三强", "counted")
    table = tokenize(text, formulas=[one])
    assert table[table.is_formula].token.to_list() == ["三强"]
    assert not tokenize(text, formulas=()).is_formula.any()


def test_a_formula_of_another_document_stays_there():
    docs = [Document(name, text, text) for name, text in (("a", "产业三强"), ("b", "产业三强"))]
    table = tokenize(docs, formulas=[Formula("b", 2, 4, "三强", "counted")])
    assert table[table.is_formula].doc_id.to_list() == ["b"]


@pytest.mark.parametrize("text, terms, tokens", [
    ("推行四抓四度工作法", ["行四抓"], "推行 四抓四度 工作 法"),  # begins before the formula and ends in it
    ("推行四抓四度工作法", ["四度工作法"], "推行 四抓四度 工作 法"),
    ("推行四抓四度工作法", ["四抓"], "推行 四抓四度 工作 法"),
    ("推行四抓四度工作法", ["四抓四度工作法"], "推行 四抓四度工作法"),  # holds it whole
    ("推行四抓四度工作法", ["推行", "工作法"], "推行 四抓四度 工作法"),
])  # fmt: skip
def test_no_term_cuts_a_formula(text, terms, tokens):
    found = [Formula("text", 2, 6, "四抓四度", "compound")]
    assert " ".join(tokenize(text, formulas=found, user_terms=terms).token) == tokens


def test_where_terms_overlap_the_first_and_longest_stays_whole():
    assert tokenize("甲乙丙丁", user_terms=["乙丙丁", "甲乙", "甲乙丙"]).token.to_list() == ["甲乙丙", "丁"]


def test_sentences_rise_after_stops_line_ends_and_blocks():
    table = tokenize("一是抓班子。二是带队伍！\n三是强基础")
    sentences = words(table).groupby("sentence").token.agg("".join)
    assert sentences.to_list() == ["一是抓班子", "二是带队伍", "三是强基础"]


@pytest.mark.parametrize("run", ["中" * 9_000, "一" * 9_000, "a" * 9_000, "、" * 9_000, "\r" * 5_000, "中国" * 3_000 + "。"])
def test_long_runs_are_cut_alike_by_both(run):
    one = tokenize(run, "jieba", formulas=())
    assert one.equals(tokenize(run, "rjieba", formulas=()))
    assert (one.end - one.start).max() <= LONGEST_PIECE and "".join(one.token) == run


def test_pieces_change_nothing_where_there_is_punctuation():
    sentence = "坚持以人民为中心，推动高质量发展。"
    once = tokenize(sentence, formulas=()).token.to_list()
    assert tokenize(sentence * 500, formulas=()).token.to_list() == once * 500


def test_empty_text_has_the_columns_and_no_rows():
    columns = ["doc_id", "start", "end", "token", "pos", "is_formula", "is_stop", "sentence"]
    for nothing in ("", [], Document("x", "图", "图", blocks=(Block("caption", 0, 1),))):
        assert tokenize(nothing).columns.to_list() == columns
        assert words(tokenize(nothing)).empty


def test_hmm_guesses_words_that_are_not_listed():
    for segmenter in ("jieba", "rjieba"):  # 'Hangyan Tower', jieba's own example
        found = tokenize("他来到了网易杭研大厦", segmenter, hmm=True).token.to_list()
        assert found == ["他", "来到", "了", "网易", "杭研", "大厦"]


def test_an_unknown_segmenter_is_told_the_choices():
    with pytest.raises(ValueError, match="'jieba' or 'rjieba'"):
        tokenize("中", "pkuseg")


def test_two_documents_of_one_name_are_refused():
    with pytest.raises(ValueError, match="'x'"):
        tokenize([Document("x", "中", "中"), Document("x", "国", "国")])


def test_the_shared_temp_directory_is_neither_read_nor_written(tmp_path):
    (tmp_path / "jieba.cache").write_bytes(b"planted")
    code = "import tifaku; print(tifaku.tokenize('乡村振兴').token.to_list())"
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT / "lib"), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "['乡村振兴']" and not done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]
    assert (tmp_path / "jieba.cache").read_bytes() == b"planted"


def test_the_table_can_be_sent_to_another_process():
    table = tokenize("乡村振兴", "rjieba")
    assert pickle.loads(pickle.dumps(table)).equals(table)
