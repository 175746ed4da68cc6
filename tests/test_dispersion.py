"""dispersion: the values of the papers that introduced them, and a plain count part by part."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tifaku import dispersion
from tokentables import table_of

CASES = json.loads((Path(__file__).parent / "cases/dispersion.json").read_text(encoding="utf-8"))
PARTS = st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=9).map(" ".join), min_size=2, max_size=6)


@pytest.mark.parametrize("case", CASES, ids=[case["source"][:20] for case in CASES])
def test_published_values(case):
    table = dispersion(table_of(*case["parts"])).set_index("term")
    for term, expected in case["expected"].items():
        assert {name: round(table.loc[term, name], 3) for name in expected} == pytest.approx(expected, abs=5e-4)


@settings(deadline=None)
@given(PARTS)
def test_like_a_plain_count_part_by_part(parts):
    sizes = np.array([len(part.split()) for part in parts])
    for row in dispersion(table_of(*parts)).itertuples():
        n = np.array([Counter(part.split())[row.term] for part in parts])
        share, rate = sizes / sizes.sum(), n / sizes
        dp = np.abs(n / n.sum() - share).sum() / 2
        d = 1 - np.std(rate) / np.mean(rate) / np.sqrt(len(parts) - 1)
        assert (row.n, row.range) == (n.sum(), (n > 0).sum())
        assert (row.dp, row.dp_norm, row.juilland_d) == pytest.approx((dp, dp / (1 - share.min()), d), abs=1e-9)


def test_agrees_with_pycorpdiff():
    measures = pytest.importorskip("pycorpdiff.keyness.dispersion")
    tokens = table_of(*CASES[0]["parts"])
    table = dispersion(tokens).set_index("term")
    matrix = tokens.groupby(["doc_id", "token"]).size().unstack(fill_value=0)
    assert table.dp.to_dict() == pytest.approx(measures.dispersion_dp(matrix).to_dict(), abs=1e-9)
    assert table.juilland_d.to_dict() == pytest.approx(measures.juilland_d(matrix).to_dict(), abs=1e-9)


def test_rare_terms_can_be_left_out():
    assert dispersion(table_of("a a b", "a"), min_n=2).term.to_list() == ["a"]


@pytest.mark.parametrize("parts", [(), ("a",), ("a b a",)])
def test_fewer_than_two_articles_are_refused_with_a_notice(parts):
    table = dispersion(table_of(*parts))
    assert table.empty and list(table.columns) == ["term", "n", "range", "dp", "dp_norm", "juilland_d"]
    assert "two articles" in table.attrs["notice"]
