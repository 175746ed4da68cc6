"""tifaku scale (or python -m tifaku.scale): find everything in many articles, and write it as a dataset of Parquet files."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from tifaku.corpus.files import room_for, state_roles
from tifaku.programs import answers, ended, nothing_read, number
from tifaku.scale.batches import tables_said
from tifaku.scale.running import BATCH, Lost, scale
from tifaku.text.corpora import Problem


def main(argv: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 some batches were lost (run it again), 2 nothing could be done."""
    return ended("tifaku scale", lambda: _made(vars(_parser().parse_args(argv))))


def _made(options: dict[str, Any]) -> int:
    batch_bytes = int(options.pop("batch_megabytes") * 1e6)
    state_roles({role: options.pop(role) for role in ("text", "date")})
    try:
        for said in tables_said(options["corpus"]):
            print(said, file=sys.stderr)
        with room_for(options["out"]):
            dataset = scale(**options, batch_bytes=batch_bytes)
    except Lost as error:
        print(f"tifaku scale: {error}", file=sys.stderr)
        return 1
    print(dataset)
    problems = [Problem(*row) for row in dataset.problems.itertuples(index=False)]
    if not len(dataset):
        raise ValueError(nothing_read(options["corpus"], problems))
    for line in answers(len(dataset), (), problems)[1:]:
        print(line, file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tifaku scale", description="Find everything in many articles, and write it as a dataset of Parquet files.",
        epilog="example: tifaku scale news.jsonl news_dataset --workers 4",
    )  # fmt: skip
    parser.add_argument("corpus", help="folder of articles, or a table of them (.csv, .jsonl, .parquet, .xlsx …)")
    parser.add_argument("out", help="the dataset; a run that was stopped goes on where it was")
    parser.add_argument(
        "--text", metavar="COLUMN", help="the column of a table that holds the articles, if its name doesn't tell"
    )
    parser.add_argument("--date", metavar="COLUMN", help="the column that holds their dates")
    parser.add_argument("--scheduler", help="address of a Dask cluster (default: processes on this machine)")
    parser.add_argument("--workers", type=number(1, 256), help="processes on this machine (default: one per core)")
    parser.add_argument("--segmenter", choices=("rjieba", "jieba"), default="rjieba")
    parser.add_argument("--hmm", action="store_true", help="also guess unknown words")
    parser.add_argument(
        "--batch-megabytes",
        type=number(0.0001, 4000, float),
        default=BATCH / 1e6,
        help="size of a partition (default: %(default)g)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
