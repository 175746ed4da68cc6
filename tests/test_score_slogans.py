"""Accuracy of find_slogans on the annotated seeds, with floors; marginal records are neither right nor wrong.

    python tests/test_score_slogans.py      prints figures, misses and false finds
"""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

from tifaku.blocks import find_blocks
from tifaku.documents import Document
from tifaku.slogans import find_slogans

SEEDS = Path(__file__).parent / "gold" / "seeds"
FLOORS = {"parallel_series": 0.85, "parallel_headings": 0.9, "plus_compound": 1.0, "coinage": 0.9}


def repaired(doc_id):
    text = (SEEDS / "repaired" / f"{doc_id[:3]}.txt").read_text("utf-8")
    return Document(doc_id=doc_id, raw=text, text=text, blocks=find_blocks(text))


@cache
def documents():
    return {record["doc"]: repaired(record["doc"]) for record in records()}


@cache
def records():
    return [json.loads(line) for line in (SEEDS / "slogans.jsonl").read_text("utf-8").splitlines()]


def wanted_segments(record, text):
    """The segments of a gold series as strings in the repaired text, without the annotator's outer quotation marks."""
    return [segment for segment in record["segments_simplified"]]


def gold(kind):
    """{doc_id: [(status, what to find, spans it covers)]}; a series is its segments, all else its surface at a place."""
    out = defaultdict(list)
    for record in records():
        if record["type"] == "parallel_series" == kind and record.get("rep_start") is not None:
            span = record["rep_start"], record["rep_end"]
            out[record["doc"]].append((record["status"], tuple(record["segments_simplified"]), [span]))
        elif record["type"] == "parallel_headings" == kind:
            text = documents()[record["doc"]].text
            spans = [(text.find(s), text.find(s) + len(s)) for s in record["segments_simplified"]]
            out[record["doc"]].append((record["status"], tuple(record["segments_simplified"]), spans))
        elif record["type"] == kind and (kind != "coinage" or record["quoted"]):
            for place in record["occurrences"]:
                if place["rep_start"] is not None:
                    span = place["rep_start"], place["rep_end"]
                    out[record["doc"]].append((record["status"], (record["surface_simplified"],), [span]))
    return out


def matches(slogan, segments, spans):
    """At least four fifths of the gold segments are found, and no more than a fifth on top of them."""
    found = [s.text for s in slogan.segments] if len(segments) > 1 else [slogan.surface]
    near = any(slogan.start < end and start < slogan.end for start, end in spans)
    shared = len(set(found) & set(segments))
    return near and shared >= 0.8 * len(segments) and shared >= 0.8 * len(found)


def score(kind):
    """-> (F1, precision, recall, lines that tell each miss and false find)."""
    hits = false = missed = 0
    lines = []
    for doc_id, doc in documents().items():
        found = [s for s in find_slogans(doc) if s.type == kind]
        want = gold(kind)[doc_id]
        used = set()
        for status, segments, spans in want:
            match = next((s for s in found if s not in used and matches(s, segments, spans)), None)
            if match:
                used.add(match)
                hits += status == "core"
            elif status == "core":
                missed += 1
                lines.append(f"MISSED {kind} {doc_id[:3]} {' | '.join(segments)}")
        marginal = [span for status, _, spans in want if status != "core" for span in spans]
        for slogan in found:
            if slogan not in used and not any(slogan.start < end and start < slogan.end for start, end in marginal):
                false += 1
                lines.append(f"FALSE  {kind} {doc_id[:3]} {' | '.join(s.text for s in slogan.segments) or slogan.surface}"
                             f"   {slogan.template}")
    precision, recall = hits / max(1, hits + false), hits / max(1, hits + missed)
    return 2 * hits / max(1, 2 * hits + false + missed), precision, recall, lines


def test_accuracy_floors():
    for kind, floor in FLOORS.items():
        f1, precision, recall, lines = score(kind)
        assert f1 >= floor, "\n".join([f"{kind}: F1 {f1:.3f} < {floor} (precision {precision:.3f}, recall {recall:.3f})", *lines])


if __name__ == "__main__":
    for kind in FLOORS:
        f1, precision, recall, lines = score(kind)
        print("\n".join(lines), f"\n{kind}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}")
