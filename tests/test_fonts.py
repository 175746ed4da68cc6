"""Fonts: no character is drawn that no font has, and none gets lost on the way."""

import base64
import io
import json
import re
import sys
import warnings
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from tifaku.figures import HALF, fonts, style
from tifaku.figures.fonts import MissingFont, MissingGlyph, missing, printable
from tifaku.report.fonts import subset_font

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases" / "fonts.json").read_text(encoding="utf-8"))
SEEDS = "".join(path.read_text(encoding="utf-8") for path in sorted((HERE.parent / "seeds").glob("*.txt")))
# 1,000 characters out of the extensions A and B, the compatibility ideographs, the private use area and the symbols.
RARE = "".join(
    chr(start + step * i)
    for start, step in ((0x3400, 32), (0x20000, 213), (0xF900, 2), (0xE000, 31), (0x2190, 7))
    for i in range(200)
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["english"])
def test_what_is_shown(case):
    assert printable(case["text"]) == case["shown"]


@pytest.mark.parametrize("text", [SEEDS, RARE], ids=["seeds", "1,000 rare characters"])
def test_every_character_is_drawn_or_named(text):
    for char in set(text) - set("\n\t\r "):
        shown = printable(char)
        assert shown in (char, f"〔U+{ord(char):04X}〕", ""), char
        assert shown or char.isspace()
        assert missing(shown) == ""


def test_of_the_seeds_only_the_damaged_character_is_in_no_font():
    assert {char for char in missing(SEEDS) if char.isprintable() or char == "\ue317"} == {"\ue317"}


def test_a_figure_of_seeds_and_rare_characters_draws_no_box():
    rows = [printable("".join(RARE[i : i + 25])) for i in range(0, len(RARE), 25)]
    rows += sorted({printable(char) for char in SEEDS})
    fig = style.page("Every character 每个字", "", 6.3, 4)
    axes = fig.body()
    for row in rows:
        axes.text(0, 0, row)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib only warns where it draws a box
        assert fig.png()


def test_drawing_a_character_without_a_glyph_is_an_error():
    fig = style.page("党建", "", HALF, 1)
    fig.text(0, 0, "脱贫\ue317坚")
    with pytest.raises(MissingGlyph, match="printable"):
        fig.png()


@given(st.text(), st.integers(2, 40))
def test_the_limit_holds_and_the_result_can_be_drawn(text, limit):
    shown = printable(text, limit)
    assert len(shown) <= limit
    assert missing(shown) == ""
    assert printable(shown) == shown
    assert "\n" not in shown


def test_a_long_word_is_cut_and_says_so():
    assert printable("长" * 10_000, 12) == "长" * 11 + "…"


def test_no_font_of_the_system_is_needed(monkeypatch):
    monkeypatch.setattr(fonts.font_manager, "findSystemFonts", list)
    assert fonts.chinese_font.__wrapped__().name == "NotoSansSC-Regular.otf"


def test_without_any_chinese_font_the_error_says_how_to_get_one(monkeypatch):
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    monkeypatch.setattr(fonts.font_manager, "findSystemFonts", list)
    with pytest.raises(MissingFont, match=re.escape("pip install pylopdf-fonts-zh-cn")):
        fonts.chinese_font.__wrapped__()


def test_a_known_font_of_the_system_serves_without_the_wheel(monkeypatch, tmp_path):
    font = tmp_path / "wqy-microhei.otf"
    font.write_bytes(fonts.chinese_font().read_bytes())
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    monkeypatch.setattr(fonts.font_manager, "findSystemFonts", lambda: [str(font)])
    assert fonts.chinese_font.__wrapped__() == font


@given(st.text(alphabet="党建引领，。（）“”ab 1", max_size=60), st.integers(30, 200))
def test_wrapping_loses_nothing_and_keeps_the_width(text, width):
    lines = style.wrapped(text, width, 9)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(style.text_width(line, 9) <= width for line in lines)


def test_no_line_begins_with_a_closing_mark():
    lines = style.wrapped("党建引领，发展领先。" * 8, 66, 9)
    assert len(lines) > 5
    assert not [line for line in lines if line[0] in "，。"]


@pytest.mark.parametrize("text", ["党建引领发展", "Party building", "", "〔U+E317〕"])
def test_fitted_text_fits(text):
    assert style.text_width(style.fitted(text, 30, 9), 9) <= 30
    assert style.fitted(text, 500, 9) == text


def test_the_font_of_a_page_is_a_sound_woff_with_its_characters():
    characters = map(ord, "坚持“四抓四度”工作法\ue317")  # 'uphold four grasps, four degrees'
    font = TTFont(io.BytesIO(base64.b64decode(subset_font(characters))))
    assert (
        font.flavor == "woff"
        and {*map(ord, "坚持四抓四度工作法“”aZ")} <= {*font.getBestCmap()}
        and 0xE317 not in font.getBestCmap()
    )
    assert all(len(font.getTableData(tag)) for tag in font.reader.keys())
    font.checkChecksums = 2  # each table has the sum that the directory says
    assert all(font.reader[tag] for tag in font.reader.keys())
