"""Recounts: the list after the name is counted again in the same sentence: “十必接”…，机关、学校…和浴室等10大类 'ten kinds'."""

from __future__ import annotations

from tifaku.formulas.stated.codes import numeral
from tifaku.formulas.stated.fits import fit
from tifaku.formulas.stated.ordinals import single_number
from tifaku.formulas.stated.page import Finding, Page, name_end
from tifaku.text.findings import Formula

LEAST = 7  # fives and fours are so common that the second count is mostly that of another set


def by_recount(page: Page, formula: Formula) -> Finding | None:
    """The items of a list in a later clause of the sentence that ends in the same number and a classifier."""
    number = single_number(formula)
    if number < LEAST:
        return None
    start = name_end(page.text, formula)
    for count in numeral(number).finditer(page.text, start, page.sentence_end(start)):
        begin = page.clause_start(count.start())
        items = fit(page.text, begin, count.start(), formula.groups, "、", True, False) if begin > start else ()
        if items:
            return Finding("list counted again in the sentence", items)
    return None
