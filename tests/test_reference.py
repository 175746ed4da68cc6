"""reference: lists, folders and the counts that come with the library."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tifaku.tables.reference import general, read_reference, work_reports
from tokentables import write_list

ROOT = Path(__file__).parent.parent


def test_work_reports_state_their_size():
    reference = work_reports()
    assert reference.documents == 2938 and not reference.complete and reference.paratext and "昆明" in reference.places
    assert reference.total == 20_233_321 > reference.counts.sum()
    assert set(reference.spread.periods) == {2012, 2017, 2022, 2026} and reference.counts.index.is_monotonic_increasing


def test_the_spread_is_that_of_the_articles(tmp_path):
    """Of ten articles the rates are their own quartiles; between two of them a share is linear."""
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text("产业" * (number + 1) + "发展" * (99 - number), encoding="utf-8")
    out = tmp_path / "list.tsv"
    write_list(tmp_path, out)
    reference = read_reference(out)
    at = reference.counts.index.get_loc("产业")
    assert reference.spread.n_documents[at] == 10 and reference.spread.mean[at] == pytest.approx(0.055, rel=1e-3)
    assert reference.spread.quantiles[at] == pytest.approx([0.01, 0.0325, 0.055, 0.0775, 0.1])
    below = reference.spread.below(np.full(5, at), np.array([0.005, 0.01, 0.055, 0.06625, 0.2]))
    assert below == pytest.approx([0, 0, 0.5, 0.625, 1])


def test_a_row_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text("# documents=9\nterm\tn\tn_documents\tmean\tsd\tquantiles\n党建\tmany\t1\t1\t1\t1 1 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="list.tsv has a row"):
        read_reference(path)


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
