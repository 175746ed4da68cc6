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
SPREAD = pd.DataFrame({"articles": [2], "places": [1]})
SPREAD.attrs["left_out"] = 1  # formulations that stand in one article only
EMPTY = tifaku.words(tifaku.tokenize([]))
TWELVE, OTHERS = table_of(*["党建 发展"] * 12), table_of(*["治理 发展"] * 12)
LIST = tifaku.Reference("list", pd.Series({"党建": 5, "发展": 9}), 100)
UNLISTED = tifaku.Reference("list", pd.Series({"发展": 9}), 100)


def repairs(docs):
    return readings.of_repairs(tifaku.edit_counts(docs), tifaku.edits_table(docs))


CASES = {
    "repairs": (lambda: repairs([*DOCS, DAMAGED]), "3 by script and 1 by width. The article with most is d9, with 4."),
    "slogan types": (lambda: readings.of_slogans(TYPES), "2 coinages and 1 plus-compound."),
    "spread": (lambda: readings.of_diffusion(SPREAD), "Of 2 formulations, 1 occurs in more than one article and none in"),
    "often": (
        lambda: readings.of_formulas(pd.concat([FORMULAS] * 2)),
        "Used most often: 三张牌 (lit. three cards) 2 times and 四个一批 (four batches) 2 times",
    ),
    "articles": (lambda: readings.of_corpus(tifaku.read_corpus("seeds")), "5 articles with 11,229 characters of titles"),
    "tokens": (lambda: readings.of_tokens(WORDS, WORDS), "2 are numbered formulas, kept whole"),
    "terms": (lambda: readings.of_terms(tifaku.term_frequency(WORDS)), "in 2 articles"),
    "dispersion": (lambda: readings.of_dispersion(tifaku.dispersion(WORDS)), "DPnorm"),
    "keyness refused": (
        lambda: readings.of_keyness(tifaku.keyness(WORDS)),
        "called key: 2 articles are described and not tested",
    ),
    "keyness of a list": (
        lambda: readings.of_keyness(tifaku.keyness(TWELVE, LIST)),
        "a list of counts that tells no articles apart",
    ),
    "keyness": (
        lambda: readings.of_keyness(tifaku.keyness(TWELVE, OTHERS)),
        "3 terms were tested by a rank sum over articles, so that at most 5% of the findings are expected to be chance. "
        "1 is key, 1 is underused. First: 党建 (Log Ratio ",
    ),
    "unlisted": (lambda: readings.of_keyness(tifaku.keyness(TWELVE, UNLISTED)), "The reference lacks 1 term"),
    "keyness of nothing": (lambda: readings.of_keyness(tifaku.keyness(EMPTY)), "there are none"),
    "few articles": (lambda: readings.of_sample(5), "too few for an interval"),
    "a sample": (lambda: readings.of_sample(1200), "these 1,200 articles as a sample"),
    "collocations tested": (lambda: readings.of_collocations(tifaku.collocations(OTHERS, ["治理"])), "closer than in shuffled"),
    "collocations": (lambda: readings.of_collocations(tifaku.collocations(WORDS, ["党建"])), "党建 with"),
    "formulas": (
        lambda: readings.of_formulas(FORMULAS),
        "2 occurrences of 2 different formulas. The articles spell out none in full",
    ),
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
    "no example": (lambda: readings.of_example(None), "there is no example to follow"),
    "no example in a file": (lambda: readings.of_example_in_file(None, []), "no example to follow"),
    "no example as a term": (lambda: readings.of_example_as_term(None, tifaku.term_frequency(WORDS)), "no example to follow"),
    "no repairs": (lambda: repairs([]), "Nothing had to be repaired"),
}


@pytest.mark.parametrize("make, says", CASES.values(), ids=CASES)
def test_a_table_is_read_aloud(make, says):
    assert says in make().text and "nan" not in make().text


def test_what_a_table_quotes_is_text():
    table = pd.DataFrame({"term": ["<script>x</script>\u202e"], "n": [1], "df": [1]})
    assert "<script" not in readings.of_terms(table)._repr_html_() and "〔U+202E〕" in readings.of_terms(table).text


def test_the_example_is_followed_from_file_to_meaning():
    docs = tifaku.open_corpus("seeds").sample()
    (example,) = [f for f in tifaku.find_formulas(docs["001_41b2eeaf16b5bc54"]) if f.surface == "四抓四度" and f.start > 100]
    frequency = tifaku.term_frequency(tifaku.words(tifaku.tokenize(docs["001_41b2eeaf16b5bc54"])))
    in_file, term, meaning = (
        readings.of_example_in_file(example, docs).text,
        readings.of_example_as_term(example, frequency).text,
        readings.of_example(example).text,
    )
    start, end = docs[example.doc_id].to_raw(example.start, example.end)
    assert f"and {start} to {end} of the file" in in_file and "四抓四度 (lit. four grasps, four degrees)" in in_file
    assert "counted 2 times; the dictionary alone would cut it into 四, 抓 and 四度" in term
    assert "stands for 4 抓: 抓组织领导, 抓责任挂链, 抓具体实际 and 抓示范引领; 4 度: 工作谋划有高度," in meaning
