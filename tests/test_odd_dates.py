"""Notebook 5 on corpora whose dates allow no curve: each cell runs, and says so in a sentence; no figure draws one."""

import json

import pytest

from conftest import ROOT
from tifaku.figures.style import Picture
from tifaku.notebook.readings import Sentences
from tifaku.notebook.views import TableView

SIX = "乡村振兴\n\n做好“六稳”工作，落实“六保”任务，打好“三张牌”。\n"  # 'six stabilities, six guarantees, three cards'
#: By what is odd: the date of each article ("" for none), and what the page says.
CORPORA = {
    "undated": (["", "", ""], "3 articles without a date are in no year. There is no curve to show."),
    "one article": (["2020-05-01"], "All articles are of one year: a point, not a curve."),
    "one period": (["2020-05-01", "2020-06-01", "2020-07-01"], "All articles are of one year: a point, not a curve."),
    "future": (["2020-05-01", "2021-05-01", "2999-01-01"], "1 article dated in the future is in no year."),
    "the 1900s": (["2020-05-01", "2021-05-01", "1900-01-01", "1904-01-01"], "2 articles dated before 1921 are in no year."),
    "years only": (["2019", "2020", "2021"], "All 3 years have fewer than 30 articles: examples, not rates."),
    "years only, by month": (
        ["2019", "2020", "2021"],
        "3 articles dated to the year only, which tells no month are in no month.",
    ),
}


def shown(folder, monkeypatch, **parameters):
    """What the cells of the notebook show, with these parameters."""
    monkeypatch.chdir(folder.parent)
    cells = json.loads((ROOT / "notebooks/05_lifecycle.ipynb").read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    names: dict = {}
    exec(code[0], names)
    names |= {"corpus_dir": folder.name, **parameters}
    made = []
    for source in code[1:]:
        *before, last = _statements(source)
        exec("\n".join(before), names)
        try:
            made.append(eval(last, names))
        except SyntaxError:
            exec(last, names)
    return made


def _statements(source):
    import ast

    return [ast.unparse(node) for node in ast.parse(source).body]


@pytest.mark.parametrize("dates, says", CORPORA.values(), ids=CORPORA)
def test_what_dates_do_not_allow_is_said_and_not_drawn(dates, says, tmp_path, monkeypatch, request):
    folder = tmp_path / "mytexts"
    folder.mkdir()
    for at in range(len(dates)):
        (folder / f"{at}.txt").write_text(SIX, encoding="utf-8")
    rows = "".join(f"{at}\t{date}\n" for at, date in enumerate(dates))
    (folder / "sources.tsv").write_text(f"doc_id\tdate\n{rows}", encoding="utf-8")
    made = shown(folder, monkeypatch, period="month" if "month" in request.node.name else "year")
    read = " ".join(one.text for one in made if isinstance(one, Sentences))
    assert says in read
    assert any(isinstance(one, TableView) for one in made)
    first = next(one for one in made if isinstance(one, Picture))
    assert first.absence[1] and not [line for axes in first.axes for line in axes.lines]  # no curve of fewer than 30 articles
    assert "1900" not in first.alt and "2999" not in first.alt


def test_thirty_articles_of_good_dates_draw_a_curve(tmp_path, monkeypatch):
    folder = tmp_path / "mytexts"
    folder.mkdir()
    for at in range(30):
        text = SIX if at % 3 else "乡村振兴\n\n今天开会讨论经济。\n"  # 'rural revitalisation; a meeting on the economy today'
        (folder / f"{at:02}.txt").write_text(text, encoding="utf-8")
    rows = "".join(f"{at:02}\t{2019 + at % 4}-05-01\n" for at in range(30))
    (folder / "sources.tsv").write_text(f"doc_id\tdate\n{rows}", encoding="utf-8")
    made = shown(folder, monkeypatch)
    life = next(one for one in made if isinstance(one, Picture))
    assert not life.absence[1] and [line for axes in life.axes for line in axes.lines]
    assert all(name in life.alt for name in ("六稳", "六保", "三张牌")) and "2019" in " ".join(t.get_text() for t in life.texts)


def test_categories_of_a_codebook_are_followed_and_compared(tmp_path, monkeypatch):
    folder = tmp_path / "mytexts"
    folder.mkdir()
    rows = ["doc_id\tdate\toutlet"]
    for at in range(24):  # 'led by Party building, grasp the ranks, strengthen the basis' in one paper, a meeting in the other
        text = f"第{at}篇\n\n党建引领，抓队伍强基础。\n" if at % 2 else f"第{at}篇\n\n今天开会讨论经济。\n"
        (folder / f"{at:02}.txt").write_text(text, encoding="utf-8")
        rows.append(f"{at:02}\t{2019 + at % 4}-03-01\t{'甲报' if at % 2 else '乙报'}")
    (folder / "sources.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "codebook.tsv").write_text("category\tpattern\nparty\t党建\nparty\t抓X强Y\n", encoding="utf-8")
    tables = [one.table for one in shown(folder, monkeypatch, group="outlet") if isinstance(one, TableView)]
    compared = next(table for table in tables if "share_of_others" in table)
    assert compared[["group", "category", "articles", "share", "share_of_others"]].values.tolist() == [
        ["乙报", "party", 12, 0.0, 1.0], ["甲报", "party", 12, 1.0, 0.0],
    ]  # fmt: skip
    assert (compared["q"] < 1e-4).all()
    life = next(table for table in tables if "of_articles" in table and table["formulation"].eq("party").any())
    assert life[["period", "articles", "of_articles"]].values.tolist() == [[2019, 0, 6], [2020, 6, 6], [2021, 0, 6], [2022, 6, 6]]
