"""reference: lists, folders and the counts that come with the library."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tifaku.tables.reference import general, read_reference, work_reports

ROOT = Path(__file__).parent.parent


def test_work_reports_state_their_size():
    reference = work_reports()
    assert reference.documents == 630 and reference.complete
    assert reference.total == reference.counts.sum() > 4_000_000
    first = (ROOT / "lib/tifaku/data/reference_work_reports.tsv").read_text(encoding="utf-8").partition("\n")[0]
    assert f"words={reference.total}" in first


def test_the_general_dictionary_is_no_complete_list():
    assert not general().complete and general().counts["中国"] > 0 and "脱贫攻坚" not in general().counts


def test_a_plain_list_is_read(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text("\ufeff# documents=7 of my own\nword\tcount\tmore\n党建\t3\tx\n产业 园\t2\n\n党建\t1\n", encoding="utf-8")
    reference = read_reference(path)
    assert reference.counts.to_dict() == {"党建": 4, "产业 园": 2}
    assert (reference.name, reference.total, reference.documents, reference.complete) == ("list", 6, 7, False)


def test_what_is_no_count_is_named_with_its_line(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text("党建\t3\n产业\tmany\n", encoding="utf-8")
    with pytest.raises(ValueError, match="list.tsv, line 2: 'many'"):
        read_reference(path)
    path.write_text("党建 3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no counts"):
        read_reference(path)
    with pytest.raises(FileNotFoundError):
        read_reference(tmp_path / "none.tsv")


def test_a_folder_is_counted_and_written_alike(tmp_path):
    folder, out = tmp_path / "mine", tmp_path / "mine.tsv"
    folder.mkdir()
    (folder / "a.txt").write_text("产业兴旺，产业发展。", encoding="utf-8")
    (folder / "b.txt").write_text("乡村振兴。", encoding="utf-8")
    counted = read_reference(folder)
    counting = [sys.executable, ROOT / "scripts" / "count_reference.py", folder, out]
    subprocess.run(counting, check=True, env=os.environ | {"PYTHONPATH": str(ROOT / "lib")})
    assert counted.counts.to_dict() == {"产业": 2, "兴旺": 1, "发展": 1, "乡村振兴": 1}
    assert counted.complete and counted.documents == read_reference(out).documents == 2
    assert read_reference(out).counts.to_dict() == counted.counts.to_dict()


def test_the_command_says_how_it_is_used():
    script = [sys.executable, ROOT / "scripts" / "count_reference.py"]
    done = subprocess.run(script, capture_output=True, text=True, cwd=ROOT / "lib")
    assert done.returncode == 1 and "FOLDER OUT.tsv" in done.stderr
