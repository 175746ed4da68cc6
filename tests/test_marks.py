"""marks: one form for all marks, pairs, and cuts that go into no pair; sentences that leave nothing out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.text.marks import CLAUSE, CLOSE, OPEN, folded, marks_of, sentences, widened

TEXTS = st.text('抓党，、；。：“”‘’（）《》\n",;(1', max_size=60)


@pytest.mark.parametrize(
    "text, seen",
    [
        ("「抓班子」,帶隊伍!", "“抓班子”，帶隊伍！"),  # 'grasp the leading group', lead the team: quotation marks of Taiwan
        ('打好"三张牌"，唱响"三字经"', "打好“三张牌”，唱响“三字经”"),  # 'play the “three cards”, sing the “three-word text”'
        ("投入1,540万元,9:30开工", "投入1.540万元，9.30开工"),  # '15.4 million put in, begun at 9:30': marks that cut nothing
    ],
)
def test_one_form(text, seen):
    assert folded(text) == seen


@given(st.text())
def test_every_character_keeps_its_place(text):
    assert len(folded(text)) == len(widened(text)) == len(text)


@pytest.mark.parametrize(
    "text, stretch",
    [
        ("抓学习，推进“抓产业、强基础”|，见成效", "推进“抓产业、强基础”"),  # 'study; push “industry, foundations”; results'
        ("推进“抓产业，强|基础”，见成效", "强基础"),  # inside the quotation
        ("县（市，区）三级|联动，见成效", "县（市，区）三级联动"),  # 'three levels, counties (cities, districts), act together'
        ("标题，抓\n三级|联动\n正文", "三级联动"),  # 'title', 'text': lines
        ("三级”联|动，见成效", "三级”联动"),  # a closing mark without its partner holds nobody in
        ("“三级联|动，见成效", "三级联动"),  # an opening one may
        ("抓“产业（强基础”带|队伍，见成效", "抓“产业（强基础”带队伍"),  # a bracket that is open when its quotation ends
    ],
)
def test_clause_round_a_place(text, stretch):
    at, text = text.index("|"), text.replace("|", "")
    marks = marks_of(text)
    assert text[marks.start(at) : marks.end(at)] == stretch


def test_no_further_than_asked():
    marks = marks_of("字" * 900)
    assert (marks.start(500, reach=100), marks.end(500, reach=100), marks.end(850)) == (400, 600, 900)


@pytest.mark.parametrize(
    "text, marks, pieces",
    [
        ("产业、“人才、文化”、 、生态", "、", ["产业", "“人才、文化”", "生态"]),  # 'industry', '“talent, culture”', 'ecology'
        ("抓产业，强基础；抓人才，强队伍", "；", ["抓产业，强基础", "抓人才，强队伍"]),  # 'industry, base; talent, team'
        ("县/乡/村", "—/／", ["县", "乡", "村"]),  # 'county/township/village'
        ("产业”、人才（生态、文化", "、", ["产业”", "人才（生态", "文化"]),  # marks without partners hold nothing together
    ],
)
def test_cut(text, marks, pieces):
    assert [text[s:e] for s, e in marks_of(text).cut(0, len(text), marks)] == pieces


@pytest.mark.parametrize(
    "text, inside",
    [
        ("打好“三张牌”，唱响‘三字经’", ["三张牌", "三字经"]),  # 'play the “three cards”, sing the ‘three-word text’'
        ("他说“‘三张牌’打得好”", ["‘三张牌’打得好"]),  # 'he said “the ‘three cards’ are well played”'
        ("他说“要打好“三张牌”才行”", ["三张牌"]),  # the name counts, not the speech round it
        ("（“绿色”、“生态”）“”", ["绿色", "生态"]),  # in brackets; nothing between the last two
        ("“三张牌", []),
    ],
)
def test_quotations(text, inside):
    assert [text[s:e] for s, e in marks_of(text).quotations(0, len(text))] == inside


@given(TEXTS)
def test_pairs_do_not_cross(text):
    marks = marks_of(text)
    pairs = {(n, m) for n, m in enumerate(marks.partners) if m > n}
    assert all(
        marks.partners[m] == n and OPEN.index(text[marks.places[n]]) == CLOSE.index(text[marks.places[m]]) for n, m in pairs
    )
    assert all(not a < c < b < d for a, b in pairs for c, d in pairs)
    assert all("\n" not in text[marks.places[n] : marks.places[m]] for n, m in pairs)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_pieces_leave_out_only_the_marks(text, start, end):
    marks = marks_of(text)
    spans = marks.cut(start, min(end, len(text)), CLAUSE) if start <= min(end, len(text)) else []
    assert all(start <= s < e <= end for s, e in spans) and all(a[1] < b[0] for a, b in zip(spans, spans[1:]))
    assert all(not {*text[a[1] : b[0]]} - {*CLAUSE, "\n"} for a, b in zip(spans, spans[1:]))


@given(TEXTS, st.integers(0, 60))
def test_without_pairs_a_clause_is_what_stands_between_marks(text, at):
    bare = "".join(c for c in text if c not in OPEN + CLOSE)
    at = min(at, len(bare))
    marks = marks_of(bare)
    assert not {*bare[marks.start(at) : marks.end(at)]} & {*CLAUSE, "\n"}
    assert bare[marks.start(at) - 1 : marks.start(at)] in {"", *CLAUSE, "\n"}


@given(st.text(alphabet="抓。！？…\n 　”）a", max_size=40), st.integers(0, 10), st.integers(0, 40))
def test_sentences_leave_out_only_blanks(text, start, end):
    spans = sentences(text, start, end)
    inside = text[start:end]
    assert "".join("".join(text[s:e] for s, e in spans).split()) == "".join(inside.split())
    assert all(start <= s < e <= end for s, e in spans) and spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:]))
