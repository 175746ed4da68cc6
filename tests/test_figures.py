"""Figures: what they say is in their tables, nothing is cut off or overprinted, and the same table gives the same bytes."""

import json
import os
import subprocess
import sys
import warnings
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import nbformat
import pandas as pd
import pypdf
import pytest
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from nbclient import NotebookClient
from PIL import Image

from samples import DRAWN, EDGES, FORMULAS, KEYNESS, SPREAD, TERMS, document, formula, slogan
from tifaku import figures
from tifaku.figures.anatomy import align
from tifaku.text.documents import Document
from tifaku.text.findings import Group, Span

ROOT = Path(__file__).parents[1]
HOSTILE = [
    "$x_1$ & $", "<img src=x onerror=alert(1)>", "**粗** `体` [x](javascript:1)", "\u202e党建\u202c", "\ue317", "长" * 10_000,
    "a\nb", "\x00\x1b", "_党建", "", "قال", "𠀀", "{x:g} %s", "\\alpha^{2}", "\\", "Pneumono" * 400,
]  # fmt: skip


@pytest.fixture(autouse=True)
def _warnings_are_errors():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def words(fig) -> list[str]:
    fig.draw_without_rendering()
    return [text.get_text() for text in fig.findobj(Text) if text.get_text()]


def extents(fig, texts):
    """The boxes of the texts on paper, in points."""
    fig.draw_without_rendering()
    return [text.get_window_extent().transformed(Affine2D().scale(72 / fig.dpi)) for text in texts]


def out_of_view(fig) -> list[Text]:
    """The labels of ticks beyond an axis's ends, which matplotlib keeps and doesn't draw."""
    fig.draw_without_rendering()
    ticks = [(axis, tick) for axes in fig.axes for axis in (axes.xaxis, axes.yaxis) for tick in axis.get_major_ticks()]
    beyond = [
        tick for axis, tick in ticks if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    ]
    return [label for tick in beyond for label in (tick.label1, tick.label2)]


def outline(text: Text):
    """The outlines of the letters where they stand, in coordinates that grow downwards."""
    path = TextPath((0, 0), text.get_text(), prop=text.get_fontproperties())
    return path.transformed(Affine2D().scale(1, -1).translate(*text.get_position()))


# -- all figures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [figures.PAGE, figures.HALF], ids=["page", "half"])
@pytest.mark.parametrize("name", DRAWN)
def test_every_figure_fits_its_width_and_cuts_no_text_off(name, width):
    fig = DRAWN[name](width)
    assert fig.get_figwidth() == width
    hidden = out_of_view(fig)
    texts = [text for text in fig.findobj(Text) if text.get_text().strip() and text not in hidden]
    for text, box in zip(texts, extents(fig, texts)):
        assert box.x0 >= -1.5 and box.x1 <= width * 72 + 1.5, text.get_text()
        assert box.y0 >= -1.5 and box.y1 <= fig.get_figheight() * 72 + 1.5, text.get_text()
    labels = extents(fig, [axes.xaxis.label for axes in fig.axes if axes.axison])
    assert all(left.x1 < right.x0 for left, right in pairwise(labels))


@pytest.mark.parametrize("name", DRAWN)
def test_every_figure_says_in_words_what_is_seen(name):
    fig = DRAWN[name](figures.PAGE)
    assert fig.title and fig.title in " ".join(words(fig))
    assert any("\u4e00" <= char <= "\u9fff" for char in fig.alt) or any(char.isdigit() for char in fig.alt)


@pytest.mark.parametrize("name", DRAWN)
def test_the_users_settings_change_no_figure(name):
    plain = DRAWN[name](figures.HALF).png()
    with mpl.rc_context(
        {"font.size": 30, "axes.facecolor": "black", "text.usetex": False, "figure.dpi": 40, "font.family": "serif"}
    ):
        assert DRAWN[name](figures.HALF).png() == plain


