"""Adoption: first sight, spread and what became of a formulation, on made cells and on the baseline."""

from math import comb

import pandas as pd
import pytest

from tifaku.tables.adoption import adoption, at_large, births_and_deaths, compared, halves, lags, lives_at_large, place_year
from tifaku.tables.baseline import baseline
from tifaku.tables.lifecycle import lifecycle
from tifaku.text.documents import Document, Fact

SAID, NOT = "做好“六稳”工作。", "今天开会。"  # 'do the work of the six stabilities'; 'a meeting today'


def article(number, year, province, text):
    facts = {"date": Fact(f"{year}-03-01"), "province": Fact(province)}
    return Document(str(number), text, text, metadata=facts)


def corpus(plan):
    """Articles by year and province: how many say it, how many don't."""
    docs = [
        article(f"{year}{province}{text}{k}", year, province, text)
        for (year, province), (with_it, without) in plan.items()
        for text, n in ((SAID, with_it), (NOT, without))
        for k in range(n)
    ]
    return docs


SPREAD = corpus(
    {
        (2017, "广西"): (2, 8), (2017, "云南"): (0, 10), (2018, "广西"): (0, 10), (2018, "云南"): (0, 10), (2019, "广西"): (2, 8),
        (2019, "云南"): (3, 7), (2019, "四川"): (0, 5), (2020, "四川"): (4, 1), (2020, "西藏"): (0, 3),
    }
)  # fmt: skip


def test_cells_of_a_corpus():
    cells = place_year(SPREAD, ["六稳"])
    rows = cells.set_index(["year", "place"])[["articles", "of_articles"]].agg(tuple, axis=1).to_dict()
    assert rows[2019, "云南"] == (3, 10) and rows[2018, "广西"] == (0, 10) and (2020, "云南") not in rows


def test_one_place_is_no_first_sight():
    row = adoption(place_year(SPREAD, ["六稳"])).iloc[0]
    assert (row["first"], row["first_places"], row["places"], row["of_places"]) == (2019, "云南、广西", 3, 4)
    assert (row["half"], row["years_to_half"], row["best"], row["last"]) == (2019, 0, 2020, 2020)


def test_the_places_that_follow():
    table = lags(place_year(SPREAD, ["六稳"]))
    assert table[["place", "first", "lag", "places"]].values.tolist() == [
        ["云南", 2019, 0, 2], ["广西", 2019, 0, 2], ["四川", 2020, 1, 3],
    ]  # fmt: skip


def test_never_at_home():
    row = adoption(place_year(corpus({(2019, "广西"): (9, 1), (2019, "云南"): (0, 1)}), ["六稳"])).iloc[0]
    assert pd.isna(row["first"]) and row["life"] == "never in 3 articles of one year and two places"
    assert lags(place_year([], ["六稳"])).empty and adoption(place_year([], ["六稳"])).empty


@pytest.mark.parametrize(
    "formulation, first, life",
    [
        ("六稳", 2019, "gone since 2024"),  # 'six stabilities'; in 2017 another thing
        ("四个全面", 2015, "comes back in 2026, first years of five-year plans: no revival"),  # in 2007 another thing
        ("三个代表", 2001, "comes back in 2021, 2026, first years of five-year plans: no revival"),  # 'three represents'
        ("新质生产力", 2024, "in use in 2026"),  # 'new quality productive forces'
        ("五位一体", 2012, "fading since 2017"),  # 'five in one'
        ("高质量发展", 2014, "rises in 2018, after single uses before; in use in 2026"),  # 'high-quality development'
        ("放管服", 2016, "hardly seen in 2026, which is too little to call it gone"),  # 'delegate, regulate, serve'
        ("计划生育", 1993, "all but gone since 2021"),  # 'family planning'
    ],
)
def test_what_became_of_well_known_formulations(formulation, first, life):
    row = adoption(baseline(formulation, by="cell")).iloc[0]
    assert (row["first"], row["life"]) == (first, life)


YEARS = {2018: 0, 2019: 0, 2020: 30, 2021: 35, 2022: 1, 2023: 0}  # of 40 articles each


def table(years=YEARS):
    return lifecycle(corpus({(year, "云南"): (n, 40 - n) for year, n in years.items()}), ["六稳"])


def test_births_and_deaths():
    rows = births_and_deaths(table())
    assert rows[["what", "since", "before", "of_before", "after", "of_after"]].values.tolist() == [
        ["new", 2020, 0, 80, 66, 160], ["gone", 2022, 65, 160, 1, 80],
    ]  # fmt: skip
    assert (rows["q"] < 0.001).all()


def test_few_articles_at_the_end_are_no_death():
    plan = {(2022, "云南"): (0, 100), (2023, "云南"): (4, 6), (2024, "云南"): (2, 1)}  # two of the last three still use it
    assert births_and_deaths(lifecycle(corpus(plan), ["六稳"]))["what"].tolist() == ["new"]


@pytest.mark.parametrize("years", [{2018: 20, 2019: 20, 2020: 20}, {2018: 0, 2019: 2, 2020: 0}, {2020: 40}])
def test_no_birth_and_no_death(years):
    assert births_and_deaths(table(years)).empty


def test_halves_of_a_curve():
    rows = halves(table())
    assert rows.attrs["from"] == 2021 and rows[["before", "of_before", "after", "of_after"]].values.tolist() == [
        [30, 120, 36, 120]
    ]
    chances = [comb(120, k) * comb(120, 66 - k) / comb(240, 66) for k in range(67)]  # Fisher 1935, by its definition
    assert rows["p"][0] == pytest.approx(sum(chance for chance in chances if chance <= chances[30] * (1 + 1e-9)))
    assert halves(table({2020: 3})).empty


@pytest.mark.parametrize("n, reading", [(40, "amplified"), (11, "as elsewhere"), (1, "ignored")])
def test_against_the_baseline_of_the_same_years(n, reading):
    row = compared(table({2019: n})).iloc[0]  # of 40; 27% of the work reports of 2019 have it
    assert row["expected"] == pytest.approx(26 / 97) and row["reading"] == reading


def test_what_the_baseline_does_not_know():
    lives = lifecycle(SPREAD, ["九抓八推", "六稳"])
    row = compared(lives).set_index("formulation").loc["九抓八推"]
    assert row["reading"] == "not counted in the baseline" and pd.isna(row["expected"]) and row["of_articles"] == len(SPREAD)
    assert compared(lives, source="xwlb_item").set_index("formulation")["reading"]["六稳"].startswith("no article of a year")


def test_formulas_of_a_few_articles_have_a_life_elsewhere():
    table = at_large(["六稳", "九抓八推", "“两个确立”", "六稳"])
    assert table["formulation"].tolist() == ["六稳", "两个确立"] and table["life"].tolist() == [
        "gone since 2024",
        "in use in 2026",
    ]
    curves = lives_at_large(["六稳", "九抓八推"])
    assert set(curves["formulation"]) == {"六稳"} and curves["period"].min() == 2003
    assert at_large(["九抓八推"]).empty and lives_at_large([]).empty and "none of these" in at_large([]).attrs["notice"]


@pytest.mark.parametrize("made", [births_and_deaths, halves, compared])
def test_groups_that_are_no_time_have_no_before_and_after(made):
    lives = lifecycle(SPREAD, ["六稳"], "province")
    assert set(lives["period"]) == {"云南", "广西", "四川", "西藏"}
    assert made(lives).empty and made(lives).attrs["notice"]
