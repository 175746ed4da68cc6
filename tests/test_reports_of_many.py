"""Whole reports of 300 and 2,000 articles: links land, captions keep what they promise, pages are light and soon usable."""

import os
import re
import shutil
import time
from typing import NamedTuple

import pytest
from lxml import html

from conftest import run_report
from rendered import broken_links, write_articles

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
pytestmark = [
    pytest.mark.xdist_group("report"),
    pytest.mark.skipif(os.environ.get("TIFAKU_TRIALS") != "1", reason="takes ten minutes; make trials"),
]
SIZES = (300, 2_000)
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Made(NamedTuple):
    html: object
    seconds: float
    quiet: bool


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A function that gives the report on so many articles, made once."""
    known = {}

    def report(n):
        if n not in known:
            folder = tmp_path_factory.mktemp(f"articles{n}")
            write_articles(folder / "articles", n)
            quiet, start = os.getloadavg()[0] < 1, time.monotonic()
            done = run_report("--corpus", folder / "articles", "--out", folder / "out")
            assert done.returncode == 0, done.stderr
            known[n] = Made(folder / "out" / "html", time.monotonic() - start, quiet)
        return known[n]

    return report


@pytest.mark.parametrize("n", SIZES)
def test_every_link_lands(made, n):
    assert broken_links(made(n).html) == []


@pytest.mark.parametrize("n", SIZES)
def test_pages_are_light(made, n):
    for path in made(n).html.glob("**/*.html"):
        most = 0.8e6 if path.name == "index.html" else 0.6e6 if path.parent.name == "articles" else 3e6
        assert path.stat().st_size < most, path.name


@pytest.mark.parametrize("n", SIZES)
def test_tables_keep_what_their_captions_promise(made, n):
    views = [
        (path.name, view)
        for path in sorted(made(n).html.glob("0*.html"))
        for view in html.parse(path).xpath('//div[contains(concat(" ", @class, " "), " view ")]')
    ]
    assert len(views) > 40
    for name, view in views:
        caption, of = "".join(view.xpath('./p[@class="caption"]//text()')), int(view.get("data-of"))
        rows = view.xpath(".//tbody/tr")
        assert len(rows) <= of, (name, caption)
        if told := re.search(r"([\d,]+) of ([\d,]+)", "".join(view.xpath('./p[@class="more"]//text()'))):
            assert [int(number.replace(",", "")) for number in told.groups()] == [len(rows), of], (name, caption)
        if rows and "leads to" in caption:
            assert view.xpath('.//tbody//a[@class="passage" or @class="find"]'), (name, caption)


@pytest.mark.parametrize("n", SIZES)
def test_figures_say_of_how_many(made, n):
    alts = [
        alt for name in ("02*", "04*", "05*") for path in made(n).html.glob(name) for alt in html.parse(path).xpath("//img/@alt")
    ]
    assert len(alts) > 10 and all(len(alt) > 20 for alt in alts)


@pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine; apt-get install chromium to run the browser tests")
@pytest.mark.parametrize("n", SIZES)
def test_a_page_is_usable_within_a_second(made, n):
    """Until it is loaded, its scripts have run and it is painted: the time of its thread, so that other work does not count."""
    playwright = pytest.importorskip("playwright.sync_api")
    folder = made(n).html
    heaviest = sorted(folder.glob("articles/*.html"), key=lambda path: -path.stat().st_size)[:3]
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        for path in (*sorted(folder.glob("*.html")), *heaviest):
            page = browser.new_context(offline=True).new_page()
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto(path.as_uri())
            page.evaluate(PAINTED)
            metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
            assert metrics["TaskDuration"] < 1, path.name
            page.context.close()
        browser.close()


def test_two_thousand_take_a_minute_more_than_three_hundred(made):
    few, many = made(300), made(2_000)
    if not (few.quiet and many.quiet):
        pytest.skip(f"the machine is busy: {few.seconds:.0f} and {many.seconds:.0f} s say nothing")
    assert many.seconds - few.seconds < 60
