"""glosses: from tables and the gazetteer, or word by word and marked so; nothing where a word is unknown."""

import pandas as pd
import pytest

import tifaku
from tifaku.gazetteer.glosses import gloss, in_english
from tifaku.text.lexicons import rows


@pytest.mark.parametrize(
    "name, english",
    [
        ("四抓四度", "lit. four grasps, four degrees"),
        ("一区两城三基地", "lit. one zone, two cities, three bases"),
        ("四弱三高", "lit. four weaknesses, three highs"),
        ("一院多区", "lit. one institute, many zones"),
        ("11357", "lit. one, one, three, five, seven"),
        ("1+5+26+N", "lit. 1 + 5 + 26 + N"),
        ("一片区一主业一特色", "lit. one main industry and one speciality for each area"),
        ("5大党建主题", "lit. five Party building themes"),
        ("百企千品", "lit. 100 enterprises, 1,000 products"),
        ("四好农村公路", "Four Good Rural Roads (well built, managed, maintained and operated)"),  # the gazetteer's, of a variant
        ("党建", "Party building"),
    ],
)
def test_a_name_and_its_gloss(name, english):
    assert str(gloss(name)) == english


@pytest.mark.parametrize(
    "name", ["三纠三促", "鑫鑫", "新五小", "", "³"]
)  # a head without a gloss; no word; words before the numeral
def test_none_rather_than_a_guess(name):
    assert gloss(name) is None


def test_every_formula_and_term_of_the_seeds_has_one():
    docs = tifaku.open_corpus("seeds")
    found = tifaku.find(docs)
    terms = tifaku.term_frequency(tifaku.words(tifaku.tokenize(docs, "rjieba", formulas=found), stop_words=False))["term"]
    names = {*terms, *(formula.surface for formula in found.formulas)}
    assert {name for name in names if not gloss(name)} <= {"1250m", "A", "³"}


def test_tables_get_a_column():
    table = pd.DataFrame({"n": [3, 1, 1], "term": ["发展", "四抓四度", "鑫鑫"]})
    assert [*in_english(table, "term").columns] == ["n", "term", "english"]
    assert in_english(table, "term")["english"].tolist() == ["development", "lit. four grasps, four degrees", ""]
    assert in_english(table.assign(english=["growth", None, ""]), "term")["english"][0] == "growth"
    assert in_english(table.head(0), "term").columns[-1] == "english"


def test_glosses_are_plain_and_single():
    tables = {"glosses": ("term", "english"), "head_glosses": ("head", "one")}
    for name, (key, english) in tables.items():
        found = rows(name)
        assert len({row[key] for row in found}) == len(found)
        assert all(row[english].strip() == row[english] != "" and row[english].isprintable() for row in found)
