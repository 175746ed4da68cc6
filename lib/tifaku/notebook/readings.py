"""Readings: one sentence that reads a table aloud, made from the table, so that it is true of any corpus."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tifaku.notebook.views import visible
from tifaku.tables.overview import counted_characters

if TYPE_CHECKING:
    import pandas as pd

    from tifaku.datasets import Dataset
    from tifaku.text.corpora import Corpus
    from tifaku.text.findings import Findings


PLACES = frozenset({"county", "prefecture", "province"})
#: What one slogan of each type is called, and several.
SLOGANS = {
    "coinage": ("coinage", "coinages"), "parallel_headings": ("series of headings", "series of headings"),
    "parallel_series": ("parallel series", "parallel series"), "plus_compound": ("plus-compound", "plus-compounds"),
    "quoted_other": ("other quotation", "other quotations"),
}  # fmt: skip


class Reading:
    """A sentence as a notebook shows it; whatever it quotes from an article is text, never markup."""

    def __init__(self, text: str):
        self.text = visible(text)

    def _repr_html_(self) -> str:
        return f'<p class="reading">{html.escape(self.text)}</p>'

    def __repr__(self) -> str:
        return self.text


def of_corpus(corpus: "Corpus") -> Reading:
    """How many articles there are, how long, how many state date and place, and how many files could not be read."""
    known = [(counted_characters(doc), "date" in doc.metadata, not PLACES.isdisjoint(doc.metadata)) for doc in corpus]
    unread = f" {_n(len(corpus.problems), 'file')} could not be read or needs a look." if len(corpus.problems) else ""
    if not known:
        return Reading(f"No article could be read.{unread}")
    lengths, dated, placed = zip(*known)
    return Reading(
        f"{_n(len(known), 'article')} with {sum(lengths):,} characters that are counted; the shortest has {min(lengths):,}, "
        f"the longest {max(lengths):,}. {sum(dated):,} of them can be dated to the day, {sum(placed):,} have a place.{unread}"
    )


def of_repairs(counts: "pd.DataFrame", edits: "pd.DataFrame") -> Reading:
    """How many edits there are, by which rules, and which article needed most; an edit of two rules is one edit."""
    if not len(edits):
        return Reading("Nothing had to be repaired.")
    rules = counts.sum(axis=1).sort_values(ascending=False, kind="stable")
    most = edits["doc_id"].value_counts(sort=False).sort_index()
    untouched = len(counts.columns) - len(most)
    rest = f" {_n(untouched, 'article')} needed none." if untouched else ""
    named = _listed(f"{rule} {n:,}" for rule, n in rules.items() if n)
    both = int(edits["rule"].str.contains("+", regex=False).sum())
    twice = f" ({both:,} of them by several rules)" if both else ""
    return Reading(f"{_n(len(edits), 'edit')}{twice}: {named}. Most were made in {most.idxmax()} ({most.max():,}).{rest}")


def of_tokens(tokens: "pd.DataFrame | Dataset", words: "pd.DataFrame | Dataset") -> Reading:
    """How many tokens, words and different words there are, and how many of them are formulas."""
    from tifaku.tokens import count, formula_tokens

    formulas, own = count(formula_tokens(tokens)).total, count(words)
    return Reading(
        f"{count(tokens).total:,} tokens, of which {own.total:,} are words of {len(own.terms):,} types; "
        f"{_n(formulas, 'token')} {'is' if formulas == 1 else 'are'} a numbered formula kept whole."
    )


def of_terms(frequency: "pd.DataFrame") -> Reading:
    """The most frequent terms, and how many of all terms stand in a single article."""
    if not len(frequency):
        return Reading("There are no words to count.")
    top = _listed(f"{r.term} ({r.n:,} times in {_n(r.df, 'article')})" for r in frequency.head(5).itertuples())
    single = int((frequency["df"] == 1).sum())
    return Reading(f"The most frequent terms are {top}. {single:,} of {len(frequency):,} terms stand in one article only.")


def of_keyness(key: "pd.DataFrame") -> Reading:
    """What was tested, on how many terms, with what error rate, and what was found; or why nothing was tested."""
    if not len(key) or "notice" in key.attrs and not key["p_articles"].notna().any():
        notice = key.attrs.get("notice", "there are no terms")
        unlisted = int((key["status"] == "not in the reference").sum()) if len(key) else 0
        return Reading(f"Nothing is called key: {notice}." + (f" {_unlisted(unlisted)}" if unlisted else ""))
    tested, status = int(key["p_articles"].notna().sum()), key["status"].value_counts()
    found = key[key["status"] == "key"].sort_values(["z_articles", "term"], ascending=[False, True])
    top = _listed(f"{r.term} (Log Ratio {_interval(r)})" for r in found.head(5).itertuples())
    under, moving = int(status.get("underused", 0)), int(status.get("moves with the register", 0))
    parts = [
        f"{tested:,} terms were tested by a rank sum over articles, so that of the findings at most {_percent(key)} are "
        f"expected to be chance: {len(found):,} {_be(len(found))} key" + (f", first {top}" if top else ""),
        f"; {under:,} {_be(under)} underused.",
        f" {moving:,} more only move with the register of their years." if moving else "",
        f" {_n(int(status.get('not tested', 0)), 'term')} of few articles, and names of places, are described and not tested.",
        f" {_unlisted(int(status['not in the reference']))}" if status.get("not in the reference") else "",
    ]
    return Reading("".join(parts))


def _percent(key: "pd.DataFrame") -> str:
    """The error rate that the findings were called at."""
    return f"{100 * key.attrs.get('alpha', 0.05):g} %"


def _interval(row) -> str:
    return f"{row.log_ratio:.1f}, 95 % from {row.log_ratio_low:.1f} to {row.log_ratio_high:.1f}"


def _unlisted(n: int) -> str:
    return f"{n:,} {_be(n)} not in the reference: it says nothing of their frequency, so neither does this table."


def _be(n: int) -> str:
    return "is" if n == 1 else "are"


def of_doubts(doubts: "pd.DataFrame") -> Reading:
    """How many places could not be decided, and by which rules they were found."""
    if not len(doubts):
        return Reading("Every edit could be decided.")
    rules = doubts["rule"].value_counts().sort_index()
    places = "place is" if len(doubts) == 1 else "places are"
    return Reading(f"{len(doubts):,} {places} doubtful: " + _listed(f"{rule} {n:,}" for rule, n in rules.items()) + ".")


def of_dispersion(dispersion: "pd.DataFrame") -> Reading:
    """The most even and the most uneven of the frequent terms."""
    if not len(dispersion):
        return Reading(f"Not measured: {dispersion.attrs.get('notice', 'there are no words')}.")
    frequent = dispersion.head(50).sort_values(["dp_norm", "term"], kind="stable")
    even, uneven = frequent.head(3), frequent.tail(3)
    even, uneven = (_listed(f"{r.term} ({r.dp_norm:.2f})" for r in rows.itertuples()) for rows in (even, uneven))
    return Reading(f"Of the {len(frequent)} most frequent terms the most evenly spread are {even}, the least {uneven} (DPnorm).")


def of_collocations(pairs: "pd.DataFrame") -> Reading:
    """The closest companion of each chosen term, and how many pairs stand nearer than in shuffled sentences."""
    if not len(pairs):
        return Reading("No word stands beside the chosen terms twice or more.")
    first = pairs.drop_duplicates("node")
    closest = (f"{r.node} with {r.collocate} ({r.n:,} times in {_n(r.articles, 'article')})" for r in first.itertuples())
    tested, near = int(pairs["q"].notna().sum()), int(((pairs["q"] < 0.05) & (pairs["z_articles"] > 0)).sum())
    test = "No pair stands in 5 articles of 10 or more, so none is tested."
    if tested:
        test = f"Of {_n(tested, 'pair')} in 5 articles or more, {near:,} {'stands' if near == 1 else 'stand'} nearer than in "
        test += "shuffled sentences (of these at most 5 % are expected to be chance)."
    return Reading(f"Closest: {_listed(closest)}. {test}")


def of_sample(articles: int) -> Reading:
    """What the intervals of a page speak of, and what they need."""
    if articles < 10:
        return Reading(
            f"{_n(articles, 'article')}: too few for an interval or a test; what follows describes these articles alone."
        )
    return Reading(
        f"Intervals (95 %) and tests take these {articles:,} articles as a sample of more of their kind: same outlets, places "
        "and years. Where they are all there is, the counts are the fact and the intervals mean nothing."
    )


def of_frames(frames: "pd.DataFrame") -> Reading:
    """How many moulds there are, and how many of them several articles fill differently."""
    if not len(frames):
        return Reading("No mould was found.")
    top = _listed(f"{r.template} ({r.n:,})" for r in frames.sort_values("n", ascending=False, kind="stable").head(3).itertuples())
    shared = int(frames["family"].sum())
    return Reading(f"{_n(len(frames), 'template')}; most filled: {top}. {shared:,} are filled differently by several articles.")


def of_diffusion(spread: "pd.DataFrame") -> Reading:
    """How many formulations stand in more than one article and place."""
    if not len(spread):
        return Reading("No formulation was found.")
    articles, places = int((spread["articles"] > 1).sum()), int((spread["places"] > 1).sum())
    stand = f"{articles or 'none'} {'stands' if articles < 2 else 'stand'} in more than one article"
    return Reading(f"Of {_n(len(spread), 'formulation')} {stand}, {places or 'none'} in more than one place.")


def of_lives(lives: "pd.DataFrame") -> Reading:
    """How many formulations have a life in these articles, and what their dates don't allow to be said."""
    notice = lives.attrs.get("notice", "")
    if not len(lives):
        return Reading(notice or "No formulation stands in two articles.")
    names = lives["formulation"].nunique()
    periods = lives["period"].nunique()
    return Reading(f"{_n(names, 'formulation')} in {_n(periods, 'period')} with articles. {notice}".strip())


