"""two readers: where rules and a proposer agree a list is complete, where one speaks or both differ probable, and it is said."""

import json

import pandas as pd
import pytest

import tifaku
from proposed import annotated
from tifaku.datasets import DATASET
from tifaku.decisions import Decision, decisions_template, question
from tifaku.decisions.proposals import Proposal, proposals_of, read_proposals
from tifaku.report.cards import stated_by
from tifaku.text.corpora import Corpus

SURE = "打好“绿色、生态、有机”三张牌。"  # 'play the three cards, green, ecological, organic': the rules say complete
DOUBTFUL = "推进“四抓四度”，抓班子、抓队伍、抓产业、抓治理，有力度、有深度、有温度、有精度。"  # four grasps, four degrees
PARTLY = "打好绿色、生态等三张牌。"
SILENT = "大家都说“三张牌”好，绿色的山，生态的水，有机的田。"  # 'all say that the three cards are good: green hills …'
CARDS = ("绿色", "生态", "有机")


def find(text, *claims, **options):
    """The only formula of a text of one name, after what is claimed: (proposer, items, …)."""
    return tifaku.find([tifaku.read_text(text, doc_id="a")], proposals=claimed(text, *claims), **options).formulas


def claimed(text, *claims, surface="三张牌", doc_id="a"):
    start = text.index(surface)
    return [
        Proposal(doc_id, start, start + len(surface), surface, 0, item, by) for by, *items in claims for item in items or [None]
    ]


def items(formula):
    return [c.text for group in formula.groups for c in group.components]


@pytest.mark.parametrize(
    ("text", "claims", "verdict", "components", "because"),
    [
        (SURE, [], "complete", CARDS, "declared 3, found 3"),
        (SURE, [("B", *CARDS)], "complete", CARDS, "; read by rules, proposed by B, granted by the text"),
        (SURE, [("B", *CARDS), ("C", *CARDS)], "complete", CARDS, "; read by rules, proposed by B and C, granted by the text"),
        (SURE, [("B",)], "probable", CARDS, "; read by rules, nothing stated according to B"),
        (SURE, [("B", "红色")], "probable", CARDS, "; read by rules, nothing stated according to B"),  # refused
        (SURE, [("B", "绿色、生态", "有机")], "probable", CARDS,
         "; the readers differ: 绿色|生态|有机 (read by rules), 绿色、生态|有机 (proposed by B, granted by the text)"),
        (SURE, [("B", *CARDS), ("C", "有机")], "probable", CARDS, "the readers differ"),
        (SURE, [("rules", "绿色、生态", "有机")], "complete", CARDS, "declared 3, found 3"),
        (SILENT, [], "unresolved", (), ""),
        (SILENT, [("B",)], "unresolved", (), ""),
        (SILENT, [("B", *CARDS)], "probable", CARDS, "proposed by B, granted by the text, nothing stated according to rules"),
        (SILENT, [("B", *CARDS[:2])], "partial", CARDS[:2], "nothing stated according to rules"),
        (SILENT, [("", *CARDS)], "probable", CARDS, "proposed by someone unnamed"),
    ],
)  # fmt: skip
def test_who_says_what_makes_the_verdict(text, claims, verdict, components, because):
    (formula,) = find(text, *claims)
    assert (formula.verdict, tuple(items(formula))) == (verdict, components)
    assert because in formula.because and bool(because) == bool(formula.because)


def test_agreement_makes_a_probable_list_complete():
    doc = tifaku.read_text(DOUBTFUL, doc_id="a")
    before = next(f for f in tifaku.find_formulas(doc) if f.surface == "四抓四度")
    rows = [
        Proposal("a", before.start, before.end, before.surface, k, c.text, "B")
        for k, group in enumerate(before.groups) for c in group.components
    ]  # fmt: skip
    after = next(f for f in tifaku.find(doc, proposals=rows).formulas if f.surface == "四抓四度")
    assert after.verdict == "complete" and items(after) == items(before) and [s.by for s in after.said] == ["rules", "B"]


