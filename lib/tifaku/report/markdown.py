"""Markdown: the prose of notebooks and of docs/, and code, as HTML."""

from __future__ import annotations

import html
import re
from functools import cache

import mistune
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

_PLUGINS = ("strikethrough", "table", "url", "task_lists", "def_list")


def to_html(text: str) -> str:
    """Markdown as HTML; HTML in it stays, and headings have ids of their words, as GitHub's and Jupyter's have."""
    return str(_markdown()(text))


def code(source: str, language: str = "ipython3", css: str = " highlight hl-ipython3") -> str:
    """Code as HTML with its parts in classes, in a language that Pygments knows."""
    return highlight(source or " ", _lexer(language), HtmlFormatter(cssclass=css))


_lexer = cache(get_lexer_by_name)  # which would look through all installed packages each time


class _Html(mistune.HTMLRenderer):
    def heading(self, text: str, level: int, **attributes) -> str:
        words = html.unescape(re.sub(r"<[^>]*>", "", text)).replace(" ", "-")
        return super().heading(text, level, **attributes | {"id": html.escape(words)})

    def block_code(self, code_: str, info: str | None = None) -> str:
        language = (info or "").split()[:1]
        return code(code_, language[0], "highlight") if language else super().block_code(code_)


@cache
def _markdown() -> mistune.Markdown:
    return mistune.create_markdown(escape=False, renderer=_Html(escape=False, allow_harmful_protocols=True), plugins=_PLUGINS)
