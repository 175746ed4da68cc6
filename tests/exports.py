"""Exports of databases as public parsers describe them, with articles of our own; none was made by the database itself."""
# ruff: noqa: E501

from __future__ import annotations

import html

from inputs import Made

RULE = "=" * 40


def wisers(made: list[Made]) -> str:
    """慧科, text: a list of titles, then each article between its head and its number."""
    listed = "\n".join(f"{k}. {a.title} ({a.outlet})" for k, a in enumerate(made, 1))
    parts = [
        f"{k}. {a.outlet} | {a.date} | A0{k % 9 + 1} | 要闻 | By 王小川\n{a.title}\n{'-' * 40}\n{a.text}\n\n"
        f"文章编号: 2021072200{k:08}\n本内容之版权归相关版权拥有人所有，慧科对任何损失不承担责任。\n"
        for k, a in enumerate(made, 1)
    ]
    return f"慧科搜索\n文章总数: {len(made)}\n{listed}\n{RULE}\n" + "\n".join(parts)


def wisers_word(made: list[Made]) -> str:
    """慧科 from its Word files: no ruled line between head and text, ~~~~ before each article."""
    parts = [
        f"{'~' * 30}\n| {a.date} | {a.outlet} | A01 | 王小川 |\n{a.title}\n{a.text}\n文章编号：2021072200{k:08}\n"
        for k, a in enumerate(made)
    ]
    return "慧科搜索\n" + "".join(parts)


def factiva(made: list[Made]) -> str:
    """Factiva, shown as articles."""
    parts = []
    for k, a in enumerate(made):
        year, month, day = map(int, a.date.split("-"))
        parts.append(
            f"{a.title}\n\nBy 王小川\n\n{len(a.text):,} 字\n{year} 年 {month} 月 {day} 日\n{a.outlet}\nPEOPDA\n3\n中文 - 简体\n"
            f"© 版权所有 {year}. {a.outlet}\n\n{a.text}\n\n文件 PEOPDA00{a.date.replace('-', '')}eh7m{k:05}\n\n"
        )
    return "\f".join(parts)


def factiva_tagged(made: list[Made]) -> str:
    """Factiva with its field codes."""
    months = "January February March April May June July August September October November December".split()
    parts = []
    for k, a in enumerate(made):
        year, month, day = map(int, a.date.split("-"))
        first, _, rest = a.text.partition("\n")
        parts.append(
            f"SE 要闻\nHD {a.title}\nBY 王小川\nWC {len(a.text)} words\nPD {day} {months[month - 1]} {year}\nSN {a.outlet}\nSC PEOPDA\n"
            f"LA Chinese - Simplified\nCY (c) {year} {a.outlet}\nLP \n{first}\nTD \n{rest}\nAN Document PEOPDA00{year}eh7m{k:05}\n"
        )
    return "\n".join(parts)


def nexis(made: list[Made]) -> str:
    """Nexis, old: numbered, the text below its length."""
    parts = [
        f"                               {k} of {len(made)} DOCUMENTS\n\n\n                 {a.outlet}\n\n          {a.date}\n\n{a.title}\n\n"
        f"BYLINE: 王小川\n\nSECTION: 要闻\n\nLENGTH: {len(a.text)} words\n\n{a.text}\n\nLOAD-DATE: {a.date}\n\nLANGUAGE: CHINESE\n\n"
        f"            Copyright 2021 {a.outlet}\n              All Rights Reserved\n"
        for k, a in enumerate(made, 1)
    ]
    return "Download Request: Selected Items\nTime Of Request: Friday\n\n" + "\n".join(parts)


def nexis_advance(made: list[Made]) -> str:
    """Nexis, new: from the title to End of Document."""
    return "".join(
        f"{a.title}\n\n{a.outlet}\n\n{a.date}\n\nCopyright 2021 {a.outlet} All Rights Reserved\n\nSection: 要闻\n\nLength: 300 words\n\n"
        f"Byline: 王小川\n\nBody\n\n{a.text}\n\nLoad-Date: July 23, 2021\n\nEnd of Document\n\n"
        for a in made
    )


def brackets(made: list[Made]) -> str:
    """人民数据: labels in brackets, the text last."""
    return "\n".join(
        f"【人民数据库资料】\n【版次】第3版(要闻)\n【作者】王小川\n【标题】{a.title}\n【日期】{a.date.replace('-', '.')}\n【来源】{a.outlet}\n【正文】\n"
        f"{a.text}\n{'-' * 30}"
        for a in made
    )


def labels(made: list[Made]) -> str:
    """标题：, as many scripts write it."""
    return "\n\n".join(f"标题：{a.title}\n日期：{a.date}\n来源：{a.outlet}\n正文：{a.text}" for a in made)


def cnki(made: list[Made]) -> str:
    """CNKI's own fields."""
    return "\n".join(
        f"SrcDatabase-来源库: 报纸\nTitle-题名: {a.title}\nAuthor-作者: 王小川;\nSource-报纸: {a.outlet}\nPubTime-发表时间: {a.date}\n"
        f"Summary-摘要: {a.text}\nPage-页码: 003\n"
        for a in made
    )


