"""Reports of any size without kernels: articles cut from the seeds, and the pages that are written of them."""

import functools
import html.parser
import json
import re
from pathlib import Path
from urllib.parse import unquote

from conftest import ROOT
from tifaku.report.manifest import make_manifest
from tifaku.report.pages import write_pages
from tifaku.study import find, open_corpus

SEEDS = tuple(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("0*.txt")))


def write_articles(folder: Path, n: int) -> Path:
    """So many articles: the seeds, then titles of the seeds with every second, third … paragraph of the same or another seed."""
    folder.mkdir(parents=True, exist_ok=True)
    for k in range(n):
        own, other = SEEDS[k % 5], SEEDS[(k // 5) % 5]
        lines, step = [line for line in other.split("\n") if line.strip()], 2 + k // 25 % 3
        text = own if k < 5 else "\n\n".join([own.strip().split("\n")[0], *lines[1 + k % step :: step]])
        (folder / f"a{k:04}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def render(folder: Path, out: Path, runs=()) -> Path:
    corpus = open_corpus(folder)
    write_pages(out, corpus, find(corpus), list(runs), make_manifest(folder, {}))
    return out


class Read(html.parser.HTMLParser):
    """What a page holds: ids, links, those in its data too, and its text."""

    def __init__(self, path: Path):
        super().__init__()
        self.ids, self.links, self.text = set(), [], []
        self._data = self._hidden = False
        self.feed(path.read_text(encoding="utf-8"))
        self.said = re.sub(r"\s+", " ", "".join(self.text))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids |= {values["id"]} if "id" in values else set()
        self.links += [values["href"]] if tag == "a" and "href" in values else []
        self._data = values.get("type") == "application/json"
        self._hidden = tag in ("style", "script")

    def handle_endtag(self, tag):
        self._hidden = self._data = False

    def handle_data(self, data):
        if self._data:
            self._read_data(json.loads(data))
        elif not self._hidden:
            self.text.append(data)

    def _read_data(self, data):
        """Rows of formulas and sentences name their articles by number; cells of other tables are [text, address]."""
        if "keys" in data:
            keys = data["keys"]
            self.ids |= {row[keys.index("name")] for row in data["rows"]}
            lines = (line for row in data["rows"] for line in row[keys.index("lines")])
            self.links += [f"{data['docs'][str(n)][0]}#{start}-{end}" for n, start, end, *_ in lines]
        elif "docs" in data:
            self.links += [f"{data['docs'][number][0]}#{place}" for *_, (number, place) in data["rows"]]
        elif "rows" in data:
            self.links += [cell[1] for row in data["rows"] for cell in row if isinstance(cell, list) and cell[1]]


def broken_links(folder: Path) -> list[tuple[str, str]]:
    """Every link of every page that leads to no page or to no place in it; the sentences are looked for by any address."""
    pages = {path.resolve(): Read(path) for path in folder.glob("**/*.html")}
    return [
        (path.name, link)
        for path, page in pages.items()
        for link in page.links
        if not _lands(pages, path, *link.partition("#")[::2])
    ]


def _lands(pages, path, file, place):
    target = (path.parent / file).resolve() if file else path
    if target not in pages:
        return False
    searched = target.name.startswith("sentences")
    return not place or searched or unquote(place) in pages[target].ids


@functools.cache
def read(path: Path) -> Read:
    return Read(path)
