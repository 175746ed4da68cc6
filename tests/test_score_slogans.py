"""Accuracy of find_slogans on the annotated seeds, from the untouched files, with floors.

A series counts when at least four fifths of its segments match; core records count, a find that overlaps a marginal one is
neither right nor wrong. `python tests/test_score_slogans.py` prints the figures with every miss and false find.
"""

import json
from functools import cache
from pathlib import Path

import pytest

import tifaku

GOLD = Path(__file__).parent / "gold" / "seeds"
SEEDS = Path(__file__).parent.parent / "seeds"
FLOORS = {"parallel_series": 0.95, "parallel_headings": 0.9, "plus_compound": 1.0, "coinage": 0.95}


@cache
def documents():
    return {doc.doc_id: doc for doc in tifaku.read_corpus(SEEDS)}


@cache
def found(doc_id):
    return tifaku.find_slogans(documents()[doc_id])


def gold(kind):
    """(doc_id, status, [(raw span, repaired words), …]) of every record: the segments of a series, else one occurrence."""
    for line in (GOLD / "slogans.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["type"] != kind or kind == "coinage" and not record["quoted"]:
            continue
        if kind.startswith("parallel"):
            parts = list(zip(map(tuple, record["segment_spans"]), record["segments_simplified"]))
            yield record["doc"], record["status"], parts
        else:
            for place in record["occurrences"]:
                yield record["doc"], record["status"], [((place["start"], place["end"]), record["surface_simplified"])]


def parts_of(doc, slogan):
    if slogan.type.startswith("parallel"):
        return [(doc.to_raw(s.start, s.end), s.text) for s in slogan.segments]
    return [(doc.to_raw(slogan.start, slogan.end), slogan.surface)]


def overlap(one, two):
    return one[0] < two[1] and two[0] < one[1]


def matches(parts, wanted):
    """At least four fifths of the wanted segments are there, and no more than a fifth on top of them."""
    shared = sum(any(words == other and overlap(span, place) for place, other in parts) for span, words in wanted)
    return shared >= 0.8 * len(wanted) and shared >= 0.8 * len(parts)


def score(kind):
    """-> (F1, precision, recall, lines that tell each miss and false find)."""
    hits, used, lines, marginal = 0, set(), [], {}
    core = 0
    for doc_id, status, wanted in gold(kind):
        doc = documents()[doc_id]
        match = next((s for s in found(doc_id) if s.type == kind and s not in used and matches(parts_of(doc, s), wanted)), None)
        if match:
            used.add(match)
        if status == "core":
            core += 1
            hits += match is not None
            lines += [] if match else [f"MISSED {kind} {doc_id[:3]} {' | '.join(words for _, words in wanted)}"]
        else:
            marginal.setdefault(doc_id, []).extend(span for span, _ in wanted)
    false = [
        slogan for doc_id, doc in documents().items() for slogan in found(doc_id)
        if slogan.type == kind and slogan not in used
        and not any(overlap(doc.to_raw(slogan.start, slogan.end), span) for span in marginal.get(doc_id, []))
    ]  # fmt: skip
    lines += [f"FALSE  {kind} {s.doc_id[:3]} {' | '.join(g.text for g in s.segments) or s.surface}" for s in false]
    precision, recall = hits / max(1, hits + len(false)), hits / max(1, core)
    return 2 * hits / max(1, core + hits + len(false)), precision, recall, lines


@pytest.mark.parametrize("kind", FLOORS)
def test_f1_has_not_fallen(kind):
    f1, precision, recall, lines = score(kind)
    assert f1 >= FLOORS[kind], "\n".join([f"{kind}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}", *lines])


def test_awards_events_and_fixed_words_are_no_coinages():
    """Of the quoted names in the gold none is taken for a coinage, but for one in twenty."""
    wrong, total = [], 0
    for line in (GOLD / "slogans.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["type"] == "quoted_other":
            doc = documents()[record["doc"]]
            for place in record["occurrences"]:
                total += 1
                span = place["start"], place["end"]
                wrong += [s for s in found(record["doc"]) if s.type == "coinage" and overlap(doc.to_raw(s.start, s.end), span)]
    assert total >= 15 and len(wrong) <= 0.05 * total, wrong


if __name__ == "__main__":
    for name in FLOORS:
        f1, precision, recall, lines = score(name)
        print(*lines, f"{name}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}", sep="\n")
