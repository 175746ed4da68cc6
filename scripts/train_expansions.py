"""Makes the weights by which the items of a formula are chosen, and says, cross-validated by document, what they are worth.

    python scripts/train_expansions.py               prints the figures of every gold set, by weights of other folds
    python scripts/train_expansions.py --write       and writes edge_weights.tsv and row_weights.tsv, from all texts
    python scripts/train_expansions.py FILE          prints those of rules, of the proposals in FILE, and of both
    python scripts/train_expansions.py --ablation    for each construction: how many stated lists it gives, and how many it alone

Three models, each a conditional logit with a penalty on the square of the weights: of all places in a segment where an item
begins or ends; of all candidates for a name and silence; of a chosen list, whether it is exact. The gold are the folders SETS
of tests/gold; silences.jsonl holds names in work reports of which their surroundings state nothing, each with half the weight,
without which lists are invented.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from shutil import copy, copytree
from tempfile import mkdtemp

import numpy as np
from scipy.optimize import minimize

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "lib"), str(ROOT / "tests" / "gold")]

import score  # noqa: E402
from score_proposals import keep_proposed, readers  # noqa: E402

import tifaku  # noqa: E402
from tifaku.formulas import detect, stated  # noqa: E402
from tifaku.formulas.stated import before, choice, fits, item_edges, rows, series, weighing  # noqa: E402
from tifaku.formulas.stated.choice import candidates  # noqa: E402
from tifaku.formulas.stated.page import Page  # noqa: E402
from tifaku.text.documents import Document  # noqa: E402
from tifaku.text.marks import folded  # noqa: E402

GOLD, DATA = ROOT / "tests" / "gold", ROOT / "lib" / "tifaku" / "data"
SETS = ("seeds", "dev", "dev2", "fresh", "articles", "passages", "kinds", "web", "drawn", "reports")
FOLDS, SILENCE, EXACT = 6, 0.5, 0.98
NO_CANDIDATE = weighing.Candidate((), (), "")
PENALTY = {"start": 0.5, "end": 0.5, "choice": 1.0, "confidence": 1.0}


# Gold ------------------------------------------------------------------------------------------------------------------------


def folders():
    """Each set as a folder that the scorer reads."""
    for name in SETS:
        folder = Path(mkdtemp()) / "gold" / name
        copytree(GOLD.parents[1] / "seeds" if name == "seeds" else GOLD / name / "docs", folder / "docs")
        for records in (GOLD / name).glob("*.jsonl"):
            copy(records, folder)
        yield name, folder


def told(record):
    """Whether a record says what the text states, so that the expansion can be scored."""
    core = record["kind"] != "negative" and record["status"] == "core"
    return core and record.get("expansion_status", "core") == "core"


def spans_of(raw, record):
    return [[score.bare(raw, *span) for span in spans] for spans in score.components(record)]


# What the models see ---------------------------------------------------------------------------------------------------------


def edge_rows(name, doc, records):
    """The lists that are cut while a document is read, with the gold's edges where the gold has the same list."""
    raw, text, calls = doc.raw, folded(doc.text), set()
    cut = item_edges.trimmed

    def recorded(text, spans, head, lead, tail, among=0):
        calls.add((tuple(spans), head or "", lead, tail, among))
        return cut(text, spans, head, lead, tail, among)

    for module in (fits, series, before, rows):
        setattr(module, "trimmed", recorded)
    tifaku.find_formulas(doc)
    for module in (fits, series, before, rows):
        setattr(module, "trimmed", cut)
    lists = [
        sorted(spans) for r in records if told(r) and r["resolution"] == "complete" for spans in gold_lists(spans_of(raw, r))
    ]
    for spans, head, lead, tail, among in sorted(calls):
        places = [score.bare(raw, *doc.to_raw(*span)) for span in spans]
        for gold in lists:
            same = len(gold) == len(places) > 1 and gold[1:-1] == places[1:-1]
            if same and gold[0][1] == places[0][1] and gold[-1][0] == places[-1][0]:
                start, end = gold[0][0] - places[0][0], gold[-1][1] - gold[-1][0]
                segments = tuple(text[s:e] for s, e in spans)
                if 0 <= start < len(segments[0]) and end <= len(segments[-1]):
                    yield (name, doc.doc_id), item_edges.Row(segments, head, lead, tail, among), start, end
                    break


