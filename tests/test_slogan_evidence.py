import pytest

from tifaku.slogans.evidence import evidence
from tifaku.slogans.rows import COMMA, Row
from tifaku.slogans.windows import Window


def names(*words):
    row = Row(COMMA, list(words), [0] * len(words), [1.0] * (len(words) - 1), 0, 0, "")
    return {name for group in evidence(Window(row, 0, words, "", "", ((), ()))) for name in group}


@pytest.mark.parametrize(
    "words, name",
    [
        (("白天跑项目", "晚上串农户"), "opposites"),  # 'by day after projects, by night with farmers'
        (("治水先治岸", "治岸先治人"), "second takes up the end of the first"),  # 'for water, banks; for banks, people'
        (("有力度", "也有温度"), "an adverb more"),  # 'it has force and also warmth'
        (("文化馆", "图书馆", "博物馆"), "same head of a list"),  # 'culture house, library, museum'
        (("到西部去", "到祖国最需要的地方去"), "same beginning and end"),  # 'to the west, to where the country needs us most'
        (("减的是负担，增的是质量", "减的是时间，增的是效率"), "openings of clauses same"),  # 'less burden, more quality …'
        (("增长4.2%", "下降6.7%"), "digits in all"),  # 'grew by 4.2 %, fell by 6.7 %'
    ],
)
def test_what_is_seen(words, name):
    assert name in names(*words)


def test_what_is_not_seen():
    assert not names("一升一降", "一进一出") & {"digits in some", "opposites, nothing else shared", "shared at no fixed place"}
