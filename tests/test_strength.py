from tifaku.slogans import find_slogans
from tifaku.slogans.strength import is_strong

OFFICIAL = "会议要求，推动学党史、悟思想、办实事、开新局，确保各项工作落到实处。"  # 'study, think, act, begin anew'
STORY = "他站住了，又惊又喜，问道：“你来啦？”她笑着说：“我来了。”他一会儿看看天，一会儿看看地，她看着他，也不说话了。"


def strongest(text):
    return max([s.strength for s in find_slogans(text) if s.type == "parallel_series"], default=0.0)


def test_a_slogan_is_stronger_than_a_story():
    assert is_strong(strongest(OFFICIAL)) and not is_strong(strongest(STORY))


def test_a_heading_makes_stronger():
    series = "抓班子强队伍、抓项目促发展"  # 'grasp the team, grasp projects'
    plain = strongest(f"今年，我们{series}。\n")
    headed = strongest(f"{series}\n\n今年以来，全县各项工作有序开展，取得了新的成绩。\n")
    assert headed >= plain


def test_every_slogan_has_a_strength():
    found = find_slogans("“党建+治理”模式打通“神经末梢”，做到用心用情用力。")
    assert {s.type for s in found} >= {"plus_compound", "coinage"} and all(0 < s.strength <= 1 for s in found)
