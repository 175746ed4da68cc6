"""The workbook in a real JupyterLab: explorers follow what is typed, tables are readable, Chinese is no row of boxes."""

import os
import socket
import subprocess
import sys
import time

import pytest

from conftest import ROOT
from test_browser import CHROMIUM, FLAGS

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("jupyterlab", reason="jupyterlab is not installed")
pytestmark = [
    pytest.mark.xdist_group("report"),
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine; apt-get install chromium to run the Lab tests"),
]
TEXT = "开工一批、储备一批“四个一批”项目库，<b>落实</b>到户。"  # 'start a batch, keep a batch in reserve; carry out'
CELLS = [
    "import tifaku, pandas\nfrom tifaku import figures",
    f"docs = [tifaku.read_text('{TEXT}' * 9, doc_id='a')]",
    "tifaku.explore_concordance(docs, ['开工', '落实'])",
    "tifaku.explore_table(tifaku.formulas_table(docs), 'surface', link='surface', hide=('start', 'end'))",
    "figures.plot_terms(tifaku.term_frequency(tifaku.words(tifaku.tokenize(docs))))",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a notebook in a JupyterLab of its own: no settings, kernels or history of whoever runs the tests."""
    home = tmp_path_factory.mktemp("lab")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), home / "try.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "TIFAKU_OUT": str(home / "out")}
    env |= {"HOME": str(home), "IPYTHONDIR": str(home / "ipython"), "JUPYTER_CONFIG_DIR": str(home / "config")}
    env |= {"JUPYTER_RUNTIME_DIR": str(home / "run"), "JUPYTERLAB_SETTINGS_DIR": str(home / "settings")}
    env |= {"JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    own = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token="]
    own += [f"--notebook-dir={home}"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "tifaku.notebook.lab", *own], env=env, stdout=log, stderr=log)
    try:
        _wait(lambda: socket.create_connection(("127.0.0.1", port), 1).close() is None, home / "log")
        yield f"http://127.0.0.1:{port}/lab/tree/try.ipynb?reset"
    finally:
        server.terminate()
        server.wait(20)


def _wait(answers, log):
    for _ in range(240):
        try:
            return answers()
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-500:]}")


@pytest.fixture(scope="module")
def page(lab):
    """The notebook after Run All."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        page = browser.new_page(viewport={"width": 1280, "height": 3000})
        page.set_default_timeout(90_000)
        page.said = []
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(lab)
        page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell")
        page.wait_for_selector("text=/Python 3.*[|] Idle/")
        page.click("text=Run >> nth=0")
        page.click("text=Run All Cells")
        page.wait_for_selector(".jp-OutputArea img")
        yield page
        browser.close()


def test_it_runs_without_a_word_of_complaint(page):
    assert page.locator("[data-mime-type*='stderr'], [data-mime-type*='error']").all_inner_texts() == []
    assert page.said == []


def test_the_concordance_follows_what_is_typed(page):
    box, table = page.locator(".jp-OutputArea input").first, page.locator(".jp-OutputArea .tifaku").first
    assert table.locator("tbody tr").count() == 18
    box.fill("储备")
    page.wait_for_function("document.querySelectorAll('.jp-OutputArea .tifaku')[0].querySelectorAll('tbody tr').length == 9")
    box.fill("没有")  # 'there is none'
    page.wait_for_function("document.querySelectorAll('.jp-OutputArea .tifaku')[0].textContent.includes('No rows.')")


def test_tables_are_set_as_in_the_pages(page):
    table = page.locator(".jp-OutputArea .tifaku").nth(1)
    assert table.locator("b").count() == 0 and "四个一批" in table.inner_text()
    style = table.locator("td.short").first.evaluate("e => [getComputedStyle(e).textAlign, getComputedStyle(e).fontFamily]")
    assert style[0] == "left" and "tifaku" in style[1]
    assert table.locator(".scroll").evaluate("e => e.scrollHeight > 200 && e.clientHeight <= 600")


def test_chinese_can_be_read_where_the_system_has_no_font(page):
    loaded = page.evaluate("document.fonts.load('13px tifaku', '党').then(faces => faces.map(face => face.status))")
    assert loaded == ["loaded"]


def test_figures_are_drawn_at_their_size_with_pixels_for_fine_screens(page):
    assert page.locator(".jp-OutputArea img").first.evaluate("e => e.naturalWidth > 1.9 * e.width && e.width > 500")
