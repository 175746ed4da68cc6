"""Four times the text takes about four times as long, whatever the text: quadratic time would take sixteen times.

With TIFAKU_SLOW=1 texts are up to 120,000 characters long, else 8,000.
"""

import os
import time

import pytest

from tifaku import kwic, uses
from tifaku.formulas import detect, find_formulas
from tifaku.layout.blocks import find_blocks
from tifaku.metadata import find_metadata
from tifaku.repair import RULES
from tifaku.slogans import find_slogans
from tifaku.tokens import tokenize


def _name(k):
    """A name of two groups, other than the 1,000 before it."""
    heads = "抓促建联研看学查改清管定"
    return f"“{'三四五六七八'[k % 6]}{heads[k // 6 % 12]}{'三四五六七八'[k // 72 % 6]}{heads[k // 432 % 12]}”"


#: By what is repeated; a function makes the text of so many repetitions.
TEXTS = {
    **{f"{piece!r} again and again": piece.__mul__ for piece in (
        *("一", "中", "（", "、", "“", "”", "？", "?", " ", "\n", "　", "1", "1+", "N", "。", "级", "級", "\ue317", "的", "三张"),
        *("(jí)", "强(qiáng", "一是", "抓产业强基础", "“三张牌”", "“一", "一”", "“”", "、三", "一\n", "中\n\n"),
        *("第一", "党建引领，", "抓党建、", "（一）", "\r\n", "《", "来源：", "2019年", "记者 ", "即", "包括", "a b", "+"),
        *("五个一", "·", "图为", "每户一", "产业+", "念好“山字经”、", "抓党建、强基层，", "用心用力", "坚持改革；"),
    )},
    "nested quotes": lambda n: "“" * n + "三张牌" + "”" * n,
    "nested brackets": lambda n: "（" * n + "三张牌" + "）" * n,
    "one name after another": lambda n: "".join(map(_name, range(n))),
    "a name and a long list": lambda n: "打好“三张牌”，即" + "产业、" * n,
    "a list and a name": lambda n: "产业、" * n + "三张牌",
    "one word repeated without a mark": lambda n: "抓产业强基础" * n + "“三抓三强”",
    "items in one paragraph": lambda n: "坚持“九个一”。" + "一是抓产业。二是强基础。" * n,
    "headings": lambda n: "坚持“九个一”\n" + "抓产业\n产业要强。\n" * n,
}  # fmt: skip
FINDERS = {
    **{rule.__name__: rule for rule in RULES},
    "blocks": find_blocks,
    "metadata": lambda text: find_metadata(text, find_blocks(text)),
    "detect": detect,
    "formulas": find_formulas,
    "slogans": find_slogans,
    "tokens": tokenize,
    "concordance": lambda text: kwic(text, ["一", text[:2]]),
    "uses of terms": lambda text: uses(text, {"一": [text[:2], text[:3], text[1:9]]}, fold=True),
}
SLOW = bool(os.environ.get("TIFAKU_SLOW"))
LEAST, MOST = 0.005, 30_000 if SLOW else 2_000  # seconds that can be told from noise; characters that are enough if it takes less
TOO_MUCH = 9  # linear is 4, n log n a little more, quadratic 16


def seconds(find, text):
    """The better of two runs, in this process's own time, so that a busy machine doesn't count."""
    return min(_seconds(find, text) for _ in range(2))


def _seconds(find, text):
    start = time.process_time()
    find(text)
    return time.process_time() - start


def growth(find, make):
    """How many times longer a text of fourfold length takes, from where it takes long enough to be measured."""
    n = 250
    while (before := seconds(find, make(n))) < LEAST and len(make(n)) < MOST:
        n *= 2
    return seconds(find, make(4 * n)) / max(before, LEAST)


@pytest.mark.parametrize("name", FINDERS)
def test_time_grows_as_the_text(name):
    find = FINDERS[name]
    find("打好“三张牌”，坚持黨建引領(lǐng)。\n" * 3)  # tables are loaded
    too_much = {label for label, make in TEXTS.items() if growth(find, make) > TOO_MUCH}
    assert [label for label in too_much if growth(find, TEXTS[label]) > TOO_MUCH < growth(find, TEXTS[label])] == []


def test_quadratic_time_would_be_noticed():
    def quadratic(text):
        return sum(c == "x" for k in range(0, len(text), 9) for c in text[:k])

    assert growth(quadratic, TEXTS["'中' again and again"]) > TOO_MUCH
