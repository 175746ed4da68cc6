"""characters, blanks, prose: what no author wrote goes, what shapes or names something stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.corpus import read_text
from tifaku.repair import RULES
from tifaku.repair.characters import blanks, entities, invisible, lookalikes, newlines
from tifaku.repair.prose import kept, outside
from tifaku.text.edits import replay
from tifaku.text.lexicons import rows


@pytest.mark.parametrize(
    "rule, text, repaired",
    [
        (invisible, "党\u200b建\u2060引\xad领\ufeff", "党建引领"),  # 'Party building leads'
        (invisible, "一枚❤\ufe0f和👨\u200d👩\u200d👧", "一枚❤\ufe0f和👨\u200d👩\u200d👧"),  # emoji need theirs
        (invisible, "می\u200cخواهم", "می\u200cخواهم"),  # Persian needs the joiner's absence
        (lookalikes, "⽅案⾏动，⻓期", "方案行动，长期"),  # 'plan of action, long-term'
        (lookalikes, "豈更車", "豈更車"),  # compatibility ideographs
        (lookalikes, "部首“⺮”", "部首“⺮”"),  # a radical that is meant
        (entities, "&ldquo;四抓四度&rdquo;&mdash;&amp;nbsp;&#20826;", "“四抓四度”— 党"),
        (entities, "写作`&lt;`，链接 a&b; AT&T;", "写作`&lt;`，链接 a&b; AT&T;"),  # code; no entity of this name
        (blanks, "今 年 以 来 ， 全 县", "今年以来，全县"),  # 'since this year'
        (blanks, "“1 1 3 5 7”“四 抓 四 度”“四抓\xa0四度”", "“11357”“四抓四度”“四抓四度”"),
        (blanks, "王 小 川 李 四\n“解放思想 实事求是”", "王 小 川 李 四\n“解放思想 实事求是”"),  # names; a motto in halves
    ],
)
def test_rules(rule, text, repaired):
    assert replay(text, rule(text)) == repaired
    assert rule(repaired) == []


def test_blanks_of_a_pdf_go_where_most_paragraphs_have_them():
    spaced = "\n".join("推动 公共 资源向农村 基层倾斜，让群众 得到实惠。" + "干部作风好转。" * k for k in range(3))
    assert " " not in replay(spaced, blanks(spaced))
    once = spaced.replace(" ", "") + "\n本报讯 记者从会上获悉，全县今年以来新开工项目五个。"
    assert blanks(once) == []


def test_every_look_alike_has_its_character():
    for row in rows("lookalikes"):
        text = f"中{row['look_alike']}"
        assert replay(text, lookalikes(text)) == f"中{row['character']}"


@pytest.mark.parametrize(
    "text",
    [
        "詳見http://a.cn/路徑?q=中,文(一)。",  # an address with Chinese names
        "參見[說明](https://a.com/x,y)和`f(甲,乙)`。",
        "```\nlet 書 = (甲, 乙);\n```",
        "東京都は、新型コロナ対策を発表しました(昨日)。\n図書館",
        "경제,사회(發展)",
    ],
)
def test_what_is_no_prose_stays(text):
    changed = read_text(text).text
    assert all(text[s:e].strip("詳參說。") in changed for s, e in kept(text)) and kept(text)


@given(st.text(alphabet="甲`()[]:/w.のカ가\n。,a<>", max_size=80))
def test_spans_are_in_order_and_apart(text):
    spans = kept(text)
    assert all(s < e for s, e in spans) and all(a[1] < b[0] for a, b in zip(spans, spans[1:]))
    for rule in RULES:
        edits = outside(rule(text), spans)
        assert not any(e.raw_start < end and start < e.raw_end for e in edits for start, end in spans)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\u2028", "\u2029"])
def test_each_line_end_is_one_edit(end):
    (edit,) = newlines(f"标题{end}正文")  # 'title', 'body'
    assert (edit.before, edit.after) == (end, "\n")


@given(st.text("党建\r\n\v\f\u2028\x85 "))
def test_once_is_enough_and_only_line_ends_change(text):
    done = replay(text, newlines(text))
    assert newlines(done) == []
    assert done.replace("\n", "") == "".join(c for c in text if c not in "\r\n\v\f\u2028")


def test_plain_text_is_untouched():
    assert newlines("标题\n正文\x85\n") == []
