"""programs: whatever stops a command is said in one sentence, with an exit status, and never in a traceback."""

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT
from tifaku.programs import ended, number
from tifaku.report import __main__ as report

pytestmark = pytest.mark.xdist_group("report")
ARTICLE = "坚持“四抓四度”工作法，打好“绿色、生态、有机”三张牌。\n"  # 'four grasps, four degrees'; 'three cards'


@pytest.mark.parametrize("error, status, said", [
    (KeyboardInterrupt(), 130, "stopped"),
    (MemoryError(), 2, "the memory is full"),
    (ModuleNotFoundError(name="docx"), 2, "docx is not installed"),
    (ImportError("failed to map segment"), 2, "a package can't be loaded"),
    (OSError(28, "No space left on device"), 2, "No space left"),
    (ValueError("three words only"), 2, "three words only"),
    (RuntimeError("can't start new thread"), 2, "can't start"),
])  # fmt: skip
def test_what_stops_a_command_is_one_sentence(capsys, error, status, said):
    def work():
        raise error

    assert ended("tifaku test", work) == status
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("tifaku test: ") and said in line


def test_a_defect_keeps_its_traceback():
    with pytest.raises(ZeroDivisionError):
        ended("tifaku test", lambda: 1 // 0)


def test_a_second_interruption_does_not_disturb_the_tidying_up(capsys):
    tidied = []

    def work():
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            tidied.append(True)

    try:
        assert ended("tifaku test", work) == 130 and tidied
        signal.raise_signal(signal.SIGINT)  # the program is about to end; what it has stopped may be told once more, and tells it
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    assert ended("tifaku test", lambda: 0) == 0 and signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_interrupted_exec_gives_the_same_status(tmp_path):
    # as in the making of a dataclass; Python would end by the signal, which a shell that runs a script stops at
    (tmp_path / "work.py").write_text(
        "import sys\nfrom tifaku.programs import ended\n"
        "def work(): exec('import signal; signal.raise_signal(signal.SIGINT)')\n"
        "sys.exit(ended('work', work))"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "lib"), str(tmp_path)])}
    assert subprocess.run([sys.executable, "-m", "work"], env=env, stderr=subprocess.DEVNULL).returncode == 130


@pytest.mark.parametrize("text", ["-3", "0", "257", "nan", "", "two", "1.5"])
def test_a_number_beyond_its_range_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match="is not a whole number from 1 to 256"):
        number(1, 256)(text)
    assert number(1, 256)("8") == 8 and number(0.1, 2, float)("1.5") == 1.5


@pytest.mark.parametrize("arguments, said", [
    (["-p", "corpus_dir", "/etc"], "is no parameter here"),
    (["-p", "sample", "nan"], "the parameter sample is 'nan': give it a whole number"),
    (["-p", "sample", "0"], "a whole number of 1 or more"),
    (["-p", "sample", "True"], "a whole number of 1 or more"),
    (["-p", "sample", "2.5"], "a whole number of 1 or more"),
    (["-p", "segmenter", "pkuseg"], "give it jieba or rjieba"),
    (["-p", "segmenter", "['jieba']"], "give it jieba or rjieba"),
    (["-p", "terms", "党建"], "a list of strings"),
    (["-p", "terms", "[1]"], "a list of strings"),
    (["-p", "save", "yes"], "True or False"),
    (["-p", "gold_dir", "7"], "a string"),
], ids=lambda value: " ".join(value[1:]) if isinstance(value, list) else "")  # fmt: skip
def test_a_parameter_of_another_kind_is_refused(tmp_path, capsys, arguments, said):
    assert report.main(["seeds", "--out", str(tmp_path / "out"), *arguments]) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "out").exists()


@pytest.mark.parametrize("corpus, out, said", [
    ("mine", "mine", "lies in the folder of the articles"),
    ("mine", "mine/out", "lies in the folder of the articles"),
    ("mine", "mine/../mine/sub/out", "lies in the folder of the articles"),
    ("mine", "link/out", "lies in the folder of the articles"),
    ("out/html", "out", "where results"),
    ("mine", "file", "is a file"),
    ("mine", "file/out", "is a file"),
])  # fmt: skip
@pytest.mark.parametrize("verb", ["report", "scale"])
def test_a_folder_for_results_that_would_do_harm_is_refused(tmp_path, capsys, corpus, out, said, verb):
    from tifaku.scale import __main__ as scale

    for folder in ("mine/sub", "out/html"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("mine")
    before = sorted(tmp_path.rglob("*"))
    given = (
        [str(tmp_path / corpus), "--out", str(tmp_path / out)]
        if verb == "report"
        else [str(tmp_path / corpus), str(tmp_path / out)]
    )
    assert (report if verb == "report" else scale).main(given) == 2
    assert said in capsys.readouterr().err and sorted(tmp_path.rglob("*")) == before


@pytest.fixture
def mine(tmp_path):
    folder = tmp_path / "我的文章"  # 'my articles'
    folder.mkdir()
    for n in range(30):
        (folder / f"第{n}篇.txt").write_text(ARTICLE * 40, encoding="utf-8")  # 'article 7'
    return folder


def started(*words, limit=None, **environment):
    def limited():
        import resource

        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    env = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "TQDM_DISABLE": "1", **environment}
    command = [sys.executable, "-m", "tifaku", *map(str, words)]
    return subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            errors="replace", start_new_session=True, preexec_fn=limited)  # fmt: skip


def verbs(mine):
    out = mine.parent / "out"
    return {"report": ("report", mine, "--out", out), "scale": ("scale", mine, out, "--workers", 2)}


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is another thing there")
@pytest.mark.parametrize("verb", ["report", "scale"])
@pytest.mark.parametrize("seconds", [1.5, 4])
def test_an_interruption_is_one_sentence(mine, verb, seconds):
    run = started(*verbs(mine)[verb])
    time.sleep(seconds)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does it: every process is told
    said = run.communicate(timeout=60)[1].splitlines()
    said = [line for line in said if not re.search("cells done$|DuplicateCellId|_validate", line)]
    assert (run.returncode, len(said)) in ((130, 1), (0, 0)), said


@pytest.mark.skipif(sys.platform != "linux", reason="a limit of the address space is another thing there")
@pytest.mark.parametrize("verb", ["report", "scale"])
@pytest.mark.parametrize("megabytes", [300, 700, 1500])
def test_little_memory_is_no_traceback(mine, verb, megabytes):
    run = started(*verbs(mine)[verb], limit=megabytes * 1_000_000, OPENBLAS_NUM_THREADS="1")
    said = run.communicate(timeout=240)[1]
    assert "Traceback" not in said and (run.returncode == 0 or said.strip()), said
    # a package that ends a process for want of memory says nothing of use, and Python itself may turn in a circle
    assert run.returncode == 0 or verb == "scale" or (run.returncode, len(said.splitlines())) == (2, 1)


@pytest.mark.parametrize("verb", ["report", "scale"])
def test_folders_with_chinese_names_on_a_system_without_chinese(mine, verb):
    run = started(*verbs(mine)[verb], LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    said = run.communicate(timeout=120)
    assert run.returncode == 0, said
    if verb == "report":
        assert "30 articles" in (Path(mine).parent / "out/html/index.html").read_text("utf-8")
