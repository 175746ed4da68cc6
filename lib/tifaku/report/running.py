"""Running: the notebooks side by side, each in a process of its own that has what this one has loaded, read and found."""

from __future__ import annotations

import gc
import json
import platform
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from tifaku.report.sharing import FORKS
from tifaku.report.translation import translate

#: The tag, and the name, of the cell that holds the parameters of a run.
INJECTED = "injected-parameters"
#: Pictures hold no day of today; bars of progress, and programs that show a text page by page, are for terminals.
_ENVIRONMENT = {"SOURCE_DATE_EPOCH": "0", "TQDM_DISABLE": "1", "PAGER": "cat", "GIT_PAGER": "cat"}
#: What Jupyter writes into a notebook of the language it is in.
_LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": platform.python_version(),
}
#: 'carry on with the “four comprehensives”', a formula known from elsewhere, in characters that no font of Latin letters has.
_SENTENCE = "推进“四个全面”。"


@dataclass(frozen=True)
class Run:
    """One notebook as executed, in the form of its file; `error` is empty, or the sentence that says what stopped it."""

    name: str
    notebook: dict
    error: str = ""


def run_notebooks(
    parameters: Mapping[Path, Mapping[str, object]],
    folder: Path,
    out: Path,
    progress: Callable[[str, int, int], None],
    kept: Path | None = None,
) -> list[Run]:
    """Every notebook executed in a process of its own, in the given order; a failing one stops none of the others.

    `folder` is their working directory; what the notebooks show is also kept, in a folder each below `kept`, if that is
    given; `progress(name, cells done, cells)` is called after every cell.
    """
    if FORKS:
        _load()
    started: list[_Started] = []
    with TemporaryDirectory(ignore_cleanup_errors=True) as private:
        try:
            with _uninterrupted():
                for path, values in parameters.items():
                    notebook, own = _read(path, values), Path(private, path.stem)
                    environment = _ENVIRONMENT | {"TIFAKU_OUT": str(out), "IPYTHONDIR": str(own)}
                    environment |= {"TIFAKU_SHOWN": str(kept / path.stem)} if kept else {}
                    started.append(_start(path.stem, notebook, folder, environment))
            _hear(started, progress)
        finally:
            for one in started:
                one.end()
    return [Run(one.name, one.notebook, one.error) for one in started]


def _load() -> None:
    """Load what several notebooks need: the segmenter, what draws figures, tables of what is known from elsewhere."""
    import tifaku
    from tifaku import diffusion, figures, keyness, readings, show  # noqa: F401
    from tifaku.report import cells  # noqa: F401

    doc = tifaku.read_text(_SENTENCE)
    found = tifaku.find(doc)
    with suppress(ModuleNotFoundError):  # the notebooks that need it will say so
        tokens = tifaku.tokenize(doc, "rjieba", formulas=found)
        figures.plot_terms(tifaku.term_frequency(tokens)).png()
        tifaku.keyness(tokens)
    tifaku.names_table([doc], found)
    tifaku.at_large(["四个全面"])


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl+C waits until this is done, and never reaches the processes that are forked meanwhile."""
    if not FORKS:
        yield
        return
    gc.freeze()  # or a fork would copy the memory by looking through it for rubbish
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        gc.unfreeze()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@dataclass
class _Started:
    """A notebook whose cells are being run by a process, and the end of the pipe through which that shows them."""

    name: str
    notebook: dict
    process: BaseProcess
    shown: Connection
    cells: list[int]
    done: int = 0
    error: str = ""

    def hear(self) -> bool:
        """Take in what one more cell shows; False where no other will come."""
        try:
            outputs, self.error = self.shown.recv()
        except (EOFError, OSError):
            if self.done < len(self.cells) and not self.error:
                self.process.join(1)
                how = f"exit status {self.process.exitcode}"
                self.error = f"the process of this notebook stopped ({how}); run again, or give it fewer articles"
            return False
        for number, shown in outputs.items():
            self.notebook["cells"][number]["outputs"] = shown
        self.done += 1
        self.notebook["cells"][self.cells[self.done - 1]]["execution_count"] = self.done
        return True

    def end(self) -> None:
        """End the process, whatever it does: all that it had to tell is here."""
        self.shown.close()
        self.process.kill()
        self.process.join()


def _start(name: str, notebook: dict, folder: Path, environment: Mapping[str, str]) -> _Started:
    from tifaku.report.cells import run_cells

    context = get_context("fork") if FORKS else get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    codes = {n: cell["source"] for n, cell in enumerate(notebook["cells"]) if cell["cell_type"] == "code"}
    sources = {n: source for n, source in codes.items() if source.strip()}
    process = context.Process(target=run_cells, args=(sources, folder, environment, theirs))
    process.start()
    theirs.close()  # so that the end of the process is the end of the pipe
    return _Started(name, notebook, process, ours, list(sources))


def _hear(started: list[_Started], progress: Callable[[str, int, int], None]) -> None:
    """Take in what the cells show until the last process has nothing more to tell."""
    by_pipe = {one.shown: one for one in started}
    while by_pipe:
        for pipe in wait(list(by_pipe)):
            one = by_pipe[pipe]  # type: ignore[index]
            if one.hear():
                progress(one.name, one.done, len(one.cells))
            else:
                del by_pipe[one.shown]


def _read(path: Path, values: Mapping[str, object]) -> dict:
    """A notebook that nothing has been run of, its prose in the language of the report, with a cell of these parameters."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["language_info"] = _LANGUAGE
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        cell |= {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
    translate(notebook, path.stem)
    if values:
        _set(notebook["cells"], values)
    return notebook


def _set(cells: list[dict], values: Mapping[str, object]) -> None:
    """Put a cell of parameters behind that of the notebook's own, tagged as papermill tags it."""
    source = "\n".join(["# Parameters", *(f"{name} = {_literal(value)}" for name, value in values.items())])
    at = next(k for k, own in enumerate(cells) if "parameters" in own["metadata"].get("tags", ()))
    cell = {"cell_type": "code", "id": INJECTED, "metadata": {"tags": [INJECTED]}, "source": source}
    cells.insert(at + 1, cell | {"outputs": [], "execution_count": None})


def _literal(value: object) -> str:
    """A value as Python writes it, strings in double quotes; half a surrogate pair, as some names of folders have, is escaped."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
    return text.encode(errors="backslashreplace").decode()


def as_file(notebook: dict) -> str:
    """An executed notebook as Jupyter writes it: text line by line, pictures in one."""
    cells = [cell | {"source": cell["source"].splitlines(True)} for cell in notebook["cells"]]
    for cell in cells:
        if "outputs" in cell:
            cell["outputs"] = [_in_lines(output) for output in cell["outputs"]]
    return json.dumps(notebook | {"cells": cells}, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))


def _in_lines(output: dict) -> dict:
    if "text" in output:
        return output | {"text": output["text"].splitlines(True)}
    data = {k: v.splitlines(True) if _is_text(k) and isinstance(v, str) else v for k, v in output.get("data", {}).items()}
    return output | {"data": data} if data else output


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind in ("application/javascript", "image/svg+xml")
