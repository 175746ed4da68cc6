"""Line ends of every kind (Windows, old Mac, page breaks of a converted pdf) become the one that later stages look for."""

from __future__ import annotations

import re

from tifaku.layout.lines import OTHER_LINE_ENDS
from tifaku.text.edits import Edit

_OTHER = re.compile(f"\r\n?|[{OTHER_LINE_ENDS}]")


def newlines(text: str) -> list[Edit]:
    r"""An edit to "\n" for each other line end; U+0085 stays, being a damaged "…" more often than a line end.

    >>> newlines("标题\r\n正文")  # 'title', 'body'
    [Edit(rule='newlines', raw_start=2, raw_end=4, before='\r\n', after='\n', doubt='')]
    """
    if not any(map(text.__contains__, OTHER_LINE_ENDS)):  # a quick look: most texts have none
        return []
    return [Edit("newlines", *found.span(), found[0], "\n") for found in _OTHER.finditer(text)]
