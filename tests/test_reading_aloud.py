"""readings: one sentence a table, true of any table, with nothing that an article could run."""

import pandas as pd
import pytest

import tifaku
from tifaku.notebook import readings
from tokentables import table_of

TEXTS = [  # 'a brand well chosen …'
    "打造选得准、树得住、叫得响的品牌，推进“四个一批”项目。党建引领发展。",
    "党建引领发展，落实“三张牌”。",
]
DOCS = [tifaku.read_text(text, f"d{k}") for k, text in enumerate(TEXTS)]
WORDS = tifaku.words(tifaku.tokenize(DOCS))
FORMULAS = tifaku.formulas_table(DOCS)
DAMAGED = tifaku.read_text("黨建引領,發展。", "d9")
TYPES = pd.DataFrame({"type": ["coinage", "coinage", "plus_compound"]})
SPREAD = pd.DataFrame({"articles": [1, 2], "places": [1, 1]})
EMPTY = tifaku.words(tifaku.tokenize([]))
TWELVE, OTHERS = table_of(*["党建 发展"] * 12), table_of(*["治理 发展"] * 12)
LIST = tifaku.Reference("list", pd.Series({"党建": 5, "发展": 9}), 100)
UNLISTED = tifaku.Reference("list", pd.Series({"发展": 9}), 100)


def repairs(docs):
    return readings.of_repairs(tifaku.edit_counts(docs), tifaku.edits_table(docs))


CASES = {
    "repairs": (lambda: repairs([*DOCS, DAMAGED]), "script 3 and width 1. Most were made in d9 ("),
    "slogan types": (lambda: readings.of_slogans(TYPES), "2 coinages and 1 plus-compound."),
    "spread": (lambda: readings.of_diffusion(SPREAD), "1 stands in more than one article, none"),
    "often": (lambda: readings.of_formulas(pd.concat([FORMULAS] * 2)), "Most frequent: 三张牌 (2) and 四个一批 (2)"),
    "articles": (lambda: readings.of_corpus(tifaku.read_corpus("seeds")), "11,229 characters that are counted"),
    "tokens": (lambda: readings.of_tokens(WORDS, WORDS), "2 tokens are a numbered formula"),
    "terms": (lambda: readings.of_terms(tifaku.term_frequency(WORDS)), "in 2 articles"),
    "dispersion": (lambda: readings.of_dispersion(tifaku.dispersion(WORDS)), "DPnorm"),
    "keyness refused": (
        lambda: readings.of_keyness(tifaku.keyness(WORDS)),
        "called key: 2 articles are described and not tested",
    ),
    "keyness of a list": (lambda: readings.of_keyness(tifaku.keyness(TWELVE, LIST)), "a list that does not know its articles"),
    "keyness": (
        lambda: readings.of_keyness(tifaku.keyness(TWELVE, OTHERS)),
        "3 terms were tested by a rank sum over articles, so that of the findings at most 5 % are expected to be chance: 1 is "
        "key, first 党建 (Log Ratio ",
    ),
    "unlisted": (lambda: readings.of_keyness(tifaku.keyness(TWELVE, UNLISTED)), "1 is not in the reference"),
    "keyness of nothing": (lambda: readings.of_keyness(tifaku.keyness(EMPTY)), "there are none"),
    "few articles": (lambda: readings.of_sample(5), "too few for an interval"),
    "a sample": (lambda: readings.of_sample(1200), "these 1,200 articles as a sample"),
    "collocations tested": (lambda: readings.of_collocations(tifaku.collocations(OTHERS, ["治理"])), "nearer than in shuffled"),
    "collocations": (lambda: readings.of_collocations(tifaku.collocations(WORDS, ["党建"])), "党建 with"),
    "formulas": (lambda: readings.of_formulas(FORMULAS), "2 occurrences of 2 formulas"),
    "slogans": (lambda: readings.of_slogans(tifaku.slogans_table(DOCS)), "parallel series"),
    "frames": (lambda: readings.of_frames(tifaku.frames(DOCS)), "X得Y"),
    "no doubts": (lambda: readings.of_doubts(tifaku.edits_table(DOCS).query("doubt != ''")), "could be decided"),
    "no terms": (lambda: readings.of_terms(tifaku.term_frequency(EMPTY)), "no words"),
    "no dispersion": (lambda: readings.of_dispersion(tifaku.dispersion(EMPTY)), "Not measured"),
    "no collocations": (lambda: readings.of_collocations(tifaku.collocations(WORDS, ["x"])), "No word"),
    "lives": (lambda: readings.of_lives(tifaku.lifecycle(DOCS, ["党建"])), "no curve to show"),
    "no formulas": (lambda: readings.of_formulas(tifaku.formulas_table([])), "No numbered formula"),
    "no slogans": (lambda: readings.of_slogans(tifaku.slogans_table([])), "No slogan"),
    "no frames": (lambda: readings.of_frames(tifaku.frames([])), "No mould"),
    "no repairs": (lambda: repairs([]), "Nothing had to be repaired"),
}


@pytest.mark.parametrize("make, says", CASES.values(), ids=CASES)
def test_a_table_is_read_aloud(make, says):
    assert says in make().text and "nan" not in make().text


def test_what_a_table_quotes_is_text():
    table = pd.DataFrame({"term": ["<script>x</script>\u202e"], "n": [1], "df": [1]})
    assert "<script" not in readings.of_terms(table)._repr_html_() and "〔U+202E〕" in readings.of_terms(table).text
