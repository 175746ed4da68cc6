"""translation: a report in Chinese has no English sentence left, and its English twin stays as it is."""

import os
import re
import subprocess
import sys

import pytest
from lxml import html

from conftest import ROOT

#: Four words in a row; dates, addresses and file names are none.
ENGLISH = re.compile(r"(?:\b[A-Za-z][A-Za-z’'-]*\b[ ,;:]+){3}\b[A-Za-z]")
#: Citations of works, names of fonts, and the source of an entry of the gazetteer.
NAMES = re.compile(r"Hochberg|et al\.|Gries|Doing Things with Words|Version|https?://")
SHOWN = ("title", "aria-label", "alt", "placeholder")


@pytest.fixture(scope="module")
def chinese(tmp_path_factory):
    out = tmp_path_factory.mktemp("zh")
    command = [sys.executable, "-m", "tifaku.report", "--corpus", "seeds", "--out", out, "--language", "zh"]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"LC_ALL": "C.UTF-8"}, capture_output=True)
    return out / "html"


def _texts(path):
    tree = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()
    for element in tree.xpath("//script | //style | //code | //pre | //details[@class='code']"):
        element.drop_tree()
    for element in tree.iter():
        yield from (text for text in (element.text, element.tail, *map(element.get, SHOWN)) if text)


def test_no_english_sentence_is_left(chinese):
    left = {
        (path.name, text.strip())
        for path in sorted(chinese.rglob("*.html"))
        for text in _texts(path)
        if ENGLISH.search(text) and not NAMES.search(text)
    }
    assert sorted(left) == []


def test_pages_say_that_they_are_chinese_and_speak_as_such(chinese):
    index = (chinese / "index.html").read_text("utf-8")
    assert '<html lang="zh-Hans">' in index and "2021年7月22日" in index and "中有57个数字缩略语" in index
    assert "lit. " not in index and "sì zhuā" not in index  # glosses and pinyin are for others
    assert "云南省" in index and "Yunnan" not in index


def test_the_manual_is_the_chinese_one(chinese):
    assert sorted(path.name for path in (chinese / "docs").glob("*.html")) == ["glossary.html", "method.html"]


@pytest.mark.skipif(not os.environ.get("TIFAKU_TRIALS"), reason="two more reports, in make trials")
def test_weight_and_bytes(chinese, tmp_path):
    for name, language in (("en", "en"), ("again", "zh")):
        command = [sys.executable, "-m", "tifaku.report", "--corpus", "seeds", "--out", tmp_path / name, "--language", language]
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    pages = {path.relative_to(chinese): path.read_bytes() for path in chinese.rglob("*.html")}
    again = {path: (tmp_path / "again/html" / path).read_bytes() for path in pages}
    assert pages == again
    english = sum(path.stat().st_size for path in (tmp_path / "en/html").rglob("*.html") if path.parent.name != "docs")
    assert sum(len(data) for path, data in pages.items() if path.parent.name != "docs") <= 1.1 * english
