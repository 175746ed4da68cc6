"""grant: what is proposed is let in where the article says it, and each refusal says why; gold, sound and damaged, proposes."""

import json
import shutil

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tifaku
from conftest import ROOT
from proposed import DAMAGES, annotated, damaged
from tifaku.datasets import DATASET
from tifaku.decisions import Decision, decisions_template, question
from tifaku.decisions.grant import grant, text_hash
from tifaku.decisions.proposals import COLUMNS, Proposal, proposals_of, read_proposals
from tifaku.decisions.verbatim import as_one_list, mentions
from tifaku.report.cards import stated_by
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Block, Document

TEXT = (
    "本县打造绿色品牌。打好“绿色、生态、有机”三张牌，实施“11357”工程，即一个目标、一条主线，推进“四抓四度”，"
    "管行业必须管安全，管生产必须管安全。落实“一户一策”。"
)
# 'The county makes a green brand. Play the three cards, green, ecological, organic; carry out project 11357, that is one aim, one
# main line; further the four grasps and four degrees; who manages a trade must manage safety … Carry out one plan a household.'


def rows(name, *components, group=0, proposer="B", **other):
    start = TEXT.index(name)
    name = {"doc_id": "text", "start": start, "end": start + len(name), "surface": name, "group": group} | other
    return [name | {"component": component, "proposer": proposer} for component in components]


def granted(*proposed, text=TEXT):
    found, refused = tifaku.grant(text, pd.DataFrame([row for own in proposed for row in own]))
    return found.formulas, refused


def items(formula):
    return [[c.text for c in group.components] for group in formula.groups]


def test_a_full_list_is_probable_and_has_the_places_of_one_list():
    (formula,), refused = granted(rows("三张牌", "绿色", "生态", "有机"))
    assert (formula.verdict, formula.because) == ("probable", "proposed by B, granted by the text")
    assert [(c.start, TEXT[c.start : c.end]) for c in formula.groups[0].components] == [(12, "绿色"), (15, "生态"), (18, "有机")]
    assert formula.said[0].by == "B" and formula.said[0].groups == formula.groups and refused.empty


def test_fewer_are_partial():
    (formula,), refused = granted(rows("三张牌", "生态", "有机"))
    assert formula.verdict == "partial" and refused.empty


@pytest.mark.parametrize(
    ("surface", "component", "reason"),
    [
        ("三张牌", "蓝色", "the article does not say it"),  # blue
        ("三张牌", "綠色", "the article does not say it"),  # green, in a script that neither the text nor its source has
        ("三张牌", "三张牌", "it is the name itself"),
        ("四抓四度", "四抓", "it stands in the name alone"),
        ("三张牌", "", "the component is empty"),
        ("三张牌", "、", "the component is empty"),
        ("三张牌", "绿色、生态", "it overlaps another component of the group"),
        ("三张牌", "品牌", "the name declares 3, 4 are proposed"),
        ("一户一策", "管安全", "the name declares no number"),
        ("三张牌", None, "the component is empty"),
        ("三张牌", float("nan"), "the component is empty"),
    ],
)
def test_one_bad_component_is_refused_alone(surface, component, reason):
    sound = rows(surface, *(["绿色", "生态", "有机"] if surface == "三张牌" else []))
    formulas, refused = granted(rows(surface, component), sound)
    assert len(refused) == 1 and refused.reason[0].startswith(reason), refused
    assert (refused.doc_id[0], refused.surface[0], refused.proposer[0]) == ("text", surface, "B")
    assert [items(f) for f in formulas if f.surface == "三张牌"] == ([[["绿色", "生态", "有机"]]] if sound else [])


def test_the_table_of_the_refused_has_its_columns_even_when_empty():
    assert list(granted(rows("三张牌", "生态"))[1]) == ["doc_id", "surface", "component", "proposer", "reason"]


def test_one_item_is_the_count_of_a_number_of_a_code():
    groups = [rows("11357", item, group=k) for k, item in enumerate(["一个目标", "一条主线", "绿色", "生态", "有机"])]
    (formula,), refused = granted(*groups)
    assert formula.verdict == "probable" and refused.empty
    (formula,), _ = granted(*groups[:3])
    assert formula.verdict == "partial"


def test_groups_may_share_a_clause_and_one_group_may_not_have_it_twice():
    clauses = ("管行业必须管安全", "管生产必须管安全")
    (formula,), refused = granted(rows("四抓四度", *clauses), rows("四抓四度", *clauses, group=1))
    assert items(formula) == [list(clauses)] * 2 and refused.empty
    _, refused = granted(rows("四抓四度", *clauses, clauses[0]))
    assert refused.component.to_list() == [clauses[0]]


