"""The data tables: what README and NOTICE say of each, hand-made rows, and the scripts that rebuild tables."""

import re
import subprocess
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import jieba
import pytest

from tifaku.text.lexicons import rows

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "lib" / "tifaku" / "data"
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
README = (DATA / "README.md").read_text(encoding="utf-8")
TABLES = sorted(path.stem for path in DATA.glob("*.tsv"))
#: What the README says: name, number of rows, text of the section.
SECTIONS = {
    name: (n, text) for name, n, text in re.findall(r"^### `(\w+)\.tsv` \(([\d,]+) rows?\)\n(.*?)(?=^#|\Z)", README, re.M | re.S)
}


@cache
def table(name):
    """The first line's columns and the other lines; a remark before them is left out."""
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    head, *body = lines[1:] if lines[0].startswith("# ") else lines
    assert body.pop() == "", "the last line ends too"
    return head.split("\t"), [line.split("\t") for line in body]


def script(name, *arguments):
    command = [sys.executable, ROOT / "scripts" / name, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def test_every_table_has_its_section_and_no_other():
    assert sorted(SECTIONS) == TABLES


@pytest.mark.parametrize("name", TABLES)
def test_the_section_knows_rows_and_columns(name):
    n, text = SECTIONS[name]
    columns, body = table(name)
    assert int(n.replace(",", "")) == len(body)
    other = re.match(r"Columns as in `(\w+)\.tsv`", text)
    assert table(other[1])[0] == columns if other else {column for column in columns if f"`{column}`" not in text} == set()
    assert all(len(row) == len(columns) for row in body)


@pytest.mark.parametrize("name", TABLES)
def test_the_section_says_how_to_rebuild_the_table(name):
    text = " ".join(SECTIONS[name][1].split())
    assert re.search(r"[Mm]ade by hand|annot be rebuilt from here|chosen by reading|Chosen by hand|`scripts/\w+\.py`", text)
    assert all((ROOT / path).is_file() for path in re.findall(r"`(scripts/\w+\.py)`", text))


@pytest.mark.parametrize("row", rows("licences"), ids=lambda row: row["name"])
def test_notice_names_every_source_of_data(row):
    if row["kind"] == "data" and row["licence"] != "counts of public documents":
        entry = re.search(rf"^\d+\. {row['name'].split(chr(39))[0]}.*?\n\n", NOTICE, re.M | re.S)
        assert entry and all(table in entry[0] for table in row["use"].split(", "))
        texts = {"MIT": "MIT License (text A)", "Apache": "Apache License, Version 2.0 (text C)", "Unicode": "software (text D)"}
        assert texts[row["licence"]] in entry[0]


def test_notice_holds_the_texts_of_the_licences():
    a, b, c = (NOTICE.index(head) for head in ("\nA. The MIT License", "\nB. WTFPL", "\nC. Apache License"))
    assert "The above copyright notice and this permission notice shall be included" in " ".join(NOTICE[a:b].split())
    assert "You just DO WHAT THE FUCK YOU WANT TO" in NOTICE[b:c] and "END OF TERMS AND CONDITIONS" in NOTICE[c:]


def test_packages_that_rows_name_are_in_notice():
    """A source that begins with a package and its version, such as china-division 2.7.0 (MIT)."""
    tables = [name for name in TABLES if name != "licences"]
    sources = {row["source"] for name in tables for row in rows(name) if "source" in row}
    packages = {match[1] for source in sources if (match := re.match(r"([a-z-]+)(?: zh)? \d+\.\d", source))}
    assert packages == {"china-division", "cpca", "jieba", "stopwords-iso"} and all(name in NOTICE for name in packages)


@pytest.mark.parametrize("name", [name for name in TABLES if f"{name}_by_hand" in TABLES])
def test_rows_by_hand_follow_the_others(name):
    made, by_hand = table(name), table(f"{name}_by_hand")
    assert made[0] == by_hand[0]
    assert rows(name) == tuple(dict(zip(made[0], row)) for row in made[1] + by_hand[1])
    assert len({row[0] for row in made[1] + by_hand[1]}) == len(rows(name))


def test_fixed_words_are_words_of_the_dictionary():
    dictionary = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8")
    tags = {word: tag for word, _, tag in map(str.split, dictionary.splitlines())}
    changed = {word for word, kind, _ in table("fixed_words")[1] if kind != ("idiom" if tags[word] in ("i", "l") else "word")}
    assert changed == {"十大建设"}  # 'ten big construction projects', a phrase that is no idiom


def test_words_for_dry_are_what_the_script_finds():
    if metadata.version("jieba") != "0.42.1" or not metadata.version("opencc").startswith("1.4"):
        pytest.skip("the table was made with jieba 0.42.1 and OpenCC 1.4")
    assert script("find_dry_words.py") == (DATA / "dry_words.tsv").read_text(encoding="utf-8")


def test_rows_are_counted_anew(tmp_path):
    (tmp_path / "a.txt").write_text(
        "高质量发展是“四个意识”。", encoding="utf-8"
    )  # 'high-quality development is the Four Consciousnesses'
    (tmp_path / "b.txt").write_text("四个意识，高质量发展，高质量发展。", encoding="utf-8")
    assert "\n高质量发展\t30\tn\t3\t2\t" in script("recount.py", tmp_path, "terms")
    assert "\n四个意识\t1\t2\t" in script("recount.py", tmp_path, "bare_names")
    assert "\n发展\t3\t" in script("recount.py", tmp_path, "bound_words")


def test_characters_are_counted_and_some_texts_left_out(tmp_path):
    for n in range(20):
        (tmp_path / f"{n}.txt").write_text("发展。", encoding="utf-8")
    lines = script("count_characters.py", tmp_path).splitlines()
    assert lines[0] == "context\tcount\tcharacters"
    assert "发\t21\t展" in lines  # 'develop'; 18 or so of 20, as a Fibonacci number
