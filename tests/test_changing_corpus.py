"""A corpus that changes while a report or a dataset is made of it: that is said, and earlier results stay."""

import dataclasses

import pytest

from tifaku import report
from tifaku.scale.batches import batches_of
from tifaku.scale.partitions import Settings, work_on

ARTICLE = "坚持“四抓四度”工作法，打好“绿色、生态、有机”三张牌。\n"


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "mytexts"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["a.txt", "b.txt", "user_terms.tsv"])
def test_a_report_is_not_made_of_two_states_of_a_corpus(corpus, tmp_path, monkeypatch, name):
    earlier = tmp_path / "out/html/index.html"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("earlier")

    def change(*_, **__):
        (corpus / name).write_text(ARTICLE * 2, encoding="utf-8")
        return []

    monkeypatch.setattr(report, "run_notebooks", change)
    with pytest.raises(RuntimeError, match="^the articles in mytexts/ changed while the notebooks ran; run the report again$"):
        report.make_report(corpus, tmp_path / "out", {}, report.Progress())
    assert [path.name for path in earlier.parent.iterdir()] == ["index.html"] and earlier.read_text() == "earlier"


def test_a_partition_is_not_named_by_articles_that_it_has_not(corpus, tmp_path):
    class Changing(type(batches_of(corpus, 1000)[0][0])):
        def read(self):
            (corpus / "a.txt").write_text(ARTICLE * 2, encoding="utf-8")
            return super().read()

    (batch,), _, _ = batches_of(corpus, 1000)
    changing = Changing(**{field.name: getattr(batch, field.name) for field in dataclasses.fields(batch)})
    with pytest.raises(RuntimeError, match="changed while they were read"):
        work_on(changing, Settings("rjieba", False, (), "x"), str(tmp_path / "out"))
    assert not list((tmp_path / "out").rglob("*.parquet"))
