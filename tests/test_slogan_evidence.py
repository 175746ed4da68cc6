import pytest

from tifaku.slogans.evidence import closer_look, first_look
from tifaku.slogans.series import look, places
from tifaku.text.laid import laid_out


def names(*members):
    """The names of all that is seen of these members, in a line of their own."""
    laid = laid_out("，".join(members))
    looked = look(laid, -99.0)
    where = [n for n in range(len(looked.points)) if [laid.words[s:e] for s, e in places(laid, looked, n)] == list(members)]
    return {name for group in first_look(looked.around) + closer_look(looked.around) for name in held(group, where[0])}


def held(group, n):
    """The names of a group that hold of thing number n."""
    number = int(group.held[n])
    return [name for bit, name in enumerate(group.names) if number >> bit & 1] if group.bits else [group.names[number]]


@pytest.mark.parametrize(
    "words, name",
    [
        (("有力度", "也有温度"), "an adverb more"),  # 'it has force and also warmth'
        (("文化馆", "图书馆", "博物馆"), "same head of a list"),  # 'culture house, library, museum'
        (("到西部去", "到祖国最需要的地方去"), "same beginning and end"),  # 'to the west, to where the country needs us most'
        (("增长4.2%", "下降6.7%"), "all digits"),  # 'grew by 4.2%, fell by 6.7 %'
        (("选得准", "树得住", "叫得响"), "same inside"),  # 'well chosen, standing firm, ringing out'
        (("讲政治", "守纪律", "有作为"), "others in the row 0"),  # 'politics, discipline, deeds'
    ],
)
def test_what_is_seen(words, name):
    assert name in names(*words)


def test_what_is_not_seen():
    assert not names("一升一降", "一进一出") & {"some digits", "shared at no fixed place"}
