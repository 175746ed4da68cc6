import pytest

from tifaku.slogans.evidence import closer_look, first_look
from tifaku.slogans.series import look, places
from tifaku.text.laid import laid_out


def names(*members):
    """The names of all that is seen of these members, in a line of their own."""
    laid = laid_out("，".join(members))
    looked = look(laid, -99.0)
    where = [n for n in range(len(looked.points)) if [laid.words[s:e] for s, e in places(laid, looked, n)] == list(members)]
    return {names[held[where[0]]] for names, held in first_look(looked.around) + closer_look(looked.around)}


@pytest.mark.parametrize(
    "words, name",
    [
        (("白天跑项目", "晚上串农户"), "opposites"),  # 'by day after projects, by night with farmers'
        (("治水先治岸", "治岸先治人"), "second takes up the end of the first"),  # 'for water, banks; for banks, people'
        (("有力度", "也有温度"), "an adverb more"),  # 'it has force and also warmth'
        (("文化馆", "图书馆", "博物馆"), "same head of a list"),  # 'culture house, library, museum'
        (("到西部去", "到祖国最需要的地方去"), "same beginning and end"),  # 'to the west, to where the country needs us most'
        (("增长4.2%", "下降6.7%"), "digits in all"),  # 'grew by 4.2 %, fell by 6.7 %'
        (("选得准", "树得住", "叫得响"), "same inside"),  # 'well chosen, standing firm, ringing out'
        (("讲政治", "守纪律", "有作为"), "others in the row 0"),  # 'politics, discipline, deeds'
    ],
)
def test_what_is_seen(words, name):
    assert name in names(*words)


def test_what_is_not_seen():
    assert not names("一升一降", "一进一出") & {"digits in some", "opposites, nothing else shared", "shared at no fixed place"}


def test_clauses_of_members_are_compared():
    laid = laid_out("减的是负担，增的是质量；减的是时间，增的是效率")  # 'less burden, more quality; less time, more effect'
    looked = look(laid, -99.0)
    seen = {names[held[n]] for names, held in closer_look(looked.around) for n in range(len(looked.points))}
    assert "openings of clauses same" in seen
