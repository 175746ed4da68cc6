"""Where mutation begins, and what it puts in: by entry point of fuzz.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Iterator

import exports
import hostile
import inputs

HERE = Path(__file__).resolve().parent
#: What grammars and repair rules look for; a mutation of bytes alone would seldom hit it.
PIECES = (
    *"一三五十百千NX多0159、，。；：！？“”‘’（）()《》【】—…·+/&-\n\r\t \u3000\u200b\ufeff\u202e\0\ud800\udfff\ue317�?",
    *("三张牌", "四抓四度", "11357", "1+2+N", "五个一", "就是", "即", "分别是", "一是", "二是", "(jí)", "級"),
    *("抓", "强", "的", "乾", "記者", "来源：", "责任编辑", "2019年", "图为", "\r\n", "<script>", "=1+1", "一个"),
    *("为抓手", "每户", "第一", "①", "$x$", "\\"),
)
#: And what single formats are made of.
OF_FORMAT = {
    "html": ("<p>", "</p>", "<td>", "</div>", "<br>", "<!--", "<![CDATA[", "&#0;", "&nbsp;", "<h1>", "<a href=", "<pre>", '">'),
    "pages": ("<p>", "</mark>", "<!--", "&#0;", "&lt;", '"', "'", "="),
    "sides": ("\t", ",", ";", '"', "'", "|", "||", "doc_id", "start", "decision", "accept", "reject", "retype", "12.0"),
    "rows": (",", "\t", '"', "\n", "正文", "标题", "日期", "text", "date", '"},{"', "[]", "\0"),
    "exports": ("\n\n", "【标题】", "【正文】", "文章编号：", "TY  - ", "ER  - ", "HD ", "--- ", "====\n", "Document ", "字数："),
    "lines": ('{"doc_id": "', '", "text": "', '"}\n', "\\ud800", "null", "[" * 50, "1e999", "NaN", "\n"),
}  # fmt: skip
_DECIDED = "doc_id,start,end,surface,decision,value,note\na,19,23,四抓四度,accept,,\na,12,15,三张牌,{},{},\n"
_PARAGRAPH = "<w:p><w:r><w:t>坚持党建引领。</w:t></w:r></w:p>"  # 'uphold Party building as the lead'
_PLANTED = {
    "sides": (
        "doc_id\tencoding\ttitle\na\tutf-8\t标题\n",
        "term\tn\n# documents=3\n党建\t5\n",
        _DECIDED.format("retype", "digit_code 1|2"),
        _DECIDED.format("components", "绿色|生态|有机").replace(",", ";"),
        _DECIDED.format("reject", "").replace(",", "\t"),
    ),
    "lines": ('{"doc_id": "a", "text": "坚持四抓四度。", "date": "2021-07-22"}\n{"doc_id": "b", "text": "打好“三张牌”。"}\n',),
    "papers": (_PARAGRAPH, f"<w:tbl><w:tr><w:tc>{_PARAGRAPH}</w:tc></w:tr></w:tbl><w:ins>{_PARAGRAPH}</w:ins><w:del/>"),
}


def planted(name: str) -> Iterator[bytes]:
    """Sound examples of the format, or paragraphs of the gold texts."""
    yield from (text.encode() for text in _PLANTED.get(name, ()))
    if name == "papers":
        yield from (data for _, data, _ in hostile.pdfs())
    made = inputs.articles(2)
    if name == "rows":
        yield inputs.as_csv(made)
        yield json.dumps(inputs.rows(made), ensure_ascii=False).encode()
    if name == "exports":
        yield from (write(made).encode() for write, _ in exports.TEXTS.values())
    if name not in (*_PLANTED, "rows", "exports"):
        for number, path in enumerate(sorted([*HERE.glob("gold/*/docs/*.txt"), *(HERE.parent / "seeds").glob("*.txt")])):
            start = number % 4 * 500  # one paragraph of each, for where an input takes a second, time is short
            yield path.read_text(encoding="utf-8", errors="replace")[start : start + 500].encode()