def gold_lists(groups):
    several = [spans for spans in groups if len(spans) > 1]
    return [*several, [span for spans in groups for span in spans]] if len(groups) > 1 else several


def edge_problems(lists, edge):
    """For each list the options of an edge as dicts of evidence, and which is right."""
    for key, row, start, end in lists:
        right = start if edge == "start" else end
        places = item_edges.starts(row) if edge == "start" else item_edges.ends(row)
        evidence = item_edges.start_evidence if edge == "start" else item_edges.end_evidence
        options = sorted({*places, right})
        seen = [{k: float(v) for k, v in said.items() if v} for said in evidence(row, options)]
        yield key, seen, [options.index(right)], 1.0


def names_of(name, doc, records):
    """The annotated names of a document with their candidates, and which of them are exact."""
    formulas = detect(doc.text)
    page, raw = Page(doc, tuple(formulas)), doc.raw
    found = {score.bare(raw, *doc.to_raw(f.start, f.end)): f for f in formulas}
    for record in filter(told, records):
        formula = found.get(score.bare(raw, record["start"], record["end"]))
        if formula and formula.kind != "distributive":
            options = with_evidence(page, formula)
            gold = spans_of(raw, record)
            for option in options:
                got = [[score.bare(raw, *doc.to_raw(*span)) for span in spans] for spans in option["items"]]
                option["exact"] = record["resolution"] != "unresolved" and score.is_exact(raw, record, gold, got)
            yield {"key": (name, doc.doc_id), "formula": formula, "says": record["resolution"], "options": options, "weight": 1.0}


def with_evidence(page, formula):
    found = candidates(page, formula)
    said = (
        weighing.candidate_evidence(page, formula, c, len(found) - 1) | weighing.edge_evidence(page, formula, c) for c in found
    )
    return [{"items": c.items, "ties": c.ties, "evidence": e, "exact": False} for c, e in zip(found, said)]


