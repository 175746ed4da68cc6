"""Answers: what was read as what, what was not, and what to do about it, in at most three lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tifaku.text.corpora import Problem, ReadAs

_SHOWN = 3  # files that a line names


def answers(articles: int, read_as: Sequence[ReadAs], problems: Iterable[Problem]) -> list[str]:
    """The lines that tell the owner of a corpus what became of it: one if all is well, two more for what was not read.

    >>> answers(3, [ReadAs("table.csv", "table: 正文 as text", 3)], [Problem("a.odt", "is in no format", "save it as .docx")])
    ['read: 3 articles (table.csv as table: 正文 as text)', 'not read: a.odt is in no format', 'next: save it as .docx']
    """
    named = "; ".join(f"{one.file} as {one.how}" for one in read_as[:_SHOWN])
    more = f"; {len(read_as) - _SHOWN} more" if len(read_as) > _SHOWN else ""
    lines = [f"read: {articles:,} article{'s' * (articles != 1)}" + (f" ({named}{more})" if named else "")]
    lost = sorted({(problem.file, problem.reason, problem.what_to_do) for problem in problems if not problem.read})
    if lost:
        others = f", and {len(lost) - 1:,} more" if len(lost) > 1 else ""
        lines += [f"not read: {lost[0][0]} {lost[0][1]}{others}", f"next: {lost[0][2]}"]
    return lines


def nothing_read(name: str, problems: Iterable[Problem]) -> str:
    """The sentence that says why nothing of a corpus could be read, and the next step."""
    lost = sorted(problem for problem in problems if not problem.read)
    if not lost:
        return f"{name} holds no article"
    rest = f" ({len(lost) - 1:,} more files or rows have problems)" if len(lost) > 1 else ""
    return f"nothing in {name} could be read: {lost[0].file} {lost[0].reason}: {lost[0].what_to_do}{rest}"
