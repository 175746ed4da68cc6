"""python scripts/count_baseline.py local FOLDER REPORTS.tsv OUT, or: … national SOURCE FOLDER OUT

local writes formulations.tsv, attested_by_year.tsv and baseline_reports.tsv into the folder OUT: in how many local government
work reports each formulation stands, by year and province. FOLDER holds one report a file (DOC_ID.txt, UTF-8). REPORTS.tsv names
its doc_id, place and year (the one it plans for), and may say with keep = no that it is not to be counted (another place's text,
a second report of a year). national writes the rows of one source (gwr, congress, party_docs, plan, xwlb_day, xwlb_item) of
attested_national.tsv and baseline_national.tsv; there a file is named NAME_YEAR.txt.

What is counted are the rows of lib/tifaku/data/formulations.tsv: this script counts, and chooses no formulations. Counted is the
body of a report: its title and annexed glossaries, notes and lists of projects are cut off, note marks and markdown are taken
out, and full-width digits and letters become half-width.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tifaku.corpus.files import whole
from tifaku.tables.matching import Hits, Sought, find_strings
from tifaku.text import lexicons
from tifaku.text.documents import Document

#: A line that opens an annex. It must stand in the second half, and what follows is not the report's.
ANNEX = re.compile(
    r"[#*\s（(【\[]*(?:附\s*(?:件|录|表|注)?\s*[0-9一二三四五六]*\s*(?:[：:].*)?|(?:附件?\s*[0-9]*\s*[：:]?\s*)?(?:《[^》]{2,40}》|政府工作报告)?"
    r"(?:中)?(?:有关|相关|部分)?(?:内容)?(?:的)?(?:名词|注释|用语|术语|缩略语)(?:术语)?(?:解释|注释|注解|说明|释义)?(?:和说明|及说明)?|有关注释"
    r"|(?:\[1\]|〔1〕|①|［1］).*)[>#*\s：:）)】\]]*"
)
NOTE = re.compile(r"\[\^?[0-9]{1,3}\]:?|〔[0-9]{1,3}〕|［[0-9]{1,3}］|[①-⑳]|\*\*|^#+ *", re.MULTILINE)
#: Full-width digits, letters and signs of calculation as half-width ones; marks of punctuation stay.
WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum() or chr(code - 0xFEE0) in "+%"}
SHORT = 3  # characters up to which a variant of a family counts between quotation marks only
MUNICIPAL = frozenset({"11", "12", "31", "50"})  # whose one report is that of the province
FORMULATIONS = ["f", "formulation", "sources", "parent", "basis", "reports", "quoted", "provinces", "first", "last", "national"]

Row = dict[str, str]


class Seen(NamedTuple):
    """In which articles a formulation stands, in which it is alone in quotation marks, and how often it occurs in each."""

    articles: np.ndarray
    quoted: set[int]
    n: np.ndarray


def body(text: str) -> str:
    """A report without its title, annexes, note marks and markdown."""
    lines = text.strip().splitlines()
    lines = lines[1:] if lines and "工作报告" in lines[0] else lines
    first = next((at for at in range(len(lines) // 2, len(lines)) if ANNEX.fullmatch(lines[at].strip())), len(lines))
    return NOTE.sub("", "\n".join(lines[:first])).translate(WIDTH)


def characters(text: str) -> int:
    return len("".join(text.split()))


def sought(rows: Iterable[Row]) -> list[Sought]:
    """Each formulation under its code; a family with all its variants, the short ones in quotation marks."""
    found = []
    for row in rows:
        family = row["sources"] == "family"
        for string in row["parent"].split(";") if family else [row["formulation"]]:
            found.append(Sought(row["f"], string, family and len(string) <= SHORT))
    return found


def seen(docs: list[Document], rows: Sequence[Row]) -> Iterator[tuple[str, Seen]]:
    """Where each formulation stands, in the order of the codes."""
    strings = sought(rows)
    anywhere = by_code(find_strings(docs, strings), strings)
    quoted = by_code(find_strings(docs, [one._replace(quoted=True) for one in strings]), strings)
    for row in rows:
        articles, n = np.unique(anywhere.get(row["f"], []), return_counts=True)
        if len(articles):
            yield row["f"], Seen(articles, set(quoted.get(row["f"], [])), n)


def by_code(hits: Hits, strings: list[Sought]) -> dict[str, list[int]]:
    """The articles of the hits of each code, once for each hit; a variant inside a longer one of its family is no hit."""
    found: dict[str, list[int]] = defaultdict(list)
    furthest: dict[tuple[str, int], int] = {}
    columns = (hits.article.tolist(), hits.start.tolist(), (-hits.end).tolist(), hits.sought.tolist())
    for article, _, end, which in sorted(zip(*columns)):
        code = strings[which].name
        if -end > furthest.get((code, article), -1):
            furthest[code, article] = -end
            found[code].append(article)
    return found


def provinces() -> dict[str, tuple[str, bool]]:
    """The two-digit code of each place's province, and whether the place is the province itself."""
    places: dict[str, tuple[str, bool]] = {}
    for row in sorted(lexicons.rows("divisions"), key=lambda row: len(row["code"])):
        places.setdefault(row["name"], (row["code"][:2], len(row["code"]) == 2 or row["code"][:2] in MUNICIPAL))
    return places


