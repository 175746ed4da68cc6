"""Running: the notebooks side by side, each in a kernel of this very Python, with parameters checked by name."""

from __future__ import annotations

import ast
import asyncio
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Callable, Mapping, NoReturn

from tifaku.report.kernels import KERNEL_ENV
from tifaku.report.translation import translate

if TYPE_CHECKING:
    from jupyter_client import AsyncKernelManager
    from nbformat import NotebookNode

_CELL_FILE = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")
#: The tag, and the name, of the cell that holds the parameters of a run.
INJECTED = "injected-parameters"
#: Words in the name of a parameter whose value nobody else should read.
SECRETS = frozenset({"password", "passwd", "passphrase", "secret", "token", "key", "apikey", "credentials"})


@dataclass(frozen=True)
class Run:
    """One notebook as executed; `error` is empty, or the sentence that says which cell failed and how."""

    name: str
    notebook: NotebookNode
    error: str = ""


def known_parameters(path: Path) -> dict[str, object]:
    """The notebook's parameters and their defaults, as written in its one cell tagged `parameters`."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    (own,) = ["".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", ())]
    set_there = (line for line in ast.parse(own).body if isinstance(line, ast.Assign))
    return {name.id: ast.literal_eval(line.value) for line in set_there for name in line.targets if isinstance(name, ast.Name)}


def check_parameters(
    given: Mapping[str, object], paths: list[Path], corpus: Mapping[str, object] = MappingProxyType({})
) -> dict[Path, dict[str, object]]:
    """For each notebook those of the given parameters that it has, and the corpus's own; ValueError for one that can't be used.

    That is a name that no notebook has, a value of another kind than the default, and one beyond its range. A report shows its
    parameters and is made to be passed on: one named like a secret is refused, not hidden.
    """
    secret = [name for name in given if SECRETS & set(name.lower().split("_"))]
    if secret:
        raise ValueError(f"A report shows its parameters, so {', '.join(secret)} can't be one; let the notebook read a file.")
    if "corpus_dir" in given:
        raise ValueError("the folder of articles is no parameter here: give it as tifaku report FOLDER")
    known = {path: known_parameters(path) for path in paths}
    everything = sorted({name for names in known.values() for name in names})
    unknown = [name for name in given if name not in everything]
    if unknown:
        raise ValueError(f"No notebook has a parameter {', '.join(unknown)}. Known: {', '.join(everything)}.")
    for name, value in given.items():
        wanted = {_WANTED.get(name) or _kind(names[name]) for names in known.values() if name in names}
        if wrong := [one for one in wanted if not _KINDS[one](value)]:
            raise ValueError(f"the parameter {name} is {value!r}: give it {wrong[0]}")
    return {path: {k: v for k, v in {**corpus, **given}.items() if k in known[path]} for path in paths}


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


#: What a parameter may be, in words, and whether a value is that.
_KINDS: dict[str, Callable[[object], bool]] = {
    "jieba or rjieba": lambda value: value in ("jieba", "rjieba"),
    "a whole number of 1 or more": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 1,
    "True or False": lambda value: isinstance(value, bool),
    "a list of strings, as \"['党建', '发展']\"": _is_words,
    "a list of strings, as \"['党建', '发展']\", or None": lambda value: value is None or _is_words(value),
    "a string, a number as \"'2021'\"": lambda value: isinstance(value, str) and bool(value),
}
_CHOICE, _NUMBER, _SWITCH, _WORDS, _PERHAPS, _TEXT = _KINDS
_WANTED = {"segmenter": _CHOICE}


def _kind(default: object) -> str:
    """What a parameter must be whose default is this."""
    return {bool: _SWITCH, int: _NUMBER, list: _WORDS, type(None): _PERHAPS}.get(type(default), _TEXT)


def run_notebooks(
    parameters: Mapping[Path, Mapping[str, object]],
    folder: Path,
    out: Path,
    progress: Callable[[str, int, int], None],
    new_kernel: Callable[[Path], AsyncKernelManager],
    kept: Path | None = None,
) -> list[Run]:
    """Every notebook executed in a kernel of its own, in the given order; a failing one stops none of the others.

    `folder` is the kernels' working directory; what the notebooks show is also kept, in a folder each below `kept`, if that is
    given; `progress(name, cells done, cells)` is called after every cell.
    """
    with TemporaryDirectory() as sockets:
        # A profile of its own: no start-up file of the user's runs in a report, and no history of theirs gets its cells.
        env = {**os.environ, **KERNEL_ENV, "TIFAKU_OUT": str(out), "IPYTHONDIR": str(Path(sockets, "ipython"))}
        jobs = [
            _run(path, values, new_kernel(Path(sockets, str(k))), folder, env | _keeping(kept, path), progress)
            for k, (path, values) in enumerate(parameters.items())
        ]
        with asyncio.Runner(loop_factory=_Loop) as runner:
            return runner.run(_together(jobs))


class _Loop(asyncio.SelectorEventLoop):  # zmq needs this kind on Windows
    """Leaves Ctrl+C to the caller; nbclient would end one kernel at it, and go on with the others."""

    def add_signal_handler(self, *_: object) -> NoReturn:
        raise RuntimeError


def _keeping(kept: Path | None, notebook: Path) -> dict[str, str]:
    return {"TIFAKU_SHOWN": str(kept / notebook.stem)} if kept else {}


async def _together(jobs) -> list[Run]:
    return list(await asyncio.gather(*jobs))


def _with_parameters(notebook: NotebookNode, values: dict[str, object]) -> NotebookNode:
    """The notebook with a cell of these parameters behind its own, tagged as papermill tags it."""
    from nbformat.v4 import new_code_cell

    source = "\n".join(["# Parameters", *(f"{name} = {_literal(value)}" for name, value in values.items())])
    cell = new_code_cell(source, id=INJECTED, metadata={"tags": [INJECTED]})
    at = next(k for k, own in enumerate(notebook.cells) if "parameters" in own.metadata.get("tags", ()))
    notebook.cells.insert(at + 1, cell)
    return notebook


def _literal(value: object) -> str:
    """A value as Python writes it, strings in double quotes; half a surrogate pair, as some names of folders have, is escaped."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
    return text.encode(errors="backslashreplace").decode()


def _name_cells(notebook: NotebookNode) -> None:
    """Put "this cell" in place of the temporary file that warnings name, which is another in every run."""
    streams = (out for cell in notebook.cells for out in cell.get("outputs", ()) if out.output_type == "stream")
    for output in streams:
        output.text = _CELL_FILE.sub("this cell", output.text)


async def _run(path: Path, values, kernel, folder: Path, env: dict[str, str], progress) -> Run:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from nbformat import read

    notebook = read(path, as_version=4)
    translate(notebook, path.stem)
    notebook = _with_parameters(notebook, dict(values)) if values else notebook
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    done = iter(range(1, len(notebook.cells) + 1))
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=None,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
        on_cell_executed=lambda **_: progress(path.stem, next(done), cells),
    )
    try:
        await client.async_execute(env=env)
    except CellExecutionError as error:
        return Run(path.stem, notebook, f"{error.ename}: {error.evalue}")
    except (CellTimeoutError, DeadKernelError, RuntimeError) as error:
        return Run(path.stem, notebook, f"the kernel stopped ({error}); rerun, or give it fewer articles")
    finally:
        await kernel.shutdown_kernel(now=True)
        client.km = kernel  # nbclient looks at it once more when the program ends, and has lost a kernel that died early
        _name_cells(notebook)
    return Run(path.stem, notebook)
