"""JupyterLab: whether a person is using it, how our tables look in it, and a start with our font."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tifaku.corpus.files import ROOT, WORKBOOK
from tifaku.programs import ended


def in_lab() -> bool:
    """Whether a person is using this kernel: Jupyter's server names the session, papermill and nbconvert do not."""
    return "JPY_SESSION_NAME" in os.environ


#: Lab centres captions, aligns every cell to the right and lets a table grow as long as it is. It also leaves Chinese to the
#: fonts of the system: where that has none, the one that `tifaku lab` serves beside Lab's own files is taken.
STYLE = """<style>
@font-face { font-family: "tifaku"; src: url("/static/NotoSansSC-Regular.otf"); }
.jp-Notebook, .jp-Notebook .jupyter-widgets { --jp-content-font-family: system-ui, helvetica, arial, sans-serif, tifaku;
  --jp-ui-font-family: var(--jp-content-font-family);
  --jp-code-font-family: menlo, consolas, "DejaVu Sans Mono", monospace, tifaku; }
.jp-Notebook input { font-family: var(--jp-ui-font-family); }
.tifaku { color: var(--jp-content-font-color1); font: 13px/1.5 var(--jp-content-font-family); }
.tifaku .scroll { overflow: auto; max-height: 32rem; width: fit-content; max-width: 100%;
  border-bottom: 1px solid var(--jp-border-color2); }
.tifaku .scroll table { margin: 0; border-collapse: collapse; font-size: inherit; table-layout: auto; }
.tifaku .scroll :is(th, td) { text-align: left; vertical-align: baseline; padding: .2rem .9rem .2rem 0; overflow-wrap: break-word;
  white-space: normal; border-bottom: 1px solid var(--jp-border-color2); background: var(--jp-layout-color0); }
.tifaku .scroll th { position: sticky; top: 0; white-space: nowrap; }
.tifaku .scroll :is(th.n, td.n) { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tifaku td.short { white-space: nowrap; } .tifaku td.long { min-width: 12rem; max-width: 26rem; }
.tifaku td.id { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tifaku :is(.caption, .more) { color: var(--jp-content-font-color2); margin: .2rem 0; }
</style>
"""


def main(arguments: list[str]) -> int | None:
    """JupyterLab with these arguments of its own, the kernel of this very Python, and a Chinese font for browsers without one.

    Outside a checkout the notebooks are copied into notebooks/ of the working directory, unless that is there already.
    """
    from jupyterlab.labapp import main as lab
    from pylopdf_fonts_zh_cn import sans_path

    root, own = ROOT or Path.cwd(), WORKBOOK / "notebooks"
    if not (root / "notebooks").exists():
        shutil.copytree(own, root / "notebooks", ignore=shutil.ignore_patterns("__*"))
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # else a user-level kernel of the same name may run another Python
    # The root is the whole workbook, so that articles and results can be opened; a path as an argument would be the root instead.
    where = [f"--ServerApp.root_dir={root}", "--LabApp.default_url=/lab/tree/notebooks"]
    if any(not a.startswith("-") or "root_dir" in a or "notebook-dir" in a for a in arguments):
        where = []
    return lab([f"--ServerApp.extra_static_paths={[str(sans_path().parent)]}", *where, *arguments])


if __name__ == "__main__":
    sys.exit(ended("tifaku lab", lambda: main(sys.argv[1:])))
