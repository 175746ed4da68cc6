"""report: five notebooks in, a folder of pages out; what goes wrong is said in one sentence."""

import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, run_report
from tifaku.corpus.files import whole
from tifaku.report.results import zip_name

pytestmark = pytest.mark.xdist_group("report")
PAGES = [
    "01_ingestion.html", "02_term_frequency.html", "03_slogans_and_formulas.html", "04_visualisation.html",
    "05_lifecycle.html", "formulas.html", "index.html", "sentences.html",
]  # fmt: skip


def pages(built):
    return sorted(built.out.glob("html/**/*.html"))


def test_five_pages_and_an_index_are_written_and_named(built):
    assert built.status == 0, built.messages
    assert built.index == str(built.out / "html" / "index.html")
    assert sorted(p.name for p in built.out.glob("html/*.html")) == PAGES
    assert len(list(built.out.glob("html/articles/*.html"))) == 5
    assert {p.stem for p in built.out.glob("html/docs/*.html")} == {p.stem for p in (ROOT / "docs").glob("*.md")}


def test_a_line_says_what_was_found_before_the_address_of_the_pages(built):
    last = built.messages.rstrip().splitlines()[-1]
    assert re.fullmatch(r"found: \d+ formulas, \d+ of them spelled out in full; \d+ slogans; 2,184 repairs in 4 articles", last)


@pytest.mark.parametrize("folder", ["seeds", "县" * 85, "a\udce4"], ids=["short", "255 bytes", "no UTF-8"])
def test_a_zip_has_a_name_that_a_file_can_have(tmp_path, folder):
    with whole(tmp_path / zip_name(Path(folder))) as part:
        part.write_bytes(b"")


class Loads(html.parser.HTMLParser):
    """Collects every address that a browser would fetch by itself, and every link into the report."""

    def __init__(self):
        super().__init__()
        self.fetched, self.links, self.ids, self.images = [], [], set(), []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.fetched += [values[k] for k in ("src", "srcset", "data", "poster") if k in values]
        self.fetched += [values["href"]] if tag == "link" else []
        self.links += [values["href"]] if tag == "a" and "href" in values else []
        self.ids |= {values["id"]} if "id" in values else set()
        self.images += [values] if tag == "img" else []


def parsed(path):
    page = Loads()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def test_no_page_loads_anything_from_elsewhere(built):
    for path in pages(built):
        assert all(address.startswith("data:") for address in parsed(path).fetched), path.name
        assert not re.search(r"@import|url\((?!data:)", path.read_text(encoding="utf-8")), path.name


def test_every_picture_has_a_description(built):
    images = [image for path in pages(built) for image in parsed(path).images]
    assert len(images) >= 4
    assert all(len(image.get("alt", "")) > 20 for image in images)


def test_every_link_lands(built):
    ids = {path: parsed(path).ids for path in pages(built)}
    for path in pages(built):
        for link in parsed(path).links:
            file, _, place = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            searched = target.name == "sentences.html"  # there the address is what is looked for
            assert target in ids and (not place or searched or place in ids[target]), (path.name, link)


def test_the_index_says_what_was_found_and_what_it_was_made_from(built):
    index = (built.out / "html/index.html").read_text(encoding="utf-8")
    first = (built.out / "html/01_ingestion.html").read_text(encoding="utf-8")
    readings = re.findall(r'<p class="reading">(.*?)</p>', first)
    assert readings and all(reading in index for reading in readings)
    assert "occurrences of" in index and "The most frequent terms are" in index
    for name in ("seeds", "gazetteer.tsv", "Noto Sans SC, Version", "DejaVu Sans, Version"):
        assert name in index


def test_a_table_and_the_index_count_the_same_characters(built):
    read = {name: (built.out / f"html/{name}.html").read_text(encoding="utf-8") for name in ("index", "01_ingestion")}
    tables = {"index": read["index"].partition('id="articles"')[2], "01_ingestion": read["01_ingestion"]}
    shown = {name: text.partition("</table>")[0].replace(",", "") for name, text in tables.items()}
    rows = {name: re.findall(r'<td class="n">(\d{4})</td>', text) for name, text in shown.items()}
    assert len(rows["index"]) > 4 and set(rows["index"]) <= set(rows["01_ingestion"])


