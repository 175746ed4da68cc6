"""decisions: obeyed where the text still matches, reported where not, and read as spreadsheets leave them."""

import pytest

import tifaku
from tifaku.corpus import read_text
from tifaku.decisions import Decision, decisions_record, decisions_template, question
from tifaku.decisions.files import read_decisions, write_decisions
from tifaku.formulas import find_formulas

TEXT = "实施“1269”工程，抓住产业和人才，打好“绿色、生态、有机”三张牌，10大类排水户，发展三产。"
# 'carry out project 1269, grasp industry and talent, play the three cards …, ten big kinds of drain users, tertiary industry'


@pytest.fixture
def doc():
    return read_text(TEXT, doc_id="x")


def span(surface, start=None):
    start = TEXT.index(surface) if start is None else start
    return start, start + len(surface), surface


def decided(doc, *decisions):
    found = tifaku.find([doc], [Decision("x", *d, row=n) for n, d in enumerate(decisions, 2)])
    return {f.surface: f for f in found.formulas}, decisions_record(found)


def test_reject_drops_and_says_what(doc):
    formulas, record = decided(doc, (*span("10大类"), "reject"))
    assert "10大类" not in formulas and "三张牌" in formulas
    assert record.loc[0, ["row", "applied", "overruled", "reason"]].to_list() == [2, True, "counted 10 unresolved", ""]


def test_accept_keeps_or_adds(doc):
    formulas, record = decided(doc, (*span("三张牌"), "accept"), (*span("三产"), "accept"))
    assert record.overruled.to_list() == ["", "not found"]
    assert (formulas["三产"].kind, formulas["三产"].groups[0].numeral) == ("counted", 3)


def test_retype_sets_kind_and_numbers(doc):
    formulas, record = decided(doc, (*span("1269"), "retype", "digit_code 12|6|9"))
    assert [g.numeral for g in formulas["1269"].groups] == [12, 6, 9]
    assert record.overruled[0] == "digit_code 1|2|6|9 unresolved"


def test_components_are_verbatim_and_change_the_verdict(doc):
    formulas, _ = decided(doc, (*span("1269"), "retype", "digit_code 2|2"), (*span("1269"), "components", "产业|人才||绿色|生态"))
    found = formulas["1269"]
    assert (found.verdict, found.because) == ("complete", "decided by the scholar")
    assert [[TEXT[c.start : c.end] for c in g.components] for g in found.groups] == [["产业", "人才"], ["绿色", "生态"]]


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        ((*span("三张牌", 0), "reject"), "not '三张牌'"),
        ((-1, -1, "三张牌", "reject"), "not '三张牌'"),
        ((len(TEXT) - 3, len(TEXT) + 1, "三产。", "accept"), "not '三产。'"),  # beyond the text
        ((len(TEXT), len(TEXT) + 3, "", "accept"), "not ''"),
        ((3, 3, "", "accept"), "not ''"),
        ((*span("三张牌"), "delete"), "'delete' is no decision"),
        ((*span("三张牌"), "retype", "slogan"), "'slogan' is no kind"),
        ((*span("三张牌"), "components", "绿色|蓝色|有机"), "does not say '蓝色'"),
        ((*span("三张牌"), "components", "绿色||生态"), "has 1 groups, the value 2"),
    ],
)
def test_what_does_not_fit_is_reported_and_not_applied(doc, decision, reason):
    formulas, record = decided(doc, decision)
    assert formulas == {f.surface: f for f in find_formulas(doc)}
    assert not record.applied[0] and reason in record.reason[0] and record.overruled[0] == ""


def test_an_article_that_is_gone_is_reported(doc):
    found = tifaku.find([doc], [Decision("y", 0, 2, "实施", "reject")])
    assert len(found.formulas) == len(find_formulas(doc)) and "no article 'y'" in found.outcomes[0].reason


def test_the_template_has_every_doubtful_case_and_keeps_what_was_decided(doc, tmp_path):
    found = find_formulas(doc)
    template = decisions_template([doc], found)
    assert template.surface.to_list() == [f.surface for f in found if question(f)] == ["1269", "10大类"]
    template.loc[0, ["decision", "value", "note"]] = ["retype", "digit_code 12|6|9", "党代会报告"]
    path = write_decisions(template, tmp_path / "decisions.csv")
    made = read_decisions(path)
    assert made == [Decision("x", *span("1269"), "retype", "digit_code 12|6|9", "党代会报告", 2)]
    again = decisions_template([doc], found, made)
    assert again.surface.to_list() == ["1269", "10大类"] and again.decision.to_list() == ["retype", ""]


def test_no_file_is_no_decision(tmp_path):
    assert read_decisions(tmp_path / "decisions.csv") == []


ROW = ["x", "4", "8", "1269", "Reject", "", "旧码"]
HEAD = ["doc_id", "start", "end", "surface", "decision", "value", "note"]


@pytest.mark.parametrize(
    "data",
    [
        ("\ufeff" + "\r\n".join([",".join(HEAD), ",".join(ROW), ",,,,,,", ""])).encode(),
        "\n".join([";".join(HEAD), ";".join(ROW)]).encode("gb18030"),
        "\r\n".join(["\t".join(HEAD), "\t".join(ROW)]).encode("utf-16"),
        ",".join([*reversed(HEAD), "question"]).encode() + "\n旧码,,reject,'1269,8.0,4.0,x,why?".encode(),
        ("Doc_ID, Start ,end,surface,decision,value,note\nx,4,8,1269, reject ,,旧码\n").encode(),
    ],
    ids=["excel utf-8", "semicolons, gb18030", "tabs, utf-16", "other order, apostrophe, floats", "capitals and blanks"],
)
def test_files_as_spreadsheets_leave_them(data, tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_bytes(data)
    assert read_decisions(path) == [Decision("x", 4, 8, "1269", "reject", "", "旧码", 2)]


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text("doc_id,start,end,surface\nx,1,2,一\n")
    with pytest.raises(ValueError, match="decisions.csv has no column decision"):
        read_decisions(path)
