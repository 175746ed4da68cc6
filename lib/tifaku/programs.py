"""Programs: what every command says of the articles it read, how it ends when something stops it, and the numbers it takes."""

from __future__ import annotations

import argparse
import io
import math
import signal
import sys
from collections.abc import Callable, Iterable, Sequence

from tifaku.text.corpora import Problem, ReadAs
from tifaku.text.texts import in_terminal

#: What a shell calls a program that Ctrl+C has ended.
INTERRUPTED = 130
_SHOWN = 3  # files that a line names


def ended(name: str, work: Callable[[], int | None]) -> int:
    """The exit status of a command: that of its work; 2 where an error stopped it, 130 after Ctrl+C, each said in a sentence.

    An error that nobody has foreseen is a defect, and keeps its traceback. A second Ctrl+C does not disturb the tidying up.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a system without Chinese can't print the names of all folders
    before = signal.signal(signal.SIGINT, _once)
    status = 2
    try:
        return work() or 0
    except KeyboardInterrupt:
        said, status = "stopped; what was written before is whole: run it again", INTERRUPTED
        exec("")  # Python remembers an interruption of any exec, and would end by the signal, whatever the status
    except MemoryError:
        said = "the memory is full: close other programs, or give it fewer articles"
    except ModuleNotFoundError as error:
        said = f"{error.name} is not installed: pip install 'tifaku[all]'"
    except (ImportError, SystemError) as error:  # where memory is short
        said = f"a package can't be loaded ({error}): free some memory, or install tifaku again"
    except (OSError, ValueError, RuntimeError) as error:
        said = str(error)
    finally:
        if status != INTERRUPTED:  # else what is still being tidied up may be told once more
            signal.signal(signal.SIGINT, before)
    print(f"{name}: {in_terminal(said)}", file=sys.stderr)
    return status


def check_address_space(megabytes: int) -> None:
    """RuntimeError, with the next step, where `ulimit -v` leaves this process less; many packages would end it without a word."""
    if sys.platform == "win32":
        return
    import resource

    limit = resource.getrlimit(resource.RLIMIT_AS)[0] // 1_000_000
    if 0 <= limit < megabytes:
        raise RuntimeError(f"it needs {megabytes:,} MB of address space and is left {limit:,}: raise the limit (ulimit -v)")


def _once(*_: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def number(least: float, most: float, kind: type = int) -> Callable[[str], float]:
    """For argparse: the function that reads a number from `least` to `most`; nan and what is no number are refused."""

    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            what = "a whole number" if kind is int else "a number"
            raise argparse.ArgumentTypeError(f"{text!r} is not {what} from {least:,} to {most:,}")
        return value

    return read


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
