"""Texts: the sentences that the library says, whole templates with named places, and the heads of columns, in two languages.

Sentences stand in data/texts.tsv, in English and in Chinese; what columns are called and mean in data/columns.tsv. Pages are in
English unless a report was asked for in Chinese; messages in a terminal are in the language of its locale. Files keep the names
of the columns.
"""

from __future__ import annotations

import os
import re
import string
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from tifaku.text.lexicons import rows

LANGUAGES = ("en", "zh")
#: Rows that stand for phrases which tables, captions and figures hold in English; where one has several parts, what parts them.
_KNOWN = ("caption.", "column.", "phrase.", "message.")
_MARKS = ((". ", "。"), ("; ", "；"), (": ", "："), (", ", "、"))


class _Filled(string.Formatter):
    """Fills a template: numbers with separators ({n:none}: none for 0), lists in words, {n:one|many} by the number n."""

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return one if value == 1 else many
        if format_spec == "none":
            return f"{value:,}" if value else "none"
        if isinstance(value, int) and not format_spec:
            return f"{value:,}"
        if isinstance(value, (list, tuple)):
            return listed(value)
        return super().format_field(value, format_spec)


def language() -> str:
    """The language of pages and notebooks, en (English) or zh (Chinese): $TIFAKU_LANGUAGE, which `-p language zh` sets."""
    chosen = os.environ.get("TIFAKU_LANGUAGE", "en")
    return chosen if chosen in LANGUAGES else "en"


