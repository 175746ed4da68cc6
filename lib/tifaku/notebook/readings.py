"""Readings: what a table says, in a sentence or two, made from the table, so that it is true of any corpus.

The sentences stand in data/texts.tsv.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tifaku.gazetteer.glosses import page_gloss
from tifaku.notebook.views import visible
from tifaku.tables.overview import counted_characters
from tifaku.text.texts import between, day, said, translated

if TYPE_CHECKING:
    import pandas as pd

    from tifaku.datasets import Dataset
    from tifaku.text.corpora import Corpus
    from tifaku.text.findings import Findings, Formula, Group


PLACES = frozenset({"county", "prefecture", "province"})
#: Articles below which nothing is tested and no interval given.
FEW = 10


class Sentences:
    """A few sentences as a notebook shows them; whatever they quote from an article is text, never markup."""

    def __init__(self, *sentences: str):
        self.text = visible(between(" ").join(sentence for sentence in sentences if sentence))

    def _repr_html_(self) -> str:
        return f'<p class="reading">{html.escape(self.text)}</p>'

    def __repr__(self) -> str:
        return self.text


def of_corpus(corpus: "Corpus") -> Sentences:
    """How many articles there are, how long, how many state date and place, and how many files could not be read."""
    known = [(counted_characters(doc), "date" in doc.metadata, not PLACES.isdisjoint(doc.metadata)) for doc in corpus]
    unread = _if(len(corpus.problems), "corpus.unread", "files")
    if not known:
        return Sentences(said("corpus.none"), unread)
    lengths, dated, placed = zip(*known)
    lengths_said = {"characters": sum(lengths), "shortest": min(lengths), "longest": max(lengths)}
    return Sentences(said("corpus", articles=len(known), dated=sum(dated), placed=sum(placed), **lengths_said), unread)


def of_repairs(counts: "pd.DataFrame", edits: "pd.DataFrame") -> Sentences:
    """How many edits there are, by which rules, and which article needed most; an edit of two rules is one edit."""
    if not len(edits):
        return Sentences(said("repairs.none"))
    rules = counts.sum(axis=1).sort_values(ascending=False, kind="stable")
    most = edits["doc_id"].value_counts(sort=False).sort_index()
    named = [said("repairs.rule", rule=rule, n=int(n)) for rule, n in rules.items() if n]
    return Sentences(
        said("repairs", edits=len(edits), rules=named, article=most.idxmax(), most=int(most.max())),
        _if(int(edits["rule"].str.contains("+", regex=False).sum()), "repairs.several"),
        _if(len(counts.columns) - len(most), "repairs.untouched"),
    )


def of_doubts(doubts: "pd.DataFrame") -> Sentences:
    """How many places could not be decided, and by which rules they were found."""
    if not len(doubts):
        return Sentences(said("doubts.none"))
    rules = doubts["rule"].value_counts().sort_index()
    named = [said("repairs.rule", rule=rule, n=int(n)) for rule, n in rules.items()]
    return Sentences(said("doubts", n=len(doubts), rules=named))


def of_tokens(tokens: "pd.DataFrame | Dataset", words: "pd.DataFrame | Dataset") -> Sentences:
    """How many tokens, words and different words there are, and how many of them are formulas."""
    from tifaku.tokens import count, formula_tokens

    formulas, own = count(formula_tokens(tokens)).total, count(words)
    return Sentences(said("tokens", tokens=count(tokens).total, words=own.total, types=len(own.terms), formulas=formulas))


def of_sample(articles: int) -> Sentences:
    """What the intervals of a page speak of, and what they need."""
    return Sentences(said("sample.few" if articles < FEW else "sample", articles=articles))


def of_terms(frequency: "pd.DataFrame") -> Sentences:
    """The most frequent terms with their glosses, and how many of all terms are found in a single article."""
    if not len(frequency):
        return Sentences(said("terms.none"))
    top = [said("terms.term", term=_glossed(row.term), n=int(row.n), df=int(row.df)) for row in frequency.head(5).itertuples()]
    return Sentences(said("terms", top=top, single=int((frequency["df"] == 1).sum()), terms=len(frequency)))


def of_dispersion(dispersion: "pd.DataFrame") -> Sentences:
    """The most even and the most uneven of the frequent terms."""
    if not len(dispersion):
        return Sentences(said("dispersion.none", notice=translated(dispersion.attrs.get("notice", said("keyness.no_terms")))))
    frequent = dispersion.head(50).sort_values(["dp_norm", "term"], kind="stable")
    even, uneven = (
        [said("dispersion.term", term=row.term, dp=row.dp_norm) for row in rows.itertuples()]
        for rows in (frequent.head(3), frequent.tail(3))
    )
    return Sentences(said("dispersion", n=len(frequent), even=even, uneven=uneven))


def of_keyness(key: "pd.DataFrame") -> Sentences:
    """What was tested, on how many terms, with what error rate, and what was found; or why nothing was tested."""
    status = key["status"].value_counts()
    unlisted = _if(int(status.get("not in the reference", 0)), "keyness.unlisted")
    if not len(key) or "notice" in key.attrs and not key["p_articles"].notna().any():
        return Sentences(said("keyness.none", notice=translated(key.attrs.get("notice", said("keyness.no_terms")))), unlisted)
    found = key[key["status"] == "key"].sort_values(["z_articles", "term"], ascending=[False, True])
    top = [_key_term(row) for row in found.head(5).itertuples()]
    counts = {"tested": int(key["p_articles"].notna().sum()), "key": len(found), "under": int(status.get("underused", 0))}
    return Sentences(
        said("keyness.tested", alpha=100 * key.attrs.get("alpha", 0.05), **counts),
        said("keyness.first", top=top) if top else "",
        _if(int(status.get("moves with the register", 0)), "keyness.moving"),
        said("keyness.untested", n=int(status.get("not tested", 0))),
        unlisted,
    )


def _key_term(row) -> str:
    return said("keyness.term", term=row.term, ratio=row.log_ratio, low=row.log_ratio_low, high=row.log_ratio_high)


def of_collocations(pairs: "pd.DataFrame") -> Sentences:
    """The closest companion of each chosen term, and how many pairs are closer than in shuffled sentences."""
    if not len(pairs):
        return Sentences(said("collocations.none"))
    closest = [
        said("collocations.pair", node=row.node, collocate=row.collocate, n=int(row.n), articles=int(row.articles))
        for row in pairs.drop_duplicates("node").itertuples()
    ]
    tested, near = int(pairs["q"].notna().sum()), int(((pairs["q"] < 0.05) & (pairs["z_articles"] > 0)).sum())
    test = said("collocations.tested", tested=tested, near=near) if tested else said("collocations.untested")
    return Sentences(said("collocations", closest=closest), test)


def of_formulas(formulas: "pd.DataFrame") -> Sentences:
    """How many formulas there are, and how many of them the articles explain."""
    if not len(formulas):
        return Sentences(said("formulas.none"))
    verdicts = formulas["verdict"].value_counts()
    counts = {name: int(verdicts.get(name, 0)) for name in ("complete", "probable", "partial", "unresolved")}
    often = formulas["surface"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    top = [said("formulas.name", name=_glossed(str(name)), n=int(n)) for name, n in often[often > 1].head(3).items()]
    size = {"occurrences": len(formulas), "names": formulas["name"].nunique(), "each": int(verdicts.get("not_applicable", 0))}
    return Sentences(said("formulas", **size, **counts), said("formulas.often", top=top) if top else "")


def of_labels(known: "pd.DataFrame") -> Sentences:
    """How many formula names are central, widespread, of one province, of few places, or found only here."""
    if not len(known):
        return Sentences(said("labels.none"))
    labels = known["label"].value_counts()
    return Sentences(
        said("labels", labels=[said(f"labels.{str(label).replace(' ', '_')}", n=int(n)) for label, n in labels.items()])
    )


def of_slogans(slogans: "pd.DataFrame") -> Sentences:
    """How many slogans there are of each type."""
    if not len(slogans):
        return Sentences(said("slogans.none"))
    types = slogans["type"].value_counts().sort_index()
    return Sentences(said("slogans", types=[said(f"slogans.{name}", n=int(n)) for name, n in types.items()]))


def of_frames(frames: "pd.DataFrame") -> Sentences:
    """How many moulds there are, and how many of them several articles fill differently."""
    if not len(frames):
        return Sentences(said("frames.none"))
    most = frames.sort_values("n", ascending=False, kind="stable").head(3)
    top = [said("frames.mould", template=row.template, n=int(row.n)) for row in most.itertuples()]
    return Sentences(said("frames", n=len(frames), top=top, shared=int(frames["family"].sum())))


def of_diffusion(spread: "pd.DataFrame") -> Sentences:
    """How many formulations are used in more than one article and place."""
    n = len(spread) + spread.attrs.get("left_out", 0)  # what stands in one article only has no row
    if not n:
        return Sentences(said("diffusion.none"))
    more = {name: int((spread[name] > 1).sum()) for name in ("articles", "places")}
    return Sentences(said("diffusion", n=n, **more))


def of_positions(shares: "pd.DataFrame") -> Sentences:
    """How many of the formulas and of the slogans stand in the first and the last fifth of their articles."""
    if not len(shares):
        return Sentences(said("positions.none"))
    said_of = []
    for kind, own in shares.groupby("kind", sort=True):
        share = own.set_index("fifth")["share"]
        said_of.append(said(f"positions.{kind}", n=int(own["n"].sum()), first=share[1], last=share[5]))
    return Sentences(*said_of, said("positions.even"))


def of_lives(lives: "pd.DataFrame") -> Sentences:
    """How many formulations have a life in these articles, which are most widespread, and what dates don't allow to be said."""
    notice = translated(lives.attrs.get("notice", ""))
    if not len(lives):
        return Sentences(notice or said("lives.none"))
    best = lives.sort_values(["articles", "share"], ascending=False, kind="stable").drop_duplicates("formulation")
    rows = best[best["articles"] > 0].head(3).itertuples()
    top = [said("lives.one", name=_glossed(row.formulation), articles=row.articles, of=row.of_articles, period=str(row.period))
           for row in rows]  # fmt: skip
    size = said("lives", n=lives["formulation"].nunique(), periods=lives["period"].nunique())
    return Sentences(size, said("lives.top", top=top) if top else "", notice)


