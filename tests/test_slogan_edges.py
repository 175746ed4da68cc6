import pytest

from tifaku.slogans.edges import beginnings, endings
from tifaku.slogans.rows import COMMA, PAUSE, Row
from tifaku.slogans.series import choose_edges
from tifaku.slogans.windows import windows, with_joints


def row(text, level=PAUSE):
    words = text.split("、" if level == PAUSE else "，")
    return Row(level, words, [0] * len(words), [1.0] * (len(words) - 1), 0, 0, "")


@pytest.mark.parametrize(
    "text, level, begin, end",
    [
        ("对外包队伍同标准、同要求、同考核", PAUSE, "同标准", "同考核"),  # 'for contractors: one norm, one demand, one test'
        ("他们与时间赛跑，与病魔较量", COMMA, "与时间赛跑", "与病魔较量"),  # 'they race with time, fight with illness'
        ("大力实施工业强县、农业稳县、科教兴县战略", PAUSE, "工业强县", "科教兴县"),  # 'the strategy: industry, farming, science'
        ("要把查隐患、查违章、查管理贯穿全年", PAUSE, "查隐患", "查管理"),  # 'check dangers, breaches, management, all year long'
    ],
)
def test_the_best_edges(text, level, begin, end):
    one = row(text, level)
    first, last = choose_edges("begin", beginnings(one, 0))[0], choose_edges("end", endings(one, len(one.words) - 1))[0]
    assert (one.words[0][first.at :], one.words[-1][: last.at]) == (begin, end)


def test_no_edge_is_inside_a_word():
    one = row("问题出在下面，根子在上面", COMMA)  # 'problems show below, their root is above'
    assert 1 not in [edge.at for edge in beginnings(one, 0)]


def test_the_last_piece_is_parted_at_and():
    rows = list(with_joints(row("农业特色发展、工业转型发展和旅游带动发展")))  # 'farming, industry and tourism'
    assert [r.words for r in rows][1][1:] == ["工业转型发展", "旅游带动发展"] and len(rows) == 2


def test_windows_are_every_stretch_of_a_short_row():
    found = {window.words for tried in windows(row("讲政治、守纪律、有作为"), choose_edges) for window in tried}
    assert {("讲政治", "守纪律"), ("守纪律", "有作为"), ("讲政治", "守纪律", "有作为")} <= found  # 'politics, discipline, deeds'
