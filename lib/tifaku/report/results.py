"""Results folders: one for each corpus, which no report on another replaces, and a page that links them."""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
from pathlib import Path

from tifaku.corpus.files import whole
from tifaku.notebook.views import visible
from tifaku.report.manifest import Manifest, hashes

#: The file in OUT that says which corpus its report is on.
MARK = "report.json"


def check_results(out: Path, folder: Path) -> None:
    """ValueError where OUT holds a report on another corpus than that in `folder`.

    The same corpus is one in the same place, or one that shares an article, since folders are moved and articles mended.
    """
    if not (out / "html" / "index.html").exists():
        return
    mark = _mark_of(out)
    if mark and mark.get("place") != _place(folder):
        shared = {*mark.get("inputs", {}).values()} & {*hashes(folder).values()}
        if not shared:
            raise ValueError(_in_the_way(out, str(mark.get("corpus"))))
    elif not mark and (earlier := _corpus_of(out)) not in ("", folder.name):
        raise ValueError(_in_the_way(out, earlier))


def _in_the_way(out: Path, corpus: str) -> str:
    return f"{out.name}/ holds the report on {corpus}: give another folder with --out, or move that one away"


def mark_results(out: Path, folder: Path, manifest: Manifest) -> None:
    """Write into OUT which corpus its report is on; the place as a digest, so that the file can be passed on."""
    about = {"corpus": manifest.corpus, "place": _place(folder), "inputs": manifest.inputs}
    with whole(out / MARK) as part:
        part.write_text(json.dumps(about, ensure_ascii=True, indent=1), encoding="utf-8")


def _mark_of(out: Path) -> dict:
    try:
        found = json.loads((out / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _place(folder: Path) -> str:
    return hashlib.sha256(str(folder).encode(errors="surrogateescape")).hexdigest()


def _corpus_of(out: Path) -> str:
    """The corpus of a report without a mark, by the parameter that its notebooks were run with; empty where it isn't known."""
    try:
        text = (out / "notebooks" / "01_ingestion.ipynb").read_text(encoding="utf-8")
    except OSError:
        return ""
    found = re.findall(r'corpus_dir = \\"(.*?)\\"', text)
    return found[-1] if found else ""


def clear_results(out: Path, keep_tables: bool = False) -> None:
    """Take away what an earlier report has left beside its pages: its package, its zip, and, unless kept, tables and figures."""
    for name in ("package", *(() if keep_tables else ("tables", "figures"))):
        shutil.rmtree(out / name, ignore_errors=True)
    corpus = _mark_of(out).get("corpus")
    if isinstance(corpus, str) and corpus:
        (out / zip_name(Path(corpus))).unlink(missing_ok=True)


def zip_name(folder: Path) -> str:
    """The name of the folder, shortened where no file could have it: at most 255 bytes, some of them for its draft."""
    return folder.name.encode(errors="replace")[:200].decode(errors="ignore") + ".zip"


def write_overview(build: Path) -> Path:
    """Write build/index.html, a page that links the reports in the folders beside it, and return its path."""
    pages = sorted(path.parent.parent.name for path in build.glob("*/html/index.html"))
    links = "\n".join(f'<li><a href="{_address(name)}/html/index.html">{html.escape(visible(name))}</a></li>' for name in pages)
    with whole(build / "index.html") as part:
        part.write_text(_OVERVIEW.format(links=links), encoding="utf-8", errors="replace")
    return build / "index.html"


def _address(name: str) -> str:
    from urllib.parse import quote

    return html.escape(quote(name.encode(errors="surrogateescape")))


_OVERVIEW = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Reports</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }}</style>
</head><body><h1>Reports</h1><ul>
{links}
</ul></body></html>
"""
