"""Wording: every sentence that the report's own pages say, whole, with named places for what is counted and quoted."""

# ruff: noqa: E501 - a sentence is not cut

from __future__ import annotations

from datetime import date
from functools import cache

from markupsafe import Markup, escape

from tifaku.notebook.views import visible
from tifaku.tables.names import province_names

#: Where there are two forms the first is for one (the value n), the second for any other number.
SENTENCES: dict[str, str | tuple[str, str]] = {
    # counts
    "articles": ("{n} article", "{n:,} articles"),
    "characters": ("{n} character", "{n:,} characters"),
    "edits": ("{n} logged edit", "{n:,} logged edits"),
    "formulas": ("{n} numbered formula", "{n:,} numbered formulas"),
    "occurrences": ("{n} occurrence", "{n:,} occurrences"),
    "times": ("once", "{n:,} times"),
    "places": ("{n} place", "{n:,} places"),
    "provinces": ("{n} province", "{n:,} provinces"),
    "n_of": "{n:,} of {of:,}",
    # pages and menu
    "kick": "Workbook on “{corpus}”",
    "menu_index": "Answer", "menu_formulas": "Formulas", "menu_articles": "Articles", "menu_sentences": "Sentences",
    "skip": "Skip to the text", "pages": "Pages", "on_this_page": "On this page",
    "footer": "Made with tifaku {zh} {version} from the corpus “{corpus}”. No part of this page needs a network.",
    "previous": "previous", "next": "next",
    "js_filter": "Search:", "js_count": "{f} of {n}", "js_part": "{f} found; searched: {n} of {of} rows",
    "js_show": "show all code", "js_hide": "hide all code", "show_more": "show {n} more",
    # all formulas
    "formulas_title": "{formulas}, {occurrences}", "sheet_title": "Formulas that begin with {begins}",
    "formulas_deck": "One row per formula. Unfold a row to read its occurrences in their context. What no article says is left empty, or marked as known from elsewhere.",
    "sheets_note": "Here stand the {n:,} formulas of {of:,} that the articles tell most of; all of them, by their first character:",
    "search_formulas": "Search formulas, components, contexts and places", "search_hint": "Search: 书记, 2021, secretaries …",
    "open_all": "unfold all",
    "all_formulas": "{n:,} formulas, {occurrences}; a search looks at all of them, with components, contexts and places.",
    "found_formulas": "{found} of {of:,} formulas, {n} of {occurrences}; searched: all of them, with components, contexts and places.",
    "lines_of": "the first {n:,} of {of:,} occurrences",
    "without_script": "Without script the first {n:,} of {of:,} rows are shown.", "elsewhere": "elsewhere",
    "ft_formula": "formula", "ft_stands": "stands for", "ft_status": "status", "ft_times": "times", "ft_in": "articles",
    "ft_dates": "first–last", "ft_places": "places", "ft_known": "used elsewhere",
    "ft_tip_formula": "As the article writes it that explains it best; in English an official rendering, or what its head words say",
    "ft_tip_stands": "The components that an article here names; “elsewhere” marks what official sources say, and no article here does",
    "ft_tip_status": "complete: as many components are named as the numerals declare; probably complete: all are, but the reading is less certain; in part: some; not explained: none",
    "ft_tip_times": "Occurrences in these articles", "ft_tip_in": "Articles that have it",
    "ft_tip_dates": "Dates of the first and the last of its articles; a year alone is inferred",
    "ft_tip_places": "Places of its articles, the narrowest that each names",
    "ft_tip_known": "How widely 2,938 local work reports and national documents use it; each label says on what it rests",
    # the answer
    "headline": ("Of {formulas} in {articles}, one is spelled out in full", "Of {formulas} in {articles}, {n:,} are spelled out in full"),
    "headline_in_part": "{formulas} in {articles}, none of them spelled out in full",
    "headline_nothing": "No numbered formula was found in {articles}",
    "from_when": "{articles} from {where}, {first} to {last}.",
    "from_day": "{articles} from {where}, {first}.",
    "from_undated": "{articles} from {where}; no date is stated.",
    "when": "{articles}, {first} to {last}; no place is stated.",
    "day": "{articles}, {first}; no place is stated.",
    "undated": "{articles}; neither date nor place is stated.",
    "where_many": "{places} in {provinces}",
    "place_in": "{place} ({province})",
    "and": "{first} and {last}",
    "inferred": "{date} (inferred)",
    "length": "{characters} are counted.",
    "damaged": "{damaged} of them came damaged; {edits} repaired them.",
    "damaged_all": "All came damaged; {edits} repaired them.",
    "damaged_one": "It came damaged; {edits} repaired it.",
    "undamaged": "Nothing had to be repaired.",
    "traceable": "Every finding leads to its sentence, and to its place in the untouched file.",
    "unread": ("{n} file could not be read or needs a look.", "{n:,} files could not be read or need a look."),
    "failed": "{name} failed: {error}",
    # verdicts
    "complete": "complete", "probable": "probably complete", "partial": "in part", "unresolved": "not explained",
    "not_applicable": "counts no set",
    "tally_complete": "explained in full", "tally_probable": "probably in full", "tally_partial": "explained in part",
    "tally_unresolved": "not explained", "tally_not_applicable": "count no set (“one brand for each branch”)",
    "tip_complete": "The article names as many components as the numerals declare.",
    "tip_probable": "All components are named, but the reading is less certain: {because}.",
    "tip_partial": "The article names some of the components.",
    "tip_unresolved": "The article does not say what it stands for.",
    "tip_not_applicable": "It tells of one thing for each of another, so there is no set to be named.",
    # where the articles stand
    "strips": "Each line is an article from its first character to its last:",
    "strip_name": "a formula that is explained", "strip_component": "its components", "strip_open": "a formula that is not",
    "strip_alt": "{occurrences} of formulas, {explained} explained",
    "strips_of": "The {n} articles with most explained formulas, of {of:,}.",
    "grid": "Formulas by province and year",
    "grid_note": "Each cell: articles, and how many occurrences of formulas they hold on average. {dated:,} of {of:,} articles have both a year and a province.",
    "grid_cell": ("{n} article", "{n:,} articles"),
    "head_date": "date", "head_place": "place", "head_article": "article", "head_strip": "where its formulas stand",
    "head_explained": "explained", "head_title": "title", "head_characters": "characters", "head_edits": "edits",
    "head_formulas": "formulas", "head_id": "name of the file", "head_province": "province",
    "tip_characters": "Characters of titles, headings and paragraphs, blanks not counted",
    "tip_edits": "Logged edits; the number leads to the source with each of them",
    "tip_formulas": "Occurrences of numbered formulas",
    "tip_explained": "Occurrences whose components the article states in full",
    # cards
    "cards": "What they stand for",
    "cards_deck": "{explained:,} of {of:,} formulas are explained by an article that uses them. Components are the article’s own words; nothing is filled in from outside.",
    "cards_none": "No article says what its formulas stand for.",
    "cards_rest": ("One more is explained:", "{n:,} more are explained:"),
    "card_strip": "Where the name and its components stand in the article",
    "card_spread": "{times} in {articles}",
    "card_spread_places": "{times} in {articles} of {places}",
    "group_missing": "{numeral} {head}: not named in the article",
    "group_head": "{numeral} {head}",
    "in_article": "In the article", "in_source": "in the source, {start:,}–{end:,}",
    "stated_by": "Stated as a {because}.",
    "stated_heads": "Stated by {because}.",
    # labels
    "central": "central", "widespread": "widespread", "one province": "one province", "few places": "few places",
    "only here": "only here",
    "label_tip": "{label}: {because}",
    # what stays open
    "open": "What the articles leave open",
    "open_deck": ("{n} formula is used without a word on what it counts.", "{n:,} formulas are used without a word on what they count. In local news that is the rule: the reader is expected to know."),
    "open_known": ("One is known from elsewhere", "{n:,} are known from elsewhere"),
    "open_known_note": "What official sources say that they stand for. The articles here do not.",
    "open_shared": ("One is a name that other places use, too", "{n:,} are names that other places use, too"),
    "open_only": ("One is hardly seen elsewhere", "{n:,} are hardly seen elsewhere"),
    "open_only_note": "At most one of 2,938 local work reports has it.",
    "open_each": ("One counts no set", "{n:,} count no set"),
    "withheld": "differs by place: not given here",
    "more": "and {n:,} more",
    # terms and repairs
    "terms": "The words around them",
    "terms_deck": "The most frequent words. The upright line is what local work reports of this length would have.",
    "terms_deck_plain": "The most frequent words.",
    "term_alt": "{term}: {times} in {articles}; a work report of this length would have {reference}",
    "term_alt_plain": "{term}: {times} in {articles}",
    "term_count": "{n:,} · {df:,} of {of:,}",
    "repair": "What was repaired",
    "repair_deck": "Above: as the file has it. Below: as it is read. {article}",
    "repair_rule": "{n:,} edits in {articles}",
    "repair_none": "Nothing had to be repaired in these articles.",
    "repair_all": "The source with each of its {edits}",
    "rule_decloak": "pinyin and stray characters taken out", "rule_script": "traditional characters made mainland ones",
    "rule_width": "marks and digits given their proper width", "rule_wraps": "broken lines joined",
    "rule_mojibake": "bytes read in a wrong encoding put right", "rule_blanks": "blanks inside Chinese text taken out",
    "rule_stops": "full stops that had become other marks", "rule_entities": "characters written as markup codes",
    "rule_newlines": "line ends made alike", "rule_invisible": "characters that cannot be seen taken out",
    "rule_lookalikes": "characters that only look like the right ones",
    # the rest of the index
    "found": "Page by page", "articles_head": "Articles", "problems": "Files with a problem", "problem": "{reason}; {what_to_do}.",
    "articles_title": "All {articles}",
    "articles_deck": "Those with most explained formulas first. A title leads to the article with its formulas, the number of edits to its source.",
    "articles_note": "The first {n:,} of {of:,} articles, those with most explained formulas.", "articles_all": "All articles",
    "manifest": "What this was made from", "same_bytes": "The same inputs, parameters and versions give the same pages, byte for byte.",
    "parameters": "Parameters", "defaults": "the notebooks’ own defaults", "versions": "Versions", "digests": "{what}, sha256",
    "sentences_door": "Every sentence of the articles, to search as you type.",
    "formulas_door": "One row a formula, with every occurrence in its context.",
}  # fmt: skip


