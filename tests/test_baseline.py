"""The baseline: shares of official documents, as they were published with the counts, and what is not known."""

import subprocess
import sys

import pytest

from tifaku.gazetteer.baseline import counted, names_counted
from tifaku.tables.baseline import baseline, first_sources
from tifaku.text.lexicons import rows

#: Shares by year, rounded, of work reports; counted independently when the tables were built.
KNOWN = [
    ("六稳", {2018: 0, 2019: 0.27, 2020: 0.92, 2021: 0.96, 2022: 0.79, 2023: 0.08, 2024: 0}),  # 'six stabilities'
    ("放管服", {2017: 0.88, 2023: 0.73, 2024: 0.08}),  # 'delegate, regulate, serve'
    ("新质生产力", {2023: 0, 2024: 0.91}),  # 'new quality productive forces'
    ("两个确立", {2021: 0, 2022: 0.93}),  # 'two establishments'
    ("三个代表", {2016: 0.54, 2019: 0, 2020: 0, 2021: 0.23, 2026: 0.21}),  # 'three represents'
]


@pytest.mark.parametrize("formulation, shares", KNOWN)
def test_the_shares_of_well_known_formulations(formulation, shares):
    life = baseline(formulation).set_index("year")
    assert {year: round(life["share"][year], 2) for year in shares} == shares
    assert ((life["low"] <= life["share"]) & (life["share"] <= life["high"])).all()


def test_years_without_reports_have_no_row_and_those_without_a_hit_are_zero():
    years = {int(row["year"]) for row in rows("baseline_reports")}
    table = baseline("新质生产力")
    assert set(table["year"]) == years and 1980 not in years
    assert (table[table["year"] < 2024]["reports"] == 0).all() and table["of_reports"].sum() == 2938


def test_provinces_add_up_to_the_years():
    by_year, by_province, cells = (baseline("放管服", by=by) for by in ("year", "province", "cell"))
    assert by_year["reports"].sum() == by_province["reports"].sum() == cells["reports"].sum() == 1146  # formulations.tsv
    assert len(by_province) == 31 and by_province["of_reports"].sum() == 2938
    first = by_province.set_index("province")["first"]
    assert baseline("六稳", by="province").set_index("province")["first"]["广西"] == 2019  # in 2017 it is another thing there
    assert first.min() == by_year[by_year["reports"] > 0]["year"].min() == 2016


def test_the_steady_panel():
    life = baseline("六稳").set_index("year")
    assert life["own_share"][2021] == 1 and life["own_share"][2024] == 0


@pytest.mark.parametrize("formulation, basis", [("三线", "quoted"), ("六稳", "any"), ("123", "quoted"), ("高质量发展", "any")])
def test_short_names_count_in_quotation_marks_unless_they_always_stand_there(formulation, basis):
    assert counted(formulation).basis == basis == baseline(formulation).attrs["basis"]


def test_quoted_counts_are_those_of_the_quotation_marks():
    row = next(row for row in rows("formulations") if row["formulation"] == "三线")
    assert baseline("三线")["reports"].sum() == int(row["quoted"]) < int(row["reports"])


def test_variants_are_one_on_demand():
    alone, family = (
        baseline("四好农村公路"),
        baseline("四好农村公路", fold=True),
    )  # a variant of 四好农村路 'four-good rural roads'
    assert alone["reports"].sum() < family["reports"].sum() == 833
    assert family.attrs["folded"] == "四好农村路、四好农村公路"


@pytest.mark.parametrize("written", ["“六稳”", "六 稳", "“１＋１＋９”工作部署", "1+1+9工作部署"])
def test_marks_blanks_and_width_do_not_matter(written):
    assert baseline(written)["reports"].sum() > 0


def test_national_sources():
    assert baseline("新质生产力", source="gwr").set_index("year")["reports"].loc[2022:2026].tolist() == [0, 0, 1, 1, 1]
    assert baseline("两个确立", source="xwlb_day")["of_reports"].tolist()[0] == 365
    assert baseline("六稳", source="plan")["year"].min() == 1953


def test_who_had_it_first():
    table = first_sources("新质生产力").set_index("source")
    assert table["first"]["xwlb_day"] == 2023 and table["first"]["local"] == 2024
    assert first_sources("六稳").set_index("source")["first"]["local"] == 2019  # 2017: two reports of one province, another thing
    assert first_sources("四个全面").set_index("source")["first"]["local"] == 2015  # 2007: one city's own 'four comprehensives'
    assert table["known_from"]["xwlb_day"] == 2022 and "广东" in table["provinces"]["local"]


def test_not_counted_is_not_never_said():
    assert baseline("九抓八推").empty and "nothing is known" in baseline("九抓八推").attrs["notice"]
    assert first_sources("九抓八推").empty and "nothing is known" in first_sources("九抓八推").attrs["notice"]


@pytest.mark.parametrize("wrong", [{"by": "month"}, {"source": "rmrb"}, {"by": "province", "source": "gwr"}])
def test_what_can_not_be_had(wrong):
    with pytest.raises(ValueError, match="by must be|no source|by year only"):
        baseline("六稳", **wrong)


def test_every_formulation_has_its_counts():
    """Reports of the code table and of the cells agree, for one in fifty of all."""
    for known in names_counted()[::50]:
        row = next(row for row in rows("formulations") if row["f"] == known.code)
        assert baseline(known.formulation)["reports"].sum() == int(row["quoted" if known.basis == "quoted" else "reports"])


def test_the_first_answer_is_there_in_less_than_a_second():
    code = "import time, tifaku.tables.baseline as b; t = time.process_time(); b.baseline('六稳'); print(time.process_time() - t)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 1  # .15 on a quiet machine