def of_births(births: "pd.DataFrame") -> Sentences:
    """How many formulations are surely new in these articles, and how many are gone, with the latest of them."""
    if not len(births):
        return Sentences(_noticed(births) or said("births.none"))
    latest = births.sort_values("since", ascending=False, kind="stable")
    told = []
    for what in ("new", "gone"):
        rows = latest[latest["what"] == what]
        named = [_born(row) for row in rows.head(3).itertuples()]
        told.append(said(f"births.{what}", n=len(rows), latest=said("births.latest", named=named) if named else ""))
    return Sentences(*told)


def _born(row) -> str:
    counts = {name: getattr(row, name) for name in ("before", "of_before", "after", "of_after")}
    return said("births.one", name=_glossed(row.formulation), since=str(row.since), **counts)


def of_compared(compared: "pd.DataFrame") -> Sentences:
    """How many formulations these articles use more or less than work reports of the same years."""
    counts = compared["reading"].value_counts()
    n = {name: int(counts.get(name, 0)) for name in ("amplified", "ignored", "as elsewhere")}
    if not sum(n.values()):
        return Sentences(_noticed(compared) or said("compared.none"))
    named = {"amplified": n["amplified"], "ignored": n["ignored"], "rest": n["as elsewhere"]}
    return Sentences(said("compared", n=sum(n.values()), **named))


