"""gazetteer, attestations, families: what is known from outside is found, labelled by the stated rule, and marked as such."""

import math

import pandas as pd
import pytest

from tifaku import formulas_table, gazetteer
from tifaku.corpus import read_text
from tifaku.formulas.grammar import head_patterns
from tifaku.gazetteer import ONE_PROVINCE, attested, label
from tifaku.gazetteer.glosses import gloss
from tifaku.text import lexicons
from tifaku.text.documents import Fact


def known(text, docs=()):
    """The looked-up rows of a text by surface."""
    table = gazetteer.look_up(formulas_table(text), docs)
    return {row["surface"]: row for row in table.to_dict("records")}


def test_a_national_formula_has_components_marked_as_outside_knowledge():
    row = known("解决“两不愁三保障”突出问题")["两不愁三保障"]  # two worries less, three guarantees
    assert (row["link"], row["level"], row["label"]) == ("same", "central", "central")
    assert row["outside_components"].count("||") == 1
    assert row["outside_basis"].startswith("outside knowledge, not stated by the text")
    assert (row["verdict"], row["components"].strip("|")) == ("unresolved", "")


def test_look_up_keeps_rows_and_columns():
    table = formulas_table("“四抓四度”，一户一策，“四风”问题")
    looked = gazetteer.look_up(table)
    pd.testing.assert_frame_equal(looked[table.columns], table)
    assert len(gazetteer.look_up(table.iloc[:0])) == 0


@pytest.mark.parametrize(
    ("variant", "name"),
    [("四好农村公路", "四好农村路"), ("四家班子", "四套班子"), ("四个三重大生态工程建设", "四个三重大生态工程")],
)
def test_variants_are_linked(variant, name):
    link, entry = gazetteer.find_entry(variant)
    assert (link, entry.name) == ("variant", name)


def test_a_short_name_is_expanded_only_where_the_words_around_make_it_clear():
    assert "withheld" in known("整治“四有”现象")["四有"]["outside_basis"]
    assert known("整治“四风”问题")["四风"]["outside_components"]
    assert known("“双高”")["双高"]["outside_components"] == ""


def test_an_entry_of_one_province_is_not_applied_to_another():
    here = read_text("建设“四个中心”", doc_id="x")
    facts = {name: type(here)(**{**here.__dict__, "metadata": {"province": Fact(name)}}) for name in ("北京市", "湖南省")}
    rows = {name: gazetteer.look_up(formulas_table(doc), [doc]).iloc[0] for name, doc in facts.items()}
    assert (rows["北京市"].label, rows["北京市"].link) == ("one province", "same")
    assert rows["湖南省"].link == "none"


@pytest.mark.parametrize(
    ("surface", "facts", "expected"),
    [
        ("四个意识", {"level": "central"}, "central"),  # four consciousnesses
        ("三会一课", {}, "central"),  # three meetings, one lesson: in one local report, but in 26 national documents
        ("八大战役", {"level": "province", "province": "四川"}, "one province"),  # eight campaigns of Sichuan
        ("四城同创", {}, "few places"),  # four city titles at once: five provinces
        ("三张牌", {}, "one province"),  # three cards: nine tenths of the reports in Yunnan
        ("四项行动", {}, "widespread"),  # four actions: each place has its own
        ("三大工程", {}, "widespread"),  # three great projects: 30 provinces
        ("四抓四度", {}, "only here"),  # four grasps, four degrees
    ],
)
def test_labels(surface, facts, expected):
    assert label(surface, facts, attested(surface))[0] == expected


@pytest.mark.parametrize(("own", "said"), [("四川省", True), ("云南省", False), ("", False)])
def test_a_name_of_another_province_is_called_so(own, said):
    assert ("not of" in label("三张牌", {}, attested("三张牌"), own)[1]) == said


def test_variants_are_counted_by_the_main_form():
    assert attested("四好农村公路") == attested("四好农村路")
    assert known("建设“四好农村公路”")["四好农村公路"]["counted_as"] == "四好农村路"


def test_the_share_separates_what_the_gazetteer_calls_national_from_what_it_calls_a_province_s():
    rows = [(row["level"], attested(row["formula"].partition("（")[0])) for row in lexicons.rows("gazetteer")]
    local = {
        level: [uses.top_share <= ONE_PROVINCE for lv, uses in rows if lv == level and uses.reports > 2] for level, _ in rows
    }
    national = local["central"] + local["ministry"]
    assert sum(national) / len(national) > 0.85 and sum(local["province"]) / len(local["province"]) < 0.35


def test_every_row_of_the_gazetteer_names_its_source():
    assert [row["formula"] for row in lexicons.rows("gazetteer") if not row["source"].strip()] == []


def test_families_share_heads_or_all_but_one_slot():
    assert "双培双带" in gazetteer.family("三培两带")
    assert "三比三看" in gazetteer.family("三比三争")  # three compares, three sees / strives
    assert gazetteer.family("三张牌") == [] == head_patterns("三张牌")


def test_counts_are_numbers_and_an_unknown_share_is_missing():
    rows = known("“一带一路”，“四抓四度”")
    assert (rows["一带一路"]["n_provinces"], rows["四抓四度"]["n_reports"]) == (31, 0)
    assert math.isnan(rows["四抓四度"]["top_province_share"])


def test_a_name_whose_items_are_others_here_is_not_the_one_that_is_known():
    """三位一体 'three in one' of ploughing, picking and tourism is not the pattern of poverty alleviation."""
    ours, theirs = (known(f"{items}“三位一体”{noun}。")["三位一体"] for items, noun in OTHERS_AND_HELD)
    assert (ours["label"], ours["link"], ours["outside_components"], ours["english"]) == ("widespread", "name only", "", "")
    assert (theirs["label"], theirs["link"]) == ("central", "variant") and "产业" not in theirs["outside_components"]
    assert gloss("三位一体", known=False) != gloss("三位一体")


OTHERS_AND_HELD = [("推行耕种、采摘、文旅", "模式"), ("坚持专项扶贫、行业扶贫、社会扶贫", "大扶贫格局")]
