"""tables: the same articles give the same findings from whatever they are kept in; what is no article says why."""

import json
import os

import pytest

import inputs
import tifaku
from tifaku.corpus.columns import find_columns
from tifaku.programs import answers, nothing_read
from tifaku.text.dates import iso_date

FORMS = ("html", "csv", "csv-gb18030", "tsv", "xlsx", "json", "jsonl", "parquet", "sqlite")
NUMBER = 300 if os.environ.get("TIFAKU_TRIALS") == "1" else 8


def findings(docs):
    """What is found in each article, by its title."""
    found = {}
    for doc in docs:
        facts = tuple(str(doc.metadata[name].value) for name in ("title", "date", "outlet"))
        formulas = [
            (f.surface, f.verdict, [[c.text for c in group.components] for group in f.groups]) for f in tifaku.find_formulas(doc)
        ]
        slogans = [(s.type, [segment.text for segment in s.segments]) for s in tifaku.find_slogans(doc)]
        found[facts] = formulas, slogans
    return found


@pytest.fixture(scope="module")
def made():
    return inputs.articles(NUMBER)


@pytest.fixture(scope="module")
def of_txt(made, tmp_path_factory):
    found = findings(tifaku.open_corpus(inputs.write("txt", tmp_path_factory.mktemp("txt") / "mine", made)))
    assert len(found) == NUMBER and sum(len(formulas) for formulas, _ in found.values()) > NUMBER / 2
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_findings(form, made, of_txt, tmp_path):
    place = inputs.write(form, tmp_path / "mine", made)
    docs = tifaku.open_corpus(place)
    assert not docs.found_problems and findings(docs) == of_txt
    if form != "html":
        assert [(one.file, one.articles) for one in docs.read_as] == [(place.name, NUMBER)]
        assert "标题 as title, 日期 as date, 来源 as outlet, 正文 as text" in docs.read_as[0].how
        in_folder = tifaku.open_corpus(place.parent)
        assert [(doc.doc_id, doc.text) for doc in in_folder] == [(doc.doc_id, doc.text) for doc in docs]


TEXT = "坚持党建引领，推进乡村振兴。"  # 'uphold Party building as the lead, advance rural revival'


def read(tmp_path, name, data, **options):
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return tifaku.open_corpus(tmp_path / name, **options)


@pytest.mark.parametrize("name, data", [
    ("a.jsonl", json.dumps({"title": "甲", "date": "2021-07-22", "source": "青石日报", "content": TEXT})),
    ("a.json", json.dumps({"data": [{"title": "甲", "pubDate": 1626912000, "media": "青石日报", "content": TEXT}], "ok": 1})),
    ("a.json", json.dumps({"7": {"headline": "甲", "Publish-Time": 1626912000000, "Source Name": "青石日报", "body": [TEXT]}})),
    ("a.json", json.dumps({"题名": {"0": "甲"}, "时间": {"0": "2021年7月22日"}, "报纸": {"0": "青石日报"}, "全文": {"0": TEXT}})),
    ("a.json", json.dumps({"title": "甲", "date": "22 July 2021", "source": {"name": "青石日报"}, "text": TEXT}, indent=1)),
    ("a.csv", f"本馆检索结果,,,\n导出时间,2022-01-01,,\n篇名,发表时间,文献来源,正文\n甲,44399,青石日报,{TEXT}\n"),
    ("a.csv", f"sep=;\n标题;日期;来源;正文\n甲;20210722;青石日报;{TEXT}\n"),
    ("a.csv", f'标题,日期,来源,正文\n甲,2021/7/22 8:05,青石日报,"<div><p>{TEXT}</p></div>"\n'),
    ("a.tsv", f"﻿标 题\t日期\t来源\t正文\r\n甲\t二〇二一年七月二十二日\t青石日报\t{TEXT}\r\n".encode("utf-16")),
], ids=["lines", "inside an object", "by id", "pandas", "one object", "notes above", "sep=", "html", "UTF-16"])  # fmt: skip
def test_names_of_columns_and_forms_of_dates(tmp_path, name, data):
    (doc,) = read(tmp_path, name, data)
    assert {field: doc.metadata[field].value for field in ("title", "date", "outlet")} == {
        "title": "甲", "date": "2021-07-22", "outlet": "青石日报",
    }  # fmt: skip
    assert doc.text == f"甲\n{TEXT}" and doc.metadata["date"].basis == "table"


def test_a_title_that_the_text_begins_with_is_not_repeated(tmp_path):
    docs = read(tmp_path, "a.csv", f'标题,正文\n“甲”,"甲\n{TEXT}"\n乙,丙丁\n')
    assert [doc.text for doc in docs] == [f"甲\n{TEXT}", "乙\n丙丁"]


def test_a_table_under_another_suffix_is_one(tmp_path):
    (tmp_path / "a.txt").write_text(f"标题,日期,来源,正文\n甲,2021-07-22,青石日报,{TEXT}\n", encoding="utf-8")
    assert [(doc.doc_id, doc.title) for doc in tifaku.open_corpus(tmp_path)] == [("a#1", "甲")]


def test_ids_are_those_of_the_table_or_made_up(tmp_path):
    assert [doc.doc_id for doc in read(tmp_path, "a.csv", "编号,正文\n7,甲\n8.0,乙\n,丙\n")] == ["7", "8.0", "a#3"]
    docs = read(tmp_path, "b.jsonl", '{"id": 7, "text": "甲"}\n{"id": 8.0, "text": "乙"}\n{"id": 7, "text": "丙"}\n')
    assert [doc.doc_id for doc in docs] == ["7", "8"]
    assert [problem.reason for problem in docs.found_problems] == ["has the doc_id 7 of an earlier article"]
    both = tifaku.open_corpus(tmp_path)  # two tables that each count from 1 are the rule
    assert [doc.doc_id for doc in both] == ["a#3", "a#7", "a#8.0", "b#7", "b#8"]


