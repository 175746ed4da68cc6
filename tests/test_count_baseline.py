"""The script that makes the baseline tables, on reports written for it."""

import csv
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import count_baseline  # noqa: E402

REPORTS = {  # 'do the work of the six stabilities', 'put the three represents into practice'
    ("北京市_2020", "北京市", 2020): "政府工作报告\n\n做好“六稳”工作，六稳六保，第三个代表。\n城镇就业１１６.2万人。\n\n"
    "名词解释\n六稳：稳就业。\n",
    ("成都市_2020", "成都市", 2020): "做好“六稳”“六保”。\n践行“三个代表”。\n再做好六稳。\n",
    ("四川省_2021", "四川省", 2021): "今天开会。[1]\n今天开会。\n\n[1]“六稳”：稳就业。\n",
    ("四川省_2022", "四川省", 2022): "另一地的报告：六稳。\n",
}  # fmt: skip


def rows(path):
    return list(csv.DictReader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    lines = ["doc_id\tplace\tyear\tkeep"]
    for (name, place, year), text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        lines.append(f"{name}\t{place}\t{year}\t{'no' if year == 2022 else ''}")
    (folder / "reports.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    count_baseline.local(folder, folder / "reports.tsv", folder)
    count_baseline.national("gwr", folder, folder)
    return folder


def test_bodies_by_year_and_province(made):
    table = [list(row.values()) for row in rows(made / "baseline_reports.tsv")]
    assert table == [
        ["2020", "11", "北京", "1", "1", "32"], ["2020", "51", "四川", "1", "0", "26"], ["2021", "51", "四川", "1", "1", "10"],
    ]  # fmt: skip


def test_cells_of_a_formulation(made):
    code = {row["formulation"]: row["f"] for row in rows(made / "formulations.tsv") if row["sources"] != "family"}
    cells = {(row["f"], row["year"]): row["cells"] for row in rows(made / "attested_by_year.tsv")}
    assert cells[code["六稳"], "2020"] == "11:1,1,2,1 51:1,1,2,0" and (code["六稳"], "2021") not in cells
    assert cells[code["三个代表"], "2020"] == "51:1,1,1,0"  # not 第三个代表 'the third deputy'
    assert cells[code["六稳六保"], "2020"] == "11:1,0,1,1 51:1,0,1,0"  # “六稳”“六保” are two names


def test_counts_of_formulations_by_their_basis(made):
    told = {row["formulation"]: row for row in rows(made / "formulations.tsv") if row["sources"] != "family"}
    counts = ("reports", "quoted", "provinces", "first", "last")
    assert [told["六稳"][name] for name in counts] == ["2", "2", "2", "2020", "2020"]
    assert [told["新质生产力"][name] for name in counts] == ["0", "0", "0", "", ""]
    assert len(told) == len({row["formulation"] for row in rows(_shipped()) if row["sources"] != "family"})


def _shipped():
    return ROOT / "lib" / "tifaku" / "data" / "formulations.tsv"


def test_a_national_source(made):
    assert [list(row.values()) for row in rows(made / "baseline_national.tsv")][0][:3] == ["gwr", "2020", "2"]
    code = {row["formulation"]: row["f"] for row in rows(_shipped()) if row["sources"] != "family"}
    found = {(row["f"], row["year"]): row for row in rows(made / "attested_national.tsv")}
    assert list(found[code["六稳"], "2020"].values())[3:] == ["2", "2", "4"]


def test_what_cannot_be_counted_is_said(tmp_path):
    (tmp_path / "a.txt").write_text("六稳", encoding="utf-8")
    with pytest.raises(ValueError, match="a.txt does not end with its year"):
        count_baseline.national("gwr", tmp_path, tmp_path)
    (tmp_path / "r.tsv").write_text("doc_id\tplace\tyear\na\t无此市\t2020\n", encoding="utf-8")
    with pytest.raises(ValueError, match="divisions.tsv lacks: 无此市"):
        count_baseline.local(tmp_path, tmp_path / "r.tsv", tmp_path)
