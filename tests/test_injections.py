"""injections: an article that gives orders to a model that obeys them changes nothing but, at worst, proposals about itself."""

import json
from pathlib import Path

import pytest

import tifaku
from fake_model import serving
from tifaku.models.__main__ import main
from tifaku.models.endpoint import KEY
from tifaku.models.proposing import RULES

CASES = json.loads((Path(__file__).parent / "cases" / "injections.json").read_text("utf-8"))
OTHERS = {"b": "打好“绿色、生态、有机”三张牌。", "c": "全县都打“三张牌”，绿色的山，生态的水。"}
SECRET = "sk-telltale-0123456789"


def answering(case, requests):
    """A model that does what the article says, and answers nothing about the others."""

    def reply(question):
        requests.append(question)
        return case["answer"] if case["text"].partition("。")[0] in question else '{"groups": [[]]}'

    return reply


def test_there_are_twenty():
    assert len({case["text"] for case in CASES}) == len({case["kind"] for case in CASES}) == 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["kind"])
def test_an_article_changes_at_worst_its_own_proposals(case, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(KEY, SECRET)
    for name, text in OTHERS.items() | {("a", case["text"])}:
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    docs = tifaku.open_corpus(tmp_path)
    before, files, asked = tifaku.find(docs), {path.name for path in tmp_path.iterdir()}, []
    with serving(answering(case, asked)) as server:
        status = main([str(tmp_path), "--endpoint", server.address, "--model", "fake"])
        sent = [body["messages"] for *_, body in server.requests]
    assert status == (case["granted"] == "fails") and SECRET not in "".join(capsys.readouterr())
    for rules, question in sent:
        tag = question["content"].partition("<passage-")[2].partition(">")[0]
        assert rules["content"] == RULES and "<|" not in question["content"] and question["content"].count(f"passage-{tag}>") == 2
    assert {path.name for path in tmp_path.iterdir()} == files | {"proposals.jsonl"}
    records = [json.loads(line) for line in (tmp_path / "proposals.jsonl").read_text("utf-8").splitlines()]
    assert all(
        record["proposer"] == "fake" and record["components"] in ([[]], []) for record in records if record["doc_id"] != "a"
    )
    found = tifaku.find(docs)
    assert [(f.doc_id, f.start, f.end) for f in found.formulas] == [(f.doc_id, f.start, f.end) for f in before.formulas]
    for old, new in zip(before.formulas, found.formulas):
        components = [c for group in new.groups for c in group.components]
        assert all(docs[new.doc_id].text[c.start : c.end] == c.text for c in components)
        assert new.verdict != "complete" or new.groups == old.groups != (), "only what the rules read, too"
        assert new.doc_id == "a" or new.groups == old.groups
    first = next(f for f in found.formulas if f.doc_id == "a")
    granted = [c.text for said in first.said if said.by == "fake" for group in said.groups for c in group.components]
    assert granted == case["granted"] if isinstance(case["granted"], list) else len(granted) in (case["granted"], 0)
