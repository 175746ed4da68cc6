"""scale: one worker, two, and after workers and the whole run were killed, the results are those of a corpus in memory."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import psutil
import pyarrow
import pyarrow.parquet
import pytest

import tifaku
from tifaku import components_table, open_dataset
from tifaku.datasets import stored_documents
from tifaku.scale.__main__ import main
from tifaku.scale.batches import batches_of
from tifaku.scale.partitions import Settings, library, work_on
from tifaku.scale.running import scale
from tifaku.text.documents import Document

ROOT = Path(__file__).resolve().parents[1]
KILLS = int(os.environ.get("TIFAKU_KILLS", "50" if os.environ.get("TIFAKU_TRIALS") else "3"))
LOST = 1  # the exit status where some batches were lost
BATCH = 30_000
SETTINGS = Settings("rjieba", False, (), library())
TABLES = {
    "documents": tifaku.corpus_table,
    "edits": tifaku.edits_table,
    "blocks": tifaku.blocks_table,
    "metadata": tifaku.metadata_table,
    "formulas": tifaku.formulas_table,
    "slogans": tifaku.slogans_table,
    "clusters": tifaku.clusters_table,
}

pytestmark = pytest.mark.xdist_group("scale")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """60 articles, so that near-duplicates are looked for by their sketches, some of them reprints; and one that is damaged."""
    folder = tmp_path_factory.mktemp("corpus")
    texts = [path.read_text("utf-8") for path in sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("tests/gold/dev/docs/*.txt")])][
        :40
    ]
    for number in range(60):
        text = texts[number % len(texts)]
        (folder / f"{number:03}.txt").write_text(text[number // len(texts) * 40 :], "utf-8")
    (folder / "060.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "sources.tsv").write_text("doc_id\tprovince\n000\t贵州省\nnowhere\t云南省\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def in_memory(corpus):
    docs = tifaku.read_corpus(corpus)
    return docs, tifaku.tokenize(docs, "rjieba")


def command(corpus, out, workers):
    return subprocess.Popen(
        [sys.executable, "-m", "tifaku.scale", corpus, out, "--workers", str(workers), "--batch-megabytes", str(BATCH / 1e6)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "lib")}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def killed_at_random(corpus, out, kills):
    """Run it with two workers, and kill one of them, or the main process, at moments of work; then let it finish.

    Where luck kills every worker of one batch, the run ends with status 1 and its advice is followed: it is run again.
    """
    luck = random.Random(kills)
    run = None
    while kills:
        run = run or command(corpus, out, 2)
        before = len([*out.glob("articles/*")])
        while run.poll() is None and len([*out.glob("articles/*")]) == before:
            time.sleep(0.02)
        time.sleep(luck.uniform(0, 0.3))
        if run.poll() is not None:  # it was too quick for us: from the start
            run, out = None, out.with_name(out.name + "x")
            continue
        main = psutil.Process(run.pid)
        workers = main.children(recursive=True)
        victim = luck.choice([main, *workers])
        victim.kill()
        kills -= 1
        if victim == main:
            run.wait()
            run = None
    run = run or command(corpus, out, 2)
    if run.wait(120) == LOST:
        run = command(corpus, out, 2)
    assert run.wait(120) == 0
    return out


@pytest.fixture(scope="module", params=["1 worker", "2 workers", "killed"])
def dataset(request, corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "dataset"
    if request.param == "killed":
        out = killed_at_random(corpus, out, KILLS)
    else:
        run = command(corpus, out, request.param[0])
        assert run.wait(120) == 0, run.stdout.read()
    return open_dataset(out)


def same(one, other):
    pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True), check_exact=True, check_dtype=False)


def plain(tokens):
    return tokens.astype({name: object for name in ("doc_id", "token", "pos")})


def test_every_table_is_that_of_the_corpus_in_memory(dataset, in_memory):
    docs, tokens = in_memory
    for table in TABLES.values():
        same(table(dataset), table(docs))
    same(dataset.table("components"), components_table(docs, [f for doc in docs for f in tifaku.find_formulas(doc)]))
    same(plain(dataset.table("tokens")), plain(tokens))
    same(dataset.problems.sort_values(["file", "reason"]), docs.problems.sort_values(["file", "reason"]))
    assert len(dataset.problems) == 2
    assert dataset.clusters.to_dict() == tifaku.cluster_of(docs).to_dict()


def test_every_statistic_is_that_of_the_tokens_in_memory(dataset, in_memory):
    docs, tokens = in_memory
    place = {doc.doc_id: int(doc.doc_id) % 2 for doc in docs}
    for own, other in (
        (dataset, tokens),
        (tifaku.words(dataset), tifaku.words(tokens)),
        (tifaku.words(dataset, False), tifaku.words(tokens, False)),
        (tifaku.ngrams(dataset, 3), tifaku.ngrams(tokens, 3)),
        (tifaku.ngrams(tifaku.words(dataset)), tifaku.ngrams(tifaku.words(tokens))),
    ):
        for table in (tifaku.term_frequency, tifaku.tf_idf, tifaku.dispersion, tifaku.keyness):
            same(table(own), table(other))
        same(tifaku.compare(own, place), tifaku.compare(other, place))
        same(tifaku.term_frequency(own, dataset.clusters), tifaku.term_frequency(other, tifaku.cluster_of(docs)))
    same(tifaku.kwic(dataset, "三级书记"), tifaku.kwic(docs, "三级书记"))


def test_a_dataset_gives_its_documents_back(dataset, in_memory):
    docs, _ = in_memory
    assert list(dataset) == list(docs)
    assert dataset["007"] == docs["007"]
    with pytest.raises(KeyError, match="no article 'none'"):
        dataset["none"]


def test_tokens_are_chosen_before_they_are_joined(dataset):
    with pytest.raises(ValueError, match="choose the tokens first"):
        tifaku.words(tifaku.ngrams(dataset))


def stamps(out):
    return {path.relative_to(out).as_posix(): path.stat().st_mtime_ns for path in out.glob("*/*/*.parquet")}


def test_nothing_is_done_twice_and_another_segmenter_only_cuts_again(corpus, tmp_path):
    done = {name: work_on(batch, SETTINGS, str(tmp_path)) for name, batch in enumerate(batches_of(corpus, BATCH)[0])}
    first = stamps(tmp_path)
    for number, batch in enumerate(batches_of(corpus, BATCH)[0]):
        assert work_on(batch, SETTINGS, str(tmp_path)) == done[number]
    assert stamps(tmp_path) == first
    batch = next(iter(batches_of(corpus, BATCH)[0]))
    other = work_on(batch, Settings("jieba", False, (), library()), str(tmp_path))
    new = {path for path in stamps(tmp_path) if path not in first}
    assert new == {f"tokens/{other.tokens}/tokens.parquet", f"tokens/{other.tokens}/problems.parquet"}
    assert other.articles == done[0].articles


def test_an_article_that_changed_makes_another_partition(corpus, tmp_path):
    (tmp_path / "a.txt").write_text("坚持党建引领。", "utf-8")  # 'uphold Party building as the lead'
    batch = next(iter(batches_of(tmp_path, BATCH)[0]))
    before = batch.digest()
    (tmp_path / "a.txt").write_text("坚持党建引路。", "utf-8")
    assert batch.digest() != before


def json_lines(path, *lines):
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return path


def documents(path, size):
    return [doc for batch in batches_of(path, size)[0] for doc, _ in batch.read() if doc]


def done_alone(batch, out):
    part = work_on(batch, SETTINGS, str(out))
    docs = list(stored_documents(out / "articles" / part.articles))
    return docs, pd.read_parquet(out / "articles" / part.articles / "problems.parquet")


def test_a_bad_line_is_a_problem_and_the_others_are_read(tmp_path):
    path = json_lines(
        tmp_path / "news.jsonl",
        {"doc_id": "a", "text": "坚持黨建引領", "province": "贵州省", "year": 2021},
        b'{"doc_id": "b", "text": ',
        b"\xff\xfe",
        {"doc_id": "c", "text": 7},
        b"[" * 100_000,
        {"doc_id": "a", "text": "同名"},
        {"doc_id": "d", "text": "半个\ud800字\x00"},
    )
    docs, problems = done_alone(next(iter(batches_of(path, 10**6)[0])), tmp_path / "out")
    assert [(doc.doc_id, doc.text) for doc in docs] == [("a", "坚持党建引领"), ("c", "7"), ("d", "半个\ufffd字\x00")]
    assert {name: fact.value for name, fact in docs[0].metadata.items() if fact.basis == "table"} == {
        "province": "贵州省",
        "year": "2021",
    }
    assert problems.file.tolist() == [f"news.jsonl, line {n}" for n in (2, 3, 5, 6)]


def test_batches_of_a_table_are_all_its_rows_once(tmp_path):
    path = json_lines(tmp_path / "news.jsonl", *({"doc_id": str(n), "text": "县" * n} for n in range(1, 60)))
    parts = list(batches_of(path, 500)[0])
    assert len(parts) > 5 and all(part.size < 700 for part in parts)
    assert [doc.doc_id for doc in documents(path, 500)] == [str(n) for n in range(1, 60)]


@pytest.mark.parametrize("change", [
    lambda rows: rows[0].update(text="坚持党建引路"), lambda rows: rows[0].update(province="云南省"),
    lambda rows: rows.insert(0, {"doc_id": "b", "text": "脱贫"}),
], ids=["text", "fact", "place"])  # fmt: skip
def test_a_batch_of_rows_is_named_by_what_it_holds(tmp_path, change):
    rows = [{"doc_id": "a", "text": "坚持党建引领", "province": "贵州省"}]
    (before,) = batches_of(json_lines(tmp_path / "news.jsonl", *rows), 10**6)[0]
    (again,) = batches_of(tmp_path / "news.jsonl", 10**6)[0]
    assert before.digest() == again.digest()
    change(rows)
    (after,) = batches_of(json_lines(tmp_path / "news.jsonl", *rows), 10**6)[0]
    assert after.digest() != before.digest()


def test_parquet_is_read_as_lines_are(tmp_path):
    rows = [{"doc_id": str(n), "text": "党建引领" * n, "county": None if n % 2 else "巧家县"} for n in range(1, 50)]
    lines = json_lines(tmp_path / "news.jsonl", *rows)
    pd.DataFrame(rows).to_parquet(tmp_path / "news.parquet", row_group_size=20)
    of_rows, of_lines = (documents(tmp_path / name, 500) for name in ("news.parquet", lines.name))
    assert len([*batches_of(tmp_path / "news.parquet", 500)[0]]) > 3
    assert [(d.doc_id, d.text, d.metadata) for d in of_rows] == [(d.doc_id, d.text, d.metadata) for d in of_lines]


ROW = {"doc_id": ["a"], "text": ["坚持党建引领。"]}  # 'uphold Party building as the lead'


@pytest.mark.parametrize(
    "columns, read",
    [
        (ROW, ["a"]),
        (ROW | {"text": ["坚持党建引领。".encode()]}, ["a"]),
        (ROW | {"text": [["坚持党建引领。", "推进乡村振兴。"]]}, ["a"]),
        (ROW | {"doc_id": [7]}, ["7"]),
        ({"text": ["坚持党建引领。", "推进乡村振兴。"]}, ["news#1", "news#2"]),
        ({"doc_id": ["a", None, "", "d"], "text": [None, "b", "b", "d"]}, ["news#2", "news#3", "d"]),
        (ROW | {"b": [b"\xff"], "n": [float("nan")], "list": [[1]], "map": [{"a": None}]}, ["a"]),
        ({"doc_id": ["a", "b"], "text": ["b"] * 2, "when": pyarrow.array([2**60, 0], pyarrow.timestamp("ms"))}, ["b"]),
        (ROW | {"text": pyarrow.array(ROW["text"]).dictionary_encode()}, ["a"]),
        ({"doc_id": ["../../x", "a\nb", "\0", "é" * 300], "text": ["b"] * 4}, ["../../x", "a\nb", "\0", "é" * 300]),
        (
            {
                "doc_id": ["a", "b"],
                "text": pyarrow.Array.from_buffers(
                    pyarrow.string(), 2, [None, *map(pyarrow.py_buffer, (b"\0\0\0\0\2\0\0\0\4\0\0\0", b"\xff\xfeab"))]
                ),
            },
            ["b"],
        ),
    ],
    ids=["text", "bytes", "list", "numbered", "no numbers", "missing", "odd facts", "no date", "coded", "names", "no UTF-8"],
)
def test_rows_of_all_types_are_read_and_a_bad_one_is_a_problem(tmp_path, columns, read):
    table = pyarrow.table(columns)
    pyarrow.parquet.write_table(table, tmp_path / "news.parquet")
    (batch,), _, _ = batches_of(tmp_path / "news.parquet", BATCH)
    docs, problems = done_alone(batch, tmp_path / "out")
    assert [doc.doc_id for doc in docs] == read
    assert len(problems) == len(table) - len(read) and all(problems["what_to_do"])


@pytest.mark.parametrize("data", [b"", b"PAR1".ljust(99), None], ids=["empty", "no Parquet", "damaged"])
def test_a_broken_parquet_is_told(tmp_path, data):
    path = tmp_path / "news.parquet"
    pyarrow.parquet.write_table(pyarrow.table(ROW), path)
    path.write_bytes(path.read_bytes()[:4] + bytes(60) + path.read_bytes()[64:] if data is None else data)
    with pytest.raises(ValueError, match=r"^news.parquet .*no sound Parquet.* write "):
        batches_of(path, BATCH)


def test_what_is_no_corpus_is_told(tmp_path):
    (tmp_path / "news.csv").write_text("a")
    with pytest.raises(ValueError, match="news.csv has no column that is known to hold articles .* it has a: say which"):
        batches_of(tmp_path / "news.csv", BATCH)
    with pytest.raises(FileNotFoundError, match="holds no finished dataset"):
        open_dataset(tmp_path)
    with pytest.raises(FileNotFoundError, match="No folder or file"):
        batches_of(tmp_path / "gone", BATCH)


@pytest.mark.parametrize("line, status", [({"正文": "坚持党建引领。"}, 0), ({"正文": " "}, 2), ({"k": 1}, 2)])
def test_nothing_read_is_an_error_and_says_why(tmp_path, capsys, line, status):
    path = json_lines(tmp_path / "news.jsonl", line, {"正文": ""} if "正文" in line else {"k": 2})
    assert main([str(path), str(tmp_path / "out"), "--workers", "1"]) == status
    said = capsys.readouterr().err.splitlines()
    assert any(line.startswith("tifaku scale: ") and "news.jsonl" in line for line in said) == (status == 2)
    if status == 0:
        assert "news.jsonl as JSON lines: 正文 as text" in said
        assert "not read: news.jsonl, line 2 has no text" in said and "next: fill it in, or delete the row" in said


def test_one_article_that_fails_leaves_the_others(corpus, tmp_path, monkeypatch):
    from tifaku.scale import partitions

    def fails(docs: list[Document]):
        if any(doc.doc_id == "001" for doc in docs):
            raise RecursionError
        return tifaku.find(docs)

    monkeypatch.setattr(partitions, "find", fails)
    batch = next(iter(batches_of(corpus, 10**9)[0]))
    docs, problems = done_alone(batch, tmp_path)
    assert len(docs) == 59
    assert problems[problems.file == "001.txt"].reason.item() == "could not be searched (RecursionError)"


def tables_of(dataset):
    names = ("documents", "formulas", "components", "slogans", "tokens", "clusters", "problems")
    return {name: plain_rows(dataset.table(name)) for name in names}


def plain_rows(table):
    return sorted(map(repr, table.drop(columns="file", errors="ignore").astype(object).values.tolist()))


def test_the_numbers_are_the_same_whatever_the_size_of_a_batch(tmp_path):
    """Where articles share a doc_id the first one counts, whether they stand in one batch or in several."""
    texts = ["坚持“四抓四度”工作法。", "打好“绿色、生态、有机”三张牌。", "选得准、树得住、叫得响。"]
    ids = ["a", "b", "a", "c", "a", "b"]
    path = json_lines(tmp_path / "news.jsonl", *({"doc_id": i, "text": texts[n % 3] * (n + 2)} for n, i in enumerate(ids)))
    small, large = (scale(path, tmp_path / name, workers=2, batch_bytes=size) for name, size in (("s", 100), ("l", BATCH)))
    assert len(small.partitions) > 3 and len(large.partitions) == 1
    assert tables_of(small) == tables_of(large) and len(small) == 3 and len(small.problems) == 3
    assert tables_of(scale(path, tmp_path / "s", workers=2, batch_bytes=100)) == tables_of(large)


@pytest.mark.parametrize("harm", ["cut", "one byte", "gone", "no sums", "no file of sums"])
def test_a_partition_that_is_damaged_is_done_again(tmp_path, harm):
    path = json_lines(tmp_path / "news.jsonl", {"doc_id": "a", "text": "坚持“四抓四度”工作法。"})
    (batch,) = batches_of(path, BATCH)[0]
    done = work_on(batch, SETTINGS, str(tmp_path / "out"))
    whole = {file: file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file()}
    for room, name in (("articles", "formulas"), ("tokens", "tokens")):
        (file,) = (tmp_path / "out" / room).rglob(f"{name}.parquet")
        data, sums = file.read_bytes(), file.with_name("sums.json")
        if harm == "cut":
            file.write_bytes(data[:99])
        elif harm == "one byte":
            file.write_bytes(data[:50] + bytes([data[50] ^ 1]) + data[51:])
        elif harm == "gone":
            file.unlink()
        else:
            sums.write_text("{") if harm == "no sums" else sums.unlink()
    assert work_on(batch, SETTINGS, str(tmp_path / "out")) == done
    assert {file: file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file()} == whole


@pytest.mark.parametrize("content", [b"", b"\n\n", b"7\n", b'{"doc_id": "a", "text": " "}', b"\xd5\xe2\n"], ids=repr)
def test_a_corpus_of_which_nothing_is_read_is_an_error(tmp_path, capsys, content):
    (tmp_path / "news.jsonl").write_bytes(content)
    assert main([str(tmp_path / "news.jsonl"), str(tmp_path / "out"), "--workers", "1"]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("tifaku scale: ")


def test_scale_in_a_script(tmp_path):
    path = json_lines(tmp_path / "news.jsonl", {"doc_id": "a", "text": "坚持党建引领，推进乡村振兴。"})
    dataset = scale(path, tmp_path / "out", workers=1)
    assert len(dataset) == 1 and tifaku.term_frequency(dataset).n.sum() == len(tifaku.tokenize("坚持党建引领，推进乡村振兴。"))
