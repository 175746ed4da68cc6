"""The light knowledge of grammar that slogans are read with: clause verbs and the words that moulds are made of."""

from __future__ import annotations

from functools import cache

from tifaku.text.lexicons import clause_verbs, rows


@cache
def _bound_words() -> frozenset[str]:
    return clause_verbs() | {row["word"] for row in rows("bound_words")}


def in_word(text: str, at: int) -> bool:
    """Whether text[at - 1] and text[at] make a common word, so that no segment begins or ends between them."""
    return text[at - 1 : at + 1] in _bound_words()


@cache
def mould_words(role: str) -> frozenset[str]:
    """The words of one role in moulds, such as frame, inner, suffix, list, before or after; data/mould_words.tsv."""
    return frozenset(row["word"] for row in rows("mould_words") if row["role"] == role)


@cache
def quotation_marks(place: str) -> tuple[str, ...]:
    """What stands `before`, `after` or as the `whole` of a quotation that is a name, or opens one that is `popular`."""
    return tuple(row["marker"] for row in rows("quotation_marks") if row["place"] == place)
