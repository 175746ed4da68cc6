"""Manual: the pages of docs/ among those of a report, so that whoever is sent one can read how it was made."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tifaku.corpus.files import WORKBOOK
from tifaku.text.texts import language

#: The page that the menu leads to; the others are reached from it.
FIRST = "docs/method.html"
FOLDERS = {"en": "", "zh": "zh"}


def manual_pages() -> Iterator[tuple[str, str]]:
    """The address and the body of each page of docs/, in order of their names; none where the folder is missing.

    A report in Chinese has those of docs/zh/.
    """
    paths = sorted((WORKBOOK / "docs" / FOLDERS[language()]).glob("*.md"))
    others = "".join(f'<li><a href="{path.stem}.html">{_heading(path)}</a></li>' for path in paths)
    for path in paths:
        yield f"docs/{path.stem}.html", f'{_body(path)}<nav aria-label="docs"><ul>{others}</ul></nav>'


def _heading(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")


def _body(path: Path) -> str:
    """The page as HTML: links to other pages of docs/ kept, other links text, pictures inside, tables that can be scrolled."""
    from tifaku.report.markdown import to_html

    text = re.sub(r"(?<!!)\[([^\]]*)\]\((?:(\w+)\.md(#[\w-]*)?|([^)]*))\)", _link, path.read_text(encoding="utf-8"))
    text = re.sub(r"!\[([^\]]*)\]\((\w+\.png)\)", lambda picture: _picture(path.with_name(picture[2]), picture[1]), text)
    body = to_html(text)
    number = count(1)  # each has a name of its own, for those who go from one to the next by ear
    scroll = '<div class="scroll" tabindex="0" role="region" aria-label="table {}"><table>'
    return re.sub("<table>", lambda _: scroll.format(next(number)), body).replace("</table>", "</table></div>")


def _link(link: re.Match) -> str:
    if link[2]:
        return f"[{link[1]}]({link[2]}.html{link[3] or ''})"
    return f"{link[1]} (`{link[4]}`)" if "://" in link[4] else link[1]


def _picture(path: Path, words: str) -> str:
    return f'<img alt="{words}" src="data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}">'
