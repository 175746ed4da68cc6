"""decisions: obeyed where the text still matches, reported where not, and read as spreadsheets leave them."""

import pytest

import tifaku
from tifaku.corpus import read_text
from tifaku.decisions import Decision, decisions_record, decisions_template, question
from tifaku.decisions.files import read_decisions, write_decisions
from tifaku.formulas import find_formulas

TEXT = "实施“1269”工程，抓住产业和人才和资金，打好“绿色、生态、有机”三张牌，10大类排水户，发展三产。"
# 'carry out project 1269, grasp industry, talent, money, play the three cards …, ten big kinds of drain users, tertiary industry'


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


def test_components_are_those_mentions_that_stand_together():
    """Of 生态 'ecological' the one in the list is meant, though another stands nearer to the name."""
    doc = read_text("打好“绿色、生态、有机”的生态三张牌。", doc_id="x")
    start = doc.text.index("三张牌")
    decision = Decision("x", start, start + 3, "三张牌", "components", "绿色|生态|有机")
    (formula,) = tifaku.find([doc], [decision]).formulas
    assert [c.start for c in formula.groups[0].components] == [3, 6, 9]


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        ((*span("和", 0), "accept"), "not '和', which stands in it 2 times"),  # 'and': which of the two?
        ((len(TEXT) - 3, len(TEXT) + 1, "三产！", "accept"), "not '三产！'"),  # beyond the text
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


@pytest.mark.parametrize("start", [0, -1, len(TEXT) - 2])
def test_where_a_surface_is_alone_in_the_article_its_decision_is_found_again(doc, start):
    formulas, record = decided(doc, (start, start + 3, "三张牌", "reject"))
    assert "三张牌" not in formulas and record.applied[0]


TWICE = "要打好“三張牌”，發展農業產業。後來會議又說，“三張牌”要打好，實現鄉村振興。"  # 'the three cards', said twice; traditional


def test_a_text_that_has_moved_is_found_by_its_place_in_the_source():
    doc = read_text("题(tí)\n\n" + TWICE, doc_id="x")
    second = [f for f in find_formulas(doc)][1]
    raw = doc.to_raw(second.start, second.end)
    moved = Decision("x", second.start - 9, second.end - 9, "三张牌", "reject", raw_start=raw[0], raw_end=raw[1])
    assert [f.start for f in tifaku.find([doc], [moved]).formulas] == [find_formulas(doc)[0].start]
    older = moved._replace(surface="三張牌", start=0, end=3)  # before a rule of repair made it mainland script
    assert [f.start for f in tifaku.find([doc], [older]).formulas] == [find_formulas(doc)[0].start]
    lost = moved._replace(raw_start=-1, raw_end=-1)
    assert "stands in it 2 times" in tifaku.find([doc], [lost]).outcomes[0].reason


def test_one_decision_can_hold_for_all_its_name_but_where_another_says_otherwise():
    docs = [read_text("发展10大类产业。" * n, doc_id=f"{n}") for n in (1, 2)]  # 'develop ten big kinds of industry'
    every = Decision("2", 2, 6, "10大类", "reject", row=2, scope="all")
    assert [f.surface for f in tifaku.find(docs, ()).formulas] == ["10大类"] * 3
    assert tifaku.find(docs, [every]).formulas == ()
    found = tifaku.find(docs, [every, Decision("1", 2, 6, "10大类", "accept", row=3)])
    assert [f.doc_id for f in found.formulas] == ["1"] and [o.answered for o in found.outcomes] == [2, 1]


def test_the_earlier_file_goes_first_and_a_difference_is_told(doc):
    here, there = ((*span("三张牌"), "accept"), (*span("三张牌"), "reject"))
    said = [Decision("x", *here, row=2), Decision("x", *there, row=5, file="OUT/decisions.csv")]
    found = tifaku.find([doc], said)
    assert "三张牌" in {f.surface for f in found.formulas}
    assert found.outcomes[1].reason.startswith("the file beside the articles, row 2, says 'accept' and goes first")


def test_a_number_that_a_spreadsheet_has_shortened_is_known():
    doc = read_text("实施“0412”工程。", doc_id="007")
    found = tifaku.find([doc], [Decision("7", 3, 7, "412", "reject")])
    assert found.formulas == () and found.outcomes[0].applied


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
    assert made == [Decision("x", *span("1269"), "retype", "digit_code 12|6|9", "党代会报告", 2, raw_start=3, raw_end=7)]
    again = decisions_template([doc], found, made)
    assert again.surface.to_list() == ["1269", "10大类"] and again.decision.to_list() == ["retype", ""]
    assert "digit_code 12|6|9" in template.how[0] and "components" not in template.how[0]


def test_questions_about_one_name_stand_together_and_the_most_frequent_come_first():
    docs = [read_text(text, doc_id=str(n)) for n, text in enumerate(["有3大类产品。有10大类产业。", "有10大类产业。"])]
    template = decisions_template(docs, [f for doc in docs for f in find_formulas(doc)])
    assert template.surface.to_list() == ["10大类", "10大类", "3大类"]
    assert template.occurrences.to_list() == [2, 2, 1] and template.articles.to_list() == [2, 2, 1]
    assert [docs[int(r.doc_id)].raw[r.raw_start : r.raw_end] for r in template.itertuples()] == template.surface.to_list()


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
