"""A full disk: one sentence names the file and the next step, and what was there before is as it was.

The disk is a tmpfs of a few megabytes, which only root can mount; elsewhere a limit of file sizes stands for it.
"""

import os
import re
import shutil
import subprocess
import sys

import pandas as pd
import pytest

import tifaku
from conftest import ROOT, run_report
from tifaku.corpus.files import NoRoom, whole
from tifaku.figures import save_figure
from tifaku.notebook import export

pytestmark = [
    pytest.mark.xdist_group("report"),
    pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs"),
]
ARTICLE = "（一）\n坚持“四抓四度”工作法，打好“绿色、生态、有机”三张牌。\n选得准、树得住、叫得响。\n"
MEGABYTE = 1_000_000


@pytest.fixture
def disk(tmp_path):
    """Mounts a disk of so many bytes; skips where that is not allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mounted(size):
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
        return folder

    yield mounted
    subprocess.run(["umount", "-l", folder], capture_output=True)


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def fill(folder, free):
    """Leave so many bytes free."""
    status = os.statvfs(folder)
    (folder / "ballast").write_bytes(bytes(max(0, status.f_bavail * status.f_bsize - free)))


TABLE = pd.DataFrame({"term": [f"党建{n}" for n in range(20_000)]})
WRITERS = {
    "terms.csv": lambda folder: export.to_csv(TABLE, folder / "terms.csv"),
    "terms.xlsx": lambda folder: export.to_xlsx({"terms": TABLE}, folder / "terms.xlsx"),
    "all.zip": lambda folder: export.to_zip(ROOT / "seeds", folder / "all.zip"),
    "a.svg": lambda folder: save_figure(tifaku.figures.plot_repair(tifaku.read_text("三級書記" * 30)), folder, "a"),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_finds_no_room_leaves_the_earlier_one(disk, name):
    folder = disk(MEGABYTE)
    with whole(folder / name) as part:
        part.write_text("earlier")
    fill(folder, 8192)
    before = files(folder)
    with pytest.raises(NoRoom, match=rf"^no room for {name} \(No space left on device\); free some and run again"):
        WRITERS[name](folder)
    assert files(folder) == before


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("full") / "mytexts"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE * 3, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def earlier(corpus):
    assert run_report("--corpus", corpus, "--out", corpus.parent / "out").returncode == 0
    return corpus.parent / "out"


def sentences(done):
    return [line for line in done.stderr.splitlines() if not line.endswith("cells done")]


@pytest.mark.parametrize(
    "options, named",
    [
        ((), r"\w+\.html"),
        (("--zip",), r"\w+\.html"),
        (("-p", "save", "True"), r"\w+\.(csv|xlsx|svg|pdf|png)"),
    ],
)
def test_a_report_that_finds_no_room_leaves_the_earlier_one(corpus, earlier, disk, options, named):
    """With save the notebooks themselves write, so the disk is full inside a kernel."""
    folder = disk(60 * MEGABYTE)
    shutil.copytree(earlier, folder / "out")
    fill(folder, 20_000)
    before = files(folder)
    done = run_report("--corpus", corpus, "--out", folder / "out", *options)
    (said,) = sentences(done)
    assert done.returncode == 2
    assert re.search(rf"no room for {named} \(No space left on device\); free some and run again", said)
    after = files(folder)
    assert {name: data for name, data in after.items() if name in before} == before
    assert not [name for name in after if name not in before and name.parts[1] not in ("tables", "figures")]


def test_a_dataset_that_finds_no_room_goes_on_later(disk, tmp_path):
    folder = disk(2 * MEGABYTE)
    lines = [f'{{"doc_id": "{n}", "text": "{"坚持党建引领，推进乡村振兴。" * 20}"}}' for n in range(40)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines[:4]), encoding="utf-8")
    command = [sys.executable, "-m", "tifaku.scale", tmp_path / "news.jsonl", folder / "out", "--workers", "1"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lib")}
    subprocess.run(command, env=env, check=True, capture_output=True)
    fill(folder, 8192)
    before = files(folder)
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    said = done.stderr.splitlines()[-1]
    assert done.returncode == 1 and "no room for" in said and "free some and run again" in said
    assert files(folder) == before
    (folder / "ballast").unlink()
    subprocess.run(command, env=env, check=True, capture_output=True)
    assert len(tifaku.open_dataset(folder / "out")) == 40
