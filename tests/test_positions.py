"""positions: shares of the counted characters before a finding, fifths, and an interval that takes articles as the sample."""

import numpy as np
import pytest

import tifaku
from tifaku.tables.positions import by_fifth, positions
from tifaku.text.documents import Block, Document

FORMULA, FILLER = (
    "坚持“四抓四度”工作法。",
    "群众满意。",
)  # 'uphold the method of four grasps, four degrees', 'the masses are satisfied'


@pytest.mark.parametrize("before, fifth", [(0, 1), (5, 2), (10, 3), (20, 5)])
def test_the_fifth_of_a_formula(before, fifth):
    table = positions(FILLER * before + FORMULA + FILLER * (20 - before))
    assert table[["kind", "surface", "fifth"]].values.tolist() == [["formula", "四抓四度", fifth]]
    assert table["at"][0] == pytest.approx((5 * before + 3) / (100 + len(FORMULA)))


def test_what_is_not_counted_is_left_out_and_adds_no_length():
    text = FORMULA + FORMULA + FILLER * 4
    half = len(FORMULA)
    doc = Document("a", text, text, blocks=(Block("caption", 0, half), Block("paragraph", half, len(text))))
    table = positions([doc], tifaku.find([doc]))
    assert table["start"].tolist() == [half + 3] and table["at"][0] == pytest.approx(3 / (len(text) - half))


def test_shares_add_up_and_few_articles_have_no_interval():
    shares = by_fifth(positions([FORMULA + FILLER * 20] * 3))
    assert shares["share"].sum() == 1 and shares["n"].tolist() == [3, 0, 0, 0, 0] and shares["low"].isna().all()


def test_the_interval_is_that_of_a_ratio_over_articles():
    """Articles with 1 or 3 formulas: the share by hand, its variance by leaving out one article after the other (jackknife)."""
    texts = [FORMULA + FILLER * 20, FORMULA + FILLER * 20 + FORMULA * 2] * 10
    docs = [tifaku.read_text(text, f"d{k:02}") for k, text in enumerate(texts)]
    places = positions(docs)
    row = by_fifth(places).iloc[0]
    counts = np.array([[1, 1], [1, 3]] * 10)  # in the first fifth, in all
    left_out = [(counts[:, 0].sum() - a) / (counts[:, 1].sum() - b) for a, b in counts]
    spread = np.sqrt(19 / 20 * ((np.array(left_out) - np.mean(left_out)) ** 2).sum())
    assert row.share == 0.5 and (row.high - row.low) / 2 == pytest.approx(2.093 * spread, rel=0.05)


def test_no_finding_has_no_rows():
    assert positions("群众满意。").empty and by_fifth(positions("群众满意。")).empty
