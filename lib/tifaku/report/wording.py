"""Wording: the sentences of the report's own pages as markup, and the Chinese runs and provinces in them."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from tifaku.gazetteer.glosses import pinyin
from tifaku.notebook.views import visible
from tifaku.tables.names import province_names
from tifaku.text.texts import between, language, said


def say(key: str, /, **values: object) -> Markup:
    """A sentence of the pages, `page.<key>` of data/texts.tsv, as safe markup; values are escaped unless they are markup.

    >>> str(say("articles", n=1)), str(say("articles", n=2000))
    ('1 article', '2,000 articles')

    KeyError for a sentence that is not there or a value that it asks for.
    """
    return _in_markup(language(), key, tuple(values.items()))


@lru_cache(maxsize=10_000)
def _in_markup(_language: str, key: str, values: tuple[tuple[str, object], ...]) -> Markup:
    safe = {name: escape(value) if isinstance(value, str) else value for name, value in values}
    return Markup(said(f"page.{key.replace(' ', '_')}", **safe))  # noqa: S704 - the templates are ours


def zh(text: object) -> Markup:
    """A Chinese run as markup that says that it is Chinese, with everything in it that cannot be seen named.

    >>> str(zh("四抓四度"))  # 'four grasps, four degrees'
    '<span lang="zh">四抓四度</span>'
    """
    return Markup('<span lang="zh">{}</span>').format(visible(str(text)))


def read_aloud(name: str) -> str:
    """A name in pinyin, which readers of Chinese pages do without."""
    return _pinyin(name) if language() == "en" else ""


_pinyin = lru_cache(maxsize=20_000)(pinyin)


def province(chinese: str) -> Markup:
    """A province by its English name on an English page, else as it is written."""
    english = province_names().get(chinese[:2], "") if language() == "en" else ""
    return escape(english) if english else zh(chinese)


def listed(parts: list[Markup]) -> Markup:
    """The parts as a list: a, b and c."""
    if len(parts) < 2:
        return Markup("").join(parts)
    return say("and", first=Markup(between(", ")).join(parts[:-1]), last=parts[-1])
