"""README: its examples give what it prints, its commands and files are there, and it is short."""

import doctest
import re
from pathlib import Path

import pytest

import tifaku
from tifaku.__main__ import VERBS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = ROOT / "README.zh-CN.md"
DOCS = sorted((ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("name, least", [("README.md", 12), ("README.zh-CN.md", 6)])
def test_the_examples_give_what_is_printed(name, least, monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S))
    test = doctest.DocTestParser().get_doctest(blocks, {}, name, name, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(test)
    assert len(test.examples) > least and runner.summarize().failed == 0


def test_it_is_short():
    assert len(README.split()) <= 1100
    assert len(re.split(r"\]\(docs/\w+\.md", README)[0].split()) <= 700


def test_what_it_counts_in_the_seeds_is_so():
    found = tifaku.find(tifaku.open_corpus(ROOT / "seeds"))
    verdicts = [formula.verdict for formula in found.formulas]
    assert f"Of the {len(verdicts)} occurrences" in README
    assert verdicts.count("complete") == 11 and "spell out eleven in full" in README
    assert f"共出现{len(verdicts)}次，文章自己完整说明的有11次" in CHINESE.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [ROOT / "README.md", CHINESE, ROOT / "CONTRIBUTING.md", *DOCS], ids=lambda path: path.name)
def test_links_lead_to_files(path):
    text = path.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", [ROOT / "README.md", CHINESE, *DOCS], ids=lambda path: path.name)
def test_commands_are_there(path):
    text = path.read_text(encoding="utf-8")
    made = set(re.findall(r"(?:`|\n)make ([a-z-]+)", text))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert made <= targets
    assert set(re.findall(r"(?:`|\n|/|\\)tifaku ([a-z]+)", text)) <= set(VERBS)


def test_the_words_of_the_field_lead_here():
    words = ("提法", "数字缩略语", "政策文本分析", "政治话语", "口号", "排比")
    assert all(word in text for text in (README, CHINESE.read_text(encoding="utf-8")) for word in words)
