"""What the pages promise is true at 5, 60, 300 and 2,000 articles: links land, counts count, every page has its font."""

import base64
import io
import json
import os
import re

import pytest
from fontTools.ttLib import TTFont

from rendered import Read, broken_links, render, write_articles
from tifaku.notebook import views
from tifaku.notebook.views import show
from tifaku.report import concordances, search
from tifaku.report.fonts import page_font
from tifaku.study import find, open_corpus
from tifaku.tables.formulas import formulas_table
from tifaku.tables.names import formula_entries

TRIAL = pytest.mark.skipif(os.environ.get("TIFAKU_TRIALS") != "1", reason="takes minutes; make trials")
_SIZES = [5, 60, pytest.param(300, marks=TRIAL), pytest.param(2_000, marks=TRIAL)]


@pytest.fixture(scope="module", params=_SIZES)
def site(request, tmp_path_factory):
    """The pages of so many articles, as small as if a page held a tenth of what it may: so all ways of dividing are seen."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == 60:
            patch.setattr(concordances, "ROOM", 20_000)
            patch.setattr(search, "ROOM", 60_000)
            patch.setattr(search.sheets_of, "__defaults__", (60_000,))
        render(write_articles(folder / "articles", request.param), folder / "html")
    return folder


def pages(site):
    return {path: Read(path) for path in sorted((site / "html").glob("**/*.html"))}


def test_every_link_lands(site):
    assert broken_links(site / "html") == []


def test_every_formula_has_its_row(site):
    corpus = open_corpus(site / "articles")
    ids = set().union(*(page.ids for path, page in pages(site).items() if path.name.startswith("formulas")))
    assert {entry.name for entry in formula_entries(corpus, find(corpus))} <= ids


def test_every_sentence_is_on_a_page_once(site):
    corpus = open_corpus(site / "articles")
    n = 0
    for path in (site / "html").glob("sentences*.html"):
        text = path.read_text(encoding="utf-8")
        data = [json.loads(block) for block in re.findall(r'class="rest">(.*?)</script>', text, re.DOTALL)]
        n += text.count('<td class="sentence"') + sum(len(block["rows"]) for block in data if "docs" in block)
    assert n == sum(1 for _ in search.find_sentences(corpus))


def test_every_article_is_listed_and_leads_to_its_neighbours(site):
    found = pages(site)
    articles = [path for path in found if path.parent.name == "articles"]
    listed = set().union(*(page.links for path, page in found.items() if path.name in ("index.html", "articles.html")))
    assert {f"articles/{path.name}" for path in articles} <= listed
    for before, after in zip(articles, articles[1:]):
        assert after.name in found[before].links and before.name in found[after].links


def font_of(path):
    """The characters of the font that a page brings: in itself, or in the style sheet beside it that it shares with others."""
    text = path.read_text(encoding="utf-8")
    if sheet := re.search(r'<link rel="stylesheet" href="([^"/]+)">', text):
        text = (path.parent / sheet[1]).read_text(encoding="utf-8")
    packed = re.search(r'@font-face \{ font-family: "tifaku"; src: url\(data:font/woff;base64,([^)]*)\)', text)[1]
    return {*TTFont(io.BytesIO(base64.b64decode(packed))).getBestCmap()}


def test_every_page_has_a_font_and_its_weight(site):
    known = {*TTFont(page_font(), lazy=True).getBestCmap()}
    for path, page in pages(site).items():
        assert known & {*map(ord, "".join(page.text))} <= font_of(path), path.name
        most = 0.8e6 if path.name == "index.html" else 3e6
        assert path.stat().st_size < most, path.name


def test_a_search_says_how_much_it_searches(site):
    corpus = open_corpus(site / "articles")
    table = formulas_table(corpus, find(corpus))
    body = search.with_data(show(table, rows=20)._repr_html_(), lambda *_: "", True)
    data = json.loads(body.partition('class="rest">')[2].partition("</script>")[0])
    rest = len(table) - 20
    assert f'data-of="{len(table)}"' in body and 0 < len(data["rows"]) <= rest
    assert len(data["rows"]) == rest or len(body.encode()) > 0.8 * views.ROOM  # all, or about what a table may take along
