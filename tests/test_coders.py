"""decisions.coders: agreement as other packages compute it, rates that hold in simulations, files as they are saved."""

import csv
import io
import os
import random

import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

from tifaku.corpus.spreadsheets import to_csv
from tifaku.decisions.coders import (
    Counted,
    agreement_interval,
    agreement_table,
    alpha,
    kappa,
    read_coding,
    recall,
    scores_table,
    share,
)
from tifaku.decisions.sample import QUESTIONS, Unit, coders_table, draw, key_table

TRIALS = 400 if os.environ.get("TIFAKU_TRIALS") else 12


def table_of(first, second, answers):
    counts = np.zeros((len(answers), len(answers)))
    for pair in zip(first, second):
        counts[tuple(answers.index(answer) for answer in pair)] += 1
    return counts


@pytest.mark.parametrize("seed", range(5))
def test_agreement_is_what_other_packages_say(seed):
    rng = random.Random(seed)
    first = [rng.choice("abc") for _ in range(60)]
    second = [a if rng.random() < 0.7 else rng.choice("abc") for a in first]
    counts = table_of(first, second, "abc")
    assert kappa(counts) == pytest.approx(cohen_kappa_score(first, second))
    items = [(coder, str(n), label) for coder, own in (("1", first), ("2", second)) for n, label in enumerate(own)]
    assert alpha(counts) == pytest.approx(AnnotationTask(items).alpha())


def test_published_values():
    assert kappa(np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])) == pytest.approx(0.492, abs=0.001)  # Cohen 1960, table 1
    assert alpha(np.array([[5, 3], [1, 1]])) == pytest.approx(0.095, abs=0.001)  # Krippendorff 2011, B


def test_coders_who_never_differ_or_never_vary():
    assert agreement_interval(np.array([[30, 0], [0, 30]])).low > 0.85
    assert np.isnan(kappa(np.array([[30, 0], [0, 0]]))) and np.isnan(agreement_interval(np.zeros((2, 2))).estimate)


def test_a_rate_of_all_units_has_no_error_and_one_of_none_no_value():
    assert share([Counted(40, 40, 30)]) == (0.75, 0.75, 0.75)
    assert np.isnan(share([Counted(40, 0, 0)]).estimate)
    assert recall([Counted(50, 50, 50)], [Counted(50, 50, 0)]) == (1, 1, 1)


# ---- the round trip -------------------------------------------------------------------------------------------------


def corpus(rng):
    """The frame of a made-up corpus, and what is true of each unit: found names of three kinds, passages of two."""
    units, truth = [], {}
    sizes = {"complete": rng.randint(60, 400), "partial": rng.randint(30, 100), "unresolved": rng.randint(100, 900)}
    rates = {kind: rng.uniform(0.6, 0.98) for kind in sizes}
    sizes |= {"with findings": rng.randint(200, 900), "without findings": rng.randint(400, 3000)}
    rates |= {"with findings": rng.uniform(0.02, 0.12), "without findings": rng.uniform(0.02, 0.12)}
    for kind, size in sizes.items():
        question = "missed_formula" if "findings" in kind else "formula"
        for n in range(size):
            said = "no" if "findings" in kind else "yes"
            unit = Unit(question, kind, f"d{n % 9}", n, n + 3, n, n + 3, "四个一", "", said, f"{kind} {n}")
            units.append(unit)
            truth[unit.passage] = "yes" if rng.random() < rates[kind] else "no"
    return units, truth


def expected_kappa(sample, units, truth, wrong):
    """κ of the two coders' answers to the found names, as sizes of the sample, truth and their error make it."""
    counts = np.zeros((2, 2))
    for kind in {unit.stratum for unit in sample if unit.question == "formula"}:
        size = sum(unit.stratum == kind for unit in sample)
        rate = np.mean([truth[unit.passage] == "yes" for unit in units if unit.stratum == kind])
        for true, part in ((0, rate), (1, 1 - rate)):
            for first in (0, 1):
                for second in (0, 1):
                    chances = (wrong[0] if first != true else 1 - wrong[0], wrong[1] if second != true else 1 - wrong[1])
                    counts[first, second] += size * part * chances[0] * chances[1]
    return kappa(counts)


def filled(table, truth, wrong, rng):
    flip = {"yes": "no", "no": "yes"}
    answers = [truth[p.replace("【", "").replace("】", "")] for p in table["passage"]]
    return table.assign(answer=[flip[a] if rng.random() < wrong else a for a in answers])


