"""The package for an appendix: what the pages show as files, with texts, findings, a codebook and a paragraph of methods."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tifaku.corpus.files import results_of, room_for, texts_withheld, whole
from tifaku.corpus.spreadsheets import LONGEST, shortened, to_csv
from tifaku.decisions import decisions_record
from tifaku.notebook.coding import FOLDER as SAMPLE
from tifaku.notebook.coding import Validation, read_sample
from tifaku.notebook.export import to_xlsx
from tifaku.report import index, methods
from tifaku.report.manifest import Manifest
from tifaku.report.running import Run
from tifaku.tables.overview import edits_table
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document
from tifaku.text.findings import Findings, Refusal
from tifaku.text.texts import heads

if TYPE_CHECKING:
    import pandas as pd

_VIEW = 'class="tifaku view"'


@dataclass(frozen=True)
class Shown:
    """A table or figure that a page shows: its file name without ending, and where it stands."""

    name: str
    section: str
    source: Path
    is_table: bool


def write_package(folder: Path, corpus: Corpus, found: Findings, runs: Sequence[Run], manifest: Manifest, kept: Path) -> None:
    """Write into a new folder everything that can be attached to a paper.

    tables/: each table of the pages as CSV, and all in tables.xlsx, a sheet each; figures/: each figure as PDF, SVG and PNG;
    texts/: the repaired articles; findings.jsonl: a line per formula and slogan, with its places in text and source; sample/:
    what coders were asked and answered; codebook.csv: every column; METHODS.md, references.bib, manifest.json. Where texts are
    withheld there are no texts/ and no sample/, and no cell or passage has more than 60 characters.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tables").mkdir(parents=True)
    (folder / "figures").mkdir()
    shown = [item for run in runs for item in shown_by(run, kept / run.name)]
    validation = read_sample(corpus)
    tables = _tables(shown, corpus, found, manifest, validation)
    for name, table in tables.items():
        to_csv(table, folder / "tables" / f"{name}.csv")
    to_xlsx(tables, folder / "tables" / "tables.xlsx")
    to_csv(codebook(tables, shown), folder / "codebook.csv")
    for item in shown:
        for path in () if item.is_table else sorted(item.source.parent.glob(f"{item.source.name}.*")):
            with room_for(path):
                shutil.copyfile(path, folder / "figures" / f"{item.name}{path.suffix}")
    if not texts_withheld():
        _write_texts(folder / "texts", corpus)
    _write(folder / "findings.jsonl", "".join(f"{line}\n" for line in _lines(corpus, found)))
    if not texts_withheld():
        _copy_sample(corpus, folder / "sample")
    run = dict(zip(tables["0_run"]["measure"], tables["0_run"]["value"]))
    _write(folder / "METHODS.md", methods.paragraphs(run, validation))
    _write(folder / "references.bib", methods.references(manifest.versions))
    _write(folder / "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False, indent=1, default=str))


def shown_by(run: Run, kept: Path) -> Iterator[Shown]:
    """What a notebook has shown, in order, named by its section: 3_2_what_do_they_stand_for, the next one …_b."""
    files = iter(sorted({path.with_suffix("") for path in kept.glob("*")}))
    section = run.name
    taken: dict[str, int] = {}
    for cell in run.notebook["cells"]:
        if head := re.search(r"^## (.*)", cell["source"], re.M) if cell["cell_type"] == "markdown" else None:
            section = head[1]
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            is_table = _VIEW in data.get("text/html", "")
            if is_table or "image/png" in data:
                number = taken[section] = taken.get(section, 0) + 1
                name = _slug(section) + (f"_{chr(96 + number)}" if number > 1 else "")
                yield Shown(name, section, next(files), is_table)


def _slug(heading: str) -> str:
    return "_".join(re.findall(r"[A-Za-z0-9]+", heading.lower()))[:48].rstrip("_")


def _tables(
    shown: Sequence[Shown], corpus: Corpus, found: Findings, manifest: Manifest, validation: Validation
) -> dict[str, pd.DataFrame]:
    import pandas as pd

    tables = {item.name: pd.read_pickle(f"{item.source}.pkl") for item in shown if item.is_table}
    tables = {name: table.reset_index(drop=True) for name, table in tables.items()}
    tables |= {"0_run": methods.run_table(corpus, found, manifest, validation)}
    tables |= {"0_versions": pd.DataFrame(list(manifest.versions.items()), columns=["package", "version"])}
    tables |= {"0_edits": edits_table(corpus), "0_decisions": decisions_record(found)}
    tables |= {"0_refused": pd.DataFrame(found.refused, columns=Refusal._fields)} if found.refused else {}
    tables |= {"0_sample_scores": validation.scores, "0_sample_agreement": validation.agreement}
    tables |= {"0_articles": index.articles_table(corpus, found)}
    return {name: shortened(table) if texts_withheld() else table for name, table in sorted(tables.items())}


def codebook(tables: dict[str, pd.DataFrame], shown: Sequence[Shown] = ()) -> pd.DataFrame:
    """One row per column of each table: table, where it is shown, column, head, meaning, unit, formula, source.

    What the columns mean stands in data/columns.tsv; a column that it lacks has no meaning here either.
    """
    import pandas as pd

    where = {item.name: item.section for item in shown}
    found = [(name, where.get(name, ""), *head) for name, table in tables.items() for head in heads(table.columns)]
    return pd.DataFrame(found, columns=["table", "shown_in", "column", "head", "meaning", "unit", "formula", "source"])


def _write(path: Path, text: str) -> None:
    with whole(path) as part:
        part.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _write_texts(folder: Path, corpus: Corpus) -> None:
    for number, doc in enumerate(corpus, 1):
        name = re.sub(r"[^\w.-]+", "_", doc.doc_id)[:60]
        _write(folder / f"{number:04}_{name}.txt", doc.text)


def _lines(corpus: Corpus, found: Findings) -> Iterator[str]:
    """Formulas, then slogans, as JSON: every span with its place in the repaired text and in the source file."""
    for kind, findings in (("formula", found.formulas), ("slogan", found.slogans)):
        for finding in findings:
            doc = corpus[finding.doc_id]
            values = {name: value for name, value in asdict(finding).items() if name != "said" or value}
            yield json.dumps(_placed({"finding": kind, **values}, doc), ensure_ascii=False)


def _placed(value: object, doc: Document) -> object:
    if isinstance(value, dict):
        placed = {name: _placed(inner, doc) for name, inner in value.items()}
        if "start" in value and "end" in value:
            placed["raw_start"], placed["raw_end"] = doc.to_raw(value["start"], value["end"])
        return placed
    if isinstance(value, str):
        return value[:LONGEST] if texts_withheld() else value
    return [_placed(inner, doc) for inner in value] if isinstance(value, (list, tuple)) else value


def _copy_sample(corpus: Corpus, folder: Path) -> None:
    for path in sorted((results_of(corpus.name) / SAMPLE).glob("*")):
        if path.is_file() and not path.name.startswith("."):
            folder.mkdir(exist_ok=True)
            with room_for(path):
                shutil.copyfile(path, folder / path.name)
