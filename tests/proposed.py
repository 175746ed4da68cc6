"""Gold as a proposer: the components of annotated texts as rows of a table of proposals, sound or damaged in ten ways."""

import json
import random
from functools import cache
from pathlib import Path

import tifaku
from tifaku.decisions.verbatim import to_text

GOLD = Path(__file__).parent / "gold"


@cache
def annotated(name):
    """The Documents of a gold folder, and a list of rows of each name that is stated: (doc_id, start, end, surface, group, …)."""
    docs = [tifaku.read_text(p.read_text("utf-8"), doc_id=p.stem) for p in sorted((GOLD / name / "docs").glob("*.txt"))]
    by_id = {doc.doc_id: doc for doc in docs}
    lines = [line for path in sorted((GOLD / name).glob("gold*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    names = [list(_rows(by_id[record["doc"]], record)) for record in map(json.loads, lines) if record["kind"] != "negative"]
    return docs, [rows for rows in names if rows]


def _rows(doc, record):
    start, end = to_text(doc, record["start"], record["end"])
    for number, group in enumerate(record.get("groups", [])):
        for span in group.get("component_spans") or group.get("spans") or []:
            place = to_text(doc, *span)
            name = {"doc_id": doc.doc_id, "start": start, "end": end, "surface": doc.text[start:end], "proposer": "gold"}
            yield name | {"group": number, "component": doc.text[slice(*place)], "place": place, "declared": record["numerals"]}


def paraphrased(rows, row, text, dice):
    return [row | {"component": row["component"][::-1] + "等方面"}]


def miscounted(rows, row, text, dice):
    """One more than there are, from elsewhere in the article."""
    at = dice.randrange(max(1, len(text) - 4))
    return [row | {"component": text[at : at + 4]}, row]


def mentioned_elsewhere(rows, row, text, dice):
    at = text.find(row["component"][:2], row["place"][1])
    return [row | {"component": text[at : at + len(row["component"])]}] if at >= 0 else None


def overlapping(rows, row, text, dice):
    start, end = row["place"]
    return [row | {"component": text[(start + end) // 2 : end + (end - start) // 2 + 2]}]


def from_another(rows, row, text, dice):
    return [row | {"component": "坚持把支部建在产业链上"}]  # 'set up branches along the chains of production'


def invented(rows, row, text, dice):
    return [row | {"component": dice.choice(["绿色", "创新驱动", "人民至上", "数字赋能", "共同富裕"])}]


def in_the_other_script(rows, row, text, dice):
    import opencc

    other = opencc.OpenCC("s2t").convert(row["component"])
    return [row | {"component": other}] if other != row["component"] else None


def trimmed(rows, row, text, dice):
    return [row | {"component": row["component"][1:]}] if len(row["component"]) > 1 else None


def extended(rows, row, text, dice):
    start, end = row["place"]
    return [row | {"component": text[start : end + dice.randrange(1, 8)]}]


def empty(rows, row, text, dice):
    return [row | {"component": ""}]


DAMAGES = [
    *(paraphrased, miscounted, mentioned_elsewhere, overlapping, from_another),
    *(invented, in_the_other_script, trimmed, extended, empty),
]


def damaged(name, damage, seed=1):
    """The gold of a folder with one item of each name that is explained in full damaged, and the damaged rows."""
    docs, names = annotated(name)
    texts, dice = {doc.doc_id: doc.text for doc in docs}, random.Random(seed)
    out, bad = [], []
    for rows in names:
        row = dice.choice(rows)
        new = damage(rows, row, texts[row["doc_id"]], dice)
        for other in rows:
            out += new if other is row and new else [other]
        bad += new[:1] if new else []
    return docs, out, bad