def silences():
    for line in (GOLD / "silences.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        formulas = detect(row["text"])
        page = Page(Document(row["doc"], row["text"], row["text"]), tuple(formulas))
        formula = next((f for f in formulas if f.start == row["start"]), None)
        options = with_evidence(page, formula) if formula else []
        if options:
            key = ("silences", row["doc"])
            yield {"key": key, "formula": formula, "says": "unresolved", "options": options, "weight": SILENCE}


def choice_problem(name):
    """The candidates of a name and silence, which stands first, and which of them are right; None where none can be."""
    right = [0] if name["says"] == "unresolved" else [i for i, o in enumerate(name["options"], 1) if o["exact"]]
    silence = weighing.silence_evidence(name["formula"])
    options = [silence, *(option["evidence"] for option in name["options"])]
    return (name["key"], options, right, name["weight"]) if right and name["options"] else None


def confidence_problem(name, weights):
    """Whether the chosen candidate is exact, as a choice between nothing and its evidence; None where silence is chosen."""
    options = [weighing.silence_evidence(name["formula"]), *(option["evidence"] for option in name["options"])]
    chances = shares([weighed(option, weights) for option in options])
    if len(options) < 2 or 1 - chances[0] < choice.LEAST or name["says"] == "partial":
        return None
    best = int(np.argmax(chances[1:]))
    best_of_all = choice.Weighed(NO_CANDIDATE, float(chances[best + 1]), name["options"][best]["evidence"])
    return name["key"], [{}, choice.confidence_evidence(best_of_all)], [int(name["options"][best]["exact"])], 1.0


# The model -------------------------------------------------------------------------------------------------------------------


def fit(problems, penalty, least=5):
    """The weights under which the right options are likeliest; evidence that fewer than `least` options have gets none."""
    seen = Counter(k for _, options, _, _ in problems for option in options for k, v in option.items() if v)
    names = {k: i for i, k in enumerate(sorted(k for k, n in seen.items() if n >= least))}
    table = np.zeros((sum(len(options) for _, options, _, _ in problems), len(names)))
    good, weight = np.zeros(len(table)), np.zeros(len(table))
    sizes = np.array([len(options) for _, options, _, _ in problems])
    firsts = np.cumsum(sizes) - sizes
    for at, (_, options, right, own) in zip(firsts, problems):
        good[[at + i for i in right]], weight[at : at + len(options)] = 1, own
        for i, option in enumerate(options):
            for k, v in option.items():
                if k in names:
                    table[at + i, names[k]] = v

    def loss(w):
        sums = table @ w
        powers = np.exp(sums - np.repeat(np.maximum.reduceat(sums, firsts), sizes))
        p = powers / np.repeat(np.add.reduceat(powers, firsts), sizes)
        told = np.add.reduceat(p * good, firsts) + 1e-300
        value = penalty / 2 * w @ w - weight[firsts] @ np.log(told)
        return value, penalty * w + table.T @ (weight * (p - p * good / np.repeat(told, sizes)))

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {k: float(best[i]) for k, i in names.items()}


def shares(sums):
    powers = np.exp(np.asarray(sums) - np.max(sums))
    return powers / powers.sum()


def weighed(option, weights):
    return sum(weights.get(k, 0.0) * v for k, v in option.items())


def train(edges, names, out=()):
    """The weights of all parts, from everything but the documents of one fold; `edges` are those of the edges."""
    inside = [name for name in names if name["key"] not in out]
    weights = edges | {"choice": fit([p for name in inside if (p := choice_problem(name))], PENALTY["choice"])}
    unseen = list(chosen_unseen(inside))
    sure = [p for name, w in unseen if name["key"][0] != "silences" and (p := confidence_problem(name, w))]
    weights["confidence"] = fit(sure, PENALTY["confidence"])
    weights["complete"] = {"from": complete_from(sure, weights["confidence"])}
    return weights


def chosen_unseen(names):
    """Each name with weights of the choice that have not seen its document."""
    documents = sorted({name["key"] for name in names})
    for fold_at in range(4):
        out = set(documents[fold_at::4])
        weights = fit([p for name in names if name["key"] not in out and (p := choice_problem(name))], PENALTY["choice"])
        yield from ((name, weights) for name in names if name["key"] in out)


def complete_from(sure, weights):
    """The least confidence from which so many lists as EXACT are exact, of those of at least this confidence."""
    rated = sorted(((share(options[1], weights), right[0]) for _, options, right, _ in sure), reverse=True)
    exact = np.cumsum([right for _, right in rated]) / np.arange(1, len(rated) + 1)
    return rated[int(np.flatnonzero(exact >= EXACT)[-1])][0]


def share(option, weights):
    return float(shares([0.0, weighed(option, weights)])[1])


# Figures ---------------------------------------------------------------------------------------------------------------------


def use_edges(weights):
    """Lets the library cut items by these weights."""
    setattr(item_edges, "_weights", lambda edge: weights[edge])
    for cached in (item_edges._start_sums, item_edges._end_sums, item_edges.chance_of_edges):
        cached.cache_clear()


def use(weights):
    """Lets the library weigh with these weights."""
    use_edges(weights)
    setattr(weighing, "_weights", lambda part: weights[part])
    setattr(stated, "COMPLETE", weights["complete"]["from"])


def cross_validated(sets, folds, proposals=None):
    """The figures of each set, every document read with the weights of the folds that it is not in; by reader with proposals."""
    find, lines = tifaku.find_formulas, []
    for name, folder in sets:
        kept = keep_proposed(proposals, folder) if proposals else 0
        if proposals and not kept:
            continue

        def with_own(doc, name=name):
            use(folds[(name, doc.doc_id)])
            return find(doc)

        for reader, read in readers(proposals, with_own).items() if proposals else [("", with_own)]:
            tifaku.find_formulas = read
            figures, misses = score.run(str(folder))
            lines += misses
            print(name, reader, " ".join(f"{k} {v}" for k, v in figures.items()), flush=True)
    tifaku.find_formulas = find
    return lines


def reliability(names, folds):
    """The diagram in figures: lists by the confidence that other folds give them, and how many of them are exact."""
    bins = defaultdict(list)
    for name in names:
        if name["key"] in folds and (problem := confidence_problem(name, folds[name["key"]]["choice"])):
            p = share(problem[1][1], folds[name["key"]]["confidence"])
            bins[min(int(p * 20), 19)].append((p, problem[2][0]))
    print("\nconfidence  lists  mean  exact")
    for at, row in sorted(bins.items()):
        mean, exact = np.mean(row, axis=0)
        print(f"{at / 20:.2f}–{(at + 1) / 20:.2f} {len(row):6} {mean:6.2f} {exact:6.2f}")


def ablation(names):
    """For each construction how many stated lists it gives exactly, how many it alone, and in which sets."""
    gives: Counter[str] = Counter()
    alone: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        ties = {tie for option in name["options"] if option["exact"] for tie in option["ties"]}
        gives.update(ties)
        for tie in ties if len(ties) == 1 else ():
            alone[tie][name["key"][0]] += 1
    for tie, n in gives.most_common():
        print(f"{tie:36} {n:5} alone {sum(alone[tie].values()):4}  {dict(alone[tie])}")


def write(weights):
    edges = [(edge, k, v) for edge in ("start", "end") for k, v in by_size(weights[edge])]
    rows_ = [(part, k, v) for part in ("choice", "confidence") for k, v in by_size(weights[part])]
    for table, first, lines in (("edge_weights", "edge", edges), ("row_weights", "part", rows_)):
        text = "".join(f"{part}\t{k}\t{v:.2f}\n" for part, k, v in lines)
        (DATA / f"{table}.tsv").write_text(f"{first}\tevidence\tweight\n{text}", "utf-8")


def by_size(weights):
    return sorted(((k, v) for k, v in weights.items() if abs(v) >= 0.005), key=lambda kv: -abs(kv[1]))


def read_gold(sets):
    """The documents of all sets with their records, by set and document."""
    for name, folder in sets:
        texts, gold = score.load(str(folder))
        yield from (((name, doc_id), (tifaku.read_text(raw, doc_id=doc_id), gold[doc_id])) for doc_id, raw in texts.items())


def trained(read):
    """All names with their candidates, the weights for each document from the other folds, and those from all documents.

    The candidates of a document are cut by edges of other folds, so that the choice does not learn to trust edges too much.
    """
    lists = [one for (name, _), (doc, records) in read.items() for one in edge_rows(name, doc, records)]
    problems = {edge: list(edge_problems(lists, edge)) for edge in ("start", "end")}
    folds = [set(sorted(read)[at::FOLDS]) for at in range(FOLDS)]

    def edges_without(out):
        return {edge: fit([p for p in rows if p[0] not in out], PENALTY[edge]) for edge, rows in problems.items()}

    edges, all_edges, names = list(map(edges_without, folds)), edges_without(()), []
    for weights, documents in zip(edges, folds):
        use_edges(weights)
        names += [one for key in sorted(documents) for one in names_of(key[0], *read[key])]
    use_edges(all_edges)
    names += silences()
    unseen = ((out, train(weights, names, out)) for weights, out in zip(edges, folds))
    return names, {key: weights for out, weights in unseen for key in out}, train(all_edges, names)


def main(flags):
    sets = list(folders())
    names, folds, whole = trained(dict(read_gold(sets)))
    if "--ablation" in flags:
        return ablation(names)
    proposals = next((flag for flag in flags if not flag.startswith("--")), None)
    print("complete from", *(f"{one['complete']['from']:.3f}" for one in (*{id(w): w for w in folds.values()}.values(), whole)))
    lines = cross_validated(sets, folds, proposals)
    reliability(names, folds)
    if "--misses" in flags:
        print("\n".join(lines))
    if "--write" in flags:
        write(whole)


if __name__ == "__main__":
    main(sys.argv[1:])
