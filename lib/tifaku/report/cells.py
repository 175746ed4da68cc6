"""Cells: the code of a notebook run in this process, by IPython as in Jupyter, with what every cell shows."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import sys
from collections.abc import Mapping
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from typing import Any

import matplotlib
from IPython.core import page
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

#: What Python calls the file of a cell in warnings and errors; part of it is another in every run.
_CELL_FILE = re.compile(r"<ipython-input-\d+-\w+>")


def run_cells(sources: Mapping[int, str], folder: Path, environment: Mapping[str, str], to_parent: Connection) -> None:
    """Run the code of some cells, by number, in a working directory, as a process of its own, until one fails.

    After each cell two things are sent: the outputs as the notebook's file has them, by the number of the cell and of
    earlier ones that it has changed; and its error as "name: what", or an empty string. No start-up file of the user's runs,
    and no history of theirs gets the cells. Ctrl+C is left to the parent; the process ends when that has ended.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    os.environ |= environment
    os.environ.pop("JPY_SESSION_NAME", None)  # no person is looking, even if the report was started from JupyterLab
    os.chdir(folder)
    matplotlib.use("module://matplotlib_inline.backend_inline")  # for pyplot, which our own figures do without
    private = Path(environment["IPYTHONDIR"])
    private.mkdir()
    config = Config({"HistoryManager": {"enabled": False}})
    shell = Shell.instance(config=config, ipython_dir=str(private))
    shell.set_hook("show_in_pager", page.as_hook(page.display_page), 90)  # a pager would wait for a key
    shell.shown = Shown(private)
    for number, source in sources.items():
        shell.shown.begin(number)
        result = shell.run_cell(source, store_history=True)
        error = result.error_before_exec or result.error_in_exec
        to_parent.send((shell.shown.changed(), f"{type(error).__name__}: {_in_cell(error)}" if error else ""))
        if error:
            break


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


class Shown:
    """What the cells of a notebook show, as its file has it; prints, and programs that a cell starts, write into two files."""

    def __init__(self, private: Path) -> None:
        self._streams = {name: _redirected(fd, private / name) for fd, name in ((1, "stdout"), (2, "stderr"))}
        self._cells: dict[int, list[dict]] = {}
        self._named: dict[str, list[tuple[int, dict]]] = {}  # with the numbers of their cells, since a later one may change them

    def begin(self, number: int) -> None:
        self._number, self._changed, self._clears = number, {number}, False
        self._cells[number] = []

    def add(self, output: dict, name: str = "") -> None:
        """Put an output behind those of the cell, and behind what was written before it; the name is that of `update`."""
        self._read()
        output = _plain(output)
        self._put(output)
        if name:
            self._named.setdefault(name, []).append((self._number, output))

    def update(self, name: str, new: dict) -> None:
        for number, output in self._named.get(name, ()):
            output |= _plain(new)
            self._changed.add(number)

    def clear(self, wait: bool) -> None:
        """Take back what the cell has shown: now, or once it shows something else."""
        self._read()
        self._clears = wait
        if not wait:
            self._cells[self._number].clear()

    def changed(self) -> dict[int, list[dict]]:
        """By number what the cell shows, and earlier ones that it has changed."""
        self._read()
        return {number: self._cells[number] for number in sorted(self._changed)}

    def _read(self) -> None:
        for name, (written, read) in self._streams.items():
            written.flush()
            if text := _in_cell(read.read().decode("utf-8", "replace")):
                self._put({"output_type": "stream", "name": name, "text": text})

    def _put(self, output: dict) -> None:
        shown = self._cells[self._number]
        if self._clears:
            shown.clear()
            self._clears = False
        if "text" in output and shown and shown[-1].get("name") == output["name"]:
            shown[-1]["text"] += output["text"]
        else:
            shown.append(output)


def _redirected(fd: int, path: Path):
    """Have all that is written to a descriptor of this process written into a file; what to flush, and where to read it."""
    with path.open("ab") as file:
        os.dup2(file.fileno(), fd)
    written = open(fd, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115  as long as the process
    setattr(sys, path.name, written)
    return written, path.open("rb")


def _plain(output: dict) -> dict:
    """An output as JSON has it, bytes as base64."""
    return json.loads(json.dumps(output, default=lambda it: base64.b64encode(it).decode() if isinstance(it, bytes) else str(it)))


def _in_cell(said: object) -> str:
    return _CELL_FILE.sub("this cell", str(said))


class Publisher(DisplayPublisher):
    """Takes what `display` shows."""

    def publish(self, data, metadata=None, *_, transient=None, update=False, **__) -> None:
        what, name = {"data": data, "metadata": metadata or {}}, (transient or {}).get("display_id", "")
        if update:
            self.shell.shown.update(name, what)
        else:
            self.shell.shown.add({"output_type": "display_data", **what}, name)

    def clear_output(self, wait=False) -> None:
        self.shell.shown.clear(wait)


class Hook(DisplayHook):
    """Takes the value of a cell's last line."""

    shell: Any

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict, md_dict=None) -> None:
        what = {"execution_count": self.prompt_count, "data": format_dict, "metadata": md_dict or {}}
        self.shell.shown.add({"output_type": "execute_result", **what})


class Shell(InteractiveShell):
    """IPython, with what it shows kept in `shown`."""

    display_pub_class = Type(Publisher)
    displayhook_class = Type(Hook)
    shown: Shown

    def enable_gui(self, gui=None) -> None:
        """Nothing, for nobody could use a window: pictures are shown by `display`."""

    def _showtraceback(self, etype, evalue, stb) -> None:  # where IPython lets a shell put them
        self.shown.add({"output_type": "error", "ename": etype.__name__, "evalue": _in_cell(evalue), "traceback": stb})