def test_other_columns_are_facts_and_the_owner_can_say_what_is_what(tmp_path):
    data = f"大意,内容,何时,点击\n短,{TEXT},2021-07-22,12\n"
    doc = read(tmp_path, "a.csv", data)["a#1"]
    assert doc.text == TEXT and {name: fact.value for name, fact in doc.metadata.items()} == {
        "大意": "短", "何时": "2021-07-22", "点击": "12",
    }  # fmt: skip
    doc = read(tmp_path, "a.csv", data, columns={"text": "大意", "date": "何时"})["a#1"]
    assert doc.text == "短" and doc.metadata["date"].value == "2021-07-22"
    (tmp_path / "columns.tsv").write_text("column\trole\n大意\ttext\n何时\tdate\n", encoding="utf-8")
    again = tifaku.open_corpus(tmp_path)["a#1"]
    assert (again.text, dict(again.metadata)) == (doc.text, dict(doc.metadata))


@pytest.mark.parametrize("name, data, said", [
    ("a.csv", "a,b\n1,2\n", "has no column that is known to hold articles (正文, 内容, text, content …); it has a, b"),
    ("a.csv", ",".join(map(str, range(1_000_000))) + "\n", "has no column that is known"),
    ("a.csv", "正文," + "," .join(f"k{n}" for n in range(3000)) + "\n甲\n", "has 3,001 columns"),
    ("a.csv", b"", "has no column that is known"),
    ("a.json", '{"a": 1}', "has no column that is known to hold articles"),
    ("a.json", "no", "is broken JSON"),
    ("a.parquet", b"PAR1" + bytes(99), "is no sound Parquet file"),
    ("a.xlsx", b"PK\x03\x04" + bytes(99), "is no sound spreadsheet"),
    ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(900), "is no sound spreadsheet"),
    ("a.db", b"SQLite format 3\0" + bytes(99), "is no sound SQLite file"),
])  # fmt: skip
def test_what_is_no_table_of_articles_says_why(tmp_path, name, data, said):
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    docs = tifaku.open_corpus(tmp_path)
    (problem,) = docs.found_problems
    assert [doc.doc_id for doc in docs] == ["good"] and problem.file == name
    assert said in problem.reason and problem.what_to_do
    assert said in nothing_read(name, docs.found_problems)


@pytest.mark.parametrize("data, articles, said", [
    (f"标题,正文\n甲,{TEXT}\n乙,多,少\n丙,{TEXT}\n", 2, ["a.csv, line 3 has 1 filled cell more than the head"]),
    (f"标题,正文\n甲,{TEXT}\n乙;{TEXT}\n丙,{TEXT}\n", 2, ["a.csv, line 3 has no text"]),
    (f'标题,正文\n"四抓"工作,{TEXT}\n乙,"没有结尾\n丙,{TEXT}\n', 3, []),
    (f"标题,正文\n甲,\0{TEXT}\0\n", 1, []),
    (f"标题,日期,正文\n甲,昨天,{TEXT}\n乙,2021-02-30,{TEXT}\n", 2, ["a.csv, line 2 its date is no day: 昨天 (and 1 more)"]),
], ids=["too many cells", "two dialects", "stray quotation marks", "NULs", "dates that are none"])  # fmt: skip
def test_a_bad_row_spoils_itself_only(tmp_path, data, articles, said):
    docs = read(tmp_path, "a.csv", data)
    assert len(docs) == articles and all(TEXT in doc.text or "没有结尾" in doc.text for doc in docs)
    assert [f"{problem.file} {problem.reason}" for problem in docs.found_problems] == said


def test_a_folder_around_a_dataset_says_so(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "dataset.json").write_text("{}")
    docs = tifaku.open_corpus(tmp_path)
    assert [(problem.file, problem.reason) for problem in docs.found_problems] == [("news", "is a dataset")]


def test_three_lines_for_the_terminal(tmp_path):
    (tmp_path / "a.odt").write_bytes(b"x")
    (tmp_path / "b.csv").write_text(f"正文\n{TEXT}\n", encoding="utf-8")
    docs = tifaku.open_corpus(tmp_path)
    assert answers(len(docs), docs.read_as, docs.found_problems) == [
        "read: 1 article (b.csv as table: 正文 as text)",
        "not read: a.odt is not in a format that can be read",
        "next: open it in a word processor and save it as .docx",
    ]


@pytest.mark.parametrize("names, said", [
    (["Content", "Summary", "PublishTime"], "Content as text, PublishTime as date"),
    (["摘要", "题名"], "摘要 as text, 题名 as title"),
    (["正文", "正文"], "正文 as text"),
    (["ＴＥＸＴ", " date "], "ＴＥＸＴ as text,  date  as date"),
])  # fmt: skip
def test_one_column_a_role(names, said):
    assert find_columns(names).said() == said


@pytest.mark.parametrize("cell, day", [
    ("July 22nd, 2021", "2021-07-22"), ("2021-07-22T08:00:00+08:00", "2021-07-22"), ("2021.7", "2021-07"),
    ("202107", "2021-07"),
    ("2021", "2021"), (44399, "2021-07-22"), (44399.75, "2021-07-22"), ("20210722083000", "2021-07-22"),
    ("民國110年7月22日", "2021-07-22"),
    ("12", None), ("2021-13-01", None), ("", None), ("99999999999999999999", None),
])  # fmt: skip
def test_dates_of_all_forms(cell, day):
    assert iso_date(cell) == day
