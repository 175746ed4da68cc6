"""Coders: what two people answered, how far they agree, and how often the workbook is right on this corpus.

Agreement is Cohen's κ (1960) and Krippendorff's α for nominal data (2011); precision and recall are estimated from the strata of
the sample. All intervals hold 95% of what is likely after the answers, under Jeffreys' prior (Brown, Cai & DasGupta 2001).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tifaku.corpus.spreadsheets import Row, read_table
from tifaku.decisions.sample import QUESTIONS, Unit
from tifaku.text.corpora import Problem

if TYPE_CHECKING:
    import pandas as pd

DRAWS, LEVEL = 4000, 0.95
#: What people write for each answer; "?" is none.
ANSWERS = {
    "yes": ("yes", "y", "ja", "true", "1", "是", "是的", "有", "对", "正确", "√", "✓", "✔"),
    "no": ("no", "n", "nein", "false", "0", "否", "不", "不是", "无", "没有", "错", "×", "✗"),
    "full": ("full", "in full", "all", "全", "全部", "完全"),
    "part": ("part", "in part", "partly", "partial", "some", "部分"),
    "?": ("?", "？", "unsure", "不确定", "不知道"),
}
_MEANS = {word: answer for answer, words in ANSWERS.items() for word in words}


class Counted(NamedTuple):
    """One stratum: units in the corpus, units coded, and those that were right."""

    population: int
    coded: int
    right: int


class Estimate(NamedTuple):
    """A rate with its interval; all nan where nothing was coded."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Coding:
    """A sample with what each coder answered, by unit, and what was decided where they differ; problems say what was not read."""

    sample: tuple[Unit, ...]
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    adjudicated: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def final(self) -> dict[str, str]:
        """The answer on which the coders agree, or what was adjudicated; units on which they differ have none before."""
        final: dict[str, str] = {}
        for unit in self.sample:
            given = {own[unit.unit] for own in self.answers.values() if unit.unit in own}
            decided = self.adjudicated.get(unit.unit) or (given.pop() if len(given) == 1 else "")
            final |= {unit.unit: decided} if decided else {}
        return final

    def differences(self) -> list[Unit]:
        """The units on which the coders differ, in the sample's order."""
        return [u for u in self.sample if len({own[u.unit] for own in self.answers.values() if u.unit in own}) > 1]


def read_coding(folder: Path) -> Coding | None:
    """The sample of a folder (key.csv) with what stands in coder_1.csv, coder_2.xlsx and differences.csv; None without one.

    Files are read as spreadsheets leave them. A cell that is no answer, a unit that the sample has not, and one that has two
    answers are problems that name the row and cell; rows that were left empty or lost are counted. ValueError where a file is no
    table.
    """
    key = folder / "key.csv"
    if not key.exists():
        return None
    sample = tuple(_unit(row) for row in read_table(key, ("unit", "question", "stratum", "population")))
    asked = {unit.unit: QUESTIONS[unit.question][1] for unit in sample}
    problems: list[Problem] = []
    answers: dict[str, dict[str, str]] = {}
    for path in sorted(p for p in folder.iterdir() if re.fullmatch(r"coder_\w+\.(csv|xlsx)", p.name)):
        own = _answers(path, "answer", asked, problems)
        if own and answers.get(path.stem):
            problems.append(Problem(path.name, f"{path.stem} has answers in two files", "keep the one that holds"))
        elif own:
            answers[path.stem] = own
            if lost := len(asked) - len(own):
                problems.append(Problem(path.name, f"{lost:,} of {len(asked):,} questions have no answer", "fill them in", True))
    differences = folder / "differences.csv"
    adjudicated = _answers(differences, "adjudicated", asked, problems) if differences.exists() else {}
    return Coding(sample, answers, adjudicated, tuple(problems))


def _unit(row: Row) -> Unit:
    cells = {name: row.cells.get(name, "") for name in Unit._fields}
    numbers = {name: int(float(cells[name] or -1)) for name in ("start", "end", "raw_start", "raw_end", "population")}
    return Unit(**(cells | numbers))  # type: ignore[arg-type]


