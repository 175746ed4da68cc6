"""Recounts: the list after the name is counted again in the same sentence: “十必接”…，机关、学校…和浴室等10大类 'ten kinds'."""

from __future__ import annotations

import re

from tifaku.expansions.fits import fit
from tifaku.expansions.ordinals import single_number
from tifaku.expansions.page import Finding, Page, name_end
from tifaku.formulas import Formula

_HAN = "零一二三四五六七八九十"
LEAST = 4  # a smaller number may well be another set of that size


def by_recount(page: Page, formula: Formula) -> Finding | None:
    """The items of a list in a later clause of the sentence that ends in the same number and a classifier."""
    number = single_number(formula)
    if number < LEAST:
        return None
    start = name_end(page.text, formula)
    again = re.compile(f"等?(?:{number}|{_HAN[number]})(?:大?类|[大个项种条])")
    for count in again.finditer(page.text, start, page.sentence_end(start)):
        begin = page.clause_start(count.start())
        items = fit(page.text, begin, count.start(), formula.groups, "、", True, False) if begin > start else ()
        if items:
            return Finding("list counted again in the sentence", items)
    return None