def test_there_are_as_many_groups_as_numerals():
    _, refused = granted(rows("三张牌", "生态", group=1))
    assert refused.reason[0] == "there is no group 1: the name has 1, counted from 0"


@pytest.mark.parametrize("group", [-1, 0.5, None, "first", float("inf"), 10**30])
def test_a_group_is_a_whole_number(group):
    _, refused = granted(rows("三张牌", "生态", group=group))
    assert len(refused) == 1 and "group" in refused.reason[0]


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ({"doc_id": "y"}, "the corpus has no article 'y'"),
        ({"surface": "五张牌"}, "the name stands nowhere in the article"),
        ({"surface": ""}, "the name stands nowhere in the article"),
        ({"start": 0, "end": 2, "surface": "绿色"}, "the name does not stand at 0–2, and 2 times elsewhere"),
    ],
)
def test_a_name_that_is_not_there_is_refused_with_all_its_components(place, reason):
    formulas, refused = granted(rows("三张牌", "生态", "有机", **place))
    assert not formulas and refused.component.to_list() == ["生态", "有机"] and refused.reason.str.startswith(reason).all()


def test_a_name_that_has_moved_is_found_where_it_stands_once():
    (formula,), _ = granted(rows("三张牌", "生态", start=3, end=6))
    assert formula.start == TEXT.index("三张牌")


def test_a_name_that_the_rules_do_not_know_is_read_by_its_numerals():
    text = "“三百一重”即百个技改、百个扩能、百个新建和一批重点。"  # 'three hundreds and one weighty thing'
    name = {"doc_id": "text", "start": 1, "end": 5, "surface": "三百一重", "group": 0, "proposer": "B"}
    found, refused = tifaku.grant(text, pd.DataFrame([name | {"component": c} for c in ("百个技改", "百个扩能", "百个新建")]))
    assert items(found.formulas[0])[0] == ["百个技改", "百个扩能", "百个新建"] and refused.empty


def test_what_stands_outside_the_body_is_refused():
    text = "图为绿色牌\n打好三张牌\n"
    doc = Document("x", text, text, blocks=(Block("caption", 0, 5), Block("paragraph", 6, 11)))
    row = {"doc_id": "x", "start": 8, "end": 11, "surface": "三张牌", "group": 0, "component": "绿色", "proposer": "B"}
    assert grant(doc, pd.DataFrame([row]))[1].reason[0] == "it stands outside the article's body"


def test_the_source_may_spell_it_otherwise():
    doc = tifaku.read_text("全縣打好“綠色、生態、有機”三張牌，群眾滿意，黨員帶頭。", doc_id="x")
    row = {"doc_id": "x", "start": 14, "end": 17, "surface": "三張牌", "group": 0, "component": "綠色", "proposer": "B"}
    found, refused = tifaku.grant([doc], pd.DataFrame([row]))
    assert items(found.formulas[0]) == [["绿色"]] and refused.empty


def test_two_proposers_are_kept_apart():
    (formula,), _ = granted(rows("三张牌", "绿色", "生态", "有机"), rows("三张牌", "生态", proposer="C"))
    assert [(said.by, len(said.groups[0].components)) for said in formula.said] == [("B", 3), ("C", 1)]
    assert items(formula) == [["绿色", "生态", "有机"]]


# Files -----------------------------------------------------------------------------------------------------------------------


def line(surface, components, **other):
    start = TEXT.index(surface)
    record = {"doc_id": "text", "start": start, "end": start + len(surface), "surface": surface, "components": components}
    return json.dumps(record | {"proposer": "B", "sha256": text_hash(Document("text", TEXT, TEXT))} | other, ensure_ascii=False)


def test_the_same_is_read_from_lines_rows_tables_and_spreadsheets(tmp_path):
    table = pd.DataFrame(rows("三张牌", "绿色", "生态", "有机"))
    (tmp_path / "a.jsonl").write_text(line("三张牌", [["绿色", "生态", "有机"]]), "utf-8")
    table.to_json(tmp_path / "b.jsonl", orient="records", lines=True, force_ascii=False)
    table.to_csv(tmp_path / "c.csv", index=False)
    table.to_csv(tmp_path / "d.csv", index=False, encoding="gb18030", sep=";")
    table.to_excel(tmp_path / "e.xlsx", index=False)
    found = [tifaku.grant(TEXT, tmp_path / name)[0] for name in ("a.jsonl", "b.jsonl", "c.csv", "d.csv", "e.xlsx")]
    assert all(one == tifaku.grant(TEXT, table)[0] for one in found) and found[0].formulas[0].verdict == "probable"
    assert tifaku.grant(TEXT, str(tmp_path / "a.jsonl"))[0] == found[0]


