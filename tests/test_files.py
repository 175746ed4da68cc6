"""files: a folder is found from any working directory, and what can't be found says where it was looked for."""

import pytest

from tifaku.corpus.files import ROOT, find_folder, out_folder


def test_a_relative_folder_is_found_from_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert find_folder("seeds") == ROOT / "seeds"
    (tmp_path / "seeds").mkdir()
    assert find_folder("seeds").resolve() == (tmp_path / "seeds").resolve()


@pytest.mark.parametrize("name, error", [("no such folder", FileNotFoundError), ("README.md", NotADirectoryError)])
def test_what_is_no_folder_is_named(name, error):
    with pytest.raises(error, match=name):
        find_folder(name)


def test_results_go_where_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("TIFAKU_OUT", str(tmp_path / "out"))
    assert out_folder() == tmp_path / "out" and out_folder().is_dir()
