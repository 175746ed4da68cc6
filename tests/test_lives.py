"""Figures of lives: what they draw is in their tables, and an empty table is a sentence."""

import pandas as pd
import pytest

from samples import lives, spreading
from tifaku import figures
from tifaku.tables.adoption import lags
from tifaku.tables.baseline import baseline
from tifaku.tables.lifecycle import lifecycle


def texts(fig):
    return [text.get_text() for axes in fig.axes for text in axes.texts]


def test_curves_are_sorted_by_birth_and_say_their_best():
    fig = figures.plot_lives(lives())
    assert [text for text in texts(fig) if text in ("六稳", "新质生产力")] == ["六稳", "新质生产力"]
    assert fig.alt == "Life curves, best share: 六稳 95% in 2020, 新质生产力 90% in 2024"
    curve = fig.axes[0].lines[1].get_xydata()  # each row has its base line and its curve
    assert curve[:, 0].tolist() == [2018, 2019, 2020, 2022, 2023, 2024]  # 2021 has no articles and no point
    assert curve[2, 1] == pytest.approx(0.4 - 0.8 * 38 / 40)


def test_periods_of_few_articles_are_hollow():
    points = figures.plot_lives(lives()).axes[0].collections[1]
    paper = [tuple(colour[:3]) == (1, 1, 1) for colour in points.get_facecolors()]
    assert paper == [False, False, False, True, False, False]


def test_periods_that_are_no_years_stand_side_by_side():
    table = lives().assign(period=lives()["period"].map(lambda year: f"{year}-H1"))
    assert "95% in 2020-H1" in figures.plot_lives(table).alt and "2020-H1" in figures.plot_heat(table).alt


def titles(fig):
    return " ".join(text.get_text() for text in fig.texts)


def test_three_articles_are_a_birth_and_groups_have_none():
    table = lives()
    early = (table["formulation"] == "新质生产力") & (table["period"] == 2018)
    assert early.any()  # a single article of 2018 may mean something else
    assert "The newest of these 2 is 新质生产力, in use since 2024" in titles(
        figures.plot_lives(table.assign(articles=table["articles"].mask(early, 1)))
    )
    groups = table[table["period"].isin([2019, 2024])].assign(
        period=lambda rows: rows["period"].map({2019: "甲报", 2024: "乙报"})
    )
    groups.attrs["period"] = "outlet"
    assert "by group: 2, those that differ most first" in titles(figures.plot_heat(groups))


def test_the_tile_map_has_all_34_and_leaves_those_without_documents_blank():
    shown = texts(figures.plot_tiles(baseline("六稳", by="province")))
    assert len({text for text in shown if "\u4e00" <= text[:1] <= "\u9fff"}) == 34
    assert shown[shown.index("台湾") + 1] == "" and shown[shown.index("四川") + 1] == "36%"
    first = texts(figures.plot_tiles(baseline("六稳", by="province"), value="first"))
    assert first[first.index("广西") + 1] == "2019"  # 2017 is another thing of the same name


def test_adoption_curves_end_with_all_their_places():
    table = lags(spreading())
    fig = figures.plot_adoption(table)
    assert fig.alt.startswith("Adoption curves, places: 六稳 31 (2019–2020)")
    assert max(line.get_ydata().max() for line in fig.axes[0].lines) == 31


def test_a_biography_maps_the_years_of_its_life():
    fig = figures.plot_biography(baseline("六稳"), baseline("六稳", by="cell"))
    assert "2021 96%" in fig.alt and "provinces, 2019–2023: 北京 80%" in fig.alt


@pytest.mark.parametrize(
    "fig",
    [
        figures.plot_lives(lifecycle([], ["六稳"])),
        figures.plot_heat(lifecycle([], ["六稳"])),
        figures.plot_tiles(baseline("九抓八推", by="province")),
        figures.plot_adoption(pd.DataFrame(columns=["formulation", "place", "first", "lag", "places"])),
        figures.plot_biography(baseline("九抓八推"), baseline("九抓八推", by="cell")),
    ],
)
def test_nothing_is_a_sentence(fig):
    assert fig.alt.endswith(".") or "nothing is known" in fig.alt