def test_gold_beside_the_rules():
    """Where they agree it is complete; where they differ the doubtful reading gives way; what gold alone says is probable."""
    docs, names = annotated("dev2")
    rows = read_proposals(pd.DataFrame([row for own in names for row in own]))
    before = {(f.doc_id, f.start): f for f in tifaku.find(docs).formulas}
    found = tifaku.find(docs, proposals=rows).formulas
    disputed = [f for f in found if f.disputed]
    assert len(disputed) > 4 and all(f.verdict in ("probable", "partial") for f in disputed)
    for f in disputed:
        old = before[f.doc_id, f.start]
        assert f.groups == (old.groups if old.verdict == "complete" else f.said[0].groups)
        assert [said.by for said in f.said] == (["rules", "gold"] if old.verdict == "complete" else ["gold", "rules"])
    agreed = [f for f in found if len(f.said) == 2 and not f.disputed and all(said.words for said in f.said)]
    assert len([f for f in agreed if f.verdict == "complete"]) > 40
    assert any(before[f.doc_id, f.start].verdict == "probable" for f in agreed if f.verdict == "complete")
    alone = [f for f in found if [said.by for said in f.said if said.words] == ["gold"]]
    assert alone and {f.verdict for f in alone} <= {"probable", "partial"}


def test_a_name_means_the_same_all_through_an_article():
    text = SURE + "全县上下都在打“三张牌”。"
    found = find(text, ("B", *CARDS))
    assert [(items(f), [said.by for said in f.said][-1]) for f in found] == [(list(CARDS), "B")] * 2
    assert [f.verdict for f in found] == ["complete", "complete"]


def test_articles_that_no_proposer_has_read_stay_as_they_are():
    docs = [tifaku.read_text(SURE, doc_id=name) for name in "ab"]
    one, other = tifaku.find(docs, proposals=claimed(SURE, ("B", "有机"))).formulas
    assert one.disputed and other == tifaku.find_formulas(docs[1])[0]


def test_a_name_that_the_rules_do_not_find_is_added_unless_it_overlaps_one():
    text = SURE + "坚持两个面貌一新，山清水秀，村美人和。"
    start, cards = text.index("两个面貌一新"), text.index("三张牌")
    rows = [Proposal("a", start, start + 6, "两个面貌一新", 0, item, "B") for item in ("山清水秀", "村美人和")]
    over = [Proposal("a", cards, start + 2, text[cards : start + 2], 1, "村美人和", "B")]  # two numerals
    found = tifaku.find([tifaku.read_text(text, doc_id="a")], proposals=rows + over)
    assert [f.surface for f in found.formulas if items(f) == ["山清水秀", "村美人和"]] == ["两个面貌一新"]
    assert [(r.component, r.reason) for r in found.refused] == [("村美人和", "the name overlaps another, 三张牌, at 12–15")]


def test_a_name_cut_otherwise_is_the_same_name():
    """Readers may end a name elsewhere, as 三张 and 三张牌; what they say of it is compared all the same."""
    start = SURE.index("三张牌")
    rows = [Proposal("a", start, start + 2, "三张", 0, item, "B") for item in CARDS]
    found = tifaku.find([tifaku.read_text(SURE, doc_id="a")], proposals=rows)
    assert [(f.surface, f.verdict, [said.by for said in f.said]) for f in found.formulas] == [
        ("三张牌", "complete", ["rules", "B"])
    ]
    assert not found.refused


def test_a_file_made_from_our_own_findings_is_no_second_reader():
    docs = [tifaku.read_text(text, doc_id=f"{k}") for k, text in enumerate([SURE, PARTLY, SURE, DOUBTFUL, *[SURE] * 3, SILENT])]
    before = tifaku.find(docs)
    rows = [
        Proposal(f.doc_id, f.start, f.end, f.surface, k, c.text, "my model")
        for f in before.formulas for k, group in enumerate(f.groups) for c in group.components
    ]  # fmt: skip
    assert len({row.doc_id for row in rows}) > 5
    assert tifaku.find(docs, proposals=rows).formulas == before.formulas
    assert tifaku.find(docs, proposals=rows[1:]).formulas != before.formulas


