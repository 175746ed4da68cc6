"""What several test files share: one report on the seeds, built once, in a folder whose name would tell on us."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

# A loaded machine is no finding; in CI the same examples every time, so that a push is judged by its change alone.
settings.register_profile("tifaku", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tifaku")

ROOT = Path(__file__).resolve().parents[1]
#: Must not turn up in any page: the folder a report is built in, and a value of the environment.
TELLTALES = ("telltale-folder", "telltale-secret")


class Built(NamedTuple):
    out: Path
    index: str
    status: int
    messages: str


def run_report(*arguments, cwd=ROOT, **environment):
    return subprocess.run(
        [sys.executable, "-m", "tifaku.report", *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "lib"), **environment},
    )  # fmt: skip


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp(TELLTALES[0])
    done = run_report("--out", folder / "out", cwd=folder, A_PASSWORD=TELLTALES[1])
    return Built(folder / "out", done.stdout.strip(), done.returncode, done.stderr)
