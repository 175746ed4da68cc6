import pytest

from tifaku.slogans.series import look, places
from tifaku.text.laid import laid_out


def windows(text):
    """The members of every window of a text."""
    laid = laid_out(text)
    looked = look(laid, -99.0)
    return [tuple(laid.words[s:e] for s, e in places(laid, looked, n)) for n in range(len(looked.points))]


@pytest.mark.parametrize(
    "text, begin, end",
    [
        ("对外包队伍同标准、同要求、同考核", "同标准", "同考核"),  # 'for contractors: one norm, one demand, one test'
        ("他们与时间赛跑，与病魔较量", "与时间赛跑", "与病魔较量"),  # 'they race with time, fight with illness'
        ("大力实施工业强县、农业稳县、科教兴县战略", "工业强县", "科教兴县"),  # 'the strategy: industry, farming, science'
        ("要把查隐患、查违章、查管理贯穿全年", "查隐患", "查管理"),  # 'check dangers, breaches, management, all year long'
    ],
)
def test_the_best_edges(text, begin, end):
    first = next(members for members in windows(text) if len(members) == text.count("、") + text.count("，") + 1)
    assert (first[0], first[-1]) == (begin, end)


def test_the_best_edge_is_not_inside_a_word():
    found = windows("问题出在下面，根子在上面")  # 'problems show below, their root is above'
    assert found[0][0] == "问题出在下面"


def test_the_last_piece_is_parted_at_and():
    found = windows("农业特色发展、工业转型发展和旅游带动发展")  # 'farming, industry and tourism'
    assert ("农业特色发展", "工业转型发展", "旅游带动发展") in found


def test_windows_are_every_stretch_of_a_short_run():
    found = set(windows("讲政治、守纪律、有作为"))  # 'politics, discipline, deeds'
    assert {("讲政治", "守纪律"), ("守纪律", "有作为"), ("讲政治", "守纪律", "有作为")} <= found