def of_terminal() -> str:
    """The language of messages in the terminal: zh where the locale of $LC_ALL, $LC_MESSAGES or $LANG is Chinese, else en."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if locale.startswith("zh") else "en"


def said(key: str, /, **values: object) -> str:
    """The sentence of that key, its places filled. KeyError for a key that data/texts.tsv lacks, or a place without a value.

    It is in the language of `language()`.

    In a template {n} is a number with separators, {n:article|articles} one word or the other by the number n, {top} a list
    in words.

    >>> said("terms.term", term="发展", n=1204, df=1)  # 'development'
    '发展: 1,204 times in 1 article'
    """
    template = _templates(language())[key]
    return _Filled().vformat(template, (), values) if values else _bare(template)


@cache
def _bare(template: str) -> str:
    return _Filled().vformat(template, (), {})


def told(key: str, /, **values: object) -> str:
    """The sentence of that key as the terminal shows it: in the language of its locale."""
    return _Filled().vformat(_templates(of_terminal())[key], (), values)


def translated(text: str) -> str:
    """A phrase that the library writes into tables, a caption or a reason, in the language of the page; any other text as it is.

    Phrases are known by their English; tables and files keep it.
    """
    return _in_chinese(text) if text and language() != "en" else text


def in_terminal(text: str) -> str:
    """A message to whoever waits at the terminal, in the language of its locale where data/texts.tsv knows the message."""
    return text if of_terminal() == "en" else _in_chinese(text)


def _in_chinese(text: str) -> str:
    return _by_english().get(text) or _from_template(text) if text else text


def listed(parts: Sequence[str]) -> str:
    """The parts as a list in words.

    >>> listed(["党员", "干部", "群众"])  # 'Party members', 'cadres', 'the masses'
    '党员, 干部 and 群众'
    """
    if len(parts) < 2:
        return "".join(parts)
    return said("and", first=between(", ").join(parts[:-1]), last=parts[-1])


def span(first: object, last: object) -> str:
    """From the first to the last of some years or dates, in the language of the page; one of them if they are the same.

    >>> span(2021, 2023), span("2021-07-22", "2021-07-22")
    ('2021–2023', '2021-07-22')
    """
    return f"{first}" if first == last else said("span", first=f"{first}", last=f"{last}")


def day(written: str, short: bool = False) -> str:
    """A date of the metadata in words; a year, or what is no date, as it is.

    >>> day("2021-07-22"), day("2021")
    ('22 July 2021', '2021')
    """
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return written
    if language() == "zh":
        return f"{found.year}年{found.month}月{found.day}日"
    month = f"{found:%B}"[: 3 if short else None]
    return f"{found.day} {month} {found.year}"


def between(english: str) -> str:
    """What parts two pieces of text in the language of the page: in Chinese ", " becomes 、 and the blank of sentences goes."""
    return english if language() == "en" else dict(_MARKS, **{" ": ""})[english]


@cache
def _by_english() -> dict[str, str]:
    return {row["en"]: row["zh"] for row in rows("texts") if row["key"].startswith(_KNOWN) and "{" not in row["en"]}


@cache
def _phrases() -> list[tuple[re.Pattern[str], str]]:
    """The phrases with places, which tables hold filled: how their English looks, and their Chinese; the most telling first."""
    templates = [row for row in rows("texts") if row["key"].startswith(_KNOWN) and "{" in row["en"]]
    found = [(len(re.sub("{.*?}", "", row["en"])), (_pattern(row["en"]), row["zh"])) for row in templates]
    return [pair for _, pair in sorted(found, key=lambda row: -row[0])]


def _pattern(template: str) -> re.Pattern[str]:
    """What a filled template looks like: {n:one|many} is either word, any other place some characters."""
    parts, seen = [], set()
    for literal, name, spec, _ in string.Formatter().parse(template):
        parts.append(re.escape(literal))
        if name is not None:
            words = "(?:" + "|".join(map(re.escape, spec.split("|"))) + ")" if spec and "|" in spec else ""
            parts.append(words or (f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"))
            seen |= set() if words else {name}
    ends = r"(?<!\.)" if template.endswith("}") else ""  # the full stop of a sentence belongs to no place
    return re.compile("".join(parts) + ends, re.DOTALL)


@lru_cache(maxsize=4096)
def _from_template(text: str) -> str:
    mark, chinese = next((pair for pair in _MARKS if pair[0] in text), _MARKS[1])
    if mark in (". ", ", "):  # sentence by sentence, or part by part of a mere list, where each is known
        done = _in_parts(text, mark)
        if all(before != after for before, after in zip(text.split(mark), done)):
            return chinese.join(done)
    for pattern, chinese in _phrases():
        if found := pattern.fullmatch(text):
            return chinese.format_map({name: _in_chinese(value) for name, value in found.groupdict().items()})
    if text.endswith(".") and (bare := _in_chinese(text[:-1])) != text[:-1]:
        return f"{bare}。"
    for mark, chinese in _MARKS:
        if (done := _in_parts(text, mark)) and done != text.split(mark):
            return chinese.join(done)
    return text


def _in_parts(text: str, mark: str) -> list[str]:
    """The parts of a text between such marks, each in Chinese where it is known; none where there is no such mark."""
    return [_in_chinese(part) for part in text.split(mark)] if mark in text else []


@cache
def _templates(chosen: str) -> dict[str, str]:
    return {row["key"]: row[chosen] for row in rows("texts")}


class Head(NamedTuple):
    """The head of one column: its words and what they mean; `source` is the work or module behind a number."""

    column: str
    words: str
    meaning: str = ""
    unit: str = ""
    formula: str = ""
    source: str = ""

    @property
    def tip(self) -> str:
        """Meaning, unit, formula and source in one line, for a tooltip; only the words of numbers need the last three.

        >>> print(heads(["term", "log_dice"])[1].tip)
        how exclusively the two keep each other’s company, at most 14 · logDice · 14 + log2(2 * n / (n_a + n_b)) · Rychly 2008
        """
        unit = "" if self.unit in ("text", "texts", "word", "words", "name", "names") else self.unit
        source = self.source if " " in self.source else ""  # a work that can be cited, not a module
        return " · ".join(translated(part) for part in (self.meaning, unit, self.formula, source) if part)


def heads(columns: Iterable[object]) -> list[Head]:
    """A head for each of a table's columns, in their order; of columns that data/columns.tsv lacks, the name as words.

    A column that means different things in different tables, such as `before`, is told by the columns beside it. Numbered
    columns, such as coder_1 and slot 1, have the head of all and their number.

    >>> [head.words for head in heads(["term", "df", "log_ratio_low"])]
    ['term', 'articles', 'Log Ratio from']
    >>> [head.words for head in heads(["rule", "before"])], [head.words for head in heads(["surface", "before"])]
    (['rule', 'source has'], ['formula', 'before'])
    """
    names = [str(column) for column in columns]
    return [_head(name, frozenset(names)) for name in names]


def _head(name: str, beside: frozenset[str]) -> Head:
    match = re.fullmatch(r"(.*?)[ _](\d+)", name)
    stem, number = (match[1], f" {match[2]}") if match else (name, "")
    found = [row for row in _known().get(stem, ()) if not row["beside"] or row["beside"] in beside]
    if not found:
        return Head(name, name.replace("_", " "))
    row = found[-1]  # one that names a column beside it goes before the general one
    words = translated(row["head"]) + number
    return Head(name, words, row["meaning"], row["unit"], row["formula"], row["source"])


@cache
def _known() -> dict[str, list[dict[str, str]]]:
    table: dict[str, list[dict[str, str]]] = {}
    for row in sorted(rows("columns"), key=lambda row: row["beside"]):
        table.setdefault(row["column"], []).append(row)
    return table
