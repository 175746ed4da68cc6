"""study: a corpus whatever it is kept in, and findings in which decisions hold everywhere."""

import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tifaku
from conftest import ROOT, run_report
from tifaku import study
from tifaku.decisions.files import DECISIONS
from tifaku.tables import diffusion

REJECTED = "五横五纵"  # 'five across, five along'
TEXTS = {
    "a": "某县党建\n\n坚持“四抓四度”工作法，抓班子、抓队伍、抓产业、抓治理，有力度、有深度、有温度、有精度。\n\n"
    f"今年以来全县上下一心，城里也建成“{REJECTED}”路网。\n",
    "b": "某市新闻\n\n打好“绿色、生态、有机”三张牌，让全县各个乡村都走上了振兴的新路。\n\n"
    f"大家近来都说起“{REJECTED}”。\n\n路网“{REJECTED}”已经通车。\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two articles with a name that is rejected in every place where it stands."""
    folder = tmp_path_factory.mktemp("decided") / "mine"
    folder.mkdir()
    rows = ["doc_id,start,end,surface,decision,value,note"]
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    for doc in tifaku.open_corpus(folder):
        for f in tifaku.find_formulas(doc):
            rows += [f"{doc.doc_id},{f.start},{f.end},{f.surface},reject,,"] if f.surface == REJECTED else []
    assert len(rows) == 4
    (folder / DECISIONS).write_text("\n".join(rows), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def dataset(folder, tmp_path_factory):
    """The same articles as a dataset, with the same decisions beside it."""
    out = tmp_path_factory.mktemp("decided") / "dataset"
    command = [sys.executable, "-m", "tifaku.scale", folder, out, "--workers", "1"]
    subprocess.run(command, check=True, capture_output=True)
    (out / DECISIONS).write_bytes((folder / DECISIONS).read_bytes())
    return out


def tables(docs):
    """Everything that is made from formulas and slogans, by name."""
    tokens = tifaku.tokenize(docs, formulas=tifaku.find(docs))
    words = tifaku.words(tokens)
    yield "formulas", tifaku.formulas_table(docs)
    yield "slogans", tifaku.slogans_table(docs)
    yield "terms", tifaku.term_frequency(words)
    yield "collocations", tifaku.collocations(words, ["路网", REJECTED])
    yield "n-grams", tifaku.term_frequency(tifaku.ngrams(words))
    docs = docs.sample()
    found = tifaku.find(docs)
    yield "components", tifaku.components_table(docs, found)
    yield "formulations", diffusion.formulations(docs)
    yield "diffusion", diffusion.diffusion(diffusion.formulations(docs, found), diffusion.articles(docs))
    yield "frames", tifaku.frames(docs)
    yield "families", tifaku.families(docs)
    yield "questions", tifaku.decisions_template(docs, found.formulas)


@pytest.mark.parametrize("kept_in", ["folder", "dataset"])
def test_what_is_rejected_is_in_no_table(kept_in, request):
    docs = tifaku.open_corpus(request.getfixturevalue(kept_in))
    said = {name: table.to_csv() for name, table in tables(docs)}
    assert "三张牌" in said["formulas"] and "三张牌" in said["terms"]
    assert [name for name, text in said.items() if REJECTED in text] == []


def test_it_would_be_in_them_without_the_decision(folder):
    docs = list(tifaku.open_corpus(folder))
    found = tifaku.find(docs)
    assert REJECTED in tifaku.formulas_table(docs, found)["surface"].array
    assert REJECTED in diffusion.formulations(docs, found)["formulation"].array


def test_in_its_quotation_marks_it_is_no_coinage(folder):
    found = tifaku.find(tifaku.open_corpus(folder))
    assert REJECTED not in {slogan.surface for slogan in found.slogans}
    assert {outcome.overruled for outcome in found.outcomes} == {"compound 5|5 unresolved"}


def test_its_words_are_counted_apart(folder, dataset):
    def counted(docs):
        table = tifaku.term_frequency(tifaku.words(tifaku.tokenize(docs, "rjieba", formulas=tifaku.find(docs))))
        return dict(zip(table["term"], table["n"]))

    assert counted(tifaku.open_corpus(folder)) == counted(tifaku.open_corpus(dataset))


def test_no_page_shows_it_but_the_record_of_decisions_and_the_concordance(folder, tmp_path):
    done = run_report("--corpus", folder, "--out", tmp_path / "out", "-p", "terms", '["路网"]')
    assert done.returncode == 0, done.stderr
    shown = {}
    for page in sorted((tmp_path / "out/html").glob("*.html")):
        parts = re.split(r"<h2 id=[^>]*>", page.read_text(encoding="utf-8"))
        shown[page.stem] = [re.sub("<[^>]*>", "", part[: part.find("</h2>")]) for part in parts[1:] if REJECTED in part]
    for page in Path(tmp_path / "out/html/articles").glob("*.html"):
        assert not re.search(f'<mark[^>]*title="[^"]*{REJECTED}', page.read_text(encoding="utf-8"))
    assert not any(shown[page] for page in ("04_visualisation", "05_lifecycle", "index"))
    assert len(shown["03_slogans_and_formulas"]) == 1


def test_what_a_report_has_read_and_found_is_given_to_its_notebooks_and_to_nobody_else(tmp_path, monkeypatch):
    docs = tifaku.open_corpus(ROOT / "seeds")
    found = tifaku.find(docs)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text("坚持“四抓四度”工作法。", encoding="utf-8")  # 'four grasps, four degrees'
    with study.kept_in(tmp_path, docs, found):
        monkeypatch.setattr(study, "slogans_of", lambda *_: pytest.fail("searched again"))
        again = tifaku.open_corpus(ROOT / "notebooks/../seeds")
        assert again.documents == docs.documents and again.folder == ROOT / "notebooks/../seeds"
        assert tifaku.find(again) == found
        monkeypatch.undo()
        assert [f.surface for f in tifaku.find(tifaku.open_corpus(tmp_path / "other")).formulas] == ["四抓四度"]
        assert tifaku.find(docs.documents[:1]).formulas == tuple(
            f for f in found.formulas if f.doc_id == docs.documents[0].doc_id
        )
        assert tifaku.open_corpus(ROOT / "seeds", skip={"script"}).documents != docs.documents
    assert [path.name for path in tmp_path.iterdir()] == ["other"] and not study._kept()


def test_what_another_has_written_is_never_unpacked(tmp_path):
    docs = tifaku.open_corpus(ROOT / "seeds")
    with study.kept_in(tmp_path, docs, tifaku.find(docs)):
        (path,) = tmp_path.glob(".found-*/found")
        assert path.parent.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
        path.write_bytes(pickle.dumps(Exploding()))
        assert study._kept() is None and len(tifaku.open_corpus(ROOT / "seeds")) == 5


class Exploding:
    def __reduce__(self):
        return pytest.fail, ("a foreign pickle was unpacked",)
