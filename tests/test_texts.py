"""texts: sentences are whole templates; every key is used, every place is named, numbers choose their words."""

import json
import re

import pytest

from conftest import ROOT
from tifaku.report.translation import prose
from tifaku.text.lexicons import rows
from tifaku.text.texts import in_terminal, listed, said, told, translated

LIB = ROOT / "lib" / "tifaku"
#: Rows that stand for phrases of tables, captions, heads and messages, which are known by their English.
PHRASES = ("caption", "column", "message", "phrase")
KEYS = [row["key"] for row in rows("texts")]


def test_every_key_is_asked_for_and_no_other():
    code = "".join(path.read_text(encoding="utf-8") for path in LIB.rglob("*.py"))
    asked = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)?)"', code))
    families = set(re.findall(r'f"([a-z]+)\.\{', code))
    assert len(set(KEYS)) == len(KEYS)
    assert [key for key in KEYS if key not in asked and key.partition(".")[0] not in (*families, *PHRASES)] == []
    assert set(re.findall(r'\b(?:said|told)\("([a-z_.]+)"', code)) <= set(KEYS)


@pytest.mark.parametrize("row", rows("texts"), ids=KEYS)
def test_a_template_names_its_places(row):
    places = re.findall(r"\{([^{}]*)\}", row["en"])
    assert all(re.fullmatch(r"[a-z_]+(:(none|\.[0-9][fg%]|\.0%|[^|]*\|[^|]*))?", place) for place in places)
    assert row["en"].count("{") == row["en"].count("}") == len(places)


def test_numbers_choose_their_words():
    assert said("repairs.untouched", n=1) == "1 article needed none."
    assert said("repairs.untouched", n=1200) == "1,200 articles needed none."
    assert "spell out none in full" in said(
        "formulas", occurrences=1, names=1, complete=0, probable=0, partial=0, unresolved=1, each=0
    )


def test_a_missing_value_is_noticed():
    with pytest.raises(KeyError, match="rule"):
        said("repairs.rule", n=1)


def test_what_is_filled_in_is_no_template():
    assert said("repairs.rule", n=1, rule="{n}") == "1 by {n}"


def test_lists_in_words():
    assert listed(["a", "b", "c"]) == "a, b and c" and listed(["a"]) == "a" and listed([]) == ""


def _places(template):
    return set(re.findall(r"\{([a-z_]+)", template))


@pytest.mark.parametrize("row", rows("texts"), ids=KEYS)
def test_the_chinese_has_the_same_places(row):
    assert row["zh"] and _places(row["zh"]) == _places(row["en"])
    assert not re.search("[，。；：！？]\\s", row["zh"]), "no blank behind a Chinese mark"


def test_every_head_and_caption_has_its_chinese(monkeypatch):
    monkeypatch.setenv("TIFAKU_LANGUAGE", "zh")
    alike = {"decloak", "script", "width", "wraps", "stops"}  # names of rules stay
    heads = {row[name] for row in rows("columns") for name in ("head", "meaning") if " " in row[name]}
    notebooks = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    code = "".join("".join(cell["source"]) for book in notebooks for cell in book["cells"] if cell["cell_type"] == "code")
    captions = {text for text in re.findall(r'(?:caption|empty)="([^"]+)"', code)}
    same = {"Log Ratio"}  # names of measures stay
    assert sorted(text for text in heads | captions if translated(text) == text and text not in alike | same) == []


def test_every_cell_of_prose_has_its_chinese_and_no_other():
    cells = set()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        prose_cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "markdown"]
        cells |= {f"{path.name[:2]} {cell['id']}" for cell in prose_cells}
    assert set(prose()) == cells


@pytest.mark.parametrize(
    "english, chinese",
    [
        ("list before the name: declared 3, found 3", "名称之前的列举：应有3，找到3"),
        ("in 20 reports of 10 provinces, each with items of its own", "见于10个省份的20份报告，各有自己的内容"),
        ("Life curves, best share: 党建+X 67% in 2021, V新X 100% in 2022", None),  # all parts, whatever the lists hold
        # lists, part by part: the curves of two formulations; a reason with its arithmetic; a sentence that ends in a number
        ("Life curves, best share: 三无 15% in 2013, 四个一 8% in 2020", "历程曲线，最高比例：三无在2013为15%、四个一在2020为8%"),
        (
            "list before the name: declared 5, found 5; no shared word ties the list to the name",
            "名称之前的列举：应有5，找到5；没有共同用字把列举与名称联系起来",
        ),
        (
            "Key terms: 5 articles are described and not tested, for a test over articles needs 10.",
            "主题词：5篇文章只作描述，不作检验，因为以文章为单位的检验需要10篇。",
        ),
        ("All 3 years have fewer than 30 articles: examples, not rates.", None),
        ("四抓四度", "四抓四度"),  # what is no phrase of ours stays
        ("", ""),
    ],
)
def test_phrases_of_tables_are_known_with_what_is_filled_in(monkeypatch, english, chinese):
    assert translated(english) == english
    monkeypatch.setenv("TIFAKU_LANGUAGE", "zh")
    found = translated(english)
    assert found == chinese if chinese is not None else not re.search("[a-z]{3}", found)


def test_the_terminal_speaks_the_language_of_its_locale(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert told("report.found", formulas=2, complete=1, slogans=3, edits=4, articles=1).startswith("找到：2个数字缩略语")
    assert in_terminal("read: 5 articles") == "已读入：5篇文章"
    assert said("page.complete") == "complete"  # pages do not follow the locale
    monkeypatch.setenv("LC_ALL", "C")
    assert in_terminal("read: 5 articles") == "read: 5 articles"
