"""search: every sentence of the articles once, with an address that its article's page has; terms lead to it."""

import pytest

import tifaku
from tifaku.report import articles, pages, search

TEXT = "党建引领\n\n坚持“四抓四度”。推进“双培双带”工作法！\n<b>落实</b>到户\n"  # 'Party building leads; keep to …; carry out'
DOC = tifaku.read_text(TEXT, doc_id="a")


def test_the_sentences_are_the_text():
    found = [doc.text[start:end] for doc, _, start, end in search.find_sentences([DOC])]
    assert "".join("".join(found).split()) == "".join(DOC.text.split()) and len(found) > 3


def test_the_article_has_an_anchor_for_each_sentence():
    page = articles.repaired_html(DOC, articles.marks_of(tifaku.find_formulas(DOC), ()))
    for place in search.find_sentences([DOC]):
        file, _, anchor = search.row(*place, "articles/0001.html")["href"].partition("#")
        assert file == "articles/0001.html" and f'<a id="{anchor}"></a>' in page


@pytest.mark.parametrize("term, address", [
    ("党建+X", "%E5%85%9A%E5%BB%BA%2BX"),
    ("&lt;b&gt;&amp;#", "%3Cb%3E%26%23"),
])  # fmt: skip
def test_a_term_is_quoted_in_its_address(term, address):
    linked = search.with_searches(f'<span class="find">{term}</span>')
    assert linked == f'<a class="find" href="sentences.html#{address}">{term}</a>'


@pytest.mark.parametrize("most, made", [(0, False), (1_000, True)])
def test_of_too_many_sentences_there_is_no_page(monkeypatch, most, made):
    monkeypatch.setattr(search, "MOST", most)
    page = pages._sentences_body([DOC], {"a": "articles/0001.html"})
    assert bool(page) == made and "<b>" not in page