def local(folder: Path, reports: Path, out: Path) -> None:
    """Write the three tables of local reports."""
    where, names = provinces(), {row["province"]: row["name"] for row in lexicons.rows("baseline_reports")}
    kept = [row for row in csv.DictReader(reports.open(encoding="utf-8"), delimiter="\t") if row.get("keep") != "no"]
    if unknown := sorted({row["place"] for row in kept} - set(where)):
        raise ValueError(f"{reports.name} names places that divisions.tsv lacks: {', '.join(unknown[:5])}")
    texts = [body((folder / f"{row['doc_id']}.txt").read_text(encoding="utf-8")) for row in kept]
    docs = [Document(row["doc_id"], text, text) for row, text in zip(kept, texts)]
    cells = [(int(row["year"]), *where[row["place"]]) for row in kept]
    write(
        out / "baseline_reports.tsv", ["year", "province", "name", "reports", "own", "characters"], baseline(cells, texts, names)
    )
    rows = [dict(row) for row in lexicons.rows("formulations")]
    found = dict(seen(docs, rows))
    attested = ((f, year, line) for f, one in found.items() for year, line in years(one, cells))
    write(out / "attested_by_year.tsv", ["f", "year", "cells"], attested)
    write(out / "formulations.tsv", FORMULATIONS, (told(row, found.get(row["f"]), cells) for row in rows))


def baseline(cells: list[tuple[int, str, bool]], texts: list[str], names: dict[str, str]) -> Iterator[tuple]:
    """A row for each year and province."""
    held: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at, (year, province, _) in enumerate(cells):
        held[year, province].append(at)
    for (year, province), articles in sorted(held.items()):
        own = int(any(cells[at][2] for at in articles))
        yield year, province, names.get(province, province), len(articles), own, sum(characters(texts[at]) for at in articles)


def years(one: Seen, cells: list[tuple[int, str, bool]]) -> Iterator[tuple[int, str]]:
    """The cells of one formulation, a year a row: province:reports,quoted,n,own."""
    table: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0, 0]))
    for article, n in zip(one.articles.tolist(), one.n.tolist()):
        year, province, own = cells[article]
        cell = table[year][province]
        for at, more in enumerate((1, article in one.quoted, n)):
            cell[at] += more
        cell[3] |= own
    for year, found in sorted(table.items()):
        yield year, " ".join(f"{province}:{','.join(map(str, map(int, cell)))}" for province, cell in sorted(found.items()))


def told(row: Row, one: Seen | None, cells: list[tuple[int, str, bool]]) -> list[object]:
    """A row of formulations.tsv with its counts anew; provinces and years by its basis. `national` is left as it is."""
    articles = set(one.articles.tolist()) if one else set()
    quoted = articles & one.quoted if one else set()
    basis = quoted if row["basis"] == "quoted" else articles
    when = [cells[at][0] for at in basis]
    counts = len(articles), len(quoted), len({cells[at][1] for at in basis}), min(when, default=""), max(when, default="")
    return [*(row[name] for name in FORMULATIONS[:5]), *counts, row["national"]]


def national(source: str, folder: Path, out: Path) -> None:
    """Write the rows of one national source."""
    paths = sorted(folder.rglob("*.txt"))
    if bad := [path.name for path in paths if not path.stem[-4:].isdecimal()]:
        raise ValueError(f"{bad[0]} does not end with its year: name it NAME_YEAR.txt")
    texts = [body(path.read_text(encoding="utf-8")) for path in paths]
    docs = [Document(path.stem, text, text) for path, text in zip(paths, texts)]
    when = [int(path.stem[-4:]) for path in paths]
    sizes = ((source, year, when.count(year), sum(characters(text) for at, text in zip(when, texts) if at == year))
             for year in sorted(set(when)))  # fmt: skip
    write(out / "baseline_national.tsv", ["source", "year", "documents", "characters"], sizes)
    rows = []
    for f, one in seen(docs, lexicons.rows("formulations")):
        for year in sorted({when[at] for at in one.articles.tolist()}):
            own = [(at, n) for at, n in zip(one.articles.tolist(), one.n.tolist()) if when[at] == year]
            rows.append((source, f, year, len(own), sum(at in one.quoted for at, _ in own), sum(n for _, n in own)))
    write(out / "attested_national.tsv", ["source", "f", "year", "documents", "quoted", "n"], rows)


def write(path: Path, head: list[str], rows: Iterable[Iterable[object]]) -> None:
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as lines:
        lines.writelines("\t".join(map(str, row)) + "\n" for row in (head, *rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["local"] and len(sys.argv) == 5:
        local(*map(Path, sys.argv[2:]))
    elif sys.argv[1:2] == ["national"] and len(sys.argv) == 5:
        national(sys.argv[2], *map(Path, sys.argv[3:]))
    else:
        sys.exit(f"usage: {__doc__}")