def refworks(made: list[Made]) -> str:
    """CNKI as RefWorks; the year alone is told."""
    return "\n\n".join(
        f"RT News\nSR 1\nA1 王小川\nT1 {a.title}\nJF {a.outlet}\nYR {a.date[:4]}\nFD {a.date}\nK1 党建\nAB {a.text}\nLA 中文;"
        for a in made
    )


def endnote(made: list[Made]) -> str:
    return "\n\n".join(f"%0 News\n%A 王小川\n%T {a.title}\n%J {a.outlet}\n%8 {a.date}\n%X {a.text}\n%W CNKI" for a in made)


def noteexpress(made: list[Made]) -> str:
    return "\n\n".join(
        f"{{Reference Type}}: Newspaper Article\n{{Title}}: {a.title}\n{{Author}}: 王小川\n{{Newspaper}}: {a.outlet}\n{{Issue Date}}: {a.date}\n"
        f"{{Abstract}}: {a.text}\n{{Database Provider}}: CNKI"
        for a in made
    )


def day(made: list[Made]) -> str:
    """新闻联播: numbered headings below a date that holds for all; see `of_day`."""
    items = "\n\n".join(f"## {k}. {a.title}\n\n{a.text}" for k, a in enumerate(made, 1))
    return f"# {made[0].outlet} {made[0].date}\n\n- 数据源：某网\n- 新闻条数：{len(made)}\n\n{items}\n"


def of_day(made: list[Made]) -> list[Made]:
    return [a._replace(date=made[0].date, outlet=made[0].outlet) for a in made]


def headings(made: list[Made]) -> str:
    return "\n\n".join(f"# {a.title}\n\n{a.date} 来源：{a.outlet}\n\n" + "\n\n".join(a.text.split("\n")) for a in made)


def front_matters(made: list[Made]) -> str:
    return "\n".join(f"---\ntitle: {a.title}\ndate: {a.date}\nsource: {a.outlet}\ntags: [党建]\n---\n\n{a.text}\n" for a in made)


def ruled(made: list[Made]) -> str:
    return f"\n{RULE}\n".join(a.written for a in made)


def dashed(made: list[Made]) -> str:
    return "\n--------\n".join(a.written for a in made)


def fed(made: list[Made]) -> str:
    return "\n\f".join(a.written for a in made)


def page(made: list[Made]) -> str:
    """A web page with a container for each article."""
    blocks = "".join(
        f"<div class='article'><h2>{a.title}</h2><p>{a.date} 来源：{a.outlet}</p>"
        + "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in a.text.split("\n"))
        + "</div>"
        for a in made
    )
    return f"<html><body><div><a href=/>首页</a></div><div id='list'>{blocks}</div></body></html>"


def saved(text: str) -> str:
    """An export of a database as the web page that it can be saved as."""
    lines = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.replace("\f", "").split("\n"))
    return f"<html><body>{lines}</body></html>"


def rtf(text: str) -> str:
    """A rich text file, its characters in Unicode."""
    body = "".join(
        {"\n": "\\par\n", "\f": "\\page\n", "\\": "\\\\", "{": "\\{", "}": "\\}"}.get(c, c if c < "\x7f" else f"\\u{ord(c)} ?")
        for c in text
    )
    return "{\\rtf1\\ansi\\ansicpg936\\uc1{\\fonttbl{\\f0 SimSun;}}{\\*\\generator Word;}\\pard " + body + "}"


#: Name: the text of the file, its suffix, and the facts that it does not state.
TEXTS = {
    "wisers": (wisers, ".txt"), "wisers word": (wisers_word, ".txt"), "factiva": (factiva, ".txt"),
    "factiva, tagged": (factiva_tagged, ".txt"), "nexis": (nexis, ".txt"), "nexis advance": (nexis_advance, ".txt"),
    "brackets": (brackets, ".txt"), "labels": (labels, ".txt"), "cnki": (cnki, ".txt"), "refworks": (refworks, ".txt"),
    "endnote": (endnote, ".txt"), "noteexpress": (noteexpress, ".txt"), "headings": (headings, ".md"),
    "front matters": (front_matters, ".md"), "ruled": (ruled, ".txt"), "dashed": (dashed, ".txt"), "fed": (fed, ".txt"),
    "page": (page, ".html"), "factiva page": (lambda made: saved(factiva(made)), ".html"),
    "wisers page": (lambda made: saved(wisers(made)), ".html"), "factiva rtf": (lambda made: rtf(factiva(made)), ".rtf"),
    "wisers rtf": (lambda made: rtf(wisers(made)), ".rtf"),
}  # fmt: skip


def as_docx(path, made: list[Made]) -> None:
    """A Word file with a Heading 1 for each article."""
    import docx

    document = docx.Document()
    for a in made:
        document.add_heading(a.title, 1)
        for line in (f"{a.date} 来源：{a.outlet}", *a.text.split("\n")):
            document.add_paragraph(line)
    document.save(str(path))