def test_where_readers_differ_is_asked_first():
    texts = {"a": PARTLY.replace("三", "四"), "b": PARTLY.replace("三", "四"), "c": SURE}
    docs = [tifaku.read_text(text, doc_id=name) for name, text in texts.items()]
    rows = claimed(SURE, ("B", "绿色、生态", "有机"), doc_id="c")
    found = tifaku.find(docs, proposals=rows)
    table = decisions_template(docs, found.formulas)
    assert table.doc_id.to_list()[0] == "c" and "绿色、生态|有机 (proposed by B" in table.question[0]
    assert "components: value is" in table.how[0]


def test_who_decided_is_said():
    name = (SURE.index("三张牌"), SURE.index("三张牌") + 3, "三张牌")
    claims = [("B", "绿色、生态", "有机")]
    for decision, because in (
        (
            Decision("a", *name, "components", "有机|绿色|生态", decided_by="coder A", decided_on="3 May"),
            "decided by coder A, 3 May",
        ),
        (Decision("a", *name, "accept", decided_by="coder A"), "; decided by coder A"),
    ):
        (formula,) = find(SURE, *claims, decisions=[decision])
        assert formula.because.endswith(because) and (formula.verdict, question(formula)) == ("complete", "")


# A folder --------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "a.txt").write_text(SILENT, "utf-8")
    record = {"doc_id": "a", "start": 4, "end": 7, "surface": "三张牌", "components": [[*CARDS, "红色"]], "proposer": "B"}
    (folder / "proposals.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    return folder


def test_proposals_beside_the_articles_are_heard(folder, monkeypatch):
    docs = tifaku.open_corpus(folder)
    assert [doc.doc_id for doc in docs] == ["a"] and docs.problems.empty
    found = tifaku.find(docs)
    assert items(found.formulas[0]) == list(CARDS) and [r.component for r in found.refused] == ["红色"]
    row = tifaku.formulas_table(docs).loc[0]
    assert (row.verdict, row.components) == ("probable", "绿色|生态|有机") and "proposed by B" in row.because
    assert "proposed by B" in tifaku.components_table(docs, found).because[0]
    assert tifaku.find(docs, proposals=()).formulas[0].verdict == "unresolved"
    monkeypatch.setenv("TIFAKU_PROPOSALS", "no")
    assert tifaku.find(docs) == tifaku.find(docs, proposals=()) and proposals_of(docs) == []


def test_a_dataset_does_not_hear_them(folder):
    (folder / DATASET).touch()
    assert proposals_of(Corpus("mine", (), folder=folder)) == []


def test_proposals_in_spreadsheets_are_no_articles(folder):
    record = json.loads((folder / "proposals.jsonl").read_text("utf-8"))
    rows = [record | {"group": 0, "component": item} for item in record.pop("components")[0]]
    (folder / "proposals.jsonl").unlink()
    for save in (lambda table: table.to_csv(folder / "proposals.csv"), lambda table: table.to_excel(folder / "proposals.xlsx")):
        save(pd.DataFrame(rows))
        docs = tifaku.open_corpus(folder)
        found = tifaku.find(docs)
        assert len(docs) == 1 and docs.problems.empty and items(found.formulas[0]) == list(CARDS)
        (folder / "proposals.csv").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("text", "claims", "said"),
    [
        (SURE, [], "quoted list before the name"),
        (SURE, [("qwen3:8b", *CARDS)], "quoted list before the name; read by rules, proposed by qwen3:8b, granted by the text"),
        (SILENT, [("qwen3:8b", *CARDS)], "proposed by qwen3:8b, granted by the text, nothing stated according to rules"),
        (SURE, [("qwen3:8b", "有机")], "quoted list before the name; the readers differ"),
    ],
)
def test_the_card_of_a_formula_says_who_reads_so(text, claims, said):
    assert stated_by(find(text, *claims)[0]) == said
