"""Exports: the articles of a file that holds several, as databases and people write them; one module for each form."""

from __future__ import annotations

import re
from collections.abc import Callable

from tifaku.corpus.exports import factiva, headed, nexis, ruled, tagged, wisers
from tifaku.corpus.exports.pieces import Pieces
from tifaku.corpus.files import Unreadable
from tifaku.layout.furniture import furniture_kind
from tifaku.text.dates import find_moment

#: Tried in this order: the first that knows the form divides the text.
_FORMS: tuple[Callable[[str], Pieces | None], ...] = (
    factiva.divided,
    nexis.divided,
    wisers.divided,
    tagged.divided,
    headed.divided,
    ruled.divided,
)
#: Words by which the files of databases are known.
MAKERS = re.compile(
    r"慧科|Wise(?:rs|Search)|Factiva|LexisNexis|Nexis Uni|文章编号[:：]|文章編號[:：]"
    r"|(?:Document|文件|文档|文檔) [A-Z]{4,}\w{8,}"
)
_MOST_HEADS, _BETWEEN = 3, 150


def divided(text: str) -> Pieces | None:
    """The articles of a text that holds several, with what their heads state; None for a text that is one article.

    Unreadable, with the next step, where a text seems to hold several but is in none of the forms known.
    """
    for form in _FORMS:
        found = form(text)
        if found and len(found.pieces) > 1:
            return found
    heads = _heads(text)
    if len(heads) >= _MOST_HEADS or len(heads) > 1 and MAKERS.search(text):
        reason = f"seems to hold {len(heads)} articles (a date and a source stand in {_listed(heads)}), in no form that is known"
        raise Unreadable(reason, "split it into its articles, or export it as a table")
    return None


def _heads(text: str) -> list[int]:
    """The numbers of the lines that name a date and a source below a title and above prose, as an article begins."""
    lines = text.split("\n")
    dated = {number for number, line in enumerate(lines, 1) if (len(line) < 80 or len(line.strip()) < 80) and find_moment(line)}
    found: list[int] = []
    prose = _BETWEEN
    for number, line in enumerate(lines, 1) if len(dated) > 1 else ():
        source = number in dated and prose >= _BETWEEN and furniture_kind(line.strip()) == "source_line"
        if source and _is_title(lines, number):
            found.append(number)
            prose = 0
        elif line.rstrip().endswith(("。", "！", "？", "”")):
            prose += len(line.strip())
    return found


def _is_title(lines: list[str], number: int) -> bool:
    above = [line.strip() for line in lines[max(0, number - 4) : number - 1] if line.strip()]
    return bool(above) and 4 <= len(above[-1]) <= 60 and not above[-1].endswith(("。", "，", "；", "："))


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:3]))
    return f"lines {shown}" + " …" * (len(numbers) > 3)