def of_formulas(formulas: "pd.DataFrame") -> Reading:
    """How many formulas there are, and how many of them the articles explain."""
    if not len(formulas):
        return Reading("No numbered formula was found.")
    verdicts = formulas["verdict"].value_counts()
    explained, none = int(verdicts.get("complete", 0)), int(verdicts.get("unresolved", 0))
    probable = int(verdicts.get("probable", 0))
    partial, each = int(verdicts.get("partial", 0)), int(verdicts.get("not_applicable", 0))
    often = formulas["surface"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    often = _listed(f"{surface} ({n:,})" for surface, n in often[often > 1].head(3).items())
    return Reading(
        f"{_n(len(formulas), 'occurrence')} of {_n(formulas['surface'].nunique(), 'formula')}. The articles state all components "
        f"of {explained}, probably all of {probable}, some of {partial}, none of {none}; "
        f"{each} count no set ('one Y for each X')." + (f" Most frequent: {often}." if often else "")
    )


def of_labels(known: "pd.DataFrame") -> Reading:
    """How many formula names are central, widespread, of one province, of few places, or found only here."""
    if not len(known):
        return Reading("There is no formula to look up.")
    labels = known["label"].value_counts()
    return Reading("By attestation: " + _listed(f"{n:,} {label}" for label, n in labels.items()) + ".")


def of_slogans(slogans: "pd.DataFrame") -> Reading:
    """How many slogans there are of each type."""
    if not len(slogans):
        return Reading("No slogan was found.")
    types = slogans["type"].value_counts().sort_index()
    return Reading("Found: " + _listed(f"{n:,} {SLOGANS[name][n != 1]}" for name, n in types.items()) + ".")


def _n(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _listed(parts: Iterable[str]) -> str:
    parts = list(parts)
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def of_questions(questions: "pd.DataFrame", found: "Findings") -> Reading:
    """How many questions there are and how many were answered, and how many rows of decisions could not be applied."""
    unanswered = int((questions["question"] != "").sum())
    answered, lost = sum(outcome.answered for outcome in found.outcomes), sum(not outcome.applied for outcome in found.outcomes)
    names = questions.loc[questions["question"] != "", "surface"].nunique()
    about = f" The open ones are about {_n(names, 'name')}." if 0 < names < unanswered else ""
    failed = f" {_n(lost, 'row')} of decisions could not be applied; the table below says why." if lost else ""
    return Reading(f"{_n(answered + unanswered, 'question')}, {answered:,} answered.{about}{failed}")


#: What each question of a sample is about.
ASKED = {
    "formula": "formulas", "components": "lists of components", "stated": "verdicts", "slogan": "slogans", "repair": "repairs",
    "fact": "facts about articles", "term": "places of terms",
}  # fmt: skip


def of_validation(scores: "pd.DataFrame", agreement: "pd.DataFrame") -> Reading:
    """Precision and recall of this corpus with their intervals, and how far the coders agree; or how to get them."""
    if not len(scores):
        return Reading(
            "No sample of these articles has been coded yet, so nothing is claimed about how often the workbook is right here."
        )
    whole = scores[(scores["stratum"] == "") & (scores["doc_id"] == "")]
    said = [
        f"{row.measure} of {ASKED[row.question]} {row.estimate:.2f} ({row.low:.2f} to {row.high:.2f})"
        for row in whole.itertuples()
    ]
    agreed = [
        f"{row.question.replace('_', ' ')} {row.kappa:.2f} ({row.kappa_low:.2f} to {row.kappa_high:.2f})"
        for row in agreement.itertuples()
    ]
    of_coders = f" Cohen’s κ of the two coders: {'; '.join(agreed)}." if agreed else ""
    return Reading(f"Estimated from a coded sample of these articles, with 95 % intervals: {'; '.join(said)}.{of_coders}")