def test_what_a_reader_has_rejected_is_marked_nowhere(tmp_path):
    folder = tmp_path / "mytexts"
    folder.mkdir()
    text, decision = "坚持“四抓四度”工作法，推进乡村振兴。\n", "a,3,7,四抓四度,reject,,\n"  # 'four grasps, four degrees'
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "decisions.csv").write_text(f"doc_id,start,end,surface,decision,value,note\n{decision}", encoding="utf-8")
    done = run_report("--corpus", folder, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out/html/articles/0001.html").read_text(encoding="utf-8").partition('class="text')[2]
    assert "四抓四度" in page and 'class="name"' not in page and 'class="open"' not in page


def test_pages_are_light(built):
    assert all(path.stat().st_size < 1_500_000 for path in pages(built))


def test_language_title_and_policy(built):
    for path in pages(built):
        text = path.read_text(encoding="utf-8")
        assert '<html lang="en">' in text and "default-src 'none'" in text and re.search(r"<title>[^<]+</title>", text)


def test_a_misspelt_parameter_stops_with_the_known_names(tmp_path):
    done = run_report("--out", tmp_path, "-p", "segmentor", "jieba")
    assert done.returncode == 2
    assert "segmentor" in done.stderr and "segmenter" in done.stderr and "corpus_dir" in done.stderr


def test_a_parameter_named_like_a_secret_is_refused_and_not_repeated(tmp_path):
    done = run_report("--out", tmp_path / "out", "-p", "db_password", "hunter2")
    assert done.returncode == 2 and "db_password" in done.stderr and "hunter2" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("make, says", [
    (lambda p: p / "nowhere", "nowhere"),
    (lambda p: (p / "empty").mkdir() or p / "empty", "empty"),
    (lambda p: (p / "a.epub").write_text("党建", encoding="utf-8") and p / "a.epub", "a.epub"),
], ids=["no such folder", "empty folder", "a file that can't be read"])  # fmt: skip
def test_a_wrong_corpus_is_one_clear_sentence(tmp_path, make, says):
    done = run_report("--corpus", make(tmp_path), "--out", tmp_path / "out")
    assert done.returncode == 2
    assert says in done.stderr and len(done.stderr.splitlines()) == 1 and "Traceback" not in done.stderr


def test_one_unreadable_file_is_listed_and_the_rest_is_analysed(tmp_path):
    folder = tmp_path / "mytexts"
    shutil.copytree(ROOT / "seeds", folder)
    (folder / "sources.tsv").unlink(missing_ok=True)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    done = run_report("--corpus", folder, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    index = (tmp_path / "out/html/index.html").read_text(encoding="utf-8")
    assert "broken.pdf" in index and "5 articles" in index
    for name in ("02_term_frequency", "03_slogans_and_formulas"):
        injected = json.loads((tmp_path / f"out/notebooks/{name}.ipynb").read_text(encoding="utf-8"))
        assert 'corpus_dir = "mytexts"' in json.dumps(injected, ensure_ascii=False).replace('\\"', '"')


def test_a_failing_notebook_is_kept_with_its_error_and_the_others_finish(tmp_path, monkeypatch):
    import tifaku.report as report

    for path in (ROOT / "notebooks").glob("0[12]*.ipynb"):
        shutil.copy(path, tmp_path)
    broken = json.loads((tmp_path / "01_ingestion.ipynb").read_text(encoding="utf-8"))
    code = [c for c in broken["cells"] if c["cell_type"] == "code"]
    code[1]["source"] = ["1 / 0"]
    (tmp_path / "01_ingestion.ipynb").write_text(json.dumps(broken), encoding="utf-8")
    monkeypatch.setattr(report, "_notebooks", lambda: sorted(Path(tmp_path).glob("0*.ipynb")))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "lib"))
    done = report.make_report(ROOT / "seeds", tmp_path / "out", {}, lambda *_: None)
    assert [run.name for run in done.failed] == ["01_ingestion"]
    assert "ZeroDivisionError" in done.failed[0].error
    assert "ZeroDivisionError" in (tmp_path / "out/html/01_ingestion.html").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in done.index.read_text(encoding="utf-8")
    assert (tmp_path / "out/html/02_term_frequency.html").exists()


def test_two_reports_into_one_folder_the_second_says_so(tmp_path):
    from filelock import FileLock

    (tmp_path / "out").mkdir()
    with FileLock(tmp_path / "out" / ".lock"):
        done = run_report("--out", tmp_path / "out")
    assert done.returncode == 2 and "another report" in done.stderr


def test_two_runs_give_the_same_bytes(built, tmp_path):
    again = run_report("--out", tmp_path / "out", cwd=tmp_path, PYTHONHASHSEED="7", TZ="Asia/Shanghai", LC_ALL="C")
    assert again.returncode == 0, again.stderr
    for path in pages(built):
        assert path.read_bytes() == (tmp_path / "out/html" / path.relative_to(built.out / "html")).read_bytes(), path.name


def test_a_folder_with_nothing_readable_is_one_clear_sentence(tmp_path):
    (tmp_path / "mytexts").mkdir()
    (tmp_path / "mytexts" / "a.txt").write_bytes(b"\x00\x01\x02" * 50)
    done = run_report("--corpus", tmp_path / "mytexts", "--out", tmp_path / "out")
    assert done.returncode == 2 and not (tmp_path / "out/html").exists()
    assert "a.txt" in done.stderr and "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1


def test_what_a_report_does_not_need_is_not_loaded():
    notebook = str(ROOT / "notebooks/01_ingestion.ipynb")
    code = (
        f"import pathlib; from tifaku.report import __main__, parameters; parameters.known_parameters(pathlib.Path({notebook!r}))"
    )
    code += "; import sys; print({'matplotlib', 'jieba'} & set(sys.modules))"
    env = os.environ | {"PYTHONPATH": str(ROOT / "lib")}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert run.stdout.strip() == "set()"
