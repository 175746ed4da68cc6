"""Coding: a sample for two coders, written into the results folder and read back as rates that a referee accepts."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tifaku.corpus.files import out_folder, results_of, room_for, whole
from tifaku.corpus.spreadsheets import to_csv
from tifaku.decisions import Decision
from tifaku.decisions.coders import Coding, agreement_table, differences_table, read_coding, scores_table
from tifaku.decisions.files import add_decisions
from tifaku.decisions.sample import Unit, coders_table, draw, instructions, key_table, population
from tifaku.programs import ended, number
from tifaku.study import find, open_corpus
from tifaku.text.corpora import Corpus, Problem
from tifaku.text.findings import Findings

if TYPE_CHECKING:
    import pandas as pd

CODERS = (1, 2)
FOLDER = "sample"


@dataclass(frozen=True)
class Validation:
    """What two coders found of a sample, as tables: agreement, scores, differences, problems; all empty without answers."""

    coding: Coding

    @property
    def agreement(self) -> pd.DataFrame:
        """`decisions.coders.agreement_table` of the answers."""
        return agreement_table(self.coding)

    @property
    def scores(self) -> pd.DataFrame:
        """`decisions.coders.scores_table` of the answers."""
        return scores_table(self.coding)

    @property
    def differences(self) -> pd.DataFrame:
        """`decisions.coders.differences_table` of the answers."""
        return differences_table(self.coding)

    @property
    def problems(self) -> pd.DataFrame:
        """One row per cell or file that could not be used: file, reason, what_to_do, read."""
        import pandas as pd

        return pd.DataFrame(self.coding.problems, columns=Problem._fields)


def draw_sample(
    docs: Corpus, found: Findings, terms: Sequence[str] = (), n: int = 400, seed: int = 1, kind: str = "csv"
) -> list[Path]:
    """Write a sample for two coders into sample/ of the results folder, and return the files.

    coder_1 and coder_2 are given to the coders with instructions.txt; key.csv holds what the workbook says and is not for them.
    kind: csv or xlsx. ValueError where coders have answered there already.
    """
    from tifaku.notebook.export import to_xlsx

    folder = out_folder(docs.name) / FOLDER
    earlier = read_coding(folder)
    if earlier and earlier.answers:
        raise ValueError(
            f"{folder} holds answers of {', '.join(earlier.answers)}: move the folder away before a new sample is drawn"
        )
    sample = draw(population(docs, found, terms), n, seed)
    key = to_csv(key_table(sample), folder / "key.csv")
    paths = [folder / f"coder_{number}.{kind}" for number in CODERS]
    for coder, path in zip(CODERS, paths):
        table = coders_table(sample, coder)
        to_xlsx({"questions": table}, path) if kind == "xlsx" else to_csv(table, path)
    with whole(folder / "instructions.txt") as part:
        part.write_text(instructions(sample, docs.name), encoding="utf-8")
    return [*paths, key, folder / "instructions.txt"]


def read_sample(docs: Corpus) -> Validation:
    """The answers of the coders in sample/ of the results folder; where they differ, a table to fill in, differences.csv.

    What was adjudicated there about a formula becomes a decision in the results folder: accept for yes, reject for no.
    """
    folder = results_of(docs.name) / FOLDER
    coding = read_coding(folder) or Coding(())
    if coding.differences() and not coding.adjudicated:  # filled rows are never written over
        to_csv(differences_table(coding), folder / "differences.csv")
    decided = [_decision(u, coding.adjudicated[u.unit]) for u in coding.differences() if u.unit in coding.adjudicated]
    if new := [decision for decision in decided if decision]:
        add_decisions(docs, new)
    return Validation(coding)


def _decision(unit: Unit, answer: str) -> Decision | None:
    if unit.question != "formula":
        return None
    said, why = "accept" if answer == "yes" else "reject", f"the coders differed on {unit.unit}"
    decision = Decision(unit.doc_id, unit.start, unit.end, unit.surface, said, note=why, decided_by="adjudication")
    return decision._replace(raw_start=unit.raw_start, raw_end=unit.raw_end)


def main(arguments: list[str]) -> int:
    """Exit status: 0 done, 2 nothing could be done."""
    return ended("tifaku sample", lambda: _made(_parser().parse_args(arguments)))


def _made(options: argparse.Namespace) -> None:
    if options.out:
        os.environ["TIFAKU_OUT"] = str(options.out)
    docs = open_corpus(options.folder).sample()
    with room_for(results_of(docs.name)):
        print(*(_read(docs) if options.read else _drawn(docs, options)), sep="\n")


def _drawn(docs: Corpus, options: argparse.Namespace) -> list[str]:
    paths = draw_sample(docs, find(docs), options.terms, options.n, options.seed, options.format)
    return [*map(str, paths), f"then: tifaku sample {options.folder} --read"]


def _read(docs: Corpus) -> list[str]:
    validation, folder = read_sample(docs), results_of(docs.name) / FOLDER
    if not validation.coding.answers:
        raise ValueError(f"{folder} holds no answers yet: fill in the column answer of coder_1 and coder_2")
    tables = {"agreement": validation.agreement, "scores": validation.scores}
    paths = [str(to_csv(table, folder / f"{name}.csv")) for name, table in tables.items()]
    said = [f"{p.file}: {p.reason}; {p.what_to_do}" for p in validation.coding.problems]
    return [*said, *(table.to_string(index=False) for table in tables.values()), *paths]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tifaku sample", description="Draw a random sample of findings and passages for two coders, or read their answers.",
        epilog="example: tifaku sample mytexts --terms 党建 发展; later: tifaku sample mytexts --read",
    )  # fmt: skip
    parser.add_argument("folder", nargs="?", default="seeds", help="folder of articles (default: the five that come along)")
    parser.add_argument("--out", type=Path, help="results folder of the report (default: build/FOLDER); files go into OUT/sample")
    parser.add_argument("--read", action="store_true", help="read the answers: agreement, precision, recall, differences")
    parser.add_argument("-n", type=number(1, 1_000_000), default=400, help="about so many questions (default 400)")
    parser.add_argument("--seed", type=number(0, 2**32 - 1), default=1, help="another number draws another sample")
    parser.add_argument("--terms", nargs="*", default=[], help="words whose places are asked about, too")
    parser.add_argument("--format", choices=["csv", "xlsx"], default="csv")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
