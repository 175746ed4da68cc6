import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.text.laid import SLOT, laid_out


@pytest.mark.parametrize(
    "text, words",
    [
        (
            "抓“四风”,不松劲。",
            f"抓{SLOT}，不松劲。\n四风\n",
        ),  # 'seize the “four winds”, no slackening': a quotation on a line of its own
        ("追梦大瓦山·花漫金口河", "追梦大瓦山，花漫金口河\n"),  # 'chasing dreams on Dawa, flowers all over Jinkouhe': two halves
        ("各党（工）委发力", "各党﹙工﹚委发力\n"),  # 'every Party (work) committee': a short bracket parts no words
        (
            "“讲学习”“讲规矩”",
            f"{SLOT}{SLOT}\n讲学习\n讲规矩\n讲学习、讲规矩\n",
        ),  # 'study', 'rules': a chain is read as a list, too
    ],
)
def test_what_is_laid_out(text, words):
    assert laid_out(text).words == words


@given(st.text("抓党，、；。“”‘’（）· \n,;(工", max_size=60))
def test_every_character_has_its_place(text):
    laid = laid_out(text)
    assert len(laid.words) == len(laid.codes) == len(laid.starts) == len(laid.ends)
    for n, character in enumerate(laid.words):
        start, end = laid.span(n, n + 1)
        assert text[start:end] == character or character == SLOT or character in "，；（）﹙﹚、＿\n" or text[start:end] in " ·"