def round_trip(seed, folder):
    """Whether κ, precision and recall lie within their intervals, for one corpus, sample and pair of coders."""
    rng = random.Random(seed)
    units, truth = corpus(rng)
    sample, wrong = draw(units, 360, seed), (rng.uniform(0.02, 0.08), rng.uniform(0.02, 0.08))
    to_csv(key_table(sample), folder / "key.csv")
    for coder in (1, 2):
        to_csv(filled(coders_table(sample, coder), truth, wrong[coder - 1], rng), folder / f"coder_{coder}.csv")
    coding = read_coding(folder)
    assert not coding.problems
    adjudicated = {unit.unit: truth[unit.passage] for unit in coding.differences()}
    coding = type(coding)(coding.sample, coding.answers, adjudicated)
    scores = scores_table(coding).query("doc_id == '' and stratum == ''").set_index(["question", "measure"])
    right = sum(truth[u.passage] == "yes" for u in units if u.question == "formula")
    missed = sum(truth[u.passage] == "yes" for u in units if u.question == "missed_formula")
    agreed = agreement_table(coding).set_index("question").loc["formula"]
    true_kappa = expected_kappa(sample, units, truth, wrong)
    precision, found = scores.loc[("formula", "precision")], scores.loc[("formula", "recall")]
    return (
        agreed.kappa_low <= true_kappa <= agreed.kappa_high,
        precision.low <= right / sum(u.question == "formula" for u in units) <= precision.high,
        found.low <= right / (right + missed) <= found.high,
    )


def test_rates_and_agreement_lie_within_their_intervals(tmp_path):
    """400 times under trials: in 93 to 97% of them; a few times here, where almost none may be missed."""
    held = np.mean([round_trip(seed, tmp_path) for seed in range(TRIALS)], axis=0)
    print(dict(zip(("kappa", "precision", "recall"), held)))
    assert all((0.93 <= held) & (held <= 0.97)) if TRIALS >= 400 else all(held >= 0.75)


# ---- answers as they come back --------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """A sample of four units; the first coder has answered as the workbook does."""
    kinds = [("formula", "quoted"), ("formula", "quoted"), ("stated", "unresolved"), ("missed_formula", "without findings")]
    units = [
        Unit(name, kind, "a", n, n + 3, n, n + 3, "四个一", "", "no" if n > 1 else "yes", f"党建{n}")
        for n, (name, kind) in enumerate(kinds)
    ]
    sample = draw(units)
    to_csv(key_table(sample), tmp_path / "key.csv")
    said = {unit.unit: unit.said for unit in sample}
    for coder in (1, 2):
        table = coders_table(sample, coder)
        to_csv(table.assign(answer=table["unit"].map(said)), tmp_path / f"coder_{coder}.csv")
    return tmp_path


def test_two_coders_who_say_what_the_workbook_says(folder):
    coding = read_coding(folder)
    assert not coding.problems and not coding.differences()
    assert set(agreement_table(coding)["share_equal"]) == {1}
    assert set(scores_table(coding)["estimate"]) == {1}


def with_semicolons(text):
    made = io.StringIO()
    csv.writer(made, delimiter=";").writerows(csv.reader(io.StringIO(text, newline="")))
    return made.getvalue()


def as_saved(folder, change):
    path = folder / "coder_2.csv"
    path.write_bytes(change(path.read_bytes().decode("utf-8-sig")))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("gbk", "replace"),
        lambda text: with_semicolons(text).encode("utf-16"),
        lambda text: text.replace("yes\r\n", "yes\n").encode(),
        lambda text: text.replace(",yes,", ",Yes ,").replace(",no,", ",否,").encode(),
        lambda text: text.replace(",yes,", ",1.0,").replace(",1.0,", ",1,").encode(),
        lambda text: "\n".join(reversed(text.splitlines()[1:])).join([text.splitlines()[0] + "\n", ""]).encode(),
    ],
    ids=["gbk", "semicolons, utf-16", "\\n", "other words", "numbers", "other order"],
)
def test_a_file_that_a_spreadsheet_has_saved_is_read(folder, change):
    as_saved(folder, change)
    coding = read_coding(folder)
    assert not coding.problems and coding.answers["coder_1"] == coding.answers["coder_2"]


def test_what_is_no_answer_is_named_by_row_and_cell_and_the_rest_is_read(folder):
    as_saved(folder, lambda text: text.replace(",yes,", ",yess,", 1).replace("u0001", "x0001").encode())
    coding = read_coding(folder)
    said = " ".join(problem.reason for problem in coding.problems)
    assert "the answer says 'yess': write yes or no" in said or "which is no unit of this sample" in said
    assert "row " in said and "have no answer" in said and coding.answers["coder_2"]


def test_what_is_left_open_counts_neither_way(folder):
    as_saved(folder, lambda text: text.replace(",yes,", ",?,").encode())
    coding = read_coding(folder)
    assert "2 of 4 questions have no answer" in coding.problems[0].reason
    assert agreement_table(coding)["question"].to_list() == ["stated", "missed_formula"]


def test_where_coders_differ_nothing_is_final_before_adjudication(folder):
    as_saved(folder, lambda text: text.replace(",yes,", ",no,").encode())
    coding = read_coding(folder)
    assert len(coding.differences()) == 2
    assert "formula" not in set(scores_table(coding)["question"])
    decided = type(coding)(coding.sample, coding.answers, {unit.unit: "yes" for unit in coding.differences()})
    assert scores_table(decided).query("question == 'formula' and measure == 'precision'")["estimate"].to_list()[0] == 1


def test_every_question_has_answers_that_are_understood():
    from tifaku.decisions.coders import ANSWERS

    assert {answer for _, allowed in QUESTIONS.values() for answer in allowed} <= {*ANSWERS}