def test_two_processes_in_other_surroundings_give_the_same_bytes(tmp_path):
    code = "import json, samples; print(json.dumps(samples.digests('.')))"
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "MPLBACKEND": "svg", "OMP_NUM_THREADS": "1"},
    ]
    runs = []
    for number, changed in enumerate(surroundings):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths = os.pathsep.join(str(ROOT / part) for part in ("lib", "tests"))
        env = os.environ | changed | {"PYTHONPATH": paths}
        runs.append(subprocess.Popen([sys.executable, "-c", code], env=env, cwd=folder, stdout=subprocess.PIPE))
    first, second = (json.loads(run.communicate()[0]) for run in runs)
    assert first == second
    assert len(first) == len(DRAWN) + 9


def test_an_empty_table_is_said_in_words():
    nothing = pd.DataFrame()
    empty = [
        figures.plot_terms(nothing), figures.plot_keyness(nothing), figures.plot_dispersion(nothing, ["党建"]),
        figures.plot_dispersion(FORMULAS, []), figures.plot_formula_matrix(nothing), figures.plot_verdicts(nothing),
        figures.plot_timeline(nothing), figures.plot_places(nothing), figures.plot_network(nothing),
        figures.plot_wordcloud(nothing), figures.plot_positions(nothing),
        figures.plot_repair(Document("000_a", "党建", "党建")), figures.plot_series(slogan(())),
        figures.plot_timeline(SPREAD.assign(year=None)), figures.plot_terms(TERMS.head(0)), figures.plot_keyness(KEYNESS.head(0)),
    ]  # fmt: skip
    for fig in empty:
        assert fig.alt.split(": ", 1)[1] in " ".join(words(fig))
        assert fig.png()


def hostile_figures(width):
    places = range(len(HOSTILE))
    terms = pd.DataFrame({"term": HOSTILE, "n": [i + 1 for i in places], "english": HOSTILE[::-1]})
    terms = terms.assign(df=1, per_10k=terms["n"] * 1.0, df_share=0.1, df_share_low=0.0, df_share_high=0.5)
    key = terms.assign(
        n_reference=1,
        z_articles=5.0,
        status="key",
        log_ratio=[float("inf"), float("-inf"), float("nan"), *map(float, places[3:])],
    )
    key = key.assign(log_ratio_low=float("-inf"), log_ratio_high=key["log_ratio"])
    formulas = pd.DataFrame(
        {"doc_id": HOSTILE, "surface": HOSTILE[::-1], "kind": HOSTILE, "verdict": "partial", "start": 3, "end": 9}
    )
    edges = pd.DataFrame({"node": HOSTILE[1:], "collocate": HOSTILE[:-1], "n": 3, "log_dice": 9.0})
    spread = pd.DataFrame({"formulation": HOSTILE, "place": HOSTILE, "level": "county", "year": 2021, "n": 10**6})
    parts = tuple(Span(text, 0, 1) for text in HOSTILE)
    odd = formula(
        surface=HOSTILE[5], because=HOSTILE[5], groups=tuple(Group(n, h, parts) for n, h in ((10**9, "$"), ("多", HOSTILE[5])))
    )
    yield figures.plot_terms(terms, width=width)
    yield figures.plot_keyness(key, (HOSTILE[0], HOSTILE[1]), width=width)
    yield figures.plot_wordcloud(terms, width=width)
    yield figures.plot_formula_matrix(formulas, dict(zip(HOSTILE, HOSTILE)), width=width)
    yield figures.plot_verdicts(formulas, width=width)
    yield figures.plot_verdicts(formulas, by="doc_id", width=width)
    yield figures.plot_dispersion(formulas, HOSTILE, width=width)
    yield figures.plot_network(edges, ("node", "collocate"), least=1, width=width)
    yield figures.plot_timeline(spread, width=width)
    yield figures.plot_places(spread, width=width)
    yield figures.plot_anatomy(odd, english=HOSTILE[1], width=width)
    yield figures.plot_series(slogan(HOSTILE, "$X(Y["), width=width)
    yield figures.plot_repair(document().edited([]), 0, 10**9, width=width)