def test_a_later_line_on_a_name_holds_and_an_empty_list_is_no_refusal(tmp_path):
    path = tmp_path / "proposals.jsonl"
    path.write_text("\n".join([line("三张牌", [["品牌"]]), "", line("三张牌", ["绿色", "生态"]), line("11357", [[]])]), "utf-8")
    found, refused = tifaku.grant(TEXT, path)
    assert [(f.surface, f.verdict, items(f)[0]) for f in found.formulas] == [
        ("三张牌", "partial", ["绿色", "生态"]),
        ("11357", "unresolved", []),
    ]
    assert refused.empty and found.formulas[1].said[0].by == "B"


HALF = json.dumps(json.loads(line("三张牌", [["半\ud800"]], proposer="\ud800")))
BROKEN = [
    HALF,
    "{",
    "[]",
    "7",
    "{}",
    "[" * 100_000,
    line("三张牌", 5),
    line("三张牌", {"a": 1}),
    '{"start": ' + "9" * 9000 + "}",
    "\x00",
]


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_line_costs_only_itself(tmp_path, broken):
    path = tmp_path / "proposals.jsonl"
    path.write_text("\n".join([line("三张牌", [["绿色", "生态", "有机"]], proposer="C"), broken]), "utf-8")
    found, refused = tifaku.grant(TEXT, path)
    assert [f.verdict for f in found.formulas] == ["probable"] and len(refused) == 1 and refused.reason[0]


def test_what_is_no_table_of_proposals_says_what_is_missing(tmp_path):
    (tmp_path / "a.csv").write_text("doc_id,surface\nx,三张牌\n", "utf-8")
    with pytest.raises(ValueError, match="no column start, end, group, component, proposer"):
        read_proposals(tmp_path / "a.csv")
    with pytest.raises(ValueError, match="no column group"):
        read_proposals(pd.DataFrame(columns=[name for name in COLUMNS if name != "group"]))
    with pytest.raises(ValueError, match="can't be opened"):
        read_proposals(tmp_path / "none.jsonl")
    assert read_proposals(pd.DataFrame(columns=COLUMNS)) == []


def test_a_spreadsheet_may_have_made_one_of_001():
    doc = tifaku.read_text(TEXT, doc_id="001")
    found, _ = tifaku.grant([doc], pd.DataFrame(rows("三张牌", "生态", doc_id=1)))
    assert found.formulas[0].doc_id == "001"


# Gold ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dev", "dev2"])
def test_gold_is_granted_with_its_places(name):
    docs, names = annotated(name)
    rows = [row for own in names for row in own]
    found, refused = tifaku.grant(docs, pd.DataFrame(rows))
    has = {(f.doc_id, f.start, k, c.start, c.end) for f in found.formulas for k, g in enumerate(f.groups) for c in g.components}
    wanted = {(row["doc_id"], row["start"], row["group"], *row["place"]) for row in rows}
    assert len(refused) <= 0.005 * len(rows) and len(has & wanted) >= 0.995 * len(wanted) > 300


@pytest.mark.parametrize("name", ["dev", "dev2"])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damaged_gold_is_refused_or_doubted(name, damage):
    """What is short of the declared number, in gold too, is partial; nothing that one proposer says alone is complete."""
    docs, rows, bad = damaged(name, damage)
    found, refused = tifaku.grant(docs, pd.DataFrame(rows))
    lost = {(doc_id, surface, component) for doc_id, surface, component, *_ in refused.itertuples(index=False)}
    verdicts = {(f.doc_id, f.start): f.verdict for f in found.formulas}
    for row in bad:
        doubted = verdicts.get((row["doc_id"], row["start"])) in ("probable", "partial")
        assert (row["doc_id"], row["surface"], row["component"]) in lost or doubted, row
    assert bad and "complete" not in verdicts.values()
    if damage.__name__ in ("paraphrased", "from_another", "empty"):
        assert len(refused) == len(bad)


# Mentions --------------------------------------------------------------------------------------------------------------------


def test_mentions_that_stand_together_are_chosen():
    text = "生态好。绿色。生态。有机。打好绿色、生态、有机三张牌，生态"
    doc = Document("x", text, text)
    places = [(0, mentions(doc, word)) for word in ("绿色", "生态", "有机")]
    assert as_one_list(places, (24, 27)) == [(15, 17), (18, 20), (21, 23)]


def test_the_list_is_found_in_time_proportional_to_the_text():
    text = "的" * 200_000
    doc = Document("x", text, text)
    assert len(as_one_list([(0, mentions(doc, "的"))] * 3, (0, 2))) == 3


# Scoring ---------------------------------------------------------------------------------------------------------------------


