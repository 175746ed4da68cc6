"""gazetteer, attestations, families: what is known from outside is found, labelled by the stated rule, and marked as such."""

import math

import pandas as pd
import pytest

from tifaku import formulas_table, gazetteer
from tifaku.corpus import read_text
from tifaku.formulas.families import frames
from tifaku.gazetteer.attestations import attested, label
from tifaku.text import lexicons
from tifaku.text.documents import Fact


def known(text, docs=()):
    """The looked-up rows of a text by surface."""
    table = gazetteer.look_up(formulas_table(text), docs)
    return {row["surface"]: row for row in table.to_dict("records")}


def test_a_national_formula_has_components_marked_as_outside_knowledge():
    row = known("解决“两不愁三保障”突出问题")["两不愁三保障"]  # two worries less, three guarantees
    assert (row["link"], row["level"], row["label"]) == ("same", "central", "national")
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
    assert (rows["北京市"].label, rows["北京市"].link) == ("provincial", "same")
    assert rows["湖南省"].link == "none"


@pytest.mark.parametrize(
    ("surface", "facts", "expected"),
    [
        ("四个意识", {"level": "central"}, "national"),  # four consciousnesses
        ("八大战役", {"level": "province", "province": "四川"}, "provincial"),  # eight campaigns of Sichuan
        ("四城同创", {}, "national"),  # four city titles at once: 7 places, a third of the reports in Hubei
        ("三张牌", {}, "provincial"),  # three cards: nine tenths of the reports in Yunnan
        ("四项行动", {}, "local"),  # four actions: each place has its own
        ("345", {}, "local"),  # a code: each place has its own
        ("四抓四度", {}, "unattested"),  # four grasps, four degrees
    ],
)
def test_labels(surface, facts, expected):
    assert label(surface, facts, attested(surface))[0] == expected


def test_the_share_separates_better_than_the_number_of_provinces():
    """The figures of the docstring, from the table itself."""
    rows = [(r["level"], int(r["n_places_of_348"] or 0), float(r["top_province_share"] or 1), int(r["n_provinces_of_31"] or 0))
            for r in lexicons.rows("gazetteer")]  # fmt: skip
    national = [r for r in rows if r[0] in ("central", "ministry") and r[1] >= 3]
    provincial = [r for r in rows if r[0] == "province" and r[1] >= 3]
    assert (sum(r[2] <= 0.5 for r in national), len(national)) == (240, 258)
    assert (sum(r[2] <= 0.5 for r in provincial), len(provincial)) == (24, 90)
    assert (sum(r[3] >= 10 for r in national), sum(r[3] >= 10 for r in provincial)) == (179, 19)


def test_every_row_of_the_gazetteer_names_its_source():
    assert [row["formula"] for row in lexicons.rows("gazetteer") if not row["source"].strip()] == []


def test_families_share_heads_or_all_but_one_slot():
    assert "双培双带" in gazetteer.family("三培两带")
    assert "三比三看" in gazetteer.family("三比三争")  # three compares, three sees / strives
    assert gazetteer.family("三张牌") == [] == frames("三张牌")


def test_counts_are_numbers_and_an_unknown_share_is_missing():
    rows = known("“一带一路”，“四抓四度”")
    assert (rows["一带一路"]["n_provinces"], rows["四抓四度"]["n_places"]) == (31, 0)
    assert math.isnan(rows["四抓四度"]["top_province_share"])