@pytest.mark.parametrize("width", [figures.PAGE, figures.HALF], ids=["page", "half"])
def test_hostile_texts_are_drawn_as_text(width, tmp_path):
    for number, fig in enumerate(hostile_figures(width)):
        path = tmp_path / f"hostile{number}.svg"
        fig.savefig(path, metadata={"Description": fig.alt})
        svg = path.read_text(encoding="utf-8")
        assert "<img" not in svg and "\u202e" not in svg and "\ue317" not in svg
        assert fig.get_figheight() < 25
        assert len(fig.alt) < 5_000


def test_a_dollar_is_a_dollar_and_an_underscore_does_not_vanish():
    fig = figures.plot_terms(TERMS.assign(term=["$5与$6", "_党建", "$", "\\frac"]))
    assert {"$5与$6", "_党建", "$", "\\frac"} <= set(words(fig))


def test_a_notebook_shows_a_figure_once_with_its_alt_text():
    code = "%matplotlib inline\nimport matplotlib.pyplot\nfrom samples import DRAWN\nfig = DRAWN['terms'](6.3)\nfig"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the notebook's machinery, not ours
        NotebookClient(book, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(ROOT / "tests")}}).execute(
            env=os.environ | {"PYTHONPATH": str(ROOT / "lib")}
        )
    shown = [output for output in book.cells[0].outputs if "image/png" in output.get("data", {})]
    assert len(shown) == len(book.cells[0].outputs) == 1
    assert shown[0]["metadata"]["image/png"]["alt"] == DRAWN["terms"](6.3).alt


def test_saved_files_embed_their_fonts_and_carry_title_and_alt_text(tmp_path):
    fig = DRAWN["terms"](figures.PAGE)
    svg, pdf, png = figures.save_figure(fig, tmp_path / "new", "terms")
    assert "<text" not in svg.read_text(encoding="utf-8")  # outlines need no font
    assert fig.alt in svg.read_text(encoding="utf-8")
    page = pypdf.PdfReader(pdf)
    assert page.metadata.subject == fig.alt and "党建" in page.pages[0].extract_text()
    for font in page.pages[0]["/Resources"]["/Font"].values():
        assert font.get_object()["/Subtype"] == "/Type3" or "/FontFile2" in str(font.get_object())
    assert png.read_bytes().startswith(b"\x89PNG") and fig.alt.encode() in png.read_bytes()


@pytest.mark.parametrize("name", DRAWN)
def test_a_png_is_light_and_its_paper_white(name):
    png = DRAWN[name](figures.PAGE).png()
    picture = Image.open(BytesIO(png)).convert("RGB")
    assert len(png) < 130_000  # a page of ten figures stays below 1.5 MB
    assert max(picture.getcolors(1_000))[1] == (255, 255, 255)
    assert picture.width == int(figures.PAGE * 192)


@pytest.mark.parametrize("name", ["", "../terms", "a/b"])
def test_a_name_is_no_path(name, tmp_path):
    with pytest.raises(ValueError, match="without folder"):
        figures.save_figure(DRAWN["terms"](figures.PAGE), tmp_path, name)


# -- one by one ----------------------------------------------------------------------------------------------------------


def test_terms_are_ordered_by_count_and_glossed():
    fig = figures.plot_terms(TERMS.sample(frac=1, random_state=1), most=3)
    assert fig.alt == "Bar chart: 党建 120, 发展 98, 治理 31"
    assert fig.title == "党建 (Party building) is the most frequent term: 120 occurrences"
    assert "3 of 4 terms" in " ".join(words(fig))
    bars = fig.axes[0].patches
    assert [bar.get_width() for bar in bars] == [60, 49, 15.5]
    lines, points = fig.axes[1].collections
    assert lines.get_segments()[1][:, 0].tolist() == pytest.approx([50, 100 * 5 / 6])
    assert points.get_offsets()[:, 0].tolist() == pytest.approx([100, 80, 40])


