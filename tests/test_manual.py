"""manual: the pages of docs/ in a report lead to each other and nowhere else, and bring their pictures along."""

import re

import pytest

from conftest import ROOT
from tifaku.report.manual import FIRST, manual_pages

PAGES = dict(manual_pages())


def test_every_page_of_docs_is_there():
    assert sorted(PAGES) == sorted(f"docs/{path.stem}.html" for path in (ROOT / "docs").glob("*.md"))
    assert FIRST in PAGES


@pytest.mark.parametrize("address", PAGES)
def test_links_lead_to_pages_and_pictures_are_inside(address):
    body = PAGES[address]
    assert all(f"docs/{link.partition('#')[0]}" in PAGES for link in re.findall('href="([^"]*)"', body))
    assert all(source.startswith("data:image/png;base64,") for source in re.findall('src="([^"]*)"', body))
    assert body.startswith("<h1") and "¶" not in body and body.count("<table>") == body.count('<div class="scroll"')