def _answers(path: Path, column: str, asked: Mapping[str, Sequence[str]], problems: list[Problem]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table(path, ("unit", column)):
        unit, said = row.cells["unit"].lower(), row.cells[column]
        answer = _MEANS.get(said.strip(".。!！ ").lower(), said)
        if (reason := _wrong(row, unit, said, answer, asked)) or found.get(unit, answer) != answer and said:
            reason = reason or f"{unit} has two answers, {found[unit]!r} and {answer!r}"
            problems.append(Problem(path.name, f"row {row.number}: {reason}", "correct the cell and run again"))
        elif said and answer != "?":
            found[unit] = answer
    return found


def _wrong(row: Row, unit: str, said: str, answer: str, asked: Mapping[str, Sequence[str]]) -> str:
    if row.wrong:
        return row.wrong
    if unit not in asked:
        return f"the cell unit says {unit!r}, which is no unit of this sample"
    if said and answer != "?" and answer not in asked[unit]:
        return f"the answer says {said!r}: write {' or '.join(asked[unit])}"
    return ""


def kappa(table: np.ndarray) -> Any:
    """Cohen's κ (Educational and Psychological Measurement 20, 1960) of a table of counts, a row per answer of the first coder.

    >>> round(float(kappa(np.array([[20, 5], [10, 15]]))), 2)
    0.4
    """
    n = table.sum((-2, -1))
    seen = np.trace(table, axis1=-2, axis2=-1) / n
    chance = (table.sum(-1) * table.sum(-2)).sum(-1) / n**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance < 1, (seen - chance) / (1 - chance), np.nan)[()]


def alpha(table: np.ndarray) -> Any:
    """Krippendorff's α for nominal data and two coders (Computing Krippendorff's Alpha-Reliability, 2011) of a table of counts.

    >>> round(float(alpha(np.array([[5, 3], [1, 1]]))), 3)  # his example B, 'two observers, binary data'
    0.095
    """
    both = table + np.swapaxes(table, -2, -1)  # the matrix of coincidences
    n, marginals = both.sum((-2, -1)), both.sum(-1)
    seen = n - np.trace(both, axis1=-2, axis2=-1)
    chance = (n**2 - (marginals**2).sum(-1)) / (n - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance > 0, 1 - seen / chance, np.nan)[()]


def agreement_interval(table: np.ndarray, measure=kappa) -> Estimate:
    """κ or α of a table of counts with its 95% interval, from tables drawn from the posterior (Dirichlet, a prior of 1)."""
    if not table.sum():
        return Estimate(np.nan, np.nan, np.nan)
    cells = np.random.default_rng(1).dirichlet(table.ravel() + 1 / table.size, DRAWS)
    return _between(measure(table), measure(cells.reshape(-1, *table.shape) * table.sum()))


def share(strata: Iterable[Counted]) -> Estimate:
    """The share of right units in several strata together, each stratum weighted by its population."""
    strata = list(strata)
    return _between(_weighted(strata), _totals(strata) / max(sum(s.population for s in strata), 1))


