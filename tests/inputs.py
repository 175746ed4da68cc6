"""The same articles in every form in which scholars have them, written by the tests that read them again."""

from __future__ import annotations

import csv
import html
import io
import json
import sqlite3
from pathlib import Path
from typing import NamedTuple

import tifaku

HERE = Path(__file__).resolve().parent
OUTLETS = ("青石日报", "云岭晚报", "江北新闻网")


class Made(NamedTuple):
    title: str
    date: str
    outlet: str
    text: str

    @property
    def written(self) -> str:
        """As a text file has it."""
        return f"{self.title}\n{self.date} 来源：{self.outlet}\n{self.text}"


def articles(number: int) -> list[Made]:
    """Articles under titles of their own, from the paragraphs of the development texts: formulas, slogans, lists."""
    paths = sorted((HERE / "gold/dev/docs").glob("*.txt")) + sorted((HERE.parent / "seeds").glob("*.txt"))
    pieces = [
        line
        for path in paths
        for doc in [tifaku.read_text(path.read_text(encoding="utf-8"))]
        for block in doc.blocks
        if block.kind == "paragraph"
        and block.level == 0
        and len(line := doc.text[block.start : block.end]) > 40
        and "\n" not in line
    ]
    found = []
    for k in range(number):
        own = [pieces[(5 * k + j) % len(pieces)] for j in range(5)]
        name = "".join("零一二三四五六七八九"[int(d)] for d in str(k))
        title = f"青石县第{name}次推进会强调党建引领"  # 'the nth meeting of Qingshi county stresses Party building'
        found.append(Made(title, f"20{10 + k % 15}-{k % 12 + 1:02}-{k % 28 + 1:02}", OUTLETS[k % 3], "\n".join(own)))
    return found


HEAD = ("标题", "日期", "来源", "正文")  # title, date, source, text


def as_csv(made: list[Made], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([HEAD, *made])
    return out.getvalue().encode(encoding)


def rows(made: list[Made]) -> list[dict[str, str]]:
    return [dict(zip(HEAD, article)) for article in made]


def as_xlsx(path: Path, table: list) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in table:
        book.active.append(list(row))
    book.save(path)


def as_sqlite(path: Path, made: list[Made]) -> None:
    with sqlite3.connect(path) as database:
        database.execute("create table news (标题, 日期, 来源, 正文)")
        database.executemany("insert into news values (?, ?, ?, ?)", made)
    database.close()


def page(article: Made) -> str:
    body = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in article.text.split("\n"))
    return (
        f"<html><head><title>{article.title}</title></head><body><div><a href='/'>首页</a></div><h1>{article.title}</h1>"
        f"<div class='info'>{article.date} 来源：{article.outlet}</div><div class='content'>{body}</div></body></html>"
    )


def write(form: str, folder: Path, made: list[Made]) -> Path:
    """The articles in one form, and the folder or file to be read."""
    import pandas as pd

    folder.mkdir(parents=True)
    if form == "txt":
        for k, article in enumerate(made):
            (folder / f"{k:04}.txt").write_text(article.written, encoding="utf-8")
        return folder
    if form == "html":
        for k, article in enumerate(made):
            (folder / f"{k:04}.html").write_text(page(article), encoding="utf-8")
        return folder
    path = folder / f"news.{form.removesuffix('-gb18030')}"
    if form in ("csv", "tsv"):
        path.write_bytes(as_csv(made, "\t" if form == "tsv" else ","))
    elif form == "csv-gb18030":
        path.write_bytes(as_csv(made, ";", "gb18030"))
    elif form == "xlsx":
        as_xlsx(path, [HEAD, *made])
    elif form == "json":
        path.write_text(json.dumps(rows(made), ensure_ascii=False, indent=1), encoding="utf-8")
    elif form == "jsonl":
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows(made)), encoding="utf-8")
    elif form == "parquet":
        pd.DataFrame(rows(made)).to_parquet(path)
    elif form == "sqlite":
        as_sqlite(path, made)
    return path