def test_terms_without_intervals_have_none():
    fig = figures.plot_terms(TERMS[["term", "n", "per_10k"]])
    assert len(fig.axes) == 1
    assert "interval" not in " ".join(words(fig))


def test_keyness_labels_do_not_overlap_and_only_sure_terms_are_named():
    fig = figures.plot_keyness(KEYNESS)
    labels = [text for text in fig.axes[0].texts if text.get_text()]
    boxes = extents(fig, labels)
    assert len(labels) >= 15
    assert not [1 for i, a in enumerate(boxes) for b in boxes[:i] if a.shrunk(0.9, 0.9).overlaps(b.shrunk(0.9, 0.9))]
    sure = set(KEYNESS.loc[KEYNESS["status"] != "not significant", "term"])
    assert {label.get_text() for label in labels} <= sure
    here, there = (int((KEYNESS["status"] == status).sum()) for status in ("key", "underused"))
    assert here + there == len(sure) and fig.title == f"{here} of 40 terms are key in these articles, {there} underused"


def test_terms_that_were_not_tested_are_counted_and_not_drawn():
    table = KEYNESS.assign(status=KEYNESS["status"].where(KEYNESS["n"] > 10, "not in the reference"))
    fig = figures.plot_keyness(table)
    assert sum(len(points.get_offsets()) for points in fig.axes[0].collections[:3]) == 30
    assert "10 terms that the reference lacks are not tested" in " ".join(words(fig))
    table = table.assign(status="not tested", z_articles=float("nan"))
    table.attrs["notice"] = "described, not tested: a test over articles needs 10 on each side"
    assert "Described, not tested" in figures.plot_keyness(table).alt


def test_verdicts_count_occurrences():
    fig = figures.plot_verdicts(FORMULAS)
    assert fig.alt == "Stacked bar chart: all components stated 1, probably all 0, some stated 1, none stated 2, counts no set 1"
    assert fig.title.startswith("1 of 5 formula occurrences")
    assert "2 of 2 articles" in " ".join(words(figures.plot_verdicts(FORMULAS, by="doc_id")))


def test_the_matrix_shows_counts_and_the_best_verdict():
    fig = figures.plot_formula_matrix(FORMULAS, {"000_a": "云南巧家"})
    assert fig.title == "1 of 3 formulas stands in more than one article"
    assert fig.alt.startswith("Matrix of formulas by article: 四抓四度 (云南巧家, 001_b)")
    first = fig.axes[0].patches[0]
    assert mpl.colors.to_hex(first.get_facecolor()) == "#0072b2"  # complete once is complete
    assert {"A  云南巧家", "B  001_b"} <= set(words(fig))


def test_anatomy_states_the_count_check_and_the_gaps():
    fig = figures.plot_anatomy(formula())
    assert {"4 of 4 stated ✓", "0 of 4 stated", "4 not stated", "抓责任挂链", "10–15"} <= set(words(fig))
    assert fig.alt.endswith("抓组织领导, 抓责任挂链, 抓具体实际, 抓示范引领; 4 度 – 0 of 4 stated")


def test_anatomy_of_an_open_number_and_of_no_set():
    assert "open, 0 stated" in words(figures.plot_anatomy(formula(groups=(Group("N", None),), verdict="unresolved")))
    each = figures.plot_anatomy(formula(groups=(Group(1, "领域"), Group(1, "特色")), verdict="not_applicable"))
    assert "counts no set" in words(each) and "1 not stated" not in words(each)
    assert figures.plot_anatomy(formula(groups=())).png()


def test_dispersion_draws_a_stroke_per_occurrence_at_its_place():
    fig = figures.plot_dispersion(FORMULAS, ["四抓四度"], lengths={"000_a": 100, "001_b": 100})
    strokes = fig.axes[0].collections[1].get_segments()
    assert [stroke[0][0] for stroke in strokes] == [7, 60, 100 + 4 + 30]  # a gap of 2% of both articles stands between them


