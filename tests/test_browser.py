"""The built pages in a real browser with the network off: silent, usable by keyboard, on a phone, in the dark, on paper."""

import io
import shutil

import pypdf
import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.xdist_group("report"),
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine; apt-get install chromium to run the browser tests"),
]
EIGHT = "抓组织领导 抓责任挂链 抓具体实际 抓示范引领 工作谋划有高度 工作落实有力度 作用发挥有深度 效果影响有广度".split()
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, built):
    """A function that opens a page offline and notes what it says and asks for."""
    contexts = []

    def open_page(name, **options):
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.noise = []
        page.on("console", lambda message: page.noise.append(message.text))
        page.on("pageerror", lambda error: page.noise.append(str(error)))
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or page.noise.append(request.url))
        page.goto((built.out / "html" / name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def names(built):
    html = built.out / "html"
    return sorted(p.relative_to(html).as_posix() for p in html.glob("**/*.html"))


def test_no_page_says_or_asks_for_anything(opened, built):
    for name in names(built):
        page = opened(name)
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        page.wait_for_timeout(100)
        assert page.noise == [] and requests == [], name


def test_no_page_scrolls_sideways_on_a_phone(opened, built):
    for name in names(built):
        page = opened(name, viewport={"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


def test_a_formula_links_to_its_highlighted_passage(opened):
    page = opened("03_slogans_and_formulas.html")
    link = page.locator("td a.passage").first
    surface = link.inner_text()
    link.click()
    page.wait_for_load_state()
    assert "/articles/" in page.url and "#" in page.url
    lit = page.locator("a:target + mark, a:target + a + mark, a:target + span, a:target + a + span").first
    assert surface[:4] in lit.inner_text() or lit.inner_text() in surface
    assert lit.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert page.evaluate("(e => e.top >= 0 && e.top < innerHeight)(document.querySelector('a:target').getBoundingClientRect())")


def test_a_table_filters_and_sorts_by_keyboard(opened):
    page = opened("02_term_frequency.html")
    view = page.locator(".view").filter(has=page.locator(".filter")).first
    rows = view.locator("tbody tr:visible")
    before = rows.count()
    view.locator("input").fill("党建")
    assert 0 < rows.count() < before and all("党建" in text for text in rows.all_inner_texts())
    view.locator("input").fill("")
    head = view.locator("th", has=page.locator("button", has_text="n")).filter(has_text="n").first
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"


def test_a_term_leads_to_every_sentence_that_holds_it(opened):
    page = opened("02_term_frequency.html")
    link = page.locator("td a.find", has_text="党建").first
    term = link.inner_text()
    link.click()
    page.wait_for_load_state()
    assert "/sentences.html#" in page.url and page.locator("input[type=search]").input_value() == term
    rows = page.locator("tbody tr:visible")
    assert 5 < rows.count() < int(page.locator(".view").get_attribute("data-of"))
    assert all(term in text for text in rows.locator("td:first-child").all_inner_texts())  # not in the title beside it
    assert page.evaluate("CSS.highlights.get('found').size") >= rows.count()
    sentence = rows.first.locator("td").first.inner_text()
    rows.first.locator("a").click()
    page.wait_for_load_state()
    lit = page.locator("a:target + mark, a:target + a + mark, a:target + span, a:target + a + span").first
    assert lit.inner_text().strip()[:2] in sentence


def test_any_address_of_the_sentences_opens(opened, built):
    page = opened("sentences.html")
    address = (built.out / "html/sentences.html").as_uri()
    for hash_ in ("%E5%85", "%", "<b>", "%2B", "党建"):  # a cut-off character, a bare sign, markup, a plus, plain
        page.goto("about:blank")
        page.goto(f"{address}#{hash_}")
        assert page.locator("input[type=search]").count() == 1 and page.noise == []
    of = page.locator(".view").get_attribute("data-of")
    assert page.locator("output").inner_text().strip().replace(",", "").endswith(f"of {of}")


def test_what_is_marked_says_why_when_it_is_tapped(opened):
    page = opened("articles/0002.html", has_touch=True, viewport={"width": 390, "height": 800})
    mark = page.locator(".text mark.name").first
    mark.locator("a").tap()
    note = page.locator(".note:target")
    assert mark.inner_text()[:4] in note.inner_text() and "source" in note.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_code_is_folded_and_one_switch_opens_it_all(opened):
    page = opened("01_ingestion.html")
    assert page.locator("details.code[open]").count() == 0 < page.locator("details.code").count()
    page.locator("button.all-code").click()
    assert page.locator("details.code[open]").count() == page.locator("details.code").count()


def test_the_source_can_be_shown_with_its_edits(opened):
    page = opened("articles/0003.html")
    assert not page.locator(".raw").is_visible()
    page.locator("#raw-switch").check()
    assert page.locator(".raw").is_visible() and not page.locator(".text").is_visible()
    assert page.locator(".raw del").count() > 300


def test_a_name_and_its_components_lead_to_each_other(opened):
    page = opened("articles/0002.html", viewport={"width": 1300, "height": 900})
    note = page.locator(".note", has_text="四抓四度").first
    assert note.locator("li").all_inner_texts() == EIGHT
    note.locator("li a").nth(5).click()
    assert page.locator("a:target + mark").inner_text().startswith(EIGHT[5])
    page.locator("a:target + mark a").click()
    assert page.locator(".note:target").inner_text().startswith("四抓四度")


def test_notes_stand_beside_their_marks_and_never_on_each_other(opened, built):
    for name in names(built):
        if name.startswith("articles/"):
            page = opened(name, viewport={"width": 1300, "height": 900})
            page.wait_for_timeout(200)
            boxes = [note.bounding_box() for note in page.locator(".mn .note").all()]
            assert all(a["y"] + a["height"] <= b["y"] + 1 for a, b in zip(boxes, boxes[1:])), name


def test_the_page_of_formulas_is_searched_by_what_stands_round_them(opened):
    page = opened("formulas.html")
    page.locator("#q").fill("巧家县 白鹤滩")
    rows = page.locator("tr.f:visible")
    assert 0 < rows.count() < 57 and page.locator("#said").inner_text().startswith(f"{rows.count()} of 57 formulas")
    page.locator("#q").fill("")
    page.locator("input[value=unresolved]").uncheck()
    assert page.locator("tr.f:visible .st.unresolved").count() == 0 < page.locator("tr.f:visible").count()
    page.goto(page.url.partition("#")[0] + "#四好农村公路")
    assert page.locator("tr.kw:visible details[open]").count() == 1


def test_tasks_of_a_reader_need_two_clicks_at_most(opened):
    """What does 四抓四度 stand for (0 clicks); its place in the source, what is only local, what was repaired in 002 (1 each)."""
    page = opened("index.html")
    card = page.locator(".card").first
    assert all(component in card.inner_text() for component in EIGHT) and "only here" in card.inner_text()
    card.locator("a", has_text="in the source").click()
    page.wait_for_load_state()
    assert page.locator(".raw a:target").is_visible() and not page.locator(".text").is_visible()
    page.go_back()
    page.locator("#articles ~ .view tr", has_text="002_4b105e993f9cdb78").locator("td.n a").click()
    page.wait_for_load_state()
    assert page.locator(".raw del").first.is_visible()


def test_few_tab_stops_before_the_text(opened, built):
    for name in names(built):
        page = opened(name)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip", name
        stops = page.evaluate("[...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')].length")
        assert stops < 900, (name, stops)


def test_dark_and_print_differ_from_light(opened):
    light = opened("index.html", color_scheme="light")
    dark = opened("index.html", color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert light.evaluate(paper) != dark.evaluate(paper)
    light.emulate_media(media="print")
    assert not light.locator("header").is_visible()


def test_heads_of_tables_stand_on_every_sheet(opened):
    """A table's head that holds a button is printed once, unless the button is no box."""
    page = opened("02_term_frequency.html")
    head = page.locator("thead").nth(1).locator("th").nth(1).inner_text()
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert sum(head in text for text in sheets) > 2  # the tables of terms do not fit on one sheet each


def test_without_script_the_tables_stand(opened):
    page = opened("02_term_frequency.html", java_script_enabled=False)
    assert page.locator("table tbody tr").count() > 10


def test_no_accessibility_finding(browser, built):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    for scheme in ("light", "dark"):
        context = browser.new_context(offline=True, bypass_csp=True, color_scheme=scheme)  # axe itself is a script
        page = context.new_page()
        for name in [name for name in names(built) if name not in ("04_visualisation.html", "articles/0001.html")]:
            page.goto((built.out / "html" / name).as_uri())
            found = axe.run(page).response
            assert found["passes"] and [(v["impact"], v["id"]) for v in found["violations"]] == [], (scheme, name)
        context.close()


#: Scripts in the text; data are none.
RUNS = "main script:not([type='application/json'])"
HOSTILE = {
    "script": "党建引领<script>window.hit = 1; alert(1)</script>“三张牌”",
    "image": "推动“<img src=x onerror=window.hit=1>”发展，落实“四个一”<b>方式</b>。",
    "link": "[点我](javascript:window.hit=1) javascript:alert(1) **粗体** `code` # 标题",
    "dollars": "投资$5与$6万元，$\\frac{1}{0}$，打好“绿色、生态、有机”三张牌。",
    "bidi": "党建\u202egnissecorp\u202c引领\u200f“双培双带”\ue317坞",
    "long": "党" * 10_000 + "。" + "a" * 10_000,
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    from conftest import Built, run_report

    folder = tmp_path_factory.mktemp("hostile")
    for name, text in HOSTILE.items():
        title = text[:30].replace("\n", " ")
        (folder / f"{name}.txt").write_text(f"{title}\n\n{text}\n\n{text}推进乡村振兴。\n", encoding="utf-8")
    done = run_report("--corpus", folder, "--out", folder.parent / "hostile-out")
    return Built(folder.parent / "hostile-out", done.stdout.strip(), done.returncode, done.stderr)


def test_hostile_articles_are_shown_as_text_and_run_nothing(browser, hostile):
    assert hostile.status == 0, hostile.messages
    seen = ""
    for name in names(hostile):
        page = browser.new_context(offline=True, viewport={"width": 390, "height": 800}).new_page()
        noise = []
        page.on("console", lambda message: noise.append(message.text))
        page.on("dialog", lambda dialog: noise.append(dialog.message))
        page.goto((hostile.out / "html" / name).as_uri())
        page.wait_for_timeout(100)
        assert noise == [] and page.evaluate("window.hit") is None, name
        assert page.locator(f"{RUNS}, main img:not([src^='data:']), main a[href^='javascript:']").count() == 0, name
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        seen += page.locator("main").inner_text()
    for text in ("<script>window.hit = 1; alert(1)</script>", "〔U+202E〕", "〔U+E317〕", "$5与$6"):
        assert text in seen
