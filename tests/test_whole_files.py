"""whole_files: a file is there entirely or not at all; pages that a killed run had put aside come back."""

import pytest

from tifaku.corpus.files import whole
from tifaku.report import _settle


def test_what_fails_half_way_leaves_the_earlier_file_and_nothing_else(tmp_path):
    path = tmp_path / "tables" / "a.csv"
    with whole(path) as part:
        part.write_text("党建", encoding="utf-8")
    with pytest.raises(OSError, match="full"), whole(path) as part:
        part.write_text("党", encoding="utf-8")
        raise OSError("full")
    assert path.read_text(encoding="utf-8") == "党建"
    assert list(path.parent.iterdir()) == [path]


def test_what_a_killed_run_left_is_written_over(tmp_path):
    (tmp_path / ".a.csv.part").write_text("half")
    with whole(tmp_path / "a.csv") as part:
        part.write_text("whole")
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_pages_put_aside_come_back_and_old_ones_go(tmp_path):
    (tmp_path / ".html-old").mkdir()
    (tmp_path / ".html-old/index.html").write_text("old")
    _settle(tmp_path / "html")
    assert (tmp_path / "html/index.html").read_text() == "old"
    (tmp_path / ".html-old").mkdir()
    _settle(tmp_path / "html")
    assert [p.name for p in tmp_path.iterdir()] == ["html"]
