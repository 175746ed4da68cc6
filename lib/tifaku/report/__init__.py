"""Report: the notebooks, run on a folder of articles and rendered as pages that need no network.

OUT/notebooks holds the executed notebooks, OUT/html the pages: index.html, one page per notebook, one page per article;
OUT/package what can be attached to a paper, and OUT/CORPUS.zip all of it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Callable, Mapping

from tifaku.corpus.duplicates import cluster_of
from tifaku.corpus.files import WORKBOOK, apart, find_corpus, whole
from tifaku.programs import answers, nothing_read
from tifaku.report.manifest import Manifest, decided_in, hashes, make_manifest
from tifaku.report.parameters import check_parameters
from tifaku.report.results import check_results, clear_results, mark_results, zip_name
from tifaku.report.running import Run, as_file, run_notebooks
from tifaku.report.sharing import FORKS
from tifaku.slogans.templates import frames_of
from tifaku.study import find, kept, kept_in, open_corpus
from tifaku.text.corpora import Corpus
from tifaku.text.findings import Findings
from tifaku.text.texts import LANGUAGES, told

#: Parameters of the report and not of the notebooks, each yes or no, and when one says no.
SWITCHES = {
    "texts": "where articles are under copyright",
    "proposals": "where what is proposed beside the articles shall not count",
}


@dataclass(frozen=True)
class Report:
    """A finished report: where its first page is, and the notebooks that failed."""

    index: Path
    failed: tuple[Run, ...] = ()
    told: tuple[str, ...] = ()  # what was read as what, what was not and the next step, what was found


class Progress:
    """Shows how far each notebook is: one line, rewritten, on a terminal; elsewhere a line for each finished notebook."""

    def __init__(self) -> None:
        self.done: dict[str, str] = {}

    def __call__(self, name: str, done: int, cells: int) -> None:
        self.done[name] = f"{name} {done}/{cells}"
        if sys.stderr.isatty():
            print("\r" + "  ".join(self.done[k] for k in sorted(self.done)), end="", file=sys.stderr, flush=True)
        elif done == cells:
            print(f"{name}: {cells} cells done", file=sys.stderr, flush=True)


def make_report(
    corpus: str | Path, out: Path, parameters: Mapping[str, object], progress: Progress, package: bool = False
) -> Report:
    """Run the five notebooks on a folder and write the pages; ValueError or OSError, with the next step, if it can't begin.

    A failing notebook stops none of the others: its page shows the error. The pages replace those of an earlier
    report on the same corpus only when all are written; one on another corpus is never replaced. package: also write OUT/package
    and the zip; without it those of an earlier run go, since they would belong to other pages.
    """
    from filelock import FileLock, Timeout

    folder = find_corpus(corpus).resolve()
    out, switches = apart(out, folder), _switches(parameters)
    own = {name: value for name, value in parameters.items() if name not in (*SWITCHES, "language")}
    values = check_parameters(own, _notebooks(), _corpus_parameter(folder))
    check_results(out, folder)
    out.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(out / ".lock", timeout=0), _run_in(out, switches), TemporaryDirectory() as private:
            shown = Path(private) if package else None
            run = partial(run_notebooks, values, folder.parent, out, progress, kept=shown)
            return _report(folder, out, parameters, run, shown)
    except Timeout:
        raise RuntimeError(f"another report is writing to {out.name}/; wait for it, or give another --out") from None


@contextmanager
def _run_in(out: Path, switches: Mapping[str, str]) -> Iterator[None]:
    """Decisions and samples in OUT are those of this run, here as in the notebooks, and so are the switches."""
    own = {"TIFAKU_OUT": str(out), **switches}
    before = {name: os.environ.get(name) for name in own}
    os.environ |= own
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _switches(parameters: Mapping[str, object]) -> dict[str, str]:
    """The variables of the environment that say yes or no to what is asked of the report; yes where nothing is said."""
    words = {"yes": "yes", "no": "no", "True": "yes", "False": "no"}
    given = {name: words.get(str(parameters.get(name, "yes"))) for name in SWITCHES}
    for name, word in given.items():
        if not word:
            raise ValueError(f"the parameter {name} is {parameters[name]!r}: write yes, or no {SWITCHES[name]}")
    language = parameters.get("language", "en")
    if language not in LANGUAGES:
        raise ValueError(f"the parameter language is {language!r}: write en (English) or zh (Chinese)")
    return {f"TIFAKU_{name.upper()}": str(word) for name, word in (given | {"language": str(language)}).items()}


def _report(
    folder: Path, out: Path, parameters: Mapping[str, object], run: Callable[..., list[Run]], shown: Path | None
) -> Report:
    from tifaku.notebook.export import to_zip
    from tifaku.text.corpora import SAMPLE

    _settle(out / "html")
    manifest = make_manifest(folder, parameters)  # before the first reading, so that a change after it is noticed
    corpus = open_corpus(folder).sample(int(str(parameters.get("sample", SAMPLE))))
    if not len(corpus):
        raise ValueError(nothing_read(folder.name, corpus.found_problems))
    found = find(corpus)
    _remember(corpus, found)
    with kept(corpus, found) if FORKS else kept_in(out, corpus, found):
        runs = run()
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if hashes(folder) != manifest.inputs:
        raise RuntimeError(f"the articles in {folder.name}/ changed while the notebooks ran; run the report again")
    manifest = replace(manifest, inputs={**manifest.inputs, **decided_in(out, found)})
    if full := [run.error for run in runs if run.error.startswith("NoRoom: ")]:
        raise RuntimeError(full[0].removeprefix("NoRoom: "))  # pages that show only this would replace good ones
    fresh = _drafted(out, corpus, found, runs, manifest, shown)
    _write_notebooks(out / "notebooks", runs)
    clear_results(out, keep_tables=bool(parameters.get("save")))
    _replace(fresh, out / "html")
    mark_results(out, folder, manifest)
    if shown:
        os.replace(out / ".package-new", out / "package")
        to_zip(out, out / zip_name(folder), ("html", "package"), folder.name)
    told = (*answers(len(corpus), corpus.read_as, corpus.found_problems), _found(corpus, found))
    return Report(out / "html" / "index.html", tuple(run for run in runs if run.error), told)


def _remember(corpus: Corpus, found: Findings) -> None:
    """Work out what several notebooks ask for, so that their forks have it: counted texts, ways to files, reprints, frames."""
    for doc in corpus:
        doc.body, doc.to_raw(0, 0)
    cluster_of(corpus)
    frames_of(found.slogans)


def _drafted(out: Path, corpus: Corpus, found: Findings, runs: list[Run], manifest: Manifest, shown: Path | None) -> Path:
    """The folder of the new pages, written beside the old ones, and the package, if one is asked for; both or none."""
    from tifaku.report.package import write_package
    from tifaku.report.pages import write_pages

    pages, package = out / ".html-new", out / ".package-new"
    shutil.rmtree(pages, ignore_errors=True)
    try:
        write_pages(pages, corpus, found, runs, manifest)
        if shown:
            write_package(package, corpus, found, runs, manifest, shown)
    except OSError:
        for half in (pages, package):
            shutil.rmtree(half, ignore_errors=True)  # on a full disk it takes the room that is lacking
        raise
    return pages


def _found(corpus: Corpus, found: Findings) -> str:
    """What was found, in a line for whoever waits at the terminal."""
    explained = {formula.name for formula in found.formulas if formula.verdict == "complete"}
    edits = [len(doc.edits) for doc in corpus if doc.edits]
    return told(
        "report.found",
        formulas=len({formula.name for formula in found.formulas}),
        complete=len(explained),
        slogans=len(found.slogans),
        edits=sum(edits),
        articles=len(edits),
    )


def _notebooks() -> list[Path]:
    found = sorted((WORKBOOK / "notebooks").glob("[0-9]*.ipynb"))
    if not found:
        raise FileNotFoundError(f"no notebooks in {WORKBOOK.name}/; install tifaku again, from a wheel or a whole checkout")
    return found


def _corpus_parameter(folder: Path) -> dict[str, object]:
    """The parameter corpus_dir as a name, never a path: a notebook must not show where its maker's files are."""
    return {} if folder == (WORKBOOK / "seeds").resolve() else {"corpus_dir": folder.name}


def _write_notebooks(folder: Path, runs: list[Run]) -> None:
    for run in runs:
        with whole(folder / f"{run.name}.ipynb") as part:
            # A folder's name that is no UTF-8 stays as JSON writes it.
            part.write_text(as_file(run.notebook), encoding="utf-8", errors="backslashreplace")


def _settle(target: Path) -> None:
    """Undo what a killed run has left: pages that it had put aside come back; half-made ones and what it had found go."""
    for found in target.parent.glob(".found-*"):
        shutil.rmtree(found, ignore_errors=True)
    old = target.with_name(".html-old")
    if old.exists() and not target.exists():
        os.replace(old, target)
    shutil.rmtree(old, ignore_errors=True)


def _replace(fresh: Path, target: Path) -> None:
    old = target.with_name(".html-old")
    if target.exists():
        os.replace(target, old)
    os.replace(fresh, target)
    shutil.rmtree(old, ignore_errors=True)