def of_biography(chronicle: "pd.DataFrame", formulation: str) -> Sentences:
    """The life of one formulation in two sentences, whose numbers are all in the chronicle."""
    if not len(chronicle):
        return Sentences(said("biography.none"))
    lines = {row.event.partition(":")[0]: row for row in chronicle.itertuples()}
    best, last = (lines.get(f"{event} local work reports") for event in ("best year in", "last in"))
    name = {"name": _glossed(formulation)}
    if best is None or last is None:
        large = said("biography.unknown", **name)
    else:
        figures = {"n": best.n, "of": best.of, "last_n": last.n, "last_of": last.of}
        years = {"first": lines["first in local work reports"].when, "best": best.when, "last": last.when}
        large = said("biography", **name, **years, **figures)
    first, latest = (lines.get(f"{event} in these articles") for event in ("first", "latest"))
    if first is not None:
        if latest is None or latest.when == first.when:
            return Sentences(large, said("biography.here_once", first=day(first.when)))
        return Sentences(large, said("biography.here", first=day(first.when), last=day(latest.when)))
    return Sentences(large, said("biography.undated" if "undated here" in lines else "biography.absent"))


def of_questions(questions: "pd.DataFrame", found: "Findings") -> Sentences:
    """How many questions there are and were answered, how many decisions could not be applied, and what was not granted."""
    unanswered = int((questions["question"] != "").sum())
    answered, lost = sum(outcome.answered for outcome in found.outcomes), sum(not outcome.applied for outcome in found.outcomes)
    names = questions.loc[questions["question"] != "", "surface"].nunique()
    return Sentences(
        said("questions", n=answered + unanswered, answered=answered),
        said("questions.names", n=names) if 0 < names < unanswered else "",
        _if(lost, "questions.lost"),
        _if(len(found.refused), "questions.refused"),
    )


