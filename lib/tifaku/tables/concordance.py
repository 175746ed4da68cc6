"""Concordance: every place where a string occurs, with what is around it."""

from __future__ import annotations

import re
from typing import Iterable, Iterator

import pandas as pd

from tifaku.corpus import read_text
from tifaku.text.documents import Document, as_documents

COLUMNS = ("doc_id", "pre", "keyword", "post", "start", "end", "raw_start", "raw_end", "in_body")


def kwic(
    docs: Document | str | Iterable[Document], keyword: str | Iterable[str], width: int = 20, sort: str | None = None
) -> pd.DataFrame:
    """One row per occurrence of a keyword: doc_id, pre, keyword, post, start, end, raw_start, raw_end, in_body.

    It is looked for in the characters of the repaired text, not in tokens, so that any string is found, however a segmenter
    cuts it. A keyword as it stands in the source, in traditional characters or with pinyin, is looked for as repaired,
    too. Of several keywords each is looked for by itself, and one does not overlap its own next occurrence.
    pre and post: up to `width` characters of the same line. raw_start:raw_end is the place in the source file.
    in_body: False in captions, bylines and page furniture. Rows stand in the order of the text; sort="right" orders them
    by what follows, sort="left" by what precedes, read backwards from the keyword. ValueError for an empty keyword.

    >>> table = kwic("开工一批、储备一批", "一批")  # 'start a batch, keep a batch in reserve'
    >>> table[["pre", "keyword", "post"]].values.tolist()
    [['开工', '一批', '、储备一批'], ['开工一批、储备', '一批', '']]

    Limits: what a line break or a different writing keeps apart is not found.
    """
    if sort not in (None, "left", "right"):
        raise ValueError(f"kwic can't sort by {sort!r}: choose 'left', 'right' or None")
    keywords = [keyword] if isinstance(keyword, str) else list(keyword)
    if not all(keywords):
        raise ValueError("kwic was given an empty keyword: give at least one character to look for")
    patterns = [_pattern(word) for word in keywords]
    rows = (row for doc in as_documents(docs) for pattern in patterns for row in _lines(doc, pattern, width))
    table = pd.DataFrame(list(rows), columns=COLUMNS)
    if sort is None:
        return table
    keys = table["post"] if sort == "right" else table["pre"].map(lambda pre: pre[::-1])
    return table.iloc[sorted(range(len(table)), key=keys.to_list().__getitem__)].reset_index(drop=True)


def _pattern(word: str) -> re.Pattern:
    """The keyword as given or as repaired."""
    return re.compile("|".join(map(re.escape, filter(None, dict.fromkeys((word, read_text(word).text))))))


def _lines(doc: Document, pattern: re.Pattern, width: int) -> Iterator[tuple]:
    text = doc.text
    for match in pattern.finditer(text):
        start, end = match.span()
        pre = text[max(0, start - width) : start].rpartition("\n")[2]
        post = text[end : end + width].partition("\n")[0]
        yield doc.doc_id, pre, match[0], post, start, end, *doc.to_raw(start, end), doc.in_body(start, end)
