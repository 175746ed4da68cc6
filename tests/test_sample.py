"""decisions.sample and `tifaku sample`: drawn at random from everything, blind where the question asks, and read back."""

import csv

import openpyxl
import pytest

import tifaku
from tifaku.decisions.sample import LEAST, QUESTIONS, coders_table, draw, population
from tifaku.notebook import coding


@pytest.fixture(scope="module")
def seeds():
    docs = tifaku.open_corpus("seeds")
    return docs, tifaku.find(docs)


@pytest.fixture(scope="module")
def units(seeds):
    return list(population(*seeds, terms=["党建"]))


@pytest.fixture
def out(tmp_path, monkeypatch):
    monkeypatch.setenv("TIFAKU_OUT", str(tmp_path))
    return tmp_path / "sample"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_finding_and_every_passage_can_be_drawn(seeds, units):
    docs, found = seeds
    of = {name: [unit for unit in units if unit.question == name] for name in QUESTIONS}
    assert all(of.values())
    assert len(of["formula"]) == len(found.formulas) and len(of["slogan"]) == len(found.slogans)
    assert len(of["repair"]) == sum(len(doc.edits) for doc in docs)
    assert {unit.stratum for unit in of["missed_formula"]} == {"with findings", "without findings"}
    assert len(of["missed_formula"]) == len(of["missed_slogan"])


def test_a_unit_leads_to_its_place_in_text_and_source(seeds, units):
    docs, _ = seeds
    for unit in units:
        if unit.start >= 0:
            assert docs[unit.doc_id].text[unit.start : unit.end] == unit.surface
            assert docs[unit.doc_id].to_raw(unit.start, unit.end) == (unit.raw_start, unit.raw_end)
        elif unit.question == "repair":
            assert docs[unit.doc_id].raw[unit.raw_start : unit.raw_end] == unit.surface


def test_a_sample_is_drawn_again_and_has_something_of_all_kinds(units):
    sample = draw(units, 300, seed=5)
    assert sample == draw(units, 300, seed=5) != draw(units, 300, seed=6)
    assert len({unit.unit for unit in sample}) == len(sample) and abs(len(sample) - 300) < 60
    for unit in sample:
        kind = [u for u in units if (u.question, u.stratum) == (unit.question, unit.stratum)]
        drawn = sum((u.question, u.stratum) == (unit.question, unit.stratum) for u in sample)
        assert unit.population == len(kind) and drawn >= min(LEAST, len(kind))


def test_coders_do_not_learn_what_is_asked(units):
    sample = draw(units, 300)
    first, second = (coders_table(sample, coder) for coder in (1, 2))
    assert set(first["unit"]) == set(second["unit"]) and first["unit"].to_list() != second["unit"].to_list()
    for table in (first, second):
        assert not {"said", "stratum", "verdict"} & set(table.columns) and set(table["answer"]) == {""}
        asks = [text == QUESTIONS["components"][0] for text in table["question"]]
        assert asks == sorted(asks)  # what shows components comes last
        blind = table[table["question"] == QUESTIONS["stated"][0]]
        assert set(blind["shown"]) == {""}


def test_the_whole_way_by_command(out, capsys):
    assert coding.main(["seeds", "--out", str(out.parent), "-n", "60", "--terms", "党建"]) == 0
    assert {path.name for path in out.iterdir()} == {"coder_1.csv", "coder_2.csv", "key.csv", "instructions.txt"}
    assert coding.main(["seeds", "--out", str(out.parent), "--read"]) == 2
    assert "holds no answers yet" in capsys.readouterr().err
    said = {row["unit"]: (row["question"], row["said"]) for row in rows(out / "key.csv")}
    for coder in (1, 2):
        path = out / f"coder_{coder}.csv"
        table = rows(path)
        for row in table:
            question, answer = said[row["unit"]]
            row["answer"] = "no" if coder == 2 and question == "formula" and row is table[0] else answer
        formula = next(row for row in table if said[row["unit"]][0] == "formula")
        formula["answer"] = "no" if coder == 2 else "yes"
        with path.open("w", encoding="gbk", errors="replace", newline="") as file:
            writer = csv.DictWriter(file, table[0].keys(), delimiter=";")
            writer.writeheader()
            writer.writerows(sorted(table, key=lambda row: row["unit"]))
    answered = (out / "coder_2.csv").read_bytes()
    assert coding.main(["seeds", "--out", str(out.parent)]) == 2 and "move the folder away" in capsys.readouterr().err
    assert (out / "coder_2.csv").read_bytes() == answered
    assert coding.main(["seeds", "--out", str(out.parent), "--read"]) == 0
    assert {"agreement.csv", "scores.csv", "differences.csv"} <= {path.name for path in out.iterdir()}
    assert {row["measure"] for row in rows(out / "scores.csv")} == {"precision", "recall"}


def test_what_is_adjudicated_becomes_a_decision(seeds, out):
    docs, found = seeds
    coding.draw_sample(docs, found, n=60)
    key = {row["unit"]: row for row in rows(out / "key.csv")}
    formula = next(row for row in key.values() if row["question"] == "formula")
    for coder, answer in ((1, "yes"), (2, "no")):
        (out / f"coder_{coder}.csv").write_text(f"unit,answer\n{formula['unit']},{answer}\n")
    validation = coding.read_sample(docs)
    assert validation.differences["unit"].to_list() == [formula["unit"]] and not len(validation.scores)
    (out / "differences.csv").write_text(f"unit,adjudicated\n{formula['unit']},no\n")
    for _ in range(2):
        coding.read_sample(docs)
        outcomes = tifaku.find(docs).outcomes
        assert [(o.decision, o.surface, o.applied, o.decided_by) for o in outcomes] == [
            ("reject", formula["surface"], True, "adjudication")
        ]


def test_an_excel_file_for_each_coder(seeds, out):
    coding.draw_sample(*seeds, n=60, kind="xlsx")
    book = openpyxl.load_workbook(out / "coder_1.xlsx")
    assert [cell.value for cell in next(book.active.iter_rows())][:3] == ["unit", "question", "answers"]
    book.active.cell(2, 7).value = "yes"
    book.active.cell(3, 7).value = "no"
    book.save(out / "coder_1.xlsx")
    answers = coding.read_sample(seeds[0]).coding.answers["coder_1"]
    assert len(answers) + sum("write full or part" in p.reason for p in coding.read_sample(seeds[0]).coding.problems) == 2