def of_validation(scores: "pd.DataFrame", agreement: "pd.DataFrame") -> Sentences:
    """Precision and recall of this corpus with their intervals, and how far the coders agree; or how to get them."""
    if not len(scores):
        return Sentences(said("validation.none"))
    whole = scores[(scores["stratum"] == "") & (scores["doc_id"] == "")].rename(columns={"question": "asked"})
    rates = whole[["measure", "asked", "estimate", "low", "high"]].to_dict("records")
    rates = [said("validation.rate", **row | {"asked": said(f"asked.{row['asked']}")}) for row in rates]
    kappas = [_kappa(row) for row in agreement.itertuples()]
    return Sentences(
        said("validation", rates=between("; ").join(rates)),
        said("validation.agreed", questions=between("; ").join(kappas)) if kappas else "",
    )


def _kappa(row) -> str:
    question = row.question.replace("_", " ")
    return said("validation.kappa", question=question, kappa=row.kappa, low=row.kappa_low, high=row.kappa_high)


def of_example_in_file(example: "Formula | None", docs: "Corpus") -> Sentences:
    """Where the formula that the notebooks follow stands, in its repaired article and in the file as it was read."""
    if example is None:
        return Sentences(said("example.none"))
    doc = docs[example.doc_id]
    raw_start, raw_end = doc.to_raw(example.start, example.end)
    spans = {"start": example.start, "end": example.end, "raw_start": raw_start, "raw_end": raw_end}
    return Sentences(said("example.place", name=_glossed(example.surface), article=doc.title or doc.doc_id, **spans))


def of_example_as_term(example: "Formula | None", frequency: "pd.DataFrame") -> Sentences:
    """How often the formula is counted as one term, and into what the dictionary alone would have cut it."""
    if example is None:
        return Sentences(said("example.none"))
    from tifaku.tokens import plainly_cut

    n = int(frequency.loc[frequency["term"] == example.surface, "n"].sum())
    pieces = plainly_cut(example.surface)
    return Sentences(said("example.token", name=_glossed(example.surface), n=n, pieces=pieces))


def of_example(example: "Formula | None") -> Sentences:
    """What the formula stands for, group by group, and how its article says so."""
    if example is None:
        return Sentences(said("example.none"))
    groups = between("; ").join(map(_group, example.groups))
    return Sentences(said("example.meaning", name=_glossed(example.surface), groups=groups, because=translated(example.because)))


def _group(group: "Group") -> str:
    components = [component.text for component in group.components]
    key = "example.group" if group.head else "example.code"
    return said(key, numeral=str(group.numeral), head=group.head, components=components)


def _noticed(table: "pd.DataFrame") -> str:
    """Why a table is empty, as a sentence."""
    notice = translated(table.attrs.get("notice", "").rstrip("."))
    return f"{notice[0].upper()}{notice[1:].rstrip('.')}." if notice else ""


def _glossed(name: str) -> str:
    found = page_gloss(name).partition(" (")[0]
    return f"{name} ({found})" if found and "(" not in found else name


def _if(n: int, key: str, name: str = "n") -> str:
    """The sentence of that key on the number n, or nothing where it is 0."""
    return said(key, **{name: n}) if n else ""
