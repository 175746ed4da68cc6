"""tifaku report (or python -m tifaku.report): run the five notebooks on a folder and write pages that open anywhere."""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path

from tifaku.corpus import name_of
from tifaku.corpus.files import ROOT, find_corpus, room_for, state_roles
from tifaku.programs import check_address_space, ended
from tifaku.report import Progress, make_report
from tifaku.report.results import write_overview
from tifaku.text.texts import in_terminal

#: Where the results on each corpus stand in a folder of their own, unless --out says otherwise.
BUILD = (ROOT or Path()) / "build"
#: Megabytes of address space that a report of a few articles was seen to need.
NEEDED = 1_200


def main(argv: list[str] | None = None) -> int:
    """Exit status: 0 all notebooks ran, 1 one failed (its page says how), 2 nothing could be done."""
    return ended("tifaku report", lambda: _made(_parser().parse_args(argv)))


def _made(options: argparse.Namespace) -> int:
    check_address_space(NEEDED)
    corpus = options.folder or options.corpus
    parameters = {name: _value(text) for name, text in options.parameters}
    parameters |= {"language": options.language} if options.language else {}
    state_roles({"text": options.text, "date": options.date})
    out = options.out or BUILD / name_of(find_corpus(corpus))
    with room_for(out):
        report = make_report(corpus, out, parameters, Progress(), options.zip)
        if not options.out:
            write_overview(BUILD)
    for line in report.told:
        print(in_terminal(line), file=sys.stderr)
    for run in report.failed:
        print(f"{run.name} failed: {run.error}", file=sys.stderr)
    print(report.index)
    return 1 if report.failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tifaku report", description="Run the five notebooks on a folder of articles; write pages that open anywhere.",
        epilog="example: tifaku report mytexts -p segmenter rjieba",
    )  # fmt: skip
    parser.add_argument("folder", nargs="?", help="folder or table of articles (default: the five articles that come along)")
    parser.add_argument("--corpus", default="seeds", help="the same, as an option")
    parser.add_argument(
        "--text", metavar="COLUMN", help="the column of a table that holds the articles, if its name doesn't tell"
    )
    parser.add_argument("--date", metavar="COLUMN", help="the column that holds their dates")
    parser.add_argument("--out", type=Path, help="results; the pages stand in OUT/html (default: build/FOLDER)")
    parser.add_argument("-p", dest="parameters", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"),
                        help="a parameter of the notebooks, as papermill's -p; or texts no, proposals no")  # fmt: skip
    parser.add_argument("--language", choices=("en", "zh"), help="of the pages: English (default) or Chinese")
    parser.add_argument("--zip", action="store_true", help="also OUT/package, for an appendix, and all in OUT/CORPUS.zip")
    return parser


def _value(text: str) -> object:
    """A number, True, None or list as Python writes it; anything else is a string, as in papermill."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


if __name__ == "__main__":
    sys.exit(main())
