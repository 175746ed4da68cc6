"""Constructions: the ways to state a list that the register has, each of which reads one candidate for a name or nothing."""

from __future__ import annotations

from tifaku.formulas.stated.before import list_before
from tifaku.formulas.stated.codes import by_counts_in_a_row, by_numerals
from tifaku.formulas.stated.glosses import by_one_of, gloss_after
from tifaku.formulas.stated.ordinals import by_ordinals
from tifaku.formulas.stated.parts import by_clause_heads, by_parts, by_roles, by_told_heads
from tifaku.formulas.stated.series import by_clauses, by_earlier_clause, by_headings, by_near_list, by_sentences

OF_ANY = (list_before, gloss_after, by_near_list, by_sentences, by_earlier_clause, by_clauses, by_headings)
OF_ONE_GROUP = (by_ordinals, by_one_of)
OF_SEVERAL = (by_parts, by_roles, by_told_heads, by_clause_heads)
OF_CODES = (by_numerals, by_counts_in_a_row)
FAR = (by_parts, by_roles, by_headings)  # look for the parts of a name, or for heads, hundreds of characters away
#: What may read a name of each kind.
CONSTRUCTIONS = {
    "counted": (*OF_ANY, *OF_ONE_GROUP),
    "compound": (*OF_ANY, *OF_SEVERAL),
    "digit_code": (*OF_ANY, *OF_ONE_GROUP, *OF_SEVERAL, *OF_CODES),
    "sum_code": (*OF_ANY, *OF_ONE_GROUP, *OF_SEVERAL, *OF_CODES),
}