def test_dispersion_of_many_articles_counts_them_all_and_draws_some():
    many = pd.DataFrame({"doc_id": [f"{i:03}" for i in range(40)], "start": 0, "end": 50, "token": "党建"})
    fig = figures.plot_dispersion(many, ["党建"], lengths={"000": 90})
    assert fig.title == "党建 occurs in 40 of 40 articles" and fig.alt == "Dispersion plot: 党建 40"
    assert "12 of 40 articles drawn" in " ".join(words(fig))
    assert len(fig.axes[0].collections[1].get_segments()) == 12


def test_spread_counts_years_and_places():
    assert figures.plot_timeline(SPREAD).alt == "Timeline: 四抓四度 2021–2023"
    assert "2 occurrences without a year left out" in " ".join(words(figures.plot_timeline(SPREAD)))
    fig = figures.plot_places(SPREAD)
    assert fig.title == "1 of 2 formulations occur in one place only"
    assert "金口河区 1 formulations, 1 only here" in fig.alt and "巧家县 1 formulations, 0 only here" in fig.alt


@pytest.mark.parametrize(
    ("members", "template", "cells"),
    [
        (["抓组织强领导", "抓班子强队伍"], "抓X强Y", [["抓", "组织", "强", "领导"], ["抓", "班子", "强", "队伍"]]),
        (["党建强", "发展强"], "", [["党建", "强"], ["发展", "强"]]),
        (["推进项目", "推进大发展"], "", [["推进", "项目"], ["推进", "大发展"]]),
        (
            ["抓领导，有高度", "抓责任，有力度"],
            "",
            [["抓", "领导", "，", "有", "高", "度"], ["抓", "责任", "，", "有", "力", "度"]],
        ),
        (["打基础", "利长远"], "V1N2 三字", [["打基础"], ["利长远"]]),
        (["党建"], "", [["党建"]]),
    ],
)
def test_members_are_aligned_by_what_they_share(members, template, cells):
    assert align(members, template) == cells


def test_the_network_draws_its_pairs_apart():
    fig = figures.plot_network(EDGES, least=4)
    assert fig.alt.startswith("Network of terms with logDice: 脱贫–攻坚 13.6, 决战–决胜 13.9")
    names = fig.axes[0].texts
    assert len(names) == 6 and len(fig.axes[0].lines) == 4
    boxes = extents(fig, names)
    assert not [1 for i, a in enumerate(boxes) for b in boxes[:i] if a.shrunk(0.8, 0.7).overlaps(b.shrunk(0.8, 0.7))]


def test_a_cloud_is_the_same_whatever_the_order_and_index_of_its_table():
    table = pd.DataFrame({"term": ["党建", "产业", "乡村", "治理"], "n": [9, 7, 5, 3]})
    mixed = table.set_axis([7, 2, 9, 4]).sort_values("term")
    assert figures.plot_wordcloud(mixed).alt == figures.plot_wordcloud(table).alt


def test_words_of_the_cloud_do_not_overlap_and_grow_with_n():
    many = pd.DataFrame({"term": [f"党{chr(0x4E00 + i)}" for i in range(30)], "n": range(30, 0, -1)})
    fig = figures.plot_wordcloud(many)
    texts = fig.axes[0].texts
    sizes = [text.get_size() for text in texts]
    assert len(texts) == 30 and sizes == sorted(sizes, reverse=True)
    ink = [outline(text) for text in texts]  # a small word may stand in the blank corner of a large one
    assert not [
        1 for i, a in enumerate(ink) for b in ink[:i] if a.get_extents().overlaps(b.get_extents()) and a.intersects_path(b, False)
    ]


def test_a_repair_marks_what_went_and_what_came():
    fig = figures.plot_repair(document())
    assert fig.alt == "Before: 深化“三級(jí)書記”抓扶貧 After: 深化“三级书记”抓扶贫"
    assert fig.title == "4 edits in 12 characters: script 3, decloak 1"
    marked = {text.get_text() for text in fig.axes[0].texts if mpl.colors.to_hex(text.get_color()) == "#d55e00"}
    assert "貧" in marked and "抓扶" not in marked
