"""tifaku report (or python -m tifaku.report): run the four notebooks on a folder and write pages that open anywhere."""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path

from tifaku.corpus.files import ROOT, room_for
from tifaku.report import Progress, make_report


def main(argv: list[str] | None = None) -> int:
    """Exit status: 0 all notebooks ran, 1 one failed (its page says how), 2 nothing could be done."""
    options = _parser().parse_args(argv)
    corpus = options.folder or options.corpus
    parameters = {name: _value(text) for name, text in options.parameters}
    try:
        with room_for(options.out):
            report = make_report(corpus, options.out, parameters | ({"save": True} if options.zip else {}), Progress())
        if options.zip:
            from tifaku.notebook.export import to_zip

            to_zip(options.out, options.out / _zip_name(Path(corpus).resolve()), ("html", "tables", "figures"))
    except (OSError, ValueError, RuntimeError) as error:
        print(f"tifaku report: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        print(f"tifaku report: {error.name} is not installed: pip install 'tifaku[all]'", file=sys.stderr)
        return 2
    for run in report.failed:
        print(f"{run.name} failed: {run.error}", file=sys.stderr)
    print(report.index)
    return 1 if report.failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tifaku report", description="Run the four notebooks on a folder of articles; write pages that open anywhere.",
        epilog="example: tifaku report mytexts --out build -p segmenter rjieba",
    )  # fmt: skip
    parser.add_argument("folder", nargs="?", help="folder of articles (default: the five articles that come along)")
    parser.add_argument("--corpus", default="seeds", help="the same, as an option")
    parser.add_argument("--out", default=(ROOT or Path()) / "build", type=Path, help="results; the pages stand in OUT/html")
    parser.add_argument("-p", dest="parameters", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"),
                        help="a parameter of the notebooks, as papermill's -p")  # fmt: skip
    parser.add_argument("--zip", action="store_true", help="also tables and figures as files, and all in OUT/CORPUS.zip, to send")
    return parser


def _zip_name(folder: Path) -> str:
    """The name of the folder, shortened where no file could have it: at most 255 bytes, some of them for its draft."""
    return folder.name.encode(errors="replace")[:200].decode(errors="ignore") + ".zip"


def _value(text: str) -> object:
    """A number, True, None or list as Python writes it; anything else is a string, as in papermill."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


if __name__ == "__main__":
    sys.exit(main())