def recall(found: Iterable[Counted], missed: Iterable[Counted]) -> Estimate:
    """The share of all there is that was found: right findings, against what coders saw in passages without a finding."""
    found, missed = list(found), list(missed)
    hits, losses = _weighted(found) * sum(s.population for s in found), _weighted(missed) * sum(s.population for s in missed)
    drawn_hits, drawn_losses = _totals(found), _totals(missed, 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        return _between(np.float64(hits) / (hits + losses), drawn_hits / (drawn_hits + drawn_losses))


def _weighted(strata: Sequence[Counted]) -> float:
    coded = [s for s in strata if s.coded]
    n = sum(s.population for s in coded)
    return sum(s.population * s.right / s.coded for s in coded) / n if n else np.nan


def _totals(strata: Sequence[Counted], seed: int = 1) -> np.ndarray:
    """How many units are right in all, drawn many times: those coded, and of the others by a rate drawn from its posterior."""
    random = np.random.default_rng(seed)
    totals = np.zeros(DRAWS)
    for population, coded, right in strata:
        rates = random.beta(right + 0.5, coded - right + 0.5, DRAWS)
        totals += right + random.binomial(max(population - coded, 0), rates)
    return totals


def _between(estimate: float, drawn: np.ndarray) -> Estimate:
    if np.isnan(estimate):
        return Estimate(np.nan, np.nan, np.nan)
    low, high = np.nanquantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(float(estimate), float(min(low, estimate)), float(max(high, estimate)))


def agreement_table(coding: Coding) -> pd.DataFrame:
    """One row per question that two coders answered: units, share of equal answers, κ and α, each with its 95% interval."""
    import pandas as pd

    rows, coders = [], sorted(coding.answers)[:2]
    for name, (_, allowed) in QUESTIONS.items() if len(coders) == 2 else ():
        table = np.zeros((len(allowed), len(allowed)))
        for unit in coding.sample:
            given = [coding.answers[coder].get(unit.unit) for coder in coders]
            if unit.question == name and None not in given:
                table[tuple(allowed.index(str(answer)) for answer in given)] += 1
        if n := int(table.sum()):
            rows.append((name, n, np.trace(table) / n, *agreement_interval(table), *agreement_interval(table, alpha)))
    names = ["question", "n", "share_equal", "kappa", "kappa_low", "kappa_high", "alpha", "alpha_low", "alpha_high"]
    return pd.DataFrame(rows, columns=names)


def scores_table(coding: Coding) -> pd.DataFrame:
    """One row per measure, of all articles, of each stratum and of each article: how often the workbook is right here.

    measure: precision (of what was found, the share that is right) or recall (of what should have been found, the share that
    was; a passage with several misses counts once, so that the true recall may be lower). population: units in the corpus;
    n: units with a final answer; low, high: 95%. An article's rate rests on its own units, weighed by their strata.
    """
    import pandas as pd

    right = {u.unit: int(answer == u.said) for u in coding.sample for answer in [coding.final().get(u.unit)] if answer}
    rows: list[tuple] = []
    for name in ("formula", "components", "stated", "slogan", "repair", "fact", "term"):
        strata = _strata(coding.sample, name, right)
        rows += [_scored(name, "precision", "", "", strata.values())] if strata else []
        rows += [_scored(name, "precision", kind, "", [s]) for kind, s in strata.items() if len(strata) > 1]
        rows += _by_article(coding.sample, name, right)
    rows += _recalls(coding, right)
    names = ["question", "measure", "stratum", "doc_id", "population", "n", "estimate", "low", "high"]
    return pd.DataFrame(rows, columns=names).query("n > 0").reset_index(drop=True)


def _scored(name: str, measure: str, stratum: str, doc_id: str, strata: Iterable[Counted]) -> tuple:
    strata = list(strata)
    return name, measure, stratum, doc_id, sum(s.population for s in strata), sum(s.coded for s in strata), *share(strata)


def _strata(sample: Sequence[Unit], name: str, right: Mapping[str, int]) -> dict[str, Counted]:
    found: dict[str, Counted] = {}
    for unit in sample:
        if unit.question == name:
            _, coded, hits = found.get(unit.stratum, Counted(0, 0, 0))
            own = right.get(unit.unit)
            found[unit.stratum] = Counted(unit.population, coded + (own is not None), hits + (own or 0))
    return dict(sorted(found.items()))


def _by_article(sample: Sequence[Unit], name: str, right: Mapping[str, int]) -> list[tuple]:
    """The rate of each article by its coded units; units of large strata stand for more, which costs certainty (Kish 1965)."""
    strata = _strata(sample, name, right)
    units: dict[str, list[tuple[float, int]]] = {}
    for u in sample:
        if u.question == name and u.unit in right:
            units.setdefault(u.doc_id, []).append((u.population / strata[u.stratum].coded, right[u.unit]))
    rows = []
    for doc_id, own in sorted(units.items()) if len(units) > 1 else ():
        weights = sum(w for w, _ in own)
        rate, size = sum(w * hit for w, hit in own) / weights, weights**2 / sum(w * w for w, _ in own)
        drawn = np.random.default_rng(1).beta(rate * size + 0.5, (1 - rate) * size + 0.5, DRAWS)
        rows.append((name, "precision", "", doc_id, None, len(own), *_between(rate, drawn)))
    return rows


def _recalls(coding: Coding, right: Mapping[str, int]) -> list[tuple]:
    """Recall of formulas and slogans by passages that hold one more; of stated components by what the coders found stated."""
    rows = []
    for found, missed in (("formula", "missed_formula"), ("slogan", "missed_slogan")):
        hits = list(_strata(coding.sample, found, right).values())
        # a passage is right where the coder says no: there is nothing more in it
        losses = [Counted(s.population, s.coded, s.coded - s.right) for s in _strata(coding.sample, missed, right).values()]
        if hits and losses and all(s.coded for s in hits + losses):
            n, coded = sum(s.population for s in hits), sum(s.coded for s in hits + losses)
            rows.append((found, "recall", "", "", n, coded, *recall(hits, losses)))
    full = {unit: int(answer == "full") for unit, answer in coding.final().items()}
    stated = {kind: own for kind, own in _strata(coding.sample, "stated", full).items()}
    hits = [own for kind, own in stated.items() if kind in ("complete", "probable")]
    losses = [own for kind, own in stated.items() if kind not in ("complete", "probable")]
    if hits and losses and all(s.coded for s in hits + losses):
        n, coded = sum(s.population for s in hits + losses), sum(s.coded for s in hits + losses)
        rows.append(("stated", "recall", "", "", n, coded, *recall(hits, losses)))
    return rows


def differences_table(coding: Coding) -> pd.DataFrame:
    """One row per unit on which the coders differ, with both answers and a cell to fill in: adjudicated."""
    import pandas as pd

    coders = sorted(coding.answers)
    rows = [
        (u.unit, *QUESTIONS[u.question], u.passage, u.shown, u.doc_id, *(coding.answers[c].get(u.unit, "") for c in coders),
         coding.adjudicated.get(u.unit, ""))
        for u in coding.differences()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["unit", "question", "answers", "passage", "shown", "article", *coders, "adjudicated"])