def say(key: str, **values: object) -> Markup:
    """A sentence of the pages as safe markup, its places filled; the values are escaped unless they are markup themselves.

    >>> str(say("articles", n=1)), str(say("articles", n=2000))
    ('1 article', '2,000 articles')

    KeyError for a sentence that is not there or a value that it asks for.
    """
    form = SENTENCES[key]
    text = form if isinstance(form, str) else form[values.get("n") != 1]
    return Markup(text).format(**values)  # noqa: S704 - the templates are ours


def zh(text: object) -> Markup:
    """A Chinese run as markup that says that it is Chinese, with everything in it that cannot be seen named.

    >>> str(zh("四抓四度"))  # 'four grasps, four degrees'
    '<span lang="zh">四抓四度</span>'
    """
    return Markup('<span lang="zh">{}</span>').format(visible(str(text)))


def day(written: str, short: bool = False) -> str:
    """A date of the metadata in English words; a year, or what is no date, as it is.

    >>> day("2021-07-22"), day("2021")
    ('22 July 2021', '2021')
    """
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return written
    month = f"{found:%B}"[: 3 if short else None]
    return f"{found.day} {month} {found.year}"


@cache
def province(chinese: str) -> Markup:
    """A province by its English name, or as it is written where that is not known."""
    english = province_names().get(chinese[:2], "")
    return escape(english) if english else zh(chinese)


def listed(parts: list[Markup]) -> Markup:
    """The parts as an English list: a, b and c."""
    if len(parts) < 2:
        return Markup("").join(parts)
    return say("and", first=Markup(", ").join(parts[:-1]), last=parts[-1])