def test_rules_proposals_and_both_are_scored_on_what_is_proposed_about(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "gold"))
    import score
    from score_proposals import keep_proposed, readers

    folder = tmp_path / "gold" / "dev2"
    shutil.copytree(ROOT / "tests" / "gold" / "dev2", folder)
    _, names = annotated("dev2")
    table = pd.DataFrame([row for own in names[:40] for row in own])[list(COLUMNS)]
    table.to_csv(tmp_path / "p.csv", index=False)
    assert keep_proposed(tmp_path / "p.csv", folder) == table.doc_id.nunique() < 60
    figures = {}
    for reader, read in readers(tmp_path / "p.csv", tifaku.find_formulas).items():
        monkeypatch.setattr(tifaku, "find_formulas", read)
        figures[reader] = score.run(str(folder))[0]
    assert list(figures) == ["rules", "proposals", "both"] and figures["proposals"]["said_complete"] == 0
    assert figures["both"]["said_complete_exact"] == 1.0
    assert figures["proposals"]["stated_found_exact"] > 0.9 < figures["both"]["stated_found_exact"]


# Anything at all -------------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from([*"三四一张牌抓度绿色生态有机、，。“”\n ", "三张牌", "四抓四度", "11357", "绿色", "绿色、生态", "", "é"])
WORDS = st.lists(PIECES, max_size=12).map("".join)
NUMBERS = st.one_of(st.integers(-3, 40), st.floats(), st.none(), st.text(max_size=3), st.integers())
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "", None, 1]), NUMBERS, NUMBERS, WORDS, NUMBERS, st.one_of(WORDS, st.none(), NUMBERS), WORDS
    ),
    max_size=12,
)


@given(WORDS, ROWS)
def test_whatever_is_proposed_only_what_the_text_says_is_granted(text, rows):
    doc = tifaku.read_text(text, doc_id="a")
    found, refused = tifaku.grant([doc], pd.DataFrame(rows, columns=list(COLUMNS)))
    granted = [(f, group, c) for f in found.formulas for group in f.groups for c in group.components]
    assert len(refused) + sum(len(g.components) for f in found.formulas for said in f.said for g in said.groups) == len(rows)
    for formula, group, c in granted:
        assert doc.text[c.start : c.end] == c.text and c.text != formula.surface and formula.verdict in ("probable", "partial")
        assert any(s <= c.start and c.end <= e for s, e in doc.body_spans)
        assert c.end <= formula.start or formula.end <= c.start
        assert group.number == 0 or len(group.components) <= group.number
        assert not any(c.start < other.end and other.start < c.end for other in group.components if other is not c)


SURE = "打好“绿色、生态、有机”三张牌。"  # 'play the three cards, green, ecological, organic': the rules say complete
DOUBTFUL = "推进“四抓四度”，抓班子、抓队伍、抓产业、抓治理，有力度、有深度、有温度、有精度。"  # four grasps, four degrees
PARTLY = "打好绿色、生态等三张牌。"
SILENT = "大家都说“三张牌”好，绿色的山，生态的水，有机的田。"  # 'all say that the three cards are good: green hills …'
CARDS = ("绿色", "生态", "有机")


def find(text, *claims, **options):
    """The only formula of a text of one name, after what is claimed: (proposer, its, …)."""
    return tifaku.find([tifaku.read_text(text, doc_id="a")], proposals=claimed(text, *claims), **options).formulas


def claimed(text, *claims, surface="三张牌", doc_id="a"):
    start = text.index(surface)
    return [Proposal(doc_id, start, start + len(surface), surface, 0, item, by) for by, *its in claims for item in its or [None]]


def its(formula):
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
    assert (formula.verdict, tuple(its(formula))) == (verdict, components)
    assert because in formula.because and bool(because) == bool(formula.because)


def test_agreement_makes_a_probable_list_complete():
    doc = tifaku.read_text(DOUBTFUL, doc_id="a")
    before = next(f for f in tifaku.find_formulas(doc) if f.surface == "四抓四度")
    rows = [
        Proposal("a", before.start, before.end, before.surface, k, c.text, "B")
        for k, group in enumerate(before.groups) for c in group.components
    ]  # fmt: skip
    after = next(f for f in tifaku.find(doc, proposals=rows).formulas if f.surface == "四抓四度")
    assert after.verdict == "complete" and its(after) == its(before) and [s.by for s in after.said] == ["rules", "B"]


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
    assert [(its(f), [said.by for said in f.said][-1]) for f in found] == [(list(CARDS), "B")] * 2
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
    assert [f.surface for f in found.formulas if its(f) == ["山清水秀", "村美人和"]] == ["两个面貌一新"]
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
    assert its(found.formulas[0]) == list(CARDS) and [r.component for r in found.refused] == ["红色"]
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
        assert len(docs) == 1 and docs.problems.empty and its(found.formulas[0]) == list(CARDS)
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
